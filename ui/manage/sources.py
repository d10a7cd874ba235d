"""The sources of an archive as an editor sees them: where, what kind, how many articles, when they were last read."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from index.report import SyncReport
from index.sources import Source

Kind = Literal["folder", "feed", "added", "uploads", "unlisted"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A source: `added` and `uploads` are the archive's own; `unlisted` ones gave articles, and no run reads them.

    `last` is when the last run that read it began, None where none is on record; `failed` why that could not.
    """

    name: str
    place: str
    kind: Kind
    articles: int
    last: datetime | None = None
    failed: str = ""


def seen(
    listed: Sequence[Source],
    feeds: Sequence[Source],
    uploads: Source | None,
    by_source: Mapping[str, int],
    runs: Sequence[SyncReport],
) -> list[Seen]:
    """Return the sources that a run reads, and then those that none does any more; `runs` the latest first."""
    known: dict[str, tuple[str, Kind]] = {}
    for source in listed:
        known[source.location] = (source.name, "feed" if source.feed else "folder")
    for feed in feeds:
        known.setdefault(feed.location, (feed.name, "added"))
    if uploads:
        known.setdefault(uploads.location, ("", "uploads"))
    for place in by_source:
        known.setdefault(place, ("", "unlisted"))
    labels = {source.location: source.label for source in (*listed, *feeds, *([uploads] if uploads else []))}
    found = list[Seen]()
    for place, (name, kind) in known.items():
        last, failed = _last({place, labels.get(place, place)}, runs)
        found.append(Seen(name, place, kind, by_source.get(place, 0), last, failed))
    return found


def _last(called: Container[str], runs: Sequence[SyncReport]) -> tuple[datetime | None, str]:
    for run in runs:
        for source in run.sources:
            if source.source in called:
                return run.began, source.failed
    return None, ""
