"""Which hits go first after the second look: words, meaning and language weighed together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.archive import Hit
from rag.candidates import Candidate
from rag.question import Question
from rag.timing import worth as worth_in_time

HitFeatures = dict[str, float]

# Fitted by `python -m bench.fit_scoring`, never on `test`.
WEIGHTS: Mapping[str, float] = {
    "words": 3.81,  # its BM25, as a share of the best one's
    "nearness": 5.68,  # cosine of the question and of its sentence that is nearest in meaning
    "nearness_abroad": 2.70,  # the same where it is in another language, in which the words say less
    "alike": 5.26,  # share of the question that stands in it or its headline in words like its own
    "alike_sentence": 3.28,  # the same of its best sentence
    "then": 1.15,  # how near it is to the period asked about
}


def hit_features(question: Question, hits: Sequence[Hit], candidates: Sequence[Candidate]) -> list[HitFeatures]:
    """Return the features of each hit, from 0 to 1; `candidates` are sentences of them that were read."""
    best = max((hit.words for hit in hits), default=0.0) or 1.0
    nearness: dict[int, float] = defaultdict(float)
    sentence: dict[int, float] = defaultdict(float)
    passage: dict[int, float] = defaultdict(float)
    for candidate in candidates:
        place, told = candidate.sentence.hit.passage.id, candidate.features
        nearness[place] = max(nearness[place], told.get("nearness", 0.0))
        sentence[place] = max(sentence[place], told["alike"])
        passage[place] = told["alike_passage"]
    asked = question.asked
    period = asked.period if asked and asked.bounds and not asked.published else None
    return [
        {
            "words": hit.words / best,
            "nearness": nearness[hit.passage.id],
            "nearness_abroad": nearness[hit.passage.id] * (hit.passage.article.language != question.language),
            "alike": passage[hit.passage.id],
            "alike_sentence": sentence[hit.passage.id],
            "then": worth_in_time(hit, period) if period else 0.0,
        }
        for hit in hits
    ]


def shares(features: Sequence[HitFeatures], weights: Mapping[str, float] = WEIGHTS) -> list[float]:
    """Return how likely each hit is the one that answers, as shares of 1: a softmax of the weighted features."""
    worths = [sum(weight * told[name] for name, weight in weights.items()) for told in features]
    most = max(worths, default=0.0)
    raised = [math.exp(worth - most) for worth in worths]
    return [one / sum(raised) for one in raised]
