"""The Period that a question asks about, or that it wants articles of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.annotate.dates import asked_expressions
from index.period import Period
from index.span import Span

# Words after which a time says when an article was printed, not when something happened.
_ARTICLES = (
    r"\b(?:artikel(?:en)?|berichten|berichtgeving|stukken|nieuws|krant(?:en)?|editie|"
    r"articles?|stories|coverage|news|newspapers?|papers?|edition|issue)\b"
)
_WRITTEN = r"\b(?:schreef|schreven|geschreven|wrote|write|written)\b"
_PUT_IN_PRINT = r"\b(?:gepubliceerd|verschenen|published|printed|written)\b"
_THE = r"\s+(?:(?:uit|van|in|op|from|of|in|on|dated)\s+)?(?:(?:de|het|the)\s+)?$"
_PRINTED = re.compile(
    rf"(?:{_ARTICLES}|{_WRITTEN}){_THE}"  # `the newspaper of 5 January`
    rf"|(?:{_ARTICLES}|\b(?:what|wat)\b)[^.?!]{{0,60}}{_PUT_IN_PRINT}{_THE}"  # `what was published in May`
    rf"|{_ARTICLES}[^.?!]{{0,60}}\s(?:uit|from)\s+(?:(?:de|het|the)\s+)?$",  # `articles about Belgorod from January`
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """The period that a question names, and the words that name it, with those between if there are several.

    `assumed`: the question names no year, and the archive's latest was taken, which the answer has to say.
    `published`: it is when articles were printed (`articles from March`), not when something happened. `by_hand`: a
    person set the period, whatever the words say. `span` is None where no words name a time.
    """

    period: Period
    span: Span | None
    assumed: bool = False
    published: bool = False
    by_hand: bool = False

    @property
    def bounds(self) -> bool:
        """Tell whether it leaves anything out: a person may have set it to any time."""
        return not (self.period.open_start and self.period.open_end)


def set_by_hand(period: Period, parsed: AskedPeriod | None) -> AskedPeriod:
    """Return the period that a person set, in the place of the one that the question was understood to name."""
    if parsed is None:
        return AskedPeriod(period, None, by_hand=True)
    return AskedPeriod(period, parsed.span, published=parsed.published, by_hand=True)


def asked_period(text: str, language: str, today: Period | date, latest: Period | None) -> AskedPeriod | None:
    """Return the period that a question asks about, None if it names none; times of events go before those of print.

    `today` is when it is asked. `latest` is the archive's latest period of publication: what comes once a year (`by
    November`, `op oudejaarsavond`) is the last that had begun by then and by today. Of several times of one kind it is
    the period that holds them all.
    """
    asked = today if isinstance(today, Period) else Period(today, today)
    limit = min(asked.end, latest.end) if latest else asked.end
    named = [
        (one.span, AskedPeriod(one.period, one.span, assumed, _PRINTED.search(text, 0, one.span.start) is not None))
        for one, assumed in asked_expressions(text, asked, Period(limit, limit), language)
    ]
    chosen = [(span, one) for span, one in named if not one.published] or named
    if not chosen:
        return None
    return AskedPeriod(
        period=Period(min(one.period.start for _, one in chosen), max(one.period.end for _, one in chosen)),
        span=Span(chosen[0][0].start, chosen[-1][0].end),
        assumed=any(one.assumed for _, one in chosen),
        published=chosen[0][1].published,
    )
