"""That the archive does not say, as an answer: what was looked for, what came near, and what the archive has."""

from __future__ import annotations

from index.archive import Hit
from index.catalog_coverage import Coverage
from rag.answer import NothingFound
from rag.question import Question
from rag.shortfall import shortfall_of
from ui.coverage_html import coverage_html
from ui.escaping import escape
from ui.marks import told_of
from ui.phrases import say
from ui.understood import period_told, remarks_on
from ui.wording import count_words


def nothing_html(nothing: NothingFound, coverage: Coverage | None = None) -> str:
    """Return that the archive does not say, why, what comes nearest and why that is no answer, and the coverage."""
    language = nothing.question.language
    body = f'<p class="lead">{escape(say("not_said", language))}</p>'
    body += "".join(f"<p>{escape(remark)}</p>" for remark in why_nothing(nothing)) + _nearest(nothing)
    if coverage:
        body += coverage_html(coverage, nothing.question.asked, language)
    return f'<div class="answer nothing" lang="{escape(language)}">{body}</div>'


def why_nothing(nothing: NothingFound) -> list[str]:
    """Return what whoever is told that the archive does not say should know of the search, in sentences."""
    language = nothing.question.language
    told = remarks_on(nothing)
    if nothing.unknown_words:
        told.append(say("unknown", language, words=", ".join(nothing.unknown_words)))
    if nothing.unfinished:
        told.append(say("unfinished", language, passages=count_words(nothing.unfinished, "passages", language)))
    if nothing.unsearched:
        told.append(say("unsearched", language))
    return told


def shortfall_told(hit: Hit, question: Question) -> str:
    """Return in words why a passage does not answer a question."""
    lacks, language = shortfall_of(hit, question), question.language
    reasons = []
    if lacks.names:
        reasons.append(say("short_names", language, names=", ".join(lacks.names)))
    if lacks.numberless:
        reasons.append(say("short_number", language))
    if lacks.elsewhen:
        reasons.append(say("short_period", language, period=period_told(question.asked, language)))
    return "; ".join(reasons) or say("short_else", language)


def _nearest(nothing: NothingFound) -> str:
    if not nothing.nearest:
        return ""
    question = nothing.question
    near = "".join(
        f'<li><span class="near">{escape(told_of(hit.passage.article, question.language))}</span>: '
        f'<span class="short">{escape(shortfall_told(hit, question))}</span>.</li>'
        for hit in nothing.nearest
    )
    return f'<p class="near-title">{escape(say("near_title", question.language))}:</p><ul class="nearest">{near}</ul>'
