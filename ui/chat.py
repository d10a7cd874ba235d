"""The chat as a Gradio page: layout and wiring only."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

from index.archive import Archive
from index.errors import ArchiveError
from index.glossary import Glossary
from rag.answer import NothingFound, Statement
from rag.desk import Desk, Done, Found, Said
from rag.question import QuestionRefused
from ui.phrases import refusal, say
from ui.render import answer_html, nothing_html, notice_html, said_html, sources_html

if TYPE_CHECKING:
    import gradio

EXAMPLES = (
    "Hoeveel mensen werden er geëvacueerd bij de overstroming in Sluiswijk?",
    "How many people were killed in Belgorod?",
    "Wat zei Joost Terpstra over de dijk?",
    "How many civilians died by November?",
    "Wanneer begon de brand bij Brandsma Coatings?",
)
WELCOME = (
    '<div class="welcome"><p>Elke zin van een antwoord staat woord voor woord in een artikel.</p>'
    "<p>Every sentence of an answer stands word for word in an article.</p></div>"
)
Message = dict[str, str]
Turn = tuple[list[Message], str]  # the conversation so far, the evidence beside it


class AddressUnusable(Exception):
    """The chat cannot be served there: the port is taken, or the host is none of this machine's."""


def serve(archive: Archive, language: str, host: str, port: int) -> None:
    """Serve the chat until it is stopped; nothing is sent to any other host. Raises AddressUnusable."""
    _require_free(host, port)
    archive.warm()
    page = build(archive, language)
    page.queue(default_concurrency_limit=4)
    assets = files("ui").joinpath("assets")
    page.launch(
        server_name=host,
        server_port=port or None,
        theme=_theme(),
        css=assets.joinpath("chat.css").read_text("utf-8"),
        footer_links=[],
        share=False,
        quiet=False,
        enable_monitoring=False,
        run_history=False,
        ssr_mode=False,
    )


def _require_free(host: str, port: int) -> None:
    """Raise AddressUnusable where nothing can be served; Gradio would try for minutes, and then name no reason."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as unusable:
        advice = "choose another with --port (0 takes a free one) or --host"
        raise AddressUnusable(f"cannot serve on {host}:{port}: {unusable.strerror}; {advice}") from None


def build(archive: Archive, language: str) -> gradio.Blocks:
    """Return the page: the conversation in the middle, the evidence of the last answer beside it."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # on by default, and it asks an outside host for news
    import gradio as gr

    desk = Desk(archive, Glossary.shipped(), language)

    def answer(question: str, conversation: list[Message]) -> Iterator[tuple[object, list[Message], str]]:
        box_after: object = ""  # emptied at once, and left alone from then on: the next question may be in it
        for turn in converse(desk, question or "", conversation, language):
            yield box_after, *turn
            box_after = gr.skip()

    page: gradio.Blocks
    with gr.Blocks(title="Knipsel", analytics_enabled=False, fill_height=True) as page:
        gr.HTML('<header class="masthead"><h1>Knipsel</h1><p>Ask the archive · Vraag het archief</p></header>')
        with gr.Row(elem_classes="desk"):
            with gr.Column(scale=3, elem_classes="conversation"):
                chatbot = gr.Chatbot(
                    show_label=False,
                    container=False,
                    height="62vh",
                    latex_delimiters=[],
                    buttons=[],
                    placeholder=WELCOME,
                    group_consecutive_messages=False,
                    elem_id="chat",
                )
                box = gr.Textbox(
                    placeholder="Hoeveel …? Wie …? When …? What did … say?",
                    label="Vraag · Question",
                    show_label=False,
                    submit_btn=True,
                    autofocus=True,
                    elem_id="question",
                )
                gr.Examples(list(EXAMPLES), box, label="Bijvoorbeeld · For example")
            with gr.Column(scale=2, elem_classes="evidence"):
                evidence = gr.HTML(sources_html(None, language), elem_id="evidence")
        box.submit(
            answer,
            [box, chatbot],
            [box, chatbot, evidence],
            show_progress="hidden",
            trigger_mode="always_last",  # a question sent while an answer comes in is asked next, not dropped
            api_name="ask",
        )
    return page


def converse(desk: Desk, question: str, conversation: list[Message], language: str) -> Iterator[Turn]:
    """Yield the conversation and the evidence beside it, as an answer comes in."""
    so_far: list[Message] = [*conversation, {"role": "user", "content": _typed(question)}]
    evidence, said = sources_html(None, language), list[Statement]()
    number = sum(message["role"] == "user" for message in so_far)

    def turn(reply: str) -> Turn:
        return [*so_far, {"role": "assistant", "content": reply}], evidence

    yield turn(notice_html(say("searching", language)))
    try:
        for event in desk.ask(question):
            if isinstance(event, Found):
                yield turn(notice_html(say("reading", language, passages=len(event.hits))))
            elif isinstance(event, Said):
                said.append(event.statement)
                yield turn(said_html(said, language, number))
            elif isinstance(event, Done):
                outcome = event.outcome
                evidence = sources_html(outcome, language, number)
                if isinstance(outcome, NothingFound):
                    yield turn(nothing_html(outcome))
                else:
                    yield turn(answer_html(outcome, number))
    except QuestionRefused as refused:
        yield turn(notice_html(refusal(refused, language)))
    except ArchiveError as failed:
        yield turn(notice_html(say("failed", language, reason=failed)))


def _typed(question: str) -> str:
    """Return what a person typed, as it is shown back to them."""
    return notice_html(question[:1_000]) if question.strip() else notice_html("…")


def _theme() -> gradio.Theme:
    import gradio as gr

    serif, mono = ["Georgia", "Charter", "serif"], ["ui-monospace", "monospace"]  # names of fonts, none is fetched
    return gr.themes.Base(primary_hue="red", neutral_hue="stone", font=serif, font_mono=mono, radius_size="sm")
