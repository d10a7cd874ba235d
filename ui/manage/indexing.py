"""`knipsel index` in a process of its own: begun once, watched, and stopped as Ctrl-C does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import IO, Literal

from pydantic import SecretStr

from ui.manage.pace import Pace
from ui.opening import INTERRUPTED
from ui.settings import Settings

Phase = Literal["idle", "running", "stopping", "done", "stopped", "failed", "killed"]

COMMAND = (sys.executable, "-m", "ui.cli", "index", "--progress-json", "--json")
_PASSED_ON = (
    *("archive", "sources", "uploads", "encoder", "device"),
    *("chroma", "chroma_header", "chroma_tenant", "chroma_database", "chroma_ca", "chroma_timeout"),
)
_LONGEST_LINE = 10_000
_SAID_LINES, _SAID_LENGTH = 10, 500  # of what a run says besides how far it is
_POLITE = 5  # of 19: who asks goes first
_ENDS_IN_S = 15.0


@dataclass(frozen=True, slots=True)
class State:
    """Where the last run is: who began it and when, how far it is, and how it ended; `said` is why it failed."""

    phase: Phase = "idle"
    by: str = ""
    began: datetime | None = None
    process: int = 0
    pace: Pace | None = None
    said: str = ""

    @property
    def goes_on(self) -> bool:
        """Tell whether it runs yet."""
        return self.phase in ("running", "stopping")


class Indexing:
    """Runs the command, one at a time; safe to share between threads.

    It is a process of its own so that it takes nothing from the answers but its share of the processors, and so that
    whatever becomes of it leaves the server as it is, and the other way around.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        command: Sequence[str] = COMMAND,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._environment, self._command, self._clock = environment, command, clock
        self._lock = Lock()
        self._state = State()
        self._process: subprocess.Popen[str] | None = None
        self._watching: Thread | None = None

    def start(self, by: str) -> bool:
        """Begin a run, for somebody; return whether it was begun: not while there is one."""
        with self._lock:
            if self._state.goes_on:
                return False
            self._process = process = subprocess.Popen(  # noqa: S603 - our own command
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # its report is on record in the catalog
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                env={**os.environ, **self._environment},
                start_new_session=True,  # Ctrl-C is for the server, which stops it
            )
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _POLITE)
            self._state = State("running", by, datetime.now(UTC), process.pid)
            self._watching = Thread(target=self._watch, args=(process,), name="indexing", daemon=True)
            self._watching.start()
            return True

    def stop(self) -> bool:
        """Have the run end in order; return whether there was one."""
        with self._lock:
            if not self._state.goes_on or self._process is None:
                return False
            self._process.send_signal(signal.SIGTERM)
            self._state = replace(self._state, phase="stopping")
            return True

    def now(self) -> State:
        """Return where the last run is."""
        with self._lock:
            return self._state

    def close(self) -> None:
        """End the run, if there is one: what is done is kept, and the next run goes on."""
        if self.stop() and self._watching and self._process:
            self._watching.join(_ENDS_IN_S)
            if self._watching.is_alive():
                self._process.kill()
                self._watching.join()

    def _watch(self, process: subprocess.Popen[str]) -> None:
        said = deque[str](maxlen=_SAID_LINES)
        with process:  # waits for it at the end, and closes the pipe
            assert process.stderr is not None  # noqa: S101 - for the type checker: it is a pipe
            for line in _lines(process.stderr):
                told = _progress_in(line)
                if told:
                    with self._lock:
                        pace = Pace.of(self._state.pace, *told, self._clock())
                        self._state = replace(self._state, pace=pace)
                elif line.strip():
                    said.append(line.strip()[:_SAID_LENGTH])
        with self._lock:
            phase = _ending(process.returncode, asked_to_stop=self._state.phase == "stopping")
            self._state = replace(self._state, phase=phase, said="\n".join(said))


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the variables that have a run find the archive and its sources as the server does."""
    told = {name: getattr(settings, name) for name in _PASSED_ON}
    plain = {name: one.get_secret_value() if isinstance(one, SecretStr) else one for name, one in told.items()}
    return {f"KNIPSEL_{name.upper()}": str(value) for name, value in plain.items() if value is not None}


def _lines(stream: IO[str]) -> Iterator[str]:
    return iter(lambda: stream.readline(_LONGEST_LINE), "")


def _progress_in(line: str) -> tuple[str, int, int] | None:
    """Return stage, done and total of a line that tells how far a run is; None of any other."""
    try:
        told = json.loads(line)
        return str(told["stage"]), int(told["done"]), int(told["total"])
    except (ValueError, KeyError, TypeError):
        return None


def _ending(code: int, *, asked_to_stop: bool) -> Phase:
    """Return how a run ended; one that is asked to stop before it has begun dies of the signal."""
    if code == INTERRUPTED or (asked_to_stop and code == -signal.SIGTERM):
        return "stopped"
    return "killed" if code < 0 else "failed" if code else "done"
