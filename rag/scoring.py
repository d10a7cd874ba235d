"""How likely a sentence answers a question: a logistic model of its features, the same in every language."""

from __future__ import annotations

import math

from rag.evidence import Sentence
from rag.question import Question
from rag.wanted import Wanted

Features = dict[str, float]

# Fitted by `python -m bench.fit_scoring`, never on `test`: on the dev questions and questions of SQuAD 2.0.
_INTERCEPT = -4.81
FIRST = {
    "support": 6.11,  # share of the question that stands in the sentence or near it
    "density": 1.61,  # share of the sentence that the question has
    "place": 2.09,  # how high its article was found
    "sure": 4.66,  # that it has what is asked for: a number beside what is counted, a name, a time
    "missing": -2.03,  # share of the question's names that stand nowhere near
    "anything": -2.99,  # where no kind of answer was recognised, every sentence is as sure to have it
    "uncounted": -0.91,  # it does not name what "how many" asks after
}
_SECOND_INTERCEPT = -5.96
# The same after a second look, without SQuAD: its questions, all English and in the words of their text, teach that
# words matter more than they do across languages.
SECOND = {
    "support": 0.37,
    "density": 1.02,
    "article": 0.59,  # logarithm of how likely its article answers
    "sure": 3.46,
    "missing": -1.30,
    "anything": -1.43,
    "uncounted": -0.55,
    "nearness": 3.54,  # how near the sentence is to the question in meaning
    "nearness_before": 0.25,  # the same of the sentence before it
    "alike_before": 0.99,
    "then": 0.87,  # how well its times fit the period asked about
    "otherwise": -0.81,  # it tells of another time
}
# In log-odds, chosen on the same questions: below it, what is found is near the question, not its answer. The first
# look was fitted as if half of all sentences answered, the second as often as they do.
_LEAST, _LEAST_SECOND = 3.6, -1.55


def features(question: Question, sentence: Sentence, sureness: float, *, counted: bool) -> Features:
    """Return the features of a sentence, each from 0 to 1; `article` is 0 until the hits have been weighed.

    `sureness` is that of the answer marked in it, `counted` tells whether it names what is to be counted, if anything.
    """
    return {
        "support": sentence.support,
        "density": sentence.density,
        "place": worth_of_place(sentence.place),
        "article": 0.0,
        "sure": sureness,
        "missing": len(sentence.missing) / max(1, len(sentence.missing) + sentence.names_near),
        "anything": float(question.wanted is Wanted.ANYTHING),
        "uncounted": float(not counted),
    }


def worth_of_place(place: int) -> float:
    """Return what the place of an article among those found is worth: 1 for the first."""
    return 1 / (1 + math.log2(place))


def score(features: Features) -> float:
    """Return the log-odds that a sentence answers, as against a sentence drawn from the same hits.

    With `nearness` among the features (cosine of the question and the sentence), the model of the second look.
    """
    if "nearness" in features:
        return _SECOND_INTERCEPT + sum(weight * features[name] for name, weight in SECOND.items())
    return _INTERCEPT + sum(weight * features[name] for name, weight in FIRST.items())


def least(features: Features) -> float:
    """Return the score below which a sentence is no answer, by the same model."""
    return _LEAST_SECOND if "nearness" in features else _LEAST
