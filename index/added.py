"""Sources of an archive's own: feeds that were added to it, in a file of its folder, and the files uploaded to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy, ArchiveUnwritable, SourceKnown
from index.sources import Source, read_sources
from index.uploads import Uploads

ADDED = "sources-added.toml"
_ABOUT = "Feeds that were added on the page /manage. Knipsel writes this file; sources of your own go into another."
_MOST_WAIT_S = 10.0


class AddedFeeds:
    """The feeds in `sources-added.toml` of an archive's folder; changed by one at a time, and never half."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / ADDED

    def all(self) -> list[Source]:
        """Return them; raise SourcesUnreadable where somebody wrote there what is none."""
        return read_sources(self.file) if self.file.exists() else []

    def add(self, feed: Source) -> None:
        """Add a feed; raise SourceKnown where it is among them, ArchiveBusy or ArchiveUnwritable."""
        with self._changing():
            feeds = self.all()
            if feed.location in (one.location for one in feeds):
                raise SourceKnown(f"{feed.location} is read already")
            self._write([*feeds, feed])

    def remove(self, location: str) -> Source | None:
        """Remove the feed that is there, and return it; None where there is none. Its articles stay."""
        with self._changing():
            feeds = self.all()
            gone = next((one for one in feeds if one.location == location), None)
            if gone:
                self._write([one for one in feeds if one is not gone])
            return gone

    @contextmanager
    def _changing(self) -> Iterator[None]:
        lock = FileLock(self.file.with_suffix(".lock"))
        try:
            lock.acquire(timeout=_MOST_WAIT_S)
        except Timeout:
            raise ArchiveBusy(f"another process is changing {self.file}; try again in a moment") from None
        except OSError as denied:
            raise ArchiveUnwritable.because(self.file, denied.strerror) from denied
        try:
            yield
        finally:
            lock.release()

    def _write(self, feeds: list[Source]) -> None:
        new = self.file.with_suffix(".new")
        try:
            if not feeds:  # a file that lists no source is not well formed
                self.file.unlink()
                return
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(_as_toml(feeds))  # for nobody else: an address may have a password
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.file)
        except OSError as denied:
            raise ArchiveUnwritable.because(self.file, denied.strerror) from denied


def own_sources(folder: Path, uploads: Path) -> list[Source]:
    """Return the sources that are the archive's own, in no file that a person writes."""
    uploaded = Uploads(uploads).source()
    return [*AddedFeeds(folder).all(), *([uploaded] if uploaded else [])]


def together(listed: Iterable[Source], own: Iterable[Source]) -> list[Source]:
    """Return both without what stands in both, which is read as the person listed it."""
    sources = list(listed)
    places = {source.location for source in sources}
    return [*sources, *(source for source in own if source.location not in places)]


def _as_toml(feeds: Iterable[Source]) -> str:
    import tomlkit

    document, entries = tomlkit.document(), tomlkit.aot()
    document.add(tomlkit.comment(_ABOUT))
    for feed in feeds:
        told: dict[str, Any] = {name: getattr(feed, name) for name in ("feed", "name", "outlet", "language")}
        told |= {"pages": feed.pages, "private": feed.private}
        entries.append(tomlkit.item({name: value for name, value in told.items() if value}))
    document["source"] = entries
    return tomlkit.dumps(document)
