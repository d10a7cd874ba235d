"""Answers of a model over the wire: LangChain's OpenAI client against a server on this machine that plays a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from fakes import built, markdown
from openai_server import OpenAIServer, Reply, says, serving

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer, NothingFound
from rag.desk import Desk, Done, Event, Found, Said, Understood, Writing
from rag.langchain_model import LangChainModel

DIKE = markdown(
    "Dijk bij Sluiswijk doorgebroken",
    "De dijk bij Sluiswijk brak in de nacht van maandag op dinsdag door. Er werden zeker 2.400 mensen geëvacueerd, "
    "zei burgemeester Joost Terpstra. Er vielen geen doden.",
)
ASKED = "Hoeveel mensen werden er geëvacueerd bij Sluiswijk?"
QUOTED = "Er werden zeker 2.400 mensen geëvacueerd, zei burgemeester Joost Terpstra"
GOOD = f'Er zijn zeker 2.400 mensen geëvacueerd, aldus Joost Terpstra. [1] "{QUOTED}"'


@pytest.fixture(scope="module")
def dike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one article, built once."""
    archive = built(tmp_path_factory.mktemp("dike"), {"a.md": DIKE})
    yield archive
    archive.close()


def desk_of(archive: Archive, server: OpenAIServer, timeout_s: float = 5.0, context: int = 8_192) -> Desk:
    model = LangChainModel.named("openai:script", url=server.url, timeout_s=timeout_s, context=context)
    return Desk(archive, Glossary.shipped(), model=model)


def asked(archive: Archive, *script: Reply, question: str = ASKED, timeout_s: float = 5.0) -> Answer:
    with serving(*script) as server:
        *_, done = desk_of(archive, server, timeout_s).ask(question, date(2024, 1, 5))
    assert isinstance(done, Done)
    assert isinstance(done.outcome, Answer)
    return done.outcome


def test_a_sentence_that_its_quotation_carries_is_the_answer(dike: Archive) -> None:
    answer = asked(dike, says(GOOD))
    (statement,) = answer.statements
    (citation,) = statement.citations
    assert statement.text == "Er zijn zeker 2.400 mensen geëvacueerd, aldus Joost Terpstra."
    assert not statement.is_quotation
    assert citation.quote == f"{QUOTED}."
    assert citation.article.text[citation.span.start : citation.span.end] == citation.quote
    assert answer.written and (answer.written.by, answer.written.kept) == ("openai:script", 1)
    assert answer.lead and answer.lead.entry.figure.value == 2400


def kinds(events: Sequence[Event]) -> list[type]:
    return [type(event) for event in events if not isinstance(event, Writing)]


def test_the_same_events_come_whoever_writes(dike: Archive) -> None:
    with serving(says(GOOD)) as server:
        written = list(desk_of(dike, server).ask(ASKED))
    plain = list(Desk(dike, Glossary.shipped()).ask(ASKED))
    assert kinds(written) == kinds(plain) == [Understood, Found, Said, Done]


def test_what_is_sent_has_rules_passages_and_figures_on_record(dike: Archive) -> None:
    with serving(says(GOOD)) as server:
        list(desk_of(dike, server).ask(ASKED))
    (sent,) = server.requests
    rules, question = (message["content"] for message in sent["messages"])
    assert "in Dutch" in rules
    assert "[1] De Test · 2 januari 2024 · Dijk bij Sluiswijk doorgebroken\nDe dijk bij" in question
    assert (
        "- zeker 2.400 (geëvacueerd), according to burgemeester Joost Terpstra, printed 2 januari 2024 [1]" in question
    )
    assert question.endswith(f"Question: {ASKED}")


def test_a_figure_that_was_corrected_is_only_told_with_the_right_one(tmp_path: Path) -> None:
    wrong, said, right = (
        "In Sluiswijk zijn 4.200 mensen geëvacueerd",
        "In ons bericht schreven wij dat er 4.200 mensen waren geëvacueerd",
        "Het juiste aantal is 2.400",
    )
    files = {
        "a.md": markdown("Dijkbreuk bij Sluiswijk", f"{wrong}.", "2023-01-15"),
        "b.md": markdown("Correctie: 2.400, niet 4.200", f"{said}. Dat is onjuist. {right}.", "2023-01-17"),
    }
    archive, question = built(tmp_path, files), "Hoeveel mensen zijn er geëvacueerd in Sluiswijk?"
    places = ((first, second) for first in (1, 2) for second in (1, 2) if first != second)
    kept = list[list[str]]()
    for original, correction in places:  # whichever of the two passages comes first
        written = (
            f'In Sluiswijk zijn 4.200 mensen geëvacueerd. [{original}] "{wrong}"\n'
            f'Wij schreven 4.200 mensen, het juiste aantal is 2.400. [{correction}] "{said}" [{correction}] "{right}"'
        )
        answer = asked(archive, says(written), question=question)
        kept.append([one.text for one in answer.statements if not one.is_quotation])
        dropped = dict(answer.written.dropped) if answer.written else {}
        if kept[-1]:
            assert dropped == {"corrected": 1}
    archive.close()
    assert sorted(kept) == [[], ["Wij schreven 4.200 mensen, het juiste aantal is 2.400."]]


def test_a_model_that_finds_no_answer_takes_none_away(dike: Archive) -> None:
    """An article may tell it to write that; the articles' own sentences stand, and the person is told."""
    answer = asked(dike, says("NOT SAID"))
    assert [one.is_quotation for one in answer.statements] == [True]
    assert answer.written and answer.written.fell_back == "declined"


def test_what_the_archive_lacks_is_never_asked_of_a_model(dike: Archive) -> None:
    with serving(says(GOOD)) as server:
        *_, done = desk_of(dike, server).ask("Hoeveel mensen stierven er in Rotterdam?")
    assert isinstance(done, Done) and isinstance(done.outcome, NothingFound)
    assert server.requests == []


@pytest.mark.parametrize(
    ("written", "flaw"),
    [
        ('Er zijn zeker 2.400 mensen geëvacueerd. [7] "Er werden zeker 2.400 mensen geëvacueerd"', "quotation"),
        ('Er zijn zeker 2.400 mensen geëvacueerd. [1] "Er zijn zeker 2.400 mensen geëvacueerd"', "quotation"),
        ('Er zijn zeker 2.400 mensen geëvacueerd. [1] "zeker 2.400"', "quotation"),
        ('Er zijn zeker 2.500 mensen geëvacueerd. [1] "Er werden zeker 2.400 mensen geëvacueerd"', "number"),
        ('Er zijn 2.400 mensen geëvacueerd. [1] "Er werden zeker 2.400 mensen geëvacueerd"', "number"),
        ('Volgens Anna Terpstra zijn zeker 2.400 mensen weg. [1] "zeker 2.400 mensen geëvacueerd"', "name"),
        ('De dijk brak op woensdag door. [1] "brak in de nacht van maandag op dinsdag door"', "time"),
        ('Er vielen doden. [1] "Er vielen geen doden"', "negation"),
    ],
)  # fmt: skip
def test_a_sentence_that_its_quotation_does_not_carry_is_dropped(dike: Archive, written: str, flaw: str) -> None:
    answer = asked(dike, says(f"{written}\n{GOOD}"))
    assert [statement.text for statement in answer.statements] == [GOOD.partition(" [1]")[0]]
    assert answer.written and answer.written.dropped == ((flaw, 1),)
