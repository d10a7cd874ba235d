"""The formats that are read, each told by what a file begins with: a suffix narrows the choice, content decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.article import Article
from index.readers import (
    feeds,
    html,
    jsonfile,
    jsonlines,
    markdown,
    newsml,
    ninjs,
    nitf,
    plaintext,
    reuters,
    table,
    warc,
    wordpress,
)
from index.readers.source import SourceFile, Unreadable

Reader = Callable[[SourceFile], Iterator[Article | Unreadable]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the suffixes it usually has, how its first bytes are told, and its reader.

    `recognises` gets the first HEAD bytes of a file, unpacked, and may be handed anything; what it accepts, no other
    format may accept too, unless it stands behind that one in FORMATS.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Reader


FORMATS: tuple[Format, ...] = (
    Format("Markdown with front matter", (".md", ".markdown"), markdown.recognises, markdown.read),
    Format("plain text", (".txt",), plaintext.recognises, plaintext.read),
    Format("JSON Lines", (".jsonl", ".ndjson"), jsonlines.recognises, jsonlines.read),
    Format("CSV or TSV", (".csv", ".tsv"), table.recognises, table.read),
    Format("Reuters-21578", (".sgm",), reuters.recognises, reuters.read),
    Format("NewsML-G2", (".xml",), newsml.recognises, newsml.read),
    Format("NITF", (".xml", ".nitf"), nitf.recognises, nitf.read),
    Format("ninjs", (".json",), ninjs.recognises, ninjs.read),
    Format("JSON", (".json",), jsonfile.recognises, jsonfile.read),
    Format("HTML", (".html", ".htm", ".xhtml"), html.recognises, html.read),
    Format("WARC", (".warc",), warc.recognises, warc.read),
    Format("WordPress export", (".xml", ".wxr"), wordpress.recognises, wordpress.read),
    Format("RSS or Atom", (".xml", ".rss", ".atom", ".rdf"), feeds.recognises, feeds.read),
)

SUFFIXES = frozenset(suffix for one in FORMATS for suffix in one.suffixes)


def format_of(suffix: str, head: bytes) -> Format | None:
    """Return the format that content shows, those with this suffix asked first; None where none is recognised.

    Where no format recognises the content but one alone has the suffix, it is that one: its reader says what is wrong.
    """
    usual = [one for one in FORMATS if suffix in one.suffixes]
    for one in (*usual, *FORMATS):
        if one.recognises(head):
            return one
    return usual[0] if len(usual) == 1 else None


def names_for(suffix: str) -> str:
    """Return the names of the formats that have a suffix, or of all where none has, for messages."""
    return ", ".join(one.name for one in FORMATS if suffix in one.suffixes or suffix not in SUFFIXES)
