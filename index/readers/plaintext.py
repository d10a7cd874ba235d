"""Reads an article from plain text that begins with its date, as ` date 2024-01 First sentence …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Article
from index.readers.source import SourceFile, Unreadable, article_from

_DATE = re.compile(r"\s*date:?\s+(?P<date>\d{4}(?:-\d{1,2}){0,2})\b[^\S\n]*\n?", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Tell whether a file begins with its date."""
    return _DATE.match(head.decode("utf-8-sig", "replace")) is not None


def read(file: SourceFile) -> Iterator[Article]:
    """Yield the one article in the file; raise Unreadable where it does not begin with a date."""
    text = file.text()
    date = _DATE.match(text)
    if date is None and text.strip():
        raise Unreadable(
            file.path, 1, "does not begin with its date (`date 2024-01-31`, `date 2024-01` or `date 2024`)"
        )
    yield article_from({"date": date["date"] if date else ""}, text[date.end() :] if date else "", file, file.name)
