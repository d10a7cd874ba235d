"""Two figures that belong together: a change (`van 22 naar 25`) or a range (`between 8 and 10`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.annotate.figures.bounds import Bound
from index.annotate.figures.figure import Figure

_JOINED = re.compile(r"\s*(?:to|tot|or|of|à|a|–|-|tot en met|and|en)\s*")
_EITHER = re.compile(r"\s*(?:to|tot|or|of|à|–|-|tot en met)\s*")
_CHANGES = re.compile(
    r"\b(?:rose|ris\w+|fell|fall\w*|up|down|increas\w+|decreas\w+|gr[eo]w\w*|rais\w+|cut\w*|went|gone|go|goes|drop\w+|"
    r"climb\w+|jump\w+|declin\w+|slip\w+|revis\w+|correct\w+|reduc\w+|lower\w+|widen\w+|change\w*|by|met|"
    r"gestegen|ste[eg]g|stijg\w+|gedaald|daal\w+|op(?:ge)?lopen|opgelopen|liep\w*|loopt|ging\w*|gaa\w+|gegaan|verhoog\w+|"
    r"verlaag\w+|bijgesteld|zak\w+|gezakt|groei\w+|gegroeid|ingekort|teruggebracht)\b",
    re.IGNORECASE,
)
_REACH = 60  # code points around two numbers in which a word tells that `from 5 to 7` is a change and no range
_LONGEST_CHANGE = 8  # words between the two


def with_ranges_and_changes(text: str, found: Sequence[Figure]) -> list[Figure]:
    """Make `between 8 and 10` an at least and an at most, and mark the older one of `van 22 naar 25`."""
    result = list(found)
    for place, (one, other) in enumerate(pairwise(found)):
        if one.counted.key != other.counted.key:
            continue
        between = text[one.span.end : other.span.start]
        last = (text[: one.span.start].split() or [""])[-1].lower()
        joint = (between.split() or [""])[-1].lower() if len(between.split()) <= _LONGEST_CHANGE else ""
        changes = joint == "naar" or _changes(text, one.span.start, other.span.end)
        if last in ("from", "van") and joint in ("to", "naar", "tot") and changes:
            result[place] = replace(one, former=True)
        elif last in ("to", "tot", "naar", "at", "op") and joint in ("from", "van"):
            result[place + 1] = replace(other, former=True)
        elif _is_range(last, between, changes):
            result[place] = replace(_scaled(one, other), bound=Bound.AT_LEAST)
            result[place + 1] = replace(other, bound=Bound.AT_MOST)
    return result


def _changes(text: str, start: int, end: int) -> bool:
    around = (text[max(0, start - _REACH) : start], text[end : end + _REACH])
    return any(_CHANGES.search(part) for part in around)


def _is_range(last: str, between: str, changes: bool) -> bool:
    if last in ("between", "tussen"):
        return _JOINED.fullmatch(between) is not None
    if last in ("from", "van"):
        return _EITHER.fullmatch(between) is not None
    return _EITHER.fullmatch(between) is not None and not changes


def _scaled(one: Figure, other: Figure) -> Figure:
    """Return the first of `300 to 400 million` as so many millions."""
    if one.value is None or other.value is None or one.value >= 1_000 or other.value < 1_000_000:
        return one
    thousands = (len(str(int(other.value))) - 1) // 3
    return replace(one, value=one.value * 1_000.0**thousands)
