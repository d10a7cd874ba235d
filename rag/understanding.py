"""What was typed as the question that is searched: on its own, read by the archive's dates, limited to its outlets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from index.archive import Archive
from index.period import Period
from rag.asked_outlets import AskedOutlets, asked_outlets, chosen
from rag.conversation.exchange import Exchange
from rag.follow_up import followed
from rag.model import ChatModel
from rag.question import Question, QuestionRefused

_MOST = 50  # outlets that one question may be limited to
_MOST_TOLD = 12


def understood(
    archive: Archive,
    text: str,
    today: date | None = None,
    *,
    otherwise: str,
    period: Period | None = None,
    as_of: date | None = None,
    outlets: Sequence[str] | None = None,
    history: Sequence[Exchange] = (),
    language: str = "",
    model: ChatModel | None = None,
) -> Question:
    """Return the question that was asked, `otherwise` in that language; the rest is as in `Desk.ask`.

    Raises QuestionRefused. `model` rewrites a follow-up, if there is one.
    """
    asked = followed(text, history, model)
    if asked.rewriting:
        before = history[-1].question
        as_of = as_of or before.as_of
        if outlets is None and before.outlets and before.outlets.by_hand:
            outlets = before.outlets.names
    latest = archive.latest(as_of or date.max)
    if as_of and today:
        today = min(today, as_of)
    limit = _limit(archive, outlets)
    question = Question.parse(
        asked.text, otherwise, today, latest, period=period, as_of=as_of, language=language, limit=limit
    )
    return replace(question, rewritten=asked.rewriting)


def _limit(archive: Archive, given: Sequence[str] | None) -> Callable[[str], AskedOutlets | None]:
    """Return what tells the outlets that a question of these words is limited to.

    `given` are the names that a person chose, none of them for any outlet; None leaves it to the words.
    """
    names = None if given is None else _as_the_archive_has_them(given, archive)

    def limit(text: str) -> AskedOutlets | None:
        named = asked_outlets(text, archive.outlets)
        return named if names is None else chosen(names, named)

    return limit


def _as_the_archive_has_them(given: Sequence[str], archive: Archive) -> list[str]:
    wanted = [told for name in given[: _MOST + 1] if (told := " ".join(name.split()))]
    if not wanted:
        return []
    if len(given) > _MOST:
        told = f"a question can be limited to {_MOST} outlets, not to {len(given)}; leave some out, or all for any"
        raise QuestionRefused("outlets", told, str(_MOST))
    known = archive.outlets()
    alike = {name.casefold(): name for name in known}
    names = [name if name in known else alike.get(name.casefold()) for name in wanted]
    for told, name in zip(wanted, names, strict=True):
        if name is None:
            near = get_close_matches(told, known, _MOST_TOLD, 0.4) or known[:_MOST_TOLD]
            message = f"the archive has no articles of {told[:80]!r}; it has some of {', '.join(near) or 'no outlet'}"
            raise QuestionRefused("outlet", message, told[:80])
    return [name for name in names if name]
