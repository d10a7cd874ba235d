"""Keeps an archive in step with folders and files of articles: incremental, and restartable after any crash."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.archive import CATALOG, KEYWORDS, require_same_encoder
from index.catalog_writing import WritableCatalog
from index.encoder import Encoder
from index.errors import ArchiveBusy, ArchiveUnwritable, SourceMissing, SourcesOverlap
from index.intake import Intake
from index.keywords import Keywords
from index.mirrors import Mirrors
from index.reading import Progress, SyncReport, read_source
from index.vector_server import VectorServer
from index.vectors import stores_of
from index.workers import Workers


def sync(
    folder: Path,
    sources: Sequence[Path],
    encoder: Encoder,
    *,
    rebuild: bool = False,
    server: VectorServer | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> SyncReport:
    """Bring the archive in `folder` into step with `sources` and return what changed.

    Articles whose content is unchanged are not touched; those that vanished from a source are removed. With
    `rebuild`, keywords and vectors are made anew from the catalog. The vectors are kept at the
    `server`, if one is given, and taken in anew if they were elsewhere. Raises SourceMissing, SourcesOverlap,
    ArchiveBusy, ArchiveUnwritable, CatalogUnreadable, EncoderMismatch, VectorsElsewhere, VectorServerRefused and
    VectorServerUnreachable. Whatever stops a run, the next one completes it.
    """
    began = time.monotonic()
    report = SyncReport()
    for source in sources:
        if not source.exists():
            raise SourceMissing(f"there is no {source}; name a folder or file of articles")
    with _locked(folder):
        catalog = WritableCatalog.create(folder / CATALOG)
        catalog.name_archive()
        large, recent = stores_of(folder, catalog, encoder, server)
        mirrors = Mirrors(catalog, Keywords(folder / KEYWORDS), recent, large)
        try:
            if rebuild:
                for mirror in mirrors.all():
                    mirrors.start_over(mirror)
            else:
                require_same_encoder(catalog, encoder)
            with Workers() as workers:
                for source in sources:
                    _refuse_overlap(Intake(catalog, str(source.resolve())))
                    read_source(catalog, source.resolve(), report, progress, workers)
            catalog.set_encoder(encoder.identity)
            report.embedded = mirrors.catch_up(progress)
        finally:
            for mirror in mirrors.all():
                mirror.close()
            catalog.close()
    report.seconds = time.monotonic() - began
    return report


def _refuse_overlap(intake: Intake) -> None:
    """Raise SourcesOverlap where one source lies in another: its articles would be there twice, under two ids."""
    here = Path(intake.source)
    for other in map(Path, intake.other_sources()):
        if here.is_relative_to(other):
            raise SourcesOverlap(f"{here} lies in {other}, which is indexed already; run `knipsel index {other}`")
        if other.is_relative_to(here):
            advice = "index it into an archive of its own (KNIPSEL_ARCHIVE), or go on with the narrower one"
            raise SourcesOverlap(f"{here} contains {other}, which is indexed already; {advice}")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the archive's lock; raise ArchiveBusy, naming the process that has it, or ArchiveUnwritable."""
    owner = folder / "writer.pid"
    lock = FileLock(folder / "writer.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        pid = owner.read_text("utf-8") if owner.exists() else "unknown"
        raise ArchiveBusy(f"process {pid} is writing to {folder}; wait for it, or stop it: nothing is lost") from None
    except OSError as denied:
        advice = "name a folder that you may write to (KNIPSEL_ARCHIVE)"
        raise ArchiveUnwritable(f"cannot write the archive {folder}: {denied.strerror}; {advice}") from None
    try:
        owner.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()
