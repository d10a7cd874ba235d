"""The objects of a JSON file, one at a time: a single one, an array, or one after another, as in JSON Lines."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable

_CHUNK = 1 << 16  # bytes
_LARGEST = 4 * LARGEST_ARTICLE  # characters; beside its text an item has what hangs together with it
_BETWEEN = re.compile(r"[\s,\[\]]*")
_TAIL = 16  # characters from the end within which a fault may be that the rest was not read yet
_FOREIGN = re.compile(r"[\udc80-\udcff]")


def objects(file: SourceFile) -> Iterator[tuple[int, dict[str, Any] | Unreadable]]:
    """Yield each object with the line on which it begins, or what is wrong there; one that is bad costs no other.

    After a bad one reading goes on at the next that begins a line as far in as it did. Memory is bounded by one object.
    """
    with file.open() as raw:
        chunks = iter(lambda: raw.read(_CHUNK), b"")
        decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        yield from _Objects(file, (decoder.decode(chunk) for chunk in chunks)).all()


class _Objects:
    def __init__(self, file: SourceFile, chunks: Iterator[str]) -> None:
        self._file, self._chunks = file, chunks
        self._text, self._at, self._line = "", 0, 1
        self._indent = ""

    def all(self) -> Iterator[tuple[int, dict[str, Any] | Unreadable]]:
        """Yield the objects in order with the line that each begins on, or what is wrong there."""
        decoder = json.JSONDecoder()
        while self._to_next():
            try:
                found, end = decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as wrong:
                if self._may_go_on(wrong):
                    continue
                too_long = self._left > _LARGEST
                yield self._fault(
                    f"is longer than {_LARGEST:,} characters" if too_long else f"is not JSON: {wrong.msg}"
                )
                self._skip()
            except (ValueError, RecursionError) as wrong:  # a number of thousands of digits, lists in lists
                yield self._fault(f"is not JSON: {wrong}")
                self._skip()
            else:
                yield self._line, self._checked(found, end)
                self._advance(end)

    def _checked(self, found: object, end: int) -> dict[str, Any] | Unreadable:
        if _FOREIGN.search(self._text, self._at, end):
            return Unreadable(self._file.path, self._line, "is not UTF-8, as JSON has to be; convert it with iconv")
        if not isinstance(found, dict):
            return Unreadable(self._file.path, self._line, "is JSON but not an object")
        return found

    def _fault(self, reason: str) -> tuple[int, Unreadable]:
        return self._line, Unreadable(self._file.path, self._line, reason)

    @property
    def _left(self) -> int:
        return len(self._text) - self._at

    def _to_next(self) -> bool:
        """Go to the beginning of the next value and return whether there is one."""
        while True:
            between = _BETWEEN.match(self._text, self._at)
            if between is not None:
                self._indent = between[0][between[0].rfind("\n") + 1 :].replace("[", " ")
                self._advance(between.end())
            if self._left:
                return True
            if not self._more():
                return False

    def _may_go_on(self, wrong: json.JSONDecodeError) -> bool:
        """Return whether the value may be whole with what follows, having read that."""
        cut = wrong.msg.startswith("Unterminated string") or wrong.pos > len(self._text) - _TAIL
        had = self._left
        if not cut or had > _LARGEST:
            return False
        while self._left < min(2 * had, _LARGEST + 1) and self._more():
            pass
        return self._left > had

    def _skip(self) -> None:
        """Go to the next line that begins with an object as far in as this one did, or to the end."""
        following = re.compile(rf"\n{re.escape(self._indent)}(?=\{{)")
        self._advance(self._at + 1)
        while (found := following.search(self._text, self._at)) is None:
            self._advance(max(self._at, len(self._text) - len(self._indent) - 2))
            if not self._more():
                self._advance(len(self._text))
                return
        self._advance(found.end())

    def _advance(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        chunk = next(self._chunks, "")
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)
