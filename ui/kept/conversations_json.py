"""A turn as the JSON that is kept of it, version 1 (docs/chat.md), and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from index.period import Period
from rag.asked_outlets import AskedOutlets
from rag.asked_period import AskedPeriod
from rag.question import Question, Rewriting
from rag.wanted import Wanted
from ui.kept.clipping_json import clipping_from, clipping_json
from ui.kept.exchange_json import ArticleOf, exchange_from, outcome_json
from ui.kept.span_json import span_from, span_json
from ui.turn import Asked, Turn

VERSION = 1


class TurnUnreadable(ValueError):
    """What is kept of a turn was written by another version, or is damaged."""


def told_of(turn: Turn) -> str:
    """Return what is kept of a turn beside its HTML: what was asked, how it was understood, and what may follow it."""
    asked, exchange = turn.asked, turn.exchange
    told = {
        "version": VERSION,
        "asked": {
            "words": asked.words,
            "period": str(asked.period) if asked.period else None,
            "language": asked.language,
            "follows": asked.follows,
            "outlets": asked.outlets,
            "as_of": asked.as_of.isoformat() if asked.as_of else None,
        },
        "question": _question_json(turn.question) if turn.question else None,
        "exchange": outcome_json(exchange.outcome) if exchange and exchange.outcome else None,
        "clipping": clipping_json(turn.clipping) if turn.clipping else None,
    }
    return json.dumps(told, ensure_ascii=False)


def turn_of(number: int, state: str, told: str, article: ArticleOf | None = None) -> Turn:
    """Return a turn without its HTML; raise TurnUnreadable.

    With `article` it can be followed: what it quoted is looked up there, and left out where it is gone.
    """
    try:
        kept = json.loads(told)
        if kept["version"] != VERSION:
            raise TurnUnreadable(f"it is of version {kept['version']!r}, this Knipsel reads {VERSION}")
        asked = kept["asked"]
        question = _question(kept["question"]) if kept["question"] else None
        return Turn(
            number=number,
            asked=_asked(asked),
            state=_STATES[state],
            reply="",
            question=question,
            exchange=exchange_from(question, kept["exchange"], article) if article and question else None,
            clipping=clipping_from(kept["clipping"]) if kept.get("clipping") else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as wrong:
        raise wrong if isinstance(wrong, TurnUnreadable) else TurnUnreadable(f"it is damaged ({wrong!r})") from wrong


def forgotten(told: str) -> str:
    """Return the same without anything that was made of articles; raise TurnUnreadable.

    Of a follow-up the rewritten question goes too: what it lacked may have come out of an answer.
    """
    turn = turn_of(0, "done", told)
    own = turn.question if turn.question and not turn.question.rewritten else None
    return told_of(Turn(0, turn.asked, "done", "", question=own))


_STATES: dict[str, Any] = {state: state for state in ("working", "done", "stopped", "refused", "removed")}


def _asked(kept: dict[str, Any]) -> Asked:
    return Asked(
        words=str(kept["words"]),
        period=_period(kept["period"]),
        language=str(kept["language"]),
        follows=bool(kept["follows"]),
        outlets=None if kept["outlets"] is None else tuple(map(str, kept["outlets"])),
        as_of=date.fromisoformat(kept["as_of"]) if kept["as_of"] else None,
    )


def _question_json(question: Question) -> dict[str, Any]:
    asked, rewritten = question.asked, question.rewritten
    return {
        "text": question.text,
        "language": question.language,
        "wanted": question.wanted.value,
        "names": list(question.names),
        "counted": question.counted,
        "speaker": question.speaker,
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "period": {
            "period": str(asked.period),
            "span": span_json(asked.span),
            "assumed": asked.assumed,
            "published": asked.published,
            "by_hand": asked.by_hand,
        }
        if asked
        else None,
        "outlets": _outlets_json(question.outlets) if question.outlets else None,
        "rewritten": {"typed": rewritten.typed, "after": rewritten.after, "by": rewritten.by} if rewritten else None,
    }


def _question(kept: dict[str, Any]) -> Question:
    asked, rewritten = kept["period"], kept["rewritten"]
    return Question(
        text=kept["text"],
        language=kept["language"],
        wanted=Wanted(kept["wanted"]),
        names=tuple(kept["names"]),
        counted=kept["counted"],
        speaker=kept["speaker"],
        asked=AskedPeriod(
            Period.parse(asked["period"]),
            span_from(asked["span"]),
            asked["assumed"],
            asked["published"],
            asked["by_hand"],
        )
        if asked
        else None,
        as_of=date.fromisoformat(kept["as_of"]) if kept["as_of"] else None,
        rewritten=Rewriting(**rewritten) if rewritten else None,
        outlets=_outlets(kept["outlets"]) if kept["outlets"] else None,
    )


def _outlets_json(outlets: AskedOutlets) -> dict[str, Any]:
    return {"names": list(outlets.names), "span": span_json(outlets.span), "by_hand": outlets.by_hand}


def _outlets(kept: dict[str, Any]) -> AskedOutlets:
    return AskedOutlets(tuple(map(str, kept["names"])), span_from(kept["span"]), bool(kept["by_hand"]))


def _period(kept: str | None) -> Period | None:
    return Period.parse(kept) if kept else None
