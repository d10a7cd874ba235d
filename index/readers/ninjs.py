"""Reads articles from ninjs (IPTC's News in JSON), versions 1 to 3: one object a file, an array, or JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.article import Article
from index.readers.jsonobjects import objects
from index.readers.moments import iso, later_than_now
from index.readers.prose import html_prose, plain_prose
from index.readers.source import Noted, SourceFile, Unreadable, article_from

# An item has to have `uri` and nothing else; what of the rest no other JSON is likely to have beside it.
_SIGNS = re.compile(rb'"(?:versioncreated|pubstatus|body_x?html|body_text|bodies|headlines)"\s*:', re.IGNORECASE)
_ID = re.compile(rb'"(?:uri|altids)"\s*:', re.IGNORECASE)
_SURE = re.compile(rb'ninjs-schema|"(?:versioncreated|pubstatus)"\s*:', re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|div|section|article|br)\b", re.IGNORECASE)
_TEXTS = ("", "text", "composite")
_ABOUT = ("subject", "subjects", "organisation", "organisations", "person", "people", "place", "places")

Fields = Mapping[str, Any]


def recognises(head: bytes) -> bool:
    """Return whether a file that begins with `head` is ninjs: JSON with its names in it, and no JSON-LD."""
    begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return begun in (b"{", b"[") and b'"@context"' not in head and _is_named(head)


def _is_named(head: bytes) -> bool:
    return bool(_SURE.search(head) or (_ID.search(head) and _SIGNS.search(head)))


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield each item's article, in its newest version, or why it has none.

    An item that was cancelled or withheld takes back the article that it was; one under embargo is not read yet.
    """
    newest = _newest_versions(file)
    empty = True
    for line, found in objects(file):
        empty = False
        if isinstance(found, Unreadable):
            yield found
            continue
        item = _lowered(found)
        if _version(item) < newest.get(_id(item), (0, "")):
            yield Noted(file.path, line, "is an older version of an item that is here in a newer one")
            continue
        try:
            yield _article(item, file, line)
        except Unreadable as none:
            yield none
    if empty:
        yield Unreadable(file.path, None, "has no item")


def _newest_versions(file: SourceFile) -> dict[str, tuple[int, str]]:
    """Return the highest version of each item of which the file has more than one."""
    newest, again = dict[str, tuple[int, str]](), set[str]()
    for _, found in objects(file):
        if isinstance(found, dict) and (id_ := _id(item := _lowered(found))):
            again |= {id_} & newest.keys()
            newest[id_] = max(newest.get(id_, (0, "")), _version(item))
    return {id_: newest[id_] for id_ in again}


def _version(item: Fields) -> tuple[int, str]:
    version = str(item.get("version") or "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0, _when(
        item, "versioncreated"
    )


def _article(item: Fields, file: SourceFile, line: int) -> Article:
    _require_usable(item, file, line)
    version, first = _when(item, "versioncreated"), _when(item, "firstcreated") or _when(item, "contentcreated")
    embargo = _when(item, "embargoed")
    uri = str(item.get("uri") or "")
    fields = {
        "id": _id(item),
        "title": _headline(item),
        "date": max(first or version, embargo),
        "modified": version,
        "author": _authors(item),
        "outlet": _name(item, "provider", "infosource", "infosources", "copyrightholder"),
        "section": _name(item, "service", "services"),
        "language": item.get("language"),
        "url": uri if uri.startswith("http") else "",
        "keywords": _names(item, *_ABOUT) + [word for word in _list(item.get("keywords")) if isinstance(word, str)],
    }
    return article_from(fields, _body(item), file, f"{file.name}:{line}", line)


def _require_usable(item: Fields, file: SourceFile, line: int) -> None:
    """Raise Unreadable, or Noted where there is nothing amiss, for an item that is not to be taken."""
    status = str(item.get("pubstatus") or "usable").lower().rpartition(":")[2]
    if status in ("canceled", "cancelled", "withheld"):
        raise Noted(file.path, line, f"is {status} by its source", _id(item))
    kind = str(item.get("type") or "").lower()
    if kind not in _TEXTS:
        raise Noted(file.path, line, f"is of type {kind[:40]}, not a text")
    if later_than_now(_when(item, "embargoed")):
        raise Unreadable(file.path, line, f"is under embargo until {item['embargoed']}; not read before")


def _id(item: Fields) -> str:
    others = item.get("altids")
    if isinstance(others, dict):
        others = list(others.values())
    named = [_value(other) for other in _list(others)]
    return next((id_ for id_ in (item.get("uri"), item.get("guid"), *named) if id_ and isinstance(id_, str)), "")


def _headline(item: Fields) -> str:
    """Return the main headline: `headline` of version 1, the one with that role of later ones; or else the title."""
    listed = [one for one in _list(item.get("headlines") or item.get("headline")) if _value(one)]
    listed.sort(key=lambda one: _role(one) not in ("main", "primary"))
    title = _value(listed[0]) if listed else str(item.get("title") or "")
    return " ".join(html_prose(title).split())


def _body(item: Fields) -> str:
    """Return the prose of an item's body, of the one with paragraphs marked where there are several."""
    listed = _list(item.get("bodies") or item.get("body"))
    listed += [{"role": name, "value": item[name]} for name in sorted(item) if name.startswith("body_")]
    bodies = [(_value(body), _kind(body)) for body in listed if _value(body).strip()]
    if not bodies:
        return ""
    text, kind = min(bodies, key=lambda body: (not _is_html(*body), "nitf" in body[1]))
    begin, end = text.find("<body.content"), text.rfind("</body.content>")
    if 0 <= begin < end:
        return html_prose(text[text.find(">", begin) + 1 : end])
    return html_prose(text) if _is_html(text, kind) else plain_prose(text)


def _is_html(text: str, kind: str) -> bool:
    return "html" in kind or ("plain" not in kind and bool(_MARKUP.search(text)))


def _kind(body: object) -> str:
    return f"{_lowered(body).get('contenttype') or ''} {_role(body)}".lower() if isinstance(body, dict) else ""


def _authors(item: Fields) -> list[str]:
    """Return the names of who wrote an item: its byline, or else the people that it says are its authors."""
    bylines = [_value(one) for one in _list(item.get("by") or item.get("byline") or item.get("bylines"))]
    people = [person for person in _list(item.get("people") or item.get("person")) if isinstance(person, dict)]
    return list(filter(None, bylines)) or [
        _value(person) for person in people if person.get("rel") in ("author", "creator")
    ]


def _names(item: Fields, *fields: str) -> list[str]:
    return [name for field in fields for one in _list(item.get(field)) if (name := _value(one))]


def _name(item: Fields, *fields: str) -> str:
    return next(iter(_names(item, *fields)), "")


def _value(one: object) -> str:
    """Return the text of what is a string or an object around one, whatever the version calls it."""
    if isinstance(one, dict):
        one = next((one[name] for name in ("value", "name", "text", "byline", "literal") if one.get(name)), "")
    return one if isinstance(one, str) else ""


def _role(one: object) -> str:
    return str(one.get("role") or "").lower() if isinstance(one, dict) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _when(item: Fields, name: str) -> str:
    value = item.get(name)
    return iso(value) if isinstance(value, str) else ""


def _lowered(item: Fields) -> dict[str, Any]:
    """Return an object with its names in lower case: version 3 writes `versionCreated`, those before it did not."""
    return {str(name).lower(): value for name, value in item.items()}
