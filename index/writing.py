"""An archive opened for writing: locked, its catalog and mirrors at hand, and a full disk told in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.archive import CATALOG, KEYWORDS
from index.catalog_writing import WritableCatalog
from index.connection import faults_told
from index.encoder import Encoder
from index.keywords import Keywords
from index.lock import locked
from index.mirrors import Mirrors
from index.stoppable_encoder import StoppableEncoder
from index.vector_server import VectorServer
from index.vectors import stores_of


@contextmanager
def writing(folder: Path, encoder: Encoder, server: VectorServer | None) -> Iterator[Mirrors]:
    """Open the archive in `folder`, made if it is not there, for the one process that writes it.

    Raises ArchiveBusy, ArchiveUnwritable, CatalogUnreadable, ArchiveTooNew.
    """
    with locked(folder), faults_told(folder / CATALOG):
        catalog = WritableCatalog.create(folder / CATALOG)
        catalog.name_archive()
        stoppable = StoppableEncoder(encoder)
        large, recent = stores_of(folder, catalog, stoppable, server)
        mirrors = Mirrors(catalog, Keywords(folder / KEYWORDS), recent, large, stoppable.stop)
        try:
            yield mirrors
        finally:
            stoppable.stop()
            for mirror in mirrors.all():
                mirror.close()
            catalog.close()
