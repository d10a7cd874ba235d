"""Candidates: the sentences of the hits as possible answers, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.annotate.numbers import is_vague
from index.archive import Hit
from index.span import Span
from index.words import field_of
from rag.answer_span import answer_span
from rag.evidence import Sentence, match, weigh
from rag.likeness import Likeness
from rag.question import Question
from rag.quoted import LONGEST_QUOTE
from rag.retraction import takes_back
from rag.scoring import Features, features, score, worth_of_place
from rag.terms import Term
from rag.timing import fit
from rag.wanted import Wanted

# In log-odds: what is too rare for a model to learn.
_OWN_LANGUAGE = 0.3  # a person reads quotations in the language of their question most easily
_VAGUE = -1.0  # "dozens", where somebody asks how many
_RETRACTED = -2.0  # what a correction repeats only to say that it was wrong


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: the part of it that does, its features, and what else speaks for it."""

    sentence: Sentence
    highlight: Span | None
    features: Features
    preference: float

    @property
    def score(self) -> float:
        """How likely it answers, in log-odds."""
        return score(self.features) + self.preference

    @property
    def wording(self) -> float:
        """The same, wherever its article had been found."""
        return score(self.features | {"place": 1.0, "article": 0.0}) + self.preference

    def at(self, place: int, likely: float) -> Candidate:
        """Return the same candidate with its article at another place among those found, from 1.

        `likely` is the logarithm of how likely the article answers.
        """
        return replace(self, features=self.features | {"place": worth_of_place(place), "article": likely})


def candidates_in(question: Question, terms: Sequence[Term], hits: Sequence[Hit]) -> list[Candidate]:
    """Return the sentences of the hits that could be quoted as an answer, in order."""
    likeness = Likeness(terms)
    passages = {hit.passage.id: likeness.of(hit.passage.article.title, hit.passage.text) for hit in hits}
    found = list[Candidate]()
    for sentence in weigh(hits, terms):
        if len(sentence.text) <= LONGEST_QUOTE and not sentence.text.endswith("?"):
            one, passage = candidate_of(question, terms, sentence), sentence.hit.passage.id
            follows = bool(found) and found[-1].sentence.hit.passage.id == passage
            alike = {
                "alike": likeness.of(sentence.text),
                "alike_before": found[-1].features["alike"] if follows else 0.0,
                "alike_passage": passages[passage],
            }
            found.append(replace(one, features=one.features | alike | _timely(question, sentence)))
    return found


def candidate_of(question: Question, terms: Sequence[Term], sentence: Sentence) -> Candidate:
    """Return a sentence with the part of it that answers, if any, and its features, without those of likeness."""
    term = _counted_term(question, terms)
    field = field_of(sentence.article.language)
    counted = _stems_of(term, field, sentence) if term else frozenset()
    highlight, sureness = answer_span(question, sentence.text, counted or sentence.matched, sentence.article.language)
    named = term is None or match(term, field, sentence.words) > 0
    told = features(question, sentence, sureness, counted=named)
    return Candidate(sentence, highlight, told, _preference(question, sentence, highlight))


def _timely(question: Question, sentence: Sentence) -> Features:
    """Return how well the times in a sentence fit the period asked about, and whether none does."""
    asked, hit = question.asked, sentence.hit
    told = [time for time in hit.times if time.span.within(sentence.span)]
    if asked is None or asked.published or not asked.bounds or not told:
        return {"then": 0.0, "otherwise": 0.0}
    fits = fit(sentence.span, told, asked.period)
    return {"then": fits, "otherwise": float(not fits)}


def _preference(question: Question, sentence: Sentence, highlight: Span | None) -> float:
    worth = _OWN_LANGUAGE if sentence.article.language == question.language else 0.0
    if takes_back(sentence.article, sentence.text):
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
