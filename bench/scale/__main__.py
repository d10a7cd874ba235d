"""Builds and asks archives of growing size, Knipsel's beside LangChain's: python -m bench.scale 10000 100000 500000."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

from bench.scale.articles import write_articles

_HERE = Path(__file__).parents[2]
_REUTERS = _HERE.parent / "shared" / "data" / "reuters"
_TARGETS = {"open warm s": 2.0, "find ms": 150.0, "ask peak MiB": 3_072, "add one article s": 1.0}


def main() -> int:
    """Run every size and print the figures; return 2 where there is no collection to read."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+", help="passages, for example 10000 100000 500000")
    parser.add_argument("--reuters", type=Path, default=_REUTERS, help="folder of the Reuters-21578 *.sgm(.gz) files")
    parser.add_argument("--work", type=Path, default=_HERE / "var" / "scale", help="where the archives are built")
    parser.add_argument("--alone", action="store_true", help="leave LangChain out")
    told = parser.parse_args()
    if not any(told.reuters.glob("*.sgm*")):
        print(f"no Reuters-21578 files (*.sgm, *.sgm.gz) in {told.reuters}; name their folder with --reuters")
        return 2
    for size in told.sizes:
        work = told.work / str(size)
        figures = {"knipsel": _knipsel(work, size, told.reuters)}
        if not told.alone:
            figures["langchain"] = _run("langchain", "build", work) | _run("langchain", "ask", work)
        (work / "figures.json").write_text(json.dumps(figures, indent=2), "utf-8")
        _print(size, figures)
    return 0


def _knipsel(work: Path, size: int, reuters: Path) -> dict[str, object]:
    rmtree(work, ignore_errors=True)
    sample = write_articles(reuters, work / "articles", size)
    lines = (json.dumps({"title": article.title, "id": article.id}) for article in sample)
    (work / "sample.jsonl").write_text("\n".join(lines), "utf-8")
    return _run("knipsel", "build", work) | _run("knipsel", "ask", work) | _run("knipsel", "update", work)


def _run(side: str, step: str, work: Path) -> dict[str, object]:
    command = [sys.executable, "-m", f"bench.scale.{side}", step, str(work)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=_HERE)
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _print(size: int, figures: dict[str, dict[str, object]]) -> None:
    ours, theirs = figures["knipsel"], figures.get("langchain", {})
    print(f"\n{size:,} passages\n{'':>48}{'Knipsel':>14}{'LangChain':>14}{'theirs/ours':>13}")
    for name in dict.fromkeys((*ours, *theirs)):
        for part, mine, other in _pairs(ours.get(name), theirs.get(name)):
            ratio = f"{other / mine:.2f}" if isinstance(mine, int | float) and isinstance(other, int | float) else ""
            missed = name in _TARGETS and isinstance(mine, int | float) and mine > _TARGETS[name]
            print(f"{name + part:>48}{_told(mine):>14}{_told(other):>14}{ratio:>13}{'  over target' if missed else ''}")


def _pairs(mine: object, other: object) -> list[tuple[str, object, object]]:
    if not isinstance(mine, dict):
        return [("", mine, other)]
    theirs = other if isinstance(other, dict) else {}
    return [(f" {part}", mine[part], theirs.get(part)) for part in mine]


def _told(figure: object) -> str:
    return "–" if figure is None else f"{figure:,}" if isinstance(figure, int | float) else str(figure)


if __name__ == "__main__":
    sys.exit(main())
