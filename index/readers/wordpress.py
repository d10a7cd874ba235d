"""Reads the published posts of a WordPress export (WXR), streamed: such files have gigabytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from index.article import Article
from index.readers.element import Element, root_of
from index.readers.elements import elements
from index.readers.moments import iso, local
from index.readers.prose import html_prose
from index.readers.source import Noted, SourceFile, Unreadable, article_from

_HEADS = frozenset("title link language description image wp:author wp:category wp:tag wp:term".split())
_NEVER = "0000-00-00 00:00:00"  # what WordPress writes for a moment that is not set
_NO_SECTION = {"uncategorized", "geen categorie", "niet gecategoriseerd"}
_BLOCK_MARKS = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_EMPTIED = re.compile(
    r"\[(gallery|caption|wp_caption|embed|audio|video|playlist)\b[^\]]*\](?:.{0,5000}?\[/\1\])?", re.DOTALL
)
_SHORTCODE = re.compile(r"""\[/?[a-zA-Z][\w-]{1,40}(?:\s+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s\]"']+)){1,20}\s*/?\]""")
_CLOSING = re.compile(r"\[/([a-zA-Z][\w-]{1,40})\]")


def recognises(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a WordPress export."""
    name, attributes = root_of(head)
    return name == "rss" and "wordpress.org/export/" in attributes


def read(file: SourceFile) -> Iterator[Article | Unreadable]:
    """Yield the article of each published post, and why a post has none; last, in one line, what else the file has."""
    site, people, left = dict[str, str](), dict[str, str](), Counter[str]()
    empty = True
    for element in elements(file, frozenset(["item"]), _HEADS):
        if isinstance(element, Unreadable):
            empty = empty and isinstance(element, Noted)
            yield element
        elif element.tag == "wp:author":
            people[element.text("wp:author_login")] = element.text("wp:author_display_name")
        elif element.tag != "item":
            site.setdefault(element.tag, element.text())
        elif kind := _left_out(element):
            left[kind] += 1
        else:
            empty = False
            try:
                yield _article(element, site, people, file)
            except Unreadable as none:
                yield none
    if left:
        listed = ", ".join(f"{count:,} of type {kind}" for kind, count in sorted(left.items()))
        yield Noted(file.path, None, f"beside the published posts it has {listed}; these are no articles")
    if empty and not left:
        yield Unreadable(file.path, None, "has no <item> that can be read")


def post_prose(content: str) -> str:
    """Return the prose of a post: blocks, or paragraphs parted by blank lines as before WordPress 5; no shortcodes."""
    blocks = "<!-- wp:" in content
    content = _BLOCK_MARKS.sub("\n", content)
    content = _without_shortcodes(content)
    if not blocks:
        content = _BLANK_LINE.sub("\n<p>", content.replace("\r\n", "\n"))
        content = content if re.search(r"<(?:p|div)>[^<]*\S[^<]*</", content) else content.replace("\n", "<br>")
    return html_prose(content)


def _without_shortcodes(content: str) -> str:
    """Return a post without shortcodes, the words between them kept; `[sic]` and `[...]` are the writer's own."""
    if "[" not in content:
        return content
    content = _EMPTIED.sub(" ", content)
    closed = set(_CLOSING.findall(content))
    content = _SHORTCODE.sub("", content)
    for name in closed:
        content = content.replace(f"[{name}]", "").replace(f"[/{name}]", "")
    return content


def _left_out(item: Element) -> str:
    """Return what an item is where it is no published post; empty where it is one."""
    kind, status = item.text("wp:post_type") or "post", item.text("wp:status") or "publish"
    if kind != "post":
        return kind
    if status != "publish":
        return f"post ({status})"
    return "post (with a password)" if item.text("wp:post_password") else ""


def _article(item: Element, site: dict[str, str], people: dict[str, str], file: SourceFile) -> Article:
    login = item.text("dc:creator")
    sections = [section for section in _terms(item, "category") if section.lower() not in _NO_SECTION]
    content = item.at("content:encoded")
    fields = {
        "id": _id(item, site),
        "title": " ".join(html_prose(item.text("title")).split()),
        "date": _moment(item, "wp:post_date") or iso(item.text("pubDate")),
        "modified": _moment(item, "wp:post_modified"),
        "author": people.get(login) or login,
        "outlet": site.get("title"),
        "section": sections[0] if sections else "",
        "language": site.get("language"),
        "url": item.text("link"),
        "keywords": _terms(item, "post_tag") + sections[1:],
    }
    return article_from(
        fields, post_prose(content.raw()) if content else "", file, f"{file.name}:{item.line}", item.line
    )


def _id(item: Element, site: dict[str, str]) -> str:
    """Return a post's guid, an address that WordPress never changes, or its site with its number."""
    guid, number = item.text("guid"), item.text("wp:post_id")
    return guid if ":" in guid else f"{site.get('link', '')}?p={number}" if number else ""


def _moment(item: Element, tag: str) -> str:
    written, in_utc = item.text(tag), item.text(f"{tag}_gmt")
    return "" if not written or written == _NEVER else local(written, in_utc)


def _terms(item: Element, domain: str) -> list[str]:
    return [term.text() for term in item.all("category") if (term.get("domain") or "category") == domain]
