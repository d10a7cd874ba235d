"""Readers turn files into articles, one module per format; what cannot be read is named, never dropped in silence."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.readers.formats import SUFFIXES, format_of, names_for
from index.readers.source import SourceFile, Unreadable


def files_in(source: Path) -> Iterator[SourceFile]:
    """Yield the files of a folder that a reader knows, packed with gzip or not, in a fixed order; or the one `source`.

    Hidden files and folders and a folder's README are not articles. What looks like a file of articles but is not to
    be opened (a pipe, a link to nothing or out of the folder), and a folder that is not gone into, have a fault.
    """
    if not source.is_dir():
        yield SourceFile(_printable(source), _without_suffixes(source).name, _fault(source, source.resolve()))
        return
    root = source.resolve()
    for path, closed in sorted(_walk(source)):
        inside = path.relative_to(source)
        unknown = _suffix(path) not in SUFFIXES and not closed
        if unknown or path.stem.upper() == "README" or any(part.startswith(".") for part in inside.parts):
            continue
        name = f"{root.name}/{_without_suffixes(inside).as_posix()}"
        yield SourceFile(_printable(path), name, closed or _fault(path, root))


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the articles in a file and, for each part of it that is none, why."""
    if file.fault:
        yield Unreadable(file.path, None, file.fault)
        return
    try:
        suffix = _suffix(file.path)
        form = format_of(suffix, file.head())
        if form is None:
            raise Unreadable(file.path, None, f"is in no format that is read here ({names_for(suffix)})")
        yield from form.read(file)
    except (OSError, EOFError, zlib.error) as denied:
        yield Unreadable(file.path, None, f"cannot be read: {getattr(denied, 'strerror', None) or denied}")
    except Unreadable as whole:
        yield whole


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield all that is in a folder, and why it is not gone into where it is a folder itself."""
    denied = list[OSError]()
    for inside, folders, names in os.walk(folder, onerror=denied.append):
        for name in folders:
            path = Path(inside, name)
            outside = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
            yield path, "is a link that leads out of the folder; index what it leads to itself" if outside else ""
        yield from ((Path(inside, name), "") for name in names)
    yield from ((Path(closed.filename), f"cannot be read: {closed.strerror}") for closed in denied)


def _fault(path: Path, root: Path) -> str:
    """Return why a path that has the name of a file of articles is not to be opened; empty where it is."""
    try:
        str(path).encode()
        if path.is_dir():
            return "is a folder, not a file"
        if not path.is_file():
            return "is a link to nothing" if path.is_symlink() else "is no regular file"
        outside = not path.resolve().is_relative_to(root)
        return "is a link that leads out of the folder; index what it leads to itself" if outside else ""
    except UnicodeEncodeError:
        return "has a name that is not UTF-8; rename it"
    except OSError as denied:
        return f"cannot be read: {denied.strerror}"


def _printable(path: Path) -> Path:
    """Return a path that can be printed and kept: bytes of its name that are not UTF-8 as `\\xe9`."""
    return Path(os.fsencode(path).decode("utf-8", "backslashreplace"))


def _suffix(path: Path) -> str:
    """Return the suffix that says how a file is read: `.sgm` of `reut-0.sgm.gz`."""
    packed = path.suffix.lower() == ".gz"
    return (path.with_suffix("") if packed else path).suffix.lower()


def _without_suffixes(path: Path) -> Path:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).with_suffix("")
