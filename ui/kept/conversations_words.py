"""The words of conversations as they are searched: without case, diacritics and markup."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

LONGEST_TITLE = 200  # code points
_MOST_WORDS = 8  # of a search
_RUN = 5  # words in a row: fewer may be anybody's, these are the article's


def folded(text: str) -> str:
    """Return text as it is compared: `Geëvacueerd` as `geevacueerd`, one space between words."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in parts if not unicodedata.combining(one)).split())


def searched(text: str) -> list[str]:
    """Return the words of a search, each of which has to be found, at most eight."""
    return folded(text).split()[:_MOST_WORDS]


def title_from(text: str) -> str:
    """Return a title on one line, without signs that cannot be seen, at most 200 code points."""
    seen = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in text[: 10 * LONGEST_TITLE])
    title = " ".join(seen.split())
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def text_of(html: str) -> str:
    """Return what a reader sees of HTML of ours."""
    seen = _Seen()
    seen.feed(html)
    seen.close()
    return " ".join(seen.parts)


def repeats(text: str, others: set[tuple[str, ...]]) -> bool:
    """Tell whether text has five words in a row that are among those of `runs_of`."""
    return not others.isdisjoint(runs_of(text))


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Return each five words in a row, as they are compared; of a shorter text all of its words."""
    words = ["".join(filter(str.isalnum, word)) for word in folded(text).split()]
    words = [word for word in words if word]
    return {tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))} - {()}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = list[str]()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
