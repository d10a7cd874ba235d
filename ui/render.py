"""Answers as HTML: pure functions that escape everything they are given."""

from __future__ import annotations

import html
from collections.abc import Sequence

from index.article import Article
from index.sentences import paragraphs
from index.span import Span
from rag.answer import Answer, Citation, NothingFound, Statement
from rag.question import Question
from ui.phrases import say
from ui.understood import as_of_told, period_told, reason_of, remarks_on

PERIOD_EDITOR = "period"  # the id of where a period is changed; a link to it opens it
_TEMPLATE_MARKS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\n": " "})


def escape(text: str) -> str:
    """Return text that is only text in HTML, in an attribute, and in a template of the page around it.

    Line ends become spaces: a blank line would let Markdown begin again inside the answer.
    """
    return html.escape(text).translate(_TEMPLATE_MARKS)


def answer_html(statements: Sequence[Statement], language: str, turn: int = 1) -> str:
    """Return the statements of an answer, each quoted, with numbered marks for its citations.

    `turn` is which question of the conversation it answers, from 1: a mark leads to a source of that answer only.
    """
    numbered, number = list[str](), 0
    for statement in statements:
        marks = []
        for citation in statement.citations:
            number += 1
            source = escape(_told(citation.article, language))
            marks.append(f'<a class="mark" href="#source-{turn}-{number}" title="{source}">{number}</a>')
        quote = _highlighted(statement.text, statement.highlight)
        numbered.append(f'<p class="statement"><q>{quote}</q> {"".join(marks)}</p>')
    return f'<div class="answer" lang="{escape(language)}">{"".join(numbered)}</div>'


def nothing_html(nothing: NothingFound) -> str:
    """Return that the archive does not say, which words it never uses, and what could not be searched."""
    language = nothing.question.language
    told = f"<p><strong>{escape(say('not_said', language))}</strong></p>"
    told += "".join(f"<p>{escape(remark)}</p>" for remark in remarks_on(nothing))
    if nothing.unknown_words:
        told += f"<p>{escape(say('unknown', language, words=', '.join(nothing.unknown_words)))}</p>"
    if nothing.unfinished:
        told += f"<p>{escape(say('unfinished', language, passages=nothing.unfinished))}</p>"
    return f'<div class="answer nothing">{told}</div>'


def period_html(question: Question) -> str:
    """Return the period that a question was understood to ask about, with the way to change it."""
    language = question.language
    parts = (period_told(question.asked, language), reason_of(question.asked, language), as_of_told(question))
    told = " · ".join(escape(part) for part in parts if part)
    change = f'<a class="change" href="#{PERIOD_EDITOR}">{escape(say("change", language))}</a>'
    label = escape(say("period", language))
    return f'<p class="period" lang="{escape(language)}"><span class="told">{label}: {told}</span> {change}</p>'


def notice_html(text: str) -> str:
    """Return a short message of Knipsel's own: progress, or why a question was refused."""
    return f'<div class="answer notice"><p>{escape(text)}</p></div>'


def sources_html(outcome: Answer | NothingFound | None, language: str, turn: int = 1) -> str:
    """Return the cited passages with their quotations marked; where nothing was found, the nearest passages.

    `turn` is that of `answer_html`.
    """
    if outcome is None:
        return _panel(say("sources", language), f'<p class="empty">{escape(say("no_sources", language))}</p>')
    language = outcome.question.language
    if isinstance(outcome, NothingFound):
        spans = [(hit.passage.article, hit.passage.span, None) for hit in outcome.nearest]
        cards = [_card(article, span, marked, language, "") for article, span, marked in spans]
        return _panel(say("nearest", language) if cards else say("sources", language), "".join(cards))
    citations = (citation for statement in outcome.statements for citation in statement.citations)
    cards = [_cited_card(citation, language, f"{turn}-{number}") for number, citation in enumerate(citations, start=1)]
    return _panel(say("sources", language), "".join(cards))


def _panel(title: str, body: str) -> str:
    return f'<section class="sources" aria-live="polite"><h2>{escape(title)}</h2>{body}</section>'


def _cited_card(citation: Citation, language: str, place: str) -> str:
    text = citation.article.text
    around = [span for span in paragraphs(text) if span.start < citation.span.end and citation.span.start < span.end]
    shown = Span(around[0].start, around[-1].end) if around else citation.passage
    return _card(citation.article, shown, citation.span, language, place)


def _card(article: Article, shown: Span, marked: Span | None, language: str, place: str) -> str:
    """Return a passage with what is marked in it; `place` is its turn and number, `2-1`, empty where it has none."""
    told = " · ".join(part for part in (article.outlet, article.published.describe(language), article.author) if part)
    mark = f'<span class="number">{place.partition("-")[2]}</span>' if place else ""
    words = _highlighted(shown.of(article.text), marked.shifted(-shown.start) if marked else None)
    link = _link(article, language)
    anchor = f' id="source-{place}"' if place else ""
    return (
        f'<article class="source"{anchor}><header>{mark}<div><h3>{escape(article.title)}</h3>'
        f'<p class="told">{escape(told)}</p></div></header>'
        f'<blockquote lang="{escape(article.language)}">{words}</blockquote>{link}</article>'
    )


def _link(article: Article, language: str) -> str:
    if not article.url.startswith(("https://", "http://")):
        return ""
    label = escape(say("open", language))
    return f'<a class="open" href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">{label}</a>'


def _highlighted(text: str, part: Span | None) -> str:
    if part is None:
        return escape(text)
    return f"{escape(text[: part.start])}<mark>{escape(part.of(text))}</mark>{escape(text[part.end :])}"


def _told(article: Article, language: str) -> str:
    told = (article.outlet, article.published.describe(language), article.title)
    return " · ".join(part for part in told if part)
