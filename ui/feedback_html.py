"""Whether an answer was right, as buttons under it, with a form that says why: pure, and escapes what it is given."""

from __future__ import annotations

from ui.escaping import escape
from ui.phrases import say
from ui.turn import Turn

LONGEST_COMMENT, LONGEST_ANSWER = 1_000, 200  # code points
_THUMB = "M2 9h3.4v9H2zM7 17V9.4L10.6 2c1.3 0 2.2.9 2 2.3L12 8h4.6c1 0 1.7.9 1.5 1.9l-1.3 6.6c-.1.9-.9 1.5-1.7 1.5H8.6z"


def feedback_html(turn: Turn, language: str) -> str:
    """Return the buttons and the form; empty of a turn that has no whole answer.

    Which of them is pressed the page knows, and it fills in the articles to choose from.
    """
    if turn.state != "done" or turn.question is None:
        return ""
    words = {
        name: escape(say(f"feedback_{name}", language)) for name in ("why", "answer", "article", "no_article", "send")
    }
    asked = escape(say("was_it_right", language))
    buttons = "".join(_button(verdict, turn.number, language) for verdict in ("right", "wrong"))
    told = "".join(
        f' data-{attribute}="{escape(say(phrase, language))}"'
        for attribute, phrase in (
            ("kept", "feedback_kept"),
            ("taken-back", "feedback_taken_back"),
            ("failed", "feedback_failed"),
        )
    )
    field = f'<input name="answer" maxlength="{LONGEST_ANSWER}" autocomplete="off">'
    return (
        f'<div class="feedback" lang="{escape(language)}" data-of="{turn.number}"><p role="group" aria-label="{asked}">'
        f'<span>{asked}</span>{buttons}</p><form class="why" data-of="{turn.number}" hidden>'
        f'<label>{words["why"]}<textarea name="comment" rows="2" maxlength="{LONGEST_COMMENT}"></textarea></label>'
        f'<label class="of-wrong">{words["answer"]}{field}</label>'
        f'<label class="of-wrong">{words["article"]}<select name="article"><option value="">'
        f'{words["no_article"]}</option></select></label><p><button type="submit">{words["send"]}</button></p></form>'
        f'<p class="said" role="status"{told}></p></div>'
    )


def _button(verdict: str, turn: int, language: str) -> str:
    words = escape(say(f"feedback_{verdict}", language))
    return (
        f'<button type="button" data-verdict="{verdict}" data-turn="{turn}" aria-pressed="false">'
        f'<svg viewBox="0 0 20 20" aria-hidden="true"><path d="{_THUMB}"/></svg>{words}</button>'
    )
