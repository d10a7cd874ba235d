"""A text held against an archive: what is said to be supported is said by a quotation, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date

import pytest
from fakes import built, markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.check import Checked, Checker, Judged, Reading
from rag.checking.verdict import Verdict
from rag.citations import stands

DIKE = (
    "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos. "
    "Het waterschap klaagt de gemeente Sluiswijk aan. De school gaat op 31 januari 2024 dicht. "
    "De raad van Sluiswijk stemde met 16 tegen 15 stemmen voor sluiting. Was de dijk in Sluiswijk veilig?"
)
LATER = (
    "Het dodental in Sluiswijk is opgelopen tot vijf, zei burgemeester Vos. Zij bezocht de getroffen wijk met dekens."
)
ENGLISH = "The museum in Hogebroek has sold two paintings. Mayor Vos denies that the dike in Sluiswijk was unsafe."
FILES = {
    "dijk.md": markdown("Dijk bij Sluiswijk breekt", DIKE, "2024-01-06"),
    "later.md": markdown("Dodental in Sluiswijk stijgt", LATER, "2024-01-08"),
    "museum.md": markdown("Museum sells", ENGLISH, "2024-02-01", language="en"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("check"), FILES)) as archive:
        yield archive


def verdicts(archive: Archive, text: str, **more: object) -> list[Verdict]:
    events = list(Checker(archive, Glossary.shipped()).check(text, **more))  # type: ignore[arg-type]
    assert isinstance(events[0], Reading) and isinstance(events[-1], Checked)
    judged = tuple(event.verdict for event in events if isinstance(event, Judged))
    assert judged == events[-1].verdicts
    for verdict in judged:
        cited = [*verdict.citations, *(one for entry in verdict.now for one in entry.citations)]
        assert all(stands(citation) for citation in cited)
        assert bool(verdict.citations) == (verdict.status not in ("not_found", "not_checkable"))
    return list(judged)


def status(archive: Archive, text: str, **more: object) -> str:
    return verdicts(archive, text, **more)[-1].status


@pytest.mark.parametrize(
    "text",
    [
        "De dijk bij Sluiswijk brak vrijdag.",
        "  De dijk bij\n Sluiswijk brak vrijdag.[3]",
        "De dijk bij Sluiswijk\u200b brak vrijdag",
        "Vrijdag brak de dijk bij Sluiswijk.",
        "Het waterschap klaagt de gemeente Sluiswijk aan.",
        "The museum in Hogebroek has sold two paintings.",
    ],
)
def test_what_a_quotation_says_is_supported(archive: Archive, text: str) -> None:
    assert status(archive, text) == "supported"


@pytest.mark.parametrize(
    ("text", "expected", "differs"),
    [
        ("De gemeente Sluiswijk klaagt het waterschap aan.", "related", "order"),
        ("De dijk bij Hogebroek brak vrijdag.", "related", "name"),
        ("De dijk bij Sluiswijk brak vrijdag niet.", "related", "negation"),
        ("De dijk bij Sluiswijk zou vrijdag breken.", "related", "certainty"),
        ("De raad van Sluiswijk stemde met 16 tegen 15 stemmen tegen sluiting.", "related", "certainty"),
        ("The dike in Sluiswijk was unsafe.", "related", "certainty"),
        ("The museum in Hogebroek has bought two paintings.", "related", "words"),
        ("De raad van Sluiswijk stemde met 17 tegen 15 stemmen voor sluiting.", "contradicted", "number"),
        ("The museum in Hogebroek has sold three paintings.", "contradicted", "number"),
        ("De school in Sluiswijk gaat op 31 maart 2024 dicht.", "related", "time"),
        ("De dijk bij Sluiswijk brak zaterdag.", "contradicted", "time"),
        ("²⁵ dijken bij Sluiswijk braken vrijdag.", "related", "signs"),
    ],
)
def test_what_differs_in_anything_is_not_supported(archive: Archive, text: str, expected: str, differs: str) -> None:
    (verdict,) = verdicts(archive, text)
    assert verdict.status == expected
    assert differs in verdict.differs


def test_a_figure_that_was_right_as_of_an_earlier_day_is_told_with_the_later_one(archive: Archive) -> None:
    *_, verdict = verdicts(archive, "In Sluiswijk brak een dijk. Er vielen zeker drie doden, zei burgemeester Vos.")
    assert verdict.status == "superseded"
    assert verdict.was and verdict.was.figure.value == 3 and str(verdict.was.known) == "2024-01-06"
    assert [(one.figure.value, str(one.known)) for one in verdict.now] == [(5, "2024-01-08")]
    then = verdicts(archive, "In Sluiswijk vielen zeker drie doden.", as_of=date(2024, 1, 7))
    assert not then[0].now


def test_a_figure_that_nobody_reported_is_contradicted_by_the_newest(archive: Archive) -> None:
    (verdict,) = verdicts(archive, "In Sluiswijk vielen negen doden.")
    assert (verdict.status, verdict.differs) == ("contradicted", ("number",))
    assert [one.figure.value for one in verdict.now] == [5]


def test_words_that_fit_many_events_support_only_where_it_is_told_whom_they_are_about(archive: Archive) -> None:
    bare = "Zij bezocht de wijk met dekens."
    assert [one.status for one in verdicts(archive, f"Burgemeester Vos sprak. {bare}")][-1] == "supported"
    (verdict,) = verdicts(archive, bare)
    assert (verdict.status, verdict.differs) == ("related", ("subject",))
    assert status(archive, f"Museumdirecteur Karel Appelboom sprak. {bare}") in ("related", "not_found")


def test_a_day_is_counted_from_when_the_text_was_written(archive: Archive) -> None:
    text = "Vrijdag brak de dijk bij Sluiswijk."
    assert status(archive, text, written=date(2024, 1, 6)) == "supported"
    assert status(archive, text, written=date(2024, 3, 6)) == "contradicted"


def test_what_says_nothing_that_can_be_true_is_not_checked(archive: Archive) -> None:
    text = "De dijk\n\nWas de dijk veilig? Ik vind het een schande. De dijk bij Sluiswijk brak vrijdag.\n\n…"
    told = [(one.status, one.sentence.unasserted) for one in verdicts(archive, text)]
    assert told[:3] == [("not_checkable", kind) for kind in ("heading", "question", "opinion")]
    assert told[3] == ("supported", None)


def test_names_that_nothing_mentions_are_told(archive: Archive) -> None:
    (verdict,) = verdicts(archive, "In Atlantis ontspoorde gisteren een goederentrein.")
    assert (verdict.status, verdict.unknown) == ("not_found", ("Atlantis",))


def test_a_question_of_the_archive_supports_nothing(archive: Archive) -> None:
    assert status(archive, "De dijk in Sluiswijk was veilig.") != "supported"


def test_what_a_correction_takes_back_supports_nothing(archive_of: Callable[..., Archive]) -> None:
    wrong = markdown("Bomen in Overvelde", "In Overvelde zijn 4.100 bomen geplant.", "2024-03-25")
    right = "Maandag schreven wij dat in Overvelde 4.100 bomen zijn geplant. Het juiste aantal is 4.082 bomen."
    archive = archive_of({"a/1.md": wrong, "a/2.md": markdown("Correctie: 4.082 bomen", right, "2024-03-28")})
    (verdict,) = verdicts(archive, "In Overvelde zijn 4.100 bomen geplant.")
    assert verdict.status in ("supported", "superseded")
    assert [one.article.id for one in verdict.citations] == ["source/a/1"]


def test_an_error_that_only_its_correction_has_is_not_supported_by_that(archive_of: Callable[..., Archive]) -> None:
    right = "Maandag schreven wij dat in Overvelde 4.100 bomen zijn geplant. Het juiste aantal is 4.082 bomen."
    archive = archive_of({"a/2.md": markdown("Correctie: 4.082 bomen", right, "2024-03-28")})
    assert status(archive, "In Overvelde zijn 4.100 bomen geplant.") not in ("supported", "superseded")


def test_what_somebody_said_is_not_told_as_so(archive_of: Callable[..., Archive]) -> None:
    said = 'In Overvelde sprak Vos. "De brug in Overvelde is onveilig. De burgemeester van Overvelde weet dat."'
    archive = archive_of({"a/1.md": markdown("Overvelde", said)})
    for text in ("De brug in Overvelde is onveilig.", "De burgemeester van Overvelde weet dat."):
        (verdict,) = verdicts(archive, text)
        assert (verdict.status, verdict.differs) == ("related", ("certainty",))
    assert status(archive, "“De brug in Overvelde is onveilig.”") == "supported"
    assert status(archive, said) == "supported"


def test_what_somebody_believes_or_an_outlet_is_called_tells_nothing(archive_of: Callable[..., Archive]) -> None:
    said = "Kees Ploeg gelooft dat de boot Romeins is. De boot is van eikenhout en nu in het museum."
    archive = archive_of({"a/1.md": markdown("Boot", said, outlet="De Bode van Overvelde")})
    assert verdicts(archive, "De boot van Kees Ploeg is Romeins.")[0].differs == ("certainty",)
    assert "name" in verdicts(archive, "De boot in Overvelde is van eikenhout en nu in het museum.")[0].differs
    said = "De boot is van eikenhout en nu in het museum, volgens De Bode van Overvelde."
    assert status(archive, said) == "supported"


def test_wire_copy_is_one_citation_with_its_printings(archive_of: Callable[..., Archive]) -> None:
    body = "De veerpont bij Overvelde vaart weer. " + "Zij lag een week stil door de harde wind en het hoge water. " * 3
    archive = archive_of({f"{name}/1.md": markdown("Pont vaart", body, outlet=name) for name in ("Een", "Twee")})
    (verdict,) = verdicts(archive, "De veerpont bij Overvelde vaart weer.")
    assert verdict.status == "supported" and len(verdict.citations) == 1
    assert len(verdict.citations[0].also_in) == 1
