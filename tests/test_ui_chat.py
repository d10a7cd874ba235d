import re
from collections.abc import Callable
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from index.period import Period
from rag.desk import Desk
from ui.chat import converse

ArchiveOf = Callable[..., Archive]
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei Vos.")


def turns(archive: Archive, question: str) -> list[tuple[list[str], str]]:
    desk = Desk(archive, Glossary.shipped())
    return [
        ([message["content"] for message in said], beside) for said, beside, _ in converse(desk, question, [], "nl")
    ]


def test_an_answer_streams_in_and_its_evidence_stands_beside_it(archive_of: ArchiveOf) -> None:
    told = turns(archive_of({"a.md": DIKE}), "Hoeveel doden vielen er bij Sluiswijk?")
    assert "Zoeken in het archief" in told[0][0][-1]
    assert "<mark>zeker drie</mark>" in told[-1][0][-1]
    assert "<mark>Er vielen zeker drie doden, zei Vos.</mark>" in told[-1][1]


def test_the_marks_of_an_earlier_answer_never_lead_to_the_sources_of_a_later_one(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, (first, _, _) = converse(desk, "Hoeveel doden vielen er bij Sluiswijk?", [], "nl")
    *_, (both, beside, _) = converse(desk, "Wie zei dat er doden vielen bij Sluiswijk?", first, "nl")
    earlier, later = (re.findall(r'href="#(source-[\d-]+)"', message["content"]) for message in both[1::2])
    shown = re.findall(r'id="(source-[\d-]+)"', beside)
    assert earlier and later == shown and not set(earlier) & set(shown)


def test_a_question_that_is_none_gets_a_sentence(archive_of: ArchiveOf) -> None:
    archive = archive_of({"a.md": DIKE})
    assert "Stel een vraag" in turns(archive, "")[-1][0][-1]
    assert "te lang" in turns(archive, "x" * 10_000)[-1][0][-1]
    assert "geen woorden" in turns(archive, "😀")[-1][0][-1]


@pytest.mark.parametrize("damaged", ["recent/chroma.sqlite3", "keywords/meta.json"])
def test_what_the_archive_cannot_do_is_said_in_the_conversation(archive_of: ArchiveOf, damaged: str) -> None:
    archive = archive_of({"a.md": DIKE})
    mirror = archive.folder / damaged
    assert mirror.exists(), "the store that a question reads"
    mirror.write_bytes(b"broken" * 1_000)
    assert "knipsel index --rebuild" in turns(archive, "Hoeveel doden vielen er?")[-1][0][-1]


def test_the_period_understood_stands_above_the_answer_while_it_comes_in_and_can_be_set(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    question = "Hoeveel doden vielen er bij Sluiswijk in december?"
    replies = [turn.conversation[-1]["content"] for turn in converse(desk, question, [], "nl", date(2024, 1, 10))]
    assert all("Periode: december 2023 · geen jaar genoemd" in reply for reply in replies[1:])
    *_, last = converse(desk, question, [], "nl", date(2024, 1, 10), Period.parse("2024-01"))
    assert "Periode: januari 2024 · zelf gekozen" in last.conversation[-1]["content"]
    assert last.question and last.question.text == question
