"""Quotations in another language get a translation by the model, which must say what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fakes import built, markdown
from openai_server import Reply, refuses, says, serving

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer
from rag.desk import Desk, Done
from rag.langchain_model import LangChainModel

ASKED = "How many people were evacuated near Sluiswijk?"
QUOTED = "Bij Sluiswijk werden zeker 2.400 mensen geëvacueerd"
WRITTEN = f'At least 2,400 people were evacuated near Sluiswijk. [1] "{QUOTED}"'
GOOD = "1. Near Sluiswijk at least 2,400 people were evacuated"


@pytest.fixture(scope="module")
def dike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one Dutch article, built once."""
    text = f"{QUOTED}, zei burgemeester Joost Terpstra."
    archive = built(tmp_path_factory.mktemp("dike"), {"a.md": markdown("Dijk", text)})
    yield archive
    archive.close()


def asked(archive: Archive, *script: Reply, question: str = ASKED, translate: bool = True) -> tuple[Answer, int]:
    with serving(*script) as server:
        model = LangChainModel.named("openai:script", url=server.url, timeout_s=5.0)
        desk = Desk(archive, Glossary.shipped(), "nl", None, model, translate=translate)
        *_, done = desk.ask(question, date(2024, 1, 5))
    assert isinstance(done, Done) and isinstance(done.outcome, Answer)
    return done.outcome, len(server.requests)


def translated(answer: Answer) -> list[str | None]:
    cited = (citation for statement in answer.statements for citation in statement.citations)
    return [answer.translations.get(citation.place) for citation in cited]


def test_a_foreign_quotation_is_translated_beside_and_stays_as_it_is(dike: Archive) -> None:
    answer, requests = asked(dike, says(WRITTEN), says(GOOD))
    assert translated(answer) == ["Near Sluiswijk at least 2,400 people were evacuated"]
    assert answer.statements[0].citations[0].quote == QUOTED
    assert requests == 2


@pytest.mark.parametrize(
    "reply",
    [
        says("1. Near Sluiswijk at least 2,500 people were evacuated"),
        says("1. Near Sluiswijk 2,400 people were evacuated"),
        says("1. Near Kharkiv at least 2,400 people were evacuated"),
        says("1. Near Sluiswijk at least 2,400 people were not evacuated"),
        says("4. Near Sluiswijk at least 2,400 people were evacuated"),
        says("Sure! Near Sluiswijk at least 2,400 people were evacuated"),
        says("1. Near Sluiswijk", ends="dropped"),
        refuses(500, "server_error"),
    ],
    ids=["number", "bound", "name", "negation", "no such quotation", "format", "dropped", "500"],
)
def test_a_translation_that_says_otherwise_or_fails_is_left_out_and_the_answer_stands(
    dike: Archive, reply: Reply
) -> None:
    answer, _ = asked(dike, says(WRITTEN), reply)
    assert translated(answer) == [None]
    assert answer.written and (answer.written.kept, answer.written.trouble) == (1, "")


def test_quotations_in_the_question_s_own_language_are_not_translated(dike: Archive) -> None:
    dutch = f'Er zijn bij Sluiswijk zeker 2.400 mensen geëvacueerd. [1] "{QUOTED}"'
    _, requests = asked(dike, says(dutch), question="Hoeveel mensen werden er geëvacueerd bij Sluiswijk?")
    assert requests == 1


def test_nothing_is_translated_where_it_is_switched_off(dike: Archive) -> None:
    answer, requests = asked(dike, says(WRITTEN), translate=False)
    assert (answer.translations, requests) == ({}, 1)
