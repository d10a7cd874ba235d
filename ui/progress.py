"""How far a long run is: a bar a stage, with its rate and the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

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

_IN_BYTES = {"read", "backup", "restore"}
_STAGES = {"read": "reading files", "recent": "new vectors", "backup": "copying", "restore": "comparing"}


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function (stage, done, total) that draws one bar a stage, with its rate and the time left."""
    columns = (TextColumn("{task.description:>14}"), BarColumn(), _Done(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = dict[str, TaskID]()

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage), bytes=stage in _IN_BYTES)
            bars.update(tasks[stage], completed=done, total=total, visible=total > 0)

        yield show


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
