"""Answers without a language model: the sentences of the hits that answer, as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.annotate.numbers import is_vague
from index.archive import Hit
from index.span import Span
from index.words import field_of
from rag.answer import Citation, Statement
from rag.answer_span import answer_span
from rag.evidence import Sentence, match, weigh
from rag.question import Question
from rag.scoring import features, score
from rag.terms import Term
from rag.wanted import Wanted

MOST_STATEMENTS = 3
MOST_CITATIONS = 4  # of one statement
# In log-odds, chosen on bench/golden/dev.jsonl: below the first, what is found is near the question, not its answer.
_LEAST_SCORE = 3.6
_RUNNER_UP = 0.7  # a further statement must come this near to the best
_OTHER_FIGURE = 1.5  # ... or this near, if it gives another figure: a reader must see that figures differ
_LONGEST_QUOTE = 700  # code points
_OWN_LANGUAGE = 0.3  # a person reads quotations in the language of their question most easily
_VAGUE = -1.0  # "dozens", where somebody asks how many
_RETRACTED = -2.0  # what a correction repeats only to say that it was wrong
_RETRACTS = re.compile(r"\b(?:schreven wij|berichtten wij|stond dat|namen wij|we wrote|we reported)\b", re.IGNORECASE)
_CORRECTION = re.compile(r"(?:correcti|rectificati|correction)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, its score, the part of it that does, and the score wherever it had been found."""

    sentence: Sentence
    score: float
    wording: float
    highlight: Span | None


def extract(question: Question, terms: Sequence[Term], hits: Sequence[Hit]) -> list[Statement]:
    """Return at most three statements that answer the question, best first; none where nothing is good enough.

    What several articles say, in the same sentence or with the same figure, is one statement that cites them all.
    """
    if any(not term.known and (term.is_name or term.word in question.speaker) for term in terms):
        return []
    ranked = sorted(_candidates(question, terms, hits), key=lambda candidate: -candidate.score)
    statements: dict[str, Statement] = {}
    for candidate in ranked:
        if ranked[0].score < _LEAST_SCORE or not _near_enough(question, candidate, ranked[0]):
            continue
        text, passage = candidate.sentence.text, candidate.sentence.hit.passage
        citation = Citation.of(passage.article, candidate.sentence.span, passage.span)
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
    """Return the statement with one more article that carries it, up to the most that a reader will follow."""
    known = {cited.article.id for cited in statement.citations}
    if citation.article.id in known or len(known) >= MOST_CITATIONS:
        return statement
    return replace(statement, citations=(*statement.citations, citation))


def _figure(text: str, highlight: Span) -> str:
    """Return the digits of a marked number, by which 2.400 and 2,400 are one; a number in words as it stands."""
    marked = highlight.of(text).lower()
    return "".join(filter(str.isdigit, marked)) or marked


def _candidates(question: Question, terms: Sequence[Term], hits: Sequence[Hit]) -> list[Candidate]:
    candidates = []
    for sentence in weigh(hits, terms):
        if len(sentence.text) > _LONGEST_QUOTE or sentence.text.endswith("?"):
            continue
        highlight, told = weighed(question, terms, sentence)
        preferred = _preference(question, sentence, highlight)
        wording = score(told | {"place": 1.0}) + preferred
        candidates.append(Candidate(sentence, score(told) + preferred, wording, highlight))
    return candidates


def weighed(question: Question, terms: Sequence[Term], sentence: Sentence) -> tuple[Span | None, dict[str, float]]:
    """Return the part of a sentence that answers, if any, and the sentence's features."""
    term = _counted_term(question, terms)
    field = field_of(sentence.article.language)
    counted = _stems_of(term, field, sentence) if term else frozenset()
    highlight, sureness = answer_span(question, sentence.text, counted or sentence.matched, sentence.article.language)
    named = term is None or match(term, field, sentence.words) > 0
    return highlight, features(question, sentence, sureness, counted=named)


def _preference(question: Question, sentence: Sentence, highlight: Span | None) -> float:
    """Return what else speaks for a sentence, or against it, in log-odds: what is too rare for a model to learn."""
    worth = _OWN_LANGUAGE if sentence.article.language == question.language else 0.0
    if _CORRECTION.match(sentence.article.title) and _RETRACTS.search(sentence.text):
        worth += _RETRACTED
    if question.wanted is Wanted.NUMBER and highlight and is_vague(highlight.of(sentence.text)):
        worth += _VAGUE
    return worth


def _stems_of(term: Term, field: str, sentence: Sentence) -> frozenset[str]:
    """Return the stems in the sentence that stand for a term."""
    phrases = term.phrases.get(field, {})
    return frozenset(stem for phrase in phrases if sentence.words.issuperset(phrase) for stem in phrase)


def _counted_term(question: Question, terms: Sequence[Term]) -> Term | None:
    """Return what "how many" asks after: people that were evacuated are counted as evacuated, not as people."""
    asked = question.counted.split()
    return next((term for term in terms if not term.is_faint and term.word.split()[0] in asked), None)
