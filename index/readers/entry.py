"""An entry of a feed, as RSS and Atom alike give it, and what the feed says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says before its entries; empty what it does not say."""

    title: str = ""
    link: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed, beginning on `line`; empty what it does not have.

    `content` is the whole text where the feed has it, `summary` a shorter one; both are prose without markup. `link`
    is the page that it is about. `published` and `updated` are ISO 8601, as precise as the feed is; what could not be
    read as a moment stands as it was written.
    """

    line: int
    id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    section: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
