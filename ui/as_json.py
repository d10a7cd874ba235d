"""Answers and articles as JSON, for machines that read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.archive import Hit
from index.article import Article
from index.catalog import Standing
from index.span import Span
from rag.answer import Answer, Citation, Entry, Evidence, Lead, NothingFound, Place, Statement, Timeline
from rag.written import Written
from ui.understood import understood_json
from ui.wording import figure_words, lead_words, sayer_words, source_words


def outcome_json(outcome: Answer | NothingFound) -> dict[str, Any]:
    """Return the outcome of a question; `answered` tells which of the two it is."""
    told: dict[str, Any] = {
        "understood": understood_json(outcome.question),
        "answered": isinstance(outcome, Answer),
        "unsearched": outcome.unsearched or None,
    }
    if isinstance(outcome, Answer):
        told["statements"] = [statement_json(one, outcome.question.language) for one in outcome.statements]
        told["translations"] = [_translation(place, words) for place, words in outcome.translations.items()]
        told["lead"] = _lead(outcome.lead, outcome.question.language) if outcome.lead else None
        told["figures"] = [entry_json(entry, outcome.question.language) for entry in outcome.figures]
        told["timeline"] = _timeline(outcome.timeline, outcome.figures) if outcome.timeline else None
    else:
        told["nearest"] = [hit_json(hit) for hit in outcome.nearest]
        told["unknown_words"] = list(outcome.unknown_words)
        told["unfinished"] = outcome.unfinished
        told["untold"] = outcome.untold
    told["written"] = _written(outcome.written) if isinstance(outcome, Answer) and outcome.written else None
    return told


def article_json(article: Article, standing: Standing) -> dict[str, Any]:
    """Return an article, its text and how it stands; offsets of citations count code points of `text`."""
    filed = {"author": article.author, "section": article.section, "keywords": list(article.keywords)}
    moments = {"published_at": article.published_at, "modified_at": article.modified_at}
    told = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    gone = standing.gone_since.isoformat() if standing.gone_since else None
    stands = {"newest_revision": standing.newest, "superseded": article.revision < standing.newest, "gone_since": gone}
    return {**_source(article), **stands, **filed, **told, "text": article.text}


def statement_json(statement: Statement, language: str) -> dict[str, Any]:
    """Return one statement of an answer with its citations; who says them is told in `language`, the question's."""
    part = statement.highlight
    return {
        "text": statement.text,
        "quotation": statement.is_quotation,
        "highlight": {"start": part.start, "end": part.end, "text": part.of(statement.text)} if part else None,
        "citations": [citation_json(citation, language) for citation in statement.citations],
        "evidence": asdict(Evidence.of(statement.citations)),
    }


def _written(written: Written) -> dict[str, Any]:
    """Return what a model had to do with it; `fell_back` is null where it wrote it."""
    names = ("by", "kept", "fell_back", "trouble")
    return {**{name: getattr(written, name) for name in names}, "dropped": dict(written.dropped)}


def _translation(place: Place, words: str) -> dict[str, Any]:
    """Return a model's translation of the quotation that stands there."""
    article, revision, span = place
    return {"article": article, "revision": revision, "start": span.start, "end": span.end, "text": words}


def _lead(lead: Lead, language: str) -> dict[str, Any]:
    return {
        "text": lead_words(lead, language),
        "figure": entry_json(lead.entry, language),
        "replaces": entry_json(lead.replaces, language) if lead.replaces else None,
        "corrected": lead.entry.corrects,
    }


def _timeline(timeline: Timeline, figures: Sequence[Entry]) -> dict[str, Any]:
    """Return what superseded what; the numbers are places in `figures`, from 0."""
    place = {(entry.citation.place, entry.figure.span): at for at, entry in enumerate(figures)}
    superseded = [
        {"figure": at, "supersedes": place.get((before.citation.place, before.figure.span)), "corrects": entry.corrects}
        for at, entry in enumerate(timeline.entries)
        if (before := entry.supersedes)
    ]
    standing = [at for at, entry in enumerate(timeline.entries) if entry in timeline.standing]
    return {"disagrees": timeline.disagrees, "standing": standing, "superseded": superseded}


def entry_json(entry: Entry, language: str) -> dict[str, Any]:
    """Return a figure; its parts are spans of the article of the first citation, which quotes all of them."""
    figure = entry.figure
    parts = {
        "number": figure.span,
        "counted": figure.counted.span,
        "who": figure.counted.who,
        "source": figure.source,
        "time": figure.as_of,
    }
    return {
        "text": figure_words(entry, language),
        "value": figure.value,
        "magnitude": figure.order,
        "bound": figure.bound.value,
        "counted": figure.counted.key,
        "source": source_words(entry, language),
        "as_of": str(entry.as_of) if entry.as_of else None,
        "known": str(entry.known),
        "parts": {name: _part(entry, span) for name, span in parts.items() if span is not None},
        "citations": [citation_json(citation, language) for citation in entry.citations],
    }


def _part(entry: Entry, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": entry.words(span)}


def citation_json(citation: Citation, language: str) -> dict[str, Any]:
    """Return a quotation, where it stands, and who says it in `language`, null where its own words name nobody."""
    span = citation.span
    place = {"start": span.start, "end": span.end, "quote": citation.quote}
    place |= {"source": sayer_words(citation, language) or None}
    return {**_source(citation.article), **place, "also_in": [_source(other) for other in citation.also_in]}


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a passage that was found, and where it stands."""
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
