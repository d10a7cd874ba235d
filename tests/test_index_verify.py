"""What `status --verify` finds: spans, passages and vectors that are not as the catalog has them."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Write
from fakes import WordEncoder

from index import mirrors
from index.keywords import Keywords
from index.sync import SyncReport, sync
from index.vectors import PassageVectors
from index.vectors_in_folder import InFolder
from index.verify import verify

both_stores = pytest.mark.parametrize("folder", [1_000, 2], indirect=True)


@pytest.fixture
def folder(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    source: Path,
    write: Write,
    run: Callable[..., SyncReport],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An archive with revisions and removals behind it; its recent store takes as many vectors as a test asks for."""
    monkeypatch.setattr(mirrors, "RECENT_MOST", getattr(request, "param", 1_000))
    for number in range(6):
        write(f"{number}.md", f"Op 3 mei vielen er bij paal {number} zeker 22 doden, zei de politie.")
    run()
    write("3.md", "De brug ging dicht.")
    (source / "4.md").unlink()
    run()
    return tmp_path / "archive"


def _changed(folder: Path, sql: str) -> None:
    with sqlite3.connect(folder / "catalog.sqlite3") as catalog:
        catalog.execute(sql)
    catalog.close()


@both_stores
def test_an_archive_in_order_has_no_difference(folder: Path) -> None:
    assert verify(folder, WordEncoder()) == []


def test_what_is_pending_is_no_difference(folder: Path, source: Path, write: Write) -> None:
    write("9.md", "De kermis begon.")

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "keywords":
            raise KeyboardInterrupt

    sync(folder, [source], WordEncoder(), progress=stop)
    assert verify(folder, WordEncoder()) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ('UPDATE passages SET "end" = 9999 WHERE id = 1', "1 passages lie outside their article's text: 1"),
        ("UPDATE figures SET counted_end = 9999 WHERE article = 1", "1 figures have a part that lies outside"),
        ("UPDATE figures SET start = -1 WHERE article = 1", "1 figures have a part that lies outside"),
        ('UPDATE times SET "end" = start WHERE article = 1', "1 expressions of time lie outside"),
        ("UPDATE articles SET current = 0 WHERE key = 1", "older revisions are searched: source/0"),
        ("UPDATE articles SET current = 0 WHERE key = 1", "no newest one: source/0"),
        ("UPDATE articles SET text = 'x' WHERE key = 1", "passages lie outside their article's text"),
        ("DELETE FROM articles WHERE key = 1", "belongs to no article"),
        ("DELETE FROM passages WHERE id = 1", "articles have no passage"),
    ],
)
def test_what_is_wrong_in_the_catalog_is_named(folder: Path, sql: str, told: str) -> None:
    _changed(folder, sql)
    differences = verify(folder, WordEncoder())
    assert any(told in one.what and not one.mended_by_rebuild for one in differences), differences


@both_stores
def test_other_passages_of_the_same_number_are_found_and_mended(folder: Path, source: Path) -> None:
    keywords = Keywords(folder / "keywords")
    keywords.taking([], [1])()
    store = PassageVectors("recent", InFolder(folder / "recent"), WordEncoder())
    large = PassageVectors("vectors", InFolder(folder / "vectors"), WordEncoder())
    for one in (store, large):
        if one.ids():
            one.taking([], [1])()
        one.close()
    differences = verify(folder, WordEncoder())
    assert differences[0].what == "the keywords lack 1 passages: 1"
    assert sum("vectors lack 1 passages: 1" in one.what for one in differences) == 1
    assert all(one.mended_by_rebuild for one in differences)
    sync(folder, [], WordEncoder(), rebuild=True)
    assert verify(folder, WordEncoder()) == []


@pytest.mark.parametrize(
    ("folder", "store"), [(1_000, "keywords"), (1_000, "recent"), (2, "vectors")], indirect=["folder"]
)
def test_a_store_that_was_deleted_is_told(folder: Path, store: str) -> None:
    shutil.rmtree(folder / store)
    assert any("lack" in one.what and one.mended_by_rebuild for one in verify(folder, WordEncoder()))


def test_a_store_that_was_damaged_is_told(folder: Path) -> None:
    (folder / "recent" / "chroma.sqlite3").write_bytes(b"not a database" * 1_000)
    (difference,) = verify(folder, WordEncoder())
    assert "cannot be read" in difference.what and difference.mended_by_rebuild


def test_a_damaged_catalog_is_told(folder: Path) -> None:
    catalog = folder / "catalog.sqlite3"
    content = bytearray(catalog.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    catalog.write_bytes(content)
    differences = verify(folder, WordEncoder())
    assert differences and not differences[0].mended_by_rebuild
