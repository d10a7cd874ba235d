"""Answers as HTML: pure functions that escape everything they are given."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article
from index.sentences import paragraphs
from index.span import Span
from rag.answer import Answer, Citation, Lead, NothingFound, Statement
from rag.question import Question
from ui.escaping import escape
from ui.marks import Marks, also_told, evidence_told
from ui.phrases import say
from ui.timeline_html import timeline_html
from ui.understood import as_of_told, period_told, reason_of, remarks_on, rewritten_told
from ui.wording import lead_words, replaced_words
from ui.written import fell_back, told_of_model, translation_told

EDITOR = "period"  # the id of where the question and its period are changed; a link to it opens it


def said_html(statements: Sequence[Statement], language: str, turn: int = 1) -> str:
    """Return the statements of an answer that is still coming in, each quoted, with numbered marks for its citations.

    `turn` is which question of the conversation it answers, from 1: a mark leads to a source of that answer only.
    """
    cited = (citation for statement in statements for citation in statement.citations)
    marks = Marks(tuple({one.place: one for one in cited}.values()), language, turn)
    return _answer("".join(_statement(statement, marks) for statement in statements), language)


def answer_html(answer: Answer, turn: int = 1) -> str:
    """Return an answer: its lead, the statement that carries it, how the figure changed, and the other statements."""
    language = answer.question.language
    marks = Marks(answer.citations, language, turn)
    first, *rest = (_statement(statement, marks) for statement in answer.statements)
    lead = _lead(answer.lead, marks) if answer.lead else ""
    timeline = timeline_html(answer.timeline, marks) if answer.timeline else ""
    told = lead + first + timeline + "".join(rest) + _unsearched(answer)
    return _answer(_by_model(answer) + told if fell_back(answer) else told + _by_model(answer), language)


def nothing_html(nothing: NothingFound) -> str:
    """Return that the archive does not say, which words it never uses, and what could not be searched."""
    language = nothing.question.language
    told = f"<p><strong>{escape(say('not_said', language))}</strong></p>"
    told += "".join(f"<p>{escape(remark)}</p>" for remark in remarks_on(nothing))
    if nothing.unknown_words:
        told += f"<p>{escape(say('unknown', language, words=', '.join(nothing.unknown_words)))}</p>"
    if nothing.unfinished:
        told += f"<p>{escape(say('unfinished', language, passages=nothing.unfinished))}</p>"
    told += _unsearched(nothing)
    return f'<div class="answer nothing">{told}</div>'


def _unsearched(outcome: Answer | NothingFound) -> str:
    """Return that words alone were searched; which server was away, and where it is, is no reader's business."""
    return f"<p>{escape(say('unsearched', outcome.question.language))}</p>" if outcome.unsearched else ""


def understood_html(question: Question) -> str:
    """Return how a question was understood: what a follow-up was made into, the period, and the way to change both."""
    language = question.language
    parts = (period_told(question.asked, language), reason_of(question.asked, language), as_of_told(question))
    told = " · ".join(escape(part) for part in parts if part)
    change = f'<a class="change" href="#{EDITOR}">{escape(say("change", language))}</a>'
    label = escape(say("period", language))
    rewritten = escape(rewritten_told(question))
    chips = f'<span class="told rewritten">{rewritten}</span> ' if rewritten else ""
    chips += f'<span class="told when">{label}: {told}</span>'
    return f'<p class="period" lang="{escape(language)}">{chips} {change}</p>'


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
    numbered = enumerate(outcome.citations, start=1)
    cards = [_cited_card(citation, outcome, f"{turn}-{number}") for number, citation in numbered]
    return _panel(say("sources", language), "".join(cards))


def _answer(body: str, language: str) -> str:
    return f'<div class="answer" lang="{escape(language)}">{body}</div>'


def _statement(statement: Statement, marks: Marks) -> str:
    words = _highlighted(statement.text, statement.highlight)
    evidence = evidence_told(statement.citations, marks.language)
    told = f' <span class="evidence-told">{escape(evidence)}</span>' if evidence else ""
    if statement.is_quotation:
        return f'<p class="statement"><q>{words}</q> {marks.of(statement.citations)}{told}</p>'
    return f'<p class="statement written">{words} {marks.of(statement.citations)}{told}</p>'


def _by_model(answer: Answer) -> str:
    told = " ".join(told_of_model(answer))
    return f'<p class="by-model">{escape(told)}</p>' if told else ""


def _lead(lead: Lead, marks: Marks) -> str:
    line = f'<p class="lead">{escape(lead_words(lead, marks.language))} {marks.of((lead.entry.citation,))}</p>'
    if lead.replaces is None:
        return line
    told = escape(replaced_words(lead, marks.language))
    return f'{line}<p class="replaced">{told} {marks.of((lead.replaces.citation,))}</p>'


def _panel(title: str, body: str) -> str:
    return f'<section class="sources" aria-live="polite"><h2>{escape(title)}</h2>{body}</section>'


def _cited_card(citation: Citation, answer: Answer, place: str) -> str:
    text, language = citation.article.text, answer.question.language
    around = [span for span in paragraphs(text) if span.start < citation.span.end and citation.span.start < span.end]
    shown = Span(around[0].start, around[-1].end) if around else citation.passage
    under = _translation(citation, answer) + _printed(also_told(citation, language))
    return _card(citation.article, shown, citation.span, language, place, under)


def _translation(citation: Citation, answer: Answer) -> str:
    words, language = answer.translations.get(citation.place), answer.question.language
    if not words:
        return ""
    by = f'<span class="by">{escape(translation_told(answer))}</span>'
    return f'<p class="translation" lang="{escape(language)}"><q>{escape(words)}</q> {by}</p>'


def _printed(also: str) -> str:
    return f'<p class="also">{escape(also[0].upper() + also[1:])}</p>' if also else ""


def _card(article: Article, shown: Span, marked: Span | None, language: str, place: str, under: str = "") -> str:
    """Return a passage with what is marked in it; `place` is its turn and number, `2-1`, empty where it has none.

    `under` is what stands under it, as HTML.
    """
    told = " · ".join(part for part in (article.outlet, article.published.describe(language), article.author) if part)
    mark = f'<span class="number">{place.partition("-")[2]}</span>' if place else ""
    words = _highlighted(shown.of(article.text), marked.shifted(-shown.start) if marked else None)
    link = _link(article, language)
    anchor = f' id="source-{place}"' if place else ""
    return (
        f'<article class="source"{anchor}><header>{mark}<div><h3>{escape(article.title)}</h3>'
        f'<p class="told">{escape(told)}</p></div></header>'
        f'<blockquote lang="{escape(article.language)}">{words}</blockquote>{under}{link}</article>'
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
