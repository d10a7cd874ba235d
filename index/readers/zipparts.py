"""A zip opened some members at a time: Python's zipfile holds the whole directory, 630 MB for a million members."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

_PART = 10_000  # members
_END, _END64, _LOCATOR, _ENTRY = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x01\x02"
_LONGEST_COMMENT = 1 << 16  # bytes, of the archive


def parts(path: Path) -> Iterator[zipfile.ZipFile]:
    """Yield the archive as zipfile opens it, several times with some members each where it has many.

    Each is closed when the next is asked for. Raises what zipfile raises, BadZipFile also for a directory that is cut.
    """
    with path.open("rb") as raw:
        directory = _directory(raw)
        if directory is None or directory.entries <= _PART:
            with zipfile.ZipFile(path) as whole:
                yield whole
            return
        for entries in _entries(raw, directory):
            with zipfile.ZipFile(io.BufferedReader(_Part(raw, directory, entries))) as part:
                yield part


@dataclass(frozen=True, slots=True)
class _Directory:
    """Where the directory begins in the file and, as the archive has it, by what offset; its size, and of how many."""

    at: int
    offset: int
    size: int
    entries: int


def _directory(raw: BinaryIO) -> _Directory | None:
    """Return where the directory is (APPNOTE 4.3.16 and, for ZIP64, 4.3.14); None where zipfile has to say why not."""
    length = raw.seek(0, io.SEEK_END)
    raw.seek(max(0, length - _LONGEST_COMMENT - 100))
    tail = raw.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        return None
    entries, size, offset = struct.unpack_from("<HLL", tail, end + 10)
    ends_at = length - len(tail) + end
    locator = tail[end - 20 : end] if end >= 20 else b""
    if locator.startswith(_LOCATOR):
        ends_at -= 20 + 56
        raw.seek(max(0, ends_at))
        end64 = raw.read(56)
        if not end64.startswith(_END64):
            return None
        entries, size, offset = struct.unpack_from("<QQQ", end64, 32)
    return _Directory(ends_at - size, offset, size, entries) if size <= ends_at else None


def _entries(raw: BinaryIO, directory: _Directory) -> Iterator[bytes]:
    """Yield the directory in pieces of _PART entries."""
    held, at, left = list[bytes](), directory.at, directory.size
    while left:
        raw.seek(at)
        fixed = raw.read(46)
        if len(fixed) < 46 or not fixed.startswith(_ENTRY):
            raise zipfile.BadZipFile(f"its directory is damaged at byte {at:,}")
        entry = fixed + raw.read(sum(struct.unpack_from("<HHH", fixed, 28)))
        if len(entry) > left:
            raise zipfile.BadZipFile(f"its directory is cut at byte {at:,}")
        held.append(entry)
        at, left = at + len(entry), left - len(entry)
        if len(held) == _PART or not left:
            yield b"".join(held)
            held.clear()


class _Part(io.RawIOBase):
    """The archive up to its directory, and behind that a directory of some of its members, closed as ZIP64 has it."""

    def __init__(self, raw: BinaryIO, directory: _Directory, entries: bytes) -> None:
        self._raw, self._before, self._at = raw, directory.at, 0
        size, ends_at = len(entries), directory.offset + len(entries)
        self._behind = entries + b"".join(
            (
                struct.pack("<4sQ2H2L4Q", _END64, 44, 45, 45, 0, 0, _PART, _PART, size, directory.offset),
                struct.pack("<4sLQL", _LOCATOR, 0, ends_at, 1),
                struct.pack("<4s4H2LH", _END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0),
            )
        )

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        ends = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._before + len(self._behind)}
        self._at = ends[whence] + offset
        if self._at < 0:
            raise OSError("before the beginning of the archive")
        return self._at

    def readinto(self, buffer: Buffer) -> int:
        space = memoryview(buffer)
        if self._at < self._before:
            self._raw.seek(self._at)
            piece = self._raw.read(min(len(space), self._before - self._at))
        else:
            behind = self._at - self._before
            piece = self._behind[behind : behind + len(space)]
        space[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
