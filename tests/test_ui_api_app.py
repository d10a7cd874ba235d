"""The app as a whole: description, log, metrics, feedback, the chat beside it, what docs/api.md shows."""

import json
import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE

import httpx
import pytest
from api_server import events_in, serving
from conftest import CORPUS, ROOT
from fakes import WordEncoder
from typer.testing import CliRunner

from index.archive import Archive
from index.sync import sync
from ui.api.accounted import JsonLines
from ui.api.problems import CODES
from ui.cli import app as cli

ARTICLE = "2024/2024-01-01-dispatch-putin-vows-to-step-up-strikes"
QUESTION = "How many people were killed in Belgorod?"
DOCS = (ROOT / "docs" / "api.md").read_text("utf-8")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """One article of the sample archive, under the id that it has there."""
    folder = tmp_path_factory.mktemp("api")
    kept = folder / "corpus" / f"{ARTICLE}.md"
    kept.parent.mkdir(parents=True)
    shutil.copy(CORPUS / f"{ARTICLE}.md", kept)
    sync(folder / "archive", [folder / "corpus"], WordEncoder())
    with closing(Archive.open(folder / "archive", WordEncoder())) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive) as address:
        yield address


def test_the_description_names_every_endpoint_with_an_example_of_what_comes_back(address: str) -> None:
    told = httpx.get(f"{address}/api/v1/openapi.json").json()
    assert set(told["paths"]) == {
        "/ask",
        "/check",
        "/search",
        "/articles/{article_id}",
        "/feedback",
        "/sites/{site}/token",
    }
    ask = told["paths"]["/ask"]["post"]
    events = events_in(ask["responses"]["200"]["content"]["text/event-stream"]["example"])
    assert [name for name, _ in events] == ["understood", "found", "said", "done"]
    assert "application/problem+json" in ask["responses"]["503"]["content"]
    assert told["components"]["schemas"]["AskRequest"]["examples"]


def test_what_the_description_shows_has_the_shape_of_what_comes(address: str) -> None:
    told = httpx.get(f"{address}/api/v1/openapi.json").json()["paths"]
    shown = events_in(told["/ask"]["post"]["responses"]["200"]["content"]["text/event-stream"]["example"])
    came = events_in(httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}).text)
    first = dict(reversed(came))
    for name, example in shown:
        assert set(example) == set(first[name]), name
    assert set(shown[3][1]["outcome"]) == set(first["done"]["outcome"])
    assert set(shown[2][1]["citations"][0]) == set(first["said"]["citations"][0])
    shown = told["/check"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    headers = {"Accept": "application/json"}
    came = httpx.post(f"{address}/api/v1/check", json={"text": QUESTION}, headers=headers).json()
    for example, real in ((shown, came), (shown["verdicts"][1], came["verdicts"][0])):
        absent = {name for name, value in real.items() if value is None}  # FastAPI leaves them out of the description
        assert set(example) | absent == set(real)
    found = httpx.get(f"{address}/api/v1/search", params={"q": "Belgorod"}).json()
    example = told["/search"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    absent = {name for name, value in found.items() if value is None}  # FastAPI leaves nulls out of examples
    assert set(example) | absent == set(found) and set(example["hits"][0]) == set(found["hits"][0])
    article = httpx.get(f"{address}/api/v1/articles/corpus/{ARTICLE}?start=0&end=5").json()
    example = told["/articles/{article_id}"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    absent = {name for name, value in article.items() if value is None}
    assert set(example) | absent == set(article) and set(example["span"]) == set(article["span"])


def test_every_problem_is_in_the_guide(address: str) -> None:
    listed = DOCS[DOCS.index("## Errors") :]
    assert {code for code in CODES if f"`{code}`" not in listed} == set()
    for code, status in re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", listed, re.MULTILINE):
        assert CODES[code][0] == int(status)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl; install Debian's package `curl`")
def test_the_commands_of_the_guide_do_what_it_says(archive: Archive) -> None:
    commands = [
        shlex.split(line)
        for block in re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL)
        for line in block.replace("\\\n", " ").splitlines()
        if line.startswith("curl ")
    ]
    assert len(commands) >= 6
    with serving(archive, sites='{"wiki": {"origins": ["https://wiki.example"]}}') as address:
        for command in commands:
            told = [part.replace("http://127.0.0.1:7860", address) for part in command]
            ran = subprocess.run([*told, "--fail-with-body"], capture_output=True, text=True, timeout=60, check=False)
            assert ran.returncode == 0 and ran.stdout, (command, ran.stdout, ran.stderr)


def test_a_line_of_the_log_tells_what_became_of_a_request_and_not_what_was_asked(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    for words in (False, True):
        caplog.clear()
        with caplog.at_level(logging.INFO, "knipsel.requests"), serving(archive, log_questions=words) as address:
            headers = {"X-Request-Id": "told-1"}
            httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, headers=headers)
            httpx.get(f"{address}/api/v1/search", params={"q": "Belgorod"})
        lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
        asked = next(line for line in lines if line["request_id"] == "told-1")
        assert (asked["route"], asked["status"], asked["outcome"]) == ("/api/v1/ask", 200, "answered")
        assert asked["caller"] == "local" and asked["seconds"] > 0
        assert ("Belgorod" in json.dumps(lines)) is words


def test_a_fault_is_told_under_its_id_and_nothing_of_it_to_whoever_asked(
    archive: Archive, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of ours\nX: y")

    monkeypatch.setattr(Archive, "article", fail)
    with caplog.at_level(logging.INFO, "knipsel"), serving(archive) as address:
        told = httpx.get(f"{address}/api/v1/articles/x", headers={"X-Request-Id": "fault-1"})
    assert told.status_code == 500 and told.json()["code"] == "failed" and "secret" not in told.text
    (line,) = [JsonLines().format(record) for record in caplog.records if record.name == "knipsel.requests"]
    assert json.loads(line)["request_id"] == "fault-1" and "a secret of ours" in line and "\n" not in line


def test_metrics_count_requests_and_questions_by_what_became_of_them(archive: Archive) -> None:
    with serving(archive) as address:
        httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION})
        httpx.post(f"{address}/api/v1/ask", json={"question": "?!"})
        httpx.get(f"{address}/api/v1/articles/x/y/z")
        told = httpx.get(f"{address}/metrics")
        assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
        for line in (
            'knipsel_requests_total{route="/api/v1/ask",status="200"} 2.0',
            'knipsel_requests_total{route="/api/v1/articles/{article_id:path}",status="404"} 1.0',
            'knipsel_questions_total{outcome="answered"} 1.0',
            'knipsel_questions_total{outcome="question-refused"} 1.0',
            "knipsel_questions_running 0.0",
            "knipsel_answer_seconds_count 2.0",
        ):
            assert line in told.text.splitlines()


def test_the_server_is_ready_once_its_archive_can_be_asked(archive: Archive, tmp_path: Path) -> None:
    shutil.copytree(archive.folder, tmp_path / "archive")
    with closing(Archive.open(tmp_path / "archive", WordEncoder())) as copied, serving(copied) as address:
        (tmp_path / "archive" / "keywords" / "meta.json").write_bytes(b"broken" * 5_000)
        told = httpx.get(f"{address}/health/ready")
        assert told.status_code == 503 and told.json() == {"status": "not ready"}
        assert httpx.get(f"{address}/health/live").json() == {"status": "live"}
    with serving(archive) as address:
        for _ in range(2):
            assert httpx.get(f"{address}/health/ready").json() == {"status": "ready"}


def test_feedback_is_kept_beside_the_archive_and_printed_as_evaluation_questions(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(archive.folder, tmp_path / "archive", ignore=shutil.ignore_patterns("feedback*"))
    place = {"article": f"corpus/{ARTICLE}", "revision": 1, "start": 237, "end": 317}
    right = {"question": QUESTION, "verdict": "right", "answer": "25", "citation": place}
    declined, wrong = (
        {"question": "Wie is koning?", "verdict": "declined-rightly"},
        {"question": "x", "verdict": "wrong"},
    )
    with closing(Archive.open(tmp_path / "archive", WordEncoder())) as copied, serving(copied) as address:
        for said in (right, declined, wrong):
            told = httpx.post(f"{address}/api/v1/feedback", json=said)
            assert told.status_code == 201 and told.json()["id"].startswith("feedback-")
        assert httpx.post(f"{address}/api/v1/feedback", json={**wrong, "verdict": "so-so"}).status_code == 422
    monkeypatch.setenv("KNIPSEL_ARCHIVE", str(tmp_path / "archive"))
    printed = CliRunner().invoke(cli, ["feedback"])
    first, second = [json.loads(line) for line in printed.stdout.splitlines()]
    assert first["answers"] == ["25"] and first["articles"] == [f"corpus/{ARTICLE}"] and first["language"] == "en"
    assert second["answerable"] is False and second["kind"] == "declined-rightly"
    assert "1 do not tell what is right" in printed.stderr


@pytest.mark.slow
def test_one_command_serves_the_chat_and_the_api_and_prints_its_address_once(corpus_archive: Archive) -> None:
    told = {"KNIPSEL_ARCHIVE": str(corpus_archive.folder), "KNIPSEL_SECOND_LOOK": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli", "chat", "--port", "0"]
    with subprocess.Popen(command, env={**os.environ, **told}, stdout=PIPE, stderr=PIPE, text=True) as server:
        assert server.stdout and server.stderr
        address = server.stdout.readline().removeprefix("Knipsel: ").strip()
        with httpx.Client(base_url=address, transport=httpx.HTTPTransport(retries=5), timeout=60) as client:
            page = client.get("/")
            assert page.status_code == 200 and "Knipsel" in page.text and page.headers["x-request-id"]
            assert client.get("/gradio_api/info").status_code == 200
            outcome = client.post("/api/v1/ask", json={"question": QUESTION}, headers={"Accept": "application/json"})
            assert outcome.json()["lead"]["text"].startswith("25 killed")
            for name in ("127.0.0.1", "knipsel.example"):
                crossed = client.get("/gradio_api/info", headers={"Host": name, "Origin": "https://evil.example"})
                assert not [header for header in crossed.headers if header.startswith("access-control")]
        server.terminate()
        more, log = server.communicate(timeout=60)
    assert more == "" and {json.loads(line)["route"] for line in log.splitlines()} == {"/api/v1/ask"}
