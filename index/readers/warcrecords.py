"""The records of a WARC file one at a time, read past those that are damaged; warcio takes apart what is in them."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.packed import Limit
from index.readers.source import SourceFile

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_CHUNK = 1 << 16  # bytes
_LARGEST = 20_000_000  # bytes of a record that is held; larger ones are no pages
_LONGEST_HEADER = 1 << 16  # bytes
_MOST_FAULTS = 200  # each may cost a search through _LARGEST
_GZIP = b"\x1f\x8b\x08"
_GZIP_BEGINS = re.compile(rb"(?=\x1f\x8b\x08)")
_BEGINS = re.compile(rb"(?=WARC/1\.\d\r?\n)")
_HEADER_ENDS = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length:\s*(\d{1,15})\s*(?:\r?\n|$)", re.IGNORECASE)
_TARGET = re.compile(rb"\nwarc-target-uri:\s*\S", re.IGNORECASE)
_KIND = re.compile(rb"\nwarc-type:\s*(\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its WARC-Type, its bytes, and `place`, where it begins; or what is wrong with it, as `fault`."""

    place: str
    kind: str = ""
    raw: bytes = b""
    fault: str = ""

    def parsed(self) -> ArcWarcRecord | None:
        """Return the record as warcio reads it, None where there is nothing to be read in it."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.statusandheaders import StatusAndHeadersParserException

        head = _HEADER_ENDS.search(self.raw)
        if head is None or not _TARGET.search(self.raw, 0, head.start()):  # which warcio takes for granted
            return None
        logging.getLogger("warcio").setLevel(logging.CRITICAL)
        try:
            return next(iter(ArchiveIterator(io.BytesIO(self.raw))), None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError):
            return None


def records(file: SourceFile) -> Iterator[Record]:
    """Yield the records of a file; after a damaged one reading goes on at the next that can be found.

    Places are offsets in bytes: of a file on disk that is compressed record by record, as WARCs are, in the file
    itself, so that damage to one record costs no other; else in what it unpacks to.
    """
    faults = 0
    for record in _compressed(file) if _is_gzip(file) else _plain(file):
        yield record
        faults += bool(record.fault)
        if faults == _MOST_FAULTS:
            yield Record(record.place, fault=f"is the {faults}th that is damaged; the rest of the file is not read")
            return


def _is_gzip(file: SourceFile) -> bool:
    if not file.path.is_file():
        return False
    with file.path.open("rb") as raw:
        return raw.read(len(_GZIP)) == _GZIP


def _plain(file: SourceFile) -> Iterator[Record]:
    with file.open() as unpacked:
        yield from _in_stream(_Stream(unpacked), None)


def _compressed(file: SourceFile) -> Iterator[Record]:
    limit = Limit(file, file.path.stat().st_size)
    with file.path.open("rb") as raw:
        packed = _Stream(raw)
        while packed.fill(1):
            began = packed.offset
            try:
                member = _Member(packed, limit)
                yield from _in_stream(_Stream(member), began)
                while member.read(_CHUNK):
                    pass
            except (zlib.error, EOFError) as damaged:
                yield Record(f"byte {began:,}", fault=f"is damaged ({damaged}); skipped")
                raw.seek(began)
                packed = _Stream(raw, began)
                packed.seek(_GZIP_BEGINS)


class _Member:
    """What one gzip member unpacks to; it ends where the member does."""

    def __init__(self, packed: _Stream, limit: Limit) -> None:
        self._packed, self._limit = packed, limit
        self._unpacking = zlib.decompressobj(wbits=31)

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end; raise EOFError where the file ends before."""
        while not self._unpacking.eof:
            tail = self._unpacking.unconsumed_tail
            piece = tail or self._packed.take(_CHUNK)
            if not piece:
                raise EOFError("the file ends within it")
            out = self._unpacking.decompress(piece, size)
            self._packed.give_back(self._unpacking.unused_data)
            self._limit.take(len(out))
            if out:
                return out
        return b""


def _in_stream(stream: _Stream, member: int | None) -> Iterator[Record]:
    """Yield the records in unpacked bytes, which are those of the gzip member that begins at `member` where given."""
    while stream.fill(1):
        if stream.held[:1] in b"\r\n":
            stream.take(1)
            continue
        place = f"byte {stream.offset if member is None else member:,}"
        head = stream.until(_HEADER_ENDS, _LONGEST_HEADER)
        length = _LENGTH.search(head)
        kind = _KIND.search(head)
        if not _BEGINS.match(head) or length is None or kind is None:
            yield Record(place, fault="does not begin as a record does; skipped to the next that does")
            stream.seek(_BEGINS)
            continue
        stream.take(len(head))
        yield _whole(stream, place, kind[1].decode("ascii", "replace").lower(), head, int(length[1]))


def _whole(stream: _Stream, place: str, kind: str, head: bytes, length: int) -> Record:
    if length > _LARGEST:
        return Record(place) if stream.skip(length) else Record(place, fault="the file ends within it")
    ends = stream.fill(length + 2) and stream.held[length : length + 2] in (b"\r\n", b"\n\n")
    if ends or len(stream.held) == length:
        return Record(place, kind, head + stream.take(length) + b"\r\n\r\n")
    got = len(stream.held)
    stream.seek(_BEGINS)
    told = f"ends after {got:,} of its {length:,} bytes" if got < length else f"does not end after its {length:,} bytes"
    return Record(place, fault=f"{told}; skipped")


class _Stream:
    """Bytes read ahead: `held` are those that were read and not taken, `offset` is where they begin."""

    def __init__(self, source: io.BufferedIOBase | _Member, offset: int = 0) -> None:
        self._source = source
        self.held = b""
        self.offset = offset

    def fill(self, size: int) -> bool:
        """Read until `size` bytes are held and return whether there are that many."""
        pieces, held = [self.held], len(self.held)
        while held < size and (piece := self._source.read(_CHUNK)):
            pieces.append(piece)
            held += len(piece)
        self.held = b"".join(pieces)
        return held >= size

    def take(self, size: int) -> bytes:
        """Take up to `size` bytes."""
        if not self.held:
            self.fill(1)
        taken, self.held = self.held[:size], self.held[size:]
        self.offset += len(taken)
        return taken

    def give_back(self, unused: bytes) -> None:
        """Hold bytes again that were taken last and not used."""
        self.held = unused + self.held
        self.offset -= len(unused)

    def skip(self, size: int) -> bool:
        """Take bytes without holding them and return whether there were so many."""
        while size and (taken := self.take(size)):
            size -= len(taken)
        return not size

    def until(self, pattern: re.Pattern[bytes], most: int) -> bytes:
        """Return what is held through the first match within `most` bytes, nothing for none; it is not taken."""
        self.fill(most)
        found = pattern.search(self.held, 0, most)
        return self.held[: found.end()] if found else b""

    def seek(self, pattern: re.Pattern[bytes]) -> None:
        """Take what is before the next match behind the first byte, or all."""
        self.take(1)
        while (found := pattern.search(self.held)) is None:
            self.take(max(0, len(self.held) - 16))
            before = len(self.held)
            self.fill(before + 1)
            if len(self.held) == before:
                self.take(before)
                return
        self.take(found.end())
