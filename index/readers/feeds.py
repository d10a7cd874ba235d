"""Reads RSS 2.0, RSS 1.0 and Atom: entries as the feed gives them, and the articles that they make.

Parsed here and not by feedparser: that holds a whole feed in memory, expands entities and knows no lines; what it
forgives (ampersands, entities, encodings, broken items) index/readers/mended.py and elements.py forgive too.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.article import Article
from index.readers import atom, rss
from index.readers.element import root_of
from index.readers.elements import elements
from index.readers.entry import Entry, Feed
from index.readers.source import Noted, SourceFile, Unreadable, article_from

_ITEMS = frozenset(["item", "atom:entry"])
_HEADS = frozenset(
    "title link language description image textinput textInput dc:language dc:publisher atom:title atom:author "
    "atom:link atom:id atom:source media:group itunes:owner".split()
)


def recognises(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a feed; a WordPress export, RSS as well, is none."""
    name, attributes = root_of(head)
    if name == "rss":
        return "wordpress.org/export/" not in attributes
    return (name == "feed" and "atom" in attributes.lower()) or (name == "RDF" and b"rss" in head.lower())


def feed_items(file: SourceFile) -> Iterator[Entry | Unreadable]:
    """Yield a feed's entries as they come, and what was wrong with it; memory is bounded by one entry."""
    feed, empty = Feed(), True
    for element in elements(file, _ITEMS, _HEADS):
        if isinstance(element, Unreadable):
            empty = empty and isinstance(element, Noted)
            yield element
        elif element.tag in _ITEMS:
            empty = False
            read_entry = atom.entry if element.tag == "atom:entry" else rss.entry
            yield read_entry(element, feed)
        else:
            told = atom.about if element.tag.startswith("atom:") else rss.about
            feed = told(element, feed)
    if empty:
        yield Unreadable(file.path, None, "has no entry that can be read")


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the article of each entry: its content where the feed has it, or else the summary that it has."""
    for entry in feed_items(file):
        if isinstance(entry, Unreadable):
            yield entry
            continue
        try:
            yield article_of(entry, file)
        except Unreadable as none:
            yield none


def article_of(entry: Entry, file: SourceFile, text: str = "") -> Article:
    """Return the article that an entry makes, with `text` (the page behind its link) in place of its own words.

    Raises Unreadable, at the entry's line, where it has no date or no words.
    """
    fields = {
        "id": entry.id,
        "title": entry.title,
        "date": entry.published or entry.updated,
        "modified": entry.updated,
        "outlet": entry.outlet,
        "section": entry.section,
        "language": entry.language,
        "url": entry.link,
        "author": list(entry.authors),
        "keywords": list(entry.keywords),
    }
    return article_from(fields, text or entry.content or entry.summary, file, f"{file.name}:{entry.line}", entry.line)
