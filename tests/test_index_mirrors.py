"""Keywords, the recent and the large store of vectors: kept in agreement with the catalog, whatever stops a run."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Write
from fakes import WordEncoder, an_article, found, markdown

from index import ahead, meaning, mirrors
from index.archive import Archive
from index.catalog_writing import WritableCatalog
from index.errors import EncoderMismatch, MirrorUnreadable
from index.glossary import Glossary
from index.intake import Intake
from index.period import Period
from index.printed import Printed
from index.sync import SyncReport, sync
from index.vectors import LARGE, RECENT, PassageVectors
from index.vectors_in_folder import InFolder
from index.verify import verify
from rag.answer import NothingFound
from rag.desk import Desk, Done
from ui.nothing_html import nothing_html

_KILLED = """
import os, signal, sys
from pathlib import Path
from fakes import WordEncoder, found, markdown
from index import mirrors
from index.sync import sync
mirrors._KEYWORDS_AT_ONCE = mirrors._RECENT_AT_ONCE = mirrors._VECTORS_AT_ONCE = 3
mirrors.RECENT_MOST = int(sys.argv[6])
steps, name, rebuild = int(sys.argv[3]), sys.argv[4], sys.argv[5] == "rebuild"
def step(*told):
    global steps
    steps -= 1
    if not steps:
        os.kill(os.getpid(), signal.SIGKILL)
encoder = WordEncoder(name, dimension=64 if name == "words" else 32)
sync(Path(sys.argv[1]), [Path(sys.argv[2])], encoder, rebuild=rebuild, progress=step)
"""


def _index_until_killed(tmp_path: Path, source: Path, steps: int, *told: str) -> int:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", _KILLED, str(tmp_path / "archive"), str(source), str(steps), *told]
    return subprocess.run(command, env=environment, check=False).returncode


@pytest.mark.parametrize("recent_most", ["1000", "2"])
@pytest.mark.parametrize("steps", [1, 5, 9, 11, 13, 15])
def test_after_a_kill_the_archive_opens_and_the_next_run_completes_it(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport], steps: int, recent_most: str
) -> None:
    for number in range(8):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    assert _index_until_killed(tmp_path, source, steps, "words", "update", recent_most) == -signal.SIGKILL
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    archive.search("dijk", {("nl", "dijk"): 1.0}, 10)
    archive.close()
    run()
    assert len(found(tmp_path / "archive", "dijk")) == 8
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    counts = archive.counts()
    archive.close()
    assert (counts.articles, counts.passages, counts.pending) == (8, 8, {"keywords": 0, "vectors": 0})


@pytest.mark.parametrize("recent_most", ["1000", "2"])
@pytest.mark.parametrize("steps", [1, 9, 12, 15])
def test_a_killed_rebuild_never_leaves_vectors_of_two_encoders(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport], steps: int, recent_most: str
) -> None:
    for number in range(8):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    run()
    assert _index_until_killed(tmp_path, source, steps, "other", "rebuild", recent_most) == -signal.SIGKILL
    other = WordEncoder("other", dimension=32)
    try:
        sync(tmp_path / "archive", [source], other)
    except EncoderMismatch:
        sync(tmp_path / "archive", [source], other, rebuild=True)
    archive = Archive.open(tmp_path / "archive", other)
    hits = archive.search("dijk", {("nl", "dijk"): 1.0}, 10)
    archive.close()
    assert len(hits) == 8 and all({"keywords", "vectors"} == set(hit.ranks) for hit in hits)


def test_many_changes_go_to_the_large_store_and_few_to_the_recent_one(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirrors, "RECENT_MOST", 5)
    monkeypatch.setattr(mirrors, "_VECTORS_AT_ONCE", 3)
    monkeypatch.setattr(mirrors, "_GONE_MOST", 0.5)
    held = [PassageVectors(name, InFolder(tmp_path / "archive" / name), WordEncoder()) for name in (LARGE, RECENT)]

    def sizes() -> list[int]:
        counted = [store.count() for store in held]
        for store in held:
            store.close()
        return counted

    for number in range(10):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    assert (run().embedded, sizes()) == (10, [8, 2]), "batches of equal size, and what is left over"
    write("3.md", "De brug ging dicht.")
    (source / "4.md").unlink()
    assert (run().embedded, sizes()) == (3, [8, 3]), "the two dropped wait in the large store"
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    hits = archive.search("dijk paal", {}, 10)
    assert len(hits) == 9 and all(hit.passage.article.id != "source/4" for hit in hits)
    for number in range(10, 14):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    run()
    assert sum(sizes()) == 13 and sizes()[1] <= 3
    assert len(archive.search("dijk paal", {}, 20)) == 13, "an archive that is open follows"
    archive.close()


@pytest.mark.parametrize("recent_most", [0, 1000])
def test_only_articles_published_in_the_period_are_searched(
    tmp_path: Path, source: Path, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch, recent_most: int
) -> None:
    monkeypatch.setattr(mirrors, "RECENT_MOST", recent_most)
    for month in range(1, 13):
        body = markdown("Kop", f"De dijk brak bij paal {month}.", date=f"2023-{month:02}-05")
        (source / f"{month:02}.md").write_text(body, "utf-8")
    (source / "year.md").write_text(markdown("Kop", "De dijk brak dat jaar.", date="2023"), "utf-8")
    run()
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    spring = Printed(Period.parse("2023-03/2023-05"))
    for compared_one_by_one in (300, 0):
        monkeypatch.setattr(meaning, "_COMPARED_ONE_BY_ONE", compared_one_by_one)
        hits = archive.search("dijk brak", {("nl", "dijk"): 1.0}, 20, spring)
        assert sorted(hit.passage.article.id for hit in hits) == [
            "source/03", "source/04", "source/05", "source/year"
        ], "an article dated by its year may be of that spring"  # fmt: skip
        assert all(set(hit.ranks) == {"keywords", "vectors"} for hit in hits)
    assert archive.search("dijk", {("nl", "dijk"): 1.0}, 20, Printed(Period.parse("2022"))) == []
    archive.close()


@pytest.mark.parametrize("compared_one_by_one", [300, 0])
def test_what_may_not_have_been_printed_yet_is_not_found(
    archive_of: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch, compared_one_by_one: int
) -> None:
    monkeypatch.setattr(meaning, "_COMPARED_ONE_BY_ONE", compared_one_by_one)
    days = ("2023-03-04", "2023-03-05", "2023-03-06", "2023-03", "2023", "2022")
    archive = archive_of({f"{day}.md": markdown("Kop", f"De dijk brak {day}.", date=day) for day in days})

    def found_by(printed: Printed) -> list[str]:
        hits = archive.search("dijk brak", {("nl", "dijk"): 1.0}, 20, printed)
        assert all(set(hit.ranks) == {"keywords", "vectors"} for hit in hits)
        return sorted(hit.passage.article.id.removeprefix("source/") for hit in hits)

    assert found_by(Printed(by=date(2023, 3, 5))) == ["2022", "2023-03-04", "2023-03-05"]
    assert found_by(Printed(Period.parse("2023-03"), date(2023, 3, 31))) == days_of("2023-03", days)
    assert found_by(Printed(by=date(2021, 12, 31))) == []


def days_of(month: str, days: tuple[str, ...]) -> list[str]:
    return sorted(day for day in days if day.startswith(month))


def test_the_latest_article_is_the_one_that_was_printed_by_then(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of({f"{day}.md": markdown("Kop", "De dijk.", date=day) for day in ("2022", "2023-03", "2023")})
    assert str(archive.latest()) == "2023-03"
    assert str(archive.latest(date(2023, 3, 30))) == "2022"
    assert archive.latest(date(2022, 12, 30)) is None


def test_keywords_that_were_deleted_are_told_and_not_taken_for_an_archive_without_words(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    run()
    shutil.rmtree(tmp_path / "archive" / "keywords")
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    with pytest.raises(MirrorUnreadable, match="knipsel index --rebuild"):
        archive.search("dijk", {("nl", "dijk"): 1.0}, 10)
    archive.close()
    run()
    assert found(tmp_path / "archive", "dijk") == ["source/a"]


def test_an_archive_whose_indexing_was_stopped_tells_how_much_it_could_not_search(
    tmp_path: Path, source: Path, write: Write
) -> None:
    for number in range(8):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    assert _index_until_killed(tmp_path, source, 9, "words", "update", "1000") == -signal.SIGKILL
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    *_, done = Desk(archive, Glossary.shipped()).ask("Wanneer brak de dijk in Rotterdam?")
    archive.close()
    assert isinstance(done, Done) and isinstance(done.outcome, NothingFound)
    assert (done.outcome.unfinished, done.outcome.unknown_words) == (8, ())
    assert "nog niet doorzocht: 8 passages" in nothing_html(done.outcome)


def test_a_run_stopped_while_vectors_move_to_the_large_store_leaves_none_behind_in_the_recent_one(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("0.md", "De dijk brak.")
    run()
    for number in range(1, 7):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    start_over = mirrors.Mirrors.start_over

    def stopped(self: mirrors.Mirrors, mirror: mirrors.Mirror) -> None:
        if mirror.name == RECENT:
            raise KeyboardInterrupt
        start_over(self, mirror)

    with monkeypatch.context() as patched:
        patched.setattr(mirrors, "RECENT_MOST", 2)
        patched.setattr(mirrors.Mirrors, "start_over", stopped)
        assert run().ending == "interrupted"
    assert run().ending == "finished"
    assert verify(tmp_path / "archive", WordEncoder()) == []
    assert len(found(tmp_path / "archive", "dijk")) == 7


def test_what_is_read_is_taken_in_while_the_rest_is_read(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = threading.Semaphore(0)

    def take_block(self: mirrors.Mirrors, go_on: Callable[[], bool]) -> int:
        taken = ordinary(self, go_on)
        blocks.release()
        return taken

    ordinary = mirrors.Mirrors.take_block
    monkeypatch.setattr(mirrors.Mirrors, "take_block", take_block)
    monkeypatch.setattr(mirrors, "_VECTORS_PER_WRITE_TO_DISK", 10)
    monkeypatch.setattr(mirrors, "_VECTORS_AT_ONCE", 4)
    monkeypatch.setattr(mirrors, "RECENT_MOST", 5)
    monkeypatch.setattr(ahead, "_LOOKED_EVERY_S", 0.01)
    for number in range(31):
        write(f"{number}.md", f"De dijk brak bij paal{number}.")

    files = itertools.count()

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "read" and next(files) in (12, 24):
            assert blocks.acquire(timeout=30)

    report = run(progress=progress)
    assert (report.added, report.embedded) == (31, 31)
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert archive.counts().pending == {"keywords": 0, "vectors": 0}
    hits = archive.search("paal30", {("nl", "paal30"): 1.0}, 40)
    assert {"keywords", "vectors"} <= hits[0].ranks.keys()
    assert len([hit for hit in hits if "vectors" in hit.ranks]) == 31
    archive.close()
    assert run().embedded == 0


def test_a_passage_that_is_revised_while_its_vector_is_written_is_dropped_later(tmp_path: Path) -> None:
    catalog = WritableCatalog.create(tmp_path / "catalog.sqlite3")
    intake = Intake(catalog, "source")
    with catalog.transaction():
        intake.take(an_article("De dijk brak."), "a.md")
    passages = catalog.pending("vectors", 10)
    with catalog.transaction():
        intake.take(an_article("De dijk hield."), "a.md")
    catalog.settle("vectors", passages, ())
    assert catalog.pending("vectors", 10) == [*passages, *(passage + 1 for passage in passages)]
    catalog.close()
