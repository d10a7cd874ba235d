"""Printed: which articles are searched, by when they were printed and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.period import ALWAYS, Period


@dataclass(frozen=True, slots=True)
class Printed:
    """Articles that were, or may have been, published `within` a period, and certainly by the end of a day.

    An article of `2024-01` is within any week of that month, but is not known to have been there by the 15th: who asks
    what could be read that day must not be told what came after it. With `outlets`, as the archive has their names,
    they are articles of one of these.
    """

    within: Period = ALWAYS
    by: date = date.max
    outlets: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether the day of publication leaves anything out."""
        return (self.within, self.by) != (ALWAYS, date.max)
