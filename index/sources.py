"""Sources of articles: where they lie and what is chosen for each, given as paths or in a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit, urlunsplit

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
    or a list of columns (index/readers/fields.py). Of a feed, `pages` has the page behind a link fetched where the feed
    gives a summary only, and `private` allows addresses of private networks; what rolls out of a feed stays.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    path: Path | None = None
    feed: str = ""
    name: str = ""
    outlet: str = ""
    language: _Language = ""
    vanished: Literal["remove", "keep"] = "remove"
    fields: Mapping[str, str | list[str]] = field(default_factory=dict)
    pages: bool = False
    private: bool = False

    def __post_init__(self) -> None:
        if (self.path is None) == (not self.feed):
            raise ValueError("needs a `path` or a `feed`, one of the two")
        if self.feed and not is_web_address(self.feed):
            raise ValueError(f"a `feed` is an address that begins with http:// or https://, not {self.feed!r}")
        FieldMapping.of(self.fields)

    @classmethod
    def of(cls, where: str | Path) -> Source:
        """Return the source that a path, or the address of a feed, names."""
        return cls(feed=str(where)) if is_web_address(str(where)) else cls(path=Path(where))

    @property
    def location(self) -> str:
        """Where it is, as the catalog keeps it: an absolute path, or the address of a feed without its password."""
        if self.path is not None:
            return str(self.path.resolve())
        parts = urlsplit(self.feed)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    @property
    def label(self) -> str:
        """What a report calls it."""
        return self.name or self.location

    @property
    def defaults(self) -> dict[str, str]:
        """The fields of its articles that do not say."""
        return {"outlet": self.outlet, "language": self.language}

    @property
    def choices(self) -> str:
        """All that changes what its files are read as, as text; empty where nothing was chosen."""
        chosen = (self.outlet, self.language, sorted(self.fields.items()), *(["pages"] if self.pages else []))
        return repr(chosen) if any(chosen) else ""

    def require(self) -> None:
        """Raise SourceMissing where there is no such folder or file."""
        if self.path is not None and not self.path.exists():
            raise SourceMissing(f"there is no {self.path}; name a folder or file of articles")


def is_web_address(text: str) -> bool:
    """Tell whether a source is named by where it is on the web."""
    return text.lower().startswith(("http://", "https://"))


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
