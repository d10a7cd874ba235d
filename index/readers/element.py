"""An element of XML, by the name that formats call it by, and what a file's first bytes tell of its first one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

# By the names that formats call them by; a prefix that a file does not declare is taken at its word.
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/xhtml": "",
    "http://iptc.org/std/nar/2006-10-01/": "",
    "http://iptc.org/std/NITF/2006-10-18/": "",
}
_WORDPRESS = re.compile(r"http://wordpress\.org/export/\d+\.\d+/(excerpt/)?")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)([^>]*)")
_NO_ROOT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w.:-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element: its name (`dc:date`), attributes, the line it begins on, and its texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Return the elements of that name directly within this one."""
        return [inner for inner in self.content if isinstance(inner, Element) and inner.tag == tag]

    def at(self, *path: str) -> Element | None:
        """Return the first element at the end of a path of names; None where there is none."""
        found: list[Element] = [self]
        for tag in path:
            found = [inner for element in found for inner in element.all(tag)]
        return found[0] if found else None

    def anywhere(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of those names within this one, however deep, in order."""
        for inner in self.content:
            if isinstance(inner, Element):
                if inner.tag in tags:
                    yield inner
                yield from inner.anywhere(*tags)

    def get(self, attribute: str) -> str:
        """Return an attribute's value, empty where it has none."""
        return self.attributes.get(attribute, "").strip()

    def text(self, *path: str) -> str:
        """Return the words of the element at a path (this one without a path), on one line; empty where it is not."""
        element = self.at(*path)
        return " ".join("".join(element._texts()).split()) if element else ""

    def raw(self) -> str:
        """Return the element's text as it stands, with its newlines."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        for inner in self.content:
            if isinstance(inner, Element):
                yield from inner._texts()
            else:
                yield inner


def joined(base: str, address: str) -> str:
    """Return an address made whole with its base; empty where either is none."""
    try:
        return urlsplit(urljoin(base, address)).geturl()  # urljoin does not look at an address without a base
    except ValueError:
        return ""


def canonical(name: str, scope: dict[str, str]) -> str:
    """Return the name that an element is called by here, whatever prefix its file chose for the namespace."""
    prefix, colon, local = name.rpartition(":")
    space = scope.get(prefix, "")
    if space in _PREFIXES:
        return _PREFIXES[space] + local
    if wordpress := _WORDPRESS.fullmatch(space):
        return ("excerpt:" if wordpress[1] else "wp:") + local
    return name if colon else local


def root_of(head: bytes) -> tuple[str, str]:
    """Return the name of the first element in a file's first bytes, without its prefix, and its attributes as written.

    Both are empty where there is none; a DOCTYPE that goes on beyond `head` names the element too.
    """
    text = (head.replace(b"\x00", b"") if b"\x00" in head[:4] else head).decode("latin-1")
    text = _NO_ROOT.sub("", text)
    if doctype := _DOCTYPE.search(text):  # one that goes on
        return doctype[1].rpartition(":")[2], ""
    found = _ROOT.search(text)
    return (found[1].rpartition(":")[2], found[2]) if found else ("", "")
