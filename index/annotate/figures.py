"""Figures: the numbers that a sentence reports, what each of them counts, how exactly, as of when and who says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.annotate.bounds import Bound, bound_after, bound_of
from index.annotate.counted import Counted
from index.annotate.counting import Context, counted_by
from index.annotate.dates import dates
from index.annotate.numbers import Number, dissected_numbers
from index.annotate.sources import sources
from index.annotate.tokens import Token, tokens
from index.annotate.values import Value, value_of
from index.span import Span

RULES = 1  # raise it when the rules give other figures: an archive's are then read anew at its next indexing
LONGEST_SENTENCE = 2_000  # code points; what is longer is a table, and what its numbers count stands elsewhere


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence reports.

    `span` holds the number, its bound and its unit. `value` is None where only the power of ten is said (`tientallen`:
    `order` 10), and for a score, of which the span has both halves. `former` marks the older one of two figures, as in
    `van 22 naar 25`. `source` is who says so, `as_of` the expression of time that dates it.
    """

    span: Span
    value: float | None
    order: float | None
    bound: Bound
    counted: Counted
    source: Span | None = None
    as_of: Span | None = None
    former: bool = False

    def shifted(self, by: int) -> Figure:
        """Return the same figure in a text that has `by` more code points before it."""
        who = self.counted.who
        return replace(
            self,
            span=self.span.shifted(by),
            counted=Counted(self.counted.span.shifted(by), self.counted.key, who.shifted(by) if who else None),
            source=self.source.shifted(by) if self.source else None,
            as_of=self.as_of.shifted(by) if self.as_of else None,
        )


_SCORE = re.compile(r"\d{1,2}-\d{1,2}")
_SPORT = re.compile(
    r"\b(?:won|win|wint|winnen|wonnen|verlo\w+|lost|lose|beat|beaten|defeated|drew|draw|gelijk\w*|gelijkspel|score|stand|"
    r"play-off|penalt\w+|derby|goal\w*|doelpunt\w*|wedstrijd|match|final|finale|thuis|uitslag|eindigde|geëindigd)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:to|tot|or|of|à|a|–|-|tot en met)\s*")
_BETWEEN = re.compile(r"\s*(?:and|en)\s*")
_CHANGE = re.compile(
    r"\b(?:from|van|rose|rise|risen|fell|fallen|up|down|increased?|decreased?|grew|raised?|cut|gestegen|steeg|gedaald|"
    r"daalde|opgelopen|liep|by|met)\b",
    re.IGNORECASE,
)
_REACH = 40  # code points before a number in which a word of change tells that `5 to 7` is no range


def figures(text: str, language: str) -> list[Figure]:
    """Return the figures of one sentence, in order.

    Left out are times, dates, ages, distances and other measurements, numbers that name something (`Formula 1`), and
    numbers of which the sentence does not say what they count. A sentence longer than LONGEST_SENTENCE gives none.
    """
    numbers = list(dissected_numbers(text)) if len(text) <= LONGEST_SENTENCE else []
    if not numbers:
        return []
    words = tokens(text)
    found = _counted_figures(text, words, numbers, language)
    if not found:
        return []
    found = _with_ranges_and_changes(text, found)
    said_by = sources(words, language)
    times = list(dates(text))
    borders = [token.span.start for token in words if token.text == ";"]
    return [
        replace(
            figure,
            source=_nearest(figure.span, said_by, borders),
            as_of=_nearest(figure.span, times, borders),
        )
        for figure in found
    ]


def _counted_figures(text: str, words: Sequence[Token], numbers: Sequence[Number], language: str) -> list[Figure]:
    context = Context(text, words, numbers, language)
    counted = counted_by(context)
    found = []
    for number in numbers:
        written = number.number.of(text)
        if _SCORE.fullmatch(written):
            if _SPORT.search(text):
                found.append(Figure(number.span, None, None, Bound.EXACTLY, Counted(number.number, "score")))
            continue
        value = value_of(written, language)
        if value is not None and (what := counted.get(number.number)) is not None:
            found.append(Figure(number.span, value.exact, value.order, _bound(text, number, value), what))
    return found


def _bound(text: str, number: Number, value: Value) -> Bound:
    bound = bound_after(text, number.value.end) or bound_of(number.bound.of(text))
    return Bound.ABOUT if value.exact is None and bound is Bound.EXACTLY else bound


def _with_ranges_and_changes(text: str, found: list[Figure]) -> list[Figure]:
    """Make `between 8 and 10` an at least and an at most, and mark the older one of `van 22 naar 25`."""
    result = list(found)
    for place, (one, other) in enumerate(pairwise(found)):
        if one.counted.key != other.counted.key:
            continue
        before = text[max(0, one.span.start - _REACH) : one.span.start]
        between = text[one.span.end : other.span.start]
        last = before.split()[-1].lower() if before.split() else ""
        goes_to = between.split()[-1:] in (["to"], ["naar"], ["tot"]) and len(between.split()) <= 3
        if last in ("from", "van") and goes_to:
            result[place] = replace(one, former=True)
        elif (
            last in ("to", "tot", "naar") and between.split()[-1:] in (["from"], ["van"]) and len(between.split()) <= 3
        ):
            result[place + 1] = replace(other, former=True)
        elif _is_range(before, last, between):
            result[place] = replace(one, bound=Bound.AT_LEAST)
            result[place + 1] = replace(other, bound=Bound.AT_MOST)
    return result


def _is_range(before: str, last: str, between: str) -> bool:
    if last in ("between", "tussen"):
        return _BETWEEN.fullmatch(between) is not None
    return _RANGE.fullmatch(between) is not None and not _CHANGE.search(before)


def _nearest(figure: Span, spans: Sequence[Span], borders: Sequence[int]) -> Span | None:
    """Return the one of `spans` nearest to a figure that stands in its part of the sentence, between semicolons."""
    part = bisect_right(borders, figure.start)
    near = [span for span in spans if bisect_right(borders, span.start) == part and not span.within(figure)]
    return min(near, key=lambda span: max(figure.start - span.end, span.start - figure.end), default=None)
