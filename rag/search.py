"""A question in, the passages that it finds out: what an answer is looked for in, for whoever wants no answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.archive import Archive, Hit
from index.errors import MeaningUnsearchable
from index.glossary import Glossary
from index.period import Period
from rag.question import Question
from rag.retrieve import retrieve
from rag.terms import terms_of
from rag.understanding import understood


def search(
    archive: Archive,
    glossary: Glossary,
    text: str,
    language: str,
    today: date | None = None,
    *,
    period: Period | None = None,
    as_of: date | None = None,
    outlets: Sequence[str] | None = None,
    limit: int = 10,
) -> tuple[Question, list[Hit], str]:
    """Return the question as understood, up to `limit` hits, best first, and why only words were searched, if so.

    The rest is as in `Desk.ask`, but for the second look, which is for answers. Raises QuestionRefused or ArchiveError.
    """
    question = understood(archive, text, today, otherwise=language, period=period, as_of=as_of, outlets=outlets)
    hits, unsearched = hits_of(archive, glossary, question, limit)
    return question, hits, unsearched


def hits_of(archive: Archive, glossary: Glossary, question: Question, limit: int) -> tuple[list[Hit], str]:
    """Return up to `limit` hits of an understood question, and why only words were searched, if so."""
    terms = terms_of(question, glossary, archive.spread)
    try:
        return retrieve(archive, question, terms, limit), ""
    except MeaningUnsearchable as why:
        return retrieve(archive.by_words(), question, terms, limit), str(why)


def of_each_article(hits: Iterable[Hit]) -> list[Hit]:
    """Return the best hit of each article, in their order; of articles that print one text only the best of all."""
    kept, seen = list[Hit](), set[str]()
    for hit in hits:
        if hit.passage.article.id not in seen:
            kept.append(hit)
            seen |= {hit.passage.article.id, *(other.id for other in hit.printings)}
    return kept
