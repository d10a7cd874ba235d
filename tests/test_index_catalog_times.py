"""Event times: resolved once, when an article is taken in, and gone with its revision."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Write
from fakes import BEFORE_SCHEMA_5, WordEncoder, markdown

from index import catalog_writing
from index.archive import Archive
from index.sync import SyncReport

ArchiveOf = Callable[..., Archive]


def told(archive: Archive, words: str) -> list[tuple[str, str]]:
    """Return the expressions of time in the passages that hold the words, each with its period."""
    hits = archive.search(words, {("nl", words): 1.0, ("en", words): 1.0}, 10)
    times = archive.times(hit.passage.id for hit in hits)
    return [
        (one.span.of(hit.passage.article.text), str(one.period))
        for hit in hits
        for one in times.get(hit.passage.id, ())
    ]


def stored(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as catalog:
        count: int = catalog.execute("SELECT count(*) FROM times").fetchone()[0]
        return count


def test_times_are_resolved_against_the_date_of_the_article_and_keep_their_open_ends(archive_of: ArchiveOf) -> None:
    body = "Gisteren brak de dijk. Tot november vorig jaar vielen 22 doden. Sinds 2022 is het oorlog."
    archive = archive_of({"a.md": markdown("Kop", body, date="2024-01-10")})
    assert told(archive, "dijk") == [
        ("Gisteren", "2024-01-09"),
        ("Tot november vorig jaar", "../2023-11-30"),
        ("Sinds 2022", "2022-01-01/.."),
    ]


def test_times_belong_to_the_passage_that_they_stand_in(archive_of: ArchiveOf) -> None:
    filler = "De kermis in Overvelde trok bezoekers, en daar valt veel over te vertellen. " * 40
    archive = archive_of({"a.md": markdown("Kop", f"De dijk brak in maart 2023.\n\n{filler}\n\nDe brug brak in 2021.")})
    hits = {hit.passage.id: hit.passage for hit in archive.search("dijk brug", {("nl", "brak"): 1.0}, 20)}
    assert len(hits) > 1, "the article has several passages"
    for passage_id, times in archive.times(hits).items():
        for one in times:
            assert one.span.within(hits[passage_id].span)
    assert sorted(str(one.period) for times in archive.times(hits).values() for one in times) == ["2021", "2023-03"]


def test_an_article_in_another_language_has_no_times(archive_of: ArchiveOf) -> None:
    archive = archive_of({"a.md": markdown("Kop", "Il est mort en mars 2023.", language="fr")})
    assert archive.counts().articles == 1 and stored(archive.folder) == 0


def test_the_times_of_an_older_revision_and_of_what_was_removed_are_gone(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    file = write("a.md", "De dijk brak in maart 2023 en in mei 2023.")
    run()
    assert stored(tmp_path / "archive") == 2
    write("a.md", "De dijk brak in april 2023.")
    assert run().revised == 1
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert told(archive, "dijk") == [("april 2023", "2023-04")]
    archive.close()
    file.unlink()
    write("b.md", "De brug.")
    assert run().removed == 1
    assert stored(tmp_path / "archive") == 0


@pytest.mark.parametrize(
    "older",
    [f"{BEFORE_SCHEMA_5} UPDATE facts SET value = '3' WHERE name = 'schema'; DROP TABLE times", "DELETE FROM times"],
)
def test_an_archive_of_before_there_were_times_or_of_other_rules_gets_them_at_the_next_run(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch, older: str
) -> None:
    write("a.md", "De dijk brak in maart 2023.")
    run()
    with closing(sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3")) as catalog:
        catalog.executescript(older)
        catalog.execute("DELETE FROM facts WHERE name = 'times'")
        catalog.commit()
    assert run().unchanged == 1
    assert stored(tmp_path / "archive") == 1
    with closing(sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3")) as catalog:
        catalog.execute("DELETE FROM times")
        catalog.commit()
    run()
    assert stored(tmp_path / "archive") == 0, "by the same rules they are not read again"
    monkeypatch.setattr(catalog_writing, "TIME_RULES", catalog_writing.TIME_RULES + 1)
    run()
    assert stored(tmp_path / "archive") == 1
