"""What a file or a feed would give, looked at before it is taken in: how many articles, and what cannot be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.article import Article
from index.readers.source import Unreadable

_MOST_TITLES = 3
_MOST_FAULTS = 20  # that are named; the run that reads it names more
_MOST_S = 10.0


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: how many articles, the first of their titles, and the first parts that are none, with reasons.

    `whole` tells whether all of it was looked at, and not only what could be in the time that there was.
    """

    articles: int
    titles: tuple[str, ...]
    faults: tuple[Unreadable, ...]
    fault_count: int
    whole: bool


def checked(
    items: Iterable[Article | Unreadable], *, most_s: float = _MOST_S, clock: Callable[[], float] = time.monotonic
) -> Checked:
    """Return what a reader gives, as far as it comes in `most_s` seconds."""
    articles, fault_count, until_s = 0, 0, clock() + most_s
    titles, faults = list[str](), list[Unreadable]()
    whole = True
    for item in items:
        if isinstance(item, Article):
            articles += 1
            titles += [item.title][: _MOST_TITLES - len(titles)]
        else:
            fault_count += 1
            faults += [item][: _MOST_FAULTS - len(faults)]
        if clock() > until_s:
            whole = False
            break
    return Checked(articles, tuple(titles), tuple(faults), fault_count, whole)
