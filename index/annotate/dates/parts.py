"""Expressions that name a part of a time: its beginning or end, a half, its first months."""

from __future__ import annotations

from datetime import date, timedelta

from index.annotate.dates import units
from index.annotate.dates.kinds import KINDS
from index.annotate.dates.named import month, which_season
from index.annotate.dates.reference import Reference
from index.annotate.dates.said import (
    COUNTS,
    MONTHS,
    ORDINALS,
    SEASONS,
    UNITS,
    Words,
    decade_of,
    stage_of,
    value_of,
    which,
    year_of,
)
from index.period import Period


def _whole(words: Words, to: Reference) -> Period | None:
    """Return what the end of the words names as a whole: `2023`, `this month`, `the year`, `the nineties`."""
    if value_of(words, *MONTHS):
        return month([word for word in words if word.kind != KINDS["STAGE"]], to)
    if (year := year_of(words, to)) is not None:
        return units.year(year)
    if (decade := decade_of(words)) is not None:
        return units.unit(date(decade, 1, 1), "decade")
    if value_of(words, *SEASONS):
        return which_season(words, to) if which(words) is not None else None
    unit = next(word.value for word in reversed(words) if word.kind in UNITS)
    return units.unit(to.day, str(unit), which(words) or 0)


def half(words: Words, to: Reference) -> Period | None:
    """`de eerste helft van november`."""
    number, whole = value_of(words, *ORDINALS), _whole(words, to)
    return units.part(whole, 1 if number == -1 else number - 1, 2) if whole and number in (1, 2, -1) else None


def first_of(words: Words, to: Reference) -> Period | None:
    """`de eerste drie maanden van 2023`."""
    count, unit = value_of(words[1:], *COUNTS), value_of(words, *UNITS)
    whole = _whole(words[3:], to)
    if whole is None or (first := value_of(words, KINDS["ORDINAL"])) not in (1, -1):
        return None
    if first == 1:
        return Period(whole.start, units.moved(whole.start, unit, count) - timedelta(1))
    return Period(units.moved(whole.end + timedelta(1), unit, -count), whole.end)


def staged(words: Words, to: Reference) -> Period | None:
    """`eind 2023`, `begin deze week`, `the end of the year`."""
    return stage_of(words, _whole(words, to))


def nth(words: Words, to: Reference) -> Period | None:
    """`de eerste maandag van mei`, ``the second week of June`; weeks from the 1st, 8th, ..."""
    number, weekday = value_of(words, KINDS["ORDINAL"]), value_of(words, KINDS["WEEKDAY"])
    if not value_of(words, *MONTHS) or number == -1 or (whole := _whole(words, to)) is None:
        return None
    week = whole.start + timedelta(7 * (number - 1))
    if weekday is not None:
        return units.day(week, (weekday - week.weekday()) % 7)
    return Period(week, week + timedelta(6)) if value_of(words, KINDS["UNIT"]) == "week" else None
