"""The elements of an XML file that hold its articles, one at a time: bounded, without DTD, past what is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate, XMLParserType

from index.readers.element import Element
from index.readers.gathering import Broken, Gathering
from index.readers.mended import MendedText
from index.readers.source import SourceFile, Unreadable

_LONGEST_TAG = 1 << 21  # bytes; a parser holds a tag whole
_MOST_FAULTS = 1_000  # in one file


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


class _Reading:
    """Parses a file's text, and goes on behind what cannot be parsed."""

    def __init__(self, file: SourceFile, items: frozenset[str], heads: frozenset[str]) -> None:
        self.file = file
        self.gather = Gathering(file, items, items | heads)
        names = "|".join(re.escape(name.rpartition(":")[2]) for name in sorted(items))
        self._item = re.compile(rf"<(?:[\w.-]+:)?(?:{names})(?=[\s/>])")
        self._seeking = False
        self._faults = 0
        self._fed = 0  # bytes, of which the parser may hold some
        self._parser = self._new_parser(1)

    def all(self, mended: MendedText) -> Iterator[Element | Unreadable]:
        """Yield the items in order, and what cannot be read of them."""
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
                    raise Broken(f"a tag is longer than {_LONGEST_TAG:,} bytes")
                return ""
            except (ExpatError, Broken) as wrong:
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
