"""What is packed (gzip, bzip2, xz, zip, tar), told by content; opened a member at a time, and bombs given up."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, cast

from index.readers.source import DAMAGED, SourceFile, Unreadable
from index.readers.zipparts import parts

if TYPE_CHECKING:
    from typing_extensions import Buffer

_COMPRESSIONS: dict[bytes, Callable[[io.BufferedReader], io.BufferedIOBase]] = {
    b"\x1f\x8b": lambda packed: gzip.GzipFile(fileobj=packed),
    b"BZh": lambda packed: bz2.BZ2File(packed),
    b"\xfd7zXZ\x00": lambda packed: lzma.LZMAFile(packed),  # noqa: SIM115
}
_COMPRESSED = (".gz", ".bz2", ".xz")
_ARCHIVES = (".zip", ".tar", ".tgz")
SUFFIXES = frozenset((*_COMPRESSED, *_ARCHIVES))

# News text packs to between a third and a thirtieth of its size; deflate cannot do better than a thousandth, which only
# a bomb comes near.
_CHUNK = 1 << 16  # bytes
_RATIO = 200
_FREE = 64 << 20  # bytes that anything may unpack to
_LARGEST_TAR_MEMBER = 64 << 20  # bytes; a tar is read in one go, so that a member of it is held in memory


def suffix_of(path: PurePath) -> str:
    """Return the suffix that says how a file is read: `.sgm` of `reut-0.sgm.gz`, `.zip` of `export.zip`."""
    return (path.with_suffix("") if path.suffix.lower() in _COMPRESSED else path).suffix.lower()


def without_suffixes(path: PurePath) -> str:
    """Return the name that ids begin with: `2024/reut-0` of `2024/reut-0.sgm.gz`, `export.zip` of `export.zip`."""
    if suffix_of(path) in _ARCHIVES:
        return path.as_posix()
    return (path.with_suffix("") if path.suffix.lower() in _COMPRESSED else path).with_suffix("").as_posix()


def unpacked(file: SourceFile) -> Iterator[SourceFile | Unreadable]:
    """Yield what a file holds: itself where it is not packed, or each member that is not hidden, unpacked in turn.

    A member is named `archive.zip/member` and opened only when it is read. What unpacks to more than _RATIO times its
    size is given up. An archive may be compressed and its members too, but one within an archive is not gone into.
    """
    limit = Limit(file, file.path.stat().st_size)
    whole = _decompressed(file, limit)
    match _archive_begins(whole.head()):
        case "zip" if whole is file:
            yield from _zip_members(file, limit)
        case "zip":
            raise Unreadable(file.path, None, "is a compressed zip; decompress it first")
        case "tar":
            yield from _tar_members(whole, limit)
        case _:
            yield whole


class Limit:
    """How many bytes may come out of a packed file, or out of one member and out of all members together."""

    def __init__(self, file: SourceFile, packed: int, archive: Limit | None = None) -> None:
        self._file, self._archive = file, archive
        self._most = max(_FREE, _RATIO * packed)
        self._taken = 0

    @property
    def exceeded(self) -> bool:
        """Tell whether too many came out."""
        return self._taken > self._most

    def take(self, count: int) -> None:
        """Note bytes that came out; raise Unreadable where they become too many."""
        self._taken += count
        if self.exceeded:
            told = f"unpacks to more than {_RATIO} times its size and {_FREE >> 20} MB; given up as a bomb"
            raise Unreadable(self._file.path, None, told)
        if self._archive is not None:
            self._archive.take(count)


class _Measured(io.RawIOBase):
    """Bytes as they are unpacked, each counted."""

    def __init__(self, unpacking: io.BufferedIOBase, packed: io.BufferedIOBase, limit: Limit) -> None:
        self._unpacking, self._packed, self._limit = unpacking, packed, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        space = memoryview(buffer)
        read = self._unpacking.read1(len(space))  # no more than can be had before what is damaged
        self._limit.take(len(read))
        space[: len(read)] = read
        return len(read)

    def close(self) -> None:
        self._unpacking.close()
        self._packed.close()
        super().close()


def _decompressed(file: SourceFile, limit: Limit) -> SourceFile:
    """Return a file that opens decompressed where it is compressed, and as it is where not."""
    with file.open() as raw:
        begins = raw.read(6)
    opens = next((opens for magic, opens in _COMPRESSIONS.items() if begins.startswith(magic)), None)
    if opens is None:
        return file

    def opener() -> io.BufferedReader:
        packed = file.open()
        return io.BufferedReader(_Measured(opens(packed), packed, limit), _CHUNK)

    return replace(file, opener=opener)


def _zip_members(file: SourceFile, limit: Limit) -> Iterator[SourceFile | Unreadable]:
    try:
        for archive in parts(file.path):
            for info in archive.infolist():
                if info.filename and not info.is_dir():
                    yield from _of_zip(file, archive, info, limit)
                if limit.exceeded:
                    return
    except (ValueError, struct.error) as wrong:  # names that are not in the charset that they say, cut fields
        raise Unreadable(file.path, None, f"has a directory that cannot be read: {wrong}") from None


def _of_zip(
    file: SourceFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: Limit
) -> Iterator[SourceFile | Unreadable]:
    """Yield a member of a zip, or why it is not read; nothing for one that is no article's."""
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if not _to_be_read(name):
        return
    bare = _member(file, name)
    if isinstance(bare, Unreadable):
        yield bare
    elif archive.NameToInfo[info.filename] is not info:
        yield Unreadable(bare.path, None, "stands more than once in its archive; the last one is read")
    elif info.flag_bits & 1:
        yield Unreadable(bare.path, None, "is encrypted; unpack it with its password first")
    else:
        yield _zip_member(bare, archive, info, limit)


def _zip_member(
    bare: SourceFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: Limit
) -> SourceFile | Unreadable:
    own = Limit(bare, info.compress_size, limit)

    def opener() -> io.BufferedReader:
        packed = cast("io.BufferedIOBase", archive.open(info))
        return io.BufferedReader(_Measured(packed, packed, own), _CHUNK)

    return _alone(replace(bare, opener=opener), own)


def _tar_members(file: SourceFile, limit: Limit) -> Iterator[SourceFile | Unreadable]:
    with file.open() as raw, tarfile.open(fileobj=raw, mode="r|") as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep each one that it has passed
            name = PurePosixPath(info.name)
            if not info.isfile() or not _to_be_read(name):
                continue
            content = archive.extractfile(info)
            bare = _member(file, name)
            held = content.read(_LARGEST_TAR_MEMBER + 1) if content else b""
            if isinstance(bare, Unreadable):
                yield bare
            elif len(held) > _LARGEST_TAR_MEMBER:
                yield Unreadable(
                    bare.path, None, f"is larger than {_LARGEST_TAR_MEMBER >> 20} MB; unpack the tar first"
                )
            else:
                yield _alone(replace(bare, opener=partial(_in_memory, held)), limit)


def _in_memory(held: bytes) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(held)))


def _member(file: SourceFile, name: PurePosixPath) -> SourceFile | Unreadable:
    """Return a member to be opened; its name is for ids and messages, nothing is ever written to it."""
    told = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name.as_posix())
    path = file.path / told.lstrip("/")
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        return Unreadable(file.path, None, f"holds {told!r}, a name that leads out of the archive; skipped")
    return replace(file, path=path, name=f"{file.name}/{without_suffixes(PurePosixPath(told))}")


def _alone(member: SourceFile, limit: Limit) -> SourceFile | Unreadable:
    """Return a member decompressed, or why not: it is damaged, or an archive itself."""
    try:
        member = _decompressed(member, limit)
        if _archive_begins(member.head()):
            return Unreadable(member.path, None, "is an archive within an archive; unpack the outer one first")
    except DAMAGED as damaged:
        return Unreadable(member.path, None, f"cannot be read: {getattr(damaged, 'strerror', None) or damaged}")
    except Unreadable as bomb:
        return bomb
    return member


def _archive_begins(head: bytes) -> str:
    """Return which archive begins with these bytes, `zip` or `tar`; nothing where none does."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    return "tar" if head[257:262] == b"ustar" else ""


def _to_be_read(name: PurePosixPath) -> bool:
    """Tell whether a member may be an article: as in a folder, nothing hidden and no README is one."""
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.parts)
    return not hidden and name.stem.upper() != "README"
