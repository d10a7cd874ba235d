"""Sources of articles: where they lie and what is chosen for each, given as paths or in a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from index.errors import SourceMissing, SourcesUnreadable
from index.readers.fields import FieldMapping

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_Language = Annotated[str, Field(pattern="^([a-z]{2})?$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A folder or file of articles, or a feed, and the choices for it; `path` or `feed` must be given, not both.

    `outlet` and `language` (two letters) are for articles that do not say. `vanished` says what becomes of articles
    that are no longer there. `fields` says which columns or keys of tables and JSON hold which field, {field: column},
    or a list of columns (index/readers/fields.py).
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    path: Path | None = None
    feed: str = ""
    name: str = ""
    outlet: str = ""
    language: _Language = ""
    vanished: Literal["remove", "keep"] = "remove"
    fields: Mapping[str, str | list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.path is None) == (not self.feed):
            raise ValueError("needs a `path` or a `feed`, one of the two")
        FieldMapping.of(self.fields)

    @property
    def location(self) -> str:
        """Where it is, as the catalog keeps it: an absolute path, or the address of a feed."""
        return self.feed if self.path is None else str(self.path.resolve())

    @property
    def label(self) -> str:
        """What a report calls it."""
        return self.name or self.location

    @property
    def choices(self) -> str:
        """All that changes what its files are read as, as text; empty where nothing was chosen."""
        chosen = (self.outlet, self.language, sorted(self.fields.items()))
        return repr(chosen) if any(chosen) else ""

    def require(self) -> None:
        """Raise SourceMissing where there is no such folder or file."""
        if self.feed:
            raise SourceMissing(f"{self.feed}: this Knipsel reads folders and files; it does not fetch feeds")
        if self.path is not None and not self.path.exists():
            raise SourceMissing(f"there is no {self.path}; name a folder or file of articles")


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a sources file holds."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    source: Annotated[list[Source], Field(min_length=1)]


def read_sources(file: Path) -> list[Source]:
    """Return the sources that a TOML file lists in its `[[source]]` entries; paths in it are relative to its folder.

    Raises SourcesUnreadable, naming file, entry and field.
    """
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        example = '[[source]] with path = "folder" (docs/sync.md)'
        raise SourcesUnreadable(f"there is no {file}; name sources, or list them there: {example}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise SourcesUnreadable(f"{file} cannot be read: {wrong}") from None
    try:
        listed = TypeAdapter(_Listed).validate_python(told).source
    except ValidationError as wrong:
        raise SourcesUnreadable("\n".join(f"{file}: {_fault(error, told)}" for error in wrong.errors())) from None
    sources = [_beside(file, source) for source in listed]
    for number, source in enumerate(sources, start=1):
        if source.location in [other.location for other in sources[: number - 1]]:
            raise SourcesUnreadable(f"{file}: source {number}: {source.location} is listed twice")
    return sources


def _beside(file: Path, source: Source) -> Source:
    """Return the source with its path made one from the folder of the file that lists it."""
    if source.path is None:
        return source
    chosen = {one.name: getattr(source, one.name) for one in fields(source)}
    return Source(**{**chosen, "path": file.parent / source.path.expanduser()})


def _fault(error: ErrorDetails, told: dict[str, Any]) -> str:
    """Return which entry and field is wrong, and how."""
    match error["loc"]:
        case ("source", int(at), *inside):
            entry = told["source"][at]
            name = entry.get("name") if isinstance(entry, dict) else None
            where = f"source {at + 1}{f' ({name})' if name else ''}"
            where += "".join(f", {part}" for part in inside)
        case place:
            where = ", ".join(map(str, place)) or "the file"
    known = ", ".join(one.name for one in fields(Source))
    unknown = error["type"] in ("unexpected_keyword_argument", "extra_forbidden")
    what = f"is none of {known}" if unknown else error["msg"].removeprefix("Value error, ")
    value = "" if unknown or isinstance(error["input"], dict | list) else f" (it is {error['input']!r})"
    return f"{where}: {what}{value}"
