"""Whether an answer was right, said on the page: kept once for each person and answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from ui.api.feedback_questions import question_of
from ui.api.feedback_store import NAME, Feedback, FeedbackStore
from ui.page import Page
from ui.people.person import Person

ME, YOU, OTHER = "0" * 32, Person("1" * 32), Person("2" * 32)
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak. Er vielen zeker drie doden, zei Vos.")
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"


@pytest.fixture
def archive(archive_of: Callable[..., Archive]) -> Archive:
    return archive_of({"a.md": DIKE})


@pytest.fixture
def page(archive: Archive) -> Page:
    page = Page(Desk(archive, Glossary.shipped()), lambda: date(2024, 2, 1))
    ask(page, QUESTION)
    return page


def ask(page: Page, question: str, person: Person = YOU) -> None:
    list(page.ask(person, {"page": ME, "ui": "nl", "how": "new", "question": question}))


def press(page: Page, verdict: object, person: Person = YOU, of: int = 1, **more: object) -> str | None:
    return page.feedback(person, {"page": ME, "of": of, "verdict": verdict, **more})


def kept(archive: Archive) -> list[Feedback]:
    return [said for _, said in FeedbackStore(archive.folder).all()]


def test_what_was_right_is_kept_with_where_it_stands_and_becomes_an_evaluation_question(
    page: Page, archive: Archive
) -> None:
    assert press(page, "right", comment=" kort  en goed ") == "right"
    (said,) = kept(archive)
    text = archive.article("source/a").text
    assert text[said.start : said.end] == "Er vielen zeker drie doden, zei Vos."
    assert (said.verdict, said.answer, said.comment, said.today) == (
        "right",
        "zeker drie",
        "kort en goed",
        "2024-02-01",
    )
    golden = question_of(1, said, "nl")
    assert golden and (golden.question, golden.articles, golden.answers) == (QUESTION, ("source/a",), ("zeker drie",))


def test_a_person_counts_once_for_an_answer_and_may_change_it_or_take_it_back(page: Page, archive: Archive) -> None:
    press(page, "right")
    assert press(page, "wrong", answer="vier", article="source/a", comment="oud") == "wrong"
    (said,) = kept(archive)
    assert (said.verdict, said.answer, said.article, said.comment) == ("wrong", "vier", "source/a", "oud")
    ask(page, QUESTION)
    assert press(page, "right", of=2) == "right" and len(kept(archive)) == 1, "the same answer to the same question"
    assert page.feedback_given(YOU, {"page": ME}) == {"1": "right", "2": "right"}
    ask(page, QUESTION, OTHER)
    assert press(page, "wrong", OTHER) == "wrong" and len(kept(archive)) == 2
    assert press(page, "") == "" and [said.verdict for said in kept(archive)] == ["wrong"]
    assert page.feedback_given(YOU, {"page": ME}) == {}


def test_that_the_archive_does_not_say_may_be_right_too(page: Page, archive: Archive) -> None:
    ask(page, "Hoeveel doden vielen er in Overvelde?")
    assert press(page, "right", of=2) == "right"
    assert press(page, "right") == "right"
    assert sorted(said.verdict for said in kept(archive)) == ["declined-rightly", "right"]
    assert press(page, "wrong", of=2) == "wrong"
    assert sorted(said.verdict for said in kept(archive)) == ["declined-wrongly", "right"]


def test_who_reads_the_file_does_not_learn_who_said_it(page: Page, archive: Archive) -> None:
    press(page, "right")
    assert YOU.id.encode() not in (archive.folder / NAME).read_bytes()


@pytest.mark.parametrize(
    "sent",
    [None, [], {"page": ME}, {"page": ME, "of": 9, "verdict": "right"}, {"page": ME, "of": 1, "verdict": {}},
     {"page": ME, "of": 1, "verdict": "very"}, {"page": "2" * 32, "of": 1, "verdict": "right"}],
)  # fmt: skip
def test_what_is_no_feedback_is_not_kept(page: Page, archive: Archive, sent: object) -> None:
    assert page.feedback(YOU, sent) is None
    assert kept(archive) == []


def test_nobody_judges_the_answer_of_another_person(page: Page, archive: Archive) -> None:
    assert press(page, "right", OTHER) is None
    assert kept(archive) == []


def test_what_is_sent_with_it_is_bounded_and_an_article_that_is_not_there_is_left_out(
    page: Page, archive: Archive
) -> None:
    press(page, "wrong", comment="x" * 10_000, answer=["no text"], article="source/elsewhere")
    (said,) = kept(archive)
    assert (len(said.comment), said.answer, said.article) == (1_000, "", "")


def test_a_file_that_cannot_be_used_fails_this_only(
    page: Page, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    (archive.folder / NAME).write_bytes(b"broken" * 1_000)
    assert press(page, "right") is None and page.feedback_given(YOU, {"page": ME}) == {}
    assert "could not be kept" in caplog.text


def test_a_file_from_before_is_brought_forward_and_feedback_of_programs_is_never_replaced(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as file:
        file.execute(
            "CREATE TABLE feedback (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, told TEXT NOT NULL)"
        )
    file.close()
    store = FeedbackStore(tmp_path)
    for _ in range(2):
        store.keep(Feedback("Wie?", "right"))
    store.keep(Feedback("Wie?", "right"), "a")
    store.keep(Feedback("Wie?", "wrong"), "a")
    assert [said.verdict for _, said in store.all()] == ["right", "right", "wrong"]
    assert store.said(["a", "b"])["a"].verdict == "wrong"


def test_what_repeats_a_forgotten_article_is_erased_whichever_article_was_named(tmp_path: Path) -> None:
    store, text = FeedbackStore(tmp_path), "De dijk bij Sluiswijk brak in de nacht van vrijdag op zaterdag."
    store.forget(["source/a"], [text])
    assert not (tmp_path / NAME).exists(), "where nothing was said there is nothing to erase"
    store.keep(Feedback("Wanneer brak de dijk?", "wrong", comment="Er stond: brak in de nacht van vrijdag."))
    store.keep(Feedback("Wanneer brak de dijk?", "right", "vrijdag", article="source/a"))
    store.keep(Feedback("Wat kostte de brug?", "right", "12 miljoen", article="source/b"))
    store.forget(["source/a"], [text])
    assert [said.question for _, said in store.all()] == ["Wat kostte de brug?"]
    assert b"vrijdag" not in (tmp_path / NAME).read_bytes()
