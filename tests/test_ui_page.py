"""What a page may ask of the server, whatever it sends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from api_server import WaitingModel

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from ui.listing import delete_conversation, list_conversations, rename_conversation
from ui.page import Page
from ui.people.person import Person

ArchiveOf = Callable[..., Archive]
HOSTILE = '<img src=x onerror="alert(1)"> ${alert(1)} {{value}}'
DIKE = f"date 2024-01-02 De dijk bij Sluiswijk brak.\n\nEr vielen zeker drie doden, zei Vos. {HOSTILE}"
ME = "0" * 32
YOU, OTHER = Person("1" * 32), Person("2" * 32)


@pytest.fixture
def page(archive_of: ArchiveOf) -> Page:
    return Page(Desk(archive_of({"a.txt": DIKE}), Glossary.shipped()))


def ask(page: Page, question: str, **sent: object) -> str:
    *_, last = page.ask(YOU, {"page": ME, "ui": "en", "how": "new", "question": question, **sent})
    assert last
    return last["turns"]


def test_a_conversation_is_shown_again_as_it_was_and_goes_on(page: Page) -> None:
    shown = ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    assert page.restore(YOU, {"page": ME, "ui": "en"})["turns"] == shown
    assert "Wie zei dat?" in ask(page, "Wie zei dat?") and 'id="turn-2"' in ask(page, "Wie zei dat?")
    assert page.restore(YOU, {"page": "1" * 32})["turns"] == ""
    assert page.restore(OTHER, {"page": ME, "ui": "en"})["turns"] == "", "another person may know the page's name"
    assert page.stop(OTHER, {"page": ME})["turns"] == ""


def test_correcting_or_retrying_the_last_question_takes_its_place_and_an_earlier_one_is_asked_anew(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    again = ask(page, "Wie zei dat er doden vielen bij Sluiswijk?", how="corrected", of=1, language="nl")
    assert again.count('class="turn"') == 1 and "Wie zei" in again
    assert ask(page, "", how="retry", of=1).count('class="turn"') == 1
    ask(page, "Hoeveel doden vielen er?")
    assert ask(page, "Hoeveel doden?", how="corrected", of=1, language="nl").count('class="turn"') == 3


QUESTION = {"page": ME, "ui": "en", "how": "new", "question": "Hoeveel doden vielen er bij Sluiswijk?"}


@pytest.fixture
def model() -> Iterator[WaitingModel]:
    model = WaitingModel()
    yield model
    model.go.set()


@pytest.fixture
def slow(archive_of: ArchiveOf, model: WaitingModel) -> Page:
    """A page whose answers are written once the model is let go."""
    return Page(Desk(archive_of({"a.txt": DIKE}), Glossary.shipped(), model=model))


def test_an_answer_that_was_stopped_stays_stopped(slow: Page, model: WaitingModel) -> None:
    answer = slow.ask(YOU, QUESTION)
    assert (first := next(answer)) and 'data-state="working"' in first["turns"]
    assert model.began.wait(10)
    stopped = slow.stop(YOU, QUESTION)["turns"]
    assert 'data-state="stopped"' in stopped
    *_, last = answer
    assert last and last["turns"] == stopped == slow.restore(YOU, QUESTION)["turns"]
    assert model.stopped.wait(10), "the model is left alone"


def test_an_answer_goes_on_when_its_tab_shows_another_conversation_and_is_there_when_it_returns(
    slow: Page, model: WaitingModel
) -> None:
    answer, other = slow.ask(YOU, QUESTION, "tab"), {"page": "1" * 32, "ui": "en"}
    next(answer)
    assert model.began.wait(10)
    assert slow.restore(YOU, other, "tab")["turns"] == ""
    assert list(answer)[-1] is None, "what is shown there is left alone"
    back = slow.restore(YOU, QUESTION, "another tab")
    assert 'data-state="working"' in back["turns"] and back["page"] == ME
    model.go.set()
    answering = slow.talks._answers.of((YOU.id, ME))
    assert answering is None or list(answering.follow(lambda: True))[-1].state == "done"
    assert 'data-state="done"' in slow.restore(YOU, QUESTION, "tab")["turns"]


def test_a_conversation_goes_on_after_the_server_was_started_again(page: Page) -> None:
    shown = ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    again = Page(page._desk)
    assert again.restore(YOU, {"page": ME, "ui": "en"})["turns"] == shown
    assert "chip rewritten" in ask(again, "Wie zei dat?")


def test_a_new_question_in_a_conversation_stops_the_one_before_it(slow: Page, model: WaitingModel) -> None:
    first = slow.ask(YOU, QUESTION)
    next(first)
    *_, last = slow.ask(YOU, {**QUESTION, "question": "Wie?"}, "another tab")
    assert last and 'data-state="stopped"' in last["turns"] and last["turns"].count('class="turn"') == 2
    assert list(first)[-1], "the first tab is told that it was stopped"


def test_a_date_that_is_none_is_told_in_the_form_and_nothing_is_asked(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    told = ask(page, "Hoeveel doden?", how="corrected", of=1, first="<b>november</b>", language="nl")
    assert "Schrijf een datum als 2024" in told and "<b>" not in told
    assert told.count('class="turn"') == 1 and "zeker drie" in told


@pytest.mark.parametrize("sent", [None, [], {"page": 3, "of": "x", "question": {}}, {"question": "a" * 100_000}])
def test_whatever_is_sent_gets_an_answer(page: Page, sent: object) -> None:
    *_, last = page.ask(YOU, sent)
    assert last and 'data-state="refused"' in last["turns"]
    assert page.stop(YOU, sent)["turns"] == "" and page.restore(YOU, sent)["turns"] == ""
    assert list_conversations(page.talks, YOU, sent) == []
    assert not rename_conversation(page.talks, YOU, sent) and not delete_conversation(page.talks, YOU, sent)


def article(page: Page, archive: Archive, **sent: object) -> str:
    text = archive.article(ARTICLE).text
    start = text.index("Er vielen")
    span = [start, text.index(" <img")]
    return page.article(YOU, {"article": ARTICLE, "revision": 1, "span": span, "spans": [span], "ui": "nl", **sent})


ARTICLE = "source/a"


def test_an_article_is_shown_whole_as_text_with_its_quotation_marked(page: Page) -> None:
    shown = article(page, page._desk.archive)
    assert '<mark id="here" class="here" tabindex="-1">Er vielen zeker drie doden, zei Vos.</mark>' in shown
    assert "De dijk bij Sluiswijk brak." in shown and "<img" not in shown and "${" not in shown


@pytest.mark.parametrize(
    "sent",
    [
        {"article": "elsewhere"},
        {"article": 3},
        {"revision": "1"},
        {"span": [5, 2]},
        {"span": [0, 10**9]},
        {"spans": [["0", "1"]]},
        {"spans": None},
    ],
)
def test_what_asks_for_no_article_gets_none(page: Page, sent: dict[str, Any]) -> None:
    assert article(page, page._desk.archive, **sent) == ""


def test_conversations_are_listed_searched_renamed_and_deleted_by_whom_they_are_of(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    (listed,) = list_conversations(page.talks, YOU, {}) or []
    assert (listed["page"], listed["title"]) == (ME, "Hoeveel doden vielen er bij Sluiswijk?")
    assert rename_conversation(page.talks, YOU, {"page": ME, "title": "De dijk"})
    found = [list_conversations(page.talks, YOU, {"search": search}) for search in ("dijk", "zeker DRIE", "kermis")]
    assert [len(one or []) for one in found] == [1, 1, 0]
    assert list_conversations(page.talks, OTHER, {"search": "dijk"}) == []
    assert not delete_conversation(page.talks, OTHER, {"page": ME})
    assert delete_conversation(page.talks, YOU, {"page": ME})
    assert page.restore(YOU, {"page": ME})["turns"] == ""
