"""A file of a source as a run finds it, and whether it is as the last one left it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from index.intake import Intake, KnownFile
from index.readers.source import SourceFile

_CLOCK_GRAIN_S = 2  # the coarsest that file systems keep (FAT)


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A file as it was found, and what is on record of it; the digest is empty where it cannot be opened.

    `number` counts the files of the source before it.
    """

    number: int
    file: SourceFile
    known: KnownFile | None
    stamp: str
    digest: str

    @classmethod
    def of(cls, number: int, file: SourceFile, intake: Intake, choices: str) -> Visit:
        """Look at a file; read it only if its stamp does not tell that it is unchanged.

        `choices` are those of its source: a file that is read as something else has changed.
        """
        known = intake.known(str(file.path))
        stamp = "" if file.fault else _stamp(file.path, choices)
        if known and known.digest and stamp and stamp == known.stamp:
            return cls(number, file, known, stamp, known.digest)
        return cls(number, file, known, stamp, "" if file.fault else _digest(file.path, choices))

    @property
    def unchanged(self) -> KnownFile | None:
        """What is on record of the file, if that is still so."""
        return self.known if self.known and self.digest and self.digest == self.known.digest else None


def _digest(path: Path, choices: str) -> str:
    """Return the digest of a file's bytes, or nothing if it cannot be opened; the reader will say why."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
    except OSError:
        return ""
    digest.update(choices.encode())
    return digest.hexdigest()


def _stamp(path: Path, choices: str) -> str:
    """Return a file's size and times, which differ when its bytes do; nothing where that cannot be relied on.

    The time of change (ctime) betrays also a tool that sets the time of modification back. A file written within the
    clock's own grain could be written again unseen.
    """
    try:
        stat = path.stat()
    except OSError:
        return ""
    if time.time() - max(stat.st_mtime, stat.st_ctime) <= _CLOCK_GRAIN_S:
        return ""
    read_as = f"-{hashlib.sha256(choices.encode()).hexdigest()[:16]}" if choices else ""
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}{read_as}"
