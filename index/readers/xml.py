"""XML, read safely: no entities, no DTD, no network, bounded depth and size; the one way in for every XML format."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

_CHUNK = 1 << 16  # bytes
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[\w.-]+)(?P<attributes>[^>]*)")
# libxml2 itself ends what is deeper than 256 elements, has a text of more than 10 MB, or entities that multiply.
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def root_of(head: bytes) -> tuple[str, str]:
    """Return the namespace (empty for none) and local name of the root element that a file's first bytes show.

    Both are empty where the bytes are no XML. For `recognises`: nothing is parsed, and lxml is not imported.
    """
    text = _as_text(head)
    at = 0
    while skipped := _PROLOG.match(text, at):
        at = skipped.end()
    root = _ROOT.match(text, at)
    if root is None:
        return "", ""
    declared = "xmlns:" + root["prefix"] if root["prefix"] else "xmlns"
    namespace = re.search(rf"\s{re.escape(declared)}\s*=\s*[\"']([^\"']*)", root["attributes"])
    return namespace[1] if namespace else "", root["name"]


def parse(file: SourceFile) -> _Element:
    """Return the root element of a file that holds one article.

    Raises Unreadable, with the line, where it is not well-formed, declares entities, or has more than LARGEST_ARTICLE
    bytes. Its text is what the file says in the encoding that it declares.
    """
    from lxml import etree

    with file.open() as raw:
        document = raw.read(LARGEST_ARTICLE + 1)
    if len(document) > LARGEST_ARTICLE:
        raise Unreadable(file.path, None, f"is no single article: it has more than {LARGEST_ARTICLE:,} bytes")
    try:
        root: _Element = etree.fromstring(document, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as wrong:
        raise _not_well_formed(file, wrong) from None
    _refuse_entities(root, file)
    return root


def elements(file: SourceFile, *names: str) -> Iterator[_Element]:
    """Yield each element with one of the `names` once it is complete, and let go of it when the next is asked for.

    Names are as lxml has them: `item`, `{http://www.w3.org/2005/Atom}entry`, `{*}item`. What stands before and above
    them stays (`element.getparent()`), so that a feed's own title can be read; `element.sourceline` is for messages.
    Memory is bounded by one element. Raises Unreadable, after what was good, where the rest is not to be read. No
    element with such a name may stand within another one.
    """
    from lxml import etree

    parser = etree.XMLPullParser(events=("end",), tag=names, **_SAFE)
    unanswered = 0
    with file.open() as raw:
        chunk = b"\n"
        while chunk:
            chunk = raw.read(_CHUNK)
            wrong = _fed(parser, chunk)
            unanswered += len(chunk)
            for element in _complete(parser, file):
                unanswered = 0
                yield element
            if wrong is not None:
                raise _not_well_formed(file, wrong)
            if unanswered > LARGEST_ARTICLE:
                raise Unreadable(file.path, None, f"has no {' or '.join(names)} within {LARGEST_ARTICLE:,} bytes")


def text_of(element: _Element) -> str:
    """Return all text in an element, in order; a named character such as `&eacute;` as the character that it is."""
    from lxml import etree

    said = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            said.append(html.unescape(child.text or ""))
        elif isinstance(child.tag, str):
            said.append(text_of(child))
        said.append(child.tail or "")
    return "".join(said)


def _fed(parser: XMLPullParser, chunk: bytes) -> SyntaxError | None:
    """Feed a chunk, or the end where it is empty; return what is wrong, as what stood before that still counts."""
    from lxml import etree

    try:
        parser.feed(chunk) if chunk else parser.close()
    except etree.XMLSyntaxError as wrong:
        return wrong
    return None


def _complete(parser: XMLPullParser, file: SourceFile) -> Iterator[_Element]:
    events: Iterator[tuple[str, Any]] = parser.read_events()
    for _, element in events:
        _refuse_entities(element, file)
        yield element
        element.clear()
        if (parent := element.getparent()) is not None:
            parent.remove(element)


def _refuse_entities(element: _Element, file: SourceFile) -> None:
    """Raise Unreadable where the document declares entities: news has no use for them, and bombs are made of them."""
    doctype: Any = element.getroottree().docinfo.internalDTD
    if doctype is not None and any(True for _ in doctype.iterentities()):
        raise Unreadable(
            file.path, 1, "declares entities of its own (<!ENTITY ...>), which are not read; take them out"
        )


def _not_well_formed(file: SourceFile, wrong: SyntaxError) -> Unreadable:
    told = str(wrong.msg).splitlines()[0] if wrong.msg else "it ends too early"
    return Unreadable(file.path, wrong.lineno or None, f"is not well-formed XML: {told}")


def _as_text(head: bytes) -> str:
    """Return a file's first bytes as text, good enough to find names in: UTF-16 where a mark or its zeros say so."""
    if head.startswith((b"\xff\xfe", b"<\x00")):
        return head.decode("utf-16-le", "ignore").lstrip("\ufeff")
    if head.startswith((b"\xfe\xff", b"\x00<")):
        return head.decode("utf-16-be", "ignore").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
