"""Readers turn files into articles, one module per format; what cannot be read is named, never dropped in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from index.article import Article
from index.readers.formats import SUFFIXES, format_of, names_for
from index.readers.packed import SUFFIXES as PACKED
from index.readers.packed import suffix_of, unpacked, without_suffixes
from index.readers.source import DAMAGED, SourceFile, Unreadable


def files_in(source: Path) -> Iterator[SourceFile]:
    """Yield the files of a folder that a reader may know, in a fixed order; or the one `source`.

    They are told by suffix, or by content where they have none; what is in them, `read` tells by content. Hidden files
    and folders and a folder's README are not articles. What looks like a file of articles but is not to be opened (a
    pipe, a link to nothing or out of the folder), and a folder that is not gone into, have a fault.
    """
    if not source.is_dir():
        yield SourceFile(_printable(source), PurePath(without_suffixes(source)).name, _fault(source, source.resolve()))
        return
    root = source.resolve()
    for path, closed in sorted(_walk(source)):
        inside = path.relative_to(source)
        if path.stem.upper() == "README" or any(part.startswith(".") for part in inside.parts):
            continue
        name = f"{root.name}/{without_suffixes(inside)}"
        fault = closed or _fault(path, root)
        file = SourceFile(_printable(path), name, fault)
        if closed or ((path.suffix or not fault) and _may_be_articles(file)):
            yield file


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the articles in a file, or in each member of an archive, and for each part of it that is none, why."""
    if file.fault:
        yield Unreadable(file.path, None, file.fault)
        return
    yield from _named(file, _read_parts(file))


def read_plain(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the articles in a file that is not packed, and for each part of it that is none, why."""
    yield from _named(file, _read_part(file))


def _read_parts(file: SourceFile) -> Iterator[Article | Unreadable]:
    empty = True
    for part in unpacked(file):
        if isinstance(part, Unreadable):
            yield part
        elif part.path == file.path:
            yield from _read_part(part)
        elif _may_be_articles(part):
            yield from read_plain(part)
        else:
            continue
        empty = False
    if empty:
        raise Unreadable(file.path, None, "is an archive that holds no file of articles")


def _read_part(part: SourceFile) -> Iterator[Article | Unreadable]:
    suffix = suffix_of(part.path)
    form = format_of(suffix, part.head())
    if form is None:
        raise Unreadable(part.path, None, f"is in none of the formats that are read here: {names_for(suffix)}")
    yield from form.read(part)


def _named(part: SourceFile, items: Iterator[Article | Unreadable]) -> Iterator[Article | Unreadable]:
    """Yield the items and, where the file cannot be read further, why."""
    try:
        yield from items
    except DAMAGED as damaged:
        yield Unreadable(part.path, None, f"cannot be read: {getattr(damaged, 'strerror', None) or damaged}")
    except Unreadable as whole:
        yield whole


def _may_be_articles(file: SourceFile) -> bool:
    """Tell whether a file among others may hold articles: by its suffix or, where it has none, by its content."""
    suffix = suffix_of(file.path)
    return suffix in SUFFIXES or suffix in PACKED or (not file.path.suffix and _shows_a_format(file))


def _shows_a_format(file: SourceFile) -> bool:
    """Tell whether the content of a file without a suffix is in a format that is read."""
    try:
        return format_of("", file.head()) is not None
    except (*DAMAGED, Unreadable):
        return False


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
