"""When, in Dutch and English text: expressions of time, each with the Period that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.annotate.dates.expressions import found_in
from index.period import Period
from index.span import Span

RULES = 1  # raised when the rules read a text otherwise, so that archives are read anew
_ANY_DAY = Period(date(2000, 1, 1), date(2000, 1, 1))  # where expressions stand does not depend on when it was written
_CLOCK = re.compile(
    r"\b(?:om|rond|omstreeks|at|around|about)\s(\d{1,2}[.:]\d{2}(?:\suur|\s?[ap]\.?m\.?)?|\d{1,2}\s?(?:uur|[ap]\.?m\b\.?))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """The words that say when, with those that bound it (`tot`, `since`), and the period that they stand for."""

    span: Span
    period: Period


def time_expressions(text: str, anchor: Period, language: str) -> list[TimeExpression]:
    """Return the expressions of time in a text whose period can be known, in order; they do not overlap.

    `anchor` is when the text was written, as precisely as that is known: of an article of January 2024 `vandaag` is
    that month and `november vorig jaar` November 2023. `language` is `nl`, or else English is read. Runs in time
    linear in the length of the text. The conventions are in docs/time.md.
    """
    found = found_in(text, anchor, language)
    return [TimeExpression(one.span, one.period) for one in found if one.period is not None]


def asked_expressions(text: str, today: Period, latest: Period, language: str) -> list[tuple[TimeExpression, bool]]:
    """Return the expressions of time in a question asked `today`, each with whether its year was assumed.

    `yesterday` is counted from today; what names no year (`in November`, `on New Year's Eve`) is the last of its kind
    that has begun by the end of `latest`. A weekday alone that lies after `latest` may be any week's, and is left out.
    """
    return [
        (TimeExpression(one.span, one.period), one.assumed)
        for one in found_in(text, today, language, latest)
        if one.period and not (one.rule == "weekday" and one.period.start > latest.end)
    ]


def dates(text: str) -> Iterator[Span]:
    """Yield the span of each expression of time in the text, known or not, and of each time of the clock, in order.

    Read as Dutch and as English; of two that overlap the longer is taken.
    """
    found = [one.span for language in ("nl", "en") for one in found_in(text, _ANY_DAY, language)]
    found += [Span(*match.span(1)) for match in _CLOCK.finditer(text)]
    taken: list[Span] = []
    for span in sorted(found):
        if not taken or taken[-1].end <= span.start:
            taken.append(span)
        elif span.end - span.start > taken[-1].end - taken[-1].start:
            taken[-1] = span
    yield from taken
