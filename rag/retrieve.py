"""Question -> ranked Hits: the question's terms by word, its text by meaning, its period by when it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.archive import WEIGHTS, Archive, Hit
from index.fusion import vote
from index.period import ALWAYS, Period
from index.printed import Printed
from rag.question import Question
from rag.terms import Term, searched
from rag.timing import worth

HITS = 12  # passages that an answer is looked for in
CANDIDATES = 24  # passages that a second look is taken at, to choose these from
_TIMED = 50  # passages, the best by words and meaning, that are ranked by time
# Of a passage that tells of the period asked about, as of a first place. Of 0.05 to 1, measured on the questions with a
# time of bench/golden/dev.jsonl, the least with which all went up that could.
_TIME_WEIGHT = 0.15


def retrieve(archive: Archive, question: Question, terms: Sequence[Term], limit: int = HITS) -> list[Hit]:
    """Return up to `limit` hits for a question, best first.

    What tells of the period asked about goes before what was merely printed then, and that before the rest. Where the
    question asks for what was printed then, there is nothing else; nor is there anything that was not printed yet on
    `question.as_of`, or not by one of `question.outlets`.
    """
    asked, printed = question.asked, printed_when(question)
    if asked is None or asked.published or not asked.bounds:
        hits = archive.search(question.subject, searched(terms), limit, printed)
    else:
        timed = archive.search(question.subject, searched(terms), max(limit, _TIMED), printed)
        hits = by_time(archive, timed, asked.period)[:limit]
    return _with_printings(archive, hits, question.as_of or date.max)


def printed_when(question: Question) -> Printed | None:
    """Return which articles a question is put to, by when they were printed and by whom; None for all of them."""
    asked = question.asked
    within = asked.period if asked and asked.published else ALWAYS
    outlets = question.outlets.names if question.outlets else ()
    printed = Printed(within, question.as_of or date.max, outlets)
    return None if printed == Printed() else printed


def by_time(archive: Archive, hits: Sequence[Hit], period: Period) -> list[Hit]:
    """Return the hits ranked anew: their times are a third ranking beside words and meaning, with many at one place.

    It is fused with the others, not put before them: of a passage that shares one word with the question it says
    little that it happened in the same month.
    """
    times = archive.times(hit.passage.id for hit in hits)
    timed = [replace(hit, times=tuple(times.get(hit.passage.id, ()))) for hit in hits]
    ranked = sorted(timed, key=lambda hit: (-_score(hit, period), hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate(ranked, start=1)]


def _score(hit: Hit, period: Period) -> float:
    found = sum(vote(place, WEIGHTS[name]) for name, place in hit.ranks.items())
    return found + vote(1, _TIME_WEIGHT * worth(hit, period))


def _with_printings(archive: Archive, hits: Sequence[Hit], by: date) -> list[Hit]:
    """Return the hits, each with the articles that print the same text and had been printed by then."""
    printings = archive.printings(dict.fromkeys(hit.passage.article.id for hit in hits))
    known = {
        article: tuple(other for other in others if other.published.end <= by) for article, others in printings.items()
    }
    return [replace(hit, printings=known.get(hit.passage.article.id, ())) for hit in hits]
