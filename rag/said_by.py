"""Who says what a quotation says: the one source that its own words name."""

from __future__ import annotations

from index.annotate.figures.sources import sources
from index.annotate.figures.tokens import tokens
from index.span import Span
from rag.answer import Citation
from rag.sources import keys_of, related


def said_by(citation: Citation) -> Span | None:
    """Return where in its article a quotation names who says it.

    None where it names nobody, only a pronoun, or two who are not one: neither says all of it.
    """
    language, start = citation.article.language, citation.span.start
    named = [(span, keys_of(span.of(citation.quote), language)) for span in sources(tokens(citation.quote), language)]
    named = [(span, keys) for span, keys in named if keys]
    if not named or not all(related(keys, named[0][1]) for _, keys in named):
        return None
    longest, _ = max(named, key=lambda one: one[0].end - one[0].start)
    return longest.shifted(start)
