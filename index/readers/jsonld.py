"""What a page says of its article in JSON-LD: schema.org's NewsArticle and its kin, wherever in the graph it stands."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_DEEPEST = 20
_MOST_NODES = 5_000
_WRAPPINGS = ("<!--", "-->", "<![CDATA[", "]]>", "/*", "*/", "//", ";")  # that hid scripts from browsers of 1996
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What JSON-LD tells of an article; empty what it does not. Dates and language are as they were written."""

    title: str = ""
    text: str = ""
    date: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    section: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def told_of_article(scripts: Sequence[str], urls: Sequence[str], title: str) -> Told:
    """Return what the scripts of a page tell of the article that it is about.

    A page may tell of others too (what else to read): the one with one of the page's `urls` is meant, else the one that
    has the page's `title`, else the first. A script that is no JSON tells nothing.
    """
    nodes = list(_all_nodes(scripts))
    by_id = {str(node["@id"]): node for node in reversed(nodes) if len(node) > 1 and isinstance(node.get("@id"), str)}
    articles = [_told(node, by_id) for node in nodes if _is_article(node)]
    pages = {_bare(url) for url in urls if url}
    ranked = sorted(articles, key=lambda told: (not pages & {*map(_bare, told.urls)}, told.title != title))
    return ranked[0] if ranked else Told()


def _all_nodes(scripts: Sequence[str]) -> Iterator[Node]:
    left = _MOST_NODES
    for script in scripts:
        for node in _nodes(_parsed(script), 0):
            if not left:
                return
            left -= 1
            yield node


def _parsed(script: str) -> object:
    bare = script.strip()
    for sign in _WRAPPINGS * 2:  # one may stand within another: `//<![CDATA[`
        bare = bare.removeprefix(sign).removesuffix(sign).strip()
    for attempt in (bare, _TRAILING_COMMA.sub("", bare), html.unescape(bare)):
        try:
            return json.loads(attempt, strict=False)  # pages have newlines in their strings
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _nodes(one, depth + 1)


def _is_article(node: Node) -> bool:
    kinds = [kind.rpartition("/")[2] for kind in _texts(node.get("@type"))]
    return any(kind.endswith(("Article", "BlogPosting", "Report")) for kind in kinds) and bool(
        node.get("headline") or node.get("articleBody") or node.get("datePublished")
    )


def _told(node: Node, by_id: Mapping[str, Node]) -> Told:
    named = {name: tuple(_names(node.get(name), by_id)) for name in _NAMED}
    keywords = named["keywords"]
    return Told(
        title=_first(named["headline"]) or _first(named["name"]),
        text="\n\n".join(_texts(node.get("articleBody"))),
        date=_first(_texts(node.get("datePublished"))),
        modified=_first(_texts(node.get("dateModified"))),
        authors=tuple(name for name in named["author"] or named["creator"] if not name.startswith(("http:", "https:"))),
        outlet=_first(named["publisher"]) or _first(named["sourceOrganization"]) or _first(named["provider"]),
        section=_first(named["articleSection"]),
        language=_first(named["inLanguage"]),
        keywords=tuple(keywords[0].split(",")) if len(keywords) == 1 else keywords,
        urls=tuple(url for name in ("mainEntityOfPage", "url", "@id") for url in _urls(node.get(name))),
    )


_NAMED = "headline name author creator publisher sourceOrganization provider articleSection inLanguage keywords".split()


def _names(value: object, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[str]:
    """Yield names: texts, or those of things, which may stand elsewhere in the graph under an `@id`."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str) and value.strip():
        yield " ".join(html.unescape(value).split())
    elif isinstance(value, list):
        for one in value:
            yield from _names(one, by_id, depth + 1)
    elif isinstance(value, dict):
        thing = value if "name" in value or "@id" not in value else by_id.get(str(value["@id"]), value)
        yield from _names(thing.get("name") or thing.get("alternateName"), by_id, depth + 1)


def _urls(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(value[name]) for name in ("@id", "url") if isinstance(value.get(name), str))
    else:
        yield from _texts(value)


def _texts(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one.strip()]


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _bare(url: str) -> str:
    """Return a URL without what may differ between two ways to write it: scheme, fragment, slash at its end."""
    return url.partition("#")[0].removeprefix("https:").removeprefix("http:").rstrip("/")
