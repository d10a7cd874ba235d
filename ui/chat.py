"""The chat as a Gradio page: layout and wiring only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ArchiveError
from index.period import Period
from rag.answer import NothingFound, Statement
from rag.conversation.exchange import Exchange, remembered
from rag.desk import Desk, Done, Found, Said, Understood, Writing
from rag.question import Question, QuestionRefused
from ui.phrases import refusal, say
from ui.render import (
    EDITOR,
    answer_html,
    nothing_html,
    notice_html,
    said_html,
    sources_html,
    understood_html,
)
from ui.talks import Talks, period_set
from ui.understood import ends_of

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


class Turn(NamedTuple):
    """The conversation so far, the evidence beside its last answer, and the last question as it was understood.

    `history` is the same conversation as the next question needs it.
    """

    conversation: list[Message]
    evidence: str
    question: Question | None
    history: tuple[Exchange, ...] = ()


def build(desk: Desk, language: str) -> gradio.Blocks:
    """Return the page: the conversation in the middle, the evidence of the last answer beside it."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # on by default, and it asks an outside host for news
    import gradio as gr

    talks = Talks()

    def answer(question: str, conversation: list[Message], request: object) -> Iterator[tuple[object, ...]]:
        box_after: object = ""  # emptied at once, and left alone from then on: the next question may be in it
        history = talks.of(request) if conversation else ()
        for turn in converse(desk, question or "", conversation, language, _today(), history=history):
            talks.keep(request, turn.history)
            yield box_after, *shown(turn)
            box_after = gr.skip()

    def again(
        question: str, first: str, last: str, conversation: list[Message], request: object
    ) -> Iterator[tuple[object, ...]]:
        history = talks.of(request)
        try:
            period = period_set(question or "", first or "", last or "", history[-1].question if history else None)
        except ValueError:
            gr.Warning(say("bad_period", language))
            yield (gr.skip(),) * 5
            return
        for turn in converse(
            desk, question or "", conversation, language, _today(), period, history=history, follows=False
        ):
            talks.keep(request, turn.history)
            yield shown(turn)

    def anytime(question: str, conversation: list[Message], request: object) -> Iterator[tuple[object, ...]]:
        yield from again(question, "", "", conversation, request)

    for function in (answer, again, anytime):  # by this Gradio knows what to pass; it is not imported at import time
        function.__annotations__["request"] = gr.Request

    def shown(turn: Turn) -> tuple[object, ...]:
        question = turn.question
        fields = (question.text, *ends_of(question.asked)) if question else [gr.skip()] * 3
        return turn.conversation, turn.evidence, *fields

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
                with gr.Row(elem_id=EDITOR):
                    asked = gr.Textbox(label="Vraag · Question", elem_id="asked", max_lines=3, min_width=260, scale=2)
                    first = gr.Textbox(
                        label="Van · From", placeholder="jjjj-mm-dd", elem_id="from", max_lines=1, min_width=120
                    )
                    last = gr.Textbox(
                        label="Tot en met · To", placeholder="yyyy-mm-dd", elem_id="to", max_lines=1, min_width=120
                    )
                    apply = gr.Button(
                        "Vraag opnieuw · Ask again", variant="primary", size="sm", elem_id="again", min_width=90
                    )
                    clear = gr.Button("Alle tijden · Any time", size="sm", elem_id="clear", min_width=90)
                    gr.HTML('<a href="#chat" title="Sluit · Close" aria-label="Sluit · Close">×</a>', elem_id="close")
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
        changed = [chatbot, evidence, asked, first, last]
        gr.on(
            [apply.click, asked.submit, first.submit, last.submit],
            again,
            [asked, first, last, chatbot],
            changed,
            show_progress="hidden",
            api_visibility="private",
        )
        clear.click(
            anytime,
            [asked, chatbot],
            changed,
            show_progress="hidden",
            api_visibility="private",
        )
        box.submit(
            answer,
            [box, chatbot],
            [box, *changed],
            show_progress="hidden",
            trigger_mode="always_last",  # a question sent while an answer comes in is asked next, not dropped
            api_name="ask",
        )
    return page


def converse(
    desk: Desk,
    question: str,
    conversation: list[Message],
    language: str,
    today: date | None = None,
    period: Period | None = None,
    *,
    history: tuple[Exchange, ...] = (),
    follows: bool = True,
) -> Iterator[Turn]:
    """Yield the conversation and the evidence beside it, as an answer comes in.

    `period` is the one asked about, where a person set it by hand. `history` are the exchanges before; unless it
    `follows` them, the question is asked as it stands: a person corrected how it was understood.
    """
    so_far: list[Message] = [*conversation, {"role": "user", "content": _typed(question)}]
    evidence, said = sources_html(None, language), list[Statement]()
    understood: Question | None = None
    number = sum(message["role"] == "user" for message in so_far)

    def turn(reply: str) -> Turn:
        told = understood_html(understood) if understood else ""
        return Turn([*so_far, {"role": "assistant", "content": told + reply}], evidence, understood, history)

    yield turn(notice_html(say("searching", language)))
    try:
        for event in desk.ask(question, today, period=period, history=history if follows else ()):
            if isinstance(event, Understood):
                understood = event.question
            elif isinstance(event, Found | Writing):
                yield turn((said_html(said, language, number) if said else "") + _progress_html(event, language))
            elif isinstance(event, Said):
                said.append(event.statement)
                yield turn(said_html(said, language, number))
            elif isinstance(event, Done):
                outcome = event.outcome
                history = remembered((*history, Exchange(outcome.question, outcome)))
                evidence = sources_html(outcome, language, number)
                if isinstance(outcome, NothingFound):
                    yield turn(nothing_html(outcome))
                else:
                    yield turn(answer_html(outcome, number))
    except QuestionRefused as refused:
        yield turn(notice_html(refusal(refused, language)))
    except ArchiveError as failed:
        yield turn(notice_html(say("failed", language, reason=failed)))


def _progress_html(event: Found | Writing, language: str) -> str:
    if isinstance(event, Found):
        return notice_html(say("reading", language, passages=len(event.hits)))
    return notice_html(say("writing", language, by=event.by))


def _today() -> date:
    """Return the day on which a question is asked, where it is asked."""
    return date.today()


def _typed(question: str) -> str:
    """Return what a person typed, as it is shown back to them."""
    return notice_html(question[:1_000]) if question.strip() else notice_html("…")
