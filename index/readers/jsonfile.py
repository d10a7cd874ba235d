"""Reads articles from a JSON file: an object that is one, an array of them, or an object with such an array."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.article import Article
from index.readers.fields import FieldMapping, article_in
from index.readers.jsonobjects import objects
from index.readers.source import SourceFile, Unreadable

_BEGINS = re.compile(rb"\s*(?:\[\s*)*\{\s*\"")


def recognises(head: bytes) -> bool:
    """Tell whether a file begins with an object that has a key, or an array of such."""
    return _BEGINS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield each object's article, or why it has none; a bad one costs no other. Memory is bounded by one object.

    Without an `id`, an article is named after its file or, where that has several, its file and line.
    """
    mapping = FieldMapping.of(file.fields)
    several = file.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    empty = True
    for line, found in objects(file):
        if isinstance(found, Unreadable):
            yield found
            empty = False
            continue
        inside = _articles_in(found, mapping)
        for number, record in enumerate(inside or [found], start=1):
            name = f"{file.name}:{line}" if several else file.name
            yield _article_or_why(record, mapping, file, f"{name}:{number}" if inside else name, line)
            empty = False
        several = True
    if empty:
        raise Unreadable(file.path, None, "has no object with an article")


def _article_or_why(
    record: Mapping[str, Any], mapping: FieldMapping, file: SourceFile, name: str, line: int
) -> Article | Unreadable:
    try:
        return article_in(record, mapping, file, name, line)
    except Unreadable as none:
        return none


def _articles_in(found: Mapping[str, Any], mapping: FieldMapping) -> list[Mapping[str, Any]]:
    """Return the articles of an object that has no text itself, but a list of objects that have."""
    if mapping.has_text(found):
        return []
    for value in found.values():
        records = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        if any(mapping.has_text(record) for record in records):
            return list(records)
    return []
