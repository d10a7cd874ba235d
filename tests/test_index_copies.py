import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from fakes import WordEncoder
from hypothesis import given
from hypothesis import strategies as st

from index import catalog_writing
from index.archive import Archive
from index.copies import bands, is_copy, months
from index.period import Period
from index.sync import SyncReport

Write = Callable[[str, str], Path]

WIRE = (
    "In Hogebroek zijn donderdag 48.000 kippen geruimd nadat op een bedrijf vogelgriep was vastgesteld. Dat meldt het "
    "ministerie. Rond het bedrijf geldt een vervoersverbod in een straal van 10 kilometer. De boer zegt dat hij de "
    "ziekte pas woensdagavond opmerkte, toen tientallen dieren niet meer aten. Het is het derde geval van dit jaar."
)
OTHER = (
    "De gemeenteraad van Veldermonde heeft donderdag ingestemd met de bouw van 612 woningen in het Lindenkwartier. De "
    "oppositie stemde tegen omdat er volgens haar te weinig sociale huur bij zit. De wethouder belooft dat een derde "
    "van de huizen betaalbaar wordt. De bouw begint in het voorjaar en duurt naar verwachting vier jaar."
)
REPORT = "De veiling van donderdag bracht {} kisten appels op de klok, tegen {} kisten een week eerder. De prijs per "
REPORT += "kilo liep op tot {} cent, waar kwekers op {} cent hadden gerekend. De volgende veiling is over een week."


def printings(folder: Path, article: str) -> list[str]:
    archive = Archive.open(folder / "archive", WordEncoder())
    found = archive.printings([article]).get(article, [])
    archive.close()
    return [other.id for other in found]


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.rpartition(" Het is")[0],
        "VELDERMONDE - " + WIRE.replace("donderdag ", "").replace("tientallen", "veel"),
        WIRE.upper().replace('"', "'"),
        WIRE + " Op deze pagina leest u morgen meer over de maatregelen die de gemeente neemt.",
        WIRE.replace("ministerie", "ministérie"),
    ],
    ids=["verbatim", "cut", "edited", "in capitals", "extended", "accented"],
)
def test_wire_copy_that_was_cut_or_edited_is_one_text(copy: str) -> None:
    assert is_copy(WIRE, copy) and is_copy(copy, WIRE)
    assert set(bands(WIRE)) & set(bands(copy))


def test_articles_on_different_matters_are_two_texts() -> None:
    assert not is_copy(WIRE, OTHER)
    assert not set(bands(WIRE)) & set(bands(OTHER))


def test_one_form_with_other_figures_is_another_report() -> None:
    assert not is_copy(REPORT.format(4100, 3900, 85, 80), REPORT.format(5200, 4100, 91, 87))


def test_a_flash_of_a_few_words_is_compared_with_nothing() -> None:
    assert bands("Meer volgt.") == bands("") == ()
    assert not is_copy("", "")


@given(st.text(max_size=400))
def test_any_text_is_hashed_to_numbers_that_the_catalog_can_hold(text: str) -> None:
    assert all(-(2**63) <= one < 2**63 for one in bands(text))


def test_copies_are_looked_for_in_the_months_around_and_among_what_has_only_a_year() -> None:
    day, month, year = (Period.parse(text) for text in ("2024-01-31", "2024-02", "2024"))
    assert months(day)[0] in months(month) and months(month)[0] in months(day)
    assert months(day)[0] in months(year) and months(year)[0] in months(day)
    assert months(Period.parse("2024-05"))[0] not in months(day)
    assert len(months(Period(date.min, date.max))) < 200


def test_printings_of_one_text_know_one_another_across_sources_and_runs(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", WIRE)
    write("c.md", OTHER)
    run()
    write("b.md", WIRE.rpartition(" Het is")[0])
    run()
    assert printings(tmp_path, "source/a") == ["source/b"]
    assert printings(tmp_path, "source/b") == ["source/a"]
    assert printings(tmp_path, "source/c") == []


def test_two_sets_of_copies_become_one_when_an_article_joins_them(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    for name, text in (("a", WIRE), ("b", WIRE), ("c", OTHER), ("d", OTHER)):
        write(f"{name}.md", text)
    run()
    write("e.md", f"{WIRE} {OTHER}")
    run()
    assert printings(tmp_path, "source/e") == ["source/a", "source/b", "source/c", "source/d"]


def test_what_is_revised_or_removed_is_no_longer_a_copy(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    first = write("a.md", WIRE)
    write("b.md", WIRE)
    write("c.md", WIRE)
    run()
    write("b.md", OTHER)
    run()
    assert printings(tmp_path, "source/a") == ["source/c"]
    first.unlink()
    run()
    assert printings(tmp_path, "source/c") == []
    write("d.md", OTHER)
    run()
    assert printings(tmp_path, "source/c") == [], "a key that was given out again stands for nobody else's origin"


def test_an_archive_of_before_copies_were_looked_for_or_of_other_rules_has_them_after_the_next_run(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", WIRE)
    write("b.md", WIRE)
    run()
    with closing(sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3")) as catalog:
        catalog.executescript("DELETE FROM origins; DELETE FROM bands")
    monkeypatch.setattr(catalog_writing, "COPY_RULES", catalog_writing.COPY_RULES + 1)
    run()
    assert printings(tmp_path, "source/a") == ["source/b"]


def test_a_text_that_hundreds_print_is_read_a_dozen_times(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    for number in range(100):
        write(f"{number:03}.md", WIRE)
    run()
    assert len(printings(tmp_path, "source/050")) == 12
