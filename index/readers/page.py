"""The head of a web page and the few things of its body that are named: what it calls itself, when, by whom, where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 2_000  # characters of a value; hostile pages have some of megabytes


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page; `named` has the values of its <meta>, `itemprop` and `property` elements by lower-case name."""

    tree: HtmlElement
    named: dict[str, list[str]]

    @classmethod
    def of(cls, tree: HtmlElement) -> Page:
        """Return what a page names, read in one pass."""
        named = dict[str, list[str]]()
        for element in tree.iter("meta", "time", "span", "a", "link", "div", "p", "h1"):
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                name = element.get(attribute)
                if name and len(name) < 100 and (value := _value(element)):
                    named.setdefault(name.strip().lower(), []).append(value)
        return cls(tree, named)

    def first(self, *names: str) -> str:
        """Return the first value of the first of these names that has one, empty for none."""
        return next((self.named[name][0] for name in names if name in self.named), "")

    def all(self, *names: str) -> list[str]:
        """Return all values of the first of these names that has one."""
        return next((self.named[name] for name in names if name in self.named), [])

    def scripts(self, kind: str) -> list[str]:
        """Return the scripts of a MIME type."""
        found = (
            script for script in self.tree.iter("script") if (script.get("type") or "").strip().lower().startswith(kind)
        )
        return [script.text or "" for script in found]

    def heading(self) -> str:
        """Return the only <h1>, or that of the <article>; empty where it cannot be told which one is meant."""
        all_of_it = [text for heading in self.tree.iter("h1") if (text := _words(heading))]
        return all_of_it[0] if len(set(all_of_it)) == 1 else ""

    def title(self) -> str:
        """Return the <title>, which often has the outlet's name behind the headline."""
        return next((text for title in self.tree.iter("title") if (text := _words(title))), "")

    def links(self, relation: str) -> Iterator[str]:
        """Yield the addresses of <link> elements of a relation, as they are written."""
        for link in self.tree.iter("link"):
            if relation in (link.get("rel") or "").lower().split() and link.get("href"):
                yield str(link.get("href"))[:_LONGEST].strip()

    def dated(self) -> str:
        """Return when a <time> says that the page was published: one marked so, or the only one of an <article>."""
        times = [one.get("datetime") or "" for one in self.tree.iter("time") if one.get("pubdate") is not None]
        if not any(times):
            articles = list(self.tree.iter("article"))
            times = [one.get("datetime") or "" for article in articles[:1] for one in article.iter("time")]
            times = times if len(articles) == 1 and len(set(times)) == 1 else []
        return next((time[:_LONGEST] for time in times if time), "")


def _value(element: HtmlElement) -> str:
    given = element.get("content") or element.get("datetime") or (element.get("href") if element.tag == "link" else "")
    if given is None or not given:
        given = _words(element) if element.get("itemprop") and element.tag != "meta" else ""
    return " ".join(given[:_LONGEST].split())


def _words(element: HtmlElement) -> str:
    words, size = list[str](), 0
    for text in element.itertext():
        words.append(text[:_LONGEST])
        size += len(words[-1])
        if size > _LONGEST:
            break
    return " ".join("".join(words)[:_LONGEST].split())
