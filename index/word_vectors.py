"""Vectors of single words in both languages, out of the table of the fast encoder that ships; for comparing words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import FAST, Vectors, folder_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MOST_KEPT = 20_000  # words; 20 MB


class WordVectors:
    """A word's vector is the mean of those of its pieces, at unit length: what knipsel-fast makes of the word alone.

    Read without torch, and kept, since the words of an archive's questions and hits come again and again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Vectors] = {}

    def of(self, words: Sequence[str]) -> Vectors:
        """Return an array of shape (words, dimension), each row of unit length or, of a word without pieces, zero."""
        new = [word for word in dict.fromkeys(words) if word not in self._kept]
        if new:
            if len(self._kept) + len(new) > _MOST_KEPT:
                self._kept = {}
                new = list(dict.fromkeys(words))
            self._kept.update(zip(new, self._made(new), strict=True))
        dimension = self._table[0].shape[1]
        return np.array([self._kept[word] for word in words], dtype=np.float32).reshape(len(words), dimension)

    def _made(self, words: Sequence[str]) -> Vectors:
        pieces, scales = self._table
        encodings = self._tokenizer.encode_batch(list(words), add_special_tokens=False)
        ids = [encoding.ids or [len(pieces) - 1] for encoding in encodings]
        flat = np.concatenate(ids)
        begins = np.cumsum([0, *map(len, ids[:-1])])
        sums = np.add.reduceat(pieces[flat] * scales[flat][:, None], begins, axis=0)
        made: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        return made

    @cached_property
    def _table(self) -> tuple[Vectors, Vectors]:
        from safetensors.numpy import load_file

        table = load_file(self._folder / "model.safetensors")
        nothing = np.zeros_like(table["embeddings"][:1])  # one more row, for a word without pieces
        return np.concatenate([table["embeddings"], nothing]), np.append(table["weights"], np.float32(0))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))


@cache
def shipped() -> WordVectors:
    """Return the vectors that ship, read at their first use."""
    folder = folder_of(FAST)
    assert folder is not None  # noqa: S101 - for the type checker: a shipped model has a folder
    return WordVectors(folder)
