import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Write
from fakes import BEFORE_SCHEMA_5, WordEncoder, found, markdown

from index.archive import Archive
from index.errors import ArchiveBusy, ArchiveTooOld, EncoderMismatch, IndexNotBuilt, SourceMissing, SourcesOverlap
from index.sync import SyncReport, sync


def test_a_second_run_touches_only_what_changed(tmp_path: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    write("b.md", "De brug ging dicht.")
    first = run()
    assert (first.added, first.embedded) == (2, 2)
    again = run()
    assert (again.added, again.revised, again.unchanged, again.embedded) == (0, 0, 2, 0)
    write("b.md", "De brug ging weer open.")
    write("c.md", "De kermis begon.")
    third = run()
    assert (third.added, third.revised, third.unchanged) == (1, 1, 1)
    assert found(tmp_path / "archive", "kermis") == ["source/c"]
    assert found(tmp_path / "archive", "dicht") == []


def test_the_older_revision_of_an_article_stays_readable(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "Er waren 22 doden.")
    run()
    write("a.md", "Er waren 25 doden.")
    run()
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert (archive.article("source/a").text, archive.article("source/a").revision) == ("Er waren 25 doden.", 2)
    assert archive.article("source/a", revision=1).text == "Er waren 22 doden."
    archive.close()


def test_a_vanished_file_is_removed(tmp_path: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    gone = write("b.md", "De brug ging dicht.")
    run()
    gone.unlink()
    report = run()
    assert (report.removed, report.unchanged) == (1, 1)
    assert found(tmp_path / "archive", "brug") == []


def test_a_line_that_vanished_from_a_file_is_removed_and_the_others_kept(
    source: Path, tmp_path: Path, run: Callable[..., SyncReport]
) -> None:
    lines = [f'{{"id": "{name}", "date": "2024", "text": "De {name} brak."}}' for name in ("dijk", "brug", "sluis")]
    (source / "a.jsonl").write_text("\n".join(lines), "utf-8")
    assert run().added == 3
    (source / "a.jsonl").write_text("\n".join([lines[0], lines[2]]), "utf-8")
    report = run()
    assert (report.removed, report.unchanged) == (1, 2)


def test_a_file_that_became_unreadable_keeps_what_was_read_from_it(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    broken = write("a.md", "De dijk brak.")
    run()
    broken.write_bytes(b"\x00\x01")
    report = run()
    assert (report.removed, len(report.skipped)) == (0, 1)
    assert found(tmp_path / "archive", "dijk") == ["source/a"]
    assert len(run().skipped) == 1, "it is named again until it is mended"


def test_bad_files_are_counted_and_do_not_stop_the_good_ones(
    source: Path, tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("good.md", "De dijk brak.")
    (source / "binary.md").write_bytes(b"\x7fELF\x00\x00")
    (source / "odd.md").write_bytes(markdown("T", "Tekst.").encode() + b"\x81\x8d")
    (source / "undated.md").write_text("---\ntitle: T\n---\nTekst.", "utf-8")
    (source / "empty.txt").write_text("", "utf-8")
    report = run()
    assert report.added == 1
    assert sorted(bad.path.name for bad in report.skipped) == ["binary.md", "empty.txt", "odd.md", "undated.md"]


def test_two_articles_with_one_id_are_both_named(source: Path, run: Callable[..., SyncReport]) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (source / name).write_text('{"id": "same", "date": "2024", "text": "De dijk."}\n' * 2, "utf-8")
    report = run()
    assert report.added == 1
    reasons = " / ".join(bad.reason for bad in report.skipped)
    assert "two articles with the id 'same'" in reasons and "is that of the article in" in reasons


def test_a_lost_vector_store_is_made_again(tmp_path: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    run()
    shutil.rmtree(tmp_path / "archive" / "recent")
    shutil.rmtree(tmp_path / "archive" / "keywords")
    assert run().embedded == 1
    assert found(tmp_path / "archive", "dijk") == ["source/a"]


def test_a_damaged_vector_store_is_made_again(tmp_path: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    run()
    (tmp_path / "archive" / "recent" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    assert run().embedded == 1
    assert found(tmp_path / "archive", "dijk") == ["source/a"]


def test_vectors_of_another_encoder_are_refused_until_rebuilt(tmp_path: Path, source: Path, write: Write) -> None:
    write("a.md", "De dijk brak.")
    sync(tmp_path / "archive", [source], WordEncoder())
    other = WordEncoder("other", dimension=32)
    with pytest.raises(EncoderMismatch, match=r"made by words .* in use is other .*--rebuild.*KNIPSEL_ENCODER=words"):
        sync(tmp_path / "archive", [source], other)
    archive = Archive.open(tmp_path / "archive", other)
    with pytest.raises(EncoderMismatch, match="--rebuild"):
        archive.search("dijk", {("nl", "dijk"): 1.0}, 5)
    archive.close()
    assert sync(tmp_path / "archive", [], other, rebuild=True).embedded == 1
    archive = Archive.open(tmp_path / "archive", other)
    assert archive.search("dijk", {("nl", "dijk"): 1.0}, 5)[0].ranks == {"keywords": 1, "vectors": 1}
    archive.close()


def test_what_cannot_be_indexed_is_said_in_a_sentence(tmp_path: Path, source: Path, write: Write) -> None:
    with pytest.raises(SourceMissing, match="there is no"):
        sync(tmp_path / "archive", [tmp_path / "nowhere"], WordEncoder())
    with pytest.raises(IndexNotBuilt, match="build it with `knipsel index corpus`"):
        Archive.open(tmp_path / "archive", WordEncoder())
    sync(tmp_path / "archive", [write("a.md", "De dijk brak.")], WordEncoder())
    with pytest.raises(SourcesOverlap, match="contains"):
        sync(tmp_path / "archive", [source], WordEncoder())


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path, write: Write, source: Path) -> None:
    write("a.md", "De dijk brak.")

    def second(stage: str, done: int, total: int) -> None:
        with pytest.raises(ArchiveBusy, match=f"process {os.getpid()} is writing"):
            sync(tmp_path / "archive", [source], WordEncoder())

    assert sync(tmp_path / "archive", [source], WordEncoder(), progress=second).added == 1


_WRITTEN_ELSEWHERE = """
import sys
from pathlib import Path
from fakes import WordEncoder, found, markdown
from index.sync import sync
sync(Path(sys.argv[1]), [Path(sys.argv[2])], WordEncoder())
"""


def test_an_open_archive_finds_what_another_process_indexes(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    run()
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    archive.warm()
    write("a.md", "De brug ging open.")
    write("b.md", "De kermis begon.")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", _WRITTEN_ELSEWHERE, str(tmp_path / "archive"), str(source)]
    subprocess.run(command, env=environment, check=True)
    found = archive.search("kermis", {("nl", "kermis"): 1.0}, 10)
    archive.close()
    assert (found[0].passage.text, found[0].ranks) == ("De kermis begon.", {"keywords": 1, "vectors": 1})
    assert "De dijk brak." not in {hit.passage.text for hit in found}


def test_a_file_rewritten_with_its_old_size_and_time_is_read_again(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    path = write("a.md", "De dijk brak.")
    old = time.time() - 100
    os.utime(path, (old, old))
    run()
    path.write_text(path.read_text("utf-8").replace("dijk", "brug"), "utf-8")
    os.utime(path, (old, old))
    assert run().revised == 1
    assert found(tmp_path / "archive", "brug") == ["source/a"]


def test_an_archive_of_the_first_schema_is_brought_forward_by_the_next_run(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    vanished = write("b.md", "De brug ging dicht.")
    run()
    with sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3") as catalog:
        catalog.executescript(f"""
            {BEFORE_SCHEMA_5}
            DROP INDEX article_published;
            DROP TABLE figures;
            DROP TABLE times;
            DROP TABLE files;
            CREATE TABLE files (source TEXT, file TEXT, digest TEXT, PRIMARY KEY (source, file)) STRICT, WITHOUT ROWID;
            DELETE FROM pending;
            UPDATE facts SET value = '1' WHERE name = 'schema';
        """)
    catalog.close()
    with pytest.raises(ArchiveTooOld, match="run `knipsel index`"):
        Archive.open(tmp_path / "archive", WordEncoder())
    vanished.unlink()
    report = run()
    assert (report.unchanged, report.removed) == (1, 1)
    assert found(tmp_path / "archive", "dijk") == ["source/a"]


def test_articles_stay_while_the_folder_that_had_them_cannot_be_looked_into(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    (source / "2023").mkdir()
    write("2023/a.md", "De dijk brak.")
    write("b.md", "De brug brak.")
    run()
    (source / "2023").rename(tmp_path / "elders")
    (source / "2023").symlink_to(tmp_path / "elders")
    report = run()
    assert (report.unchanged, report.removed) == (1, 0)
    assert [bad.path.name for bad in report.skipped] == ["2023"]
    assert sorted(found(tmp_path / "archive", "brak")) == ["source/2023/a", "source/b"]
    (source / "2023").unlink()
    assert run().removed == 1
