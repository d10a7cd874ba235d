"""A run in a process of its own: begun once, watched, stopped, and whatever becomes of it told."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from ui.manage.indexing import Indexing, State, environment_of
from ui.manage.pace import Pace
from ui.progress import progress_lines
from ui.settings import Settings

_TELLS = "import json, sys; print(json.dumps({'stage': 'read', 'done': 3, 'total': 9}), file=sys.stderr, flush=True);"
# Tells how far it is, and then does as `knipsel index` does when it is told to stop.
_WAITS = f"import signal; signal.signal(signal.SIGTERM, lambda *_: sys.exit(130)); {_TELLS} signal.pause()"
WAITS = ("-c", "import sys;" + _WAITS)

Begin = Callable[..., Indexing]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Give a function that begins a run of a script."""
    with ExitStack() as ending:

        def begun(*script: str, **environment: str) -> Indexing:
            indexing = Indexing(environment, (sys.executable, *script))
            ending.callback(indexing.close)
            assert indexing.start("Vos")
            return indexing

        yield begun


def until(indexing: Indexing, holds: Callable[[State], bool]) -> State:
    """Return the first state of which that holds; the test's own limit of time is how long it waits."""
    while not holds(state := indexing.now()):
        assert state.phase not in ("done", "failed", "killed", "stopped"), state
        os.sched_yield()
    return state


def test_one_run_goes_on_at_a_time_and_is_stopped_in_order(begin: Begin) -> None:
    indexing = begin(*WAITS)
    state = until(indexing, lambda state: state.pace is not None)
    assert state.phase == "running" and state.by == "Vos" and state.began is not None
    assert state.pace and (state.pace.stage, state.pace.done, state.pace.total) == ("read", 3, 9)
    assert not indexing.start("Een ander") and indexing.now().process == state.process
    assert indexing.stop()
    assert indexing.now().phase in ("stopping", "stopped")
    assert until(indexing, lambda state: state.phase == "stopped").said == ""
    assert not indexing.stop()
    assert indexing.start("Een ander") and indexing.now().process != state.process


def test_a_run_that_is_killed_or_fails_says_so_and_the_next_can_begin(begin: Begin) -> None:
    indexing = begin(*WAITS)
    state = until(indexing, lambda state: state.pace is not None)
    os.kill(state.process, signal.SIGKILL)
    assert until(indexing, lambda state: state.phase == "killed").pace is not None
    indexing = begin("-c", "import sys; sys.exit('process 7 is writing to it')")
    assert until(indexing, lambda state: state.phase == "failed").said == "process 7 is writing to it"
    indexing = begin(
        "-c", "import sys; print('x' * 100_000, file=sys.stderr); sys.stderr.write('[1]\\n{\"stage\": 1}\\n')"
    )
    state = until(indexing, lambda state: state.phase == "done")
    assert len(state.said) < 10_000 and state.pace is None


def test_the_end_of_the_server_ends_the_run(begin: Begin) -> None:
    indexing = begin(*WAITS)
    process = until(indexing, lambda state: state.pace is not None).process
    indexing.close()
    assert indexing.now().phase == "stopped"
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_run_finds_the_archive_and_its_sources_as_the_server_does(tmp_path: Path, begin: Begin) -> None:
    settings = Settings(
        _env_file=None,
        archive=tmp_path / "archive",
        uploads=tmp_path / "elders",
        chroma="http://127.0.0.1:9",
        chroma_header=SecretStr("Authorization: Bearer geheim"),
    )  # type: ignore[call-arg]
    told = environment_of(settings)
    assert told["KNIPSEL_ARCHIVE"] == str(tmp_path / "archive") and told["KNIPSEL_UPLOADS"] == str(tmp_path / "elders")
    assert told["KNIPSEL_CHROMA_HEADER"] == "Authorization: Bearer geheim" and "KNIPSEL_DEVICE" not in told
    script = "import os, sys; sys.exit(os.environ['KNIPSEL_ARCHIVE'])"
    assert until(begin("-c", script, **told), lambda state: state.phase == "failed").said == str(tmp_path / "archive")


def test_the_time_left_is_told_once_there_is_a_rate_and_a_stage_with_another_total_begins_anew() -> None:
    pace = Pace.of(None, "read", 100, 1_000, now_s=50.0)
    assert pace.rate == 0 and pace.left_s is None
    pace = Pace.of(pace, "read", 300, 1_000, now_s=52.0)
    assert pace.rate == 100 and pace.left_s == 7
    for stage, done, total in (("read", 200, 1_000), ("read", 400, 2_000), ("keywords", 400, 1_000)):
        assert Pace.of(pace, stage, done, total, now_s=54.0).rate == 0


class _Stream:
    def __init__(self, *, broken: bool = False) -> None:
        self.lines, self.broken = list[dict[str, object]](), broken

    def write(self, line: str) -> None:
        if self.broken:
            raise BrokenPipeError
        self.lines.append(json.loads(line))

    def flush(self) -> None:
        """Do nothing."""


def test_lines_of_progress_are_few_and_nobody_reading_them_does_not_stop_the_run() -> None:
    stream, now_s = _Stream(), iter(range(100))
    tell = progress_lines(stream, clock=lambda: next(now_s) / 100)  # type: ignore[arg-type]
    for done in range(30):
        tell("read", done, 30)
    tell("keywords", 0, 5)
    tell("keywords", 5, 5)
    assert [(line["stage"], line["done"]) for line in stream.lines] == [
        ("read", 0),
        ("read", 20),
        ("keywords", 0),
        ("keywords", 5),
    ]
    broken = _Stream(broken=True)
    tell = progress_lines(broken)  # type: ignore[arg-type]
    tell("read", 0, 30)
    broken.broken = False
    tell("read", 30, 30)
    assert broken.lines == []
