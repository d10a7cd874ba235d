"""Answers as HTML: pure functions that escape everything they are given."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer import Answer, Lead, Statement
from ui.escaping import escape
from ui.highlighted import highlighted
from ui.marks import Marks, evidence_told
from ui.phrases import say
from ui.timeline_html import timeline_html
from ui.wording import lead_words, replaced_words
from ui.written import fell_back, told_of_model


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


def _unsearched(outcome: Answer) -> str:
    """Return that words alone were searched; which server was away, and where it is, is no reader's business."""
    return f"<p>{escape(say('unsearched', outcome.question.language))}</p>" if outcome.unsearched else ""


def notice_html(text: str) -> str:
    """Return a short message of Knipsel's own: progress, or why a question was refused."""
    return f'<div class="answer notice"><p>{escape(text)}</p></div>'


def _answer(body: str, language: str) -> str:
    return f'<div class="answer" lang="{escape(language)}">{body}</div>'


def _statement(statement: Statement, marks: Marks) -> str:
    words = highlighted(statement.text, statement.highlight)
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
