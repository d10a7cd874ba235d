"""The students as sentence-transformers models on disk, their weights made small."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from bench.encoder.dictionary import Vectors

_LONGEST_PASSAGE = 256  # pieces; what the teacher reads at most


def save_fast(table: Vectors, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the static student: each piece's vector as 8-bit numbers and one scale.

    sentence-transformers multiplies them out when it loads (the format of model2vec, `embeddings` and `weights`).
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table), Normalize()], device="cpu").save(
        str(folder), create_model_card=False
    )
    scales = np.maximum(np.abs(table).max(axis=1), 1e-9) / 127
    rows = np.round(table / scales[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scales.astype(np.float32)}, folder / "model.safetensors")


def save_thorough(bert: torch.nn.Module, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the transformer student: its weights as 16-bit numbers, to be read back as 32-bit ones."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    whole = folder.parent / f"{folder.name}.whole"
    bert.float().save_pretrained(whole)  # type: ignore[operator]
    marks = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=_LONGEST_PASSAGE,
        **{f"{name}_token": mark for name, mark in marks.items()},  # type: ignore[arg-type]
    )
    fast.save_pretrained(whole)
    body = Transformer(str(whole), max_seq_length=_LONGEST_PASSAGE)
    model = SentenceTransformer(modules=[body, Pooling(384, "mean"), Normalize()], device="cpu")
    model.half().save(str(folder), create_model_card=False)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["dtype"] = "float32"  # a CPU multiplies 16-bit numbers slowly or not at all
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
