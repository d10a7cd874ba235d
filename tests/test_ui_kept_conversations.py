"""Conversations kept per person, in a real file: whose they are, found, renamed, deleted, bounded, and read again."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from index.period import ALWAYS, Period
from index.span import Span
from rag.asked_outlets import AskedOutlets
from rag.desk import Desk
from rag.question import Question
from ui.conversing import converse
from ui.kept.conversations import Bounds, ConversationStore
from ui.kept.conversations_file import NAME, ConversationsUnusable
from ui.kept.conversations_json import told_of, turn_of
from ui.turn import Asked, Turn

ArchiveOf = Callable[..., Archive]
YOU, OTHER = "1" * 32, "2" * 32
A, B, C = "a" * 32, "b" * 32, "c" * 32
FILES = {
    "a.md": markdown("Zeker 22 doden", "Er vielen zeker 22 doden in Belgorod, zei gouverneur Gladkov.", "2023-12-30"),
    "b.md": markdown("Dodental stijgt", "Het dodental in Belgorod is opgelopen tot 25, zei Gladkov.", "2024-01-01"),
}


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(tmp_path)


def a_turn(number: int = 1, words: str = "Wie?", state: str = "done", **fields: object) -> Turn:
    return Turn(number, Asked(words), state, **{"reply": "<p>Niemand.</p>", **fields})  # type: ignore[arg-type]


def keep(store: ConversationStore, name: str, *turns: Turn, person: str = YOU) -> None:
    for turn in turns:
        store.begin(person, name, replace(turn, state="working", reply="", evidence=""))
        assert store.end(person, name, turn)


def titles(store: ConversationStore, search: str = "", person: str = YOU) -> list[str]:
    return [one.title for one in store.listed(person, search)]


def raw(folder: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / NAME)) as file, file:
        return file.execute(query, values).fetchall()


def test_a_conversation_is_there_again_for_its_person_and_for_nobody_else(tmp_path: Path) -> None:
    turn = a_turn(evidence="<p>x</p>")
    keep(ConversationStore(tmp_path), A, turn, replace(turn, number=2))
    again = ConversationStore(tmp_path)
    assert again.turns(YOU, A) == (turn, replace(turn, number=2))
    assert again.turns(OTHER, A) == () == again.turns(YOU, B)
    assert again.listed(OTHER) == []


def test_the_name_of_anothers_conversation_is_as_good_as_none(store: ConversationStore) -> None:
    keep(store, A, a_turn(words="Wie deed het?"))
    assert not store.rename(OTHER, A, "Van mij") and not store.delete(OTHER, A)
    assert not store.end(OTHER, A, a_turn(words="Anders"))
    assert store.listed(OTHER, "wie") == []
    keep(store, A, a_turn(words="Van een ander"), person=OTHER)
    assert (titles(store), titles(store, person=OTHER)) == (["Wie deed het?"], ["Van een ander"])


def test_the_first_question_is_the_title_until_it_is_given_one(store: ConversationStore) -> None:
    keep(store, A, a_turn(words="  Hoeveel\u202e  doden?\n"), a_turn(2, "En in Kyiv?"))
    assert titles(store) == ["Hoeveel doden?"]
    keep(store, A, a_turn(1, "Hoeveel gewonden?"))
    assert titles(store) == ["Hoeveel gewonden?"], "it was corrected, and what came after it is gone"
    assert [turn.number for turn in store.turns(YOU, A)] == [1]
    assert store.rename(YOU, A, "<b>Belgorod</b>\x00 " + "x" * 300)
    assert titles(store)[0].startswith("<b>Belgorod</b> xxx") and len(titles(store)[0]) == 200
    keep(store, A, a_turn(1, "Hoeveel doden?"))
    assert titles(store)[0].startswith("<b>Belgorod</b>"), "a title that was given stays"
    assert store.rename(YOU, A, "   ") and titles(store) == ["Hoeveel doden?"]


def test_a_deleted_conversation_is_gone_from_the_file_and_a_late_answer_does_not_bring_it_back(
    store: ConversationStore, tmp_path: Path
) -> None:
    keep(store, A, a_turn(words="Waar is Xanthippe?", reply="<p>In Zwaluwstaart.</p>"))
    store.begin(YOU, A, a_turn(2, state="working"))
    assert store.delete(YOU, A) and not store.delete(YOU, A)
    assert not store.end(YOU, A, a_turn(2))
    assert titles(store) == [] and store.turns(YOU, A) == ()
    for path in tmp_path.iterdir():
        assert b"xanthippe" not in path.read_bytes().lower() and b"zwaluwstaart" not in path.read_bytes().lower()


def test_a_search_reads_titles_questions_and_answers_whatever_their_case_and_accents(store: ConversationStore) -> None:
    keep(store, A, a_turn(words="Wie werd geëvacueerd?", reply='<p class="statement">De caf&eacute;baas &amp; co.</p>'))
    keep(store, B, a_turn(words="Hoeveel doden?", reply="<p>Zeker 22 in Belgorod.</p>"), a_turn(2, "En in Kyiv?"))
    store.rename(YOU, B, "Oorlog")
    found = {one: titles(store, one) for one in ("GEEVACUEERD", "cafébaas &", "belgo", "kyiv doden", "oorlog kyiv")}
    assert found == {
        "GEEVACUEERD": ["Wie werd geëvacueerd?"],
        "cafébaas &": ["Wie werd geëvacueerd?"],
        "belgo": ["Oorlog"],
        "kyiv doden": ["Oorlog"],
        "oorlog kyiv": ["Oorlog"],
    }
    assert titles(store, "statement") == [], "markup is not searched"
    assert titles(store, "kyiv evacueerd") == [] == titles(store, "%") == titles(store, "'; DROP TABLE turns")
    assert titles(store, " ") == ["Oorlog", "Wie werd geëvacueerd?"], "the last asked first"


def test_of_each_bound_the_oldest_goes_first(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path, Bounds(persons=2, of_person=2, turns=3))
    keep(store, A, *(a_turn(number) for number in range(1, 6)))
    assert [turn.number for turn in store.turns(YOU, A)] == [3, 4, 5]
    keep(store, B, a_turn(words="b"))
    keep(store, A, a_turn(6))
    keep(store, C, a_turn(words="c"))
    assert [one.name for one in store.listed(YOU)] == [C, A]
    for person in ("3" * 32, OTHER):
        keep(store, A, a_turn(words=person), person=person)
    assert store.listed(YOU) == []
    assert [len(store.listed(person)) for person in ("3" * 32, OTHER)] == [1, 1]


def test_all_together_stay_within_so_many_bytes(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path, Bounds(size=400_000))
    for number in range(20):
        keep(store, f"{number:032x}", a_turn(words=str(number), reply=f"<p>{'x' * 60_000}</p>"))
    assert [one.title for one in store.listed(YOU)] == ["19", "18"], "each is there twice: as HTML, and to be searched"
    keep(store, A, a_turn(words="x", reply="y" * 500_000))
    assert titles(store) == ["x"], "the one that is being asked stays"
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 10_000_000, "its log, at most 4 MB, included"


@pytest.mark.parametrize(
    "told", ["", "{", "[]", '{"version": 0}', '{"version": 1, "asked": 3}', "null", "\x00", told_of(a_turn())[:-9]]
)
def test_a_turn_that_cannot_be_read_is_named_in_the_log_and_left_out(
    store: ConversationStore, tmp_path: Path, caplog: pytest.LogCaptureFixture, told: str
) -> None:
    keep(store, A, a_turn(1), a_turn(2), a_turn(3))
    raw(tmp_path, "UPDATE turns SET told = ? WHERE number = 2", told)
    with caplog.at_level(logging.WARNING, "knipsel.conversations"):
        assert [turn.number for turn in store.turns(YOU, A)] == [1, 3]
    assert f"turn 2 of conversation {A}" in caplog.text and NAME in caplog.text
    raw(tmp_path, "UPDATE turns SET told = ?", told)
    store.begin(YOU, A, a_turn(4))
    store.rename(YOU, A, "")
    assert titles(store) == ["…"]


def test_the_outlets_and_the_day_of_a_question_are_kept_with_it() -> None:
    question = Question.parse(
        "Wie zei dat volgens De Een?",
        as_of=date(2024, 1, 31),
        limit=lambda text: AskedOutlets(("De Een",), Span(13, len(text) - 1), by_hand=True),
    )
    asked = Asked("Wie?", outlets=("De Een",), as_of=date(2024, 1, 31))
    again = turn_of(1, "done", told_of(replace(a_turn(), asked=asked, question=question)))
    assert (again.asked, again.question) == (asked, question)


def test_a_file_that_is_damaged_or_of_a_later_version_is_named(store: ConversationStore, tmp_path: Path) -> None:
    keep(store, A, a_turn())
    raw(tmp_path, "PRAGMA user_version = 99")
    with pytest.raises(ConversationsUnusable, match=f"{NAME} was written by a later Knipsel"):
        store.listed(YOU)
    store = ConversationStore(tmp_path / "other")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / NAME).write_bytes(b"no database" * 1_000)
    for use in (
        lambda: store.listed(YOU),
        lambda: store.turns(YOU, A),
        lambda: store.begin(YOU, A, a_turn()),
        lambda: store.delete(YOU, A),
        lambda: store.forget(["x"], []),
    ):
        with pytest.raises(ConversationsUnusable, match=f"{NAME} cannot be used"):
            use()


def test_what_a_page_may_send_is_kept_as_text(store: ConversationStore) -> None:
    hostile = "\ud800 '); DROP TABLE turns; -- \x00 ${x} <script>"
    keep(store, A, a_turn(words=hostile, reply="<p>\ud800</p>"))
    assert store.rename(YOU, A, hostile)
    (kept,) = store.turns(YOU, A)
    assert kept.asked.words == hostile.replace("\ud800", "?")
    assert titles(store, "<SCRIPT>") == ["? '); DROP TABLE turns; -- ${x} <script>"]


_WRITES = """
import sys
from pathlib import Path
from ui.kept.conversations import ConversationStore
from ui.turn import Asked, Turn
folder, person = Path(sys.argv[1]), sys.argv[2]
store = ConversationStore(folder)
for number in range(1, 16):
    store.begin(person, "a" * 32, Turn(number, Asked(f"{person} {number}"), "working", ""))
    assert store.end(person, "a" * 32, Turn(number, Asked(f"{person} {number}"), "done", "x"))
"""


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITES, str(tmp_path)]
    running = [subprocess.Popen([*command, person], cwd=ROOT) for person in (YOU, OTHER)]
    assert [one.wait(120) for one in running] == [0, 0]
    for person in (YOU, OTHER):
        turns = ConversationStore(tmp_path).turns(person, A)
        assert [turn.asked.words for turn in turns] == [f"{person} {number}" for number in range(1, 16)]


def answered(desk: Desk, words: str, before: tuple[Turn, ...] = (), **asked: object) -> Turn:
    *_, turn = converse(desk, Asked(words, **asked), before, "nl", date(2024, 2, 1))  # type: ignore[arg-type]
    return turn


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("Hoeveel doden vielen er in Belgorod?", "En een maand later?"),
        ("Hoeveel doden vielen er in Belgorod op 30 december 2023?", "Wie zei dat?"),
        ("Wie zei dat het dodental in Belgorod is opgelopen?", "Wat zei hij?"),
        ("Hoeveel doden vielen er in Rotterdam?", "En in Belgorod?"),
    ],
)
def test_what_is_kept_is_followed_up_as_what_was_answered(archive_of: ArchiveOf, words: str, then: str) -> None:
    archive = archive_of(FILES)
    desk = Desk(archive, Glossary.shipped())
    first = answered(desk, words)
    again = turn_of(1, "done", told_of(first), archive.article)
    assert again.question == first.question and again.asked == first.asked
    fresh, kept = (answered(desk, then, (turn,)) for turn in (first, again))
    assert kept.question == fresh.question and kept.reply == fresh.reply
    assert fresh.question and fresh.question.rewritten, "it is a follow-up"


def test_every_question_is_the_same_again(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of(FILES), Glossary.shipped())
    turns = [
        answered(desk, "Hoeveel doden vielen er in Belgorod?", period=Period.parse("2024-01"), language="en"),
        answered(desk, "Hoeveel doden?", period=ALWAYS, follows=False),
        answered(desk, "Artikelen over Belgorod uit december"),
        answered(desk, "x" * 2_000),
    ]
    for turn in turns:
        again = turn_of(turn.number, turn.state, told_of(turn))
        assert (again.asked, again.question) == (turn.asked, turn.question)


def test_a_follow_up_goes_on_without_what_was_quoted_of_an_article_that_is_gone_or_another(
    archive_of: ArchiveOf,
) -> None:
    archive = archive_of(FILES)
    first = answered(Desk(archive, Glossary.shipped()), "Hoeveel doden vielen er in Belgorod?")
    assert first.exchange and first.exchange.first
    other = turn_of(1, "done", told_of(first), lambda name, revision: replace(archive.article(name), text="Anders."))
    gone = turn_of(1, "done", told_of(first).replace("source/", "weg/"), archive.article)
    for turn in (other, gone):
        assert turn.exchange and turn.exchange.outcome is None and turn.exchange.question == first.question
