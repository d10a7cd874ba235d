"""A second look at what was found: how near in meaning its likeliest sentences are to the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.archive import Hit
from index.encoder import Encoder
from rag.candidates import Candidate
from rag.question import Question
from rag.ranking import WEIGHTS, hit_features, shares

_READ = 44  # sentences; what ships reads them in a fifth of a second of one core, a third where that lacks bfloat16
_LONGEST_READ = 400  # code points of a sentence; what it says, it says by then
_UNLIKELIEST = -6.0  # log of a share: below it, an article is as good as not found


def look_again(question: str, candidates: Sequence[Candidate], reader: Encoder) -> list[Candidate]:
    """Return the likeliest candidates, at least one of each hit, with how near they are to the question in meaning.

    Each also knows how near the sentence before it is, where that one was read.
    """
    likely = _likeliest(candidates)
    if not likely:
        return []
    texts = [candidate.sentence.text[:_LONGEST_READ] for candidate in likely]
    near = reader.encode_passages(texts) @ reader.encode_question(question)[0]
    nearness = {_place(candidate): float(value) for candidate, value in zip(likely, near, strict=True)}
    before = {_place(two): nearness.get(_place(one), 0.0) for one, two in _neighbours(candidates)}
    return [
        replace(
            one,
            features=one.features
            | {"nearness": nearness[_place(one)], "nearness_before": before.get(_place(one), 0.0)},
        )
        for one in likely
    ]


def reordered(
    question: Question,
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    limit: int,
    weights: Mapping[str, float] = WEIGHTS,
) -> tuple[list[Hit], list[Candidate]]:
    """Return the `limit` best hits, and the candidates in them, each knowing how likely its article is."""
    worths = shares(hit_features(question, hits, candidates), weights)
    order = sorted(range(len(hits)), key=lambda at: -worths[at])[:limit]
    best = [replace(hits[at], rank=rank) for rank, at in enumerate(order, start=1)]
    likely: dict[str, float] = {}
    for at in order:
        likely.setdefault(hits[at].passage.article.id, worths[at])
    places = {article: place for place, article in enumerate(likely, start=1)}
    kept = {hit.passage.id for hit in best}
    return best, [
        one.at(places[one.sentence.article.id], max(math.log(likely[one.sentence.article.id] + 1e-9), _UNLIKELIEST))
        for one in candidates
        if one.sentence.hit.passage.id in kept
    ]


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.sentence.hit.passage.id, candidate.sentence.span.start


def _neighbours(candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Return each two candidates that follow each other in one passage."""
    return [
        (one, two) for one, two in pairwise(candidates) if one.sentence.hit.passage.id == two.sentence.hit.passage.id
    ]


def _likeliest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best candidate of each passage, and then the best of all, up to as many as there is time to read."""
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    firsts = {candidate.sentence.hit.passage.id: candidate for candidate in reversed(ranked)}
    chosen = list(firsts.values())
    taken = {id(candidate) for candidate in chosen}
    others = [candidate for candidate in ranked if id(candidate) not in taken]
    return [*chosen, *others[: max(0, _READ - len(chosen))]]
