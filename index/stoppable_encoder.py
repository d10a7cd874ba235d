"""An encoder that can be told to stop: it encodes in slices, and gives up between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

import numpy as np

from index.catalog import EncoderIdentity
from index.encoder import Encoder, Vectors

_AT_ONCE = 128  # texts; a transformer on two cores encodes them in a second or two


class Stopped(Exception):
    """The encoder was told to stop."""


class StoppableEncoder:
    """Another encoder's vectors, made in slices, until `stop` is called from any thread."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._stopped = Event()

    @property
    def identity(self) -> EncoderIdentity:
        """That of the other encoder."""
        return self._encoder.identity

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text; raise Stopped where it was told to stop before all are made."""
        slices = list[Vectors]()
        for start in range(0, len(texts), _AT_ONCE):
            if self._stopped.is_set():
                raise Stopped
            slices.append(self._encoder.encode_passages(texts[start : start + _AT_ONCE]))
        return np.concatenate(slices)

    def encode_question(self, text: str) -> Vectors:
        """Return the vector of a question, as the other encoder does."""
        return self._encoder.encode_question(text)

    def stop(self) -> None:
        """Have what is being encoded be given up."""
        self._stopped.set()
