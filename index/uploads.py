"""Files that people upload: kept under names of our own making in a folder, which is a source of articles."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from index.checking import Checked, checked
from index.errors import ArchiveUnwritable, UploadsFull, UploadTooLarge
from index.readers import read
from index.readers.formats import SUFFIXES
from index.readers.packed import SUFFIXES as PACKED
from index.readers.packed import suffix_of
from index.readers.source import SourceFile, Unreadable
from index.sources import Source

_INCOMING = ".incoming-"  # hidden: no run reads it
_LEFT_BEHIND_S = 86_400  # how old what a killed server was receiving must be to be thrown away
_LONGEST_NAME = 200  # code points
_STORED = re.compile(r"[0-9a-f]{32}(\.[a-z]{1,8}){0,2}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was uploaded: `stored` is its name in the folder, `name` what it was called, `by` who brought it.

    `at` is ISO 8601, `size` in bytes.
    """

    stored: str
    name: str
    by: str
    at: str
    size: int


class Incoming:
    """A file that is being received; `write` raises UploadTooLarge where it becomes too large."""

    def __init__(self, path: Path, file: BinaryIO, name: str, largest: int) -> None:
        self.path, self.name, self.size = path, name, 0
        self._file, self._largest = file, largest
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Add bytes to it."""
        self.size += len(piece)
        if self.size > self._largest:
            raise UploadTooLarge(f"{self.name} has more than {self._largest:,} bytes (KNIPSEL_UPLOAD_MB)")
        self._digest.update(piece)
        self._file.write(piece)

    def digest(self) -> str:
        """Return what it is known by, once all of it is there, on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._digest.hexdigest()[:32]

    def check(self) -> Checked:
        """Return what a reader finds in it; what it cannot read is named as the file was called."""
        self._file.flush()
        found = checked(read(SourceFile(self.path, self.name)))
        faults = tuple(_renamed(fault, self.path, self.name) for fault in found.faults)
        return Checked(found.articles, found.titles, faults, found.fault_count, found.whole)


class Uploads:
    """The uploaded files in a folder: at most `most` of them, each of at most `largest` bytes.

    A file is stored under a digest of its bytes, so that the same one is there once; what it was called is a label
    in a hidden file beside it.
    """

    def __init__(self, folder: Path, largest: int = 100_000_000, most: int = 1_000) -> None:
        self.folder = folder
        self.largest, self.most = largest, most

    def source(self) -> Source | None:
        """Return the source that they are; None as long as nothing was ever uploaded."""
        return Source(path=self.folder, name="uploads") if self.folder.is_dir() else None

    @contextmanager
    def receiving(self, called: str) -> Iterator[Incoming]:
        """Give a file to write to, for one that is called so, which is gone at the end unless it was kept.

        Raises UploadsFull and ArchiveUnwritable.
        """
        if len(self._stored()) >= self.most:
            raise UploadsFull(f"there are {self.most:,} uploaded files already (KNIPSEL_UPLOADS_MOST); remove some")
        name = label_of(called)
        path = self.folder / f"{_INCOMING}{secrets.token_hex(8)}{_known_suffixes(name)}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._throw_away_what_was_left()
            with path.open("xb") as file:
                yield Incoming(path, file, name, self.largest)
        except TimeoutError:  # of whoever sends it
            raise
        except OSError as denied:
            raise ArchiveUnwritable.because(self.folder, denied.strerror) from denied
        finally:
            with suppress(OSError):
                path.unlink()

    def keep(self, incoming: Incoming, by: str) -> tuple[Upload, bool]:
        """Keep what was received, and tell whether it is new; one with the same bytes stays as it is."""
        digest = incoming.digest()
        for stored in self._stored():
            if stored.startswith(digest):
                return self._told(stored), False
        at = datetime.now(UTC).isoformat(timespec="seconds")
        upload = Upload(f"{digest}{_known_suffixes(incoming.name)}", incoming.name, by, at, incoming.size)
        self._label(upload.stored).write_text(json.dumps(asdict(upload)), "utf-8")
        incoming.path.replace(self.folder / upload.stored)
        return upload, True

    def latest(self, first: int, most: int) -> tuple[list[Upload], int]:
        """Return up to `most` files from the `first` on, from 0, the last one brought first; and how many there are."""
        stored = sorted(self._stored().items(), key=lambda one: (-one[1], one[0]))
        return [self._told(name) for name, _ in stored[first : first + most]], len(stored)

    def name_of(self, stored: str) -> str:
        """Return what a file was called that is stored under this name; empty where there is none."""
        return self._told(stored).name if _STORED.fullmatch(stored) and (self.folder / stored).exists() else ""

    def remove(self, stored: str) -> Upload | None:
        """Remove a file, and return it; None where there is none. The next run takes its articles out."""
        if not self.name_of(stored):
            return None
        upload = self._told(stored)
        (self.folder / stored).unlink(missing_ok=True)
        self._label(stored).unlink(missing_ok=True)
        return upload

    def _stored(self) -> dict[str, float]:
        """Return the files by name, each with when it came."""
        found = dict[str, float]()
        if self.folder.is_dir():
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    with suppress(FileNotFoundError):
                        if _STORED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                            found[entry.name] = entry.stat(follow_symlinks=False).st_mtime
        return found

    def _told(self, stored: str) -> Upload:
        """Return a file with its label; one whose label is gone goes by the name that it is stored under."""
        try:
            return Upload(**json.loads(self._label(stored).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return Upload(stored, stored, "", "", 0)

    def _label(self, stored: str) -> Path:
        return self.folder / f".{stored.partition('.')[0]}.json"

    def _throw_away_what_was_left(self) -> None:
        for left in self.folder.glob(f"{_INCOMING}*"):
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < time.time() - _LEFT_BEHIND_S:
                    left.unlink()


def label_of(called: str) -> str:
    """Return what a file is called, of whatever a browser says: its last part, without what is no text, cut."""
    last = re.split(r"[/\\]", called)[-1]
    plain = "".join(letter if letter.isprintable() else " " for letter in last)
    return " ".join(plain.split())[-_LONGEST_NAME:].strip() or "unnamed"


def _known_suffixes(name: str) -> str:
    """Return the suffixes that a reader is chosen by, `.sgm.gz` of `Export.SGM.gz`; empty where content has to tell."""
    path = PurePosixPath(f"x{''.join(PurePosixPath(name).suffixes[-2:])}".lower())
    inner, last = suffix_of(path), path.suffix
    if last in SUFFIXES or (last in PACKED and inner == last):
        return last
    if last in PACKED:
        return f"{inner}{last}" if inner in SUFFIXES or inner in PACKED else last
    return ""


def _renamed(fault: Unreadable, path: Path, name: str) -> Unreadable:
    """Return what is wrong as of the file that the person knows; within an archive, of its member."""
    return Unreadable(Path(str(fault.path).replace(str(path), name, 1)), fault.line, fault.reason)
