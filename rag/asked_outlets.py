"""The outlets that a question is limited to: those that it names as its source, or that a person chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.span import Span

_SOURCE = re.compile(
    r"\b(?:volgens|aldus|according to)\s+(?:(?:de|het|the)\s+(?:krant|omroep|newspaper|paper|broadcaster)\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|\ben\b|\bof\b|\band\b|\bor\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedOutlets:
    """The outlets whose articles alone are searched, as the archive has their names; of all where there are none.

    `span` has the words of the question that name them, with `according to`; None where none do. `by_hand`: a person
    chose them, whatever the words say.
    """

    names: tuple[str, ...]
    span: Span | None = None
    by_hand: bool = False


def asked_outlets(text: str, outlets: Callable[[], Sequence[str]]) -> AskedOutlets | None:
    """Return the outlets that a question names as its source, `according to De Velderbode`; None where it names none.

    A name counts only after such words, as a whole, in capitals or not: an outlet may also be what is asked about.
    """
    for source in _SOURCE.finditer(text):
        known = sorted(outlets(), key=len, reverse=True)  # `De Een Vandaag` before `De Een`
        names, end = list[str](), source.end()
        at = end
        while (name := _named_at(text, at, known)) is not None:
            names.append(name)
            end = at + len(name)
            and_ = _AND.match(text, end)
            at = and_.end() if and_ else len(text)
        if names:
            return AskedOutlets(tuple(dict.fromkeys(names)), Span(source.start(), end))
    return None


def chosen(names: Iterable[str], named: AskedOutlets | None) -> AskedOutlets:
    """Return the outlets that a person chose, in the place of those that the question names; of all without any.

    Then what names them in the question is no limit, and stays a part of it.
    """
    names = tuple(dict.fromkeys(names))
    return AskedOutlets(names, named.span if named and names else None, by_hand=True)


def _named_at(text: str, at: int, known: Sequence[str]) -> str | None:
    for name in known:
        end = at + len(name)
        if text[at:end].casefold() == name.casefold() and not text[end : end + 1].isalnum():
            return name
    return None
