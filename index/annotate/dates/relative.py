"""Expressions that count from another time: yesterday, last Tuesday, this week, three weeks ago, two days later."""

from __future__ import annotations

from datetime import date, timedelta

from index.annotate.dates import units
from index.annotate.dates.kinds import KINDS
from index.annotate.dates.named import which_season
from index.annotate.dates.reference import Reference
from index.annotate.dates.said import COUNTS, SEASONS, UNITS, WEEKDAYS, Words, value_of, values_of, which
from index.period import Period

_APPROXIMATE = {"day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter"}
_DAYS_IN_A_WEEK = 7


def today(words: Words, to: Reference) -> Period:
    """`vandaag`, `yesterday`, `last night`."""
    first, last = value_of(words, KINDS["TODAY"])
    return Period(to.day + timedelta(first), to.day + timedelta(last))


def _past_weekday(weekday: int, to: Reference) -> date:
    return to.day - timedelta((to.day.weekday() - weekday) % _DAYS_IN_A_WEEK)


def weekday(words: Words, to: Reference) -> Period:
    """`zaterdag`: the last, that day included; the next where it is yet to come."""
    weekday = value_of(words, KINDS["WEEKDAY"])
    if to.ahead and not to.latest:
        return units.day(to.day, (weekday - to.day.weekday()) % _DAYS_IN_A_WEEK)
    return units.day(_past_weekday(weekday, to))


def which_weekday(words: Words, to: Reference) -> Period:
    """`afgelopen zaterdag`, `next Monday`, `this Friday`."""
    weekday, by = value_of(words, KINDS["WEEKDAY"]), which(words)
    if by == 0:
        return units.day(units.unit(to.day, "week").start, weekday)
    if by == -1:
        return units.day(to.day, -((to.day.weekday() - weekday - 1) % _DAYS_IN_A_WEEK + 1))
    return units.day(to.day, (weekday - to.day.weekday() - 1) % _DAYS_IN_A_WEEK + 1)


def night(words: Words, to: Reference) -> Period:
    """`de nacht van vrijdag op zaterdag`."""
    first, second = values_of(words, *WEEKDAYS)
    morning = _past_weekday(second, to)
    return Period(morning - timedelta((second - first) % _DAYS_IN_A_WEEK), morning)


def day_of_week(words: Words, to: Reference) -> Period | None:
    """`vorige week woensdag`, `Monday last week`."""
    weekday, unit = value_of(words, KINDS["WEEKDAY"]), value_of(words, KINDS["UNIT"])
    return units.day(units.unit(to.day, "week", which(words) or 0).start, weekday) if unit == "week" else None


def rolling(words: Words, to: Reference) -> Period | None:
    """`the past three months`: up to the day; `the next two years`: from it."""
    by, count, unit = which(words), value_of(words, *COUNTS), value_of(words, *UNITS)
    if not by:
        return None
    there = units.moved(to.day, unit, by * count)
    return Period(min(there, to.day), max(there, to.day))


def which_unit(words: Words, to: Reference) -> Period | None:
    """`vorige maand`, `earlier this week`, `the past year`, `afgelopen weekend`."""
    if value_of(words, *SEASONS):
        return which_season(words, to)
    unit, by = value_of(words, *UNITS), which(words) or 0
    if unit == "day":
        return None
    if unit == "weekend":
        return _weekend_by(words, to)
    if any(word.kind == KINDS["PAST"] for word in words):
        return Period(units.moved(to.day, unit, -1), to.day)
    whole = units.unit(to.day, unit, by)
    if by == 0 and words[0].kind == KINDS["EARLIER"]:
        return Period(whole.start, to.day)
    return Period(to.day, whole.end) if by == 0 and words[0].kind == KINDS["LATER"] else whole


def _weekend_by(words: Words, to: Reference) -> Period:
    """`afgelopen weekend` is the one that just was, `komend weekend` the next to come; the others count weeks."""
    tuesday, saturday, sunday = 1, 5, 6
    by, weekday = which(words) or 0, to.day.weekday()
    if any(word.kind == KINDS["PAST"] for word in words) and weekday == sunday:
        by = 0
    if value_of(words, KINDS["NEXT"]) == "coming" and weekday < saturday:
        by = 0
    if by == 0 and weekday <= tuesday and not to.ahead and value_of(words, KINDS["NEXT"]) is None:
        by = -1  # on a Monday `this weekend` is the one that just was
    return units.unit(to.day, "weekend", by)


def the_weekend(words: Words, to: Reference) -> Period:
    """`over the weekend`: the last that has begun, or the next where the words look ahead."""
    saturday = 5
    begun = to.ahead or to.day.weekday() >= saturday
    return units.unit(to.day, "weekend", 0 if begun else -1)


def _moved_by(words: Words, day: date, sign: int) -> Period:
    """Return the day, week, month or year that lies so many units away: `three weeks ago` is a week."""
    unit, count = value_of(words, *UNITS), value_of(words, *COUNTS)
    return units.unit(units.moved(day, unit, sign * count), _APPROXIMATE.get(unit, "year"))


def ago(words: Words, to: Reference) -> Period:
    """`three weeks ago`."""
    return _moved_by(words, to.day, -1)


def hence(words: Words, to: Reference) -> Period:
    """`over drie dagen`."""
    return _moved_by(words, to.day, 1)


def shifted(words: Words, to: Reference) -> Period | None:
    """`two days later` than the expression before it; without one it cannot be known."""
    if to.previous is None or to.previous.open_start or to.previous.open_end:
        return None
    sign = 1 if words[-1].kind == KINDS["LATER"] else -1
    unit, count = value_of(words, *UNITS), sign * value_of(words, *COUNTS)
    if to.previous.precision == "month" and unit in ("year", "month", "decade"):
        there = units.moved(to.previous.start, unit, count)
        return units.month(there.year, there.month)
    first, last = (_moved_by(words, day, sign) for day in (to.previous.start, to.previous.end))
    return Period(first.start, last.end)


def then(words: Words, to: Reference) -> Period | None:
    """`die dag`, `the next morning`, counted from the expression before it."""
    if to.previous is None or to.previous.open_start or to.previous.open_end:
        return None
    unit, by = value_of(words, KINDS["THEN"])
    first, last = (units.unit(day, str(unit), int(by)) for day in (to.previous.start, to.previous.end))
    return first if first == last else None


def own_part(words: Words, to: Reference) -> Period | None:
    """`'s ochtends`: of the day told of before it; alone it may be any day's, and is not known."""
    return to.previous if to.previous and to.previous.precision == "day" else None


def clock_part(words: Words, to: Reference) -> Period:
    """`5 uur 's ochtends`: of the day told of before it, or else of the day it was written."""
    return own_part(words, to) or units.day(to.day)
