"""The numbers of a written sentence that none of its quotations gives, by their worth and their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.annotate.figures.bounds import Bound, bound_after, bound_of
from index.annotate.figures.values import NOUGHT, Value, value_of
from index.annotate.numbers import dissected_numbers
from index.span import Span

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_SCORE = re.compile(r"\d\s?[-–]\s?\d")  # of which no single value can be told
_MARKS = re.compile(r"[.,:]")


@dataclass(frozen=True, slots=True)
class Told:
    """A number, what it is worth in the language of its text, and its bound."""

    span: Span
    words: str
    value: Value | None
    bound: Bound

    def gives(self, other: Told) -> bool:
        """Tell whether this number, of a quotation, is the other: as many, and bounded alike."""
        if self.value is None or other.value is None or _SCORE.search(f"{self.words} {other.words}"):
            return _dashed(self.words) == _dashed(other.words)
        return self.value == other.value and self.bound is other.bound


def uncarried_numbers(sentence: str, language: str, quotes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield each number of a sentence that no quotation gives; `quotes` are texts, each with its language.

    `tien`, `ten` and `10` are one, `at least 22` is not 22. Digits that count nothing (clock times, `A50`, years
    outside an expression of time) must stand in a quotation as they are. `Nobody` is no number here but a negation.
    """
    quotes = list(quotes)
    given = [told for text, spoken in quotes for told in told_in(text, spoken)]
    digits = {_plain(match.group()) for text, _ in quotes for match in _DIGITS.finditer(text)}
    counted = list(told_in(sentence, language))
    yield from (told.words for told in counted if not any(one.gives(told) for one in given))
    for match in _DIGITS.finditer(sentence):
        here = Span(*match.span())
        if not any(here.overlaps(told.span) for told in counted) and _plain(match.group()) not in digits:
            yield match.group()


def values_in(text: str, language: str) -> set[float]:
    """Return what the numbers of a text are worth, where they have an exact value."""
    return {told.value.exact for told in told_in(text, language) if told.value and told.value.exact is not None}


def told_in(text: str, language: str) -> Iterator[Told]:
    """Yield the numbers of a text, but for `nobody`."""
    for number in dissected_numbers(text):
        words = number.number.of(text)
        if words.lower() not in NOUGHT:
            bound = bound_after(text, number.span.end) or bound_of(number.bound.of(text))
            yield Told(number.span, words.lower(), value_of(words, language), bound)


def _dashed(words: str) -> str:
    return words.replace("–", "-").replace(" ", "")


def _plain(digits: str) -> str:
    return _MARKS.sub(".", digits)
