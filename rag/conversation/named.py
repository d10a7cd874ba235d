"""Who and what a conversation names: persons, places and the rest, as far as the words around a name tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.annotate.dates import dates
from index.annotate.figures.function_words import ARTICLES
from index.annotate.figures.tokens import Token, tokens
from index.annotate.names import names
from index.period import MONTHS
from index.span import Span
from rag.conversation.lexicon import ORGANISATIONS, PLACING, SAYING, TITLES

Kind = Literal["person", "perhaps a person", "place", "other"]
_MONTHS = frozenset(month.lower() for months in MONTHS.values() for month in months)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text; `placed` is the preposition before it where it is a place: `in`."""

    text: str
    span: Span
    kind: Kind
    placed: str = ""


def named_in(text: str) -> list[Named]:
    """Return the names in a sentence, in order; those that belong to a time are left out."""
    words, times = tokens(text), list(dates(text))
    return [
        _named(text, span, words)
        for span in names(text)
        if not any(span.overlaps(time) for time in times) and span.of(text).lower() not in _MONTHS
    ]


def _named(text: str, span: Span, words: list[Token]) -> Named:
    name = span.of(text)
    before = [word for word in words if word.span.end <= span.start][-3:]
    after = next((word for word in words if word.span.start >= span.end), None)
    nearest = before[-1].lower.rstrip(".") if before else ""
    if nearest in TITLES or (not is_organisation(name) and (nearest in SAYING or (after and after.lower in SAYING))):
        return Named(name, span, "person")
    if before and nearest in ARTICLES:
        before.pop()
    if before and before[-1].lower in PLACING:
        return Named(name, span, "place", text[before[-1].span.start : span.start].strip())
    of_people = len(name.split()) > 1 and not is_organisation(name)
    return Named(name, span, "perhaps a person" if of_people else "other")


def is_organisation(name: str) -> bool:
    """Tell whether a name is that of a body, by one of its words."""
    return any(word.strip(".").lower() in ORGANISATIONS for word in name.split())
