"""Files that people upload: whatever they are called, they lie in one folder under names of our own making."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import WordEncoder, found, markdown

from index.errors import ArchiveUnwritable, UploadsFull, UploadTooLarge
from index.sync import SyncReport, sync
from index.uploads import Upload, Uploads, label_of

DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak.").encode()
Run = Callable[..., SyncReport]


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "archive" / "uploads", largest=1_000_000, most=3)


def upload(uploads: Uploads, called: str, content: bytes) -> tuple[Upload, bool]:
    with uploads.receiving(called) as incoming:
        incoming.write(content)
        return uploads.keep(incoming, "Vos")


@pytest.mark.parametrize(
    ("called", "suffixes"),
    [
        ("dijk.md", ".md"),
        ("Export.SGM.gz", ".sgm.gz"),
        ("alles.zip", ".zip"),
        ("alles.tar.gz", ".tar.gz"),
        ("verslag.v2.md", ".md"),
        ("program.exe", ""),
        ("geen achtervoegsel", ""),
        ("../../../etc/cron.d/dijk.md", ".md"),
        ("C:\\Users\\vos\\dijk.md", ".md"),
        (".ssh", ""),
        ("README.md", ".md"),
        ("a\x00b\n.md", ".md"),
        ("\u202e dm.kjid", ""),
        ("x" * 5_000 + ".md", ".md"),
        ("", ""),
    ],
)
def test_no_name_leads_out_of_the_folder_or_becomes_part_of_a_path(
    uploads: Uploads, called: str, suffixes: str, tmp_path: Path
) -> None:
    kept, is_new = upload(uploads, called, DIKE)
    assert is_new and kept.stored[32:] == suffixes and kept.stored[:32].isalnum()
    assert {path.name for path in uploads.folder.iterdir()} == {kept.stored, f".{kept.stored[:32]}.json"}
    assert (uploads.folder / kept.stored).read_bytes() == DIKE
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
    assert len(kept.name) <= 200 and kept.name.isprintable() and not set("/\\") & set(kept.name)


def test_a_label_is_what_the_person_called_it() -> None:
    assert label_of("C:\\kranten\\Dijk bij Sluiswijk.md") == "Dijk bij Sluiswijk.md"
    assert label_of("<img src=x>.md") == "<img src=x>.md"
    assert label_of("a/b/") == label_of("\u202e\x07") == "unnamed"


def test_the_same_file_again_is_there_once_whatever_it_is_called(uploads: Uploads) -> None:
    first, is_new = upload(uploads, "dijk.md", DIKE)
    again, is_new_again = upload(uploads, "kopie van dijk.txt", DIKE)
    assert (is_new, is_new_again) == (True, False) and again == first
    assert [one.name for one in uploads.latest(0, 10)[0]] == ["dijk.md"]


def test_what_is_uploaded_is_a_source_that_later_runs_keep_and_what_is_removed_vanishes(
    uploads: Uploads, tmp_path: Path
) -> None:
    assert uploads.source() is None
    kept, _ = upload(uploads, "dijk.md", DIKE)
    source = uploads.source()
    assert source is not None

    def run() -> tuple[int, int, int]:
        report = sync(tmp_path / "archive", [source], WordEncoder())
        assert report.skipped == []
        return report.added, report.unchanged, report.removed

    assert run() == (1, 0, 0)
    upload(uploads, "nog eens dijk.md", DIKE)
    assert run() == (0, 1, 0)
    assert found(tmp_path / "archive", "dijk") == [f"uploads/{kept.stored[:32]}"]
    assert uploads.remove(kept.stored) == kept
    assert run() == (0, 0, 1)
    assert list(uploads.folder.iterdir()) == []


def test_what_is_too_large_or_one_too_many_leaves_nothing(uploads: Uploads) -> None:
    with pytest.raises(UploadTooLarge, match="has more than 1,000,000 bytes"):
        upload(uploads, "groot.md", DIKE * 10_000)
    assert list(uploads.folder.iterdir()) == []
    for number in range(3):
        upload(uploads, f"{number}.md", DIKE + str(number).encode())
    with pytest.raises(UploadsFull, match="there are 3 uploaded files already"):
        upload(uploads, "vierde.md", DIKE)


def test_what_is_checked_is_told_by_the_name_that_the_person_knows(uploads: Uploads) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("goed.md", DIKE)
        zipped.writestr("slecht.md", "geen datum")
    with uploads.receiving("alles.zip") as incoming:
        incoming.write(packed.getvalue())
        checked = incoming.check()
    assert (checked.articles, checked.titles, checked.whole) == (1, ("Dijk breekt",), True)
    [fault] = checked.faults
    assert str(fault.path).startswith("alles.zip/") and "incoming" not in str(fault)


@pytest.mark.parametrize("stored", ["", "..", "../catalog.sqlite3", ".x.json", "a" * 32, f"{'a' * 32}.md/../b"])
def test_only_what_was_uploaded_can_be_removed(uploads: Uploads, stored: str) -> None:
    kept, _ = upload(uploads, "dijk.md", DIKE)
    assert uploads.remove(stored) is None
    assert (uploads.folder / kept.stored).exists()


def test_what_a_killed_server_was_receiving_is_thrown_away_a_day_later_and_never_read(
    uploads: Uploads, tmp_path: Path
) -> None:
    upload(uploads, "dijk.md", DIKE)
    old, new = (uploads.folder / f".incoming-{name}.md" for name in ("old", "new"))
    for left in (old, new):
        left.write_bytes(DIKE)
    os.utime(old, (time.time() - 100_000,) * 2)
    upload(uploads, "ander.md", DIKE + b"Meer.")
    assert not old.exists() and new.exists()
    source = uploads.source()
    assert source and sync(tmp_path / "archive", [source], WordEncoder()).added == 2


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnwritable, match="file/uploads"), Uploads(tmp_path / "file" / "uploads").receiving("x"):
        pass
