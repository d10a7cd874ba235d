"""The fast student: one vector for each piece of the vocabulary, a text is the mean of its pieces."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from bench.encoder.dictionary import Vectors
from bench.encoder.lessons import Lesson
from bench.encoder.sources import Reply

_BATCH = 1_024
_TEMPERATURE = 0.05
_RATE = 0.004
_REPLIES, _REPLYING = 512, 1.0  # questions and their texts a batch, and what their loss weighs


@dataclass(frozen=True, slots=True)
class Tokens:
    """Texts as piece numbers, one after another, with where each begins."""

    ids: Tensor
    starts: Tensor


class Static(nn.Module):
    """A table of piece vectors; `forward` gives the mean of each text's pieces, at unit length."""

    def __init__(self, begin: Vectors) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag.from_pretrained(torch.from_numpy(begin), freeze=False, mode="mean")

    def forward(self, tokens: Tokens) -> Tensor:
        """Return an array of shape (texts, dimension)."""
        return functional.normalize(self.bag(tokens.ids, tokens.starts))


def tokens_of(tokenizer: Tokenizer, texts: Sequence[str]) -> Tokens:
    """Return the pieces of the texts; a text of no piece is one [UNK]."""
    unknown = tokenizer.token_to_id("[UNK]")
    encoded = [e.ids or [unknown] for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
    starts = np.cumsum([0, *(len(ids) for ids in encoded[:-1])])
    return Tokens(torch.tensor([i for ids in encoded for i in ids]), torch.from_numpy(starts))


def reduced(targets: Vectors, dimension: int) -> Vectors:
    """Return the projection, of shape (384, dimension), that keeps most of the teacher's vectors (PCA, uncentred)."""
    _, vectors = np.linalg.eigh(targets.T @ targets)
    return np.ascontiguousarray(vectors[:, ::-1][:, :dimension]).astype(np.float32)


def trained(
    begin: Vectors,
    tokenizer: Tokenizer,
    epochs: Iterator[Sequence[Lesson]],
    replies: Iterator[Sequence[Reply]],
    targets: Vectors,
    *,
    many: int,
    seed: int,
) -> Static:
    """Return the table after `many` epochs: each text nearer to its target than to the others of its batch."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)  # noqa: S311 - an order, not a secret
    model, goals = Static(begin), functional.normalize(torch.from_numpy(targets))
    optimizer = torch.optim.Adam(model.parameters(), lr=_RATE)
    for epoch in range(many):
        lessons, asked = list(next(epochs)), list(next(replies))
        shuffle.shuffle(lessons)
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - epoch / many)
        total = 0.0
        for start in range(0, len(lessons), _BATCH):
            batch = lessons[start : start + _BATCH]
            made = model(tokens_of(tokenizer, [lesson.text for lesson in batch]))
            aims = goals[[lesson.target for lesson in batch]]
            loss = (1 - (made * aims).sum(1)).mean() * 4 + _contrast(made, aims, [lesson.target for lesson in batch])
            loss = loss + _REPLYING * _replying(model, tokenizer, shuffle.sample(asked, min(_REPLIES, len(asked))))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
        print(f"static: epoch {epoch + 1} of {many}, loss {total / max(1, len(lessons) // _BATCH):.3f}", flush=True)
    return model


def _replying(model: Static, tokenizer: Tokenizer, asked: Sequence[Reply]) -> Tensor:
    """Return the loss of questions that are nearer to other texts than to the one that answers them."""
    questions = model(tokens_of(tokenizer, [reply.question for reply in asked]))
    texts = list(dict.fromkeys(reply.text for reply in asked))
    places = {text: place for place, text in enumerate(texts)}
    scores = questions @ model(tokens_of(tokenizer, texts)).T / _TEMPERATURE
    return functional.cross_entropy(scores, torch.tensor([places[reply.text] for reply in asked]))


def _contrast(made: Tensor, aims: Tensor, same: Sequence[int]) -> Tensor:
    """Return the in-batch contrastive loss; other places of the same target are no negatives."""
    groups = torch.tensor(same)
    scores = made @ aims.T / _TEMPERATURE
    repeated = (groups[:, None] == groups[None, :]) & ~torch.eye(len(groups), dtype=torch.bool)
    return functional.cross_entropy(scores.masked_fill(repeated, -1e4), torch.arange(len(groups)))
