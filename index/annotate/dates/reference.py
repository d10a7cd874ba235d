"""Reference: what an expression of time is read against, and which year's of what comes every year it then names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from index.period import Period

_FURTHER = 3  # 1 January is, in November, the next one; in September the last
_LEAP = 8  # years between 29 February 1896 and the next one: all that comes back does so within them

Yearly = Callable[[int], Period]  # raises ValueError for a year that has none


@dataclass(frozen=True, slots=True)
class Reference:
    """The `anchor` that a text was written in, one `day` of it, the expression `previous` in the text, if any.

    `ahead`: the words around the expression say that it is yet to come; `due`: they say by when (`until March`).
    `latest`: where a question is read, what comes once a year is the last that has begun by the end of this period.
    """

    anchor: Period
    day: date
    previous: Period | None = None
    ahead: bool = False
    due: bool = False
    latest: Period | None = None

    def nearest(self, make: Yearly) -> Period | None:
        """Return of what comes once a year the one nearest to the anchor: `14 december`, `kerst`.

        Days of another year that are yet to come count for further away: writers then tend to name the year.
        """
        if self.latest:
            return _last_by(self.latest.end, make)
        if self.ahead:
            return self._next(make)
        first, last = self.anchor.start.year, self.anchor.end.year
        found = list(_in(range(first - 1, last + 2), make)) or list(_in(range(first - _LEAP, last + _LEAP + 1), make))
        return min(found, key=lambda period: (self._distance(period), period.start), default=None)

    def begun(self, make: Yearly) -> Period | None:
        """Return the last that has begun by the anchor's end; if `ahead` the next, if `due` the nearest."""
        if self.due:
            return self.nearest(make)
        return self._next(make) if self.ahead else _last_by((self.latest or self.anchor).end, make)

    def before(self, make: Yearly) -> Period | None:
        """Return of what comes once a year the last that was over before the day: `last summer`."""
        years = range(self.day.year, self.day.year - _LEAP - 1, -1)
        return next((period for period in _in(years, make) if period.end < self.day), None)

    def after(self, make: Yearly) -> Period | None:
        """Return of what comes once a year the first that begins after the day: `next summer`."""
        years = range(self.day.year, self.day.year + _LEAP + 1)
        return next((period for period in _in(years, make) if period.start > self.day), None)

    def _next(self, make: Yearly) -> Period | None:
        years = range(self.anchor.start.year - 1, self.anchor.start.year + _LEAP + 1)
        return next((period for period in _in(years, make) if period.end >= self.anchor.start), None)

    def _distance(self, period: Period) -> int:
        ahead, behind = (period.start - self.anchor.end).days, (self.anchor.start - period.end).days
        return max(0, ahead * (_FURTHER if period.start.year > self.anchor.end.year else 1), behind)


def _last_by(day: date, make: Yearly) -> Period | None:
    years = range(day.year, day.year - _LEAP - 1, -1)
    return next((period for period in _in(years, make) if period.start <= day), None)


def _in(years: Iterable[int], make: Yearly) -> Iterator[Period]:
    for year in years:
        try:
            yield make(year)
        except ValueError:  # 29 February of a year that has none
            continue
