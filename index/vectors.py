"""Passage vectors in Chroma, a mirror of the catalog; `vectors_in_folder` and `vectors_at_server` know where."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.article import Passage
from index.catalog import Catalog
from index.encoder import Encoder, Vectors
from index.errors import MirrorUnreadable
from index.vector_server import VectorServer
from index.vectors_at_server import AtServer
from index.vectors_in_folder import InFolder

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_NOBODYS = ["0", "-1"]  # ids that no passage has
_READ_AT_ONCE = 2_000  # vectors; Chroma gives them out in a sixth of a second
LARGE, RECENT = "vectors", "recent"  # the mirrors, and their folders in an archive


class Place(Protocol):
    """One collection of vectors, wherever it is."""

    @property
    def where(self) -> str | None:
        """The server, for people and for the catalog; None in the archive's folder."""

    @property
    def per_write(self) -> int:
        """How many vectors go into one write."""

    @property
    def takes_small_changes(self) -> bool:
        """Whether a write of a few vectors costs little, however many there are."""

    @property
    def collection(self) -> Collection:
        """The collection, made if it is not there."""

    def is_there(self) -> bool:
        """Tell whether the collection has been made."""

    def require_there(self) -> None:
        """Raise MirrorUnreadable where a collection that has been made is gone."""

    def look_again(self) -> None:
        """Have the next use see what another process did."""

    def alone(self) -> AbstractContextManager[object]:
        """Keep other threads of this process away where Chroma needs it."""

    def trouble_told(self) -> AbstractContextManager[None]:
        """Raise Chroma's errors as ours."""

    def writing(self) -> AbstractContextManager[None]:
        """Raise those as ours that a write may meet and nothing is to be rebuilt for."""

    def empty(self) -> None:
        """Remove the collection, whatever state it is in."""

    def compact(self) -> None:
        """Leave nothing in its files of what was dropped, where they are ours."""

    def close(self) -> None:
        """Let go of files and connections."""


class PassageVectors:
    """One Chroma store of ids and vectors; text belongs in the catalog.

    `name` is that of the mirror: an archive has a large store, `vectors`, and a small one for what is `recent`.
    """

    def __init__(self, name: str, place: Place, encoder: Encoder) -> None:
        self.name = name
        self._place = place
        self._encoder = encoder
        self._generation = 0

    @property
    def where(self) -> str | None:
        """The server that has the vectors; None if they are in the archive's folder."""
        return self._place.where

    @property
    def takes_small_changes(self) -> bool:
        """Tell whether a write of a few vectors costs little, however many there are."""
        return self._place.takes_small_changes

    def taking(self, present: Sequence[Passage], gone: Sequence[int]) -> Callable[[], None]:
        """Encode the passages present; return the write that takes them in and drops those gone.

        The write is a no-op when done before. Encoding is done here, so that it can go on while another write runs.
        """
        ids = [str(passage.id) for passage in present]
        vectors = self._encoder.encode_passages([_encoded_text(passage) for passage in present]) if present else None
        return lambda: self._write(ids, vectors, [str(passage_id) for passage_id in gone])

    def _write(self, ids: list[str], vectors: Vectors | None, dropped: list[str]) -> None:
        at_once = self._place.per_write
        with self._place.writing():
            for start in range(0, len(dropped), at_once):
                self._drop(dropped[start : start + at_once])
            if vectors is not None:
                for start in range(0, len(ids), at_once):
                    part = slice(start, start + at_once)
                    self._place.collection.upsert(ids=ids[part], embeddings=vectors[part])

    def _drop(self, ids: list[str]) -> None:
        """Drop passages. Chroma's graph keeps the vectors of what it drops, so they are overwritten before."""
        nothing = np.zeros((len(ids), self._encoder.identity.dimension), dtype=np.float32)
        nothing[:, 0] = 1.0
        self._place.collection.upsert(ids=ids, embeddings=nothing)
        self._place.collection.delete(ids=ids)

    def put_on_disk_every(self, writes: int) -> None:
        """Have Chroma write its graph to disk after so many writes; it counts from when the store is opened.

        What was written since, Chroma adds to the graph anew at each opening, at some thousand vectors a second; and
        each time it writes the whole graph, so that neither a small nor a large number is right for every load.
        """
        with warnings.catch_warnings():
            # Chroma warns of its own record that the store has no embedding function of Chroma's.
            warnings.filterwarnings("ignore", "legacy embedding function config", DeprecationWarning)
            self._place.collection.modify(configuration={"hnsw": {"sync_threshold": max(3, writes)}})

    def clear(self) -> None:
        """Empty the mirror, whatever state its files are in."""
        self._place.empty()

    def look_again(self) -> None:
        """Have the next search open the store anew."""
        with self._place.alone():
            self._place.look_again()

    def compact(self) -> None:
        """Leave nothing in the store's files of what was dropped, once that is on disk."""
        self._place.compact()

    def put_on_disk(self) -> None:
        """Have Chroma write its graph to disk and empty its log: it does so after some writes, so it is given some."""
        if self._place.is_there() and not self.takes_small_changes:
            self.put_on_disk_every(2 * len(_NOBODYS))
            self._drop(_NOBODYS)

    def ids(self) -> set[int]:
        """Return the passages of which the store gives out a vector; raise MirrorUnreadable if it is damaged."""
        with self._place.trouble_told():
            listed = self._place.collection.get(include=[])["ids"] if self._place.is_there() else []
            parts = [listed[start : start + _READ_AT_ONCE] for start in range(0, len(listed), _READ_AT_ONCE)]
            return {passage for part in parts for passage in self._with_vector(part)}

    def _with_vector(self, ids: list[str]) -> list[int]:
        held = self._place.collection.get(ids=ids, include=["embeddings"])
        lengths = np.linalg.norm(np.asarray(held["embeddings"], dtype=np.float32), axis=1)
        return [int(passage) for passage, length in zip(held["ids"], lengths, strict=True) if length > 0]

    def count(self) -> int:
        """Return how many passages the store holds; raise MirrorUnreadable if it is damaged."""
        with self._place.trouble_told():
            return self._place.collection.count() if self._place.is_there() else 0

    def require_there(self) -> None:
        """Raise MirrorUnreadable where the store, which has had vectors, is gone from its server."""
        if self.where:
            self._place.require_there()

    def is_there(self) -> bool:
        """Tell whether the store can be opened and has had vectors, without reading its graph."""
        try:
            with self._place.trouble_told():
                return self._place.is_there() and self._place.collection.get_model().dimension is not None
        except MirrorUnreadable:
            return False

    def nearest(self, question: Vectors, limit: int, generation: int) -> list[tuple[float, int]]:
        """Return up to `limit` (cosine distance, passage), the nearest in meaning first; raise MirrorUnreadable.

        When the catalog's `generation` has moved on, another process has written, and the store is looked at anew.
        What has not been written yet is empty.
        """
        with self._place.alone(), self._place.trouble_told():
            if generation != self._generation:
                self._place.look_again()
                self._generation = generation
            if not self._place.is_there():
                return []
            found = self._place.collection.query(query_embeddings=question, n_results=limit, include=["distances"])
        distances = found["distances"] or [[]]
        return [(distance, int(passage)) for distance, passage in zip(distances[0], found["ids"][0], strict=True)]

    def distances(self, question: Vectors, passages: Sequence[int]) -> list[tuple[float, int]]:
        """Return (cosine distance, passage) for those of the passages that the store holds, the nearest first."""
        with self._place.alone(), self._place.trouble_told():
            if not passages or not self._place.is_there():
                return []
            held = self._place.collection.get(ids=[str(passage) for passage in passages], include=["embeddings"])
        if not held["ids"]:
            return []
        vectors = np.asarray(held["embeddings"], dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(question)
        cosines = (vectors @ question[0]) / np.maximum(lengths, np.finfo(np.float32).tiny)
        return sorted(zip((1.0 - cosines).tolist(), map(int, held["ids"]), strict=True))

    def close(self) -> None:
        """Let go of the store's files and connections."""
        self._place.close()


def stores_of(
    folder: Path, catalog: Catalog, encoder: Encoder, server: VectorServer | None
) -> tuple[PassageVectors, PassageVectors]:
    """Return the large and the recent store of the archive in `folder`; with a server the recent one stays empty."""
    own = folder / LARGE
    large: Place = AtServer(server, catalog.archive_id, own) if server else InFolder(own)
    return PassageVectors(LARGE, large, encoder), PassageVectors(RECENT, InFolder(folder / RECENT), encoder)


def _encoded_text(passage: Passage) -> str:
    """Return what is encoded: the headline says what a passage from the middle of an article is about."""
    return f"{passage.article.title}\n{passage.text}"
