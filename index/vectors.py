"""Passage vectors in Chroma, a mirror of the catalog; the only module that imports chromadb."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from index.article import Passage
from index.encoder import Encoder
from index.errors import MirrorUnreadable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"


class PassageVectors:
    """Finds passages by meaning. Only ids and vectors are kept here: text belongs in the catalog."""

    name = "vectors"

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._lock = Lock()
        self._generation = 0

    def apply(self, present: Sequence[Passage], gone: Iterable[int]) -> None:
        """Encode and take in the passages that are present and drop those that are gone; a no-op when done before."""
        if dropped := [str(passage_id) for passage_id in gone]:
            self._collection.delete(ids=dropped)
        if present:
            vectors = self._encoder.encode_passages([_encoded_text(passage) for passage in present])
            self._collection.upsert(ids=[str(passage.id) for passage in present], embeddings=vectors)

    def clear(self) -> None:
        """Empty the mirror, whatever state its files are in."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def count(self) -> int:
        """Return how many passages the store holds; raise MirrorUnreadable if it is damaged."""
        from chromadb.errors import ChromaError

        try:
            return self._collection.count()
        except (ChromaError, OSError, ValueError, KeyError) as damaged:
            raise self._unreadable(damaged) from damaged

    def search(self, text: str, limit: int, generation: int = 0) -> list[int]:
        """Return up to `limit` passages, the nearest in meaning first; raise MirrorUnreadable.

        Chroma does not see what another process writes: when the catalog's `generation` has moved on, the store is
        opened anew.
        """
        from chromadb.errors import ChromaError

        question = self._encoder.encode_question(text)
        with self._lock:
            if generation != self._generation:
                self.close()
                self._generation = generation
            try:
                found = self._collection.query(query_embeddings=question, n_results=limit, include=[])
            except (ChromaError, OSError, ValueError, KeyError) as damaged:
                raise self._unreadable(damaged) from damaged
        return [int(passage_id) for passage_id in found["ids"][0]]

    def close(self) -> None:
        """Let go of the store's files."""
        if "_client" in self.__dict__:
            self._client.close()
        for cached in ("_client", "_collection"):
            self.__dict__.pop(cached, None)

    @cached_property
    def _collection(self) -> Collection:
        return self._client.get_or_create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    @cached_property
    def _client(self) -> Client:
        from chromadb import PersistentClient
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        self._folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False)
        try:
            return cast("Client", PersistentClient(str(self._folder), settings=settings))
        except (ChromaError, OSError, ValueError) as damaged:
            # Chroma 1.5 keeps the client that failed to open and trips over it once more before it forgets it.
            with suppress(AttributeError, ChromaError):
                PersistentClient(str(self._folder), settings=settings)
            raise self._unreadable(damaged) from damaged

    def _unreadable(self, reason: Exception) -> MirrorUnreadable:
        advice = "run `knipsel index --rebuild`; no article is lost"
        return MirrorUnreadable(f"the vectors in {self._folder} cannot be read ({reason}); {advice}")


def _encoded_text(passage: Passage) -> str:
    """Return what is encoded: the headline says what a passage from the middle of an article is about."""
    return f"{passage.article.title}\n{passage.text}"
