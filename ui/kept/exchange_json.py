"""What a follow-up reads of an answer, as the JSON that is kept of it, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from index.annotate.figures import Bound, Counted, Figure
from index.article import Article
from index.errors import ArchiveError
from index.period import Period
from index.span import Span
from rag.answer import Answer, Citation, Entry, Lead, Statement
from rag.conversation.exchange import Exchange
from rag.question import Question
from ui.kept.span_json import span_from, span_json

ArticleOf = Callable[[str, int], Article]  # of an id and a revision; raises ArticleUnknown


def outcome_json(outcome: object) -> dict[str, Any]:
    """Return what a follow-up reads of an outcome: the first statement and the figure that led."""
    if not isinstance(outcome, Answer):
        return {"statement": None, "lead": None}
    first, lead = outcome.statements[0], outcome.lead
    return {
        "statement": {
            "text": first.text,
            "highlight": span_json(first.highlight),
            "citations": [_citation_json(one) for one in first.citations],
        },
        "lead": {
            "noun": lead.noun,
            "figure": _figure_json(lead.entry.figure),
            "as_of": str(lead.entry.as_of) if lead.entry.as_of else None,
            "known": str(lead.entry.known),
            "citation": _citation_json(lead.entry.citation),
        }
        if lead
        else None,
    }


def exchange_from(question: Question, kept: dict[str, Any] | None, article: ArticleOf) -> Exchange | None:
    """Return the exchange of a question; without its outcome where what that quoted does not stand there any more."""
    if kept is None:
        return None
    if kept["statement"] is None:
        return Exchange(question)
    said, led = kept["statement"], kept["lead"]
    try:
        cited = tuple(_citation(one, article) for one in said["citations"])
        lead = Lead(_entry(led, article), led["noun"]) if led else None
    except ArchiveError:
        return Exchange(question)
    if not all(
        one.quote == one.span.of(one.article.text) for one in (*cited, *([lead.entry.citation] if lead else ()))
    ):
        return Exchange(question)
    return Exchange(question, Answer(question, (Statement(said["text"], cited, span_from(said["highlight"])),), lead))


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "article": citation.article.id,
        "revision": citation.article.revision,
        "span": span_json(citation.span),
        "quote": citation.quote,
        "passage": span_json(citation.passage),
    }


def _citation(kept: dict[str, Any], article: ArticleOf) -> Citation:
    span, passage = Span(*kept["span"]), Span(*kept["passage"])
    return Citation(article(kept["article"], kept["revision"]), span, kept["quote"], passage)


def _entry(kept: dict[str, Any], article: ArticleOf) -> Entry:
    as_of = Period.parse(kept["as_of"]) if kept["as_of"] else None
    known = Period.parse(kept["known"])
    return Entry(_figure(kept["figure"]), as_of, known, _citation(kept["citation"], article))


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "span": span_json(figure.span),
        "value": figure.value,
        "order": figure.order,
        "bound": figure.bound.value,
        "counted": [span_json(figure.counted.span), figure.counted.key, span_json(figure.counted.who)],
        "source": span_json(figure.source),
        "as_of": span_json(figure.as_of),
        "former": figure.former,
    }


def _figure(kept: dict[str, Any]) -> Figure:
    thing, key, who = kept["counted"]
    return Figure(
        span=Span(*kept["span"]),
        value=kept["value"],
        order=kept["order"],
        bound=Bound(kept["bound"]),
        counted=Counted(Span(*thing), key, span_from(who)),
        source=span_from(kept["source"]),
        as_of=span_from(kept["as_of"]),
        former=kept["former"],
    )
