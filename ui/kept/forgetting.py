"""What a takedown reaches beside the archive: every store of its folder that keeps words of articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from index.forget import Elsewhere
from ui.api.feedback_store import FeedbackStore
from ui.kept.answers import KeptAnswers
from ui.kept.conversations import ConversationStore


class Forgets(Protocol):
    """A store beside the archive that keeps words of articles."""

    def forget(self, article_ids: Sequence[str], texts: Sequence[str]) -> None:
        """Erase from its files what it has of the articles of these ids, with these headlines and texts."""


# Each made of the archive's folder.
STORES: Sequence[Callable[[Path], Forgets]] = (ConversationStore, KeptAnswers, FeedbackStore)


def elsewhere_in(folder: Path) -> Elsewhere:
    """Return what `index.forget.forget` is to call, so that no store of the archive in a folder keeps a word."""
    stores = [store(folder) for store in STORES]

    def forget(article_ids: Sequence[str], texts: Sequence[str]) -> None:
        for store in stores:
            store.forget(article_ids, texts)

    return forget
