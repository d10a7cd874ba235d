"""What the page asks for of an answer: in another form, or kept under a link; whatever else it sends gets nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from fakes import WordEncoder

from index.archive import Archive
from index.forget import forget
from index.glossary import Glossary
from rag.desk import Desk
from ui.kept.answers import KeptAnswers
from ui.kept.forgetting import elsewhere_in
from ui.kept.sharing import exported, shared
from ui.page import Page
from ui.people.person import Person
from ui.turn import Asked, Turn
from ui.turn_html import turn_html

_ANNA = Person("anna")
_ME, _QUOTE = "0" * 32, "Er vielen zeker drie doden, zei Vos."


@pytest.fixture
def page(archive_of: Callable[..., Archive]) -> Page:
    desk = Desk(archive_of({"a.txt": f"date 2024-01-02 De dijk bij Sluiswijk brak.\n\n{_QUOTE}"}), Glossary.shipped())
    page = Page(desk, lambda: date(2026, 11, 25))
    *_, last = page.ask(
        _ANNA, {"page": _ME, "ui": "en", "how": "new", "question": "Hoeveel doden vielen er bij Sluiswijk?"}
    )
    assert last["turns"].count('class="share"') == 1
    return page


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("markdown", f"> “{_QUOTE}” [^1]"),
        ("html", "“Er vielen <mark>zeker drie</mark> doden, zei Vos.”&#160;<sup><a href="),
        ("wikitext", f"<blockquote>“{_QUOTE}”<ref name"),
        ("print", "<!doctype html>"),
    ],
)
def test_an_answer_comes_in_the_form_asked_for(page: Page, form: str, told: str) -> None:
    assert told in page.exported(_ANNA, {"page": _ME, "of": 1, "form": form})


def test_a_shared_answer_is_the_persons_and_dated(page: Page) -> None:
    link = page.shared(_ANNA, {"page": _ME, "of": 1})
    kept = KeptAnswers(page._desk.archive.folder).of(link)
    assert kept is not None
    assert (kept.maker, kept.clipping.asked_on) == ("anna", date(2026, 11, 25))
    assert kept.clipping.sources[0].quote == _QUOTE


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"page": _ME, "of": 2, "form": "markdown"},
        {"page": "1" * 32, "of": 1, "form": "markdown"},
        {"page": _ME, "of": "1", "form": "markdown"},
        {"page": _ME, "of": 3, "form": []},
    ],
)
def test_what_names_no_answer_gets_nothing_and_keeps_nothing(page: Page, sent: object) -> None:
    assert page.exported(_ANNA, sent) == ""
    assert page.shared(_ANNA, sent) == ""
    assert not (page._desk.archive.folder / "answers.sqlite3").exists()


def test_nobody_takes_an_answer_of_somebody_elses_page(page: Page) -> None:
    sent = {"page": _ME, "of": 1, "form": "markdown"}
    assert page.exported(Person("bert"), sent) == page.shared(Person("bert"), sent) == ""


def test_an_unknown_form_gets_nothing(page: Page) -> None:
    assert (
        page.exported(_ANNA, {"page": _ME, "of": 1, "form": "pdf"})
        == page.exported(_ANNA, {"page": _ME, "of": 1})
        == ""
    )
    assert page.exported(_ANNA, {"page": _ME, "of": 1, "form": {"a": 1}}) == ""


def test_what_is_still_coming_in_cannot_be_taken() -> None:
    turn = Turn(1, Asked("Hoeveel doden?"), "working", "")
    assert exported({"of": 1, "form": "markdown"}, (turn,)) == ""
    assert 'class="share"' not in turn_html(turn, "nl")


def test_of_what_was_forgotten_while_it_stood_on_the_page_nothing_is_kept(page: Page) -> None:
    archive = page._desk.archive
    turns = page._turns(_ANNA, {"page": _ME})
    forget(archive.folder, ["source/a"], WordEncoder(), elsewhere=elsewhere_in(archive.folder))
    assert page.exported(_ANNA, {"page": _ME, "of": 1, "form": "markdown"}) == "", "the conversation has lost it"
    link = shared({"page": _ME, "of": 1}, turns, archive, _ANNA)
    kept = KeptAnswers(archive.folder).of(link)
    assert kept is not None and kept.clipping.sources[0].quote == "" and _QUOTE not in str(kept.clipping)
