"""Articles are prepared ahead in processes of their own: in order, nothing lost, and no process left behind."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Write
from fakes import WordEncoder, an_article, found

from index import preparing, workers
from index.article import Article
from index.errors import ArticleUnprepared
from index.preparing import prepare
from index.sync import SyncReport, sync
from index.workers import Workers

_ENDLESS = """
import multiprocessing
import signal
from itertools import count
from fakes import an_article
from index import workers

workers._ALONE = 0
if __name__ == "__main__":
    # Whatever the test was started by: a shell has what it starts in the background ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    articles = (an_article(f"Er vielen {n} doden.", id=f"x/{n}") for n in count())
    with workers.Workers(2) as some:
        for place, _ in enumerate(some.ahead(articles, lambda article: article)):
            if place == 0:
                print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


def _articles(many: int) -> list[Article]:
    return [an_article(f"Op 3 mei vielen er {n} doden. De dijk brak.", id=f"x/{n}") for n in range(many)]


@pytest.fixture
def from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have processes started for the first article."""
    monkeypatch.setattr(workers, "_ALONE", 0)


@pytest.mark.usefixtures("from_the_first")
def test_what_comes_back_is_in_order_and_what_would_be_made_here() -> None:
    articles = _articles(150)
    articles[70] = an_article("Gisteren vielen er 3 doden.", id="x/bad", published=None)
    with Workers(2) as some:
        ahead = list(some.ahead([None, *articles, None], lambda article: article))
    assert [item for item, _ in ahead] == [None, *articles, None]
    failed = ahead.pop(71)[1]
    assert isinstance(failed, ArticleUnprepared)
    assert "'x/bad'" in str(failed)
    assert all(prepared == (item and prepare(item)) for item, prepared in ahead)


def test_a_small_run_starts_no_process() -> None:
    articles = _articles(workers._ALONE)
    with Workers(2) as some:
        assert list(some.ahead(articles, lambda article: article)) == [(article, None) for article in articles]
        assert some._pool is None


@pytest.mark.usefixtures("from_the_first")
def test_a_run_whose_workers_are_killed_goes_on_without_them() -> None:
    articles = _articles(400)
    with Workers(2) as some:
        ahead = some.ahead(articles, lambda article: article)
        first = next(ahead)
        assert some._pool is not None
        for process in list(some._pool._processes.values()):
            process.kill()
        rest = list(ahead)
    assert [item for item, _ in (first, *rest)] == articles
    assert all(prepared in (None, prepare(item)) for item, prepared in rest)


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_the_run(ended_by: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(_ENDLESS, "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout
        children = [os.pidfd_open(int(pid)) for pid in run.stdout.readline().split()]
        assert len(children) == 2
        run.send_signal(ended_by)
        run.wait()
    for child in children:
        assert select.select([child], [], [], 20)[0], "a worker is still there"
        os.close(child)


def test_an_article_on_which_the_rules_fail_is_named_and_tried_again(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "De dijk brak.")
    write("b.md", "De brug ging dicht.")

    def split(text: str) -> list[object]:
        if "brug" in text:
            raise ValueError("no such bridge")
        return ordinary(text)  # type: ignore[return-value]

    ordinary = preparing.split
    with monkeypatch.context() as broken:
        broken.setattr(preparing, "split", split)
        report = run()
    assert report.added == 1
    assert [str(skipped) for skipped in report.skipped] == [
        f"{tmp_path / 'source' / 'b.md'}: the article 'source/b' could not be read for its figures and times "
        "(ValueError: no such bridge)"
    ]
    assert found(tmp_path / "archive", "brug") == []
    assert run().added == 1
    assert found(tmp_path / "archive", "brug") == ["source/b"]


@pytest.mark.usefixtures("from_the_first")
def test_an_archive_is_the_same_with_workers_and_without(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f'{{"id": "{n}", "date": "2024-05-03", "text": "Gisteren vielen er {n} doden."}}' for n in range(100)]
    (source / "many.jsonl").write_text("\n".join([*lines, "{", lines[5]]), "utf-8")
    for number in range(100):
        (source / f"{number}.txt").write_text(f"date 2024-05 De dijk brak voor de {number}e keer.", "utf-8")
    kept = []
    for number in (0, 2):
        monkeypatch.setattr(workers, "usable_cores", lambda number=number: number)
        report = sync(tmp_path / str(number), [source], WordEncoder())
        kept.append((_tables(tmp_path / str(number) / "catalog.sqlite3"), report.added, list(map(str, report.skipped))))
    assert kept[0] == kept[1]
    assert (kept[0][1], len(kept[0][2])) == (200, 2)


def _tables(catalog: Path) -> dict[str, list[object]]:
    import sqlite3

    tables = ("articles", "passages", "figures", "times", "pending")
    with sqlite3.connect(catalog) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
