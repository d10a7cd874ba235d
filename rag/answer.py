"""Answer, Statement, Citation, NothingFound: what a question gets back."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.archive import Hit
from index.article import Article
from index.span import Span
from rag.question import Question


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands: `article.text[span.start:span.end] == quote`, or the gate stops it.

    `passage` is the stretch of the article around it that a reader is shown.
    """

    article: Article
    span: Span
    quote: str
    passage: Span

    @classmethod
    def of(cls, article: Article, span: Span, passage: Span) -> Citation:
        """Quote an article from `span`."""
        return cls(article, span, span.of(article.text), passage)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the citations that carry it.

    `highlight` is the part of `text` that answers (the number, the name, the date), None where none was asked for.
    """

    text: str
    citations: tuple[Citation, ...]
    highlight: Span | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Statements that answer the question, the best first, each of which passed the verbatim gate."""

    question: Question
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class NothingFound:
    """The archive does not say: the nearest passages, and the words of the question that the archive never uses.

    `unfinished` counts passages that could not be searched, because they have yet to be indexed. `untold`: nothing that
    was found tells of the period asked about, or was printed in it.
    """

    question: Question
    nearest: tuple[Hit, ...]
    unknown_words: tuple[str, ...] = field(default=())
    unfinished: int = 0
    untold: bool = False
