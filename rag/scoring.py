"""How likely a sentence answers a question: a logistic model of seven features, the same in every language."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rag.evidence import Sentence
from rag.question import Question
from rag.wanted import Wanted

# Fitted by `python -m bench.fit_scoring` on bench/golden/dev.jsonl and questions of SQuAD 2.0, never on `test`.
_INTERCEPT = -5.04
_WEIGHTS = {
    "support": 7.04,  # share of the question that stands in the sentence or near it
    "density": 2.59,  # share of the sentence that the question has
    "place": 1.80,  # how high its article was found
    "sure": 4.41,  # that it has what is asked for: a number beside what is counted, a name, a time
    "missing": -2.40,  # share of the question's names that stand nowhere near
    "anything": -2.96,  # where no kind of answer was recognised, every sentence is as sure to have it
    "uncounted": -0.82,  # it does not name what "how many" asks after
}


def features(question: Question, sentence: Sentence, sureness: float, *, counted: bool) -> dict[str, float]:
    """Return the features of a sentence, each from 0 to 1.

    `sureness` is that of the answer marked in it, `counted` tells whether it names what is to be counted, if anything.
    """
    return {
        "support": sentence.support,
        "density": sentence.density,
        "place": 1 / (1 + math.log2(sentence.place)),
        "sure": sureness,
        "missing": len(sentence.missing) / max(1, len(sentence.missing) + sentence.names_near),
        "anything": float(question.wanted is Wanted.ANYTHING),
        "uncounted": float(not counted),
    }


def score(features: Mapping[str, float]) -> float:
    """Return the log-odds that a sentence answers, as against a sentence drawn from the same hits."""
    return _INTERCEPT + sum(_WEIGHTS[name] * value for name, value in features.items())
