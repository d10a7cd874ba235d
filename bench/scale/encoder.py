"""A static encoder made of the packaged model's own token vectors: real text in, real cost, fast enough for a million.

The packaged transformer encodes some twenty passages a second on two cores, so that half a million would take it seven
hours; its rate is measured on a sample. What is compared here is what surrounds an encoder, the same one on both sides.
"""

from __future__ import annotations

from pathlib import Path

from index.encoder import DEFAULT_ENCODER, SentenceEncoder, folder_of


def static_encoder(folder: Path) -> SentenceEncoder:
    """Return the encoder, made in `folder` at the first call."""
    if not (folder / "modules.json").exists():
        _make(folder)
    return SentenceEncoder(str(folder))


def _make(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, StaticEmbedding

    transformer = SentenceTransformer(str(folder_of(DEFAULT_ENCODER)), device="cpu")
    weights = transformer[0].auto_model.get_input_embeddings().weight.detach().numpy().copy()
    weights -= weights.mean(axis=0)  # what all tokens share says nothing about any
    tokenizer = transformer.tokenizer._tokenizer  # the fast tokenizer itself, as StaticEmbedding takes it
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights), Normalize()]).save(str(folder))
