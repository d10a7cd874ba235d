"""Readers turn files into articles, one module per format; what cannot be read is named, never dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from index.article import Article
from index.readers import jsonlines, markdown, plaintext
from index.readers.source import SourceFile, Unreadable

Reader = Callable[[SourceFile], Iterator[Article | Unreadable]]

READERS: dict[str, Reader] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plaintext.read,
    ".jsonl": jsonlines.read,
    ".ndjson": jsonlines.read,
}


def files_in(source: Path) -> Iterator[SourceFile]:
    """Yield the files of a folder that a reader knows, in a fixed order; or the one file that `source` names.

    Hidden files and folders, symbolic links that lead out of the folder, and a folder's README are not articles.
    """
    if source.is_file():
        yield SourceFile(source, source.stem)
        return
    root = source.resolve()
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.suffix.lower() not in READERS or path.stem.upper() == "README":
            continue
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        if path.resolve().is_relative_to(root):
            yield SourceFile(path, f"{root.name}/{inside.with_suffix('').as_posix()}")


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the articles in a file and, for each part of it that is none, why."""
    reader = READERS.get(file.path.suffix.lower())
    if reader is None:
        known = " ".join(sorted(READERS))
        yield Unreadable(file.path, None, f"no reader for {file.path.suffix or 'files without a suffix'} ({known})")
        return
    try:
        yield from reader(file)
    except OSError as denied:
        yield Unreadable(file.path, None, f"cannot be read: {denied.strerror or denied}")
    except Unreadable as whole:
        yield whole
