"""Vectors in a folder of the archive, in Chroma within this process."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from index.errors import MirrorUnreadable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_CHROMAS_OWN_THRESHOLD = 1_000  # writes after which Chroma puts its graph on disk, unless told
_PER_WRITE = 5_000  # vectors; Chroma takes 5,461


class InFolder:
    """A collection in a folder, of which each process that opens it reads the graph into its own memory."""

    where = None
    per_write = _PER_WRITE
    takes_small_changes = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    @cached_property
    def collection(self) -> Collection:
        """The collection, made if it is not there."""
        return self._client.get_or_create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "sync_threshold": _CHROMAS_OWN_THRESHOLD}},
        )

    def is_there(self) -> bool:
        """Tell whether there is a folder."""
        return self._folder.exists()

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
        """Raise MirrorUnreadable where the files are damaged."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError, ValueError, KeyError) as damaged:
            advice = "run `knipsel index --rebuild`; no article is lost"
            raise MirrorUnreadable(f"the vectors in {self._folder} cannot be read ({damaged}); {advice}") from damaged

    def writing(self) -> AbstractContextManager[None]:
        """Let errors pass: a full disk damages nothing."""
        return nullcontext()

    def empty(self) -> None:
        """Remove the folder."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def compact(self) -> None:
        """Rewrite Chroma's database, whose free pages and log hold what was dropped; its graph is in other files."""
        self.close()
        if (database := self._folder / "chroma.sqlite3").exists():
            with closing(sqlite3.connect(database, isolation_level=None)) as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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
