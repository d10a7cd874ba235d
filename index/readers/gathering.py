"""Gathers the elements that are asked for from the events of an XML parser, and refuses those that are hostile."""

from __future__ import annotations

from xml.parsers.expat import XMLParserType
from xml.sax.saxutils import quoteattr

from index.readers.element import Element, canonical, joined
from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable

_DEEPEST = 100  # elements within elements of an article
_DEEPEST_FILE = 200  # around articles
_DEEPEST_REFUSED = 10_000  # in one that is refused already; beyond, it is not waited for its end
_MOST_PREFIXES = 100
_LONGEST_INHERITED = 1_000  # code points of a namespace or a base
_OVERHEAD = 64  # code points that an element counts for, beside its text
_INHERITED = ("xml:lang", "xml:base")


class Broken(Exception):
    """The file cannot be gone on with as it is."""


class Gathering:
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
        scope = self._scopes[-1]
        if declared and len(scope) + len(declared) <= _MOST_PREFIXES:
            scope = scope | declared
        tag = canonical(name, scope)
        if self._open:
            self._inner(tag, attributes)
        elif tag in self._wanted:
            self._outermost(tag, attributes)
        else:
            self._frames.append((name, attributes))
        self._scopes.append(scope)
        limit = _DEEPEST_REFUSED if self._open else _DEEPEST_FILE
        if len(self._scopes) > limit:
            raise Broken(f"has elements more than {limit:,} deep")

    def _outermost(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self._items and not self._above:
            self._above = list(self._frames)
        inherited = dict[str, str]()
        for _, outer in [*self._frames, ("", attributes)]:
            if "xml:lang" in outer:
                inherited["xml:lang"] = outer["xml:lang"]
            if "xml:base" in outer:
                inherited["xml:base"] = joined(inherited.get("xml:base", ""), outer["xml:base"])
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
    kept = (key for key in attributes if key.startswith("xmlns") or key in _INHERITED)
    short = [key for key in kept if len(attributes[key]) <= _LONGEST_INHERITED][:_MOST_PREFIXES]
    return "".join(f" {key}={quoteattr(attributes[key])}" for key in short)
