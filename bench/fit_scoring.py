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
from index.encoder import SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.evaluation.match import states
from rag.evidence import weigh
from rag.extract import weighed
from rag.question import Question, QuestionRefused
from rag.retrieve import retrieve
from rag.terms import terms_of

_HERE = Path(__file__).parent
_PARAGRAPHS, _QUESTIONS = 14, 3  # of each SQuAD article, of each paragraph
_OWN_WEIGHT = 5.0  # of a golden question beside one of SQuAD's: fewer, and of the kind that is meant


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that was looked at for a question: its features, whether it answers, and how much it counts."""

    features: dict[str, float]
    answers: bool
    weight: float


def main() -> int:
    """Fit, and print what belongs into rag/scoring.py."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_scoring", description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD 2.0 as JSON, may be a .gz")
    told = parser.parse_args()
    encoder, examples = SentenceEncoder(), list[Example]()
    with tempfile.TemporaryDirectory() as folder:
        golden = (item for item in read_questions(_HERE / "golden" / "dev.jsonl") if isinstance(item, GoldenQuestion))
        examples += _examples(Path(folder) / "own", _HERE.parent / "corpus", list(golden), encoder, _OWN_WEIGHT)
        squad = list(_squad(told.squad, Path(folder) / "squad"))
        examples += _examples(Path(folder) / "others", Path(folder) / "squad", squad, encoder, 1.0)
    names = list(examples[0].features)
    model = LogisticRegression(class_weight="balanced", max_iter=2_000).fit(
        np.array([[example.features[name] for name in names] for example in examples]),
        np.array([example.answers for example in examples]),
        sample_weight=np.array([example.weight for example in examples]),
    )
    print(f"_INTERCEPT = {model.intercept_[0]:.2f}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')
    return 0


def _examples(
    folder: Path, source: Path, questions: Sequence[GoldenQuestion], encoder: SentenceEncoder, weight: float
) -> Iterator[Example]:
    """Index a source, ask each question, and yield every sentence of what was found."""
    sync(folder, [source], encoder)
    archive, glossary = Archive.open(folder, encoder), Glossary.shipped()
    for golden in questions:
        try:
            question = Question.parse(golden.question, today=golden.today, latest=archive.latest())
        except QuestionRefused:
            continue
        terms = terms_of(question, glossary, archive.spread)
        for sentence in weigh(retrieve(archive, question, terms), terms):
            expected = sentence.article.id in golden.articles and states(sentence.text, golden.answers)
            yield Example(weighed(question, terms, sentence)[1], expected, weight)
    archive.close()


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
