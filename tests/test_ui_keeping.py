"""The commands that keep an archive, as a person or a service manager uses them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from clippings import TODAY, an_answer, citation
from conftest import ROOT
from fakes import markdown

from ui.kept.answers import KeptAnswers
from ui.kept.clipped import clipping_of
from ui.kept.conversations import ConversationStore
from ui.people.accounts import NAME as PEOPLE
from ui.people.accounts import Accounts
from ui.people.sessions import Sessions
from ui.turn import Asked, Turn


def _command(folder: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    environment = {**os.environ, "KNIPSEL_ARCHIVE": str(folder / "archive"), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return [sys.executable, "-m", "ui.cli", *arguments], environment


def knipsel(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command, environment = _command(folder, *arguments)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _write(folder: Path, name: str, body: str) -> None:
    (folder / "krant" / name).write_text(markdown("Dijk breekt", body), "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive made of a sources file: one article of it revised, one file unreadable, one source missing."""
    folder = tmp_path_factory.mktemp("keeping")
    (folder / "krant").mkdir()
    listed = '[[source]]\npath = "krant"\nname = "De Krant"\n[[source]]\npath = "nergens"\n'
    (folder / "knipsel.toml").write_text(listed, "utf-8")
    _write(folder, "dijk.md", "De dijk bij Sluiswijk brak vrijdag.")
    _write(folder, "brug.md", "De brug ging dicht.")
    (folder / "krant" / "kapot.md").write_bytes(b"\x00\x01")
    knipsel(folder, "index")
    _write(folder, "dijk.md", "De dijk bij Sluiswijk brak zaterdag.")
    done = knipsel(folder, "index")
    assert done.returncode == 3, "a source could not be read"
    assert "there is no" in done.stderr and "nergens" in done.stderr
    assert "De Krant: 0 added, 1 revised, 1 unchanged, 0 removed, 1 skipped" in done.stdout
    return folder


def test_an_older_revision_says_that_it_is_one_and_names_the_newest(folder: Path) -> None:
    done = knipsel(folder, "article", "krant/dijk", "--revision", "1")
    assert done.stdout.startswith("Dit is revisie 1; de nieuwste is 2: `knipsel article krant/dijk`.\n")
    assert "vrijdag" in done.stdout
    told = json.loads(knipsel(folder, "article", "krant/dijk", "--revision", "1", "--json").stdout)
    assert (told["revision"], told["newest_revision"], told["superseded"], told["gone_since"]) == (1, 2, True, None)
    assert "revisie" not in knipsel(folder, "article", "krant/dijk").stdout


def test_status_shows_the_last_runs_and_verifies(folder: Path) -> None:
    done = knipsel(folder, "status", "--verify")
    assert done.returncode == 0, done.stdout
    assert "2 added, 0 revised, 0 unchanged, 0 removed, 1 skipped" in done.stdout
    assert "verified    catalog, keywords and vectors agree" in done.stdout
    last, first = json.loads(knipsel(folder, "status", "--json").stdout)["runs"]
    assert (first["added"], last["revised"], last["ending"]) == (2, 1, "finished")
    assert [source["source"] for source in last["sources"]] == ["De Krant", str(folder / "nergens")]
    assert last["skipped"][0]["reason"] == "is binary, not text" and "there is no" in last["sources"][1]["failed"]


def test_what_is_not_well_formed_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('[[source]]\npath = "a"\ncolour = "red"\n', "utf-8")
    done = knipsel(folder, "index", "--sources", str(tmp_path / "other.toml"))
    assert done.returncode == 3 and "other.toml: source 1, colour: is none of path, feed" in done.stderr
    done = knipsel(tmp_path, "index")
    assert done.returncode == 3 and "there is no knipsel.toml" in done.stderr
    assert knipsel(folder, "index", "krant", "--sources", "knipsel.toml").returncode == 2


def test_an_article_is_forgotten_in_all_that_was_kept_too_and_let_back(folder: Path) -> None:
    store, turn = ConversationStore(folder / "archive"), Turn(1, Asked("Wat ging dicht?"), "working", "")
    store.begin("1" * 32, "a" * 32, turn)
    store.end("1" * 32, "a" * 32, replace(turn, state="done", reply="De brug ging dicht.", cited=("krant/brug",)))
    answers, shared = KeptAnswers(folder / "archive"), an_answer(citation("De brug ging dicht.", id="krant/brug"))
    link = answers.keep(clipping_of(shared, TODAY), "anna")
    done = knipsel(folder, "forget", "krant/brug")
    assert done.returncode == 0 and done.stdout.startswith("forgot 1 article with 1 passage in ")
    (kept,) = store.turns("1" * 32, "a" * 32)
    assert (kept.state, kept.reply) == ("removed", "")
    assert knipsel(folder, "article", "krant/brug").returncode == 3
    assert (left := answers.of(link)) and left.clipping.sources[0].quote == "", "nor in an answer that was shared"
    assert "1 withheld" in knipsel(folder, "index").stdout
    assert knipsel(folder, "forget", "krant/nooit").returncode == 3
    assert knipsel(folder, "forget", "--undo", "krant/brug").returncode == 0
    assert "1 added" in knipsel(folder, "index").stdout


def test_an_archive_is_backed_up_and_put_back(folder: Path, tmp_path: Path) -> None:
    backup, people = str(tmp_path / "backup"), Accounts(folder / "archive" / PEOPLE)
    people.add("anna", "reader", "zes losse fietsbellen")
    signed_in = Sessions(people).begin(people.all()[0])
    done = knipsel(folder, "backup", backup)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("backed up ") and "verified: catalog, keywords and vectors agree" in done.stdout
    assert knipsel(folder, "backup", backup).returncode == 3
    done = knipsel(folder, "restore", backup)
    assert done.returncode == 3 and "is not overwritten" in done.stderr
    done = knipsel(tmp_path, "restore", backup)
    assert done.returncode == 0 and "as it stood at 2" in done.stdout and done.stdout.count("\n") == 2
    assert knipsel(tmp_path, "article", "krant/dijk").stdout == knipsel(folder, "article", "krant/dijk").stdout
    there = Accounts(tmp_path / "archive" / PEOPLE)
    assert Sessions(people).user_of(signed_in) and there.all()[0].name == "anna"
    assert Sessions(there).user_of(signed_in) is None, "a session may have been ended since"
    (tmp_path / "backup" / "catalog.sqlite3").write_bytes(b"")
    (tmp_path / "archive").rename(tmp_path / "away")
    done = knipsel(tmp_path, "restore", backup)
    assert done.returncode == 3 and "catalog.sqlite3 is not as it was written" in done.stderr
    assert not (tmp_path / "archive").exists() and "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_what_is_done_and_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    lines = (
        json.dumps({"id": str(number), "date": "2024", "text": f"De dijk {number} brak op 3 mei. " * 10})
        for number in range(2_000)
    )
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    command, environment = _command(tmp_path, "index", "a.jsonl")
    with subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, stdout=-1, stderr=-1) as running:
        while not _articles(tmp_path / "archive"):
            assert running.poll() is None
        running.send_signal(how)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    done = _articles(tmp_path / "archive")
    assert f"{done:,} added" in out and "go on with the same command" in err and "Traceback" not in err
    told = json.loads(knipsel(tmp_path, "index", "a.jsonl", "--json").stdout)
    assert (told["added"], told["unchanged"]) == (2_000 - done, done)
    assert 0 < done < 2_000


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_takes_in_what_comes_and_ends_in_order(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "krant").mkdir()
    _write(tmp_path, "0.md", "De dijk brak.")
    command, environment = _command(tmp_path, "index", "krant", "--watch")
    environment["KNIPSEL_EVERY"] = "1"
    with subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, stdout=-1, stderr=-1) as running:
        for turn in range(1, 3):
            while _articles(tmp_path / "archive") < turn:
                assert running.poll() is None
            _write(tmp_path, f"{turn}.md", f"De brug {turn} ging dicht.")
        while _articles(tmp_path / "archive") < 3:
            assert running.poll() is None
        running.send_signal(how)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 0 and "Traceback" not in err, err
    assert out.count("1 added") == 3 or "stopped" in err


def _articles(archive: Path) -> int:
    if not (archive / "catalog.sqlite3").exists():
        return 0
    with closing(sqlite3.connect(f"file:{archive / 'catalog.sqlite3'}?mode=ro", uri=True)) as catalog:
        try:
            return int(catalog.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # it is being made
