"""Question -> ranked Hits: the question's terms by word, its text by meaning."""

from __future__ import annotations

from collections.abc import Sequence

from index.archive import Archive, Hit
from index.period import Period
from rag.question import Question
from rag.terms import Term, searched

HITS = 12  # passages that an answer is looked for in
CANDIDATES = 24  # passages that a second look is taken at, to choose these from


def retrieve(
    archive: Archive, question: Question, terms: Sequence[Term], limit: int = HITS, within: Period | None = None
) -> list[Hit]:
    """Return up to `limit` hits for a question, best first; with `within`, only of what was published then."""
    return archive.search(question.text, searched(terms), limit, within)
