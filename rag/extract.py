"""Answers without a language model: the sentences of the hits that answer, as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.span import Span
from rag.answer import Citation, Statement, of_each_origin
from rag.candidates import Candidate
from rag.question import Question
from rag.scoring import least
from rag.terms import Term
from rag.wanted import Wanted

MOST_STATEMENTS = 3
MOST_CITATIONS = 4  # of one statement, each of another origin
# In log-odds, chosen on bench/golden/dev.jsonl.
_RUNNER_UP = 0.5  # a further statement must come this near to the best
_OTHER_FIGURE = 1.2  # ... or this near, if it gives another figure: a reader must see that figures differ


def extract(question: Question, terms: Sequence[Term], candidates: Sequence[Candidate]) -> list[Statement]:
    """Return at most three statements that answer the question, best first; none where nothing is good enough.

    What several articles say, in the same sentence or with the same figure, is one statement that cites them all.
    """
    if any(not term.known and (term.is_name or term.word in question.speaker) for term in terms):
        return []
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    statements: dict[str, Statement] = {}
    for candidate in ranked:
        if ranked[0].score < least(ranked[0].features) or not _near_enough(question, candidate, ranked[0]):
            continue
        text = candidate.sentence.text
        citation = Citation.from_hit(candidate.sentence.hit, candidate.sentence.span)
        said = _what_is_said(question, candidate)
        if said in statements:
            statements[said] = _also_cited(statements[said], citation)
        elif len(statements) < MOST_STATEMENTS and (candidate.highlight or question.wanted is not Wanted.NUMBER):
            statements[said] = Statement(text, (citation,), candidate.highlight)
    return list(statements.values())


def _near_enough(question: Question, candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate may stand beside the best; another figure also when it is worded less to the point."""
    margin = _OTHER_FIGURE if question.wanted is Wanted.NUMBER else _RUNNER_UP
    return candidate.wording >= best.wording - margin


def _what_is_said(question: Question, candidate: Candidate) -> str:
    """Return what makes two sentences say the same: their figure where one was asked for, otherwise their words."""
    text = candidate.sentence.text
    return _figure(text, candidate.highlight) if question.wanted is Wanted.NUMBER and candidate.highlight else text


def _also_cited(statement: Statement, citation: Citation) -> Statement:
    """Return the statement with one more origin that carries it, up to the most that a reader will follow."""
    return replace(statement, citations=of_each_origin((*statement.citations, citation))[:MOST_CITATIONS])


def _figure(text: str, highlight: Span) -> str:
    """Return the digits of a marked number, by which 2.400 and 2,400 are one; a number in words as it stands."""
    marked = highlight.of(text).lower()
    return "".join(filter(str.isdigit, marked)) or marked
