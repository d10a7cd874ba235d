"""Whether a quotation gives another number, or another day, where a sentence has its own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from index.annotate.dates import TimeExpression
from index.annotate.figures import Bound, figures
from index.language import LANGUAGES
from index.period import Period
from index.words import stems
from rag.carried_numbers import Told, told_in

_ABOUT = 0.2  # `about 100` is said of 80 to 120
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 3  # words before and behind a number, for what it counts


def exclude(value: float | None, bound: Bound, other: float | None, other_bound: Bound) -> bool:
    """Tell whether two numbers of one thing cannot both be right."""
    (least, most), (other_least, other_most) = _range(value, bound), _range(other, other_bound)
    return most < other_least or other_most < least


def has_rival_number(sentence: str, language: str, quote: str, spoken: str) -> bool:
    """Tell whether a quotation has a number of what a number of the sentence counts, and both cannot be right."""
    theirs = [one for one in told_in(quote, spoken) if one.value]
    mine = [one for one in told_in(sentence, language) if one.value and not any(two.gives(one) for two in theirs)]
    return any(
        _are_two(one, other) and _count_alike(one, sentence, language, other, quote, spoken)
        for one in mine
        for other in theirs
    )


def has_rival_time(times: Sequence[TimeExpression], told: Sequence[TimeExpression]) -> bool:
    """Tell whether for a time of a sentence the quotation has another one, as precise and as open."""
    return any(_rivals(one.period, other.period) for one in times for other in told)


def all_told(times: Sequence[TimeExpression], sentence: str, told: Sequence[TimeExpression], quote: str) -> bool:
    """Tell whether each time of a sentence has one of the quotation's to itself: `Friday or Friday` is not told by
    `Thursday or Friday`."""
    left = list(told)
    for one in times:
        words = one.span.of(sentence).lower()
        same = (two for two in left if two.span.of(quote).lower() == words or _overlap(one.period, two.period))
        if (found := next(same, None)) is not None:
            left.remove(found)
        elif one.period in (two.period for two in times if two is not one):
            return False
    return True


def _rivals(one: Period, other: Period) -> bool:
    shapes = [(each.precision, each.open_start, each.open_end) for each in (one, other)]
    if shapes[0] != shapes[1] or one == other:
        return False
    return one.precision == "span" or not _overlap(one, other)


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _are_two(one: Told, other: Told) -> bool:
    """Tell whether two numbers in one sentence are two: `more than 3,300` is not `more than 2,300`."""
    mine, theirs = (told.value.exact if told.value else None for told in (one, other))
    return one.bound is other.bound or exclude(mine, one.bound, theirs, other.bound)


def _range(value: float | None, bound: Bound) -> tuple[float, float]:
    if value is None:
        return -math.inf, math.inf
    match bound:
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return value, math.inf
        case Bound.AT_MOST | Bound.LESS_THAN:
            return -math.inf, value
        case Bound.ABOUT | Bound.NEARLY:
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
    return value, value


def _count_alike(one: Told, sentence: str, language: str, other: Told, quote: str, spoken: str) -> bool:
    mine, theirs = _key(one, sentence, language), _key(other, quote, spoken)
    if mine or theirs:
        return mine == theirs
    return language == spoken and any(
        found and found == other_found
        for found, other_found in zip(_beside(one, sentence, language), _beside(other, quote, spoken), strict=True)
    )


def _key(told: Told, text: str, language: str) -> str:
    """Return the key of what a number counts; empty where that is not read."""
    read = figures(text, language) if language in LANGUAGES else ()
    return next((one.counted.key for one in read if one.span.overlaps(told.span)), "")


def _beside(told: Told, text: str, language: str) -> tuple[list[str], list[str]]:
    """Return the stems of the words that carry meaning nearest before and behind a number."""
    before = [stems(word, language) for word in _WORD.findall(text[: told.span.start])[: -_LOOKED_AT - 1 : -1]]
    behind = [stems(word, language) for word in _WORD.findall(text[told.span.end :])[:_LOOKED_AT]]
    return next(filter(None, before), []), next(filter(None, behind), [])
