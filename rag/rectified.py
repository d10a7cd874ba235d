"""What a correction takes back is not an answer any more: the correction takes its place, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.archive import Hit
from index.article import Article
from index.sentences import sentences
from index.span import Span
from index.words import stems
from rag.answer import Citation, Statement
from rag.answer_span import answer_span
from rag.extract import MOST_STATEMENTS
from rag.question import Question
from rag.quoted import LONGEST_QUOTE
from rag.retraction import following, is_correction, may_correct, repeated_part

_SHARED = 2  # words that tell of what an error and its correction are both about


def rectified(question: Question, hits: Sequence[Hit], statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements; where a correction among the hits takes back what one marks, that gives way to it.

    The correction is of the same outlet, printed no earlier, about the same matter, and says something else that could
    answer. What other outlets say stays, beside it.
    """
    corrections = [one for hit in hits if is_correction(hit.passage.article) for one in _corrections(question, hit)]
    found = list[Statement]()
    for statement in statements:
        right = next((one for one in corrections if one.takes_back(statement)), None)
        if right is None:
            found.append(statement)
            continue
        if right.statement not in found:
            found.append(right.statement)
        if others := tuple(one for one in statement.citations if not may_correct(right.article, one.article)):
            found.append(_of_others(statement, others))
    return found[:MOST_STATEMENTS]


def _of_others(statement: Statement, citations: tuple[Citation, ...]) -> Statement:
    """Return the statement as others make it; where none of them words it so, as the first of them does."""
    if any(one.quote == statement.text for one in citations):
        return replace(statement, citations=citations)
    return Statement(citations[0].quote, citations)


@dataclass(frozen=True, slots=True)
class _Correction:
    """What a correction repeats, `wrong`, of what it is `about`; what is `right`, and the statement of all of it."""

    article: Article
    about: str
    wrong: str
    right: str
    statement: Statement

    def takes_back(self, statement: Statement) -> bool:
        """Tell whether what a statement marks is what was wrong."""
        if statement.highlight is None or not any(
            may_correct(self.article, one.article) for one in statement.citations
        ):
            return False
        marked = re.compile(rf"(?<!\w){re.escape(statement.highlight.of(statement.text))}(?!\w)", re.IGNORECASE)
        if not marked.search(self.wrong) or marked.search(self.right):
            return False
        matter = _matter(marked.sub(" ", statement.text), self.article.language)
        return len(matter & _matter(self.about, self.article.language)) >= _SHARED


def _corrections(question: Question, hit: Hit) -> Iterator[_Correction]:
    article = hit.passage.article
    for sentence in sentences(article.text):
        repeated = repeated_part(text := sentence.of(article.text))
        if repeated is None:
            continue
        turned = Span(sentence.start + repeated.end, sentence.end)
        places = [turned] if repeated.end < len(text) else following(article, sentence, surely=False)
        stated = ((place, _statement(question, hit, sentence, place)) for place in places)
        place, statement = next((one for one in stated if one[1]), (turned, None))
        if statement is not None:
            about = f"{article.title}\n{text[: repeated.end]}"
            yield _Correction(article, about, repeated.of(text), place.of(article.text), statement)


def _statement(question: Question, hit: Hit, sentence: Span, right: Span) -> Statement | None:
    """Return the correction from the error to what is right, that marked; None where that could not answer."""
    article = hit.passage.article
    marked, _ = answer_span(question, right.of(article.text), frozenset(), article.language)
    if marked is None:
        return None
    quoted = Span(sentence.start, right.end)
    if quoted.end - quoted.start > LONGEST_QUOTE:
        quoted = right
    citation = replace(Citation.from_hit(hit, quoted), passage=_around(hit.passage.span, quoted))
    return Statement(citation.quote, (citation,), marked.shifted(right.start - quoted.start))


def _around(passage: Span, quoted: Span) -> Span:
    return Span(min(passage.start, quoted.start), max(passage.end, quoted.end))


def _matter(text: str, language: str) -> set[str]:
    return {stem for stem in stems(text, language) if not stem[0].isdigit()}
