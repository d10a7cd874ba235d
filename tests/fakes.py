"""Small stand-ins for what is slow or not here: an encoder that needs no weights, and articles made of a few words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.archive import Archive
from index.article import Article
from index.catalog import EncoderIdentity
from index.encoder import Vectors
from index.period import Period
from index.readers import read
from index.readers.source import SourceFile, Unreadable
from index.sync import sync
from index.words import stems


class WordEncoder:
    """Texts that share words get similar vectors, and the same text always the same one: enough to test search with."""

    def __init__(self, name: str = "words", dimension: int = 64) -> None:
        self.identity = EncoderIdentity(name, "1", dimension)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._encode(text) for text in texts])

    def encode_question(self, text: str) -> Vectors:
        return self.encode_passages([text])

    def _encode(self, text: str) -> Vectors:
        vector = np.full(self.identity.dimension, 1e-3, dtype=np.float32)
        for stem in stems(text, "nl"):
            digest = hashlib.sha256(stem.encode()).digest()
            vector[int.from_bytes(digest[:4], "big") % self.identity.dimension] += 1.0
        return vector / np.linalg.norm(vector)


def an_article(text: str, **fields: object) -> Article:
    """Return an article of this text, with plain fields where none are given."""
    told = {"id": "x/1", "title": "Een kop", "published": Period.parse("2024-01-02"), "language": "nl", **fields}
    return Article(text=text, **told)  # type: ignore[arg-type]


def markdown(title: str, body: str, date: str = "2024-01-02", **fields: str) -> str:
    """Return an article as the file that a reader reads."""
    told = {"title": f'"{title}"', "date": date, "outlet": "De Test", "language": "nl", **fields}
    lines = "\n".join(f"{name}: {value}" for name, value in told.items())
    return f"---\n{lines}\n---\n\n{body}\n"


def built(folder: Path, files: dict[str, str]) -> Archive:
    """Return the archive of some files, {name: content}, built in a folder and opened."""
    source = folder / "source"
    source.mkdir()
    for name, content in files.items():
        (source / name).write_text(content, "utf-8")
    sync(folder / "archive", [source], WordEncoder())
    return Archive.open(folder / "archive", WordEncoder())


def found(folder: Path, words: str) -> list[str]:
    """Return the ids of the articles that hold the words, best first."""
    archive = Archive.open(folder, WordEncoder())
    hits = archive.search(words, {("nl", stem): 1.0 for stem in stems(words, "nl")}, 10)
    archive.close()
    return [hit.passage.article.id for hit in hits if "keywords" in hit.ranks]


# What takes from a catalog all that schema 5 and 6 brought, so that a test can go on to an older one.
BEFORE_SCHEMA_5 = """
    DROP INDEX article_outlet;
    ALTER TABLE articles DROP COLUMN section;
    ALTER TABLE articles DROP COLUMN keywords;
    ALTER TABLE articles DROP COLUMN published_at;
    ALTER TABLE articles DROP COLUMN modified_at;
    ALTER TABLE articles DROP COLUMN gone_since;
    ALTER TABLE files DROP COLUMN withheld;
    DROP TABLE runs;
    DROP TABLE forgotten;
    DROP TABLE origins;
    DROP TABLE bands;
"""


def read_one(path: Path, content: str | bytes) -> tuple[list[Article], list[Unreadable]]:
    """Return the articles of a file with this content, and what was wrong with it, told by its content as ever."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(read(SourceFile(path, f"{path.parent.name}/{path.stem}")))
    return (
        [item for item in items if isinstance(item, Article)],
        [item for item in items if isinstance(item, Unreadable)],
    )
