"""From what golden questions got to figures: retrieval, answers, citations, abstention, latency; also by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.evaluation.asking import Asked
from rag.written import Written

Figures = dict[str, float | None]

RETRIEVAL = ("hits@1", "hits@4", "hits@10", "mrr@10", "ndcg@10")
ANSWERS = ("right", "among", "marked")
ABSTENTION = ("abstention precision", "abstention recall")
WRITTEN = ("sentences dropped", "fell back")
SHARES = (*RETRIEVAL, *ANSWERS, "citations valid", *ABSTENTION, "correct")
LATENCY = ("p50 ms", "p95 ms")


def groups_of(asked: Sequence[Asked]) -> dict[str, dict[str, list[Asked]]]:
    """Return what was asked in all, and by kind, by language, and by language of question and articles."""
    grouped: dict[str, dict[str, list[Asked]]] = {"all": {"all": list(asked)}, "kind": {}, "language": {}, "pair": {}}
    for one in asked:
        grouped["kind"].setdefault(one.golden.kind, []).append(one)
        grouped["language"].setdefault(one.golden.language, []).append(one)
        if one.spoken:
            grouped["pair"].setdefault(_pair(one), []).append(one)
    return {name: dict(sorted(groups.items())) for name, groups in grouped.items()}


def figures_of(asked: Sequence[Asked]) -> Figures:
    """Return every figure of a group, shares from 0 to 1; None where a group has nothing to take it from."""
    answerable = [one for one in asked if one.golden.answerable]
    unanswerable = [one for one in asked if not one.golden.answerable]
    declined = [one for one in asked if one.abstained]
    citations = [valid for one in asked for valid in one.valid]
    latencies = [one.seconds * 1000 for one in asked]
    return {
        "questions": len(asked),
        **_retrieval(answerable),
        "right": _share([one.right for one in answerable]),
        "among": _share([one.among for one in answerable]),
        "marked": _share([one.marked for one in answerable]),
        "citations valid": _share(citations),
        "abstention precision": _share([not one.golden.answerable for one in declined]),
        "abstention recall": _share([one.abstained for one in unanswerable]),
        "correct": _share([one.right for one in asked]),
        **_written([one.written for one in asked if one.written]),
        "p50 ms": round(float(np.percentile(latencies, 50)), 1) if latencies else None,
        "p95 ms": round(float(np.percentile(latencies, 95)), 1) if latencies else None,
    }


def _written(told: Sequence[Written]) -> Figures:
    """Return the share of a model's sentences that were dropped, and of questions whose answer it did not write."""
    kept, dropped = sum(one.kept for one in told), sum(one.dropped_in_all for one in told)
    share = round(dropped / (kept + dropped), 4) if kept + dropped else None
    return dict(zip(WRITTEN, (share, _share([one.fell_back is not None for one in told])), strict=True))


def _pair(one: Asked) -> str:
    """Return `en→nl` for an English question whose answer stands in Dutch articles only."""
    asked = one.golden.language
    return f"{asked}→{asked if asked in one.spoken else min(one.spoken)}"


def _share(told: Sequence[bool]) -> float | None:
    return round(sum(told) / len(told), 4) if told else None


def _retrieval(answerable: Sequence[Asked]) -> Figures:
    """Return the figures of the ranked articles; a question that found nothing counts as a miss."""
    if not answerable:
        return dict.fromkeys(RETRIEVAL)
    import ir_measures
    from ir_measures import RR, Success, nDCG

    measures = dict(zip(RETRIEVAL, (Success @ 1, Success @ 4, Success @ 10, RR @ 10, nDCG @ 10), strict=True))
    relevant, ranked = [], []
    for number, one in enumerate(answerable):
        asked = str(number)  # ids are unique within a file, not across files
        relevant += [ir_measures.Qrel(asked, article, 1) for article in one.golden.articles]
        ranked += [ir_measures.ScoredDoc(asked, article, -float(at)) for at, article in enumerate(one.found)]
    if not ranked:
        return dict.fromkeys(RETRIEVAL, 0.0)
    figures = ir_measures.calc_aggregate(list(measures.values()), relevant, ranked)
    return {name: round(float(figures[measure]), 4) for name, measure in measures.items()}
