"""The bound of a number: is it exactly that many, at least, more than, about, nearly?"""

from __future__ import annotations

import re
from enum import StrEnum


class Bound(StrEnum):
    """How a number bounds what it counts."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"
    NEARLY = "nearly"


_WORDS = {
    Bound.AT_LEAST: "at least|no fewer than|no less than|a minimum of|zeker|in elk geval|minstens|ten minste|tenminste|"
    "minimaal",
    Bound.AT_MOST: "at most|up to|as many as|as much as|no more than|not more than|a maximum of|maximaal|hooguit|"
    "hoogstens|ten hoogste|niet meer dan|tot wel",
    Bound.MORE_THAN: "more than|over|above|upwards of|meer dan|boven de|ruim|dik",
    Bound.LESS_THAN: "less than|fewer than|under|below|minder dan|onder de|nog geen|nog niet",
    Bound.NEARLY: "almost|nearly|close to|bijna|krap|een kleine|tegen de",
    Bound.ABOUT: "about|around|roughly|some|approximately|an estimated|ongeveer|circa|ca.|zo'n|rond de|rond|"
    "naar schatting|ruwweg|om en nabij",
    Bound.EXACTLY: "exactly|precies",
}
_BOUND = {word: bound for bound, words in _WORDS.items() for word in words.split("|")}
_GRADE = re.compile(r"^(?:slightly|just|well|a little|far|iets|veel|fors|net) (?=\w)")
_OR_MORE = re.compile(r"\s(?:or more|of meer|or so|or fewer|or less|of minder)\b", re.IGNORECASE)
_AFTER = {"more": Bound.AT_LEAST, "meer": Bound.AT_LEAST, "so": Bound.ABOUT}


def bound_of(words: str) -> Bound:
    """Return the bound that the words before a number set; exactly where there are none."""
    lowered = " ".join(words.lower().replace("’", "'").split())
    return _BOUND.get(_GRADE.sub("", lowered), Bound.EXACTLY)


def bound_after(text: str, end: int) -> Bound | None:
    """Return the bound that stands after a number which ends at `end`: `four or more`, `vier of meer`."""
    match = _OR_MORE.match(text, end)
    return _AFTER.get(match.group().split()[-1].lower(), Bound.AT_MOST) if match else None
