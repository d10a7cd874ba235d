"""The elements of an XML file that hold its articles, one at a time: bounded, without DTD, past what is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate, XMLParserType
from xml.sax.saxutils import quoteattr

from index.readers.mended import MendedText
from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable

_DEEPEST = 100  # elements within elements of an article
_DEEPEST_FILE = 10_000
_LONGEST_TAG = 1 << 21  # bytes; a parser holds a tag whole
_MOST_FAULTS = 1_000  # in one file
_OVERHEAD = 64  # code points that an element counts for, beside its text
_INHERITED = ("xml:lang", "xml:base")
# By the names that formats call them by; a prefix that a file does not declare is taken at its word.
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/xhtml": "",
    "http://iptc.org/std/nar/2006-10-01/": "",
    "http://iptc.org/std/NITF/2006-10-18/": "",
}
_WORDPRESS = re.compile(r"http://wordpress\.org/export/\d+\.\d+/(excerpt/)?")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)([^>]*)")
_NO_ROOT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w.:-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element: its name (`dc:date`), attributes, the line it begins on, and its texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Return the elements of that name directly within this one."""
        return [inner for inner in self.content if isinstance(inner, Element) and inner.tag == tag]

    def at(self, *path: str) -> Element | None:
        """Return the first element at the end of a path of names; None where there is none."""
        found: list[Element] = [self]
        for tag in path:
            found = [inner for element in found for inner in element.all(tag)]
        return found[0] if found else None

    def anywhere(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of those names within this one, however deep, in order."""
        for inner in self.content:
            if isinstance(inner, Element):
                if inner.tag in tags:
                    yield inner
                yield from inner.anywhere(*tags)

    def get(self, attribute: str) -> str:
        """Return an attribute's value, empty where it has none."""
        return self.attributes.get(attribute, "").strip()

    def text(self, *path: str) -> str:
        """Return the words of the element at a path (this one without a path), on one line; empty where it is not."""
        element = self.at(*path)
        return " ".join("".join(element._texts()).split()) if element else ""

    def raw(self) -> str:
        """Return the element's text as it stands, with its newlines."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        for inner in self.content:
            if isinstance(inner, Element):
                yield from inner._texts()
            else:
                yield inner


def root_of(head: bytes) -> tuple[str, str]:
    """Return the name of the first element in a file's first bytes, without its prefix, and its attributes as written.

    Both are empty where there is none; a DOCTYPE that goes on beyond `head` names the element too.
    """
    text = (head.replace(b"\x00", b"") if b"\x00" in head[:4] else head).decode("latin-1")
    text = _NO_ROOT.sub("", text)
    if doctype := _DOCTYPE.search(text):  # one that goes on
        return doctype[1].rpartition(":")[2], ""
    found = _ROOT.search(text)
    return (found[1].rpartition(":")[2], found[2]) if found else ("", "")


def elements(
    file: SourceFile, items: frozenset[str], heads: frozenset[str] = frozenset()
) -> Iterator[Element | Unreadable]:
    """Yield the outermost elements with the names in `items` or `heads`, and what was wrong, each at its line.

    An element has the language and base that it inherits. One that is broken, too large, too deep or made of entities
    is named and left; reading goes on at the next of `items`. Memory is bounded by one element.
    """
    mended = MendedText(file)
    try:
        yield from _Reading(file, items, heads).all(mended)
    except Unreadable as whole:
        yield whole
    yield from mended.notes


class _Broken(Exception):
    """The file cannot be gone on with as it is."""


class _Reading:
    """Parses a file's text, and goes on behind what cannot be parsed."""

    def __init__(self, file: SourceFile, items: frozenset[str], heads: frozenset[str]) -> None:
        self.file = file
        self.gather = _Gathering(file, items, items | heads)
        names = "|".join(re.escape(name.rpartition(":")[2]) for name in sorted(items))
        self._item = re.compile(rf"<(?:[\w.-]+:)?(?:{names})(?=[\s/>])")
        self._seeking = False
        self._faults = 0
        self._fed = 0  # bytes, of which the parser may hold some
        self._parser = self._new_parser(1)

    def all(self, mended: MendedText) -> Iterator[Element | Unreadable]:
        line, carry = 1, ""
        for chunk in mended.chunks():
            text = carry + chunk
            carry = self._parse(text, line)
            line += text.count("\n") - carry.count("\n")
            yield from self.gather.take()
        if not self._seeking:
            try:
                self._parser.Parse(b"", True)
            except ExpatError as wrong:
                self._end(wrong)
        yield from self.gather.take()

    def _parse(self, text: str, line: int) -> str:
        """Parse a piece of text that begins on `line`, and return what of it is to be looked at again."""
        while True:
            if self._seeking:
                found = self._item.search(text)
                if found is None:
                    return text[-64:]
                line += text.count("\n", 0, found.start())
                text = text[found.start() :]
                self._parser, self._seeking = self._new_parser(line), False
            data = text.encode("utf-8", "replace")
            before, self._fed = self._fed, self._fed + len(data)
            try:
                self._parser.Parse(data, False)
                if self._fed - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TAG:
                    raise _Broken(f"a tag is longer than {_LONGEST_TAG:,} bytes")
                return ""
            except (ExpatError, _Broken) as wrong:
                at = max(0, self._failed_at(wrong) - before) + 1
                self._fault(wrong)
                rest = data[at:].decode("utf-8", "ignore")
                line += text.count("\n") - rest.count("\n")
                text, self._seeking = rest, True

    def _failed_at(self, wrong: Exception) -> int:
        return self._parser.ErrorByteIndex if isinstance(wrong, ExpatError) else self._parser.CurrentByteIndex

    def _fault(self, wrong: Exception) -> None:
        self._faults += 1
        line = self.gather.base + self._parser.ErrorLineNumber
        if self._faults > _MOST_FAULTS:
            raise Unreadable(self.file.path, line, f"is broken in more than {_MOST_FAULTS:,} places; the rest is left")
        said = ErrorString(wrong.code) if isinstance(wrong, ExpatError) else str(wrong)
        self.gather.abandon(f"is broken on line {line}: {said}", line, silent=self._faults > 1)

    def _end(self, wrong: ExpatError) -> None:
        begun = self.gather.base + self._parser.ErrorLineNumber
        self.gather.abandon("ends before the element that begins here does", begun, silent=self._faults > 0)

    def _new_parser(self, line: int) -> XMLParserType:
        """Return a parser for what begins on `line`, within the elements that were open when the first item began."""
        parser = ParserCreate("utf-8")
        parser.buffer_text = False
        prolog = self.gather.prolog().encode("utf-8", "replace")
        self.gather.restart(parser, line - 1)
        self._fed = len(prolog)
        parser.Parse(prolog, False)
        return parser


class _Gathering:
    """Gathers elements from a parser's events."""

    def __init__(self, file: SourceFile, items: frozenset[str], wanted: frozenset[str]) -> None:
        self.file, self._items, self._wanted = file, items, wanted
        self.base = 0  # lines before the first that the parser saw
        self._found: list[Element | Unreadable] = []
        self._above: list[tuple[str, dict[str, str]]] = []
        self._frames: list[tuple[str, dict[str, str]]] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._open: list[Element] = []
        self._depth, self._size, self._refused = 0, 0, ""

    def take(self) -> list[Element | Unreadable]:
        """Return what was gathered since the last time."""
        found, self._found = self._found, []
        return found

    def prolog(self) -> str:
        """Return the start tags of the elements around the items, as far as they say what is inherited."""
        return "".join(f"<{name}{_inheritable(attributes)}>" for name, attributes in self._above)

    def restart(self, parser: XMLParserType, base: int) -> None:
        """Begin anew with another parser, `base` lines into the file."""
        self.base, self._parser = base, parser
        self._frames, self._scopes, self._open = [], [{}], []
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.ProcessingInstructionHandler = self._text, self._entity

    def abandon(self, reason: str, line: int, *, silent: bool) -> None:
        """Name what is lost: the element that is open, or else, unless `silent`, the place in the file."""
        if self._open:
            self._found.append(Unreadable(self.file.path, self._open[0].line, reason))
        elif not silent:
            self._found.append(Unreadable(self.file.path, line, reason))
        self._open = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        declared = {key[6:]: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
        scope = self._scopes[-1] | declared if declared else self._scopes[-1]
        tag = _canonical(name, scope)
        if self._open:
            self._inner(tag, attributes)
        elif tag in self._wanted:
            self._outermost(tag, attributes)
        else:
            self._frames.append((name, attributes))
        self._scopes.append(scope)
        if len(self._scopes) > _DEEPEST_FILE:
            raise _Broken(f"has elements more than {_DEEPEST_FILE:,} deep")

    def _outermost(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self._items and not self._above:
            self._above = list(self._frames)
        inherited = dict[str, str]()
        for _, outer in [*self._frames, ("", attributes)]:
            if "xml:lang" in outer:
                inherited["xml:lang"] = outer["xml:lang"]
            if "xml:base" in outer:
                inherited["xml:base"] = urljoin(inherited.get("xml:base", ""), outer["xml:base"])
        self._open = [Element(tag, attributes | inherited, self._line())]
        self._depth, self._size, self._refused = len(self._scopes), 0, ""

    def _inner(self, tag: str, attributes: dict[str, str]) -> None:
        self._count(_OVERHEAD + sum(map(len, attributes.values())))
        if len(self._open) >= _DEEPEST and not self._refused:
            self._refuse(f"has elements more than {_DEEPEST} deep")
        if not self._refused:
            inner = Element(tag, attributes, self._line())
            self._open[-1].content.append(inner)
            self._open.append(inner)

    def _end(self, name: str) -> None:
        self._scopes.pop()
        if not self._open:
            self._frames.pop()
        elif len(self._scopes) == self._depth:
            element = self._open[0]
            refused = Unreadable(self.file.path, element.line, self._refused) if self._refused else None
            self._found.append(refused or element)
            self._open = []
        elif not self._refused:
            self._open.pop()

    def _text(self, data: str) -> None:
        if self._open:
            self._count(len(data))
            if not self._refused:
                self._open[-1].content.append(data)

    def _entity(self, target: str, name: str) -> None:
        if target == "entity" and self._open and not self._refused:
            self._refuse(f"uses the entity &{name}; of its DOCTYPE; entities are not expanded")

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > LARGEST_ARTICLE and not self._refused:
            self._refuse(f"is longer than {LARGEST_ARTICLE:,} characters")

    def _refuse(self, reason: str) -> None:
        self._refused = reason
        for element in self._open:
            element.content.clear()

    def _line(self) -> int:
        return self.base + self._parser.CurrentLineNumber


def _inheritable(attributes: dict[str, str]) -> str:
    kept = {key: value for key, value in attributes.items() if key.startswith("xmlns") or key in _INHERITED}
    return "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())


def _canonical(name: str, scope: dict[str, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    space = scope.get(prefix, "")
    if space in _PREFIXES:
        return _PREFIXES[space] + local
    if wordpress := _WORDPRESS.fullmatch(space):
        return ("excerpt:" if wordpress[1] else "wp:") + local
    return name if colon else local
