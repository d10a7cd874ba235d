"""SQuAD 2.0 (rajpurkar.github.io/SQuAD-explorer) as an archive with questions, each paragraph an article."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rag.evaluation.golden import GoldenQuestion

_PARAGRAPHS, _QUESTIONS = 7, 2  # of each SQuAD article, of each paragraph


def write_squad(path: Path, folder: Path) -> Iterator[GoldenQuestion]:
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
