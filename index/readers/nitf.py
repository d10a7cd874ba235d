"""Reads articles from NITF 3 (IPTC's News Industry Text Format): one a file, or one a <nitf> element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Article
from index.readers.element import Element, root_of
from index.readers.elements import elements
from index.readers.moments import iso, later_than_now
from index.readers.prose import prose_of
from index.readers.source import Noted, SourceFile, Unreadable, article_from

_BY = re.compile(r"(?:by|door|van)[:\s]+", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Return whether a file that begins with `head` is NITF; nothing is fetched to know."""
    return root_of(head)[0] == "nitf"


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the article of each <nitf> element, or why it has none.

    Withdrawn ones take back the article that they were; what is not released yet is not read.
    """
    empty = True
    for item in elements(file, frozenset(["nitf"])):
        empty = empty and isinstance(item, Noted)
        if isinstance(item, Unreadable):
            yield item
            continue
        try:
            yield _article(item, file)
        except Unreadable as none:
            yield none
    if empty:
        yield Unreadable(file.path, None, "has no <nitf> that can be read")


def nitf_headline(within: Element) -> str:
    """Return the main headline of the NITF in an element; empty where it has none."""
    return next((headline.text() for headline in within.anywhere("hl1")), "")


def nitf_body(within: Element) -> str:
    """Return the prose of the NITF in an element: paragraphs, blocks, lists and tables, without media and captions."""
    return "\n\n".join(filter(None, map(prose_of, within.anywhere("body.content"))))


def without_by(byline: str) -> str:
    """Return the names in a byline, without the `By` or `Door` before them."""
    return _BY.sub("", byline, count=1) if _BY.match(byline) else byline


def _article(item: Element, file: SourceFile) -> Article:
    head, printed = (item.at("head", *path) or Element("", {}, item.line) for path in (["docdata"], ["pubdata"]))
    id_ = head.at("doc-id")
    name = id_.get("id-string") if id_ else ""
    _require_usable(head, name, item, file)
    fields = {
        "id": name,
        "title": nitf_headline(item) or item.text("head", "title"),
        "date": _date(item, head, printed),
        "author": _authors(item),
        "outlet": printed.get("name") or item.text("body", "body.head", "distributor") or _holder(head),
        "section": printed.get("position.section"),
        "language": item.get("xml:lang") or next((body.get("xml:lang") for body in item.all("body")), ""),
        "keywords": _keywords(item, head),
        "url": printed.get("ex-ref"),
    }
    return article_from(fields, nitf_body(item), file, file.name, item.line)


def _require_usable(head: Element, name: str, item: Element, file: SourceFile) -> None:
    status = head.get("management-status")
    if status in ("canceled", "withheld"):
        raise Noted(file.path, item.line, f"is {status} by its source", name)
    release = _norm(head, "date.release")
    if (status == "embargoed" and not release) or later_than_now(release):
        until = f"until {release}" if release else "until its source says otherwise"
        raise Unreadable(file.path, item.line, f"is under embargo {until}; not read before")


def _date(item: Element, head: Element, printed: Element) -> str:
    """Return when it was printed, or else issued, released or told of."""
    told = (date.get("norm") for date in item.anywhere("story.date"))
    dates = (
        iso(printed.get("date.publication")),
        _norm(head, "date.issue"),
        _norm(head, "date.release"),
        *map(iso, told),
    )
    return next(filter(None, dates), "")


def _norm(head: Element, tag: str) -> str:
    date = head.at(tag)
    return iso(date.get("norm")) if date else ""


def _authors(item: Element) -> list[str]:
    authors = list[str]()
    for byline in (item.at("body", "body.head") or item).all("byline"):
        people = [person.text() for person in byline.anywhere("person")]
        title = " ".join(title.text() for title in byline.anywhere("byttl"))
        whole = byline.text()
        alone = whole.removesuffix(title).rstrip(" ,") if title else whole
        authors += people or [without_by(alone or whole)]
    return authors


def _holder(head: Element) -> str:
    copyright_ = head.at("doc.copyright")
    return copyright_.get("holder") if copyright_ else ""


def _keywords(item: Element, head: Element) -> list[str]:
    keys = [keyword.get("key") for keyword in head.anywhere("keyword")]
    subjects = (item.at("head", "tobject") or head).all("tobject.subject")
    return keys + [subject.get("tobject.subject.matter") or subject.get("tobject.subject.type") for subject in subjects]
