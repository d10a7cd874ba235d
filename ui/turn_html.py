"""A turn of the conversation as HTML: the question, how it was understood, and the answer; escapes what it is given."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rag.question import Question
from ui.escaping import escape
from ui.feedback_html import feedback_html
from ui.kept.share_html import share_html
from ui.phrases import say
from ui.turn import Turn
from ui.understood import as_of_told, ends_of, outlets_told, period_told, reason_of, rewritten_told

_DATE = 'placeholder="2024-01-31" autocomplete="off"'
_LONGEST_SHOWN = 1_000  # code points of what a person typed


def conversation_html(turns: Sequence[Turn], language: str) -> str:
    """Return the turns; `language` is that of a turn whose question has none."""
    return "".join(turn_html(turn, language) for turn in turns)


def evidence_html(turns: Sequence[Turn]) -> str:
    """Return the evidence of each turn, the page shows that of one."""
    return "".join(
        f'<div class="of-turn" data-of="{turn.number}" tabindex="-1">{turn.evidence}</div>' for turn in turns
    )


def turn_html(turn: Turn, language: str) -> str:
    """Return a turn; while it is `working` there is nothing to press but Stop."""
    language = turn.question.language if turn.question else language
    shown = escape(turn.asked.words[:_LONGEST_SHOWN].strip() or "…")
    chips = understood_html(turn.question, turn.number) if turn.question else ""
    ways = "" if turn.state == "working" else _ways(turn, language)
    form = "" if turn.state == "working" else _form(turn, language)
    return (
        f'<article class="turn" id="turn-{turn.number}" data-turn="{turn.number}" data-state="{turn.state}" '
        f'aria-labelledby="asked-{turn.number}"><h2 class="asked" id="asked-{turn.number}">{shown}</h2>'
        f'{chips}{form}<div class="reply">{turn.reply}</div>{ways}{feedback_html(turn, language)}</article>'
    )


def understood_html(question: Question, turn: int = 1) -> str:
    """Return how a question was understood, as buttons that open the form in which it can be corrected."""
    language = question.language
    parts = (period_told(question.asked, language), reason_of(question.asked, language))
    spoken, as_of = say("language_nl" if language == "nl" else "language_en", language), as_of_told(question)
    told = {
        "rewritten": rewritten_told(question),
        "when": f"{say('period', language)}: {' · '.join(part for part in parts if part)}",
        "outlet": f"{say('outlet_asked', language)}: {outlets_told(question.outlets, language)}",
        "known": as_of[:1].upper() + as_of[1:],
        "spoken": f"{say('language', language)}: {spoken}",
    }
    chips = "".join(
        f'<button type="button" class="chip {kind}" data-edit="{turn}" data-field="{kind}" '
        f'aria-expanded="false">{escape(words)}</button>'
        for kind, words in told.items()
        if words
    )
    return f'<div class="chips" lang="{escape(language)}">{chips}</div>'


def _ways(turn: Turn, language: str) -> str:
    edit, retry, show = (escape(say(phrase, language)) for phrase in ("edit", "retry", "show_sources"))
    sources = f'<button type="button" data-show="{turn.number}">{show}</button>' if turn.evidence else ""
    return (
        f'<div class="ways" lang="{escape(language)}">'
        f'<button type="button" data-edit="{turn.number}" data-field="rewritten">{edit}</button>'
        f'<button type="button" data-retry="{turn.number}">{retry}</button>{sources}'
        f"{share_html(turn.number, language) if turn.clipping else ''}</div>"
    )


def _form(turn: Turn, language: str) -> str:
    """Return the form that corrects how a question was understood; open where the last correction had a problem."""
    words = turn.question.text if turn.question else turn.asked.words[:_LONGEST_SHOWN]
    first, last = ends_of(turn.question.asked if turn.question else None)
    options = "".join(
        f'<option value="{code}"{" selected" if code == language else ""}>{escape(say(f"language_{code}", language))}'
        "</option>"
        for code in ("nl", "en")
    )
    outlets = turn.question.outlets.names if turn.question and turn.question.outlets else ()
    as_of = turn.question.as_of if turn.question else None
    labels = ("question", "from", "to", "as_of", "language", "outlet_asked")
    label = {name: escape(say(name, language)) for name in labels}
    again, anytime, cancel = (escape(say(name, language)) for name in ("again", "any_time_button", "cancel"))
    problem = f'<p class="problem" role="alert">{escape(turn.problem)}</p>' if turn.problem else ""
    hidden = "" if turn.problem else " hidden"
    return (
        f'<form class="correct" id="correct-{turn.number}" data-of="{turn.number}" lang="{escape(language)}"{hidden}>'
        f'<label class="wide">{label["question"]}<textarea name="question" rows="2">{escape(words)}</textarea></label>'
        f'<label>{label["from"]}<input name="first" value="{first}" {_DATE}></label>'
        f'<label>{label["to"]}<input name="last" value="{last}" {_DATE}></label>'
        f'<label>{label["as_of"]}<input name="as_of" value="{as_of.isoformat() if as_of else ""}" {_DATE}></label>'
        f'<label>{label["language"]}<select name="language">{options}</select></label>'
        f'<fieldset class="outlets" data-chosen="{escape(json.dumps(outlets))}">'
        f"<legend>{label['outlet_asked']}</legend></fieldset>{problem}"
        f'<p class="buttons"><button type="submit" class="strong">{again}</button>'
        f'<button type="button" data-anytime="{turn.number}">{anytime}</button>'
        f'<button type="button" data-cancel="{turn.number}">{cancel}</button></p></form>'
    )
