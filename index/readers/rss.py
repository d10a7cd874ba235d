"""An item of RSS 2.0 or 1.0 as an Entry."""

from __future__ import annotations

import re
from dataclasses import replace

from index.readers.element import Element
from index.readers.entry import Entry, Feed
from index.readers.moments import iso
from index.readers.prose import html_prose, prose_of

_LONGEST_MAILBOX = 500  # code points
_MAILBOX = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)")
_WEB = ("http://", "https://")


def about(element: Element, feed: Feed) -> Feed:
    """Return the feed with what an element of its channel says of it."""
    match element.tag:
        case "title":
            return replace(feed, title=feed.title or _words(element))
        case "link":
            return replace(feed, link=feed.link or element.text())
        case "language" | "dc:language":
            return replace(feed, language=feed.language or element.text())
    return feed


def entry(item: Element, feed: Feed) -> Entry:
    """Return the entry that an <item> of the feed makes."""
    summary, content = _texts(item)
    guid, link = item.text("guid"), _link(item)
    title = _words(item.at("title")) or _words(item.at("media:title"))
    source = item.at("source")
    return Entry(
        line=item.line,
        id=_id(guid or item.get("rdf:about"), link, title, feed),
        link=link,
        title=title,
        summary=summary,
        content=content,
        published=iso(
            _first(item, "pubDate", "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published")
        ),
        updated=iso(_first(item, "dcterms:modified", "atom:updated")),
        authors=_authors(item),
        outlet=(_words(source) if source else "") or item.text("dc:publisher") or feed.title,
        section=item.text("prism:section"),
        language=item.text("dc:language") or item.get("xml:lang") or feed.language,
        keywords=_keywords(item),
    )


def _texts(item: Element) -> tuple[str, str]:
    """Return summary and content; a <description> that is longer than the content is the content."""
    summary = _prose(item.at("description"))
    content = _prose(item.at("content:encoded"))
    if not content and (body := item.at("body") or item.at("xhtml:body") or item.at("div")):
        content = prose_of(body)
    return (content, summary) if content and len(summary) > len(content) else (summary, content)


def _prose(element: Element | None) -> str:
    """Return the prose of HTML that is escaped in an element, or, against the standard, stands in it bare."""
    if element is None:
        return ""
    bare = any(isinstance(inner, Element) for inner in element.content)
    return prose_of(element) if bare else html_prose(element.raw())


def _words(element: Element | None) -> str:
    return " ".join(_prose(element).split())


def _link(item: Element) -> str:
    """Return the page of an item: its <link>, Atom's, or a guid that does not deny that it is one."""
    guid = item.at("guid")
    atoms = [link.get("href") for link in item.all("atom:link") if link.get("rel") in ("", "alternate")]
    permanent = guid.text() if guid and guid.get("isPermaLink").lower() != "false" else ""
    links = (item.text("link"), *atoms, permanent, item.get("rdf:about"))
    return next((link for link in links if link.startswith(_WEB)), "")


def _id(given: str, link: str, title: str, feed: Feed) -> str:
    """Return an id that no item of another feed has: a guid may be as short as `1042`; without one the title is it."""
    if ":" in given or (link and not given):
        return given or link
    return f"{feed.link or feed.title}#{given or title}" if given or title else ""


def _authors(item: Element) -> tuple[str, ...]:
    named = [element.text() for element in item.all("dc:creator")]
    for author in (*item.all("author"), *item.all("itunes:author")):
        name = author.text()[:_LONGEST_MAILBOX]
        mailbox = _MAILBOX.fullmatch(name)
        named.append(mailbox["name"] if mailbox else name)
    named += [author.text("atom:name") for author in item.all("atom:author")]
    return tuple(dict.fromkeys(name for name in named if name and "@" not in name))


def _keywords(item: Element) -> tuple[str, ...]:
    named = [_words(element) for tag in ("category", "dc:subject") for element in item.all(tag)]
    named += [word.strip() for word in item.text("media:keywords").split(",")]
    return tuple(dict.fromkeys(filter(None, named)))


def _first(item: Element, *tags: str) -> str:
    return next(filter(None, map(item.text, tags)), "")
