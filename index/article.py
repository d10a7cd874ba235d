"""Article: one article as published, one revision of it; and Passage, a span of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from index.period import Period
from index.sentences import sentences
from index.span import Span

_HEADLINE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Article:
    """One article as published.

    `text` is what every quotation stands in: citations are offsets into it, in Unicode code points, and it is
    never altered after reading. `revision` counts from 1 and is given by the catalog. What is empty or None the
    source did not say. `author` names one or more people. `published_at` and `modified_at` are the moments that the
    source gave, with its zone where it gave one; `published` is the day, month or year as the outlet dates it.
    """

    id: str
    title: str
    text: str
    published: Period
    language: str
    outlet: str = ""
    url: str = ""
    author: str = ""
    revision: int = 1
    section: str = ""
    keywords: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """Return a digest that changes when anything that a reader would see of the article itself changes.

        How it is filed (section, keywords, moments) may change without making another revision.
        """
        told = (
            *(
                self.id,
                self.title,
                self.text,
                (self.published.start, self.published.end),
                self.language,
                self.outlet,
                self.url,
            ),
            *(self.author, 1),  # archives have digests that were made with a revision, of 1, in them
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of an article's text, cut at sentence ends; never a copy that could drift from it."""

    id: int
    article: Article
    span: Span

    @property
    def text(self) -> str:
        """Return the passage's own words, exactly as they stand in the article."""
        return self.span.of(self.article.text)


def headline_from(text: str) -> str:
    """Return a headline for an article that came without one: its first sentence, cut at a word to 90 characters."""
    first = next((span.of(text) for span in sentences(text)), "")
    first = " ".join(first.split())
    if len(first) <= _HEADLINE_LENGTH:
        return first.rstrip(".")
    return first[: _HEADLINE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
