"""Reciprocal rank fusion: several rankings made into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

_DAMPING = 60  # Cormack et al. 2009: large enough that no single first place decides alone.


def fuse(rankings: Mapping[str, Sequence[int]], weights: Mapping[str, float]) -> list[int]:
    """Return all ids, best first, by weighted reciprocal rank; ties go to the smaller id.

    Ranks are used instead of scores because a cosine and a BM25 score share no unit. A ranking without a weight
    counts once.
    """
    scores: dict[int, float] = defaultdict(float)
    for name, ranking in rankings.items():
        for rank, passage in enumerate(ranking, start=1):
            scores[passage] += vote(rank, weights.get(name, 1.0))
    return sorted(scores, key=lambda passage: (-scores[passage], passage))


def vote(place: int, weight: float = 1.0) -> float:
    """Return what one place in one ranking, from 1, adds to a fused score."""
    return weight / (_DAMPING + place)
