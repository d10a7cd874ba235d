"""Keeps an archive in step for as long as it is let: a run, a wait, and so on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.encoder import Encoder
from index.errors import ArchiveError
from index.gauge import Progress
from index.report import SyncReport
from index.sources import Source
from index.sync import sync
from index.vector_server import VectorServer


def watch(
    folder: Path,
    sources: Callable[[], Sequence[Source]],
    encoder: Encoder,
    every_s: float,
    told: Callable[[SyncReport | ArchiveError], None],
    *,
    server: VectorServer | None = None,
    progress: Progress = lambda stage, done, total: None,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Bring the archive into step with `sources`, asked anew each round, every `every_s` seconds, until interrupted.

    `told` gets the report of each round, or why there was none: what is wrong with a source, or that another process is
    writing, ends the round and not the watch. The lock is free while it waits. It polls, because network shares and
    feeds tell nobody that they changed.
    """
    try:
        while True:
            try:
                report = sync(folder, sources(), encoder, go_on=True, server=server, progress=progress)
            except ArchiveError as cannot:
                told(cannot)
            else:
                told(report)
                if report.ending == "interrupted":
                    return
            wait(every_s)
    except KeyboardInterrupt:
        return
