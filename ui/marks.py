"""The numbered marks of an answer, each of which leads to the source with that number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.article import Article
from rag.answer import Citation
from ui.escaping import escape


@dataclass(frozen=True, slots=True)
class Marks:
    """The citations of an answer, numbered from 1 in their order; `turn` is that of the question, from 1."""

    citations: tuple[Citation, ...]
    language: str
    turn: int

    def of(self, cited: Iterable[Citation]) -> str:
        """Return the marks of some of the citations, as links."""
        number = {citation.place: at for at, citation in enumerate(self.citations, start=1)}
        marks = [self._mark(citation, number[citation.place]) for citation in cited if citation.place in number]
        return f'<span class="marks">{"".join(marks)}</span>'

    def _mark(self, citation: Citation, number: int) -> str:
        source = escape(told_of(citation.article, self.language))
        return f'<a class="mark" href="#source-{self.turn}-{number}" title="{source}">{number}</a>'


def told_of(article: Article, language: str) -> str:
    """Return outlet, date and title of an article, as far as they are known."""
    told = (article.outlet, article.published.describe(language), article.title)
    return " · ".join(part for part in told if part)
