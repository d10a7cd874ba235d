"""A chat server as `knipsel chat` runs it, for whoever puts load on it: its address, memory and queue."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
WIKI = "https://wiki.example"
_METRIC = re.compile(r"^(knipsel_questions_\w+?)(?:\{.*\})? ([0-9.e+]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its address, and the process."""

    address: str
    pid: int

    def memory_mib(self, what: str = "VmRSS") -> float:
        """Return how much memory it has now, in MiB; with `VmHWM` the most that it had."""
        told = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        return int(re.findall(rf"^{what}:\s+(\d+) kB", told, re.MULTILINE)[0]) / 1024

    def threads(self) -> int:
        """Return how many threads it has."""
        return sum(1 for _ in Path(f"/proc/{self.pid}/task").iterdir())

    def queue(self) -> tuple[int, int]:
        """Return how many questions are being answered and how many wait, as its metrics tell."""
        told = dict(_METRIC.findall(httpx.get(f"{self.address}/metrics", timeout=60).text))
        return int(float(told["knipsel_questions_running"])), int(float(told["knipsel_questions_waiting"]))


def built(folder: Path) -> Path:
    """Index the sample archive into a folder, if it is not there, and return the folder."""
    if not (folder / "catalog.sqlite3").exists():
        _knipsel("index", str(ROOT / "corpus"), KNIPSEL_ARCHIVE=str(folder)).check_returncode()
    return folder


@contextmanager
def serving(archive: Path, **settings: object) -> Iterator[Server]:
    """Serve an archive on a free port of loopback; one address may ask as much as it likes, since all are one here."""
    told = {"archive": archive, "port": 0, "rate_of_address": 0, "open_of_address": 10_000, **settings}
    told["sites"] = json.dumps({"wiki": {"origins": [WIKI]}})
    environment = {f"KNIPSEL_{name.upper()}": str(value) for name, value in told.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "chat"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout  # noqa: S101 - for the type checker
            said = process.stdout.readline()
            if not said.startswith("Knipsel: "):
                raise RuntimeError(f"the server did not start: {said!r}")
            yield Server(said.removeprefix("Knipsel: ").strip(), process.pid)
        finally:
            process.terminate()


def _knipsel(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ui.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=False)
