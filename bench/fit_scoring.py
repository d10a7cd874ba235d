"""Fits the weights of rag/ranking.py and rag/scoring.py: python -m bench.fit_scoring; prints what belongs there.

Learns from bench/golden/dev.jsonl and fit.jsonl, and from the questions on Wikinews, of SQuAD 2.0 and the headlines of
Reuters where those are at hand; never from `test`, nor from the headlines that bench.known_item asks. Deterministic.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.known_item import REUTERS, headlines_to_learn_from
from bench.squad import write_squad
from bench.wikinews import write_wikinews
from index.archive import Archive, Hit
from index.encoder import THOROUGH, Encoder, SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.candidates import Candidate, candidates_in
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.evaluation.match import states
from rag.question import Question, QuestionRefused
from rag.ranking import WEIGHTS, hit_features
from rag.retrieve import CANDIDATES, HITS, retrieve
from rag.scoring import FIRST, SECOND
from rag.second_look import look_again, reordered
from rag.terms import terms_of

_HERE = Path(__file__).parent
_CORPUS, _GOLDEN = _HERE.parent / "corpus", _HERE / "golden"
_DATA = _HERE.parents[1] / "shared" / "data"
_WIKINEWS, _SQUAD = _DATA / "wikinews" / "wikinews_2019.csv", _DATA / "squad" / "squad2-dev-half.json.gz"
# How much a question counts: those of `fit` were written to be learned from, and the articles of Wikinews the encoders
# have read. Two in three of `fit` go across languages, of people's questions fewer: those within one count more.
_WEIGHT = {"dev": 1.0, "fit": 0.7, "wikinews": 0.5, "reuters": 0.1, "squad": 0.2}
_SAME_LANGUAGE_IN_FIT = 3.0
_RIDGE = 0.001

Case = tuple[np.ndarray, np.ndarray, float]


@dataclass(frozen=True, slots=True)
class Learned:
    """A question of a set, and what both looks found; it knows which of it is right."""

    name: str
    golden: GoldenQuestion
    question: Question
    weight: float
    hits: list[Hit]
    candidates: list[Candidate]

    def expects(self, hit: Hit) -> bool:
        """Tell whether a hit is of an article that answers."""
        return hit.passage.article.id in self.golden.articles

    def answered_by(self, candidate: Candidate) -> bool:
        """Tell whether a sentence states an accepted answer, in an article that answers."""
        return self.expects(candidate.sentence.hit) and states(candidate.sentence.text, self.golden.answers)


def main() -> int:
    """Fit the order of the hits and both looks at sentences, and print what belongs into rag/."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_scoring", description=__doc__)
    parser.add_argument("--wikinews", type=Path, default=_WIKINEWS, help="CSV file: url, date, title, text")
    parser.add_argument("--squad", type=Path, default=_SQUAD, help="SQuAD 2.0 as JSON, may be a .gz")
    parser.add_argument("--reuters", type=Path, default=REUTERS, help="folder of the Reuters-21578 *.sgm(.gz) files")
    told = parser.parse_args()
    reader = SentenceEncoder(THOROUGH)
    with tempfile.TemporaryDirectory() as folder:
        looked = [
            one for name, archive, asked in _sets(Path(folder), told) for one in look(name, archive, asked, reader)
        ]
    report(looked)
    return 0


def look(name: str, archive: Archive, asked: Iterable[GoldenQuestion], reader: Encoder) -> Iterator[Learned]:
    """Yield the questions of a set with what both looks found."""
    for golden in asked:
        try:
            question = Question.parse(golden.question, today=golden.today, latest=archive.latest())
        except QuestionRefused:
            continue
        terms = terms_of(question, Glossary.shipped(), archive.spread)
        hits = retrieve(archive, question, terms, CANDIDATES)
        read = look_again(question.text, candidates_in(question, terms, hits), reader)
        weight = _WEIGHT[name]
        if name == "fit" and any(
            one.passage.article.language == question.language
            for one in hits
            if one.passage.article.id in golden.articles
        ):
            weight *= _SAME_LANGUAGE_IN_FIT
        yield Learned(name, golden, question, weight, hits, read)


def report(looked: Sequence[Learned]) -> None:
    """Fit everything and print it."""
    order = fit_order([case for one in looked if one.name != "squad" for case in cases_of([one])])
    _print("rag/ranking.py", order)
    plain = [one for one in looked if one.name in ("dev", "squad")]
    _print("rag/scoring.py, first look", *fit_sentences(plain, list(FIRST), order, balanced=True))
    own = [one for one in looked if one.name in ("dev", "fit", "wikinews")]
    _print("rag/scoring.py, second look", *fit_sentences(own, list(SECOND), order, balanced=False))


def cases_of(looked: Iterable[Learned]) -> Iterator[Case]:
    """Yield the features of the hits of each question that has a right one, which are right, and its weight."""
    for one in looked:
        right = np.array([one.expects(hit) for hit in one.hits], dtype=bool)
        if right.any():
            told = hit_features(one.question, one.hits, one.candidates)
            yield np.array([[features[name] for name in WEIGHTS] for features in told]), right, one.weight


def fit_order(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights with which the hits that answer are likeliest: softmax regression over a question's hits."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope, counted = 0.0, np.zeros_like(weights), 0.0
        for rows, right, weight in cases:
            raised = np.exp(rows @ weights - (rows @ weights).max())
            total -= weight * np.log(raised[right].sum() / raised.sum())
            slope += weight * ((raised / raised.sum() - np.where(right, raised, 0) / raised[right].sum()) @ rows)
            counted += weight
        return total / counted + _RIDGE * weights @ weights / 2, slope / counted + _RIDGE * weights

    found = minimize(loss, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B").x
    return dict(zip(WEIGHTS, found.tolist(), strict=True))


def fit_sentences(
    looked: Sequence[Learned], names: Sequence[str], order: Mapping[str, float], *, balanced: bool
) -> tuple[dict[str, float], float]:
    """Return the weights of a logistic model of sentences, and the least score at which to answer."""
    rows, right, weights = [], [], []
    for one in looked:
        for candidate in reordered(one.question, one.hits, one.candidates, HITS, order)[1]:
            rows.append([candidate.features[name] for name in names])
            right.append(one.answered_by(candidate))
            weights.append(one.weight)
    model = LogisticRegression(class_weight="balanced" if balanced else None, max_iter=2_000)
    model.fit(np.array(rows), np.array(right), sample_weight=np.array(weights))
    found = dict(zip(names, model.coef_[0].tolist(), strict=True)) | {"intercept": float(model.intercept_[0])}
    return found, _least(looked, found, order)


def _least(looked: Sequence[Learned], weights: Mapping[str, float], order: Mapping[str, float]) -> float:
    """Return the score from which on an answer is rather right than wrong, over all questions."""
    best = []
    for one in looked:
        likely = reordered(one.question, one.hits, one.candidates, HITS, order)[1]
        scored = [
            (_score(candidate, weights) + candidate.preference, one.answered_by(candidate)) for candidate in likely
        ]
        best.append((one.weight, one.golden.answerable, *max(scored, default=(-99.0, False))))
    steps = np.linspace(-5, 5, 201)
    right = [
        sum(weight * (ok and score >= least if answerable else score < least) for weight, answerable, score, ok in best)
        for least in steps
    ]
    return float(np.mean(steps[np.array(right) >= max(right) - 1e-9]))


def _score(candidate: Candidate, weights: Mapping[str, float]) -> float:
    return sum(weight * (1.0 if name == "intercept" else candidate.features[name]) for name, weight in weights.items())


def _sets(folder: Path, told: argparse.Namespace) -> Iterator[tuple[str, Archive, Iterable[GoldenQuestion]]]:
    corpus = _archive(folder / "corpus-archive", _CORPUS)
    yield "dev", corpus, _golden("dev")
    yield "fit", corpus, _golden("fit")
    if told.wikinews.exists():
        write_wikinews(told.wikinews, folder / "wikinews")
        yield "wikinews", _archive(folder / "wikinews-archive", folder / "wikinews"), _golden("wikinews")
    if told.squad.exists():
        questions = list(write_squad(told.squad, folder / "squad"))
        yield "squad", _archive(folder / "squad-archive", folder / "squad"), questions
    if told.reuters.exists():
        headlines = headlines_to_learn_from(told.reuters, folder / "reuters")
        yield "reuters", _archive(folder / "reuters-archive", folder / "reuters"), headlines


def _golden(name: str) -> list[GoldenQuestion]:
    return [item for item in read_questions(_GOLDEN / f"{name}.jsonl") if isinstance(item, GoldenQuestion)]


def _archive(folder: Path, source: Path) -> Archive:
    encoder = SentenceEncoder()
    sync(folder, [source], encoder)
    return Archive.open(folder, encoder)


def _print(where: str, weights: Mapping[str, float], least: float | None = None) -> None:
    print(f"\n{where}")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    if least is not None:
        print(f"    least: {least:.2f}")


if __name__ == "__main__":
    sys.exit(main())
