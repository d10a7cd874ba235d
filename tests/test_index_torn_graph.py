"""A graph of vectors that a killed run left half-written: words are searched meanwhile, the next run makes it anew."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import WordEncoder, markdown

from index import mirrors
from index.archive import Archive
from index.errors import VectorsUnreadable
from index.glossary import Glossary
from index.sync import sync
from index.vectors import PassageVectors
from index.vectors_in_folder import InFolder
from index.verify import verify
from rag.answer import Answer
from rag.check import Checked, Checker
from rag.desk import Desk, Done
from rag.search import search
from ui.render import answer_html

_WRITTEN_FIRST = ("header.bin", "data_level0.bin")  # of the five files of a graph, which Chroma writes one by one
_SYNC = """
import sys
from pathlib import Path
from conftest import ROOT
from fakes import WordEncoder
from index.sync import sync
print(sync(Path(sys.argv[1]), [Path(sys.argv[2])], WordEncoder()).embedded)
"""
QUESTION = "Hoeveel doden vielen er bij paal 7?"


class Killed(BaseException):
    """What no `except` in a run takes for its own."""


def write(source: Path, first: int, last: int) -> None:
    source.mkdir(exist_ok=True)
    for number in range(first, last):
        text = f"Bij paal {number} van de dijk vielen {number + 2} doden, zei burgemeester Vos."
        (source / f"{number}.md").write_text(markdown(f"Dijk bij paal {number}", text), "utf-8")


@pytest.fixture
def torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive as a run leaves it that is killed when it has written two files of the graph."""
    monkeypatch.setattr(mirrors, "RECENT_MOST", 10)
    folder, calm, source = tmp_path / "archive", tmp_path / "calm", tmp_path / "source"
    write(source, 0, 40)
    sync(folder, [source], WordEncoder())
    write(source, 40, 80)
    shutil.copytree(folder, calm)
    sync(calm, [source], WordEncoder())
    with monkeypatch.context() as patch:
        large = PassageVectors("vectors", InFolder(folder / "vectors"), WordEncoder())
        large.put_on_disk_every(1_000_000)
        large.close()
        patch.setattr(PassageVectors, "put_on_disk_every", lambda *_: None)
        patch.setattr(PassageVectors, "_write", _then_stops(PassageVectors._write))
        with pytest.raises(Killed):
            sync(folder, [source], WordEncoder())
    written = [path for path in calm.glob("vectors/*/*") if path.name in _WRITTEN_FIRST]
    assert len(written) == len(_WRITTEN_FIRST)
    for path in written:
        into = folder / path.relative_to(calm)
        assert into.read_bytes() != path.read_bytes()
        shutil.copy(path, into)
    return folder


def _then_stops(take: Callable[..., None]) -> Callable[..., None]:
    def taken(*told: object) -> None:
        take(*told)
        raise Killed

    return taken


@pytest.fixture
def archive(torn: Path) -> Archive:
    return Archive.open(torn, WordEncoder())


def test_a_question_is_answered_by_words_alone_and_says_so(archive: Archive) -> None:
    desk = Desk(archive, Glossary.shipped())
    desk.warm()
    *_, done = desk.ask(QUESTION)
    assert isinstance(done, Done) and isinstance(done.outcome, Answer) and done.outcome.lead
    assert done.outcome.lead.entry.figure.value == 9
    assert "run `knipsel index`" in done.outcome.unsearched
    page = answer_html(done.outcome)
    assert "gezocht is op woorden alleen" in page and str(archive.folder) not in page
    archive.close()


def test_so_is_a_search_and_so_is_a_text_checked(archive: Archive) -> None:
    _, hits, unsearched = search(archive, Glossary.shipped(), "paal 7", "nl")
    assert hits and all(set(hit.ranks) == {"keywords"} for hit in hits)
    assert "run `knipsel index`" in unsearched
    *_, checked = Checker(archive, Glossary.shipped()).check("Bij paal 7 van de dijk vielen 9 doden.")
    assert isinstance(checked, Checked) and checked.stands
    assert "run `knipsel index`" in checked.unsearched
    archive.close()


def test_it_is_left_alone_for_a_while_so_that_not_every_question_opens_it_in_vain(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[object]()
    nearest = PassageVectors.nearest
    monkeypatch.setattr(PassageVectors, "nearest", lambda *told: opened.append(told) or nearest(*told))  # type: ignore[func-returns-value]
    for _ in range(3):
        with pytest.raises(VectorsUnreadable):
            archive.search("paal", {}, 5)
        assert len(opened) <= 8
    archive.close()


def test_the_next_run_makes_it_anew_and_who_has_the_archive_open_searches_it_at_once(
    archive: Archive, torn: Path, tmp_path: Path
) -> None:
    with pytest.raises(VectorsUnreadable):
        archive.search("dijk", {}, 5)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", _SYNC, str(torn), str(tmp_path / "source")]
    assert int(subprocess.run(command, env=environment, check=True, capture_output=True).stdout) == 80
    assert {"vectors"} == {name for hit in archive.search("dijk paal", {}, 5) for name in hit.ranks}
    archive.close()
    assert verify(torn, WordEncoder()) == []


def test_so_does_a_run_after_which_little_is_left_to_write(
    torn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirrors, "RECENT_MOST", 1_000)
    sync(torn, [tmp_path / "source"], WordEncoder())
    assert verify(torn, WordEncoder()) == []
