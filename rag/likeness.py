"""How much of a question stands in a text in words like its own: other forms, synonyms, translations."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from index.word_vectors import WordVectors, shipped
from rag.terms import Term

_WORD = re.compile(r"[\w’'-]+")


class Likeness:
    """Compares texts with the terms of a question, word by word."""

    def __init__(self, terms: Sequence[Term], vectors: WordVectors | None = None) -> None:
        self._vectors = vectors or shipped()
        self._terms = self._vectors.of([term.word.lower() for term in terms])
        self._weights = np.array([term.weight for term in terms], dtype=np.float32)
        self._nearest: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}

    def of(self, *texts: str) -> float:
        """Return the mean, over the terms by weight, of each one's cosine to the word of the texts most like it.

        0 where there are no terms, or no words.
        """
        words = list(dict.fromkeys(word for text in texts for word in _WORD.findall(text.lower())))
        if not words or not len(self._weights):
            return 0.0
        new = [word for word in words if word not in self._nearest]
        if new:
            self._nearest.update(zip(new, self._vectors.of(new) @ self._terms.T, strict=True))
        nearest = np.array([self._nearest[word] for word in words]).max(axis=0)
        return float(nearest @ self._weights / self._weights.sum())
