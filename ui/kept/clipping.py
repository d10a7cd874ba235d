"""Clipping: an answer as it is put on paper, in words that no longer need the archive."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from index.period import Period
from index.span import Span
from index.words import stems
from rag.terms import ASKING
from ui.kept.kept_phrases import kept_words
from ui.phrases import say

# `asked` is a remark that repeats words of the question; `removed` stands where a line was, until its article went.
Kind = Literal["lead", "replaced", "quotation", "written", "remark", "asked", "removed"]
State = Literal["same", "changed", "gone"]
_ASKING = frozenset(" ".join(ASKING.values()).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer, with the numbers of the sources that carry it, from 1.

    `part` is the stretch of it that answers. `evidence` tells how many articles say it.
    """

    kind: Kind
    text: str
    marks: tuple[int, ...] = ()
    part: Span | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a timeline: the time it is of, how many, what became of it, who says so, and its sources."""

    when: str
    figure: str
    fate: str
    source: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of a source since the answer was given, in words."""

    state: State
    told: str


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation, verbatim, and where it stands; `facts` are what to know of it, each with its kind.

    `printings` are the ids of the articles that one of the facts names because they have the quotation too.
    """

    article: str
    revision: int
    span: Span
    quote: str
    title: str
    outlet: str
    author: str
    published: Period
    language: str
    url: str
    facts: tuple[tuple[str, str], ...] = ()
    translation: str = ""
    printings: tuple[str, ...] = ()
    since: Since | None = None

    def where(self, language: str) -> str:
        """Return outlet, date and headline, in words."""
        return " · ".join(part for part in (self.outlet, self.published.describe(language), self.title) if part)

    @property
    def told(self) -> tuple[str, ...]:
        """What to know of it, its translation first, what has become of it since last."""
        told = (self.translation, *(fact for _, fact in self.facts), self.since.told if self.since else "")
        return tuple(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Clipping:
    """An answer as it was: the question as it was typed, what it was `understood_as`, and when it was asked.

    `period` and `as_of` are told in words, empty where there is none. `answered` is false where the archive did not
    say; then the sources are what came nearest.
    """

    question: str
    understood_as: str
    language: str
    period: str
    as_of: str
    asked_on: date
    answered: bool = False
    lines: tuple[Line, ...] = ()
    rows_title: str = ""
    rows: tuple[Row, ...] = ()
    sources_title: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def name(self) -> str:
        """A name of its own for the anchors in a document, so that two clippings may stand in one."""
        return "knipsel-" + hashlib.sha256(repr(self).encode("utf-8", "replace")).hexdigest()[:8]

    @property
    def told(self) -> tuple[str, ...]:
        """What to know of the question: what it was understood as, when it was asked, and of which time."""
        understood = say("understood_as", self.language, question=self.understood_as) if self.understood_as else ""
        day = Period(self.asked_on, self.asked_on).describe(self.language)
        period = f"{say('period', self.language)}: {self.period}" if self.period else ""
        parts = (understood, kept_words("asked_on", self.language, day=day), period, self.as_of)
        return tuple(part for part in parts if part)

    @property
    def articles(self) -> frozenset[str]:
        """The ids of all articles that it quotes or names."""
        return frozenset(id for one in self.sources for id in (one.article, *one.printings) if id)

    def without(self, gone: Collection[str], texts: Sequence[str] = ()) -> Clipping:
        """Return the clipping without a word of the articles that are gone; `texts` are theirs, if they are known.

        The question goes too where it has a word of those texts that none of the articles left has quoted.
        """
        if not self.articles & set(gone):
            return self
        sources = tuple(_source_without(one, gone, self.language) for one in self.sources)
        left = {number: one for number, one in enumerate(sources, 1) if one.article}
        asked = len(left) == len(sources) or not self._asked_in(texts, left.values())
        lines = (_line_without(line, left, self.language) for line in self.lines if asked or line.kind != "asked")
        if not asked:
            sources = tuple(_without_facts(one, "short") for one in sources)
        return replace(
            self,
            question=self.question if asked else kept_words("question_removed", self.language),
            understood_as=self.understood_as if asked else "",
            lines=tuple(lines),
            rows=tuple(row for row in self.rows if not row.marks or row.marks[0] in left),
            sources=sources,
        )

    def _asked_in(self, texts: Sequence[str], left: Iterable[Source]) -> bool:
        """Tell whether the question has a word of these texts that is in nothing that is left."""
        asked = _telling_words([self.question, self.understood_as])
        return bool(asked & _telling_words(texts) - _telling_words(f"{one.title} {one.quote}" for one in left))


def gone_since(language: str) -> Since:
    """Return what is told of a source whose article went."""
    return Since("gone", kept_words("since_gone", language))


def _source_without(source: Source, gone: Collection[str], language: str) -> Source:
    """Return a source with nothing of its article; or without naming the others that print it, where one is gone."""
    if source.article in gone:
        return Source("", 0, Span(0, 0), "", "", "", "", source.published, language, "", since=gone_since(language))
    if set(source.printings) & set(gone):
        return replace(_without_facts(source, "also"), printings=())
    return source


def _without_facts(source: Source, kind: str) -> Source:
    return replace(source, facts=tuple(fact for fact in source.facts if fact[0] != kind))


def _telling_words(texts: Iterable[str]) -> set[str]:
    """Return the words that say something in both languages, none of them shorter than a short name."""
    words = {word for text in texts for word in re.findall(r"\w{3,}", text.casefold())}
    return {word for word in words if all(stems(word, language) for language in ("nl", "en"))} - _ASKING


def _line_without(line: Line, left: dict[int, Source], language: str) -> Line:
    """Return a line, unless words of it are of an article that is gone: a quotation that stands elsewhere too stays."""
    if set(line.marks) <= set(left):
        return line
    if line.kind == "quotation" and any(left[mark].quote == line.text for mark in line.marks if mark in left):
        return line
    return Line("removed", kept_words("line_removed", language), line.marks)
