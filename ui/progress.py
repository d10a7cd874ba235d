"""How far a long run is: a bar a stage, with its rate and the time left; or lines for a program to read."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.filesize import decimal
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

IN_BYTES = frozenset(("read", "backup", "restore"))
_BETWEEN_LINES_S = 0.2
_STAGES = {"read": "reading files", "recent": "new vectors", "backup": "copying", "restore": "comparing"}


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function (stage, done, total) that draws one bar a stage, with its rate and the time left."""
    columns = (TextColumn("{task.description:>14}"), BarColumn(), _Done(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = dict[str, TaskID]()

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage), bytes=stage in IN_BYTES)
            bars.update(tasks[stage], completed=done, total=total, visible=total > 0)

        yield show


def progress_lines(stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Callable[[str, int, int], None]:
    """Return a function (stage, done, total) that writes the three as a line of JSON, five a second at most.

    Nobody reading on does not stop the run.
    """
    last_s, last_stage, is_read = 0.0, "", True

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last_s, last_stage, is_read
        if is_read and (stage != last_stage or done >= total or clock() - last_s >= _BETWEEN_LINES_S):
            try:
                stream.write(json.dumps({"stage": stage, "done": done, "total": total}) + "\n")
                stream.flush()
            except OSError:
                is_read = False
            last_s, last_stage = clock(), stage

    return tell


class _Done(ProgressColumn):
    """How much of a stage is done, of how much."""

    def render(self, task: Task) -> Text:
        """Return both, in bytes or in whatever the stage counts."""
        return Text(f"{_counted(task.completed, task)} of {_counted(task.total or 0, task)}")


class _Rate(ProgressColumn):
    """How many of a stage are done a second."""

    def render(self, task: Task) -> Text:
        """Return the rate; nothing before there is one."""
        rate = task.finished_speed or task.speed
        return Text(f"{_counted(rate, task)}/s" if rate else "", style="dim")


def _counted(count: float, task: Task) -> str:
    return decimal(int(count)) if task.fields["bytes"] else f"{count:,.0f}"
