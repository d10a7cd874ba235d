"""Units of the calendar as Periods: the week around a day, the quarters, the seasons, thirds, and steps of them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from index.period import Period

_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_DAYS_OF = {"day": 1, "week": 7, "weekend": 7}


def day(of: date, by: int = 0) -> Period:
    """Return the one day, `by` days further."""
    return Period(of + timedelta(by), of + timedelta(by))


def month(year: int, number: int) -> Period:
    """Return a month; 13 is January of the next year, 0 December of the one before."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(of: int, number: int) -> Period:
    """Return a quarter of a calendar year, `number` from 1."""
    return Period(month(of, 3 * number - 2).start, month(of, 3 * number).end)


def season(of: int, number: int) -> Period:
    """Return a meteorological season, `number` from 1 for spring; a winter begins in the year that names it."""
    return Period(month(of, 3 * number).start, month(of, 3 * number + 2).end)


def unit(around: date, name: str, by: int = 0) -> Period:
    """Return the day, week (from Monday), weekend, month, quarter, half, year or decade around a day, `by` further."""
    if name == "day":
        return day(around, by)
    if name in _DAYS_OF:
        monday = around - timedelta(around.weekday()) + timedelta(7 * by)
        return Period(monday + timedelta(5 if name == "weekend" else 0), monday + timedelta(6))
    length = _MONTHS_OF[name]
    first = (around.year * 12 + around.month - 1) // length * length + by * length
    return Period(month(first // 12, first % 12 + 1).start, month(first // 12, first % 12 + length).end)


def moved(of: date, name: str, by: int) -> date:
    """Return the same day `by` units further; the last of the month where that month is shorter."""
    if name in _DAYS_OF:
        return of + timedelta(_DAYS_OF[name] * by)
    there = month(of.year, of.month + _MONTHS_OF[name] * by)
    return there.start.replace(day=min(of.day, there.end.day))


def part(whole: Period, number: int, of: int) -> Period:
    """Return one of `of` equal parts of a period, `number` from 0; along its months where it has enough of them."""
    if whole.start.day == 1 and whole.end == month(whole.end.year, whole.end.month).end:
        first = whole.start.year * 12 + whole.start.month - 1
        length = whole.end.year * 12 + whole.end.month - first
        if length % of == 0:
            begin, last = first + length // of * number, first + length // of * (number + 1) - 1
            return Period(month(begin // 12, begin % 12 + 1).start, month(last // 12, last % 12 + 1).end)
    length = (whole.end - whole.start).days + 1
    begin, stop = length // of * number, length // of * (number + 1) if number + 1 < of else length
    return Period(whole.start + timedelta(begin), whole.start + timedelta(stop - 1))
