"""A feed looked at before it is added: fetched as a run would, and read, and nothing of it kept."""

from __future__ import annotations

from dataclasses import replace

from index.checking import Checked, checked
from index.errors import FeedUnreachable
from index.readers import html, read_plain
from index.readers.source import Unreadable
from index.sources import Source
from index.web.feed import NO_FEED, file_of, opener_of
from index.web.fetch import Fetcher, FetchFailed


def look_at(source: Source, fetcher: Fetcher) -> Checked:
    """Return what a feed, or an export in any format that a reader knows, has now; raise FeedUnreachable."""
    try:
        fetched = fetcher.get(source.feed, private=source.private)
    except FetchFailed as failed:
        raise FeedUnreachable(f"{source.location} {failed}") from None
    assert fetched is not None  # noqa: S101 - for the type checker: None is for those who ask whether it changed
    file = replace(file_of(source), opener=opener_of(fetched.body))
    if html.recognises(file.head()):
        return checked([Unreadable(file.path, None, NO_FEED)])
    return checked(read_plain(file))
