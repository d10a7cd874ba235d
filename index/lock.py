"""One process writes an archive at a time: its lock, which names who has it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy, ArchiveUnwritable

OWNER = "writer.pid"  # the file that names who has the lock


@contextmanager
def locked(folder: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the archive's lock, waited for so long; raise ArchiveBusy, naming who has it, or ArchiveUnwritable."""
    owner = folder / OWNER
    lock = FileLock(folder / "writer.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait_s)
        owner.write_text(str(os.getpid()), "utf-8")
    except Timeout:
        pid = owner.read_text("utf-8") if owner.exists() else "unknown"
        raise ArchiveBusy(f"process {pid} is writing to {folder}; wait for it, or stop it: nothing is lost") from None
    except OSError as denied:
        lock.release()
        advice = "name a folder that you may write to (KNIPSEL_ARCHIVE), or make room on its disk; nothing is lost"
        raise ArchiveUnwritable(f"cannot write the archive {folder}: {denied.strerror}; {advice}") from None
    try:
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def writer_of(folder: Path) -> int | None:
    """Return the id of the process that writes the archive; None where none does.

    The lock itself is not tried: whoever tries it holds it for a moment, and a run that begins then would be refused.
    One that was killed leaves its name behind, and is known by being gone.
    """
    try:
        process = int((folder / OWNER).read_text("utf-8"))
        with suppress(PermissionError):  # it is there, and another person's
            os.kill(process, 0)
    except (OSError, ValueError, OverflowError):
        return None
    return process if process > 0 else None
