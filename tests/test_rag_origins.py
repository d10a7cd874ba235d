from collections.abc import Callable
from datetime import date

import pytest
from fakes import markdown
from test_index_copies import OTHER, WIRE

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer, Evidence
from rag.desk import Desk, Done
from ui.marks import also_told, evidence_told

ArchiveOf = Callable[..., Archive]

QUESTION = "Hoeveel kippen zijn er geruimd in Hogebroek?"
OWN = "Het ministerie liet in Hogebroek 48.000 kippen ruimen, bevestigt de burgemeester na een gesprek met de boer."
PRESS = {
    "1.md": markdown("Vogelgriep in Hogebroek", WIRE, "2022-11-03", outlet="Persdienst"),
    "2.md": markdown("Alle hennen gedood", WIRE, "2022-11-04", outlet="De Bode"),
    "3.md": markdown("Kippen geruimd", WIRE.rpartition(" Het is")[0], "2022-11-05", outlet="De Krant"),
    "4.md": markdown("Burgemeester over de kippen", OWN, "2022-11-06", outlet="Omroep"),
    "5.md": markdown("Woningen", OTHER, "2022-11-06"),
}


def ask(archive: Archive, as_of: date | None = None) -> Answer:
    *_, done = Desk(archive, Glossary.shipped()).ask(QUESTION, as_of=as_of)
    assert isinstance(done, Done) and isinstance(done.outcome, Answer)
    return done.outcome


def test_copies_of_one_text_are_cited_once_and_named_beside_it(archive_of: ArchiveOf) -> None:
    first = ask(archive_of(PRESS)).statements[0]
    assert len(first.citations) == 2
    wire = next(one for one in first.citations if one.also_in)
    assert {wire.article.outlet, *(other.outlet for other in wire.also_in)} == {"Persdienst", "De Bode", "De Krant"}
    assert all(wire.quote in other.text for other in wire.also_in)
    assert Evidence.of(first.citations) == Evidence(articles=4, origins=2)
    assert evidence_told(first.citations, "en") == "4 articles, 2 origins"


def test_five_printings_of_one_text_are_one_origin(archive_of: ArchiveOf) -> None:
    press = {f"{day}.md": markdown("Kippen", WIRE, f"2022-11-0{day}", outlet=f"Krant {day}") for day in range(1, 6)}
    answer = ask(archive_of(press))
    assert evidence_told(answer.statements[0].citations, "en") == "5 articles, 1 origin"
    assert evidence_told(answer.statements[0].citations, "nl") == "5 artikelen, 1 oorspronkelijk"
    assert also_told(answer.citations[0], "nl").startswith("ook in Krant ")


def test_a_printing_without_the_sentence_is_not_said_to_have_it(archive_of: ArchiveOf) -> None:
    edited = WIRE.replace("48.000 kippen", "ruim 48.000 hennen")
    press = {"1.md": PRESS["1.md"], "2.md": markdown("Kippen", edited, "2022-11-04", outlet="De Bode")}
    wire = next(one for one in ask(archive_of(press)).citations if one.article.outlet == "Persdienst")
    assert [other.outlet for other in wire.printings] == ["De Bode"]
    assert wire.also_in == ()


@pytest.mark.parametrize(("day", "others"), [(date(2022, 11, 3), 0), (date(2022, 11, 4), 1)])
def test_what_was_printed_after_the_day_asked_as_of_is_not_named(archive_of: ArchiveOf, day: date, others: int) -> None:
    (citation,) = ask(archive_of(PRESS), as_of=day).statements[0].citations
    assert len(citation.also_in) == others


def test_the_figure_is_known_since_its_first_printing_whichever_is_cited(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of(PRESS))
    assert answer.lead is not None and str(answer.lead.entry.known) == "2022-11-03"
