"""Runs on record: what each did and how it ended; interrupted ones go on where they were."""

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Write
from fakes import WordEncoder, found

from index import reading, report
from index.archive import Archive
from index.errors import ArchiveError, EncoderMismatch
from index.report import SyncReport
from index.sources import Source
from index.sync import sync
from index.watch import watch


def _runs(folder: Path) -> list[SyncReport]:
    archive = Archive.open(folder, WordEncoder())
    runs = archive.runs(200)
    archive.close()
    return runs


def test_each_run_stays_on_record_with_what_it_did(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    (source / "b.jsonl").write_text("{}\n", "utf-8")
    told = run()
    write("a.md", "De dijk hield.")
    run()
    last, first = _runs(tmp_path / "archive")
    assert (first.added, first.ending, first.began) == (1, "finished", told.began.replace(microsecond=0))
    assert (last.revised, last.skipped_count, last.sources[0].source) == (1, 1, str(source))
    (skipped,) = last.skipped
    assert (skipped.path, skipped.line, skipped.reason) == (source / "b.jsonl", 1, told.skipped[0].reason)


def test_runs_in_which_nothing_happened_are_one_on_record(write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    run()
    assert [run().rounds for _ in range(3)] == [1, 2, 3]


def test_the_record_is_bounded(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.runs._MOST", 3)
    monkeypatch.setattr(report, "_MOST_NAMED", 30)
    monkeypatch.setattr(report, "_MOST_KEPT", 20)
    (source / "b.jsonl").write_text("{}\n" * 50, "utf-8")
    for number in range(5):
        write("a.md", f"De dijk brak bij paal {number}.")
        told = run()
    assert (told.skipped_count, len(told.skipped)) == (50, 30)
    runs = _runs(tmp_path / "archive")
    assert len(runs) == 3
    assert (runs[0].skipped_count, len(runs[0].skipped)) == (50, 20)


def test_an_interrupted_run_reports_what_is_done_and_the_next_goes_on(
    tmp_path: Path, source: Path, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_ARTICLES_PER_TRANSACTION", 10)
    lines = (f'{{"id": "{number}", "date": "2024", "text": "De dijk {number} brak."}}' for number in range(100))
    (source / "a.jsonl").write_text("\n".join(lines), "utf-8")
    take_in, taken = reading.Intake.take, list[str]()

    def take(intake: reading.Intake, article: reading.Article, *told: Any) -> str:  # noqa: ANN401 - whatever it takes
        taken.append(article.id)
        if len(taken) == 55:
            raise KeyboardInterrupt
        return take_in(intake, article, *told)

    monkeypatch.setattr(reading.Intake, "take", take)
    stopped = run()
    assert (stopped.ending, stopped.added) == ("interrupted", 50)
    assert _runs(tmp_path / "archive")[0].added == 50
    told = run()
    assert (told.ending, told.added, told.unchanged) == ("finished", 50, 50)
    assert len(found(tmp_path / "archive", "dijk")) == 10


@pytest.mark.parametrize("step", range(1, 9))
def test_an_interrupt_at_any_stage_ends_the_run_in_order(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport], step: int
) -> None:
    for number in range(4):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    steps = iter(range(1, 100))

    def progress(stage: str, done: int, total: int) -> None:
        if next(steps) == step:
            raise KeyboardInterrupt

    assert run(progress=progress).ending == "interrupted"
    assert run().ending == "finished"
    assert len(found(tmp_path / "archive", "dijk")) == 4


def test_a_run_that_failed_says_why_and_one_that_was_killed_is_known(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    run()
    with pytest.raises(EncoderMismatch):
        sync(tmp_path / "archive", [source], WordEncoder("other", 32))
    with sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3") as catalog:
        catalog.execute("UPDATE runs SET ending = 'running' WHERE key = 1")
    catalog.close()
    run()
    _, failed, killed = _runs(tmp_path / "archive")
    assert (failed.ending, "--rebuild" in failed.failed, killed.ending) == ("failed", True, "killed")


def test_a_watch_goes_on_after_a_round_that_failed_and_holds_no_lock_while_it_waits(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    told, rounds = list[SyncReport | ArchiveError](), list[float]()

    def wait(seconds: float) -> None:
        rounds.append(seconds)
        match len(rounds):
            case 1:
                assert run().unchanged == 1, "another process may write now"
                source.rename(tmp_path / "weg")
            case 2:
                (tmp_path / "weg").rename(source)
                write("b.md", "De brug brak.")
            case 3:
                raise KeyboardInterrupt

    watch(tmp_path / "archive", lambda: [Source(path=source)], WordEncoder(), 7.0, told.append, wait=wait)
    first, failed, last = told
    assert isinstance(first, SyncReport) and isinstance(failed, SyncReport) and isinstance(last, SyncReport)
    assert (first.added, last.added, rounds) == (1, 1, [7.0, 7.0, 7.0])
    assert "there is no" in failed.sources[0].failed and failed.removed == 0


def test_a_watch_outlasts_a_list_of_sources_that_is_being_edited(tmp_path: Path, source: Path, write: Write) -> None:
    write("a.md", "De dijk brak.")
    told = list[SyncReport | ArchiveError]()
    lists = iter([ArchiveError("knipsel.toml: half a line"), [Source(path=source)]])

    def sources() -> list[Source]:
        now = next(lists)
        if isinstance(now, ArchiveError):
            raise now
        return now

    def wait(seconds: float) -> None:
        if len(told) == 2:
            raise KeyboardInterrupt

    watch(tmp_path / "archive", sources, WordEncoder(), 1.0, told.append, wait=wait)
    assert isinstance(told[0], ArchiveError) and isinstance(told[1], SyncReport) and told[1].added == 1


@pytest.mark.parametrize("packed", [False, True])
def test_progress_within_one_large_file_is_told_in_its_bytes(
    source: Path, run: Callable[..., SyncReport], packed: bool
) -> None:
    lines = [f'{{"id": "{number}", "date": "2024", "text": "De dijk {number} brak."}}' for number in range(9_000)]
    content = "\n".join(lines).encode()
    path = source / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(content) if packed else content)
    told = list[tuple[int, int]]()

    def progress(stage: str, done: int, total: int) -> None:
        told.append((done, total)) if stage == "read" else None
        if len(told) == 20:
            raise KeyboardInterrupt

    run(progress=progress)
    size = path.stat().st_size
    assert {total for _, total in told} == {size}
    assert told == sorted(told)
    assert told[0][0] < told[-1][0] < size
