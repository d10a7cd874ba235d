"""An entry of Atom (RFC 4287, and 0.3 before it) as an Entry."""

from __future__ import annotations

from dataclasses import replace

from index.readers.element import Element, joined
from index.readers.entry import Entry, Feed
from index.readers.moments import iso
from index.readers.prose import html_prose, plain_prose, prose_of


def about(element: Element, feed: Feed) -> Feed:
    """Return the feed with what an element of it says of it."""
    feed = replace(feed, language=feed.language or element.get("xml:lang"))
    match element.tag:
        case "atom:title":
            return replace(feed, title=feed.title or _words(element))
        case "atom:author":
            return replace(feed, authors=(*feed.authors, element.text("atom:name")))
        case "atom:link" if element.get("rel") in ("", "alternate"):
            return replace(feed, link=feed.link or joined(element.get("xml:base"), element.get("href")))
    return feed


def entry(item: Element, feed: Feed) -> Entry:
    """Return the entry that an <entry> makes; its authors are the feed's where it names none."""
    source = item.at("atom:source")
    link = _link(item)
    return Entry(
        line=item.line,
        id=item.text("atom:id") or link,
        link=link,
        title=_words(item.at("atom:title")),
        summary=_prose(item.at("atom:summary")),
        content=_prose(item.at("atom:content")),
        published=iso(item.text("atom:published") or item.text("atom:issued") or item.text("atom:created")),
        updated=iso(item.text("atom:updated") or item.text("atom:modified")),
        authors=_authors(item) or (_authors(source) if source else ()) or feed.authors,
        outlet=(_words(source.at("atom:title")) if source else "") or feed.title,
        language=_language(item) or feed.language,
        keywords=tuple(filter(None, (tag.get("label") or tag.get("term") for tag in item.all("atom:category")))),
    )


def _link(item: Element) -> str:
    """Return the page of an entry, as a whole address: the alternate that is HTML, or else the first."""
    pages = [link for link in item.all("atom:link") if link.get("rel") in ("", "alternate") and link.get("href")]
    pages.sort(key=lambda link: link.get("type") not in ("", "text/html", "application/xhtml+xml"))
    if not pages:
        return ""
    base = joined(item.get("xml:base"), pages[0].get("xml:base"))
    return joined(base, pages[0].get("href"))


def _prose(text: Element | None) -> str:
    """Return the prose of a text construct; empty where it is elsewhere (`src`) or no text at all."""
    if text is None or text.get("src"):
        return ""
    kind = text.get("type").lower() or "text"
    if any(isinstance(inner, Element) for inner in text.content):
        return prose_of(text)
    if kind in ("html", "text/html", "xhtml", "application/xhtml+xml") or text.get("mode") == "escaped":
        return html_prose(text.raw())
    return plain_prose(text.raw()) if kind in ("text", "text/plain") else ""


def _words(text: Element | None) -> str:
    return " ".join(_prose(text).split())


def _authors(of: Element) -> tuple[str, ...]:
    return tuple(filter(None, (author.text("atom:name") for author in of.all("atom:author"))))


def _language(item: Element) -> str:
    content = item.at("atom:content")
    return (content.get("xml:lang") if content else "") or item.get("xml:lang")
