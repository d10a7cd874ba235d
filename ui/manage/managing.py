"""Managing: what the page on which the archive is kept works with, made once from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.added import AddedFeeds
from index.archive import Archive
from index.lock import writer_of
from index.sources import Source, read_sources
from index.uploads import Uploads
from ui.manage.holdings import KeptHoldings
from ui.manage.indexing import Indexing, environment_of
from ui.settings import Settings

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Managing:
    """An archive, its sources and the run that reads them.

    `file` lists a person's own sources. `own` are the origins of Knipsel's pages, where they are known.
    `private_feeds`: whether feeds may be on a private network.
    """

    archive: Archive
    holdings: KeptHoldings
    file: Path
    feeds: AddedFeeds
    uploads: Uploads
    indexing: Indexing
    own: frozenset[str] = frozenset()
    private_feeds: bool = False

    @classmethod
    def of(cls, archive: Archive, settings: Settings, own: frozenset[str] = frozenset()) -> Managing:
        """Return what the settings say, for an archive that is served."""
        uploads = Uploads(settings.uploads_folder(), settings.upload_mb * _MB, settings.uploads_most)
        indexing, holdings = Indexing(environment_of(settings)), KeptHoldings(archive)
        feeds = AddedFeeds(archive.folder)
        return cls(archive, holdings, settings.sources, feeds, uploads, indexing, own, settings.private_feeds)

    def listed(self) -> list[Source]:
        """Return the sources that a person listed; raise SourcesUnreadable."""
        return read_sources(self.file) if self.file.exists() else []

    def has_sources(self) -> bool:
        """Tell whether a run would find anything to read."""
        return self.file.exists() or self.feeds.file.exists() or self.uploads.source() is not None

    def other_writer(self) -> int | None:
        """Return the process that writes the archive, if it is not the run of this page; None where none does."""
        writer, state = writer_of(self.archive.folder), self.indexing.now()
        return None if state.goes_on and state.process == writer else writer
