"""What the guide asks of every file, where no linter checks it."""

import ast
import importlib.metadata
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

FOLDERS = ("index", "rag", "ui")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_in_a_sentence_what_it_is_for(path: Path) -> None:
    told = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert told and len(told.splitlines()[0]) < 130


def test_no_file_needs_a_table_of_contents() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {str(path): length for path, length in lengths.items() if length > 250} == {}


def test_only_the_vector_store_knows_chromadb() -> None:
    knowing = {
        path.name for path in MODULES if re.search(r"^\s*(?:import|from) chromadb", path.read_text("utf-8"), re.M)
    }
    assert knowing == {"vectors.py", "vectors_at_server.py", "vectors_in_folder.py"}


def test_nobody_else_provides_our_import_names() -> None:
    providers = importlib.metadata.packages_distributions()
    for folder in FOLDERS:
        assert set(providers.get(folder, ["knipsel"])) == {"knipsel"}


def test_every_dependency_that_runs_is_pinned() -> None:
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    needed = importlib.metadata.requires("knipsel") or []
    names = {re.split(r"[ ;\[<>=]", requirement)[0].lower() for requirement in needed}
    assert names - pinned == set()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: what is committed cannot be told")
def test_nothing_committed_names_a_package_registry_or_this_machine() -> None:
    banned = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/work/|/opt/pypi")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = [ROOT / name for name in tracked.split("\0") if name and name != f"tests/{Path(__file__).name}"]
    found = [str(path) for path in kept if path.exists() and banned.search(path.read_text("utf-8", "ignore"))]
    assert found == []
