"""Reports: the figures of the hits that count what a question counts, each in the sentence that reports it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.annotate.figures import Figure
from index.archive import Hit
from index.article import Article
from index.catalog_figures import ReportedFigure
from index.period import Period
from index.sentences import paragraphs
from index.words import field_of, stems
from rag.answer import Citation, Statement
from rag.asked_count import AskedCount, group_of
from rag.change import changes
from rag.evidence import Sentence, match, weigh
from rag.sources import related, source_key
from rag.terms import Term

# What is won or lost is no state of the whole.
_DIFFERENCE = re.compile(r"\b(?:verlie(?:s|st|zen)|verloor|wint|wonnen|loses?|lost|gains?|gained)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|these|those|de|deze)\s$", re.IGNORECASE)  # `die` may be a pronoun


@dataclass(frozen=True, slots=True)
class Report:
    """A figure, the sentence of a hit that reports it, and those whom it counts where they are not just anybody."""

    figure: Figure
    as_of: Period | None
    sentence: Sentence
    group: str

    @property
    def article(self) -> Article:
        """The article that reports it."""
        return self.sentence.article

    @property
    def source(self) -> frozenset[str]:
        """Who says so, as keys that Dutch and English share; none where nobody is named."""
        return source_key(self.figure, self.article)

    @property
    def citation(self) -> Citation:
        """The sentence, as a quotation."""
        return Citation.from_hit(self.sentence.hit, self.sentence.span)

    @property
    def before(self) -> str:
        """What stands before the figure in its sentence."""
        return self.article.text[self.sentence.span.start : self.figure.span.start]

    @property
    def around(self) -> frozenset[str]:
        """The stems of the headline, of the passage and of the opening of its article."""
        article = self.article
        opening = next(paragraphs(article.text)).of(article.text)
        return frozenset(stems(f"{article.title}\n{self.sentence.hit.passage.text}\n{opening}", article.language))


def reports_of(
    asked: AskedCount, terms: Sequence[Term], hits: Sequence[Hit], figures: Mapping[int, Sequence[ReportedFigure]]
) -> list[Report]:
    """Return the reports of what is asked, in the order of the hits."""
    found = list[Report]()
    for hit in hits:
        reported = [one for one in figures.get(hit.passage.id, ()) if _counts(asked, one, hit.passage.article)]
        if reported:
            found += _in_sentences(reported, list(weigh([hit], terms)))
    return list({(one.article.id, one.figure.span): one for one in found}.values())


def answering(
    statements: Iterable[Statement], reports: Sequence[Report], terms: Sequence[Term], asked: AskedCount
) -> Report | None:
    """Return the report whose figure the first statement marks that has one.

    Of a question that counts people without saying what befell them, only the first statement is believed: whoever is
    counted may be called residents or staff. That of the source which is asked for goes before others, a number before
    words like `dozens` and before `the eighteen trees`, of which something else is told, unless its sentence has fewer
    words of the question; people before soldiers where it asks for anybody, what there is before what was won or lost.
    """
    if not asked.events and asked.noun == "people":
        statements = list(statements)[:1]
    marked = [report for one in statements for report in reports if marks(one, report)]
    subject = [term for term in terms if term.is_name or _is_subject(term, asked)]
    said = [_told(one, [term for term in subject if not asked.says(term.word)]) for one in marked]

    def drawbacks(at: int) -> tuple[bool, ...]:
        one = marked[at]
        outdoing = [other for other, words in zip(marked, said, strict=True) if said[at] < words]
        return (
            bool(asked.source) and not related(one.source, asked.source),
            asked.of_anybody and bool(one.group),
            bool(outdoing) and _DEFINITE.search(one.before) is not None,
            any(other.figure.value is None for other in outdoing),
            one.figure.value is None,
            not asked.events and _DIFFERENCE.search(one.sentence.text) is not None,
        )

    return marked[min(range(len(marked)), key=drawbacks)] if marked else None


def marks(statement: Statement, report: Report) -> bool:
    """Tell whether what a statement marks as the answer is the figure of a report."""
    if statement.highlight is None:
        return False
    cited = statement.citations[0]
    marked = statement.highlight.shifted(cited.span.start)
    return report.article.id == cited.article.id and report.figure.span.overlaps(marked)


def of_those_listed(answer: Report, reports: Iterable[Report], names: Sequence[str]) -> Report:
    """Return the report itself, or of a sentence that lists figures of several (`A 9 seats, B 6`) the one asked for."""
    here = (answer.article.id, answer.sentence.span)
    listed = [one for one in reports if (one.article.id, one.sentence.span) == here]
    gaps = [(gap, at) for at, one in enumerate(listed) if (gap := _gap_to_a_name(one, names)) is not None]
    return listed[min(gaps)[1]] if gaps else answer


def alike(answer: Report, reports: Iterable[Report], terms: Sequence[Term], asked: AskedCount) -> list[Report]:
    """Return the reports that count the same thing of the same event as the one that answers, itself included.

    They have near them whatever words of the question it has near it. Where a noun is counted (`three paintings`), the
    sentence itself must have the question's names, of which there must be one, and those of its words that the answer
    has, for stolen paintings are not recovered ones; people of whom it is not said what befell them are never alike. A
    sentence that lists several figures of one kind (`A got 6 seats, B 7`) tells them of several things, and so does an
    article that gives several without a time, a source or a change to tell them apart.
    """
    reports = list(reports)
    listed = Counter((one.article.id, one.sentence.span) for one in reports if not one.figure.former)
    found = [
        one
        for one in reports
        if one is answer
        or (
            one.group == answer.group
            and one.figure.counted.key == answer.figure.counted.key
            and listed[one.article.id, one.sentence.span] == 1
            and not one.figure.former
            and _needed(one.sentence.missing, asked) <= set(answer.sentence.missing)
            and _speaks_alike(one, answer, terms, asked)
        )
    ]
    return [one for one in found if one is answer or _stands_apart(one, found)]


def _stands_apart(one: Report, reports: Iterable[Report]) -> bool:
    """Tell whether the sentence says what makes its figure another one than those beside it in the same article."""
    if one.as_of or changes(one.sentence.text):
        return True
    beside = [each for each in reports if each.article.id == one.article.id and each.figure.value != one.figure.value]
    return not beside or (bool(one.source) and not any(related(one.source, each.source) for each in beside))


def _speaks_alike(one: Report, answer: Report, terms: Sequence[Term], asked: AskedCount) -> bool:
    if answer.figure.counted.key in asked.events:
        subject = [term for term in terms if _is_subject(term, asked) and not asked.says(term.word)]
        return _near(answer, subject) <= _near(one, subject)
    if answer.figure.counted.key == "people" or _DIFFERENCE.search(one.sentence.text):
        return False
    named = [term for term in terms if term.is_name and not asked.is_aside(term.word)]
    names = [term for term in named if term.word not in answer.sentence.missing]
    subject = [term for term in terms if _is_subject(term, asked)]
    field = field_of(one.article.language)
    has_names = bool(names) and all(match(term, field, one.sentence.words) for term in names)
    return has_names and _told(answer, subject) <= _told(one, subject)


def _near(report: Report, terms: Iterable[Term]) -> set[str]:
    """Return the words of the question that stand in the headline, the passage or the opening of the article."""
    around, field = report.around, field_of(report.article.language)
    return {term.word for term in terms if match(term, field, around) > 0}


def _gap_to_a_name(report: Report, names: Iterable[str]) -> int | None:
    """Return how far a figure stands behind the last of the names before it in its sentence, in code points."""
    before = report.before
    return min((len(before) - at - len(name) for name in names if (at := before.rfind(name)) >= 0), default=None)


def _told(report: Report, terms: Iterable[Term]) -> set[str]:
    """Return the words of the question that stand in the sentence itself."""
    field = field_of(report.article.language)
    return {term.word for term in terms if match(term, field, report.sentence.words) > 0}


def _needed(names: Iterable[str], asked: AskedCount) -> set[str]:
    return {name for name in names if not asked.is_aside(name)}


def _is_subject(term: Term, asked: AskedCount) -> bool:
    """Tell whether a term is a plain word that says what the question is about."""
    return not (term.is_name or term.is_faint or asked.is_aside(term.word))


def _counts(asked: AskedCount, reported: ReportedFigure, article: Article) -> bool:
    sentence = reported.sentence.of(article.text)
    return asked.counts(reported.figure, sentence, article.text, article.language)


def _in_sentences(reported: Iterable[ReportedFigure], weighed: Sequence[Sentence]) -> Iterator[Report]:
    for one in reported:
        sentence = next((sentence for sentence in weighed if one.sentence.within(sentence.span)), None)
        if sentence is not None:
            article = sentence.article
            group = group_of(one.figure, article.text, article.language)
            yield Report(one.figure, one.as_of, sentence, group)
