"""A feed read into the catalog: asked whether it has changed, and the pages behind its links where that is chosen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from index.article import Article
from index.errors import ArticleUnknown, FeedUnreachable
from index.intake import Intake, KnownFile
from index.readers import feeds, html, read_plain
from index.readers.entry import Entry
from index.readers.source import SourceFile, Unreadable
from index.reading import Found, Reading
from index.sources import Source
from index.visit import Visit
from index.web.fetch import Fetched, Fetcher, FetchFailed, Validators
from index.web.robots import Robots

NO_FEED = "is a page, not a feed; name the feed that the page links to"


def read_feed(reading: Reading, fetcher: Fetcher) -> None:
    """Take in what a feed has now; what has rolled out of it stays. Raise FeedUnreachable.

    Its address may as well be that of an export in any format that a reader knows.
    """
    source, intake = reading.source, reading.intake
    file = file_of(source)
    known = intake.known(str(file.path)) or KnownFile()
    asked = _validators(known.stamp, source.choices) if known.digest else Validators()
    try:
        fetched = fetcher.get(source.feed, asked, private=source.private)
    except FetchFailed as failed:
        raise FeedUnreachable(f"the feed {source.location} {failed}; the next run asks again") from None
    if fetched is None:
        reading.take(iter([(Visit(0, file, known, known.stamp, known.digest), None)]))
        return
    reading.take(_found(source, intake, fetcher, replace(file, opener=opener_of(fetched.body)), fetched))


def _found(source: Source, intake: Intake, fetcher: Fetcher, file: SourceFile, fetched: Fetched) -> Iterator[Found]:
    """Yield the feed, and then its articles if it has changed."""
    digest = hashlib.sha256(fetched.body + source.choices.encode()).hexdigest()
    visit = Visit(0, file, intake.known(str(file.path)), _stamp(fetched.validators, source.choices), digest)
    yield visit, None
    if visit.unchanged:
        return
    head = file.head()
    if feeds.recognises(head):
        entries = _Entries(source, intake, fetcher, Robots(fetcher, private=source.private), file)
        yield from ((visit, item) for item in entries.articles())
    elif html.recognises(head):
        yield visit, Unreadable(file.path, None, NO_FEED)
    else:
        yield from ((visit, item) for item in read_plain(file))


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of one feed, and what the pages behind them are fetched with."""

    source: Source
    intake: Intake
    fetcher: Fetcher
    robots: Robots
    file: SourceFile

    def articles(self) -> Iterator[Article | Unreadable]:
        """Yield the article of each entry, or why it has none."""
        for entry in feeds.feed_items(self.file):
            if isinstance(entry, Unreadable):
                yield entry
                continue
            try:
                yield self._article(entry)
            except Unreadable as none:
                yield none

    def _article(self, entry: Entry) -> Article:
        """Return an entry's article: its own content, or the page behind its link, or its summary."""
        if not entry.id:
            raise Unreadable(self.file.path, entry.line, "has no id, link or title to be known by the next time")
        if entry.content or not self.source.pages or not entry.link:
            return feeds.article_of(entry, self.file)
        if (here := self._here(entry)) is not None:
            return here
        page = self._page(entry)
        if page is None or len(page.text) <= len(entry.summary):  # `log in to read on`
            return feeds.article_of(entry, self.file)
        return feeds.article_of(_completed(entry, page), self.file, page.text)

    def _here(self, entry: Entry) -> Article | None:
        """Return the article of an entry's page that the archive has, if the feed does not say that it was changed."""
        with suppress(ArticleUnknown):
            here = self.intake.catalog.article(entry.id)
            now = feeds.article_of(replace(entry, content=here.text), self.file)
            if now.modified_at == here.modified_at and here.text != entry.summary:
                return here
        return None

    def _page(self, entry: Entry) -> Article | None:
        """Return the article of the page that an entry links to, None where there is none to be had.

        Raises Unreadable where there may be one the next time.
        """
        if not self.robots.allow(entry.link):
            return None
        try:
            fetched = self.fetcher.get(entry.link, private=self.source.private)
        except FetchFailed as failed:
            if failed.status and failed.status < 500 and failed.status != 429:
                return None
            raise Unreadable(self.file.path, entry.line, f"its page {entry.link} {failed}") from None
        try:
            if fetched is None:
                return None
            dated = {**self.file.defaults, "date": entry.published or entry.updated}
            here = replace(self.file, defaults=dated)
            return html.article_of(fetched.body, fetched.url, fetched.charset, here, line=entry.line)
        except Unreadable:
            return None  # behind a wall, or a page of pictures: the feed's own summary is what there is


def _completed(entry: Entry, page: Article) -> Entry:
    """Return an entry with what its page says and the feed does not."""
    published = page.published_at.isoformat() if page.published_at else str(page.published)
    return replace(
        entry,
        title=entry.title or page.title,
        published=entry.published or entry.updated or published,
        authors=entry.authors or ((page.author,) if page.author else ()),
        section=entry.section or page.section,
        language=entry.language or page.language,
        keywords=entry.keywords or page.keywords,
    )


def file_of(source: Source) -> SourceFile:
    """Return the file that a feed is read as, without what is in it."""
    return SourceFile(_place(source.feed), source.feed, defaults=source.defaults, fields=source.fields)


def _place(url: str) -> Path:
    """Return what a feed is called in messages and in the catalog: its host and path, without a secret in it."""
    parts = urlsplit(url)
    return Path(f"{parts.hostname or ''}{parts.path}{f'?{parts.query}' if parts.query else ''}")


def opener_of(body: bytes) -> Callable[[], BufferedReader]:
    """Return what opens the body of an answer as a file."""
    return lambda: BufferedReader(cast("RawIOBase", BytesIO(body)))


def _stamp(validators: Validators, choices: str) -> str:
    told = {"etag": validators.etag, "last_modified": validators.last_modified, "choices": choices}
    return json.dumps(told)


def _validators(stamp: str, choices: str) -> Validators:
    """Return what to ask with whether a feed has changed; nothing where it is to be read otherwise than before."""
    told = json.loads(stamp) if stamp else {}
    if told.get("choices") != choices:
        return Validators()
    return Validators(told["etag"], told["last_modified"])
