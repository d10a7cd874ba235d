"""What both sides are measured with: the same questions, the same clock, memory as the kernel counts it."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

_MIB = 1 << 20
_ORDINARY = """
What did the company say it would do this year?
How much did the company pay for the shares?
What did the government say about the price of oil?
Who is the chairman of the bank and what did he say about the market?
How many people were in the country at the end of the year?
When will the new contract be signed and by whom?
Hoeveel mensen werken er bij het bedrijf volgens de directeur?
What is the total of sales and profit in the first quarter compared with the year before?
""".strip().splitlines()


def questions(sample: Path, many: int) -> list[str]:
    """Return headlines of the archive as questions, and with them some that hold only the most ordinary words."""
    headlines = [json.loads(line)["title"] for line in sample.read_text("utf-8").splitlines()]
    return headlines[: many - len(_ORDINARY)] + _ORDINARY


def latencies(ask: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Return how long each question took, in milliseconds."""
    taken = list[float]()
    for question in asked:
        began = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def spread(taken: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile, in milliseconds."""
    return {"p50": round(float(np.percentile(taken, 50)), 1), "p95": round(float(np.percentile(taken, 95)), 1)}


def peak_mib() -> int:
    """Return the most memory this process has held at once."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def held_mib(pid: int) -> int:
    """Return how much memory a process and those that it started hold now; what they share counts once."""
    return sum(_held_kib(one) for one in _with_children(pid)) // 1024


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended since
            for child in task.read_text("ascii").split():
                yield from _with_children(int(child))


def _held_kib(pid: int) -> int:
    with suppress(OSError, IndexError):  # it has ended since
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").split("\nPss:")[1].split()[0])
    return 0


def worker_peak_mib() -> int:
    """Return the most memory that any one process has held which this one started and which has ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def cpu_s() -> float:
    """Return how long cores have worked for this process and those that it started and that have ended."""
    here, children = os.times(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return here.user + here.system + children.ru_utime + children.ru_stime


def disk_mib(folder: Path) -> float:
    """Return how much the files of a folder take."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / _MIB


def out_of_memory(folder: Path) -> None:
    """Have the kernel drop a folder's files from memory, so that the next reading is from disk."""
    for file in folder.rglob("*"):
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)
