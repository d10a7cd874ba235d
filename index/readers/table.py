"""Reads articles from tables, CSV and TSV: a header, then an article a row; told by its header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TextIO

from index.article import Article
from index.readers.charset import decoded
from index.readers.fields import FieldMapping, article_in
from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable, decode

_SEPARATORS = "\t;,|"
_MOST_COLUMNS = 500
_UNCLOSED = "has a quote that nothing closes"
_MOST_UNCLOSED = 20  # each may cost reading LARGEST_ARTICLE again
_NAMES = re.compile(r"title|headline|kop|titel|text|tekst|body|content|inhoud|date|datum|publi", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Tell whether the first line is a header: two or more short names, and one of them that an article has."""
    line = (decoded(head.partition(b"\n")[0] if b"\x00" not in head else head) or "").partition("\n")[0]
    columns = _columns(line, _separator(line))
    named = sum(bool(_NAMES.search(column)) for column in columns)
    return (
        len(columns) > 1 and named > 1 and all(0 < len(column) <= 60 and column[0] not in "<{[" for column in columns)
    )


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield each row's article, or why the row has none; memory is bounded by one row.

    A row is named by the line that it begins on. A quoted value may hold newlines, and a quote as two of them or
    behind a backslash where the file begins so. Raises Unreadable where there is no header.
    """
    mapping = FieldMapping.of(file.fields)
    with file.open() as raw:
        lines = _Lines(file, raw)
        header = next(lines, "")
        if header.lower().startswith("sep="):  # how Excel is told
            separator, header = header[4:5], next(lines, "")
        else:
            separator = _separator(header)
        columns = _columns(header, separator)
        if not 2 <= len(columns) <= _MOST_COLUMNS:
            raise Unreadable(
                file.path, 1, f"has no header: a first line with the names of 2 to {_MOST_COLUMNS} columns"
            )
        empty = True
        for line, row in _rows(lines, separator, _escape(file.head())):
            if isinstance(row, str):
                yield Unreadable(file.path, line, row)
            elif any(value.strip() for value in row):
                yield _article_or_why(row, columns, mapping, file, line)
            else:
                continue
            empty = False
    if empty:
        raise Unreadable(file.path, None, "has a header but no row with an article")


class _Lines:
    """The lines of a table as text; those of the row that is being read are held, to go back to."""

    def __init__(self, file: SourceFile, raw: io.BufferedReader) -> None:
        self._file, self._held, self._again, self._size = file, list[str](), list[str](), 0
        wide = file.head().startswith((b"\xff\xfe", b"\xfe\xff"))  # Excel's "Unicode text"
        self._raw: io.BufferedReader | TextIO = io.TextIOWrapper(raw, "utf-16", newline="\n") if wide else raw
        self.number = 0  # of the last line given

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._size > LARGEST_ARTICLE:
            raise _RowTooLong(_UNCLOSED)
        line = self._again.pop() if self._again else self._read()
        self._held.append(line)
        self._size += len(line)
        self.number += 1
        return line

    def begin_row(self) -> int:
        """Let go of the lines held and return the number of the next."""
        self._held.clear()
        self._size = 0
        return self.number + 1

    def back_to_second(self) -> None:
        """Go back to the line after the one on which the row began."""
        self.number -= len(self._held) - 1
        self._again.extend(reversed(self._held[1:]))

    def _read(self) -> str:
        line = self._raw.readline(LARGEST_ARTICLE)
        if not line:
            raise StopIteration
        if len(line) >= LARGEST_ARTICLE:
            self._skip_line()
            raise _RowTooLong(f"is longer than {LARGEST_ARTICLE:,} bytes")
        return line.replace("\r\n", "\n") if isinstance(line, str) else decode(line, self._file.path, self.number + 1)

    def _skip_line(self) -> None:
        self.number += 1
        while (rest := self._raw.readline(LARGEST_ARTICLE)) and rest[-1:] not in ("\n", b"\n"):
            pass


class _RowTooLong(Exception):
    """A row has more than LARGEST_ARTICLE characters."""


def _rows(lines: _Lines, separator: str, escape: str | None) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row with the number of the line that it begins on, or what is wrong with it."""
    csv.field_size_limit(3 * LARGEST_ARTICLE)  # a row is bounded before that
    rows = csv.reader(lines, delimiter=separator, strict=True, escapechar=escape, doublequote=escape is None)
    unclosed = 0
    while True:
        line = lines.begin_row()
        try:
            yield line, next(rows)
        except StopIteration:
            return
        except (csv.Error, _RowTooLong) as wrong:
            told = _UNCLOSED if "unexpected end" in str(wrong) else str(wrong)
            if told == _UNCLOSED:
                unclosed += 1
                lines.back_to_second()
            yield line, f"is no row: {told}" if told is not _UNCLOSED and isinstance(wrong, csv.Error) else told
            if unclosed == _MOST_UNCLOSED:
                yield line, f"is the {unclosed}th row with such a quote; the rest is not read"
                return


def _article_or_why(
    row: list[str], columns: list[str], mapping: FieldMapping, file: SourceFile, line: int
) -> Article | Unreadable:
    while len(row) > len(columns) and not row[-1].strip():
        row.pop()
    if len(row) != len(columns):
        told = f"has {len(row)} values for {len(columns)} columns; quote a value that holds what separates them"
        return Unreadable(file.path, line, told)
    try:
        return article_in(dict(zip(columns, row, strict=True)), mapping, file, f"{file.name}:{line}", line)
    except Unreadable as none:
        return none


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _columns(header: str, separator: str) -> list[str]:
    try:
        columns = next(csv.reader([header], delimiter=separator), [])
    except csv.Error:
        return []
    return [column.strip() for column in columns]


def _escape(head: bytes) -> str | None:
    """Return the backslash where quotes stand behind one, as databases write them, and none is doubled."""
    return "\\" if re.search(rb"[^\\]\\\"", head) and not re.search(rb"\w\"\"|\"\"\w", head) else None
