import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import markdown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small source, indexed through the command line as a person would."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "krant").mkdir()
    body = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos."
    (folder / "krant" / "dijk.md").write_text(markdown("Dijk breekt", body), "utf-8")
    (folder / "krant" / "kapot.md").write_bytes(b"\x00\x01")
    done = knipsel(folder, "index", "krant")
    assert done.returncode == 0, done.stderr
    assert "1 added" in done.stdout and "kapot.md: is binary, not text" in done.stdout
    return folder


def knipsel(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KNIPSEL_ARCHIVE": str(folder / "archive"), "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-m", "ui.cli", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_answer_is_printed_with_its_citation(folder: Path) -> None:
    done = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?")
    assert done.returncode == 0
    assert "[1] zeker drie" in done.stdout
    assert "“Er vielen zeker drie doden, zei burgemeester Vos.”" in done.stdout
    assert "De Test · 2 januari 2024 · Dijk breekt" in done.stdout


def test_json_holds_offsets_that_a_machine_can_check(folder: Path) -> None:
    answer = json.loads(knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?", "--json").stdout)
    citation = answer["statements"][0]["citations"][0]
    article = json.loads(knipsel(folder, "article", citation["article"], "--json").stdout)
    assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert answer["answered"] and article["published"] == "2024-01-02"


def test_the_period_understood_is_said_and_that_its_year_was_assumed(folder: Path) -> None:
    done = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk tot januari?")
    first = done.stdout.splitlines()[0]
    assert first.startswith("Periode: tot en met 31 januari 2024 (geen jaar genoemd, het laatste genomen)")
    told = json.loads(knipsel(folder, "ask", "How many people died by January?", "--json").stdout)["understood"]
    assert told["period"] == {
        "from": None,
        "to": "2024-01-31",
        "told": "until 31 January 2024",
        "words": "by January",
        "assumed": True,
        "published": False,
        "by_hand": False,
    }
    assert (told["language"], told["wanted"], told["as_of"]) == ("en", "number", None)


def test_a_question_about_no_time_says_nothing_of_one(folder: Path) -> None:
    assert "Periode" not in knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?").stdout
    told = json.loads(knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?", "--json").stdout)
    assert told["understood"]["period"] is None


def test_a_follow_up_is_asked_after_the_questions_that_it_follows_and_says_so(folder: Path) -> None:
    asked = ("ask", "En bij Sluiswijk?", "--after", "Wie is Vos?", "--after", "Hoeveel doden vielen er bij Overvelde?")
    done = knipsel(folder, *asked)
    assert "Begrepen als: Hoeveel doden vielen er bij Sluiswijk?" in done.stdout
    told = json.loads(knipsel(folder, *asked, "--json").stdout)["understood"]
    assert told["question"] == "Hoeveel doden vielen er bij Sluiswijk?"
    assert told["rewritten"] == {
        "typed": "En bij Sluiswijk?",
        "after": "Hoeveel doden vielen er bij Overvelde?",
        "by": "rules",
    }


def test_the_period_can_be_set_by_hand(folder: Path) -> None:
    asked = ("ask", "Hoeveel doden vielen er bij Sluiswijk in 2019?")
    done = knipsel(folder, *asked, "--from", "2023", "--to", "2024-01")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "Periode: 1 januari 2023 – 31 januari 2024 (zelf gekozen)"
    told = json.loads(knipsel(folder, *asked, "--to", "2024-01-31", "--json").stdout)["understood"]["period"]
    assert (told["from"], told["to"], told["by_hand"], told["words"]) == (None, "2024-01-31", True, "2019")


def test_as_of_a_day_before_it_was_printed_an_article_is_not_there(folder: Path) -> None:
    done = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?", "--as-of", "2024-01-01")
    assert done.returncode == 1
    assert "Het archief zoals het was op 1 januari 2024" in done.stdout
    assert "Niet alles is doorzocht: het archief zoals het was op 1 januari 2024." in done.stdout
    done = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?", "--as-of", "2024", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["understood"]["as_of"] == "2024-12-31"


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        (("--from", "november"), "--from: 'november' is not a date; write 2024, 2024-01 or 2024-01-31"),
        (("--to", "2024-02-30"), "--to: '2024-02-30' is not a date"),
        (("--as-of", "2024-13"), "--as-of: '2024-13' is not a date"),
        (("--as-of", "../2024"), "--as-of: '../2024' is not a date"),
        (("--from", "2024-02", "--to", "2023"), "cannot begin (2024-02) after it has ended (2023)"),
    ],
)
def test_a_date_that_is_none_is_refused_with_what_to_write(
    folder: Path, flags: tuple[str, ...], complaint: str
) -> None:
    done = knipsel(folder, "ask", "Wie is dat?", *flags, COLUMNS="200")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert complaint in " ".join(done.stderr.split())


def test_exit_code_1_says_that_the_archive_does_not_say(folder: Path) -> None:
    done = knipsel(folder, "ask", "How many people died in Rotterdam?")
    assert done.returncode == 1
    assert "The archive does not say." in done.stdout and "Rotterdam" in done.stdout
    told = json.loads(knipsel(folder, "ask", "Wie won de marathon?", "--json").stdout)
    assert not told["answered"] and told["nearest"]


@pytest.mark.parametrize("question", ["", "x" * 10_000, "😀😀", "'\"; --", ".*+?(["])
def test_a_question_that_is_none_gets_a_sentence_and_exit_code_2(folder: Path, question: str) -> None:
    done = knipsel(folder, "ask", "--", question)
    assert done.returncode == 2
    assert done.stderr.strip() and "Traceback" not in done.stderr


def test_what_cannot_be_done_is_said_with_exit_code_3(folder: Path, tmp_path: Path) -> None:
    for arguments in (("ask", "Wie is dat?"), ("status",), ("article", "x"), ("chat",)):
        done = knipsel(tmp_path, *arguments)
        assert done.returncode == 3
        assert done.stderr.startswith("no index at ") and "knipsel index" in done.stderr
    assert "no article 'x'" in knipsel(folder, "article", "x").stderr
    assert "there is no nowhere" in knipsel(folder, "index", "nowhere").stderr
    unreachable = knipsel(tmp_path, "index", str(folder / "krant"), KNIPSEL_ENCODER="nobody/no-such-model")
    assert unreachable.returncode == 3 and "KNIPSEL_ENCODER" in unreachable.stderr


@pytest.mark.parametrize("content", [b"", b"no database" * 1_000, None])
def test_a_file_that_is_no_catalog_is_named(folder: Path, tmp_path: Path, content: bytes | None) -> None:
    catalog = tmp_path / "archive" / "catalog.sqlite3"
    catalog.parent.mkdir()
    if content is None:
        with closing(sqlite3.connect(catalog)) as other:
            other.execute("CREATE TABLE recipes (name)")
    else:
        catalog.write_bytes(content)
    for arguments in (("ask", "Wie is dat?"), ("status",)):
        done = knipsel(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith("no index at " if content == b"" else "the catalog "), done.stderr
    if content != b"":
        done = knipsel(tmp_path, "index", str(folder / "krant"))
        assert done.returncode == 3 and "the catalog " in done.stderr and "Traceback" not in done.stderr


def test_an_archive_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file", "utf-8")
    done = knipsel(tmp_path, "index", str(folder / "krant"))
    assert done.returncode == 3
    assert "cannot write the archive" in done.stderr and "KNIPSEL_ARCHIVE" in done.stderr


def test_bytes_that_are_no_text_are_no_traceback(folder: Path) -> None:
    for arguments, code in ((("ask", "Wie is caf\udce9 Xanthippe?"), 1), (("article", "caf\udce9"), 3)):
        done = knipsel(folder, *arguments)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr


def test_a_terminal_without_our_letters_gets_the_answer_nevertheless(folder: Path) -> None:
    done = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?", PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "Er vielen zeker drie doden, zei burgemeester Vos." in done.stdout
    told = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk, café?", "--json", PYTHONIOENCODING="ascii")
    assert "café" in json.loads(told.stdout)["understood"]["question"]


def test_the_chat_says_where_it_cannot_be_served(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = knipsel(folder, "chat", "--port", str(other.getsockname()[1]))
    assert done.returncode == 3
    assert done.stderr.startswith("cannot serve on 127.0.0.1:") and "--port" in done.stderr
    done = knipsel(folder, "chat", "--host", "256.0.0.1")
    assert done.returncode == 3 and done.stderr.startswith("cannot serve on 256.0.0.1:")


def test_a_wrong_setting_is_named(folder: Path) -> None:
    done = knipsel(folder, "status", KNIPSEL_PORT="many")
    assert done.returncode == 2
    assert done.stderr.startswith("KNIPSEL_PORT='many': ")


def test_status_counts_what_is_there(folder: Path) -> None:
    told = json.loads(knipsel(folder, "status", "--json").stdout)
    assert (told["articles"], told["passages"]) == (1, 1)
    assert told["encoder"]["name"] == "knipsel-fast"
    assert "1 article in 1 passage\n" in knipsel(folder, "status").stdout


def test_indexing_again_changes_nothing(folder: Path) -> None:
    told = json.loads(knipsel(folder, "index", "krant", "--json").stdout)
    assert (told["added"], told["revised"], told["unchanged"], told["embedded"]) == (0, 0, 1, 0)
    assert told["skipped"][0]["reason"] == "is binary, not text"


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys; from typer.testing import CliRunner; from ui.cli import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "heavy = {'torch', 'gradio', 'chromadb', 'langchain', 'sentence_transformers', 'pydantic', 'numpy', 'tantivy'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_text_is_checked_sentence_by_sentence(folder: Path) -> None:
    text = "De dijk bij Sluiswijk brak vrijdag. De dijk bij Sluiswijk brak zaterdag. Hoe kwam dat?"
    done = knipsel(folder, "check", text)
    assert done.returncode == 1, done.stderr
    for told in ("✓ Staat in het archief", "✗ Het archief zegt iets anders", "· Niet te controleren"):
        assert told in done.stdout
    assert "“De dijk bij Sluiswijk brak vrijdag.”" in done.stdout
    assert "De Test · 2 januari 2024 · Dijk breekt" in done.stdout
    assert knipsel(folder, "check", "De dijk bij Sluiswijk brak vrijdag.").returncode == 0
    told = json.loads(knipsel(folder, "check", text, "--json", "--written", "2024-01-02").stdout)
    assert [one["verdict"] for one in told["verdicts"]] == ["supported", "contradicted", "not_checkable"]


def test_what_cannot_be_checked_is_told_with_what_to_do(folder: Path) -> None:
    refused = knipsel(folder, "check", "x" * 3_000)
    assert refused.returncode == 2 and "hoogstens 2.000 tekens" in refused.stderr
    assert "--written" in knipsel(folder, "check", "De dijk brak.", "--written", "gisteren").stderr
    environment = {**os.environ, "KNIPSEL_ARCHIVE": str(folder / "archive"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli", "check"]
    piped = "De dijk bij Sluiswijk\nbrak vrijdag."
    done = subprocess.run(
        command, cwd=folder, env=environment, input=piped, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "Staat in het archief" in done.stdout
