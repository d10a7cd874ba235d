"""Reads articles from the SGML of the Reuters-21578 collection (*.sgm, *.sgm.gz): news of 1987, a thousand a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from index.article import Article
from index.period import MONTHS
from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable, article_from

_CHUNK = 1 << 16  # bytes
_LONGEST_TAG = 1 << 18  # characters; longer ones are no tags, and each chunk would search them anew
_DEEPEST = 50  # tags within tags; the collection has five
_KEPT = {"date", "title", "author", "body", "text"}
_DATE = re.compile(r"(?P<day>\d{1,2})-(?P<month>[A-Z]{3})-(?P<year>\d{4})")
_MONTH = {name[:3].upper(): number for number, name in enumerate(MONTHS["en"], start=1)}
_SIGN_OFF = re.compile(r"\s*\b(?:REUTER|Reuter)\b[\s\x03]*\Z")
_PARAGRAPH = re.compile(r"\n(?:[^\S\n]*\n|(?=[^\S\n]{3,}))")
_TABLE = re.compile(r"\S {2,}\S")


def recognises(head: bytes) -> bool:
    """Tell whether a file begins as those of the collection do."""
    return re.match(rb"\s*<(?:!DOCTYPE\s+lewis|REUTERS)\b", head, re.IGNORECASE) is not None


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield each <REUTERS> element's article, or why it has none (a brief is a headline only)."""
    parser = _Collection()
    with file.open() as sgml:
        # Declared ASCII; the stray bytes above it are of the agency's own terminals, and every byte is a Latin-1 one.
        while chunk := sgml.read(_CHUNK).decode("latin-1"):
            parser.feed(chunk)
            yield from _articles(parser, file)
            if len(parser.rawdata) > _LONGEST_TAG:
                raise Unreadable(file.path, parser.getpos()[0], f"a tag is longer than {_LONGEST_TAG:,} characters")
            if parser.pending > LARGEST_ARTICLE:
                raise Unreadable(file.path, parser.line, f"an element is longer than {LARGEST_ARTICLE:,} characters")
    parser.close()
    yield from _articles(parser, file)
    if parser.unclosed:
        raise Unreadable(file.path, parser.line, "ends before the <REUTERS> element that begins here")
    if not parser.begun:
        raise Unreadable(file.path, None, "has no <REUTERS> element")


@dataclass(slots=True)
class _Element:
    """A <REUTERS> element: its id, the line it begins on, and the text of its parts."""

    id: str
    line: int
    kind: str = "NORM"
    parts: dict[str, list[str]] = field(default_factory=dict)

    def of(self, part: str) -> str:
        """Return the text of a part; empty where there is none."""
        return "".join(self.parts.get(part, ()))


class _Collection(HTMLParser):
    """Gathers whole <REUTERS> elements; HTMLParser reads SGML that is not well-formed XML, as this is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.complete: list[_Element] = []
        self.begun = False
        self.pending = 0
        self.line = 1
        self._element: _Element | None = None
        self._open: list[str] = []

    @property
    def unclosed(self) -> bool:
        """Whether an element has begun that has not ended."""
        return self._element is not None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "reuters":
            self.begun, self.line = True, self.getpos()[0]
            self._element, self._open, self.pending = _Element(given.get("newid") or "", self.line), [], 0
        elif self._element is not None and len(self._open) < _DEEPEST:
            self._open.append(tag)
            if tag == "text":
                self._element.kind = given.get("type") or "NORM"

    def handle_endtag(self, tag: str) -> None:
        if tag == "reuters" and self._element is not None:
            self.complete.append(self._element)
            self._element = None
        elif tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.pending += len(data)
        if self._element is not None and self._open and self._open[-1] in _KEPT:
            self._element.parts.setdefault(self._open[-1], []).append(data)


def _articles(parser: _Collection, file: SourceFile) -> Iterator[Article | Unreadable]:
    for element in parser.complete:
        try:
            yield _article(element, file)
        except Unreadable as none:
            yield none
    parser.complete.clear()


def _article(element: _Element, file: SourceFile) -> Article:
    if element.kind == "BRIEF":
        raise Unreadable(file.path, element.line, "is a brief: a headline without a body")
    date = _DATE.search(element.of("date"))
    fields = {
        "id": f"reuters:{element.id}" if element.id else None,
        "title": element.of("title"),
        "date": f"{date['year']}-{_MONTH.get(date['month'], 0):02}-{date['day']:0>2}" if date else None,
        "author": element.of("author").strip().removeprefix("by ").removeprefix("By ").rstrip(", "),
        "outlet": "Reuters",
        "language": "en",
    }
    body = element.of("body") or (element.of("text") if element.kind == "UNPROC" else "")
    return article_from(fields, _prose(body), file, f"{file.name}:{element.line}", element.line)


def _prose(body: str) -> str:
    """Return a body with its lines joined to paragraphs: it was set for a screen of 65 columns."""
    paragraphs = _PARAGRAPH.split(_SIGN_OFF.sub("", body.replace("\r", "")))
    return "\n\n".join(joined for paragraph in paragraphs if (joined := _joined(paragraph)))


def _joined(paragraph: str) -> str:
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    return ("\n" if any(map(_TABLE.search, lines)) else " ").join(lines)
