"""What a backup says of itself: when it was made, of what, and the length and digest of each of its files."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from index.errors import BackupUnreadable

NAME = "backup.json"
_FORMAT = 1
_MOST_NAMED = 5  # files that an error names


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a backup: its length in bytes and the SHA-256 of its content, in hexadecimal."""

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Kept:
        """Read a file and see that it is on disk."""
        with path.open("rb") as file:
            os.fsync(file.fileno())
            return cls(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a backup by their paths within it, and when it was made.

    `differences` are what `knipsel status --verify` would have said of it then; none where all was in order.
    """

    made: datetime
    files: dict[str, Kept]
    differences: tuple[str, ...] = ()

    @classmethod
    def of(cls, folder: Path, differences: Iterable[str]) -> Manifest:
        """Return the manifest of a folder as it is now."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        kept = {path.relative_to(folder).as_posix(): Kept.of(path) for path in paths}
        return cls(datetime.now(UTC).replace(microsecond=0), kept, tuple(differences))

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read that of a backup; raise BackupUnreadable where it has none, or one that is none."""
        path = folder / NAME
        try:
            told = json.loads(path.read_text("utf-8"))
            if told["format"] != _FORMAT:
                raise BackupUnreadable(f"{path} has format {told['format']!r}, not {_FORMAT}; use a newer Knipsel")
            files = {_within(name): Kept(int(one["bytes"]), str(one["sha256"])) for name, one in told["files"].items()}
            return cls(datetime.fromisoformat(told["made"]), files, tuple(map(str, told["differences"])))
        except OSError as missing:
            advice = "name a folder that `knipsel backup` made"
            raise BackupUnreadable(f"{path} cannot be read: {missing.strerror}; {advice}") from None
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise BackupUnreadable(f"{path} is damaged ({wrong!r}); take another backup") from None

    @property
    def size(self) -> int:
        """How many bytes all files have together."""
        return sum(one.size for one in self.files.values())

    def write(self, folder: Path) -> None:
        """Write it into the folder, last of all: without it a folder is no backup."""
        files = {name: {"bytes": one.size, "sha256": one.sha256} for name, one in self.files.items()}
        made, differences = self.made.isoformat(), list(self.differences)
        told = {"format": _FORMAT, "made": made, "differences": differences, "files": files}
        with (folder / NAME).open("w", encoding="utf-8") as file:
            json.dump(told, file, indent=1)
            file.flush()
            os.fsync(file.fileno())

    def require_same(self, folder: Path, checked: Callable[[Kept], None]) -> None:
        """Raise BackupUnreadable unless the files in a folder are those of the manifest; `checked` is told of each."""
        wrong = list[str]()
        for name, kept in self.files.items():
            path = folder / name
            if not path.is_file():
                wrong.append(f"{name} is missing")
            elif Kept.of(path) != kept:
                wrong.append(f"{name} is not as it was written")
            checked(kept)
        if wrong:
            more = len(wrong) - _MOST_NAMED
            told = "; ".join(wrong[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
            raise BackupUnreadable(f"the backup is damaged: {told}; nothing was restored, take another backup")


def _within(name: str) -> str:
    """Return the path of a file; raise ValueError for one that leads out of the folder: anybody may have written it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name:
        raise ValueError(f"a file is called {name!r}")
    return name
