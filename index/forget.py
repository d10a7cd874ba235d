"""Forgets articles for good, as a takedown asks: nothing of them stays in any file, and they do not come back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from index.archive import require_same_encoder
from index.catalog_writing import WritableCatalog
from index.encoder import Encoder
from index.errors import ArticleUnknown
from index.forgotten import Forgotten
from index.gauge import Progress
from index.intake import Intake
from index.mirrors import Mirrors
from index.vector_server import VectorServer
from index.writing import writing

# Forgets articles where others than the archive keep anything of them: of these ids, with these headlines and texts.
Elsewhere = Callable[[Sequence[str], Sequence[str]], None]


def forget(
    folder: Path,
    article_ids: Sequence[str],
    encoder: Encoder,
    *,
    server: VectorServer | None = None,
    elsewhere: Elsewhere = lambda article_ids, texts: None,
    progress: Progress = lambda stage, done, total: None,
) -> int:
    """Remove articles with all their revisions, and all that was made of them; return how many passages that was.

    What of them is left is a salted digest of each id, by which a later run withholds them. All or none are forgotten.
    A run that is killed is finished by the next one, or by the same command. `elsewhere` is called twice: before the
    catalog lets go of the articles, whose ids and words nobody has afterwards, and once it has, for what was kept of
    them meanwhile. Raises ArticleUnknown, ArchiveBusy, EncoderMismatch, and whatever a run or `elsewhere` raises.
    """
    with writing(folder, encoder, server) as mirrors:
        catalog = mirrors.catalog
        require_same_encoder(catalog, encoder)
        forgotten = Forgotten(catalog)
        with catalog.transaction():
            before = catalog.passage_count()
            _require_known(catalog, article_ids, forgotten)
            texts = _texts(catalog, article_ids)
            elsewhere(article_ids, texts)
            for article_id in article_ids:
                _remove(catalog, article_id)
            forgotten.add(article_ids)
            catalog.set_erasing(True)
            passages = before - catalog.passage_count()
        elsewhere(article_ids, texts)
        mirrors.catch_up(progress)
        finish_forgetting(mirrors, progress)
    return passages


def remember(folder: Path, article_ids: Sequence[str], encoder: Encoder, server: VectorServer | None = None) -> None:
    """Let articles that were forgotten come back with the next run; raise ArticleUnknown where one was not."""
    with writing(folder, encoder, server) as mirrors, mirrors.catalog.transaction():
        forgotten = Forgotten(mirrors.catalog)
        for article_id in article_ids:
            if article_id not in forgotten:
                raise ArticleUnknown(f"{article_id!r} was not forgotten in {folder}")
        forgotten.allow(article_ids)


def finish_forgetting(mirrors: Mirrors, progress: Progress) -> None:
    """Erase from all files what was forgotten, if anything is left; the mirrors must have caught up."""
    if not mirrors.catalog.erasing:
        return
    mirrors.scrub(progress)
    mirrors.catalog.compact()
    with mirrors.catalog.transaction():
        mirrors.catalog.set_erasing(False)


def _require_known(catalog: WritableCatalog, article_ids: Sequence[str], forgotten: Forgotten) -> None:
    """Raise ArticleUnknown for an id that is neither there nor forgotten already."""
    query = "SELECT 1 FROM articles WHERE id = ?"
    for article_id in article_ids:
        if article_id not in forgotten and not catalog.connection.execute(query, (article_id,)).fetchone():
            raise ArticleUnknown(f"no article {article_id!r} in {catalog.path.parent}; nothing was forgotten")


def _texts(catalog: WritableCatalog, article_ids: Sequence[str]) -> list[str]:
    """Return the headlines and texts of all revisions of articles."""
    query = "SELECT title, text FROM articles WHERE id = ?"
    return [text for one in article_ids for row in catalog.connection.execute(query, (one,)) for text in row]


def _remove(catalog: WritableCatalog, article_id: str) -> None:
    """Remove an article from every table, and from the record of the runs whatever names it."""
    connection = catalog.connection
    query = "SELECT source, file, title, current AND gone_since = '' FROM articles WHERE id = ?"
    known = connection.execute(query, (article_id,)).fetchall()
    Intake(catalog, "").remove(article_id)
    names = {article_id, *(title for _, _, title, _ in known)}
    for source, file, _, in_its_file in known:
        place = (source, file)
        if in_its_file:
            moved = "UPDATE files SET articles = articles - 1, withheld = withheld + 1 WHERE source = ? AND file = ?"
            connection.execute(moved, place)
        alone = "NOT EXISTS (SELECT 1 FROM articles a WHERE a.source = files.source AND a.file = files.file)"
        # The name of a file that had only this article tells what it was.
        if connection.execute(f"DELETE FROM files WHERE source = ? AND file = ? AND {alone}", place).rowcount:  # noqa: S608
            names |= {file, Path(file).name}
    _clear_runs(catalog, names | {repr(name)[1:-1] for name in names})


def _clear_runs(catalog: WritableCatalog, names: set[str]) -> None:
    """Take from the reports on record what names an article: its id, its titles, its file."""

    def naming(told: object) -> bool:
        words = " ".join(map(str, told)) if isinstance(told, list) else str(told)
        return any(name in words for name in names if name)

    for key, report in catalog.connection.execute("SELECT key, report FROM runs").fetchall():
        told = json.loads(report)
        told["failed"] = "" if naming(told["failed"]) else told["failed"]
        for source in told["sources"]:
            source["skipped"] = [one for one in source["skipped"] if not naming(one)]
            for part in ("source", "failed"):
                source[part] = "…" if naming(source[part]) else source[part]
        row = (json.dumps(told, ensure_ascii=False), key)
        catalog.connection.execute("UPDATE runs SET report = ? WHERE key = ?", row)
