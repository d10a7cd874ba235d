"""A connection to the catalog's SQLite file, and what SQLite's errors mean for an archive."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveUnwritable, CatalogUnreadable

_BUSY_TIMEOUT_S = 30
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS}
_DENIED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, made if it is not there; raise ArchiveUnwritable, or CatalogUnreadable where it is no catalog."""
    with faults_told(path):
        connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")  # readers go on while one process writes
        connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode safe against a crash of the process
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


@contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """Raise what a full, read-only or damaged disk makes of a write as ArchiveUnwritable or CatalogUnreadable."""
    try:
        yield
    except sqlite3.DatabaseError as fault:
        kind = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
        if kind in _DAMAGED:
            raise CatalogUnreadable.because(path, fault) from fault
        if kind in _DENIED:
            raise ArchiveUnwritable.because(path, fault) from fault
        raise
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            raise ArchiveUnwritable.because(path.parent, fault.strerror) from fault
        raise
