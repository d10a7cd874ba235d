"""What a model wrote is shown as its own words, with their quotations, who wrote it, and what was left out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import WordEncoder, built, markdown
from openai_server import OpenAIServer, Reply, refuses, says, serving
from rich.console import Console
from typer.testing import CliRunner

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer, Statement
from rag.desk import Desk, Done
from rag.langchain_model import LangChainModel
from rag.written import Written
from ui.as_json import outcome_json
from ui.cli import app
from ui.conversing import converse
from ui.render import answer_html, notice_html
from ui.sources_html import sources_html
from ui.terminal import print_outcome
from ui.turn import Asked

ASKED = "How many people were evacuated near Sluiswijk?"
QUOTED = "Bij Sluiswijk werden zeker 2.400 mensen geëvacueerd"
WRITTEN = f'At least 2,400 people were evacuated near Sluiswijk. [1] "{QUOTED}"\nThey fled to Utrecht. [1] "{QUOTED}"'
TRANSLATED = "1. Near Sluiswijk at least 2,400 people were evacuated"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dike")
    built(folder, {"a.md": markdown("Dijk", f"{QUOTED}, zei burgemeester Joost Terpstra.")}).close()
    return folder / "archive"


@pytest.fixture(scope="module")
def dike(folder: Path) -> Iterator[Archive]:
    archive = Archive.open(folder, WordEncoder())
    yield archive
    archive.close()


def desk_at(archive: Archive, server: OpenAIServer) -> Desk:
    model = LangChainModel.named("openai:script", url=server.url, timeout_s=5.0)
    return Desk(archive, Glossary.shipped(), "nl", None, model)


def asked(archive: Archive, *script: Reply) -> Answer:
    with serving(*script) as server:
        *_, done = desk_at(archive, server).ask(ASKED)
    assert isinstance(done, Done) and isinstance(done.outcome, Answer)
    return done.outcome


def printed(answer: Answer) -> str:
    page = io.StringIO()
    print_outcome(answer, Console(file=page, width=120, highlight=False, markup=False))
    return page.getvalue()


def test_the_page_shows_the_sentence_its_marks_who_wrote_it_and_what_was_dropped(dike: Archive) -> None:
    answer = asked(dike, says(WRITTEN), says(TRANSLATED))
    page = answer_html(answer)
    assert (
        '<p class="statement written">At least 2,400 people were evacuated near Sluiswijk. <span class="marks">' in page
    )
    assert "Written by openai:script from the quotations. One sentence was dropped: no quotation carried it." in page
    beside = sources_html(answer)
    assert f"<mark>{QUOTED}</mark>" in beside
    assert "<q>Near Sluiswijk at least 2,400 people were evacuated</q>" in beside
    assert "translated by openai:script" in beside


def test_the_terminal_prints_the_sentence_then_the_quotation_then_its_translation(dike: Archive) -> None:
    told = printed(asked(dike, says(WRITTEN), says(TRANSLATED)))
    order = [
        "[1] At least 2,400 people were evacuated near Sluiswijk.",
        f"“{QUOTED}”",
        "“Near Sluiswijk at least 2,400 people were evacuated” (translated by openai:script)",
        "Written by openai:script from the quotations.",
    ]
    places = [told.index(part) for part in order]
    assert places == sorted(places)


def test_machines_are_told_what_is_a_quotation_and_what_was_dropped(dike: Archive) -> None:
    told = outcome_json(asked(dike, says(WRITTEN), says(TRANSLATED)))
    assert [one["quotation"] for one in told["statements"]] == [False]
    assert told["written"] == {
        "by": "openai:script", "kept": 1, "fell_back": None, "trouble": "", "dropped": {"name": 1},
    }  # fmt: skip
    assert told["translations"][0]["text"].startswith("Near Sluiswijk")


def test_falling_back_is_told_with_the_reason(dike: Archive) -> None:
    answer = asked(dike, refuses(401, "invalid_api_key"))
    assert "<q>" in answer_html(answer)
    for told in (answer_html(answer), printed(answer).replace("\n", " ")):
        assert "openai:script gave no answer; these are sentences of the articles themselves." in told
        assert "KNIPSEL_MODEL_KEY" in told
    assert outcome_json(answer)["written"]["fell_back"] == "trouble"


def test_that_the_model_found_no_answer_is_said_before_the_sentences_that_come_nearest(dike: Archive) -> None:
    answer = asked(dike, says("NOT SAID"))
    for page in (answer_html(answer), printed(answer)):
        told = page.index("openai:script found no answer in the passages; these sentences come nearest.")
        assert told < page.index("geëvacueerd, zei burgemeester Joost Terpstra")
    assert outcome_json(answer)["written"]["fell_back"] == "declined"


def test_the_chat_says_that_the_model_is_writing_and_leaving_stops_it(dike: Archive) -> None:
    with serving(says(f"{WRITTEN}\n", ends="silent")) as server:
        turns = converse(desk_at(dike, server), Asked(ASKED), (), "nl")
        shown = next(one for turn in turns if "is writing …" in (one := turn.reply))
        assert "At least 2,400 people" in shown
        turns.close()  # type: ignore[attr-defined]
        assert server.left.wait(5)


def test_what_a_model_is_called_says_and_translates_is_only_text(dike: Archive) -> None:
    """The gate lets none of this pass; if it ever did, nothing would come of it."""
    answer, bad = (
        asked(dike, says(WRITTEN), says(TRANSLATED)),
        '<img src=x onerror=y>\x1b[2J\u202e![](https://evil.example)"',
    )
    said = Statement(bad, answer.statements[0].citations)
    written = Written(bad, kept=1, trouble=bad)
    answer = replace(answer, statements=(said,), written=written, translations=dict.fromkeys(answer.translations, bad))
    page, told = answer_html(answer) + sources_html(answer, "en") + notice_html(bad), printed(answer)
    assert "<img" not in page and "evil.example" in page and 'href="https' not in page
    assert told.count("![](https://evil.example)") >= 3
    for shown in (page, told):
        assert "\x1b" not in shown and "\u202e" not in shown
    assert outcome_json(answer)["statements"][0]["text"] == bad


@pytest.fixture
def knipsel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Give a function that runs a command and returns its exit code and all that it printed."""
    monkeypatch.setenv("KNIPSEL_ARCHIVE", str(folder))
    monkeypatch.setenv("KNIPSEL_SECOND_LOOK", "")
    monkeypatch.setattr("index.encoder.SentenceEncoder", lambda name, device=None: WordEncoder())

    def run(*arguments: str, **settings: str) -> tuple[int, str]:
        environment = {"COLUMNS": "200", **{f"KNIPSEL_{name.upper()}": told for name, told in settings.items()}}
        done = CliRunner(env=environment).invoke(app, arguments)
        return done.exit_code, done.output

    return run


def test_status_says_which_model_whether_it_answers_and_how_fast(knipsel: Callable[..., tuple[int, str]]) -> None:
    with serving(says("yes")) as server:
        code, told = knipsel("status", model="openai:script", model_url=server.url)
        assert code == 0 and "model       openai:script, first word after " in told
    code, told = knipsel("status", model="openai:script", model_url=server.url, model_key="sk-secret")
    assert code == 0 and "does not answer" in told and "sk-secret" not in told
    assert "none; answers are the articles' own sentences" in knipsel("status")[1]
    assert "provider:model" in knipsel("status", model="llama3.1")[1]


def test_the_prompt_is_printed_as_it_would_be_sent(knipsel: Callable[..., tuple[int, str]]) -> None:
    with serving(says(WRITTEN), says(TRANSLATED)) as server:
        knipsel("ask", ASKED, model="openai:script", model_url=server.url)
    code, told = knipsel("prompt", ASKED)
    assert code == 0
    for message in server.requests[0]["messages"]:
        assert f"--- {message['role']}\n{message['content']}" in told
    assert knipsel("prompt", "Who is Xanthippe?")[0] == 1


def test_a_model_that_cannot_be_had_is_told_before_anything_is_asked(knipsel: Callable[..., tuple[int, str]]) -> None:
    code, told = knipsel("ask", ASKED, model="mistralai:small")
    assert code == 3 and "pip install langchain-mistralai" in told


def test_an_evaluation_tells_how_many_sentences_were_dropped(
    knipsel: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    golden = tmp_path / "golden.jsonl"
    golden.write_text(
        f'{{"id": "1", "question": "{ASKED}", "language": "en", "kind": "how many", "articles": ["source/a"], '
        '"answers": ["2400"]}\n',
        "utf-8",
    )
    with serving(says(WRITTEN), says(TRANSLATED)) as server:
        code, told = knipsel("evaluate", str(golden), "--model", "openai:script", model_url=server.url)
    assert code == 0
    assert "openai:script wrote 2 sentences, 1 were dropped (50%: name 1)" in told
    assert "not written by it: 0 of 1 answers (none)" in told
