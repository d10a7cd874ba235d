"""Asks golden questions as a person would, and keeps what came back and how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.archive import Archive
from index.errors import ArticleUnknown
from rag.answer import Answer, Citation, NothingFound, Statement
from rag.desk import Desk, Done, Found
from rag.evaluation.golden import GoldenQuestion
from rag.evaluation.match import states
from rag.question import QuestionRefused
from rag.written import Written


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question and what it got.

    `found` are the articles that were retrieved, best first; `outcome` is None where the question was refused;
    `valid` tells of each citation whether it stands verbatim in the archive; `spoken` are the languages of the
    expected articles; `seconds` is the time from question to whole answer.
    """

    golden: GoldenQuestion
    found: tuple[str, ...]
    outcome: Answer | NothingFound | None
    valid: tuple[bool, ...]
    spoken: frozenset[str]
    seconds: float

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the answer; none where the archive was said not to say, or a model found no answer."""
        declined = self.written is not None and self.written.fell_back == "declined"
        return self.outcome.statements if isinstance(self.outcome, Answer) and not declined else ()

    @property
    def written(self) -> Written | None:
        """What a model had to do with the answer, None where none was asked."""
        return self.outcome.written if isinstance(self.outcome, Answer) else None

    @property
    def abstained(self) -> bool:
        """Whether nothing was claimed."""
        return not self.statements

    @property
    def right(self) -> bool:
        """Whether the first statement quotes an accepted answer; or, where there is none, nothing was claimed."""
        if not self.golden.answerable:
            return self.abstained
        return bool(self.statements) and self._answers(self.statements[0])

    @property
    def among(self) -> bool:
        """Whether any of the statements is right."""
        if not self.golden.answerable:
            return self.abstained
        return any(map(self._answers, self.statements))

    @property
    def marked(self) -> bool:
        """Whether the first statement is right and the part that it marks as the answer is an accepted one."""
        if not self.right or not self.statements or self.statements[0].highlight is None:
            return False
        first = self.statements[0]
        return first.highlight is not None and states(first.highlight.of(first.text), self.golden.answers)

    @property
    def place(self) -> int | None:
        """The place among the retrieved articles, from 1, of the first that is expected."""
        places = (place for place, article in enumerate(self.found, start=1) if article in self.golden.articles)
        return next(places, None)

    def _answers(self, statement: Statement) -> bool:
        return any(
            citation.article.id in self.golden.articles and states(citation.quote, self.golden.answers)
            for citation in statement.citations
        )


def ask_all(
    desk: Desk, archive: Archive, questions: Sequence[GoldenQuestion], progress: Callable[[int, int], None]
) -> list[Asked]:
    """Ask every question; the archive should be warm, so that the first is timed like the others."""
    asked = []
    for number, golden in enumerate(questions):
        progress(number, len(questions))
        asked.append(_ask(desk, archive, golden))
    progress(len(questions), len(questions))
    return asked


def unknown_articles(archive: Archive, questions: Sequence[GoldenQuestion]) -> list[str]:
    """Return the expected articles that the archive does not have."""
    return [article for article in dict.fromkeys(_expected(questions)) if _language(archive, article) is None]


def _ask(desk: Desk, archive: Archive, golden: GoldenQuestion) -> Asked:
    """Ask one question, after those of its conversation, whose time does not count."""
    found: tuple[str, ...] = ()
    outcome: Answer | NothingFound | None = None
    history = desk.talk(golden.history, golden.today)
    began = time.perf_counter()
    try:
        for event in desk.ask(golden.question, golden.today, history=history):
            if isinstance(event, Found):
                found = tuple(dict.fromkeys(hit.passage.article.id for hit in event.hits))
            elif isinstance(event, Done):
                outcome = event.outcome
    except QuestionRefused:
        outcome = None
    seconds = time.perf_counter() - began
    cited = outcome.citations if isinstance(outcome, Answer) else ()
    valid = tuple(_stands(archive, citation) for citation in cited)
    spoken = frozenset(language for article in golden.articles if (language := _language(archive, article)))
    return Asked(golden, found, outcome, valid, spoken, seconds)


def _expected(questions: Sequence[GoldenQuestion]) -> Iterator[str]:
    return (article for question in questions for article in question.articles)


def _stands(archive: Archive, citation: Citation) -> bool:
    """Tell whether a quotation stands in the article as the archive has it, read again."""
    try:
        text = archive.article(citation.article.id, citation.article.revision).text
    except ArticleUnknown:
        return False
    return text[citation.span.start : citation.span.end] == citation.quote != ""


def _language(archive: Archive, article: str) -> str | None:
    try:
        return archive.article(article).language
    except ArticleUnknown:
        return None
