"""Fits the weights of rag/scoring.py: python -m bench.fit_scoring --squad SQUAD_2.0.json[.gz]; prints them.

Learns from bench/golden/dev.jsonl, and from SQuAD 2.0 (rajpurkar.github.io/SQuAD-explorer), whose paragraphs are
indexed as articles; never from `test`. Deterministic.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.archive import Archive
from index.encoder import FAST, THOROUGH, SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.candidates import Candidate, candidates_in
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.evaluation.match import states
from rag.question import Question, QuestionRefused
from rag.retrieve import CANDIDATES, HITS, retrieve
from rag.second_look import look_again, placed, reordered
from rag.terms import terms_of

_HERE = Path(__file__).parent
_PARAGRAPHS, _QUESTIONS = 7, 2  # of each SQuAD article, of each paragraph
_OWN_WEIGHT = 5.0  # of a golden question beside one of SQuAD's: fewer, and of the kind that is meant


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that was looked at for a question: its features, whether it answers, and how much it counts."""

    features: dict[str, float]
    answers: bool
    weight: float


def main() -> int:
    """Fit both looks, and print what belongs into rag/scoring.py."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_scoring", description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD 2.0 as JSON, may be a .gz")
    told = parser.parse_args()
    encoder, reader = SentenceEncoder(FAST), SentenceEncoder(THOROUGH)
    looks: tuple[list[Example], list[Example]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        golden = (item for item in read_questions(_HERE / "golden" / "dev.jsonl") if isinstance(item, GoldenQuestion))
        squad = _squad(told.squad, Path(folder) / "squad")
        for name, source, questions, weight in (
            ("own", _HERE.parent / "corpus", list(golden), _OWN_WEIGHT),
            ("others", Path(folder) / "squad", list(squad), 1.0),
        ):
            sync(Path(folder) / name, [source], encoder)
            archive = Archive.open(Path(folder) / name, encoder)
            for question in questions:
                for examples, found in zip(looks, _looked(archive, question, reader), strict=True):
                    examples += [_example(candidate, question, weight) for candidate in found]
            archive.close()
    first, second = looks
    _fit("first look", first, balanced=True)
    _fit("second look", [example for example in second if example.weight == _OWN_WEIGHT], balanced=False)
    return 0


def _fit(look: str, examples: Sequence[Example], *, balanced: bool) -> None:
    print(f"{look}, {len(examples):,} sentences")
    names = list(examples[0].features)
    model = LogisticRegression(class_weight="balanced" if balanced else None, max_iter=2_000).fit(
        np.array([[example.features[name] for name in names] for example in examples]),
        np.array([example.answers for example in examples]),
        sample_weight=np.array([example.weight for example in examples]),
    )
    print(f"    intercept: {model.intercept_[0]:.2f}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')


def _looked(
    archive: Archive, golden: GoldenQuestion, reader: SentenceEncoder
) -> tuple[list[Candidate], list[Candidate]]:
    """Ask a question and return the sentences as the first look and as the second has them."""
    try:
        question = Question.parse(golden.question, today=golden.today, latest=archive.latest())
    except QuestionRefused:
        return [], []
    terms = terms_of(question, Glossary.shipped(), archive.spread)
    first = candidates_in(question, terms, retrieve(archive, question, terms))
    hits = retrieve(archive, question, terms, CANDIDATES)
    read = look_again(question.text, candidates_in(question, terms, hits), reader)
    return first, placed(reordered(hits, read, HITS), read)


def _example(candidate: Candidate, golden: GoldenQuestion, weight: float) -> Example:
    sentence = candidate.sentence
    expected = sentence.article.id in golden.articles and states(sentence.text, golden.answers)
    return Example(candidate.features, expected, weight)


def _squad(path: Path, folder: Path) -> Iterator[GoldenQuestion]:
    """Write a sample of the paragraphs as articles into `folder` and yield a sample of their questions."""
    folder.mkdir()
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    dice, number = random.Random(5), 0  # noqa: S311 - a sample, no secret
    with (folder / "squad.jsonl").open("w", encoding="utf-8") as file:
        for article in json.loads(raw)["data"]:
            for paragraph in dice.sample(article["paragraphs"], min(_PARAGRAPHS, len(article["paragraphs"]))):
                number += 1
                told = {"id": f"squad:{number}", "title": article["title"], "text": paragraph["context"]}
                file.write(json.dumps({**told, "date": "2018", "language": "en"}) + "\n")
                yield from _questions(dice, paragraph["qas"], f"squad:{number}")


def _questions(dice: random.Random, asked: Sequence[dict[str, object]], article: str) -> Iterable[GoldenQuestion]:
    for one in dice.sample(asked, min(_QUESTIONS, len(asked))):
        answers = [answer["text"] for answer in one["answers"]]  # type: ignore[attr-defined]
        known = {"articles": [article], "answers": answers} if answers else {"answerable": False}
        told = {"id": one["id"], "question": one["question"], "language": "en", "kind": "squad", **known}
        yield GoldenQuestion.model_validate(told)


if __name__ == "__main__":
    sys.exit(main())
