"""A takedown as a whole: an article is forgotten by the archive, and by whatever else has words of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from index.archive import Archive
from index.encoder import Encoder
from index.errors import ArticleUnknown
from index.forget import forget
from index.gauge import Progress
from index.vector_server import VectorServer
from ui.api.feedback_store import FeedbackStore
from ui.kept.answers import KeptAnswers
from ui.kept.compared import knowing


class Forgets(Protocol):
    """A store beside the archive that keeps words of articles."""

    def forget(self, articles: Sequence[str], texts: Sequence[str], knows: Callable[[str], bool]) -> None:
        """Erase from its files every word of these articles; `texts` are theirs, as far as they can still be known.

        `knows` tells whether the archive, which has forgotten them, still has all words of a text.
        """


# Every store in the archive's folder that keeps what articles say, made of that folder.
STORES: Sequence[Callable[[Path], Forgets]] = (KeptAnswers, FeedbackStore)


def forget_everywhere(
    folder: Path,
    article_ids: Sequence[str],
    encoder: Encoder,
    *,
    server: VectorServer | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> int:
    """Do as `index.forget.forget`, with the stores beside the archive too; killed half-way, the same call goes on."""
    texts = _texts(folder, article_ids, encoder, server)
    passages = forget(folder, article_ids, encoder, server=server, progress=progress)
    archive = Archive.open(folder, encoder, server)
    try:
        for store in STORES:
            store(folder).forget(article_ids, texts, knowing(archive))
    finally:
        archive.close()
    return passages


def _texts(folder: Path, article_ids: Sequence[str], encoder: Encoder, server: VectorServer | None) -> list[str]:
    """Return headline and text of each revision of articles; of those that are forgotten already nothing is known."""
    archive, texts = Archive.open(folder, encoder, server), list[str]()
    try:
        for article_id in article_ids:
            with suppress(ArticleUnknown):
                for revision in range(1, archive.article(article_id).revision + 1):
                    article = archive.article(article_id, revision)
                    texts.append(f"{article.title}\n{article.text}")
    finally:
        archive.close()
    return texts
