"""What the README says is what Knipsel does."""

import io
import re

import pytest
from conftest import ROOT
from rich.console import Console

from index.archive import Archive
from index.encoder import THOROUGH, SentenceEncoder
from index.glossary import Glossary
from rag.desk import Desk, Done
from ui.settings import Settings
from ui.terminal import print_outcome

README = (ROOT / "README.md").read_text("utf-8")


def test_the_answer_shown_is_the_answer_given(corpus_archive: Archive) -> None:
    shown = re.search(r'\$ make ask Q="(?P<question>[^"]+)"\n(?P<answer>.*?)\n```', README, re.DOTALL)
    assert shown
    *_, done = Desk(corpus_archive, Glossary.shipped(), reader=SentenceEncoder(THOROUGH)).ask(shown["question"])
    assert isinstance(done, Done)
    page = io.StringIO()
    print_outcome(done.outcome, Console(file=page, width=100, highlight=False, markup=False))
    assert [line.rstrip() for line in page.getvalue().strip().splitlines()] == shown["answer"].strip().splitlines()


@pytest.mark.parametrize("folder", ["index", "rag", "ui"])
def test_the_file_tree_names_every_module_and_no_other(folder: str) -> None:
    tree = README[README.index("## What is where") :]
    named = set(re.findall(r"^\s+(\w+\.py)\s", tree, re.MULTILINE))
    modules = {path.name for path in (ROOT / folder).rglob("*.py")} - {"__init__.py"}
    assert modules <= named
    assert named <= {path.name for place in ("index", "rag", "ui") for path in (ROOT / place).rglob("*.py")}


def test_every_setting_is_described_here_and_in_the_code() -> None:
    for name, field in Settings.model_fields.items():
        assert f"KNIPSEL_{name.upper()}" in README
        assert field.description
