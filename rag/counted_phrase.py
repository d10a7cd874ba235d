"""The words beside what a figure counts without which it would count something else: `and pigs`, `per werkdag`."""

from __future__ import annotations

import re

from index.annotate.figures.counted import is_living
from index.annotate.figures.keys import EVENTS, KEY_OF
from index.span import Span
from rag.answer import Entry

_AND = re.compile(r"\s(?:and|en)\s(?P<other>[^\W\d_]+)\b")
_RATE = re.compile(
    r"\s(?:per|a|an|each|every|elke?|iedere?)\s(?P<unit>(?:werk|working\s)?(?:dag|day)|week|maand|month|jaar|year|uur|hour|"
    r"nacht|night|avond|evening|minuut|minute)\b",
    re.IGNORECASE,
)


def all_counted(entry: Entry) -> Span:
    """Return where all stands that a figure counts, those beside whom it counts them included: `cows and pigs`."""
    figure, text = entry.figure, entry.citation.article.text
    counted = figure.counted.who or figure.counted.span
    also = _AND.match(text, counted.end)
    if (
        also is None
        or not _is_somebody(also["other"].lower())
        or not _is_somebody(counted.of(text).split()[-1].lower())
    ):
        return counted
    return Span(counted.start, also.end("other"))


def rate(entry: Entry) -> tuple[Span, str] | None:
    """Return where it stands per what a figure is, and the unit in lower case: `a day`; None where it is of all."""
    figure = entry.figure
    end = max(figure.span.end, all_counted(entry).end)
    found = _RATE.match(entry.citation.article.text, end)
    if found is None:
        return None
    return Span(found.start() + 1, found.end()), " ".join(found["unit"].lower().split())


def _is_somebody(word: str) -> bool:
    return is_living(word) and KEY_OF.get(word) not in EVENTS
