"""What people say of the answers on the page: read, which is hostile until then, and kept once for each answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from index.archive import Archive
from index.errors import ArticleUnknown
from rag.conversation.exchange import Exchange
from ui.api.feedback_store import Feedback, FeedbackStore, Verdict
from ui.feedback_html import LONGEST_ANSWER, LONGEST_COMMENT
from ui.finding import turn_asked_for
from ui.people.person import Person
from ui.turn import Turn

Pressed = Literal["right", "wrong", ""]
_VERDICTS: dict[tuple[bool, str], Verdict] = {
    (True, "right"): "right",
    (True, "wrong"): "wrong",
    (False, "right"): "declined-rightly",
    (False, "wrong"): "declined-wrongly",
}
_LONGEST_ID = 1_000


class KeptFeedback:
    """Keeps what people say of answers beside the archive, for `knipsel feedback`."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._store = FeedbackStore(archive.folder)

    def keep(self, person: Person, turns: Sequence[Turn], sent: object, today: date) -> Pressed:
        """Keep what a page sent of one of its turns, or take it back, and return which button is pressed then.

        Raises ValueError for what is no verdict of an answer, OSError or sqlite3.Error where it cannot be kept.
        """
        told: Mapping[str, Any] = sent if isinstance(sent, Mapping) else {}
        turn = turn_asked_for(sent, turns)
        exchange = turn.exchange if turn else None
        if turn is None or exchange is None or not (exchange.first or _declined(turn)):
            raise ValueError("no answer was judged")
        pressed, key = told.get("verdict"), _key(person, exchange)
        if pressed == "":
            self._store.take_back(key)
            return ""
        verdict = _VERDICTS.get((exchange.first is not None, pressed)) if isinstance(pressed, str) else None
        if verdict is None:
            raise ValueError(f"{pressed!r} is no verdict")
        place = _cited(exchange) if verdict == "right" else self._named(told)
        comment = _text(told, "comment", LONGEST_COMMENT)
        asked = exchange.question.text
        self._store.keep(Feedback(asked, verdict, comment=comment, today=today.isoformat(), **place), key)
        return _pressed(verdict)

    def pressed(self, person: Person, turns: Sequence[Turn]) -> dict[str, Pressed]:
        """Return which button is pressed of the turns that a person has judged, by their numbers."""
        keys = {turn.number: _key(person, turn.exchange) for turn in turns if turn.exchange}
        said = self._store.said(set(keys.values()))
        return {str(number): _pressed(said[key].verdict) for number, key in keys.items() if key in said}

    def _named(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a person says would have been right; an article that the archive does not have is left out."""
        article = _text(told, "article", _LONGEST_ID)
        try:
            known = article and self._archive.article(article).id
        except ArticleUnknown:
            known = ""
        return {"article": known, "answer": _text(told, "answer", LONGEST_ANSWER)}


def _declined(turn: Turn) -> bool:
    """Tell whether a turn says that the archive does not: what is kept of a conversation has no more of its outcome."""
    return turn.reply.startswith('<div class="answer nothing"')


def _pressed(verdict: Verdict) -> Pressed:
    return "right" if verdict in ("right", "declined-rightly") else "wrong"


def _cited(exchange: Exchange) -> dict[str, Any]:
    """Return what was right: the words marked as the answer, and where they stand."""
    if exchange.first is None:
        return {}
    cited = exchange.first.citations[0]
    place = {"revision": cited.article.revision, "start": cited.span.start, "end": cited.span.end}
    return {"article": cited.article.id, "answer": exchange.answered[:LONGEST_ANSWER], **place}


def _key(person: Person, exchange: Exchange) -> str:
    """Return a digest of whose it is and of which answer; who reads the file learns neither from it."""
    question, first = exchange.question, exchange.first
    cited = [one.place for one in first.citations] if first else []
    asked = (question.text, question.language, question.asked, question.as_of, question.outlets)
    return hashlib.sha256(repr((person.id, asked, cited)).encode()).hexdigest()[:32]


def _text(told: Mapping[str, Any], name: str, longest: int) -> str:
    value = told.get(name)
    return " ".join(value[:longest].split()) if isinstance(value, str) else ""
