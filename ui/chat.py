"""The chat as a Gradio page: wiring only. The page is one component of ours, so that all of its HTML is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from rag.desk import Desk
from ui import listing
from ui.answering import Answers
from ui.in_turn import InTurn
from ui.look import script
from ui.page import Page, Shown
from ui.page_html import TEMPLATE
from ui.page_phrases import page_words
from ui.people.person import Person, person_of

if TYPE_CHECKING:
    import gradio

_AT_ONCE = 4  # of what is not a question: it takes no time


def build(desk: Desk, language: str, *, signs_in: bool = False, in_turn: InTurn | None = None) -> gradio.Blocks:
    """Return the page: the conversation in the middle, the evidence of an answer beside it.

    `signs_in`: whether people sign in, so that the masthead says who did. Answers come `in_turn` with other questions.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # on by default, and it asks an outside host for news
    import gradio as gr

    answers, words = Answers(in_turn=in_turn), page_words()
    page = Page(desk, answers=answers)

    def ask(event: gradio.EventData, request: gradio.Request) -> Iterator[Shown | dict[str, Any]]:
        for turns in page.ask(_person(request), event._data, request.session_hash or ""):
            yield turns or gr.skip()

    def stop(event: gradio.EventData, request: gradio.Request) -> Shown:
        return page.stop(_person(request), event._data)

    def restore(event: gradio.EventData, request: gradio.Request) -> Shown:
        return page.restore(_person(request), event._data, request.session_hash or "")

    for function in (ask, stop, restore):  # by this Gradio knows what to pass; it is not imported at import time
        function.__annotations__ |= {"event": gr.EventData, "request": gr.Request}

    blocks: gradio.Blocks
    with gr.Blocks(title="Knipsel", analytics_enabled=False, fill_width=True) as blocks:
        shown = gr.HTML(
            {"turns": "", "evidence": ""},
            html_template=TEMPLATE,
            js_on_load=script(),
            apply_default_css=False,
            server_functions=_functions(page),
            elem_id="knipsel",
            words=words.get(language, words["en"]),
            languages=words,
            signs_in=signs_in,
        )
        _listen(shown.ask, ask, shown, at_once=None)  # it looks on while an answer comes in, and those take turns
        _listen(shown.stop, stop, shown)
        _listen(shown.restore, restore, shown)
    return blocks


def _functions(page: Page) -> list[Callable[..., object]]:
    """Return what the page's script may call, beside its events."""
    import gradio as gr

    answers: dict[str, Callable[[Person, object], object]] = {
        "article": page.article,
        "found": page.found,
        "outlets": lambda person, _: page.outlets(person),
        "feedback": page.feedback,
        "feedback_given": page.feedback_given,
        "exported": page.exported,
        "shared": page.shared,
        "list_conversations": partial(listing.list_conversations, page.talks),
        "rename_conversation": partial(listing.rename_conversation, page.talks),
        "delete_conversation": partial(listing.delete_conversation, page.talks),
    }

    def called(name: str, answer: Callable[[Person, object], object]) -> Callable[..., object]:
        def function(sent: object, request: gradio.Request) -> object:
            return answer(_person(request), sent)

        function.__name__ = name  # by which the script calls it
        function.__annotations__["request"] = gr.Request
        return function

    return [called(name, answer) for name, answer in answers.items()]


def _person(request: gradio.Request) -> Person:
    """Return whose an event is; a server function gets Starlette's request, and not Gradio's around it."""
    return person_of(getattr(request, "request", request).scope)


def _listen(
    event: Callable[..., object], answer: Callable[..., object], shown: object, at_once: int | None = _AT_ONCE
) -> None:
    """Answer an event of the page, `at_once` at a time; no stranger may send it as a call of Gradio's own API.

    Each event is answered: the page itself waits for an answer before it asks again.
    """
    how = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}
    event(answer, None, shown, concurrency_limit=at_once, **how)
