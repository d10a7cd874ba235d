"""When what a text tells happened, held against the period that a question asks about."""

from __future__ import annotations

from collections.abc import Iterable

from index.annotate.dates import TimeExpression
from index.archive import Hit
from index.period import Period
from index.span import Span
from rag.asked_period import AskedPeriod

# What a passage is worth to a question about a period. A report without a word of time tells of the day it was printed.
HAPPENED_THEN, REPORTED_THEN, PRINTED_THEN, OUTSIDE = 1.0, 0.8, 0.5, 0.0


def worth(hit: Hit, period: Period) -> float:
    """Return how near a passage is to a period, by when what it tells happened and by when it was printed, 0 to 1."""
    if fit(hit.passage.span, hit.times, period) > 0:
        return HAPPENED_THEN
    if not overlap(hit.passage.article.published, period):
        return OUTSIDE
    return PRINTED_THEN if hit.times else REPORTED_THEN


def told_of(hits: Iterable[Hit], asked: AskedPeriod | None) -> bool:
    """Tell whether any hit tells of the period asked about, or was printed in it.

    A period whose year was only assumed rules nothing out, and of what was printed in it all hits are.
    """
    if asked is None or asked.assumed or asked.published or not asked.bounds:
        return True
    return any(worth(hit, asked.period) > OUTSIDE for hit in hits)


def fit(span: Span, times: Iterable[TimeExpression], period: Period) -> float:
    """Return how well the expressions of time in `span` fit a period, 0 to 1: the best of them counts.

    `span` and those of `times` are of one text. 1 where what is told lies wholly within the period, less the more of
    it lies outside (`in 2023`, to who asks about March 2023, a twelfth), 0 where nothing is told of it. A claim that is
    open at one end is one of the day that it names: `up to 30 November` fits November, and does not fit July.
    """
    inside = (one.period for one in times if one.span.within(span))
    return max((_share(one, period) for one in inside), default=0.0)


def overlap(one: Period, other: Period) -> bool:
    """Tell whether two periods have a day in common."""
    return one.start <= other.end and other.start <= one.end


def _share(told: Period, period: Period) -> float:
    """Return the share of the days told that lie within a period; of an open one, whether the day that it names does.

    Told `any time`, nothing is told.
    """
    if told.open_start and told.open_end:
        return 0.0
    first = told.end if told.open_start else told.start
    last = told.start if told.open_end else told.end
    days = min(last, period.end).toordinal() - max(first, period.start).toordinal() + 1
    return max(0, days) / (last.toordinal() - first.toordinal() + 1)
