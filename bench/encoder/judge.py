"""How well an encoder finds the translation of each held-out FLORES sentence among all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from bench.encoder.dictionary import Vectors
from bench.encoder.sources import Pair


def right_at_one(pairs: Sequence[Pair], encode: Callable[[list[str]], Vectors]) -> dict[str, float]:
    """Return the share of sentences whose translation comes first, each way."""
    dutch, english = encode([pair.nl for pair in pairs]), encode([pair.en for pair in pairs])
    near = english @ dutch.T
    own = np.arange(len(pairs))
    return {"en→nl": float((near.argmax(1) == own).mean()), "nl→en": float((near.argmax(0) == own).mean())}
