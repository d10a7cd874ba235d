"""The chat as a Gradio page: wiring only. The page is one component of ours, so that all of its HTML is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
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

    def article(sent: object, request: gradio.Request) -> str:
        return page.article(_person(request), sent)

    def found(sent: object, request: gradio.Request) -> str:
        return page.found(_person(request), sent)

    def outlets(_: object, request: gradio.Request) -> list[str]:
        return page.outlets(_person(request))

    def feedback(sent: object, request: gradio.Request) -> str | None:
        return page.feedback(_person(request), sent)

    def feedback_given(sent: object, request: gradio.Request) -> dict[str, str]:
        return page.feedback_given(_person(request), sent)

    def list_conversations(sent: object, request: gradio.Request) -> list[dict[str, str]] | None:
        return listing.list_conversations(page.talks, _person(request), sent)

    def rename_conversation(sent: object, request: gradio.Request) -> bool:
        return listing.rename_conversation(page.talks, _person(request), sent)

    def delete_conversation(sent: object, request: gradio.Request) -> bool:
        return listing.delete_conversation(page.talks, _person(request), sent)

    functions: list[Callable[..., object]] = [
        *(article, found, outlets, feedback, feedback_given),
        *(list_conversations, rename_conversation, delete_conversation),
    ]
    for function in functions:
        function.__annotations__["request"] = gr.Request
    return functions


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
