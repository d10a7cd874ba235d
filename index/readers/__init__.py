"""Readers turn files into articles, one module per format; what cannot be read is named, never dropped in silence."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from index.article import Article
from index.readers import jsonlines, markdown, plaintext, reuters
from index.readers.source import SourceFile, Unreadable

Reader = Callable[[SourceFile], Iterator[Article | Unreadable]]

READERS: dict[str, Reader] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plaintext.read,
    ".jsonl": jsonlines.read,
    ".ndjson": jsonlines.read,
    ".sgm": reuters.read,
}


def files_in(source: Path) -> Iterator[SourceFile]:
    """Yield the files of a folder that a reader knows, packed with gzip or not, in a fixed order; or the one `source`.

    Hidden files and folders, symbolic links that lead out of the folder, and a folder's README are not articles.
    """
    if source.is_file():
        yield SourceFile(source, _without_suffixes(source).name)
        return
    root = source.resolve()
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if _format(path) not in READERS or path.stem.upper() == "README":
            continue
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        if path.resolve().is_relative_to(root):
            yield SourceFile(path, f"{root.name}/{_without_suffixes(inside).as_posix()}")


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the articles in a file and, for each part of it that is none, why."""
    reader = READERS.get(_format(file.path))
    if reader is None:
        known = " ".join(sorted(READERS))
        yield Unreadable(file.path, None, f"no reader for {_format(file.path) or 'files without a suffix'} ({known})")
        return
    try:
        yield from reader(file)
    except (OSError, EOFError, zlib.error) as denied:
        yield Unreadable(file.path, None, f"cannot be read: {getattr(denied, 'strerror', None) or denied}")
    except Unreadable as whole:
        yield whole


def _format(path: Path) -> str:
    """Return the suffix that says how a file is read: `.sgm` of `reut-0.sgm.gz`."""
    packed = path.suffix.lower() == ".gz"
    return (path.with_suffix("") if packed else path).suffix.lower()


def _without_suffixes(path: Path) -> Path:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).with_suffix("")
