"""How often something is suggested to ask next, and answered when it is: python -m bench.suggestions [--show].

Of every second golden question on the sample archive that is no follow-up. What is suggested was tried at the first
look; here it is asked with the second one, as a person who clicks on it asks it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.quality import GOLDEN, golden_questions
from index.archive import Archive
from index.encoder import THOROUGH, SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.answer import Answer
from rag.desk import Desk, Done, Found
from rag.evaluation.golden import GoldenQuestion
from rag.suggestions.suggest import suggested

_CORPUS = Path(__file__).parent.parent / "corpus"
_SETS = ("dev", "test")


def main() -> int:
    """Measure and print, for each set and language; exit with 1 if a suggestion was not answered."""
    parser = argparse.ArgumentParser(prog="python -m bench.suggestions", description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what is suggested after each question of `dev`")
    told = parser.parse_args()
    encoder, unanswered = SentenceEncoder(), 0
    with tempfile.TemporaryDirectory() as folder:
        sync(Path(folder), [_CORPUS], encoder)
        archive = Archive.open(Path(folder), encoder)
        desk = Desk(archive, Glossary.shipped(), reader=SentenceEncoder(THOROUGH))
        for name in _SETS:
            asked = [one for one in golden_questions(GOLDEN / f"{name}.jsonl") if not one.history][::2]
            unanswered += _measure(desk, name, asked, show=told.show and name == "dev")
        archive.close()
    return 1 if unanswered else 0


def _measure(desk: Desk, name: str, asked: list[GoldenQuestion], *, show: bool) -> int:
    """Print how many questions have how many suggestions; return how many of these are not answered."""
    counts, unanswered = {language: Counter[int]() for language in ("nl", "en")}, list[str]()
    for golden in asked:
        events = list(desk.ask(golden.question, golden.today))
        hits = next(one.hits for one in events if isinstance(one, Found))
        outcome = next(one.outcome for one in events if isinstance(one, Done))
        more = suggested(desk, outcome, hits, (), budget_s=60.0)
        counts[golden.language][len(more)] += 1
        unanswered += [one for one in more if not _is_answered(desk, one)]
        if show:
            print(golden.question, *more, sep="\n    ")
    for language, of_it in counts.items():
        shown = sum(number * times for number, times in of_it.items())
        print(f"{name} {language}: {of_it.total() - of_it[0]} of {of_it.total()} questions have any, {shown} in all")
    print(f"{name}: {len(unanswered)} were not answered", *unanswered, sep="\n    ")
    return len(unanswered)


def _is_answered(desk: Desk, text: str) -> bool:
    *_, done = desk.ask(text)
    return isinstance(done, Done) and isinstance(done.outcome, Answer)


if __name__ == "__main__":
    sys.exit(main())
