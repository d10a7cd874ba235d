"""The same archive with its vectors in its folder and at a Chroma server, beside each other in one run.

python -m bench.vector_server 10000 [--reuters FOLDER]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median

from bench.chroma_run import chroma_running, free_port
from bench.scale.articles import write_articles
from bench.scale.knipsel import PERIODS
from bench.scale.measure import latencies, questions, spread
from index.archive import Archive
from index.encoder import Encoder, SentenceEncoder
from index.printed import Printed
from index.sync import sync
from index.vector_server import VectorServer

_HERE = Path(__file__).parents[1]
_REUTERS = _HERE.parent / "shared" / "data" / "reuters"
_ASKED = 200


def main() -> int:
    """Build the archive, measure both, and print the figures with their ratio."""
    parser = argparse.ArgumentParser(prog="python -m bench.vector_server", description=__doc__)
    parser.add_argument("size", type=int, help="passages")
    parser.add_argument("--reuters", type=Path, default=_REUTERS, help="folder of the Reuters-21578 *.sgm(.gz) files")
    parser.add_argument(
        "--work", type=Path, default=_HERE / "var" / "vector_server", help="where the archives are built"
    )
    told = parser.parse_args()
    work, encoder = told.work / str(told.size), SentenceEncoder()
    rmtree(work, ignore_errors=True)
    sample = write_articles(told.reuters, work / "articles", told.size)
    (work / "sample.jsonl").write_text("\n".join(json.dumps({"title": article.title}) for article in sample), "utf-8")
    sync(work / "folder", [work / "articles"], encoder)
    copytree(work / "folder", work / "served")
    port = free_port()
    with chroma_running(work / "chroma", port):
        places = {"folder": None, "served": VectorServer(f"http://127.0.0.1:{port}", timeout_s=300)}
        figures = {name: _taken_in(work / name, encoder, server) for name, server in places.items()}
        archives = {name: Archive.open(work / name, encoder, server) for name, server in places.items()}
        for name, archive in archives.items():
            began = time.perf_counter()
            archive.warm()
            figures[name]["open s"] = time.perf_counter() - began
        _ask(archives, figures, questions(work / "sample.jsonl", _ASKED))
        for archive in archives.values():
            archive.close()
        for name, server in places.items():
            figures[name]["take in one article s"] = median(
                _one_more(work, f"{name}-{turn}", work / name, encoder, server) for turn in range(5)
            )
    print(f"{told.size:,} passages\n{'':>36}{'folder':>12}{'server':>12}{'server/folder':>15}")
    for figure, mine in figures["folder"].items():
        other = figures["served"][figure]
        print(f"{figure:>36}{mine:>12,.2f}{other:>12,.2f}{other / mine:>15.2f}")
    return 0


def _taken_in(folder: Path, encoder: Encoder, server: VectorServer | None) -> dict[str, float]:
    marks = dict[str, float]()
    began = time.perf_counter()
    sync(folder, [], encoder, rebuild=True, server=server, progress=_noting(marks))
    done = time.perf_counter()
    archive = Archive.open(folder, encoder, server)
    passages = archive.counts().passages
    archive.close()
    return {"take in vectors passages/s": passages / (done - marks.get("keywords", began))}


def _noting(marks: dict[str, float]) -> Callable[[str, int, int], None]:
    def note(stage: str, done: int, total: int) -> None:
        marks[stage] = time.perf_counter()

    return note


def _ask(archives: dict[str, Archive], figures: dict[str, dict[str, float]], asked: list[str]) -> None:
    """Put each question to both in turn, so that whatever else the machine does slows both."""
    for told, printed in (("search", None), *((f"search in a {name}", Printed(one)) for name, one in PERIODS.items())):
        taken: dict[str, list[float]] = {name: [] for name in archives}
        for question in asked:
            for name, archive in archives.items():
                search = partial(archive.search, terms={}, limit=12, printed=printed)
                taken[name] += latencies(search, [question])
        for name, times in taken.items():
            for part, value in spread(times).items():
                figures[name][f"{told} by meaning ms {part}"] = value


def _one_more(work: Path, late: str, folder: Path, encoder: Encoder, server: VectorServer | None) -> float:
    source = work / late
    source.mkdir()
    told = "---\ntitle: A late harbour story\ndate: 1990-01-02\noutlet: Test\nlanguage: en\n---\n\nThe harbour froze.\n"
    (source / "late.md").write_text(told, "utf-8")
    began = time.perf_counter()
    sync(folder, [source], encoder, server=server)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
