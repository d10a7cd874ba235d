"""An article asked for by the page, read from the archive: what was sent is hostile until it is read here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.archive import Archive
from index.span import Span
from ui.reading_html import reading_html

_MOST_QUOTED = 200


def read(archive: Archive, asked: object) -> str:
    """Return the article that a page asks for as HTML. Raises ValueError for what asks for none, or ArchiveError.

    It sends `article`, `revision`, the `span` that was opened and all `spans` quoted as [start, end], and its language.
    """
    told: Mapping[str, Any] = asked if isinstance(asked, Mapping) else {}
    name, revision, spans = told.get("article"), told.get("revision"), told.get("spans")
    if not isinstance(name, str) or not isinstance(revision, int) or not isinstance(spans, list):
        raise ValueError("no article was asked for")
    article = archive.article(name, revision)
    quoted = [_span(span, len(article.text)) for span in spans[:_MOST_QUOTED]]
    opened = _span(told.get("span"), len(article.text))
    language = "nl" if told.get("ui") == "nl" else "en"
    return reading_html(article, quoted, opened, archive.standing(article), language)


def _span(sent: object, length: int) -> Span:
    match sent:
        case [int(start), int(end)] if 0 <= start < end <= length:
            return Span(start, end)
    raise ValueError(f"{sent!r} is no span of the article")
