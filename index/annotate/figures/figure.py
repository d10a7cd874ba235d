"""Figure: a number that a sentence reports, with all that the sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.annotate.figures.bounds import Bound
from index.annotate.figures.counted import Counted
from index.span import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence reports.

    `span` holds the number, its bound and its unit. `value` is None where only the power of ten is said (`tientallen`:
    `order` 10), and for a score, of which the span has both halves. `former` marks the older one of two figures, as in
    `van 22 naar 25`. `source` is who says so, `as_of` the expression of time that dates it.
    """

    span: Span
    value: float | None
    order: float | None
    bound: Bound
    counted: Counted
    source: Span | None = None
    as_of: Span | None = None
    former: bool = False

    def shifted(self, by: int) -> Figure:
        """Return the same figure in a text that has `by` more code points before it."""
        who = self.counted.who
        return replace(
            self,
            span=self.span.shifted(by),
            counted=Counted(self.counted.span.shifted(by), self.counted.key, who.shifted(by) if who else None),
            source=self.source.shifted(by) if self.source else None,
            as_of=self.as_of.shifted(by) if self.as_of else None,
        )
