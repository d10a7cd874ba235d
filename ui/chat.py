"""The chat as a Gradio page: wiring only. The page is one component of ours, so that all of its HTML is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rag.desk import Desk
from ui import listing
from ui.look import script
from ui.page import Page, Shown
from ui.page_html import TEMPLATE
from ui.page_phrases import page_words
from ui.people.person import Person, person_of

if TYPE_CHECKING:
    import gradio


def build(desk: Desk, language: str, *, signs_in: bool = False) -> gradio.Blocks:
    """Return the page: the conversation in the middle, the evidence of an answer beside it.

    `signs_in`: whether people sign in, so that the masthead says who did.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # on by default, and it asks an outside host for news
    import gradio as gr

    page, words = Page(desk), page_words()

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
            masthead="",
            signs_in=signs_in,
            links="",
        )
        _listen(shown.ask, ask, shown)
        _listen(shown.stop, stop, shown)
        _listen(shown.restore, restore, shown)
    return blocks


def _functions(page: Page) -> list[Callable[..., object]]:
    """Return what the page's script may call, beside its events."""
    import gradio as gr

    def article(sent: object, request: gradio.Request) -> str:
        return page.article(_person(request), sent)

    def list_conversations(sent: object, request: gradio.Request) -> list[dict[str, str]] | None:
        return listing.list_conversations(page.talks, _person(request), sent)

    def rename_conversation(sent: object, request: gradio.Request) -> bool:
        return listing.rename_conversation(page.talks, _person(request), sent)

    def delete_conversation(sent: object, request: gradio.Request) -> bool:
        return listing.delete_conversation(page.talks, _person(request), sent)

    def exported(sent: object, request: gradio.Request) -> str:
        return page.exported(_person(request), sent)

    def shared(sent: object, request: gradio.Request) -> str:
        return page.shared(_person(request), sent)

    functions: list[Callable[..., object]] = [article, list_conversations, rename_conversation, delete_conversation]
    functions += [exported, shared]
    for function in functions:
        function.__annotations__["request"] = gr.Request
    return functions


def _person(request: gradio.Request) -> Person:
    """Return whose an event is; a server function gets Starlette's request, and not Gradio's around it."""
    return person_of(getattr(request, "request", request).scope)


def _listen(event: Callable[..., object], answer: Callable[..., object], shown: object) -> None:
    """Answer an event of the page; no stranger may send it as a call of Gradio's own API.

    Each event is answered: the page itself waits for an answer before it asks again.
    """
    event(answer, None, shown, show_progress="hidden", api_visibility="private", trigger_mode="multiple")
