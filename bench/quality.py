"""How good the answers are, against floors: python -m bench.quality [--pin [--lower]] [--misses].

Indexes the sample archive anew and asks the golden questions; then Wikinews, where that collection is at hand. Exits
with 1 if a figure fell below its floor in bench/floors.json.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench.floors import Floors, complaints, floor_of, lowered, read_floors, write_floors
from bench.wikinews import write_wikinews
from index.archive import Archive
from index.encoder import THOROUGH, Encoder, SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.desk import Desk
from rag.evaluation.asking import Asked, ask_all
from rag.evaluation.figures import SHARES, figures_of
from rag.evaluation.golden import GoldenQuestion, read_questions
from ui.evaluation import print_evaluation

_HERE = Path(__file__).parent
_FLOORS = _HERE / "floors.json"
GOLDEN = _HERE / "golden"
WIKINEWS = _HERE.parents[1] / "shared" / "data" / "wikinews" / "wikinews_2019.csv"


def main() -> int:
    """Measure, print, and hold the figures against their floors."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--pin", action="store_true", help="make the figures the new floors, unless one would be lower")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too")
    parser.add_argument(
        "--misses", action="store_true", help="print the questions of `dev` that were not answered right"
    )
    parser.add_argument("--wikinews", type=Path, default=WIKINEWS, help="CSV file: url, date, title, text")
    told = parser.parse_args()
    encoder, reader = SentenceEncoder(), SentenceEncoder(THOROUGH)
    encoder.encode_question("warm")
    reader.encode_question("warm")
    now = _measured([_HERE.parent / "corpus"], ("dev", "test"), encoder, reader, misses=told.misses)
    if told.wikinews.exists():
        with tempfile.TemporaryDirectory() as folder:
            write_wikinews(told.wikinews, Path(folder) / "wikinews")
            now |= _measured([Path(folder) / "wikinews"], ("wikinews",), encoder, reader, misses=told.misses)
    else:
        print(f"\nwikinews skipped: there is no {told.wikinews} (--wikinews names another place)")
    return _pin(now, lower=told.lower) if told.pin else _hold(now)


def _measured(
    sources: Sequence[Path], sets: Sequence[str], encoder: Encoder, reader: Encoder, *, misses: bool
) -> Floors:
    """Index the sources into a new archive, ask the question sets, print and return their figures."""
    now: Floors = {}
    with tempfile.TemporaryDirectory() as folder:
        report = sync(Path(folder), sources, encoder)
        rate = report.added / report.seconds
        print(f"\nindexed {report.added} articles in {report.seconds:.1f} s, {rate:.1f} a second")
        archive = Archive.open(Path(folder), encoder)
        archive.warm()
        for name in sets:
            file = GOLDEN / f"{name}.jsonl"
            asked = _asked(archive, file, reader)
            print(f"\n{name}")
            # Nobody reads the misses of `test`: what is tuned on it no longer measures anything.
            print_evaluation(asked, Console(width=150), misses=misses and name != "test")
            now[name] = floor_of(file, {share: figures_of(asked)[share] for share in SHARES})
        archive.close()
    return now


def golden_questions(file: Path) -> list[GoldenQuestion]:
    """Return the questions of a file of ours; a line of it that is none stops the program."""
    questions = []
    for item in read_questions(file):
        if not isinstance(item, GoldenQuestion):
            raise SystemExit(f"{item}: a golden question that cannot be read")
        questions.append(item)
    return questions


def _asked(archive: Archive, file: Path, reader: Encoder) -> list[Asked]:
    desk = Desk(archive, Glossary.shipped(), reader=reader)
    return ask_all(desk, archive, golden_questions(file), lambda done, total: None)


def _pin(now: Floors, *, lower: bool) -> int:
    floors = read_floors(_FLOORS)
    if (told := lowered(now, floors)) and not lower:
        print("\n".join(["", *told, "not pinned; say --lower as well to lower floors"]))
        return 1
    write_floors(_FLOORS, floors | now)
    print(f"\npinned {', '.join(now)}")
    return 0


def _hold(now: Floors) -> int:
    told = complaints(now, read_floors(_FLOORS))
    print("\n".join(["", *told]) if told else "\nno figure fell below its floor")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
