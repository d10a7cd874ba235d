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
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# Shortcodes that show something; what is between [caption] and [/caption] goes with them.
_SHOWN = re.compile(r"\[(/?)(gallery|caption|wp_caption|embed|audio|video|playlist)(?:\s[^\[\]]{0,2000})?\]")
_SHORTCODE = re.compile(
    r"""\[/?[a-zA-Z][\w-]{1,40}(?:\s+[\w-]{1,40}=(?:"[^"\[\]]{0,500}"|'[^'\[\]]{0,500}'|[^\s\[\]"']{1,500})){1,20}\s*/?\]"""
)
_BARE = re.compile(r"\[(/?)([a-zA-Z][\w-]{1,40})\]")
_MOST_KINDS = 20  # that are named of what is left out


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
        listed = ", ".join(f"{count:,} of type {kind[:40]}" for kind, count in sorted(left.most_common(_MOST_KINDS)))
        yield Noted(file.path, None, f"beside the published posts it has {listed}; these are no articles")
    if empty and not left:
        yield Unreadable(file.path, None, "has no <item> that can be read")


def post_prose(content: str) -> str:
    """Return the prose of a post: blocks, or paragraphs parted by blank lines as before WordPress 5; no shortcodes."""
    content = _without_shortcodes(content)
    if "<!-- wp:" not in content:
        breaks = "\n" if "</p>" in content else "<br>"
        content = "<p>".join(part.replace("\n", breaks) for part in _BLANK_LINE.split(content))
    return html_prose(content)


def _without_shortcodes(content: str) -> str:
    """Return a post without shortcodes, the words between them kept; `[sic]` and `[...]` are the writer's own."""
    if "[" not in content:
        return content
    content = _SHORTCODE.sub("", _without_shown(content))
    closed = {mark[2] for mark in _BARE.finditer(content) if mark[1]}
    return _BARE.sub(lambda mark: "" if mark[2] in closed else mark[0], content)


def _without_shown(content: str) -> str:
    kept, at = list[str](), 0
    marks = list(_SHOWN.finditer(content))
    ends = dict[str, int]()
    until = [0] * len(marks)
    for place, mark in reversed(list(enumerate(marks))):
        if mark[1]:
            ends[mark[2]] = mark.end()
        until[place] = max(mark.end(), ends.get(mark[2], 0))
    for mark, end in zip(marks, until, strict=True):
        if mark.start() >= at:
            kept.append(content[at : mark.start()])
            at = end
    return " ".join([*kept, content[at:]])


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
