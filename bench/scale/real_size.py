"""Real-size articles through the whole pipeline, then 100 changes: python -m bench.scale.real_size 100000."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shutil import rmtree
from threading import Event, Thread

from bench.scale.articles import articles, line_of
from bench.scale.measure import disk_mib, held_mib
from index.article import Article

_HERE = Path(__file__).parents[2]
_REUTERS = _HERE.parent / "shared" / "data" / "reuters"
_WORDS = 400  # a newspaper's article; shorter telegrams of the agency are joined until they have as many
_PER_FILE = 5_000
_CHANGED = 100


def main() -> int:
    """Write, index, change, index again, and print the figures; return 2 where there is no collection to read."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.real_size", description=__doc__)
    parser.add_argument("articles", type=int, help="for example 100000")
    parser.add_argument("--reuters", type=Path, default=_REUTERS, help="folder of the Reuters-21578 *.sgm(.gz) files")
    parser.add_argument("--work", type=Path, default=_HERE / "var" / "real-size", help="where the archive is built")
    told = parser.parse_args()
    if not any(told.reuters.glob("*.sgm*")):
        print(f"no Reuters-21578 files (*.sgm, *.sgm.gz) in {told.reuters}; name their folder with --reuters")
        return 2
    rmtree(told.work, ignore_errors=True)
    export = told.work / "export"
    figures = _write(told.reuters, export, told.articles)
    print(json.dumps(figures), flush=True)
    for step, change in (("index", 0), ("index again, nothing changed", 0), (f"index {_CHANGED} changes", _CHANGED)):
        if change:
            _change(export, change)
        figures |= {f"{step}: {name}": value for name, value in _index(told.work, export).items()}
        print(json.dumps(figures), flush=True)
    figures["archive MiB"] = round(disk_mib(told.work / "archive"))
    (told.work / "figures.json").write_text(json.dumps(figures, indent=2), "utf-8")
    for name, value in figures.items():
        print(f"{name:>56}  {value:,}" if isinstance(value, int | float) else f"{name:>56}  {value}")
    return 0


def _joined(reuters: Path) -> Iterator[Article]:
    """Yield articles of at least 400 words: a telegram, and those that follow it as its further paragraphs."""
    kept, words = list[Article](), 0
    for article in articles(reuters):
        kept.append(article)
        words += len(article.text.split())
        if words >= _WORDS:
            yield replace(kept[0], text="\n\n".join(one.text for one in kept))
            kept, words = [], 0


def _write(reuters: Path, folder: Path, many: int) -> dict[str, object]:
    folder.mkdir(parents=True)
    source, words, size = islice(_joined(reuters), many), 0, 0
    for number in range(0, many, _PER_FILE):
        with (folder / f"{number // _PER_FILE:03}.jsonl").open("w", encoding="utf-8") as file:
            for article in islice(source, _PER_FILE):
                words += len(article.text.split())
                size += file.write(line_of(article))
    return {"articles": many, "words per article": round(words / many), "export MiB": size >> 20}


def _change(folder: Path, many: int) -> None:
    """Have some articles, spread over all files, end in another sentence."""
    files = sorted(folder.glob("*.jsonl"))
    dice = random.Random(5)  # noqa: S311 - which ones, no secret
    for place, file in enumerate(files):
        lines = file.read_text("utf-8").splitlines()
        share = many // len(files) + (place < many % len(files))
        for at in dice.sample(range(len(lines)), min(share, len(lines))):
            told = json.loads(lines[at])
            lines[at] = json.dumps({**told, "text": f"{told['text']}\n\nA correction: 12 ships were held, not 21."})
        file.write_text("\n".join(lines) + "\n", "utf-8")


def _index(work: Path, export: Path) -> dict[str, object]:
    """Run `knipsel index` as a user does; return what it took, with the memory of all of its processes together."""
    environment = {**os.environ, "KNIPSEL_ARCHIVE": str(work / "archive")}
    command = [sys.executable, "-m", "ui.cli", "index", str(export), "--json"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, env=environment, cwd=_HERE, stdout=subprocess.PIPE, text=True) as run:
        peak, ended = [0], Event()
        watch = Thread(target=_watch, args=(run.pid, peak, ended))
        watch.start()
        report = json.loads(run.communicate()[0])
        ended.set()
        watch.join()
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    counted = {name: report[name] for name in ("added", "revised", "unchanged", "removed", "embedded")}
    return {
        "s": round(seconds, 1),
        "core s": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "peak MiB of all processes": peak[0],
        **counted,
        "skipped": len(report["skipped"]),
    }


def _watch(pid: int, peak: list[int], ended: Event) -> None:
    while not ended.wait(0.5):
        peak[0] = max(peak[0], held_mib(pid))


if __name__ == "__main__":
    sys.exit(main())
