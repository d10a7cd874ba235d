"""Span: a stretch of a text, in Unicode code points; the unit that every offset in Knipsel is counted in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that stand in this span of `text`."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Tell whether this span lies inside the other."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two have a code point in common."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the same stretch of a text that has `by` more code points before it."""
        return Span(self.start + by, self.end + by)
