"""The verbatim gate: a statement that no quotation carries does not pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.answer import Citation, Statement


def verbatim(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements that a quotation carries, word for word.

    A citation whose quote is not exactly what stands at its span is taken away; a statement left without any is
    dropped. Every answer passes through here, whoever wrote it.
    """
    for statement in statements:
        citations = tuple(citation for citation in statement.citations if stands(citation))
        if citations and statement.text.strip():
            yield replace(statement, citations=citations)


def stands(citation: Citation) -> bool:
    """Tell whether the quote is what the article says at that span, to the letter."""
    span, text = citation.span, citation.article.text
    inside = 0 <= span.start < span.end <= len(text)
    return inside and bool(citation.quote.strip()) and span.of(text) == citation.quote
