"""An archive opened for writing: locked, its catalog and mirrors at hand, and a full disk told in plain words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.archive import CATALOG, KEYWORDS
from index.catalog_writing import WritableCatalog
from index.encoder import Encoder
from index.errors import ArchiveUnwritable, CatalogUnreadable
from index.keywords import Keywords
from index.lock import locked
from index.mirrors import Mirrors
from index.stoppable_encoder import StoppableEncoder
from index.vector_server import VectorServer
from index.vectors import stores_of

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS}
_DENIED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def writing(folder: Path, encoder: Encoder, server: VectorServer | None) -> Iterator[Mirrors]:
    """Open the archive in `folder`, made if it is not there, for the one process that writes it.

    Raises ArchiveBusy, ArchiveUnwritable, CatalogUnreadable, ArchiveTooNew.
    """
    with locked(folder), _faults_told(folder):
        catalog = WritableCatalog.create(folder / CATALOG)
        catalog.name_archive()
        stoppable = StoppableEncoder(encoder)
        large, recent = stores_of(folder, catalog, stoppable, server)
        mirrors = Mirrors(catalog, Keywords(folder / KEYWORDS), recent, large)
        try:
            yield mirrors
        finally:
            stoppable.stop()
            for mirror in mirrors.all():
                mirror.close()
            catalog.close()


@contextmanager
def _faults_told(folder: Path) -> Iterator[None]:
    """Raise what a full, read-only or damaged disk makes of a write as ArchiveUnwritable or CatalogUnreadable."""
    try:
        yield
    except sqlite3.DatabaseError as fault:
        kind = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
        if kind in _DAMAGED:
            advice = "move that folder away and index its sources anew, or name another one (KNIPSEL_ARCHIVE)"
            raise CatalogUnreadable(f"the catalog in {folder} is damaged ({fault}); {advice}") from fault
        if kind in _DENIED:
            raise unwritable(folder, str(fault)) from fault
        raise
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            raise unwritable(folder, fault.strerror or str(fault)) from fault
        raise


def unwritable(folder: Path, why: str) -> ArchiveUnwritable:
    """Return the error for an archive whose disk takes nothing more."""
    advice = "make room on its disk, or see that you may write there, and run the same command again; nothing is lost"
    return ArchiveUnwritable(f"cannot write the archive {folder}: {why}; {advice}")
