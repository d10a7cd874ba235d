"""Whether a text states an accepted answer: numbers by value, words whole, whatever their case or accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0 ]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,:]\d+)?")
_WORD = re.compile(r"\d+(?:[.:]\d+)?%?|[^\W\d_]+")


def states(text: str, accepted: Iterable[str | float]) -> bool:
    """Tell whether one of the accepted answers stands in the text: `10,000` in "zeker 10.000 burgers"."""
    words = _words(text)
    return any(_contains(words, _words(str(answer))) for answer in accepted)


def equals(text: str, accepted: Iterable[str | float]) -> bool:
    """Tell whether the text is one of the accepted answers and no more."""
    words = _words(text)
    return any(words == _words(str(answer)) for answer in accepted)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    return _WORD.findall(_NUMBER.sub(lambda number: f" {_value(number[0])}", plain))


def _value(number: str) -> str:
    """Return a number in one form: thousands unmarked, decimals after a point (`1.200` and `1,200` are `1200`)."""
    whole = re.sub(r"(?<=\d)[.,\u00a0 ](?=\d{3}(?!\d))", "", number)
    return whole.replace(",", ".")


def _contains(words: list[str], wanted: list[str]) -> bool:
    most = len(words) - len(wanted)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in range(most + 1))
