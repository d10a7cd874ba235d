"""Answers without a language model: the sentences of the hits that answer, as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.archive import Hit
from index.span import Span
from index.words import field_of
from rag.answer import Citation, Statement
from rag.answer_span import answer_span
from rag.evidence import Sentence, match, weigh
from rag.question import Question
from rag.terms import Term
from rag.wanted import Wanted

MOST_STATEMENTS = 3
MOST_CITATIONS = 4  # of one statement
# Chosen on the 40 questions of bench/questions.jsonl: below these, what is found is near the question, not its answer.
_LEAST_SUPPORT = 0.5
_LEAST_DIRECT = 0.2
_LEAST_SCORE = 0.45
_RUNNER_UP = 0.85  # a further statement must come this near to the best
_OTHER_FIGURE = 0.65  # ... or this near, if it gives another figure: a reader must see that figures differ
_LONGEST_QUOTE = 700  # code points
_OFF_SUBJECT = 0.5  # what a sentence is worth that has the names of the question but not its subject
_ABSENT_WORD = 0.8  # ... for each word of the question that its whole article lacks
_OWN_LANGUAGE = 1.1  # a person reads quotations in the language of their question most easily
_LEANING = 0.9  # what a sentence is worth that only its neighbours explain
_RETRACTED = 0.6  # what a correction repeats only to say that it was wrong
_RETRACTS = re.compile(r"\b(?:schreven wij|berichtten wij|stond dat|namen wij|we wrote|we reported)\b", re.IGNORECASE)
_CORRECTION = re.compile(r"(?:correcti|rectificati|correction)", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"(?:hij|zij|ze|dat|dit|die|deze|daar|daarbij|daarmee|daardoor|ook|maar|he|she|it|they|that|this|those|these|but|also)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, its score, and the part of it that does."""

    sentence: Sentence
    score: float
    highlight: Span | None


def extract(question: Question, terms: Sequence[Term], hits: Sequence[Hit]) -> list[Statement]:
    """Return at most three statements that answer the question, best first; none where nothing is good enough.

    What several articles say, in the same sentence or with the same figure, is one statement that cites them all.
    """
    if any(term.is_name and not term.known for term in terms):
        return []
    ranked = sorted(_candidates(question, terms, hits), key=lambda candidate: -candidate.score)
    statements: dict[str, Statement] = {}
    for candidate in ranked:
        if candidate.score < _LEAST_SCORE or not _near_enough(question, candidate, ranked[0]):
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
    if candidate.score >= _RUNNER_UP * best.score:
        return True
    to_the_point = candidate.sentence.direct >= _OTHER_FIGURE * best.sentence.direct
    return question.wanted is Wanted.NUMBER and to_the_point and candidate.score >= _OTHER_FIGURE * best.score


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
        if sentence.missing or sentence.direct < _LEAST_DIRECT or sentence.support < _LEAST_SUPPORT:
            continue
        if len(sentence.text) > _LONGEST_QUOTE or sentence.text.endswith("?"):
            continue
        counted = _counted(question, terms, sentence)
        highlight, sureness = answer_span(
            question, sentence.text, counted or sentence.matched, sentence.article.language
        )
        score = _score(question, sentence, sureness) * _on_the_subject(question, terms, sentence)
        candidates.append(Candidate(sentence, score, highlight))
    return candidates


def _on_the_subject(question: Question, terms: Sequence[Term], sentence: Sentence) -> float:
    """Return about 1 where the sentence speaks of what the question is about, less where it only shares its names."""
    field = field_of(sentence.article.language)
    subject = [term for term in terms if not term.is_name and not term.is_faint]
    near = sentence.words | sentence.around
    worth = _OWN_LANGUAGE if sentence.article.language == question.language else 1.0
    if subject and not any(match(term, field, near) for term in subject):
        worth *= _OFF_SUBJECT
    worth *= _ABSENT_WORD ** sum(term.word in sentence.absent for term in subject)
    if _CORRECTION.match(sentence.article.title) and _RETRACTS.search(sentence.text):
        worth *= _RETRACTED
    counted = _counted_term(question, terms)
    if counted and not match(counted, field, sentence.words):
        worth *= _OFF_SUBJECT
    return worth


def _counted(question: Question, terms: Sequence[Term], sentence: Sentence) -> frozenset[str]:
    """Return the stems in the sentence that stand for what is counted."""
    term = _counted_term(question, terms)
    if term is None:
        return frozenset()
    phrases = term.phrases.get(field_of(sentence.article.language), {})
    return frozenset(stem for phrase in phrases if sentence.words.issuperset(phrase) for stem in phrase)


def _counted_term(question: Question, terms: Sequence[Term]) -> Term | None:
    """Return what "how many" asks after: people that were evacuated are counted as evacuated, not as people."""
    asked = question.counted.split()
    return next((term for term in terms if not term.is_faint and term.word.split()[0] in asked), None)


def _score(question: Question, sentence: Sentence, sureness: float) -> float:
    """Return how well a sentence answers: what it has of the question, and whether it has what was asked for."""
    spoken_to = 0.6 * sentence.support + 0.4 * sentence.direct + 0.3 * sentence.density
    if _LEANS_BACK.match(sentence.text):
        spoken_to *= _LEANING
    if question.wanted is Wanted.ANYTHING:
        return spoken_to + 0.1 / sentence.hit.rank
    return spoken_to * (0.3 + 0.7 * sureness) + 0.1 / sentence.hit.rank
