"""Backs up an archive while it is asked: no run writes meanwhile, every file is copied whole, the copy is verified."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from errno import EBUSY
from fnmatch import fnmatch
from pathlib import Path
from tempfile import mkdtemp

from index.archive import CATALOG
from index.catalog import Catalog
from index.catalog_writing import WritableCatalog
from index.encoder import Encoder
from index.errors import ArchiveUnwritable, MirrorUnreadable, PlaceTaken
from index.gauge import Progress
from index.lock import OWNER, locked
from index.manifest import Manifest
from index.vectors import LARGE, RECENT
from index.vectors_in_folder import changing
from index.verify import Difference, verify

_LOCKS = ("*.lock", OWNER)
_OF_SQLITE = ("*-wal", "*-shm", "*-journal")  # what stands in them is copied with the file that they belong to
_SQLITE = b"SQLite format 3\0"
_BUSY_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made; `differences` are what was not in order in it, as in the archive it was made of."""

    folder: Path
    manifest: Manifest
    differences: Sequence[Difference]


def back_up(
    folder: Path,
    to: Path,
    encoder: Encoder,
    *,
    wait_s: float = 0.0,
    progress: Progress = lambda stage, done, total: None,
) -> Backup:
    """Copy the archive in `folder` to the folder `to`, which must not be there yet, whole or not at all.

    Questions go on meanwhile; a run that is writing is waited for, `wait_s` at most, and another cannot begin before
    all is copied. Call it where that archive is not open in the same process: Python and Chroma each bring an SQLite of
    their own (sqlite.org/howtocorrupt.html, 2.2.1). Raises IndexNotBuilt, ArchiveBusy, ArchiveUnwritable, PlaceTaken,
    and MirrorUnreadable for a database that cannot be read.
    """
    Catalog.open(folder / CATALOG).close()
    if to.resolve().is_relative_to(folder.resolve()):
        raise PlaceTaken(f"{to} lies in the archive {folder}, and would be copied into the next backup; name another")
    require_free(to)
    with made_whole(to) as copy:
        with locked(folder, wait_s), ExitStack() as stores:
            for store in (LARGE, RECENT):
                stores.enter_context(changing(folder / store))
            _copy(folder, copy, progress)
        _without_server(copy)
        differences = verify(copy, encoder)
        for path in _files_in(copy):
            if _is_named(path, _LOCKS):
                path.unlink()
        manifest = Manifest.of(copy, [one.what for one in differences])
        manifest.write(copy)
    return Backup(to, manifest, differences)


def require_free(place: Path) -> None:
    """Raise PlaceTaken unless there is nothing at a place, or an empty folder on which no disk is mounted."""
    if place.is_mount():
        raise _mounted(place)
    if place.is_dir() and not place.is_symlink() and next(place.iterdir(), None) is None:
        return
    if place.exists() or place.is_symlink():
        raise PlaceTaken(f"{place} is there already, and is not overwritten; name another, or move it away")


def _mounted(place: Path) -> PlaceTaken:
    """Return what tells that a place can't be taken in one step, as a rename takes it: half an archive is none."""
    advice = f"name a folder in it, such as {place / 'archive'}, and let KNIPSEL_ARCHIVE say so where it is the archive"
    return PlaceTaken(f"{place} is a mount point, and cannot be taken by an archive in one step; {advice}")


@contextmanager
def made_whole(place: Path) -> Iterator[Path]:
    """Give a new folder beside a place, for its owner only, which takes that place once the block has ended well."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent))
        try:
            yield made
            require_free(place)
            made.rename(place)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    except OSError as denied:
        if denied.errno == EBUSY:  # a folder of the same disk that is mounted there does not look like a mount point
            raise _mounted(place) from denied
        advice = "make room on that disk, or name a place that you may write to; nothing is lost"
        raise ArchiveUnwritable(f"cannot copy to {place}: {denied}; {advice}") from denied


def _copy(folder: Path, to: Path, progress: Progress) -> None:
    paths = [path for path in _files_in(folder) if not _is_named(path, _LOCKS + _OF_SQLITE)]
    total, done = sum(map(_size, paths)), 0
    for path in paths:
        progress("backup", done, total)
        done += _size(path)
        copy = to / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # what was being uploaded when they were listed
            if _is_database(path):
                _copy_database(path, copy)
            else:
                shutil.copy2(path, copy)
    progress("backup", total, total)


def _files_in(folder: Path) -> list[Path]:
    found = (Path(root) / name for root, _, names in os.walk(folder, followlinks=True) for name in names)
    return sorted(path for path in found if path.is_file())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _is_named(path: Path, patterns: Sequence[str]) -> bool:
    return any(fnmatch(path.name, pattern) for pattern in patterns)


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return path.suffix == ".sqlite3" or file.read(len(_SQLITE)) == _SQLITE


def _copy_database(path: Path, copy: Path) -> None:
    """Copy a database as it stands at one moment, whoever writes to it: what people said of answers comes any time."""
    there = f"{path.resolve().as_uri()}?mode=rw"  # a file that is gone is not made anew
    with (
        closing(sqlite3.connect(there, timeout=_BUSY_TIMEOUT_S, uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        try:
            source.backup(target)
        except sqlite3.DatabaseError as fault:
            advice = "`knipsel status --verify` says what is wrong, and whether `knipsel index --rebuild` mends it"
            raise MirrorUnreadable(f"{path} cannot be copied ({fault}); {advice}") from fault
    copy.chmod(path.stat().st_mode & 0o777)


def _without_server(copy: Path) -> None:
    """Have the copy take in its vectors anew where they are at a server: those there go on with the archive."""
    with closing(WritableCatalog.create(copy / CATALOG)) as catalog:
        if catalog.vectors_at is not None:
            for mirror in (LARGE, RECENT):
                catalog.distrust(mirror)
            catalog.set_vectors_at(None)
