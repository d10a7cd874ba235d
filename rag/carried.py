"""The gate for written sentences: what one says must stand in its quotations, as far as rules can tell.

Numbers, names, expressions of time and negations are held to the quotations, and more than a third of the words that
mean something. Who did what to whom is not: a reader compares that with the quotation beside it (docs/model.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from index.annotate.dates import TimeExpression, time_expressions
from index.annotate.numbers import dissected_numbers
from index.glossary import Glossary
from index.period import Period
from index.span import Span
from rag.answer import Citation
from rag.as_data import UNSEEN
from rag.carried_marks import uncarried_marks
from rag.carried_names import uncarried_names
from rag.carried_numbers import uncarried_numbers
from rag.carried_words import share_told

Flaw = Literal["quotation", "length", "markup", "number", "name", "time", "negation", "words"]

# Of sentences that report one figure in two articles of the sample archive three in four share a quarter of their words
# or more, of sentences that have nothing to do with each other one in four a sixth; one is nearer to its own quotation.
_NOT_ENOUGH = 1 / 3
LONGEST_SENTENCE = 600  # code points
_PRINTED = re.compile(r"\b(?:reported|bericht|gemeld)\s(?:(?:on|in|op|van)\s)?$", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:niet|geen|nooit|niemand|niets|nergens|noch|zonder|not|no|never|nobody|none|nothing|nowhere|neither|nor|cannot|"
    r"without)\b|n['’]t\b",
    re.IGNORECASE,
)


def flaw_of(sentence: str, language: str, citations: Sequence[Citation], glossary: Glossary) -> Flaw | None:
    """Return what a sentence says that none of its quotations does, None where they carry it.

    `language` is the sentence's. Its expressions of time are read as of when its first source was printed. A name may
    also be that of an outlet that is cited.
    """
    return next(flaws_in(sentence, language, citations, glossary), None)


def flaws_in(
    sentence: str, language: str, citations: Sequence[Citation], glossary: Glossary, written: Period | None = None
) -> Iterator[Flaw]:
    """Yield each thing that `flaw_of` may return, the gravest first.

    With `written`, when the sentence was written, its expressions of time are read as of then, and that a quotation has
    the same words is not enough: another day was `yesterday`.
    """
    if not citations:
        yield "quotation"
        return
    if len(sentence) > LONGEST_SENTENCE:
        yield "length"
        return
    citations = [replace(one, quote=UNSEEN.sub("", one.quote)) for one in citations]  # as they are read
    quotes = [(one.quote, one.article.language) for one in citations]
    if uncarried_marks(sentence, (quote for quote, _ in quotes)):
        yield "markup"
    times = time_expressions(sentence, written or citations[0].article.published, language)
    if not all(_is_told(time, sentence, citations, alike=written is None) for time in times):
        yield "time"
    said = without(sentence, times)
    blank = [(without(one.quote, times_of(one)), one.article.language) for one in citations]
    if any(uncarried_numbers(said, language, [*quotes, *blank])):
        yield "number"
    outlets = [(one.article.outlet, one.article.language) for one in citations]
    if any(uncarried_names(said, language, [*quotes, *outlets], glossary)):
        yield "name"
    denied, denials = _denials(sentence), sum(_denials(quote) for quote, _ in quotes)
    if denied > denials or bool(denied) != bool(denials):
        yield "negation"
    if share_told(sentence, language, quotes, glossary) <= _NOT_ENOUGH:
        yield "words"


def _is_told(time: TimeExpression, sentence: str, citations: Sequence[Citation], *, alike: bool) -> bool:
    """Tell whether a quotation has a time within that, `on 3 November` for `in November`, or these words if `alike`.

    When an article was printed may be said, as no more than that: `reported on 3 November`.
    """
    words = time.span.of(sentence)
    if _PRINTED.search(sentence, 0, time.span.start) and any(
        _within(one.article.published, time.period) for one in citations
    ):
        return True
    return any(
        (alike and words in one.quote) or any(_within(told.period, time.period) for told in times_of(one))
        for one in citations
    )


def times_of(citation: Citation) -> list[TimeExpression]:
    """Return the expressions of time in a quotation, read as of when its article was printed."""
    return time_expressions(citation.quote, citation.article.published, citation.article.language)


def _within(told: Period, said: Period) -> bool:
    """Tell whether a time lies in the day, month or year that is said; `the last 60 days` must be those."""
    if said.open_start or said.open_end or said.precision == "span":
        return told == said
    return said.start <= told.start and told.end <= said.end


def without(text: str, times: Sequence[TimeExpression]) -> str:
    """Return the text with its expressions of time blank, every other code point where it was: `mei 43 procent`."""
    for span in (time.span for time in times):
        text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text


def _denials(text: str) -> int:
    """Return how often a text denies something; `not more than ten` bounds a number."""
    bounds = [number.bound for number in dissected_numbers(text)]
    found = (Span(*denial.span()) for denial in _DENIAL.finditer(text))
    return sum(not any(one.within(bound) for bound in bounds) for one in found)
