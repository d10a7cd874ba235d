"""Answers, articles and reports as JSON, for machines that read them."""

from __future__ import annotations

from typing import Any

from index.archive import Hit
from index.article import Article
from index.reading import SyncReport
from rag.answer import Answer, Citation, NothingFound, Statement
from ui.understood import understood_json


def outcome_json(outcome: Answer | NothingFound) -> dict[str, Any]:
    """Return the outcome of a question; `answered` tells which of the two it is."""
    told: dict[str, Any] = {
        "understood": understood_json(outcome.question),
        "answered": isinstance(outcome, Answer),
    }
    if isinstance(outcome, Answer):
        told["statements"] = [_statement(statement) for statement in outcome.statements]
    else:
        told["nearest"] = [_hit(hit) for hit in outcome.nearest]
        told["unknown_words"] = list(outcome.unknown_words)
        told["unfinished"] = outcome.unfinished
        told["untold"] = outcome.untold
    return told


def article_json(article: Article) -> dict[str, Any]:
    """Return an article with its text; offsets of citations count code points of `text`."""
    return {**_source(article), "author": article.author, "text": article.text}


def report_json(report: SyncReport) -> dict[str, Any]:
    """Return what an indexing run did; `skipped` names file, line and reason."""
    skipped = [{"file": str(bad.path), "line": bad.line, "reason": bad.reason} for bad in report.skipped]
    names = ("added", "revised", "unchanged", "removed", "embedded", "seconds")
    return {**{name: getattr(report, name) for name in names}, "skipped": skipped}


def _statement(statement: Statement) -> dict[str, Any]:
    part = statement.highlight
    return {
        "text": statement.text,
        "highlight": {"start": part.start, "end": part.end, "text": part.of(statement.text)} if part else None,
        "citations": [_citation(citation) for citation in statement.citations],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    span = citation.span
    return {**_source(citation.article), "start": span.start, "end": span.end, "quote": citation.quote}


def _hit(hit: Hit) -> dict[str, Any]:
    span = hit.passage.span
    return {
        **_source(hit.passage.article),
        **{"start": span.start, "end": span.end, "text": hit.passage.text, "rank": hit.rank, "ranks": hit.ranks},
    }


def _source(article: Article) -> dict[str, Any]:
    return {
        "article": article.id,
        "revision": article.revision,
        "title": article.title,
        "outlet": article.outlet,
        "published": str(article.published),
        "language": article.language,
        "url": article.url,
    }
