"""Reads articles from NewsML-G2 (IPTC): the text items of a news message, or a single one."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from index.article import Article
from index.readers.element import Element, root_of
from index.readers.elements import elements
from index.readers.moments import iso, later_than_now
from index.readers.nitf import nitf_body, nitf_headline, without_by
from index.readers.prose import html_prose, plain_prose, prose_of
from index.readers.source import Noted, SourceFile, Unreadable, article_from

_NEWS = frozenset(["newsItem"])
_OTHERS = frozenset(["packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"])
_ROOTS = _NEWS | _OTHERS | {"newsMessage"}
_WITHDRAWN = ("canceled", "withheld")  # of http://cv.iptc.org/newscodes/pubstatusg2/; what is not said is usable


def recognises(head: bytes) -> bool:
    """Return whether a file that begins with `head` is NewsML-G2."""
    return root_of(head)[0] in _ROOTS


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the article of each news item, one a language, in its newest version; and why the other items give none.

    An item that was cancelled or withheld takes back the article that it was; one under embargo is not read yet.
    """
    newest = _newest_versions(file)
    empty = True
    for item in elements(file, _NEWS | _OTHERS):
        empty = empty and isinstance(item, Noted)
        if isinstance(item, Unreadable):
            yield item
        elif item.tag in _OTHERS:
            yield Noted(file.path, item.line, f"is a {item.tag}, which has no text of its own")
        elif _version(item) < newest.get(item.get("guid"), 0):
            yield Noted(file.path, item.line, f"is version {_version(item)} of an item that is here in a newer one")
        else:
            yield from _articles(item, file)
    if empty:
        yield Unreadable(file.path, None, "has no newsItem that can be read")


def _newest_versions(file: SourceFile) -> dict[str, int]:
    """Return the highest version of each item of which the file has more than one."""
    newest, again = dict[str, int](), set[str]()
    for item in elements(file, _NEWS | _OTHERS):
        if isinstance(item, Element) and item.tag in _NEWS and (guid := item.get("guid")):
            again |= {guid} & newest.keys()
            newest[guid] = max(newest.get(guid, 0), _version(item))
    return {guid: newest[guid] for guid in again}


def _version(item: Element) -> int:
    version = item.get("version")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 1


def _articles(item: Element, file: SourceFile) -> Iterator[Article | Unreadable]:
    try:
        _require_usable(item, file)
        bodies = _bodies(item, file)
    except Unreadable as none:
        yield none
        return
    for language, body in bodies.items():
        try:
            yield _article(item, body, language, file, alone=len(bodies) == 1)
        except Unreadable as none:
            yield none


def _require_usable(item: Element, file: SourceFile) -> None:
    """Raise Unreadable, or Noted where there is nothing amiss, for an item that is not to be taken."""
    about = item.at("itemMeta") or Element("itemMeta", {}, item.line)
    status = _code(about.at("pubStatus"))
    if status in _WITHDRAWN:
        raise Noted(file.path, item.line, f"is {status} by its source", item.get("guid"))
    kind = _code(about.at("itemClass"))
    if kind not in ("", "text", "composite"):
        raise Noted(file.path, item.line, f"is a {kind}, not a text")
    embargo = about.at("embargoed")
    if embargo and (not embargo.text() or later_than_now(iso(embargo.text()))):
        until = f"until {embargo.text()}" if embargo.text() else "until its source says otherwise"
        raise Unreadable(file.path, item.line, f"is under embargo {until}; not read before")


def _article(item: Element, body: Element, language: str, file: SourceFile, *, alone: bool) -> Article:
    about, content = (item.at(tag) or Element(tag, {}, item.line) for tag in ("itemMeta", "contentMeta"))
    guid = item.get("guid") or f"{file.name}:{item.line}"
    printed, modified = _moments(about, content)
    fields = {
        "id": guid if alone else f"{guid}#{language or body.line}",
        "title": _in(language, content.all("headline")) or nitf_headline(body) or _in(language, about.all("title")),
        "date": printed,
        "modified": modified,
        "author": _authors(content, language),
        "outlet": _outlet(item, about, content),
        "section": _name(about.at("service"), language),
        "language": language,
        "keywords": _keywords(content, language),
        "url": item.text("itemMeta", "link") or _link(about),
    }
    return article_from(fields, _prose(body, file), file, guid, item.line)


def _bodies(item: Element, file: SourceFile) -> dict[str, Element]:
    """Return the texts of an item by language (empty where it does not say); the first of those in the same."""
    contents = item.at("contentSet") or Element("contentSet", {}, item.line)
    found = [inner for inner in contents.content if isinstance(inner, Element) and inner.tag.startswith("inline")]
    if not found:
        elsewhere = [remote.get("href") or remote.get("residref") for remote in contents.all("remoteContent")]
        reason = f"has its text elsewhere ({elsewhere[0]}); only what is in the file is read" if elsewhere else ""
        raise Unreadable(file.path, item.line, reason or "has no body")
    tags = [language.get("tag") for language in (item.at("contentMeta") or item).all("language")]
    otherwise = tags[0] if len(tags) == 1 else "" if tags else item.get("xml:lang")
    bodies = dict[str, Element]()
    for inner in found:
        bodies.setdefault(_language(inner) or otherwise, inner)
    return bodies


def _language(inline: Element) -> str:
    languages = (
        element.get("xml:lang") or element.get("lang")
        for element in (inline, *inline.content)
        if isinstance(element, Element)
    )
    return next(filter(None, languages), "")


def _prose(body: Element, file: SourceFile) -> str:
    if body.tag == "inlineXML":
        return nitf_body(body) or prose_of(next(body.anywhere("body"), body))
    text = body.raw()
    if encoding := body.get("encoding"):
        text = _decoded(text, encoding, body, file)
    kind = body.get("contenttype")
    return html_prose(text) if "html" in kind or "xml" in kind else plain_prose(text)


def _decoded(text: str, encoding: str, body: Element, file: SourceFile) -> str:
    if not encoding.endswith("base64"):
        raise Unreadable(file.path, body.line, f"has its text packed as {encoding}, which is not read")
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise Unreadable(file.path, body.line, "says base64, but is not the base64 of UTF-8") from None


def _moments(about: Element, content: Element) -> tuple[str, str]:
    """Return when the item was published and when this version was made; an embargo that has ended was the former."""
    version = iso(about.text("versionCreated"))
    first = iso(about.text("firstCreated") or content.text("contentCreated")) or version
    embargo = iso(about.text("embargoed"))
    return (embargo if embargo > first else first), version


def _authors(content: Element, language: str) -> list[str]:
    bylines = [without_by(by.text()) for by in _of(language, content.all("by"))]
    return bylines or [_name(creator, language) or creator.get("literal") for creator in content.all("creator")]


def _outlet(item: Element, about: Element, content: Element) -> str:
    provider = about.at("provider")
    named = _name(provider, "") or content.text("creditline")
    coded = (provider.get("literal") or provider.get("qcode").rpartition(":")[2]) if provider else ""
    return named or coded or item.text("rightsInfo", "copyrightHolder", "name")


def _keywords(content: Element, language: str) -> list[str]:
    named = [_name(subject, language) or subject.get("literal") for subject in content.all("subject")]
    return named + [keyword.text() for keyword in _of(language, content.all("keyword"))]


def _link(about: Element) -> str:
    links = (link.get("href") for link in about.all("link"))
    return next((link for link in links if link.startswith(("http://", "https://"))), "")


def _code(property_: Element | None) -> str:
    """Return what a controlled property says, without its scheme: `canceled` of `stat:canceled`, or of its full URI."""
    if property_ is None:
        return ""
    return property_.get("qcode").rpartition(":")[2] or property_.get("uri").rpartition("/")[2]


def _name(property_: Element | None, language: str) -> str:
    return _in(language, property_.all("name")) if property_ else ""


def _in(language: str, elements_: list[Element]) -> str:
    """Return the first text that is in a language, or says none, or else the first of all."""
    return next((element.text() for element in _of(language, elements_)), "")


def _of(language: str, elements_: list[Element]) -> list[Element]:
    """Return those of the elements that are in a language, or say none; all where there are none such."""
    wanted = language.lower()[:2]
    same = [one for one in elements_ if one.get("xml:lang").lower()[:2] == wanted]
    return same or [one for one in elements_ if not one.get("xml:lang")] or elements_
