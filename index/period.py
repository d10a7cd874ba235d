"""Period: a stretch of days; every date in Knipsel is one, because its precision is part of the truth."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "span"]

_OPEN = ".."  # ISO 8601-2: an end of an interval that is not known
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")

MONTHS = {
    "nl": """
    januari februari maart april mei juni juli augustus september oktober november december
    """.split(),
    "en": """
    January February March April May June July August September October November December
    """.split(),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to and including `end`; `2024-01` is a month, not its first day.

    A period without a beginning (`until November`) starts at `date.min`, one without an end (`since 2022`) ends at
    `date.max`.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2024`, `2024-01`, `2024-01-31`, a full ISO timestamp, `2024-01/2024-03`, `../2024-03` or `2024-01/..`.

        A timestamp keeps the day that it names in its own zone. Raises ValueError with the offending text.
        """
        first, slash, last = text.strip().partition("/")
        if slash:
            start = date.min if first == _OPEN else cls.parse(first).start
            return cls(start, date.max if last == _OPEN else cls.parse(last).end)
        parts = _ISO.fullmatch(first)
        if parts is None:
            raise ValueError(f"{text!r} is not a date; write 2024, 2024-01 or 2024-01-31")
        year, month, day = (int(part) if part else None for part in parts.groups())
        try:
            return cls._of(year or 0, month, day)
        except ValueError as wrong:
            raise ValueError(f"{text!r} is not a date: {wrong}") from None

    @classmethod
    def between(cls, first: str, last: str) -> Period:
        """Return the period from one date through another, as precise as these are; an empty one leaves its end open.

        Raises ValueError with the offending text.
        """
        for text in (first, last):
            if text and _ISO.fullmatch(text.strip()) is None:
                raise ValueError(f"{text!r} is not a date; write 2024, 2024-01 or 2024-01-31")
        start = cls.parse(first).start if first else date.min
        end = cls.parse(last).end if last else date.max
        if end < start:
            raise ValueError(f"the period cannot begin ({first}) after it has ended ({last})")
        return cls(start, end)

    @classmethod
    def _of(cls, year: int, month: int | None, day: int | None) -> Period:
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            if not 1 <= month <= 12:
                raise ValueError("month must be in 1..12")
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, month, day), date(year, month, day))

    @property
    def open_start(self) -> bool:
        """Tell whether it has no beginning: `until November 2023`."""
        return self.start == date.min

    @property
    def open_end(self) -> bool:
        """Tell whether it has no end: `since 2022`."""
        return self.end == date.max

    @property
    def precision(self) -> Precision:
        """How exact this is: one day, one calendar month, one calendar year, or any other span."""
        year, month, day = self.start.year, self.start.month, self.start.day
        if self == self._of(year, month, day):
            return "day"
        if self == self._of(year, month, None):
            return "month"
        return "year" if self == self._of(year, None, None) else "span"

    def describe(self, language: str) -> str:
        """Return how a person writes it: `5 januari 2024`, `since 2022`; Dutch for `nl`, else English."""
        if self.open_start or self.open_end:
            return self._describe_open(language)
        month = MONTHS.get(language, MONTHS["en"])[self.start.month - 1]
        match self.precision:
            case "day":
                return f"{self.start.day} {month} {self.start.year}"
            case "month":
                return f"{month} {self.start.year}"
            case "year":
                return str(self.start.year)
        first, last = Period(self.start, self.start), Period(self.end, self.end)
        return f"{first.describe(language)} – {last.describe(language)}"

    def _describe_open(self, language: str) -> str:
        until, since, ever = ("tot en met", "sinds", "altijd") if language == "nl" else ("until", "since", "any time")
        if not self.open_start:
            return f"{since} {self._beginning().describe(language)}"
        return ever if self.open_end else f"{until} {Period(self.end, self.end).describe(language)}"

    def _beginning(self) -> Period:
        """Return what an open period begins with: a year, a month, or else a day."""
        year, month, day = self.start.year, self.start.month, self.start.day
        return self._of(year, None if month == day == 1 else month, None if day == 1 else day)

    def __str__(self) -> str:
        """Return the ISO form that `parse` reads back."""
        if self.open_start or self.open_end:
            ends = (_OPEN if self.open_start else str(self.start), _OPEN if self.open_end else str(self.end))
            return "/".join(ends)
        form = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}.get(self.precision)
        return f"{self.start:{form}}" if form else f"{self.start}/{self.end}"


ALWAYS = Period(date.min, date.max)
