"""A file to be read, what is wrong with one that cannot be, and the fields that make an article of either."""

from __future__ import annotations

import lzma
import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from index.article import Article, headline_from
from index.language import language_of
from index.period import Period
from index.readers.charset import decoded

HEAD = 4096  # bytes, enough to tell a format by
# zipfile has NotImplementedError for a way of compressing that it does not know.
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)
LARGEST_ARTICLE = 5_000_000  # bytes; the longest newspaper articles stay under 200,000
_LONGEST_FIELD = 1_000  # code points of a title, an outlet, a url
_MOST_KEYWORDS = 100
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_ACCENT = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Unicode's Stream-Safe Text Format (UAX #15) has 30 on a letter; NFC sorts them, and takes hours for a million.
_STACKED = re.compile(rf"({_ACCENT}{{30}}){_ACCENT}+")
_SAFE_URL = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source; `name` is the id of its article, or the stem of the ids of its articles.

    `fault` says why it is not to be opened (a pipe, a link to nothing); empty where it is. `opener` opens what was
    packed (index/readers/packed.py), with `archive.zip/member` for its path. `defaults` are the fields of articles that
    do not say (outlet, language, date). `fields` says which columns or keys of a table or of JSON hold which field
    (index/readers/fields.py); what it does not name is told by common names.
    """

    path: Path
    name: str
    fault: str = ""
    opener: Callable[[], BufferedReader] | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str | Sequence[str]] = field(default_factory=dict)

    def open(self) -> BufferedReader:
        """Open the bytes that a reader reads."""
        return self.opener() if self.opener else self.path.open("rb")

    def head(self) -> bytes:
        """Return the first bytes of the file, unpacked: what its format is told by."""
        head = b""
        with self.open() as file:
            try:
                while len(head) < HEAD and (piece := file.read1(HEAD - len(head))):
                    head += piece
            except DAMAGED:
                if not head:
                    raise
        return head

    def text(self) -> str:
        """Return the whole file as text; raise Unreadable if it is too large, binary, or not UTF-8."""
        with self.open() as file:
            raw = file.read(LARGEST_ARTICLE + 1)
        if len(raw) > LARGEST_ARTICLE:
            raise Unreadable(self.path, None, f"is no single article: it has more than {LARGEST_ARTICLE:,} bytes")
        return decode(raw, self.path)


class Unreadable(Exception):
    """Why a file, or the part of it that begins on `line`, is not an article."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class Noted(Unreadable):
    """What is worth naming of a file of which all was read: a fault that was mended, or a part that is no article.

    `withdrawn` is the id of an article that the source takes back; empty where it takes none back.
    """

    def __init__(self, path: Path, line: int | None, reason: str, withdrawn: str = "") -> None:
        super().__init__(path, line, reason)
        self.withdrawn = withdrawn


def decode(raw: bytes, path: Path, line: int = 1, declared: str = "") -> str:
    """Return bytes as text with plain newlines; raise Unreadable naming the line where its charset cannot be told."""
    if b"\x00" in raw[:8192] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")) and not declared:
        raise Unreadable(path, None, "is binary, not text")
    text = decoded(raw, declared)
    if text is None:
        at = _first_not_utf8(raw)
        advice = "convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`"
        where = line + raw.count(b"\n", 0, at)
        raise Unreadable(path, where, f"is not UTF-8 (byte 0x{raw[at]:02X}), nor surely Windows-1252; {advice}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first_not_utf8(raw: bytes) -> int:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return wrong.start
    return 0


def article_from(fields: Mapping[str, object], text: str, file: SourceFile, name: str, line: int = 1) -> Article:
    """Return the Article that `fields` and `text` make.

    Fields are title, date, modified, outlet, section, language, url, author, keywords and id; only the date must be
    there. Dates are ISO 8601, as precise as the source is, with a time and a zone where it gives them. `author` and
    `keywords` may be lists. Raises Unreadable, at `line`, where the date is missing or none, or the text is empty.
    """
    text = _cleaned(text, "").strip()
    if not text:
        raise Unreadable(file.path, line, "has no body")
    date = _field(fields, "date") or file.defaults.get("date", "")
    if not date:
        raise Unreadable(file.path, line, "has no date; an answer must be able to say as of when")
    try:
        published = Period.parse(date)
    except ValueError as wrong:
        raise Unreadable(file.path, line, str(wrong)) from None
    language = _field(fields, "language").lower()[:2] or file.defaults.get("language", "")
    url = _field(fields, "url")
    return Article(
        id=_field(fields, "id") or name,
        title=_field(fields, "title") or headline_from(text),
        text=text,
        published=published,
        language=language or language_of(text),
        outlet=_field(fields, "outlet") or file.defaults.get("outlet", ""),
        url=url if _SAFE_URL.fullmatch(url) else "",
        author=", ".join(_list(fields, "author"))[:_LONGEST_FIELD],
        section=_field(fields, "section"),
        keywords=tuple(dict.fromkeys(_list(fields, "keywords")))[:_MOST_KEYWORDS],
        published_at=_moment(date),
        modified_at=_moment(_field(fields, "modified")),
    )


def _field(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return "" if value is None or isinstance(value, dict | list) else _line(value)


def _list(fields: Mapping[str, object], name: str) -> list[str]:
    value = fields.get(name)
    listed = value if isinstance(value, list | tuple) else [value]
    lines = (_line(one) for one in listed if one is not None and not isinstance(one, dict | list))
    return [line for line in lines if line]


def _line(value: object) -> str:
    return " ".join(_cleaned(str(value), " ").split())[:_LONGEST_FIELD]


def _moment(text: str) -> datetime | None:
    """Return the moment that an ISO timestamp names, None where it names no time of day, or none that there is."""
    try:
        return datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None


def _cleaned(text: str, instead: str) -> str:
    """Return text in NFC with `instead` of each control character and lone surrogate (JSON's `\\ud800`)."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", _STACKED.sub(r"\1", text))
    return _NOT_TEXT.sub(instead, plain)
