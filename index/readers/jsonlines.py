"""Reads articles from JSON Lines: one object a line, its fields told by their names or by the source's mapping."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BufferedIOBase

from index.article import Article
from index.readers import ninjs
from index.readers.fields import FieldMapping, article_in
from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable, decode


def recognises(head: bytes) -> bool:
    """Tell whether the first line that is not empty is an object, as far as it can be seen, and no ninjs."""
    line, ended, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if ninjs.recognises(head) or not re.match(rb"\{\s*\"", line):
        return False
    try:
        return not ended or isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield each line's article, or why the line has none; a bad line never costs the others.

    Without an `id`, an article is named after its file and line. Memory is bounded by one line.
    """
    mapping = FieldMapping.of(file.fields)
    empty = True
    with file.open() as lines:
        for number, raw in _lines(lines):
            if raw is not None and not raw.strip():
                continue
            empty = False
            try:
                if raw is None:
                    raise Unreadable(file.path, number, f"line is longer than {LARGEST_ARTICLE:,} bytes")
                yield _article(raw, mapping, file, number)
            except Unreadable as bad_line:
                yield bad_line
    if empty:
        raise Unreadable(file.path, None, "has no line with an article")


def _article(raw: bytes, mapping: FieldMapping, file: SourceFile, number: int) -> Article:
    try:
        fields = json.loads(decode(raw, file.path, number))
    except (ValueError, RecursionError) as wrong:  # ValueError: no JSON, or a number of thousands of digits
        raise Unreadable(file.path, number, f"is not JSON: {wrong}") from None
    if not isinstance(fields, dict):
        raise Unreadable(file.path, number, "is JSON but not an object with title, text and date")
    return article_in(fields, mapping, file, f"{file.name}:{number}", number)


def _lines(file: BufferedIOBase) -> Iterator[tuple[int, bytes | None]]:
    """Yield (line number, line), with None for a line that is too long to hold."""
    number = 0
    while line := file.readline(LARGEST_ARTICLE + 1):
        number += 1
        if len(line) <= LARGEST_ARTICLE:
            yield number, line
            continue
        yield number, None
        while line and not line.endswith(b"\n"):
            line = file.readline(LARGEST_ARTICLE)
