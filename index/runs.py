"""The runs on record in the catalog: when each began, how it ended and what it did."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from index.catalog_writing import WritableCatalog
from index.errors import ArchiveError
from index.report import SyncReport, kept, restored

_MOST = 100  # runs on record
_COLUMNS = "began, seconds, ending, rounds, report"


@contextmanager
def recorded(catalog: WritableCatalog, report: SyncReport) -> Iterator[None]:
    """Put a run on record as it begins and again as it ends, however it ends; an interrupt ends it in order."""
    clock = time.monotonic()
    key = _begin(catalog, report)
    report.ending = "failed"
    try:
        yield
        report.ending = "finished"
    except KeyboardInterrupt:
        report.ending = "interrupted"
    except ArchiveError as cannot:
        report.failed = str(cannot)
        raise
    except Exception as fault:
        report.failed = f"{type(fault).__name__}: {fault}"
        raise
    finally:
        report.seconds = time.monotonic() - clock
        with suppress(sqlite3.Error):  # the disk may be full: then the run before it is the last on record
            _end(catalog, key, report)


def recent(connection: sqlite3.Connection, most: int) -> list[SyncReport]:
    """Return up to `most` of the last runs, the latest first; one that goes on now is `running`."""
    query = f"SELECT {_COLUMNS} FROM runs ORDER BY key DESC LIMIT ?"  # noqa: S608 - constants only
    return [
        restored(json.loads(report), began=datetime.fromisoformat(began), seconds=seconds, ending=ending, rounds=rounds)
        for began, seconds, ending, rounds, report in connection.execute(query, (most,))
    ]


def _begin(catalog: WritableCatalog, report: SyncReport) -> int:
    with catalog.transaction():
        catalog.connection.execute("UPDATE runs SET ending = 'killed' WHERE ending = 'running'")
        row = (report.began.isoformat(timespec="seconds"), 0.0, "running", 1, json.dumps(kept(report)))
        query = f"INSERT INTO runs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - constants only
        return catalog.connection.execute(query, row).lastrowid or 0


def _end(catalog: WritableCatalog, key: int, report: SyncReport) -> None:
    """Complete the record; a run that changed nothing and tells the same takes the place of the one before it."""
    connection, told = catalog.connection, json.dumps(kept(report), ensure_ascii=False)
    connection.rollback()  # an interrupt may have come between the beginning of a transaction and its end
    with catalog.transaction():
        query = "SELECT key, rounds FROM runs WHERE key < ? AND ending = ? AND report = ? ORDER BY key DESC LIMIT 1"
        before = connection.execute(query, (key, report.ending, told)).fetchone()
        last = connection.execute("SELECT max(key) FROM runs WHERE key < ?", (key,)).fetchone()[0]
        if before and before[0] == last and not report.changed:
            report.rounds = before[1] + 1
            connection.execute("DELETE FROM runs WHERE key = ?", (last,))
        row = (report.seconds, report.ending, report.rounds, told, key)
        connection.execute("UPDATE runs SET seconds = ?, ending = ?, rounds = ?, report = ? WHERE key = ?", row)
        connection.execute("DELETE FROM runs WHERE key <= ?", (key - _MOST,))
