"""Questions to ask next: drawn from what was found, and shown only where the archive was seen to answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from time import monotonic

from index.archive import Hit
from index.catalog_figures import ReportedFigure
from rag.answer import Answer, NothingFound
from rag.conversation.by_rules import leans
from rag.desk import Desk, Done
from rag.question import Question
from rag.suggestions.figures import by_figures
from rag.suggestions.outlets import by_outlets
from rag.suggestions.speakers import by_speakers
from rag.suggestions.subject import subject_of
from rag.suggestions.suggestion import LONGEST, Suggestion
from rag.suggestions.times import by_times

MOST = 3  # buttons
_MOST_TRIED = 6  # questions that are put to the archive for them
BUDGET_S = 0.5  # what is tried after that is not begun


def suggested(
    desk: Desk,
    outcome: Answer | NothingFound,
    hits: Sequence[Hit],
    asked: Iterable[str] = (),
    budget_s: float = BUDGET_S,
) -> tuple[str, ...]:
    """Return up to three questions in the language of the one that was asked, each seen to be answered.

    `hits` are those that it was answered from, `asked` what was asked before. At most six are tried, at the first look,
    and none is begun after `budget_s` seconds. Raises ArchiveError.
    """
    known = {_plain(text) for text in (*asked, outcome.question.text)}
    figures = desk.archive.figures(hit.passage.id for hit in hits)
    at_first_look, found, began_s = desk.without_second_look(), list[str](), monotonic()
    for tried, one in enumerate(_drawn(outcome, hits, figures, known)):
        if tried == _MOST_TRIED or len(found) == MOST or monotonic() - began_s > budget_s:
            break
        if _is_answered(at_first_look, one, outcome.question):
            found.append(one.text)
    return tuple(found)


def _is_answered(desk: Desk, one: Suggestion, like: Question) -> bool:
    """Tell whether a question is answered as it should be, put to the same outlets, as of the same day."""
    outlets = like.outlets.names if like.outlets else None
    *_, done = desk.ask(one.text, as_of=like.as_of, outlets=outlets, language=like.language)
    return isinstance(done, Done) and isinstance(done.outcome, Answer) and one.fits(done.outcome)


def _drawn(
    outcome: Answer | NothingFound,
    hits: Sequence[Hit],
    figures: Mapping[int, Sequence[ReportedFigure]],
    known: set[str],
) -> Iterator[Suggestion]:
    """Yield what may be asked next, one of each kind in turn; each once, and nothing that was asked."""
    question = outcome.question
    subject = subject_of(question, hits)
    kinds: list[Iterator[Suggestion]] = [by_figures(outcome, subject, hits, figures)]
    if isinstance(outcome, Answer):
        kinds += [by_speakers(outcome, subject), by_times(outcome), by_outlets(outcome)]
    for one in filter(None, chain.from_iterable(zip_longest(*kinds))):
        plain = _plain(one.text)
        if plain not in known and len(one.text) <= LONGEST and not leans(one.text):
            known.add(plain)
            yield one


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
