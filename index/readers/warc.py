"""Reads articles from web archives (WARC 1.0, 1.1): each page that a crawl got whole goes through the HTML reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.article import Article
from index.readers.html import article_of
from index.readers.source import LARGEST_ARTICLE, Noted, SourceFile, Unreadable
from index.readers.warcrecords import Record, records

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Tell whether a file begins as a WARC does."""
    return head.startswith(b"WARC/")


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the article of each page, under its canonical URL, or why the page has none.

    Read are responses with status 200, and resources, that are HTML. Of several captures of one address the newest
    counts. A page that is no article is Noted; a record that is damaged is named by where it begins, and skipped. It is
    read twice, as only the end tells which capture is the newest; memory is bounded by one record and 100 bytes a page.
    """
    newest = _newest_captures(file)
    taken = set[str]()
    revisits = 0
    for record in records(file):
        if record.fault:
            yield Unreadable(file.path, None, f"{record.place}: {record.fault}")
            continue
        revisits += record.kind == "revisit"
        if (page := _page(record)) is None or newest.get(_key(page.url), page.date) != page.date:
            continue
        newest[_key(page.url)] = ""  # a second capture of that very moment is not read
        item = _article_or_why(page, record, file)
        if isinstance(item, Article) and item.id in taken:
            item = Noted(file.path, None, f"{record.place}, {page.url}: is {item.id}, which was read already")
        elif isinstance(item, Article):
            taken.add(item.id)
        yield item
    if revisits:
        told = f"has {revisits:,} revisit records: pages that had not changed since they were captured before"
        yield Noted(file.path, None, told)


@dataclass(frozen=True, slots=True)
class _Capture:
    """A page in a record: its address, when it was captured, the charset that HTTP gave, and whether it was cut off."""

    url: str
    date: str
    charset: str
    cut: str
    parsed: ArcWarcRecord


def _newest_captures(file: SourceFile) -> dict[bytes, str]:
    """Return when each address was captured last, by its key."""
    newest = dict[bytes, str]()
    for record in records(file):
        if page := _page(record):
            key = _key(page.url)
            newest[key] = max(newest.get(key, ""), page.date)
    return newest


def _key(url: str) -> bytes:
    return blake2b(url.partition("#")[0].encode("utf-8", "replace"), digest_size=12).digest()


def _page(record: Record) -> _Capture | None:
    """Return the page in a record, None where it holds something else."""
    parsed = record.parsed() if record.kind in ("response", "resource") else None
    if parsed is None:
        return None
    headers = parsed.http_headers if record.kind == "response" else parsed.rec_headers
    if headers is None or (record.kind == "response" and headers.get_statuscode() != "200"):
        return None
    kind = headers.get_header("Content-Type") or ""
    if kind.partition(";")[0].strip().lower() not in _PAGES:
        return None
    named = parsed.rec_headers.get_header
    charset = _CHARSET.search(kind)
    url = (named("WARC-Target-URI") or "").strip("<>")  # WARC 1.0's own grammar has it in these; few wrote them
    return _Capture(url, named("WARC-Date") or "", charset[1] if charset else "", named("WARC-Truncated") or "", parsed)


def _article_or_why(page: _Capture, record: Record, file: SourceFile) -> Article | Unreadable:
    where = f"{record.place}, {page.url}"
    if page.cut:
        return Noted(file.path, None, f"{where}: was cut off by the crawler ({page.cut})")
    try:
        return article_of(_body(page.parsed), page.url, page.charset, file)
    except Unreadable as none:
        return Noted(file.path, None, f"{where}: {none.reason}")


def _body(parsed: ArcWarcRecord) -> bytes:
    """Return a page without chunks and compression, or a little more than a page may have of it."""
    body, stream = b"", parsed.content_stream()
    while len(body) <= LARGEST_ARTICLE and (piece := stream.read(LARGEST_ARTICLE + 1 - len(body))):
        body += piece
    return body
