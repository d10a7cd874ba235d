"""Reads an article from a page of a news site: main text by trafilatura, the rest from JSON-LD and the page's head."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.article import Article
from index.readers.fields import prose_of_text
from index.readers.jsonld import Told, told_of_article
from index.readers.moments import iso
from index.readers.page import Page
from index.readers.prose import Prose
from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable, article_from, decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BEGINS = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|meta|title)\b", re.DOTALL | re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_MOST_ELEMENTS = 100_000  # a long article page has some thousands; each costs the extractor some microseconds
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|-)")
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile|amp)\.")
_TAGS = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "row": "tr", "cell": "td"}
_LONGER = 1.5


def recognises(head: bytes) -> bool:
    """Tell whether a file begins as a page does."""
    wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(head[:2], "")
    text = head.decode(wide, "ignore") if wide else head.decode("latin-1").removeprefix("ï»¿")
    return _BEGINS.match(text.lstrip("\ufeff")) is not None


def read(file: SourceFile) -> Iterator[Article]:
    """Yield the article of a saved page, named after its file; raise Unreadable where it has no text or no date."""
    with file.open() as page:
        raw = page.read(LARGEST_ARTICLE + 1)
    yield article_of(raw, "", None, file, file.name)


def article_of(
    raw: bytes, url: str, charset: str | None, file: SourceFile, name: str = "", line: int | None = None
) -> Article:
    """Return the article of a page, as its bytes came from `url`, in the charset that HTTP gave; both empty if unknown.

    `file` and `line` are for messages. The id is `name` or, without one, the page's canonical URL: the one that it
    gives where that is on its own host, else the one that it came from. JSON-LD goes before OpenGraph and other <meta>.
    The text is what trafilatura takes for the main text, without comments, or JSON-LD's `articleBody` where that is
    half as long again. Raises Unreadable for a page that is no article: no text, no date, too large, in no charset to
    be told.
    """
    if len(raw) > LARGEST_ARTICLE:
        raise Unreadable(file.path, line, f"is a page of more than {LARGEST_ARTICLE:,} bytes")
    tree = _parsed(raw, charset or "", file, line)
    page = Page.of(tree)
    canonical = _canonical(page, url)
    heading = page.heading() or page.first("og:title")
    told = told_of_article(page.scripts("application/ld+json"), [canonical, url, page.first("og:url")], heading)
    fields = _fields(page, told, canonical or url or (told.urls[0] if told.urls else ""))
    text = _text(tree, told, str(fields["title"]), heading)
    return article_from(fields, text, file, name or canonical or url or file.name, line or 1)


def _parsed(raw: bytes, charset: str, file: SourceFile, line: int | None) -> HtmlElement:
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    declared = charset or "".join(found.decode("ascii") for found in _CHARSET.findall(raw[:4096])[:1])
    text = decode(raw, file.path, line or 1, declared).replace("\x00", "")
    try:
        # libxml2 leaves out what is nested deeper than 256, and ends a text of more than 10 MB.
        tree = document_fromstring(text.encode(), HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except ParserError:
        raise Unreadable(file.path, line, "is an empty page") from None
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise Unreadable(file.path, line, f"is a page of more than {_MOST_ELEMENTS:,} elements")
    return tree


def _fields(page: Page, told: Told, url: str) -> dict[str, object]:
    return {
        "title": told.title or page.heading() or page.first("og:title", "twitter:title") or page.title(),
        "date": _date(page, told, url),
        "modified": iso(told.modified or page.first("article:modified_time", "datemodified", "og:updated_time")),
        "outlet": told.outlet or page.first("og:site_name", "application-name", "dc.publisher"),
        "section": told.section or page.first("article:section", "section"),
        "language": told.language
        or page.tree.get("lang")
        or page.first("og:locale", "content-language", "dc.language"),
        "url": url,
        "author": list(told.authors) or _authors(page),
        "keywords": list(told.keywords) or _keywords(page),
    }


def _date(page: Page, told: Told, url: str) -> str:
    """Return when the page says that it was published, else the day in its address; never a guess from its text."""
    names = "article:published_time datepublished og:article:published_time og:published_time dcterms.created "
    names += "dc.date.issued dc.date dcterms.date parsely-pub-date sailthru.date pubdate publishdate publish_date date"
    given = told.date or page.first(*names.split()) or page.dated()
    if given:
        return iso(given)
    day = _DAY_IN_PATH.search(url.partition("?")[0])
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else ""


def _authors(page: Page) -> list[str]:
    named = page.all("author") or page.all("article:author", "dc.creator", "parsely-author", "byl")
    return [name for name in dict.fromkeys(named) if not name.startswith(("http:", "https:", "@"))]


def _keywords(page: Page) -> list[str]:
    tags = page.all("article:tag") or page.first("news_keywords", "keywords").split(",")
    return [tag.strip() for tag in tags if tag.strip()]


def _canonical(page: Page, url: str) -> str:
    """Return the address that the page gives itself, if it may: on its own host, and not the front page for all."""
    for given in (*page.links("canonical"), page.first("og:url")):
        try:
            address = urljoin(url, given) if given else ""
            parts, own = urlsplit(address), urlsplit(url)
        except ValueError:  # `http://[x`
            continue
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        front = parts.path in ("", "/") and not parts.query and own.path not in ("", "/")
        if not url or (not front and _host(parts.hostname) == _host(own.hostname or "")):
            return address.partition("#")[0]
    return url.partition("#")[0]


def _host(name: str) -> str:
    return _SUBDOMAIN.sub("", name.lower())


def _text(tree: HtmlElement, told: Told, title: str, heading: str) -> str:
    extracted = _main_text(tree)
    first, _, rest = extracted.partition("\n\n")
    if rest and " ".join(first.split()) in (title, heading):
        extracted = rest
    body = prose_of_text(unescape(told.text)) if told.text else ""
    return body if len(body) > _LONGER * len(extracted) else extracted


def _main_text(tree: HtmlElement) -> str:
    """Return the main text of a page as trafilatura finds it, its paragraphs apart."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is named by us
    import trafilatura

    for script in list(tree.iter("script", "style", "noscript", "template")):
        script.drop_tree()  # else it would take JSON-LD for the text itself, its paragraphs run together
    document = trafilatura.bare_extraction(tree, include_comments=False)
    if document is None or isinstance(document, dict) or document.body is None:
        return ""
    prose = Prose()
    _walk(document.body, prose)
    return prose.close()


def _walk(element: HtmlElement, prose: Prose) -> None:
    """Tell `prose` an element of trafilatura's own few kinds; they are nested no deeper than the page was."""
    tag = _TAGS.get(str(element.tag), str(element.tag))
    prose.start(tag)
    prose.data(element.text or "")
    for child in element:
        _walk(child, prose)
        prose.data(child.tail or "")
    prose.end(tag)
