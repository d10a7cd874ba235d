"""Expressions that name their time: a date, a month, a quarter, a season, a feast, a year, a decade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from index.annotate.dates import units
from index.annotate.dates.kinds import KINDS
from index.annotate.dates.reference import Reference
from index.annotate.dates.said import (
    COUNTS,
    MONTHS,
    ORDINALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Words,
    decade_of,
    stage_of,
    value_of,
    values_of,
    which,
    year_of,
)
from index.period import Period


def whole_date(words: Words, to: Reference) -> Period:
    """`2024-01-31`, `31-12-2023`."""
    return units.day(value_of(words, KINDS["DATE"]))


def day(words: Words, to: Reference) -> Period | None:
    """`zaterdag 30 december`, `Jan. 5, 2024`."""
    return _days(words, to, value_of(words, KINDS["NUMBER"]))


def several_days(words: Words, to: Reference) -> Period | None:
    """`3 tot 5 mei`, `July 13 to 17 of last year`."""
    first, last = value_of(words, KINDS["DAYS"]) or values_of(words, KINDS["NUMBER"])
    return _days([word for word in words if word.kind not in WEEKDAYS], to, first, last)


def _days(words: Words, to: Reference, first: int, last: int | None = None) -> Period | None:
    month, weekday = value_of(words, *MONTHS), value_of(words, *WEEKDAYS)

    def in_year(year: int) -> Period:
        found = Period(date(year, month, first), date(year, month, last or first))
        if weekday is not None and found.start.weekday() != weekday:
            raise ValueError(f"{found} is no {weekday}")
        return found

    if (year := year_of(words, to)) is not None:
        return Period(date(year, month, first), date(year, month, last or first))
    return (to if weekday is None else replace(to, ahead=False)).nearest(in_year)


def week_of(words: Words, to: Reference) -> Period | None:
    """`de week van 3 juni`, from its Monday."""
    found = day(words, to) if value_of(words, KINDS["UNIT"]) == "week" else None
    return found and units.unit(found.start, "week")


def night_of_dates(words: Words, to: Reference) -> Period | None:
    """`de nacht van 31 december op 1 januari`."""
    numbers, months = values_of(words, KINDS["NUMBER"]), values_of(words, *MONTHS)
    year = year_of(words, to)
    ends = (date(year, months[-1], numbers[1]),) * 2 if year else None
    end = Period(*ends) if ends else to.nearest(lambda at: units.day(date(at, months[-1], numbers[1])))
    return end and Period(end.start - timedelta(1), end.end)


def month(words: Words, to: Reference) -> Period | None:
    """`november vorig jaar`, `late March`, or a month alone."""
    number, year = value_of(words, *MONTHS), year_of(words, to)
    whole = to.begun(lambda at: units.month(at, number)) if year is None else units.month(year, number)
    return stage_of(words, whole)


def month_ago(words: Words, to: Reference) -> Period:
    """`november twee jaar geleden`."""
    back = units.moved(to.day, value_of(words, *UNITS), -value_of(words, *COUNTS))
    return units.month(back.year, value_of(words, *MONTHS))


def _yearly(words: Words, to: Reference, make: Callable[[int], Period]) -> Period | None:
    """Return last, this or next year's of what comes once a year."""
    by = which(words)
    if by == 0:
        return make(to.day.year)
    return to.before(make) if by == -1 else to.after(make)


def which_month(words: Words, to: Reference) -> Period | None:
    """`last November`."""
    return _yearly(words, to, lambda year: units.month(year, value_of(words, *MONTHS)))


def which_feast(words: Words, to: Reference) -> Period | None:
    """`afgelopen Koningsdag`."""
    return _yearly(words, to, value_of(words, KINDS["FEAST"]))


def feast(words: Words, to: Reference) -> Period | None:
    """`oudejaarsavond`, `Christmas 2018`."""
    feast: Callable[[int], Period] = value_of(words, KINDS["FEAST"])
    year = year_of(words, to)
    return to.nearest(feast) if year is None else feast(year)


def quarter(words: Words, to: Reference) -> Period | None:
    """`Q3`, `the first quarter of 2023`."""
    number = value_of(words, KINDS["QUARTER_NUMBER"]) or value_of(words, *ORDINALS)
    number, year = 4 if number == -1 else number, year_of(words, to)
    if not 1 <= number <= 4:
        return None
    return to.begun(lambda at: units.quarter(at, number)) if year is None else units.quarter(year, number)


def season(words: Words, to: Reference) -> Period | None:
    """`the spring of 2023`, `winter 2022-2023`."""
    years = value_of(words, KINDS["YEARS"])
    year = years[0] if years else year_of(words, to)
    return stage_of(words, None if year is None else units.season(year, value_of(words, *SEASONS)))


def which_season(words: Words, to: Reference) -> Period | None:
    """`afgelopen zomer`."""
    number = value_of(words, *SEASONS)
    if which(words) == 0 and number == 4 and to.day.month <= 2:
        return units.season(to.day.year - 1, number)
    return _yearly(words, to, lambda year: units.season(year, number))


def decade(words: Words, to: Reference) -> Period:
    """`jaren negentig`, `the 1990s`."""
    return units.unit(date(decade_of(words) or 0, 1, 1), "decade")


def years(words: Words, to: Reference) -> Period:
    """`2022-2023`."""
    first, last = value_of(words, KINDS["YEARS"])
    return Period(units.year(first).start, units.year(last).end)


def year(words: Words, to: Reference) -> Period:
    """`2023`."""
    return units.year(value_of(words, KINDS["YEAR"], KINDS["OLD_YEAR"]))
