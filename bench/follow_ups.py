"""What understanding follow-ups is worth: python -m bench.follow_ups [--misses].

Asks the follow-ups of the golden questions as they stand, then after the questions of their conversation; and counts
the other golden questions that would be rewritten after an earlier one that they have nothing to do with.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.quality import GOLDEN, WIKINEWS, golden_questions
from bench.wikinews import write_wikinews
from index.archive import Archive
from index.encoder import THOROUGH, Encoder, SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.conversation.exchange import Exchange
from rag.desk import Desk
from rag.evaluation.asking import Asked, ask_all
from rag.evaluation.figures import figures_of
from rag.evaluation.golden import GoldenQuestion
from rag.follow_up import followed
from rag.question import Question

_CORPUS = Path(__file__).parent.parent / "corpus"
_SHOWN = ("hits@1", "hits@4", "mrr@10", "right", "among", "marked")
_DRAWS = 5  # earlier questions that each question which stands on its own is asked after


def main() -> int:
    """Measure and print; exit with 1 if a question that stands on its own was rewritten."""
    parser = argparse.ArgumentParser(prog="python -m bench.follow_ups", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print each follow-up as understood, but those of `test`")
    parser.add_argument("--wikinews", type=Path, default=WIKINEWS, help="CSV file: url, date, title, text")
    told = parser.parse_args()
    encoder, reader = SentenceEncoder(), SentenceEncoder(THOROUGH)
    with tempfile.TemporaryDirectory() as folder:
        _measure([_CORPUS], ("dev", "talk", "test"), encoder, reader, misses=told.misses)
        if told.wikinews.exists():
            write_wikinews(told.wikinews, Path(folder) / "wikinews")
            _measure([Path(folder) / "wikinews"], ("wikinews",), encoder, reader, misses=told.misses)
    return 1 if _false_rewrites() else 0


def _measure(sources: Sequence[Path], sets: Sequence[str], encoder: Encoder, reader: Encoder, *, misses: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sync(Path(folder), sources, encoder)
        archive = Archive.open(Path(folder), encoder)
        desk = Desk(archive, Glossary.shipped(), reader=reader)
        for name in sets:
            questions = [one for one in golden_questions(GOLDEN / f"{name}.jsonl") if one.history]
            alone = [one.model_copy(update={"history": ()}) for one in questions]
            print(f"\n{name}: {len(questions)} follow-ups")
            _print("as they stand", ask_all(desk, archive, alone, lambda done, total: None))
            after = ask_all(desk, archive, questions, lambda done, total: None)
            _print("as follow-ups", after)
            # Nobody reads the misses of `test`: what is tuned on it no longer measures anything.
            for one in after if misses and name != "test" else ():
                understood = one.outcome.question.text if one.outcome else "refused"
                print(f"  {'right' if one.right else '-':6}{one.golden.id}: {one.golden.question} => {understood}")
        archive.close()


def _print(label: str, asked: Sequence[Asked]) -> None:
    figures = figures_of(asked)
    print(f"  {label}: " + ", ".join(f"{name} {figures[name]:.2f}" for name in _SHOWN))


def _false_rewrites() -> int:
    """Print and return how many questions that stand on their own were rewritten after an unrelated one."""
    draw = random.Random(1)  # noqa: S311 - the same draw every time
    sets = ("dev", "test", "wikinews")
    alone = [one for name in sets for one in golden_questions(GOLDEN / f"{name}.jsonl") if not one.history]
    earlier = [Exchange(_parsed(one)) for one in alone]
    wrong = sum(
        followed(one.question, [draw.choice(earlier)]).rewriting is not None for one in alone for _ in range(_DRAWS)
    )
    print(f"\nquestions that stand on their own: {wrong} of {len(alone) * _DRAWS} rewritten")
    return wrong


def _parsed(golden: GoldenQuestion) -> Question:
    return Question.parse(golden.question, today=golden.today)


if __name__ == "__main__":
    sys.exit(main())
