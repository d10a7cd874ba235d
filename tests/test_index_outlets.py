"""Articles of certain outlets only: which outlets there are, and search limited to some of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tantivy
from conftest import Write
from fakes import WordEncoder, found, markdown

from index import keywords, meaning
from index.archive import Archive
from index.catalog_writing import WritableCatalog
from index.errors import ArchiveTooOld
from index.period import Period
from index.printed import Printed
from index.sync import SyncReport

_OUTLETS = ("De Een", "de Een", "L'Écho, 'quoted'", "De Twee")


@pytest.fixture
def archive(archive_of: Callable[..., Archive]) -> Archive:
    files = {
        f"{at}-{day}.md": markdown("Kop", f"De dijk brak bij paal {at}{day}.", date=day, outlet=f'"{outlet}"')
        for at, outlet in enumerate(_OUTLETS)
        for day in ("2023-03-04", "2024-03-04")
    }
    return archive_of({**files, "nobody.md": markdown("Kop", "De dijk brak bij niemand.", outlet='""')})


def outlets_found(archive: Archive, printed: Printed) -> list[str]:
    hits = archive.search("dijk brak", {("nl", "dijk"): 1.0}, 20, printed)
    assert all(set(hit.ranks) == {"keywords", "vectors"} for hit in hits)
    return sorted(f"{hit.passage.article.outlet} {hit.passage.article.published.start.year}" for hit in hits)


def test_the_outlets_of_an_archive_are_named_once_each_and_nobody_is_none(archive: Archive) -> None:
    assert archive.outlets() == ("De Een", "de Een", "De Twee", "L'Écho, 'quoted'")


@pytest.mark.parametrize("compared_one_by_one", [300, 0])
def test_only_articles_of_the_outlets_asked_for_are_searched_by_word_and_by_meaning(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, compared_one_by_one: int
) -> None:
    monkeypatch.setattr(meaning, "_COMPARED_ONE_BY_ONE", compared_one_by_one)
    assert outlets_found(archive, Printed(outlets=("De Een",))) == ["De Een 2023", "De Een 2024"]
    assert outlets_found(archive, Printed(outlets=("L'Écho, 'quoted'", "De Twee"))) == [
        "De Twee 2023", "De Twee 2024", "L'Écho, 'quoted' 2023", "L'Écho, 'quoted' 2024"
    ]  # fmt: skip
    assert outlets_found(archive, Printed(Period.parse("2024"), outlets=("De Een", "De Twee"))) == [
        "De Een 2024", "De Twee 2024"
    ]  # fmt: skip
    assert outlets_found(archive, Printed(by=date(2023, 12, 31), outlets=("de Een",))) == ["de Een 2023"]
    assert outlets_found(archive, Printed(outlets=("De Drie",))) == []


def test_an_archive_from_before_outlets_could_be_asked_for_is_brought_forward_by_the_next_run(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    run()
    folder = tmp_path / "archive"
    shutil.rmtree(folder / "keywords")
    _keywords_without_outlets(folder / "keywords")
    catalog = WritableCatalog.create(folder / "catalog.sqlite3")
    catalog.connection.executescript("DROP INDEX article_outlet; UPDATE facts SET value = '5' WHERE name = 'schema'")
    catalog.close()
    with pytest.raises(ArchiveTooOld, match="run `knipsel index`"):
        Archive.open(folder, WordEncoder())
    assert run().unchanged == 1
    assert found(folder, "dijk") == ["source/a"]
    archive = Archive.open(folder, WordEncoder())
    assert outlets_found(archive, Printed(outlets=("De Test",))) == ["De Test 2024"]
    archive.close()


def _keywords_without_outlets(folder: Path) -> None:
    """Make the keywords as they were before: the same fields, but the outlet."""
    folder.mkdir()
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("id", stored=False, indexed=True, fast=True)
    for day in ("first", "last"):
        schema.add_integer_field(day, stored=False, indexed=False, fast=True)
    for field in keywords.FIELDS:
        schema.add_text_field(field, tokenizer_name=field, index_option="freq")
    tantivy.Index(schema.build(), path=str(folder))
