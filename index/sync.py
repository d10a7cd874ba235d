"""Keeps an archive in step with folders and files of articles: incremental, and restartable after any crash."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from index.archive import CATALOG, KEYWORDS, VECTORS, require_same_encoder
from index.article import Passage
from index.catalog import WritableCatalog
from index.encoder import Encoder
from index.errors import ArchiveBusy, MirrorUnreadable, SourceMissing, SourcesOverlap
from index.intake import Intake
from index.keywords import Keywords
from index.reading import Progress, SyncReport, read_source
from index.vectors import PassageVectors

_PASSAGES_PER_BATCH = {"keywords": 5_000, "vectors": 256}


class Mirror(Protocol):
    """A store that can be brought into agreement with the catalog."""

    name: str

    def apply(self, present: Sequence[Passage], gone: Sequence[int]) -> None:
        """Take in the passages that are present and drop those that are gone; a no-op when done before."""

    def count(self) -> int:
        """Return how many passages the store holds; raise MirrorUnreadable if it is damaged."""

    def clear(self) -> None:
        """Empty the store, whatever state its files are in."""

    def close(self) -> None:
        """Let go of the store's files."""


def sync(
    folder: Path,
    sources: Sequence[Path],
    encoder: Encoder,
    *,
    rebuild: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> SyncReport:
    """Bring the archive in `folder` into step with `sources` and return what changed.

    Articles whose content is unchanged are not touched; those that vanished from a source are removed. With
    `rebuild`, keywords and vectors are made anew from the catalog. Raises SourceMissing, SourcesOverlap,
    ArchiveBusy, EncoderMismatch. Whatever stops a run, the next one completes it.
    """
    began = time.monotonic()
    report = SyncReport()
    for source in sources:
        if not source.exists():
            raise SourceMissing(f"there is no {source}; name a folder or file of articles")
    with _locked(folder):
        catalog = WritableCatalog.create(folder / CATALOG)
        mirrors: list[Mirror] = [Keywords(folder / KEYWORDS), PassageVectors(folder / VECTORS, encoder)]
        try:
            if rebuild:
                for mirror in mirrors:
                    _start_over(catalog, mirror)
            else:
                require_same_encoder(catalog, encoder)
            for source in sources:
                _refuse_overlap(Intake(catalog, str(source.resolve())))
                read_source(catalog, source.resolve(), report, progress)
            catalog.set_encoder(encoder.identity)
            for mirror in mirrors:
                if not _agrees(catalog, mirror):
                    _start_over(catalog, mirror)
                report.embedded = _catch_up(catalog, mirror, progress)
        finally:
            for mirror in mirrors:
                mirror.close()
            catalog.close()
    report.seconds = time.monotonic() - began
    return report


def _catch_up(catalog: WritableCatalog, mirror: Mirror, progress: Progress) -> int:
    """Have the mirror take in all that is pending; return how many passages that was."""
    total, done = catalog.pending_count(mirror.name), 0
    while batch := catalog.pending(mirror.name, _PASSAGES_PER_BATCH[mirror.name]):
        progress(mirror.name, done, total)
        present = catalog.passages(batch)
        mirror.apply(list(present.values()), [passage_id for passage_id in batch if passage_id not in present])
        catalog.settle(mirror.name, batch)
        done += len(batch)
    progress(mirror.name, done, total)
    return done


def _start_over(catalog: WritableCatalog, mirror: Mirror) -> None:
    """Empty a mirror and have it take in everything; emptied first, so that no crash leaves old vectors trusted."""
    mirror.clear()
    catalog.distrust(mirror.name)


def _agrees(catalog: WritableCatalog, mirror: Mirror) -> bool:
    """Tell whether the mirror holds what the catalog believes it holds; it may have been deleted or damaged.

    What is pending may have been taken in just before a crash, so a mirror with pending passages need only be whole.
    """
    try:
        held = mirror.count()
    except MirrorUnreadable:
        return False
    pending = catalog.pending_count(mirror.name)
    return held == catalog.passage_count() if not pending else held > 0 or pending >= catalog.passage_count()


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
    """Hold the archive's lock; raise ArchiveBusy, naming the process that has it."""
    folder.mkdir(parents=True, exist_ok=True)
    owner = folder / "writer.pid"
    lock = FileLock(folder / "writer.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        pid = owner.read_text("utf-8") if owner.exists() else "unknown"
        raise ArchiveBusy(f"process {pid} is writing to {folder}; wait for it, or stop it: nothing is lost") from None
    try:
        owner.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()
