"""Keeps an archive in step with its sources: incremental, and restartable after any crash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from index.ahead import Ahead
from index.archive import require_same_encoder
from index.catalog_writing import WritableCatalog
from index.encoder import Encoder
from index.errors import ArchiveError, SourcesOverlap
from index.forget import finish_forgetting
from index.forgotten import Forgotten
from index.gauge import Progress
from index.intake import Intake
from index.reading import Reading
from index.report import SourceReport, SyncReport
from index.runs import recorded
from index.sources import Source, is_web_address
from index.vector_server import VectorServer
from index.web.feed import read_feed
from index.web.fetch import Fetcher
from index.workers import Workers
from index.writing import writing


def sync(
    folder: Path,
    sources: Sequence[Path | Source],
    encoder: Encoder,
    *,
    rebuild: bool = False,
    go_on: bool = False,
    server: VectorServer | None = None,
    fetcher: Fetcher | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> SyncReport:
    """Bring the archive in `folder` into step with `sources` and return what changed, which stays on record.

    Articles whose content is unchanged are not touched; those that vanished from a source are removed, or kept where it
    has it so. With `rebuild`, keywords and vectors are made anew from the catalog. With `go_on`, a source that cannot
    be read does not keep the others from being read: its report says why. The vectors are kept at the `server`, if one
    is given, and taken in anew if they were elsewhere. Feeds are fetched with `fetcher`. A KeyboardInterrupt ends the
    run in order: the report says `interrupted`. Raises SourceMissing, FeedUnreachable, SourcesOverlap, ArchiveBusy,
    ArchiveUnwritable, CatalogUnreadable, EncoderMismatch, VectorsElsewhere, VectorServerRefused and
    VectorServerUnreachable. Whatever stops a run, the next one completes it.
    """
    chosen = [source if isinstance(source, Source) else Source.of(source) for source in sources]
    if not go_on:
        for source in chosen:
            source.require()
    report = SyncReport()
    with writing(folder, encoder, server) as mirrors, recorded(mirrors.catalog, report):
        if rebuild:
            for mirror in mirrors.all():
                mirrors.start_over(mirror)
        else:
            require_same_encoder(mirrors.catalog, encoder)
        catalog = mirrors.catalog
        begin = partial(catalog.set_encoder, encoder.identity)
        with Ahead(mirrors, begin) as ahead, Workers() as workers, fetcher or Fetcher() as web:
            for source in chosen:
                report.sources.append(SourceReport(source.label))
                try:
                    _read(catalog, source, report.sources[-1], workers, web, progress)
                except ArchiveError as cannot:
                    if not go_on:
                        raise
                    report.sources[-1].failed = str(cannot)
        catalog.set_encoder(encoder.identity)
        report.embedded = ahead.taken + mirrors.catch_up(progress)
        finish_forgetting(mirrors, progress)
    return report


def _read(
    catalog: WritableCatalog,
    source: Source,
    report: SourceReport,
    workers: Workers,
    web: Fetcher,
    progress: Progress,
) -> None:
    source.require()
    intake = Intake(catalog, source.location)
    reading = Reading(source, intake, Forgotten(catalog), report, workers, progress)
    if source.feed:
        read_feed(reading, web)
    else:
        _refuse_overlap(intake)
        reading.read()


def _refuse_overlap(intake: Intake) -> None:
    """Raise SourcesOverlap where one folder lies in another: its articles would be there twice, under two ids."""
    here = Path(intake.source)
    for other in (Path(one) for one in intake.other_sources() if not is_web_address(one)):
        if here.is_relative_to(other):
            raise SourcesOverlap(f"{here} lies in {other}, which is indexed already; run `knipsel index {other}`")
        if other.is_relative_to(here):
            advice = "index it into an archive of its own (KNIPSEL_ARCHIVE), or go on with the narrower one"
            raise SourcesOverlap(f"{here} contains {other}, which is indexed already; {advice}")
