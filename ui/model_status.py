"""Which language model is set, whether it answers, and how fast."""

from __future__ import annotations

from dataclasses import dataclass

from ui.opening import model_of
from ui.settings import Settings

_LONGEST_S = 20.0  # that somebody who asks for the status waits


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model by its name; `first_word_s` is None where it gave none, and `trouble` says why."""

    name: str
    first_word_s: float | None = None
    trouble: str = ""


def model_status(settings: Settings) -> ModelStatus | None:
    """Ask the model that is set for one word, for at most twenty seconds of silence; None where none is set."""
    from rag.model import ModelError, first_word_s

    if not settings.model:
        return None
    try:
        timeout_s = min(settings.model_timeout_s, _LONGEST_S)
        model = model_of(settings.model_copy(update={"model_timeout_s": timeout_s}))
        return ModelStatus(settings.model, round(first_word_s(model), 3)) if model else None
    except ModelError as trouble:
        return ModelStatus(settings.model, trouble=str(trouble))
