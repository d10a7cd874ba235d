"""Puts load on a server on this machine: python -m bench.load [--browsers 20]; docs/deploy.md has the figures."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import quantiles

from bench.load.asking import Asked, questions, together, widgets_of
from bench.load.browsers import in_browsers
from bench.load.rounds import flood, leaving, out_of_order
from bench.load.server import ROOT, Server, built, serving

_OF_ONE, _OTHERS = 20, 10


def main() -> int:
    """Put the load on, print the figures, and return 1 where any question failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--archive", type=Path, help="an archive; the sample archive unless told")
    parser.add_argument("--widgets", type=int, default=200, help="opened at once")
    parser.add_argument("--questions", type=int, default=50, help="in flight at once, each of another widget")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--browsers", type=int, default=0, help="pages of the chat that ask at once, instead of widgets"
    )
    told = parser.parse_args()
    archive = told.archive or built(ROOT / "var" / "load")
    with serving(archive, open_of_caller=_OF_ONE) as server:
        _line("load average before", " ".join(f"{one:.1f}" for one in os.getloadavg()))
        _line("memory before", f"{server.memory_mib():,.0f} MiB, {server.threads()} threads")
        failed = asyncio.run(_browsers(server, told.browsers) if told.browsers else _widgets(server, told))
        _line("memory after", f"{server.memory_mib():,.0f} MiB, {server.threads()} threads")
        _line("memory at most", f"{server.memory_mib('VmHWM'):,.0f} MiB")
        _line("load average after", " ".join(f"{one:.1f}" for one in os.getloadavg()))
    return 1 if failed else 0


async def _widgets(server: Server, told: argparse.Namespace) -> int:
    asked, texts = list[Asked](), questions()
    async with widgets_of(server, told.widgets) as widgets:
        _line("widgets open", f"{len(widgets)}, connections held by them: none")
        for number in range(told.rounds):
            shift = number * told.questions
            crowd = [widgets[(shift + at) % len(widgets)] for at in range(told.questions)]
            of_round = await together(crowd, texts[shift % len(texts) :] + texts)
            _print_round(number + 1, of_round)
            asked += of_round
        one, *others = widgets[: _OTHERS + 1]
        flooded = await flood(server, one, others, texts, _OF_ONE)
        asked += [*flooded.of_one, *flooded.of_others]
        _line(
            f"{_OF_ONE} of one caller, then 1 each of {_OTHERS}", f"{flooded.before} of the one's went before the last"
        )
        left = await leaving(server, widgets[: told.questions], texts)
        _line(f"{len(left.asked)} leave", f"no work left after {left.stopped_s:.2f} s")
    wrong = [one for one in asked if one.failed]
    for one in wrong[:5]:
        print(f"{one.question!r}: {one.failed}")
    _line("errors", f"{len(wrong)} of {len(asked)} questions")
    return len(wrong)


async def _browsers(server: Server, count: int) -> int:
    got = await in_browsers(server.address, questions(), count)
    complaints = [told for one in got for told in one.complaints]
    _line(f"{count} pages ask at once: shown", _spread(one.shown_s for one in got))
    _line("answered", _spread(one.done_s for one in got))
    _line("errors on the pages", f"{len(complaints)} {complaints[:3] or ''}")
    return len(complaints)


def _print_round(number: int, asked: Sequence[Asked]) -> None:
    places = [one.places[0] for one in asked if one.places]
    _line(f"round {number}: {len(asked)} at once, first event", _spread(one.first_s for one in asked))
    _line("answer begun", _spread(one.began_s for one in asked))
    _line("answered", _spread(one.done_s for one in asked))
    _line("told a place in the queue", f"{len(places)}, up to {max(places, default=0)}")
    _line("out of the order of coming", f"{out_of_order(asked)} places at most")


def _spread(seconds: Iterable[float | None]) -> str:
    known = sorted(one for one in seconds if one is not None)
    if len(known) < 2:
        return f"{known}"
    at = quantiles(known, n=100, method="inclusive")
    return f"p50 {at[49]:.2f} s, p95 {at[94]:.2f} s, at most {known[-1]:.2f} s"


def _line(what: str, figures: str) -> None:
    print(f"{what:>48}  {figures}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
