"""Settings for a vector server: read once, named when wrong, and never shown where they are secret."""

import json
import subprocess
from pathlib import Path

import pytest
from fakes import markdown
from pydantic import ValidationError
from test_ui_cli import knipsel

from bench.chroma_run import chroma_running, free_port
from ui.settings import Settings

SECRET = "Bearer s3cret-of-the-newsroom"  # noqa: S105 - to see that it is shown nowhere


def test_settings_name_a_server_with_its_secret(tmp_path: Path) -> None:
    told = Settings(
        chroma="https://vectors.example/chroma/",
        chroma_header=f"Authorization: {SECRET}",
        chroma_ca=tmp_path / "ca.pem",
    )
    server = told.vector_server()
    assert server is not None
    assert (server.url, server.header) == ("https://vectors.example:443/chroma", ("Authorization", SECRET))
    assert (server.tenant, server.database, server.timeout_s) == ("default_tenant", "default_database", 20.0)
    assert SECRET not in f"{told!r} {told}"


def test_empty_settings_name_no_server() -> None:
    assert Settings(chroma="", chroma_header="").vector_server() is None


@pytest.mark.parametrize("wrong", [{"chroma": "vectors:8000"}, {"chroma_header": "x"}, {"chroma_timeout": 0}])
def test_settings_that_are_none_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings(**wrong)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "krant").mkdir()
    body = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos."
    (tmp_path / "krant" / "dijk.md").write_text(markdown("Dijk breekt", body), "utf-8")
    return tmp_path


def test_a_secret_is_not_printed_where_its_setting_is_wrong(folder: Path) -> None:
    for setting, told in (
        ({"KNIPSEL_CHROMA_HEADER": SECRET}, "KNIPSEL_CHROMA_HEADER: "),
        ({"KNIPSEL_CHROMA": "http://me:s3cret-of-the-newsroom@vectors"}, "KNIPSEL_CHROMA: "),
    ):
        done = knipsel(folder, "status", **setting)
        assert done.returncode == 2 and done.stderr.startswith(told)
        assert "s3cret" not in done.stderr + done.stdout


@pytest.mark.slow
def test_index_ask_and_status_with_a_server_and_without_it(folder: Path) -> None:
    port = free_port()
    setting = {"KNIPSEL_CHROMA": f"http://127.0.0.1:{port}", "KNIPSEL_CHROMA_HEADER": f"X-Chroma-Token: {SECRET}"}

    def told(*arguments: str, **others: str) -> subprocess.CompletedProcess[str]:
        done = knipsel(folder, *arguments, **{**setting, **others})
        assert SECRET not in done.stdout + done.stderr and "Traceback" not in done.stderr
        return done

    with chroma_running(folder / "chroma", port):
        assert told("index", "krant").returncode == 0
        assert json.loads(told("status", "--json").stdout)["vectors"] == {
            "where": setting["KNIPSEL_CHROMA"],
            "held": 1,
            "trouble": "",
        }
        assert "which answers and has 1" in told("status").stdout
        answer = json.loads(told("ask", "Hoeveel doden vielen er bij Sluiswijk?", "--json").stdout)
        assert answer["answered"] and answer["unsearched"] is None
        elsewhere = knipsel(folder, "ask", "Hoeveel doden vielen er bij Sluiswijk?")
        assert elsewhere.returncode == 3 and "set KNIPSEL_CHROMA to that server" in elsewhere.stderr
    status = told("status")
    assert status.returncode == 0 and "cannot be reached" in status.stdout
    answered = told("ask", "Hoeveel doden vielen er bij Sluiswijk?")
    assert answered.returncode == 0 and "zeker drie" in answered.stdout
    assert "gezocht is op woorden alleen" in answered.stdout and str(port) in answered.stdout
    assert told("index", "krant").returncode == 3
