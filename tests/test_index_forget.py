"""Forgotten means gone: nothing of an article is left in any file, and it does not come back."""

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Write
from fakes import WordEncoder, found, markdown

from index import mirrors
from index.archive import Archive
from index.errors import ArticleUnknown
from index.forget import forget, remember
from index.glossary import Glossary
from index.sync import SyncReport, sync
from index.vectors import _encoded_text
from index.verify import verify
from rag.desk import Desk
from ui.kept.conversations import ConversationStore
from ui.kept.conversations_file import NAME as CONVERSATIONS
from ui.page import Page
from ui.people.person import Person

_NAME = "Xanthippe Zwaluwstaart-Quispel"


def _files_with(folder: Path, *needles: bytes) -> list[str]:
    """Return which files under the folder hold any of these bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [f"{path.name}: {needle[:20]!r}" for path in files for needle in needles if needle in path.read_bytes()]


def _needles(*texts: str) -> list[bytes]:
    """Return the texts' distinctive words as any store might keep them, and the vectors that search is by."""
    words = [word for text in texts for word in text.split() if len(word) > 8]
    forms = {form for word in words for form in (word, word.lower(), word.casefold())}
    return [form.encode(coding) for form in sorted(forms) for coding in ("utf-8", "utf-16-le")]


@pytest.fixture
def article(source: Path) -> Path:
    """An article with a name in its headline, its text, its file's name and its figures."""
    path = source / "zwaluwstaart-quispel-veroordeeld.md"
    path.write_text(markdown(f"{_NAME} veroordeeld", f"{_NAME} kreeg zeker 22 boetes, zei de rechtbank."), "utf-8")
    return path


@pytest.mark.parametrize("recent_most", [1_000, 0])
def test_nothing_of_a_forgotten_article_is_left_in_any_file(
    tmp_path: Path,
    article: Path,
    write: Write,
    run: Callable[..., SyncReport],
    monkeypatch: pytest.MonkeyPatch,
    recent_most: int,
) -> None:
    monkeypatch.setattr(mirrors, "RECENT_MOST", recent_most)
    folder, wanted = tmp_path / "archive", f"source/{article.stem}"
    for number in range(30):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    run()
    first = article.read_text("utf-8")
    article.write_text(first.replace("22 boetes", "25 zwaluwstaartboetes"), "utf-8")
    article.with_name("zz.jsonl").write_text(f'{{"id": "{wanted}", "date": "2024", "text": "x"}}', "utf-8")
    assert (run().revised, run().skipped_count) == (1, 1)
    reader = Archive.open(folder, WordEncoder())
    reader.warm()
    held = [reader.article(wanted, revision) for revision in (1, 2)]
    needles = _needles(_NAME, article.stem, *(one.text for one in held))
    *_, shown = Page(Desk(reader, Glossary.shipped())).ask(
        Person("1" * 32), {"page": "a" * 32, "how": "new", "question": "Wie kreeg er zeker 25, zei de rechtbank?"}
    )
    assert shown and _NAME in shown["turns"]
    assert any(found.startswith(CONVERSATIONS) for found in _files_with(folder, *needles))
    reader.close()
    encoder = WordEncoder()
    vectors = [encoder.encode_passages([f"{one.title}\n{one.text}"])[0].tobytes() for one in held]
    assert _files_with(folder, *vectors)
    assert forget(folder, [wanted], encoder, elsewhere=ConversationStore(folder).forget) == 1
    assert _files_with(folder, *needles, *vectors) == []
    reader = Archive.open(folder, encoder)
    with pytest.raises(ArticleUnknown):
        reader.article(wanted, 1)
    assert reader.spread("nl", "quispel") == 0
    assert reader.search("dijk", {("nl", "dijk"): 1.0}, 5)
    reader.close()
    assert verify(folder, encoder) == []
    report = run()
    assert (report.withheld, report.added, report.unchanged) == (2, 0, 30), "in its file and in the copy's"
    assert _files_with(folder, *needles, *vectors) == []


def test_what_is_compared_is_what_is_encoded(tmp_path: Path, article: Path, run: Callable[..., SyncReport]) -> None:
    run()
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    (passage,) = archive.passages([1])
    archive.close()
    assert _encoded_text(passage) == f"{passage.article.title}\n{passage.article.text}"


def test_an_article_comes_back_once_it_may(tmp_path: Path, source: Path, run: Callable[..., SyncReport]) -> None:
    lines = [f'{{"id": "{name}", "date": "2024", "text": "De {name} brak."}}' for name in ("dijk", "brug", "sluis")]
    (source / "a.jsonl").write_text("\n".join(lines), "utf-8")
    run()
    folder, encoder = tmp_path / "archive", WordEncoder()
    forget(folder, ["dijk", "sluis"], encoder)
    report = run()
    assert (report.unchanged, report.withheld, report.removed) == (1, 2, 0)
    (source / "a.jsonl").write_text("\n".join([*lines, lines[0].replace("dijk", "kade")]), "utf-8")
    report = run()
    assert (report.added, report.unchanged, report.withheld) == (1, 1, 2)
    with pytest.raises(ArticleUnknown, match="'brug' was not forgotten"):
        remember(folder, ["dijk", "brug"], encoder)
    remember(folder, ["dijk"], encoder)
    report = run()
    assert (report.added, report.unchanged, report.withheld) == (1, 2, 1)
    assert found(folder, "dijk") == ["dijk"]


def test_all_are_forgotten_or_none(tmp_path: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    run()
    with pytest.raises(ArticleUnknown, match=r"no article 'source/b' in .*; nothing was forgotten"):
        forget(tmp_path / "archive", ["source/a", "source/b"], WordEncoder())
    assert found(tmp_path / "archive", "dijk") == ["source/a"]


def test_the_record_of_the_runs_no_longer_names_it(
    tmp_path: Path, source: Path, article: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("kapot.md", "x").write_bytes(b"\x00")
    (source / "zz.jsonl").write_text(f'{{"id": "source/{article.stem}", "date": "2024", "text": "x"}}', "utf-8")
    run()
    forget(tmp_path / "archive", [f"source/{article.stem}"], WordEncoder())
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    (told,) = archive.runs(5)
    archive.close()
    assert [bad.path.name for bad in told.skipped] == ["kapot.md"]
    assert told.skipped_count == 2


def test_a_killed_takedown_is_finished_by_the_next_run(
    tmp_path: Path, article: Path, write: Write, run: Callable[..., SyncReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "De dijk brak.")
    run()
    folder = tmp_path / "archive"
    archive = Archive.open(folder, WordEncoder())
    (told,) = [passage for passage in archive.passages([1, 2]) if _NAME in passage.text]
    archive.close()
    vector = WordEncoder().encode_passages([_encoded_text(told)])[0].tobytes()
    needles = [*_needles(_NAME, article.stem), vector]

    def killed(*told: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.forget.finish_forgetting", killed)
    with pytest.raises(KeyboardInterrupt):
        forget(folder, [f"source/{article.stem}"], WordEncoder())
    archive = Archive.open(folder, WordEncoder())
    assert archive.counts().erasing
    archive.close()
    assert _files_with(folder, *needles), "SQLite may have wiped the text itself, Chroma has the vector yet"
    monkeypatch.undo()
    run()
    assert _files_with(folder, *needles) == []
    forget(folder, [f"source/{article.stem}"], WordEncoder())


def test_only_a_salted_digest_tells_which_it_was(
    tmp_path: Path, source: Path, article: Path, run: Callable[..., SyncReport]
) -> None:
    run()
    wanted = f"source/{article.stem}"
    sync(tmp_path / "other", [source], WordEncoder())
    for folder in ("archive", "other"):
        forget(tmp_path / folder, [wanted], WordEncoder())
    digests = set()
    for folder in ("archive", "other"):
        with sqlite3.connect(tmp_path / folder / "catalog.sqlite3") as catalog:
            digests |= {row[0] for row in catalog.execute("SELECT digest FROM forgotten")}
        catalog.close()
    assert len(digests) == 2, "each archive has a salt of its own"


def test_grep_finds_nothing_either(tmp_path: Path, article: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "De dijk brak.")
    run()
    command = ["grep", "-rail", "quispel", str(tmp_path / "archive")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    forget(tmp_path / "archive", [f"source/{article.stem}"], WordEncoder())
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1
