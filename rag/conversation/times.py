"""Times in a conversation: the words for a period, and what `a month later` is after another period."""

from __future__ import annotations

import re
from datetime import date

from index.annotate.dates import asked_expressions, dates
from index.period import Period
from index.span import Span

_BEFORE_A_TIME = re.compile(
    r"(?:\b(?:in|on|at|during|of|from|over|around|by|op|tijdens|van|uit|rond|per)\s+(?:(?:the|de|het)\s+)?)$",
    re.IGNORECASE,
)
# What the grammar of times reads only as `a week earlier`, `een week later`.
_COUNTED = (
    (re.compile(r"\b(?:the|a) (day|week|month|year) (?:before|earlier)(?: that)?\b", re.IGNORECASE), r"a \1 earlier"),
    (
        re.compile(r"\b(?:the|a) (day|week|month|year) (?:after|later|after that)\b", re.IGNORECASE),
        r"a \1 later",
    ),
    (re.compile(r"\bthe (?:next|following) (day|week|month|year)\b", re.IGNORECASE), r"a \1 later"),
    (re.compile(r"\bthe previous (day|week|month|year)\b", re.IGNORECASE), r"a \1 earlier"),
    (
        re.compile(r"\b(?:de|het|een) (dag|week|maand|jaar) (?:ervoor|daarvoor|eerder|tevoren)\b", re.IGNORECASE),
        r"een \1 eerder",
    ),
    (re.compile(r"\b(?:de|het|een) (dag|week|maand|jaar) (?:erna|daarna|later)\b", re.IGNORECASE), r"een \1 later"),
    (re.compile(r"\b(?:de|het) volgende (dag|week|maand|jaar)\b", re.IGNORECASE), r"een \1 later"),
    (re.compile(r"\b(?:de|het) vorige (dag|week|maand|jaar)\b", re.IGNORECASE), r"een \1 eerder"),
)


def time_words(period: Period, language: str) -> str:
    """Return a period with the preposition that it has in a question: `in december 2023`, `since 2022`."""
    if period.open_start and period.open_end:
        return ""
    told = period.describe(language)
    if period.open_start or period.open_end:
        return told
    if period.precision != "span":
        on = ("op" if language == "nl" else "on") if period.precision == "day" else "in"
        return f"{on} {told}"
    first, last = (Period(day, day).describe(language) for day in (period.start, period.end))
    return f"van {first} tot en met {last}" if language == "nl" else f"from {first} to {last}"


def time_spans(text: str) -> list[Span]:
    """Return the spans of the times in a text, each with the preposition before it."""
    found = []
    for span in dates(text):
        before = _BEFORE_A_TIME.search(text, 0, span.start)
        found.append(Span(before.start() if before else span.start, span.end))
    return found


def without_times(text: str) -> str:
    """Return a text without its times and their prepositions."""
    kept, at = "", 0
    for span in time_spans(text):
        kept, at = kept + text[at : span.start], span.end
    return re.sub(r"\s+([?.!,]|$)", r"\1", re.sub(r"\s+", " ", kept + text[at:])).strip()


def counted_from(words: str, before: Period | None, language: str) -> Period | None:
    """Return the period that words mean when they are read after another one: `a month later`; None if not relative."""
    if before is None:
        return None
    for pattern, plain in _COUNTED:
        words = pattern.sub(plain, words)
    told = f"{_known_end(before).describe(language)}. "
    day = Period(date.max, date.max)
    alone = {one.period for one, _ in asked_expressions(words, day, day, language)}
    found = [
        one.period for one, _ in asked_expressions(told + words, day, day, language) if one.span.start >= len(told)
    ]
    return found[-1] if found and found[-1] not in alone else None


def _known_end(period: Period) -> Period:
    """Return what is counted from: of a period that is open at one end, the day at its other end."""
    if period.open_start:
        return Period(period.end, period.end)
    return Period(period.start, period.start) if period.open_end else period
