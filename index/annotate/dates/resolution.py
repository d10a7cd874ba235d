"""What each kind of expression stands for: its words and a Reference to a Period, or None where it cannot be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.annotate.dates import named, parts, relative, units
from index.annotate.dates.reference import Reference
from index.annotate.dates.said import Words
from index.period import Period


def _unknown(words: Words, to: Reference) -> None:
    return None


_BY_RULE: dict[str, Callable[[Words, Reference], Period | None]] = {
    "date": named.whole_date,
    "night": relative.night,
    "night_of_dates": named.night_of_dates,
    "days": named.several_days,
    "day": named.day,
    "week_of": named.week_of,
    "nth": parts.nth,
    "month_ago": named.month_ago,
    "month": named.month,
    "which_month": named.which_month,
    "quarter": named.quarter,
    "half": parts.half,
    "first_of": parts.first_of,
    "stage": parts.staged,
    "season": named.season,
    "day_of_week": relative.day_of_week,
    "rolling": relative.rolling,
    "vague": _unknown,
    "which_unit": relative.which_unit,
    "which_feast": named.which_feast,
    "which_weekday": relative.which_weekday,
    "this_part": lambda _, to: units.day(to.day),
    "ago": relative.ago,
    "hence": relative.hence,
    "shifted": relative.shifted,
    "then": relative.then,
    "feast": named.feast,
    "weekday": relative.weekday,
    "today": relative.today,
    "clock_part": relative.clock_part,
    "part": relative.own_part,
    "weekend": relative.the_weekend,
    "decade": named.decade,
    "years": named.years,
    "year": named.year,
}


def resolved(rule: str, words: Words, to: Reference) -> Period | None:
    """Return what the words that matched a rule stand for; None where it cannot be known, or is no date (30 February).

    Where the anchor is more than a day, it is the smallest period that holds every day that they may stand for.
    """
    try:
        first = _BY_RULE[rule](words, to)
        if to.anchor.start == to.anchor.end:
            return first
        last = _BY_RULE[rule](words, replace(to, day=to.anchor.end))
    except (ValueError, OverflowError):
        return None
    return Period(first.start, last.end) if first and last else None
