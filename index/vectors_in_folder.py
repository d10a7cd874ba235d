"""Vectors in a folder of the archive, in Chroma within this process."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from filelock import FileLock

from index.errors import ArchiveUnwritable, VectorsUnreadable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_CHROMAS_OWN_THRESHOLD = 1_000  # writes after which Chroma puts its graph on disk, unless told
_HEADER = "<i4Q"  # of hnswlib's files, as far as needed: version, an offset, room for vectors, how many, bytes of each
_LENGTH = 4  # bytes of the length of a vector
_VACUUM = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
connection.execute("VACUUM")
connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
connection.close()
"""
_PER_WRITE = 5_000  # vectors; Chroma takes 5,461


def changing(folder: Path) -> FileLock:
    """Return the lock that is held while the store in a folder is opened, made or removed."""
    return FileLock(folder.with_name(f"{folder.name}.lock"))


class InFolder:
    """A collection in a folder, of which each process that opens it reads the graph into its own memory."""

    where = None
    per_write = _PER_WRITE
    takes_small_changes = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = folder / "chroma.sqlite3"
        self._lock = Lock()
        # Held while a store is opened, made or removed: Chroma makes a store of its own where it finds none, and two
        # processes that make one, or one that makes what another removes, leave neither.
        self._changing = changing(folder)

    @cached_property
    def collection(self) -> Collection:
        """The collection, made if it is not there."""
        with self._changing:
            return self._client.get_or_create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "sync_threshold": _CHROMAS_OWN_THRESHOLD}},
            )

    def is_there(self) -> bool:
        """Tell whether there is a store, and open it if so."""
        if "collection" not in self.__dict__:
            with self._changing:
                return self._database.exists() and self.collection is not None
        return True

    def require_there(self) -> None:
        """Let it be: another process may be making it."""

    def look_again(self) -> None:
        """Close the store: Chroma does not see what another process writes."""
        self.close()

    def alone(self) -> AbstractContextManager[object]:
        """Let one thread in at a time."""
        return self._lock

    @contextmanager
    def trouble_told(self) -> Iterator[None]:
        """Raise VectorsUnreadable where the files are damaged."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError, ValueError, KeyError) as damaged:
            advice = "run `knipsel index` (or with --rebuild, if that does not help); no article is lost"
            raise VectorsUnreadable(f"the vectors in {self._folder} cannot be read ({damaged}); {advice}") from damaged

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Raise ArchiveUnwritable where the disk does not take what is written."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError) as denied:
            raise ArchiveUnwritable.because(self._folder, denied) from denied

    def empty(self) -> None:
        """Remove the folder."""
        with self._changing:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def compact(self) -> None:
        """Rewrite Chroma's database, whose free pages and log hold what was dropped, and wipe the ends of its graph.

        hnswlib writes the room it has for more vectors as it finds it in memory, where dropped ones may have been.
        """
        with self._changing:
            self.close()
            for header in self._folder.glob("*/header.bin"):
                told = header.read_bytes()
                if len(told) < struct.calcsize(_HEADER):
                    continue  # another process, which asks, has just begun to make it: there is no vector in it yet
                *_, room, count, size = struct.unpack_from(_HEADER, told)
                _wipe(header.with_name("data_level0.bin"), room * size, count * size)
                _wipe(header.with_name("length.bin"), room * _LENGTH, count * _LENGTH)
            if self._database.exists():
                _vacuum(self._database)

    def close(self) -> None:
        """Let go of the files."""
        if "_client" in self.__dict__:
            self._client.close()
        for cached in ("_client", "collection"):
            self.__dict__.pop(cached, None)

    @cached_property
    def _client(self) -> Client:
        from chromadb import PersistentClient
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        self._folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False)
        try:
            return cast("Client", PersistentClient(str(self._folder), settings=settings))
        except (ChromaError, OSError, ValueError):
            # Chroma 1.5 keeps the client that failed to open and trips over it once more before it forgets it.
            with suppress(AttributeError, ChromaError):
                PersistentClient(str(self._folder), settings=settings)
            raise


def _wipe(file: Path, whole: int, kept: int) -> None:
    """Fill a file of `whole` bytes with zeros after the first `kept`; a run that is killed here rebuilds the store."""
    if file.exists() and file.stat().st_size == whole:
        os.truncate(file, kept)
        os.truncate(file, whole)


def _vacuum(database: Path) -> None:
    """Rewrite Chroma's database, in a process of its own; raise ArchiveUnwritable where that fails.

    Chroma brings an SQLite of its own, and two of them on one file in one process drop each other's locks
    (sqlite.org/howtocorrupt.html, 2.2.1).
    """
    command = [sys.executable, "-c", _VACUUM, str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise ArchiveUnwritable.because(database, done.stderr.strip().rpartition("\n")[2])
