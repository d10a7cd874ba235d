"""knipsel evaluate: exit codes, what is printed, and a report that nothing hostile gets out of."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import WordEncoder, markdown
from typer.testing import CliRunner

from index.archive import Archive
from rag.evaluation.asking import Asked
from rag.evaluation.golden import GoldenQuestion
from ui.cli import app
from ui.evaluation_html import evaluation_html

GOOD = {
    "id": "1", "question": "Hoeveel doden vielen er bij Sluiswijk?", "language": "nl", "kind": "how many",
    "articles": ["source/a"], "answers": ["22"],
}  # fmt: skip
DECLINED = {
    "id": "2", "question": "Wie is Xanthippe?", "language": "nl", "kind": "not covered", "answerable": False
}  # fmt: skip


@pytest.fixture
def run(
    tmp_path: Path, archive_of: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    body = "De dijk bij Sluiswijk brak. Er vielen zeker 22 doden."
    archive_of({"a.md": markdown("Dijk bij Sluiswijk breekt", body)})
    monkeypatch.setenv("KNIPSEL_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setattr("index.encoder.SentenceEncoder", lambda name, device=None: WordEncoder())

    def run(lines: list[dict[str, object] | str], *options: str) -> tuple[int, str, str]:
        path = tmp_path / "questions.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
        done = CliRunner(env={"COLUMNS": "80"}).invoke(app, ["evaluate", str(path), *options])
        return done.exit_code, done.stdout, done.stderr

    return run


def test_figures_are_printed_as_json_with_what_each_question_got(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run([GOOD, DECLINED], "--json")
    told = json.loads(out)
    assert code == 0
    assert told["figures"]["all"]["all"]["correct"] == 1.0
    assert told["figures"]["kind"]["not covered"]["abstention recall"] == 1.0
    first = told["questions"][0]
    assert (first["right"], first["place"], first["first_quote"]) == (True, 1, "Er vielen zeker 22 doden.")


def test_the_table_has_a_line_a_group_and_misses_are_told_when_asked(run: Callable[..., tuple[int, str, str]]) -> None:
    wrong = {**GOOD, "id": "3", "answers": ["23"]}
    _, out, _ = run([GOOD, DECLINED, wrong], "--misses")
    header, everything, *_ = out.splitlines()
    assert header.split()[-2:] == ["p95", "ms"] and "…" not in header + everything, "no figure is cut, however narrow"
    assert "Hits@1" in out and "nl→nl" in out and "not covered" in out
    assert "wanted  23" in out and "got     Er vielen zeker 22 doden." in out


def test_bad_lines_are_named_and_counted_and_the_rest_is_asked(run: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = run([GOOD, "{broken"])
    assert code == 0 and "questions.jsonl:2: is not JSON" in err and "1 lines skipped, 1 questions left" in err


def test_an_expected_article_that_is_not_there_is_named(run: Callable[..., tuple[int, str, str]]) -> None:
    _, _, err = run([{**GOOD, "articles": ["source/a", "source/gone"]}])
    assert "has no article 'source/gone'" in err


def test_no_question_or_no_file_ends_with_what_to_do(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, _, err = run(["{broken"])
    assert code == 2 and "docs/evaluate.md" in err
    assert CliRunner().invoke(app, ["evaluate", str(tmp_path / "none.jsonl")]).exit_code == 2


def test_a_citation_that_is_not_verbatim_ends_with_one(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.evaluation.asking._stands", lambda archive, citation: False)
    code, _, err = run([GOOD])
    assert code == 1 and "do not stand verbatim" in err


def test_the_report_has_a_plot_a_kind_and_shows_hostile_text_as_text(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    run([GOOD, DECLINED], "--html", str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.count("<svg") == 3, "all, and two kinds"
    hostile = "<script>alert(1)</script>"
    golden = GoldenQuestion.model_validate({**GOOD, "id": hostile, "kind": hostile, "question": hostile})
    page = evaluation_html([Asked(golden, (), None, (), frozenset({"nl"}), 0.1)], hostile)
    assert "<script" not in page and "&lt;script&gt;" in page and "http" not in page
