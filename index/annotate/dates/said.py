"""What the words of an expression say, by kind: its numbers, its year, which of several, which third of a whole."""

from __future__ import annotations

from typing import Any

from index.annotate.dates import units
from index.annotate.dates.kinds import KINDS, Word
from index.annotate.dates.reference import Reference
from index.period import Period

Words = list[Word]
MONTHS = tuple(KINDS[name] for name in ("MONTH", "MAYBE", "SHORT"))
UNITS = tuple(KINDS[name] for name in ("UNIT", "UNITS", "ANNUM", "QUARTER", "WEEKEND"))
WEEKDAYS = tuple(KINDS[name] for name in ("WEEKDAY", "WEEKDAY_SHORT"))
SEASONS = tuple(KINDS[name] for name in ("SEASON", "SPRING"))
COUNTS = tuple(KINDS[name] for name in ("COUNT", "NUMBER", "ARTICLE"))
ORDINALS = tuple(KINDS[name] for name in ("ORDINAL", "NUMBER"))
_BY = {KINDS["LAST"]: -1, KINDS["PAST"]: -1, KINDS["THIS"]: 0, KINDS["NEXT"]: 1}


def value_of(words: Words, *kinds: str) -> Any:  # noqa: ANN401 - what a word stands for depends on its kind
    """Return what the first word of one of these kinds stands for, None if there is none."""
    return next((word.value for word in words if word.kind in kinds), None)


def values_of(words: Words, *kinds: str) -> list[Any]:
    """Return what each word of one of these kinds stands for."""
    return [word.value for word in words if word.kind in kinds]


def which(words: Words) -> int | None:
    """Return -1 for `last`, 0 for `this`, 1 for `next`; None where nothing of the kind is said."""
    return next((_BY[word.kind] for word in words if word.kind in _BY), None)


def year_of(words: Words, to: Reference) -> int | None:
    """Return the year that the words name, `2023` or `last year`; None if they name none."""
    named: int | None = value_of(words, KINDS["YEAR"], KINDS["OLD_YEAR"])
    if named is None and (by := which(words)) is not None and value_of(words, KINDS["ANNUM"]):
        return to.day.year + by
    return named


def stage_of(words: Words, whole: Period | None) -> Period | None:
    """Return the beginning, middle or end of a period, where the words say so: a third of it."""
    number = value_of(words, KINDS["STAGE"])
    return whole if whole is None or number is None else units.part(whole, number, 3)


def decade_of(words: Words) -> int | None:
    """Return the year in which the decade that the words name begins; `jaren dertig` is of the last century."""
    named: int | None = value_of(words, KINDS["DECADE"])
    return None if named is None else named if named > 100 else 1900 + 10 * named
