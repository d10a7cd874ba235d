"""Answer with its Statements, Lead and Timeline, and NothingFound: what a question gets back, Citations and all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.annotate.figures import Figure
from index.archive import Hit
from index.article import Article
from index.period import Period
from index.span import Span
from rag.question import Question
from rag.written import Written

Place = tuple[str, int, Span]  # where a quotation stands: article, revision and span
Fate = Literal["corrected", "superseded"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands: `article.text[span.start:span.end] == quote`, or the gate stops it.

    `passage` is the stretch of the article around it that a reader is shown. `printings` are other articles that print
    the same text, cut or edited perhaps: they are of one origin with it, not further evidence.
    """

    article: Article
    span: Span
    quote: str
    passage: Span
    printings: tuple[Article, ...] = ()

    @classmethod
    def of(cls, article: Article, span: Span, passage: Span) -> Citation:
        """Quote an article from `span`."""
        return cls(article, span, span.of(article.text), passage)

    @classmethod
    def from_hit(cls, hit: Hit, span: Span) -> Citation:
        """Quote the article of a hit from `span`."""
        article = hit.passage.article
        return cls(article, span, span.of(article.text), hit.passage.span, hit.printings)

    @property
    def place(self) -> Place:
        """Where it stands: article, revision and span; two citations of one place are one source."""
        return self.article.id, self.article.revision, self.span

    @property
    def also_in(self) -> tuple[Article, ...]:
        """The printings in which the quote stands too, word for word."""
        return tuple(other for other in self.printings if self.quote in other.text)

    @property
    def of_origin(self) -> frozenset[str]:
        """The ids of all articles that print the text it is quoted from."""
        return frozenset((self.article.id, *(other.id for other in self.printings)))


def of_each_origin(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return the first citation of each article, and of articles that print one text the first of all."""
    kept, seen = list[Citation](), set[str]()
    for citation in citations:
        if citation.article.id not in seen:
            kept.append(citation)
        seen |= citation.of_origin
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many articles say something, and how many of these were written, rather than taken over from another."""

    articles: int
    origins: int

    @classmethod
    def of(cls, citations: Iterable[Citation]) -> Evidence:
        """Count the articles that citations stand in, those that print the same text included."""
        cited = list(citations)
        articles = {article.id for one in cited for article in (one.article, *one.also_in)}
        return cls(len(articles), len(of_each_origin(cited)))


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the citations that carry it.

    `text` is one of the quotations, or what a model wrote from them. `highlight` is the part of it that answers (the
    number, the name, the date), None where none was asked for.
    """

    text: str
    citations: tuple[Citation, ...]
    highlight: Span | None = None

    @property
    def is_quotation(self) -> bool:
        """Tell whether it is an article's own sentence; otherwise a model wrote it."""
        return any(citation.quote == self.text for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a timeline, with the quotation that carries it.

    The spans of `figure` are of the text of the citation's article and lie within its quotation, or the gate stops it.
    `as_of` is the time that the sentence gives it, None where it gives none. `known` is when it was first printed, by
    the article of the citation or one of `others`, which say the same. `supersedes` is the earlier figure of which this
    is a newer state; `corrects` tells that it was wrong, not merely older.
    """

    figure: Figure
    as_of: Period | None
    known: Period
    citation: Citation
    others: tuple[Citation, ...] = ()
    supersedes: Entry | None = None
    corrects: bool = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation, its own first."""
        return (self.citation, *self.others)

    def words(self, span: Span) -> str:
        """Return the article's own words for a part of the figure."""
        return span.of(self.citation.article.text)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was reported of one count, the oldest first; nothing in it was added up or averaged."""

    entries: tuple[Entry, ...]

    @property
    def differs(self) -> bool:
        """Tell whether there is more than one figure."""
        return len({entry.figure.value for entry in self.entries}) > 1

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that nothing supersedes; a correction supersedes every other figure before it."""
        return tuple(one for at, one in enumerate(self.entries) if not self._is_superseded(one, self.entries[at + 1 :]))

    @property
    def disagrees(self) -> bool:
        """Tell whether figures stand beside each other of which none is a newer state of the other."""
        return len({entry.figure.value for entry in self.standing}) > 1

    def fate_of(self, entry: Entry) -> Fate | None:
        """Tell what became of an entry: it was wrong, or a newer figure took its place; None where it stands."""
        place = (entry.citation.place, entry.figure.span)
        for one in self.entries:
            if one.corrects and one.supersedes and (one.supersedes.citation.place, one.supersedes.figure.span) == place:
                return "corrected"
        return None if entry in self.standing else "superseded"

    @staticmethod
    def _is_superseded(entry: Entry, later: Sequence[Entry]) -> bool:
        value = entry.figure.value
        return any(
            one.figure.value != value
            and (one.corrects or (one.supersedes is not None and one.supersedes.figure.value == value))
            for one in later
        )


@dataclass(frozen=True, slots=True)
class Lead:
    """The figure that an answer leads with; `noun` is the question's word for what it counts, where that is the same.

    `replaces` is the figure that it superseded, if any.
    """

    entry: Entry
    noun: str = ""
    replaces: Entry | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Statements that answer the question, the best first, each of which passed the verbatim gate.

    Where a number was asked for and its figure is on record, `lead` is that figure, carried by the first statement
    unless a model wrote them; where several figures were reported, `timeline` has them. `unsearched` is why the archive
    was searched by its words only, empty where it was searched by meaning too. `written` tells what a model had to do
    with it, None where none was asked; `translations` are its own, of quotations in another language than the
    question's, by their places.
    """

    question: Question
    statements: tuple[Statement, ...]
    lead: Lead | None = None
    timeline: Timeline | None = None
    unsearched: str = ""
    written: Written | None = None
    translations: Mapping[Place, str] = field(default_factory=dict)

    @property
    def figures(self) -> tuple[Entry, ...]:
        """The figures that were reported of what is asked, the oldest first."""
        if self.timeline:
            return self.timeline.entries
        return (self.lead.entry,) if self.lead else ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once: those of the statements in their order, then those that only the timeline has."""
        entries = list(self.timeline.entries) if self.timeline else []
        if self.lead:
            entries = [one for one in (self.lead.entry, self.lead.replaces, *entries) if one]
        said = [citation for statement in self.statements for citation in statement.citations]
        reported = [citation for entry in entries for citation in entry.citations]
        return tuple({one.place: one for one in (*said, *reported)}.values())


@dataclass(frozen=True, slots=True)
class NothingFound:
    """The archive does not say: the nearest passages, and the words of the question that the archive never uses.

    `unfinished` counts passages that could not be searched, because they have yet to be indexed. `untold`: nothing that
    was found tells of the period asked about, or was printed in it. `unsearched` as in Answer.
    """

    question: Question
    nearest: tuple[Hit, ...]
    unknown_words: tuple[str, ...] = field(default=())
    unfinished: int = 0
    untold: bool = False
    unsearched: str = ""
