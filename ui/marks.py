"""The numbered marks of an answer: buttons, each of which leads to the source with that number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from index.article import Article
from rag.answer import Citation, Evidence
from ui.escaping import escape
from ui.phrases import say


@dataclass(frozen=True, slots=True)
class Marks:
    """The citations of an answer, numbered from 1 in their order; `turn` is that of the question, from 1."""

    citations: tuple[Citation, ...]
    language: str
    turn: int

    def of(self, cited: Iterable[Citation]) -> str:
        """Return the marks of some of the citations, as buttons."""
        number = {citation.place: at for at, citation in enumerate(self.citations, start=1)}
        marks = [self._mark(citation, number[citation.place]) for citation in cited if citation.place in number]
        return f'<span class="marks">{"".join(marks)}</span>'

    def place_of(self, citation: Citation) -> str:
        """Return turn and number of a citation of the answer, `2-1`."""
        return f"{self.turn}-{next(at for at, one in enumerate(self.citations, 1) if one.place == citation.place)}"

    def _mark(self, citation: Citation, number: int) -> str:
        told = say("source_number", self.language, number=number, source=told_of(citation.article, self.language))
        return (
            f'<button type="button" class="mark" data-cite="{self.turn}-{number}" aria-label="{escape(told)}">'
            f'<span class="bracket">[</span>{number}<span class="bracket">]</span></button>'
        )


def told_of(article: Article, language: str) -> str:
    """Return outlet, date and title of an article, as far as they are known."""
    told = (article.outlet, article.published.describe(language), article.title)
    return " · ".join(part for part in told if part)


def also_told(citation: Citation, language: str) -> str:
    """Return where else the quote stands, in articles that print the same text; empty where in none."""
    places = ((other.outlet or other.title, other.published.describe(language)) for other in citation.also_in)
    where = ", ".join(f"{outlet} ({day})" for outlet, day in places)
    return say("also_in", language, where=where) if where else ""


def evidence_told(citations: Iterable[Citation], language: str) -> str:
    """Return how many articles say it and of how many origins they are; empty of a single article."""
    found = Evidence.of(citations)
    if found.articles < 2:
        return ""
    return say(f"evidence_{'one' if found.origins == 1 else 'many'}", language, **asdict(found))
