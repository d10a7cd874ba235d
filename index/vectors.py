"""Passage vectors in Chroma, a mirror of the catalog; the only module that imports chromadb."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np

from index.article import Passage
from index.encoder import Encoder, Vectors
from index.errors import MirrorUnreadable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_CHROMAS_OWN_THRESHOLD = 1_000  # writes after which Chroma puts its graph on disk, unless told


class PassageVectors:
    """One Chroma store of ids and vectors; text belongs in the catalog.

    `name` is that of the mirror: an archive has a large store, `vectors`, and a small one for what is `recent`.
    """

    def __init__(self, name: str, folder: Path, encoder: Encoder) -> None:
        self.name = name
        self._folder = folder
        self._encoder = encoder
        self._lock = Lock()
        self._generation = 0

    def taking(self, present: Sequence[Passage], gone: Sequence[int]) -> Callable[[], None]:
        """Encode the passages present; return the write that takes them in and drops those gone.

        The write is a no-op when done before. Encoding is done here, so that it can go on while another write runs.
        """
        ids = [str(passage.id) for passage in present]
        vectors = self._encoder.encode_passages([_encoded_text(passage) for passage in present]) if present else None
        return lambda: self._write(ids, vectors, [str(passage_id) for passage_id in gone])

    def _write(self, ids: list[str], vectors: Vectors | None, dropped: list[str]) -> None:
        if dropped:
            self._collection.delete(ids=dropped)
        if vectors is not None:
            self._collection.upsert(ids=ids, embeddings=vectors)

    def put_on_disk_every(self, writes: int) -> None:
        """Have Chroma write its graph to disk after so many writes; it counts from when the store is opened.

        What was written since, Chroma adds to the graph anew at each opening, at some thousand vectors a second; and
        each time it writes the whole graph, so that neither a small nor a large number is right for every load.
        """
        with warnings.catch_warnings():
            # Chroma warns of its own record that the store has no embedding function of Chroma's.
            warnings.filterwarnings("ignore", "legacy embedding function config", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"sync_threshold": max(3, writes)}})

    def clear(self) -> None:
        """Empty the mirror, whatever state its files are in."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def count(self) -> int:
        """Return how many passages the store holds; raise MirrorUnreadable if it is damaged."""
        if not self._folder.exists():
            return 0
        with self._damage_told():
            return self._collection.count()

    def is_there(self) -> bool:
        """Tell whether the store can be opened and has had vectors, without reading its graph."""
        if not self._folder.exists():
            return False
        try:
            with self._damage_told():
                return self._collection.get_model().dimension is not None
        except MirrorUnreadable:
            return False

    def nearest(self, question: Vectors, limit: int, generation: int) -> list[tuple[float, int]]:
        """Return up to `limit` (cosine distance, passage), the nearest in meaning first; raise MirrorUnreadable.

        Chroma does not see what another process writes: when the catalog's `generation` has moved on, the store is
        opened anew. What has not been written yet is empty.
        """
        if not self._folder.exists():
            return []
        with self._lock, self._damage_told():
            if generation != self._generation:
                self.close()
                self._generation = generation
            found = self._collection.query(query_embeddings=question, n_results=limit, include=["distances"])
        distances = found["distances"] or [[]]
        return [(distance, int(passage)) for distance, passage in zip(distances[0], found["ids"][0], strict=True)]

    def distances(self, question: Vectors, passages: Sequence[int]) -> list[tuple[float, int]]:
        """Return (cosine distance, passage) for those of the passages that the store holds, the nearest first."""
        if not self._folder.exists() or not passages:
            return []
        with self._lock, self._damage_told():
            held = self._collection.get(ids=[str(passage) for passage in passages], include=["embeddings"])
        if not held["ids"]:
            return []
        vectors = np.asarray(held["embeddings"], dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(question)
        cosines = (vectors @ question[0]) / np.maximum(lengths, np.finfo(np.float32).tiny)
        return sorted(zip((1.0 - cosines).tolist(), map(int, held["ids"]), strict=True))

    def close(self) -> None:
        """Let go of the store's files."""
        if "_client" in self.__dict__:
            self._client.close()
        for cached in ("_client", "_collection"):
            self.__dict__.pop(cached, None)

    @cached_property
    def _collection(self) -> Collection:
        return self._client.get_or_create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "sync_threshold": _CHROMAS_OWN_THRESHOLD}},
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
        except (ChromaError, OSError, ValueError):
            # Chroma 1.5 keeps the client that failed to open and trips over it once more before it forgets it.
            with suppress(AttributeError, ChromaError):
                PersistentClient(str(self._folder), settings=settings)
            raise

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError, ValueError, KeyError) as damaged:
            advice = "run `knipsel index --rebuild`; no article is lost"
            raise MirrorUnreadable(f"the vectors in {self._folder} cannot be read ({damaged}); {advice}") from damaged


def _encoded_text(passage: Passage) -> str:
    """Return what is encoded: the headline says what a passage from the middle of an article is about."""
    return f"{passage.article.title}\n{passage.text}"
