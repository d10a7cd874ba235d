"""Reference: what an expression of time is read against, and which of several years, months or days it then names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from index.period import Period

_FURTHER = 3  # 1 January is, in November, the next one; in September the last


@dataclass(frozen=True, slots=True)
class Reference:
    """The `anchor` that a text was written in, one `day` of it, the expression `previous` in the text, if any.

    `ahead`: the words around the expression say that it is yet to come; `due`: they say by when (`until March`).
    """

    anchor: Period
    day: date
    previous: Period | None = None
    ahead: bool = False
    due: bool = False

    def nearest(self, make: Callable[[int], Period]) -> Period | None:
        """Return of what comes once a year the one nearest to the anchor: `14 december`, `kerst`.

        Days of another year that are yet to come count for further away: writers then tend to name the year.
        """
        found = list(self._around(make))
        if self.ahead:
            found = [period for period in found if period.end >= self.anchor.start] or found
        return min(found, key=lambda period: (self._distance(period), period.start), default=None)

    def begun(self, make: Callable[[int], Period]) -> Period | None:
        """Return of what comes once a year the last that has begun by the anchor's end; the next if `ahead`, the nearest if `due`."""
        if self.due:
            return self.nearest(make)
        found = list(self._around(make))
        if self.ahead:
            return min((period for period in found if period.end >= self.anchor.start), default=None)
        return max((period for period in found if period.start <= self.anchor.end), default=None)

    def before(self, make: Callable[[int], Period]) -> Period | None:
        """Return of what comes once a year the last that was over before the day: `last summer`."""
        return max((period for period in self._around(make) if period.end < self.day), default=None)

    def after(self, make: Callable[[int], Period]) -> Period | None:
        """Return of what comes once a year the first that begins after the day: `next summer`."""
        return min((period for period in self._around(make) if period.start > self.day), default=None)

    def _around(self, make: Callable[[int], Period]) -> Iterable[Period]:
        for year in range(self.anchor.start.year - 2, self.anchor.end.year + 3):
            try:
                yield make(year)
            except ValueError:  # 29 February of a year that has none
                continue

    def _distance(self, period: Period) -> int:
        ahead, behind = (period.start - self.anchor.end).days, (self.anchor.start - period.end).days
        return max(0, ahead * (_FURTHER if period.start.year > self.anchor.end.year else 1), behind)
