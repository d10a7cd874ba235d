"""Prose out of markup, HTML's and NITF's: paragraphs with a blank line between them; scripts and pictures left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.readers.element import Element

_BLOCKS = frozenset(
    "p div section article main header footer aside blockquote h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre address hr "
    "table caption thead tbody tfoot body block hl1 hl2 bq body.content body.head body.end nitf-table fn note".split()
)
_ROWS = frozenset(["tr"])
_CELLS = frozenset(["td", "th"])
_DROPPED = frozenset(
    "script style noscript template iframe object embed applet svg math canvas figure figcaption picture audio "
    "video map form button select textarea input nav title media media-caption media-reference media-metadata "
    "nitf-table-metadata credit".split()
)
_SOFT = str.maketrans("", "", "\u00ad\u200b\u200c\u2060\ufeff")  # where a line may break: layout, no letters
_SPACED = _SOFT | str.maketrans("\n\r\t", "   ")  # newlines and tabs of markup mean nothing


class Prose:
    """Gathers prose from the start, the end and the text of elements; what is in a picture or script is left out."""

    def __init__(self) -> None:
        self._paragraphs: list[list[str]] = [[]]
        self._dropped = 0

    def start(self, tag: str, attributes: object = None) -> None:
        """Note that an element begins; its tag has no prefix."""
        if self._dropped or tag in _DROPPED:
            self._dropped += 1
        elif tag in _BLOCKS:
            self._paragraphs.append([])
        elif tag == "br":
            self._paragraphs[-1].append("\n")
        elif tag in _CELLS:
            self._paragraphs[-1].append("\t")

    def end(self, tag: str) -> None:
        """Note that an element ends."""
        if self._dropped:
            self._dropped -= 1
        elif tag in _BLOCKS:
            self._paragraphs.append([])
        elif tag in _ROWS:
            self._paragraphs[-1].append("\n")

    def data(self, text: str) -> None:
        """Take in a piece of text."""
        if not self._dropped:
            self._paragraphs[-1].append(text.translate(_SPACED))

    def close(self) -> str:
        """Return the prose so far."""
        paragraphs = ("".join(pieces) for pieces in self._paragraphs if pieces)
        return "\n\n".join(kept for paragraph in paragraphs if (kept := _lines(paragraph)))


def prose_of(element: Element) -> str:
    """Return the prose of an XML element: XHTML, NITF, or plain text."""
    prose = Prose()
    _walk(element, prose)
    return prose.close()


def html_prose(html: str) -> str:
    """Return the prose of a piece of HTML, however broken."""
    if "<" not in html and "&" not in html:
        prose = Prose()
        prose.data(html)
        return prose.close()
    from lxml.etree import HTMLParser

    gathering: Any = Prose()  # lxml's stubs want handlers of bytes too, which it never calls
    parser = HTMLParser(encoding="utf-8", target=gathering, remove_comments=True, remove_pis=True)
    parser.feed(b"<div>" + html.encode("utf-8", "replace") + b"</div>")
    return str(parser.close())


def plain_prose(text: str) -> str:
    """Return plain text with its paragraphs, each on the lines that it has."""
    lines = (" ".join(line.translate(_SOFT).split()) for line in text.replace("\r\n", "\n").split("\n"))
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(kept for paragraph in paragraphs if (kept := paragraph.strip()))


def _walk(element: Element, prose: Prose) -> None:
    for inner in element.content:
        if isinstance(inner, str):
            prose.data(inner)
        else:
            tag = inner.tag.rpartition(":")[2].lower()
            prose.start(tag)
            _walk(inner, prose)
            prose.end(tag)


def _lines(paragraph: str) -> str:
    """Return a paragraph's lines without needless space; cells of a row have two spaces between them."""
    lines = ("  ".join(" ".join(cell.split()) for cell in line.strip().split("\t")) for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line)
