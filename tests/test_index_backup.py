"""A backup holds all of an archive that is being asked and written to, or there is none; a damaged one is refused."""

import errno
import json
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from clippings import TODAY, an_answer, citation
from conftest import Write
from fakes import WordEncoder, found

from bench.chroma_run import chroma_running, free_port
from index import backup as backing_up
from index.archive import Archive
from index.backup import back_up
from index.catalog import Catalog
from index.errors import ArchiveBusy, ArchiveUnwritable, BackupUnreadable, IndexNotBuilt, PlaceTaken
from index.forget import Elsewhere, forget
from index.keywords import Keywords
from index.restore import restore
from index.sync import SyncReport, sync
from index.vector_server import VectorServer
from index.verify import verify
from ui.api.feedback_store import Feedback, FeedbackStore
from ui.kept.answers import KeptAnswers
from ui.kept.clipped import clipping_of
from ui.kept.conversations import ConversationStore
from ui.kept.forgetting import elsewhere_in
from ui.turn import Asked, Turn

Run = Callable[..., SyncReport]


@pytest.fixture
def folder(tmp_path: Path, source: Path, write: Write, run: Run) -> Path:
    """An archive with a revision and a removal behind it, a secret, and something said of an answer."""
    for number in range(6):
        write(f"{number}.md", f"De dijk brak op 3 mei bij paal {number}.")
    run()
    write("3.md", "De brug ging dicht.")
    (source / "4.md").unlink()
    run()
    folder = tmp_path / "archive"
    (folder / "secret").write_bytes(b"s" * 64)
    (folder / "secret").chmod(0o600)
    FeedbackStore(folder).keep(Feedback("Brak de dijk?", "right", "ja"))
    return folder


def test_what_is_restored_answers_as_the_archive_did(tmp_path: Path, folder: Path, run: Run) -> None:
    made = back_up(folder, tmp_path / "backups" / "monday", WordEncoder())
    assert made.differences == []
    restore(tmp_path / "backups" / "monday", tmp_path / "again", WordEncoder())
    for words in ("dijk", "brug dicht", "paal"):
        assert found(tmp_path / "again", words) == found(folder, words) != []
    with closing(Archive.open(tmp_path / "again", WordEncoder())) as archive:
        assert archive.article("source/3", 1).text.endswith("bij paal 3.")
        assert [one.revised for one in archive.runs(9)] == [1, 0]
    assert verify(tmp_path / "again", WordEncoder()) == []
    assert [told.answer for _, told in FeedbackStore(tmp_path / "again").all()] == ["ja"]
    assert (tmp_path / "again" / "secret").read_bytes() == b"s" * 64
    assert (tmp_path / "again" / "secret").stat().st_mode & 0o077 == 0
    assert (tmp_path / "backups" / "monday").stat().st_mode & 0o077 == 0
    report = sync(tmp_path / "again", [tmp_path / "source"], WordEncoder())
    assert (report.unchanged, report.changed, report.embedded) == (5, False, 0)


def test_a_backup_waits_for_the_run_that_is_writing_and_has_all_of_it(
    tmp_path: Path, folder: Path, write: Write, source: Path
) -> None:
    write("9.md", "Het gemaal viel stil.")
    writing, go_on, copied = threading.Event(), threading.Event(), list[str]()

    def hold(stage: str, done: int, total: int) -> None:
        if stage == "keywords" and not writing.is_set():
            writing.set()
            assert go_on.wait(20)

    def copy() -> None:
        back_up(folder, tmp_path / "backup", WordEncoder(), wait_s=20, progress=lambda stage, *_: copied.append(stage))

    running = threading.Thread(target=sync, args=(folder, [source], WordEncoder()), kwargs={"progress": hold})
    copying = threading.Thread(target=copy)
    running.start()
    assert writing.wait(20)
    with pytest.raises(ArchiveBusy, match=r"process \d+ is writing"):
        back_up(folder, tmp_path / "other", WordEncoder())
    assert not (tmp_path / "other").exists()
    copying.start()
    assert copied == []
    go_on.set()
    running.join(20)
    copying.join(20)
    restore(tmp_path / "backup", tmp_path / "again", WordEncoder())
    assert found(tmp_path / "again", "gemaal") == ["source/9"]
    assert verify(tmp_path / "again", WordEncoder()) == []


def test_while_it_is_copied_it_is_asked_and_feedback_comes_in_and_a_run_has_to_wait(
    tmp_path: Path, folder: Path, source: Path
) -> None:
    met = list[object]()

    def meanwhile(stage: str, done: int, total: int) -> None:
        if met:
            return
        with pytest.raises(ArchiveBusy):
            sync(folder, [source], WordEncoder())
        FeedbackStore(folder).keep(Feedback("En de brug?", "wrong"))
        with closing(Catalog.open(folder / "catalog.sqlite3")) as catalog:
            met.append(catalog.article("source/1").text)

    back_up(folder, tmp_path / "backup", WordEncoder(), progress=meanwhile)
    assert met == ["De dijk brak op 3 mei bij paal 1."]
    restore(tmp_path / "backup", tmp_path / "again", WordEncoder())
    said = [told.question for _, told in FeedbackStore(tmp_path / "again").all()]
    assert said[0] == "Brak de dijk?" and len(said) in (1, 2)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _rename_in_manifest(path: Path) -> None:
    told = json.loads(path.read_text("utf-8"))
    told["files"]["../../outside"] = told["files"].pop("secret")
    path.write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("name", "damage", "told"),
    [
        ("catalog.sqlite3", _flip, "catalog.sqlite3 is not as it was written"),
        ("secret", _flip, "secret is not as it was written"),
        ("keywords/meta.json", lambda path: path.write_bytes(b""), "keywords/meta.json is not as it was written"),
        ("feedback.sqlite3", Path.unlink, "feedback.sqlite3 is missing"),
        ("backup.json", Path.unlink, "name a folder that `knipsel backup` made"),
        ("backup.json", lambda path: path.write_text("{"), "backup.json is damaged"),
        ("backup.json", lambda path: path.write_text('{"format": 9}'), "has format 9"),
        ("backup.json", _rename_in_manifest, r"a file is called '\.\./\.\./outside'"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_restored(
    tmp_path: Path, folder: Path, name: str, damage: Callable[[Path], object], told: str
) -> None:
    back_up(folder, tmp_path / "backup", WordEncoder())
    damage(tmp_path / "backup" / name)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BackupUnreadable, match=told):
        restore(tmp_path / "backup", tmp_path / "again", WordEncoder())
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_is_overwritten_and_no_backup_lies_in_the_archive(tmp_path: Path, folder: Path) -> None:
    back_up(folder, tmp_path / "backup", WordEncoder())
    for taken in (tmp_path / "backup", tmp_path / "source" / "1.md"):
        with pytest.raises(PlaceTaken, match="is not overwritten"):
            back_up(folder, taken, WordEncoder())
    with pytest.raises(PlaceTaken, match="lies in the archive"):
        back_up(folder, folder / "backups" / "1", WordEncoder())
    with pytest.raises(PlaceTaken, match="is not overwritten"):
        restore(tmp_path / "backup", folder, WordEncoder())
    with pytest.raises(IndexNotBuilt):
        back_up(tmp_path / "nothing", tmp_path / "other", WordEncoder())
    assert not (tmp_path / "nothing").exists() and not (tmp_path / "other").exists()
    (tmp_path / "empty").mkdir()  # as a service manager makes it
    restore(tmp_path / "backup", tmp_path / "empty", WordEncoder())
    assert found(tmp_path / "empty", "brug") == ["source/3"]


@contextmanager
def mounted(*what: str) -> Iterator[None]:
    """Mount something, as `mount` is told; skip where this machine does not let us."""
    done = subprocess.run(["mount", *what], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        # Lazily: Chroma goes on closing its connections, on threads of its own, for a moment after it was closed.
        subprocess.run(["umount", "--lazy", what[-1]], check=True)


@pytest.mark.parametrize("how", ["a disk of its own", "a folder of the same disk"])
def test_a_mount_point_is_refused_with_what_to_name_instead(tmp_path: Path, folder: Path, how: str) -> None:
    back_up(folder, tmp_path / "backup", WordEncoder())
    place, other = tmp_path / "mounted", tmp_path / "other"
    for made in (place, other):
        made.mkdir()
    what = ["-t", "tmpfs", "tmpfs"] if how == "a disk of its own" else ["--bind", str(other)]
    with mounted(*what, str(place)):
        with pytest.raises(PlaceTaken, match=f"is a mount point.*name a folder in it, such as {place / 'archive'}"):
            restore(tmp_path / "backup", place, WordEncoder())
        assert list(place.iterdir()) == []
        restore(tmp_path / "backup", place / "archive", WordEncoder())
        assert found(place / "archive", "brug") == ["source/3"]
    assert not list(tmp_path.glob(".*.partial"))


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_backup_that_is_stopped_or_finds_no_room_leaves_nothing(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr(backing_up.shutil, "copy2", fails)
    with pytest.raises((KeyboardInterrupt, ArchiveUnwritable)):
        back_up(folder, tmp_path / "backup", WordEncoder())
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "source"}
    monkeypatch.undo()
    assert not back_up(folder, tmp_path / "backup", WordEncoder()).differences


def test_what_was_forgotten_since_is_forgotten_in_what_is_restored_and_does_not_come_back(
    tmp_path: Path, folder: Path, source: Path
) -> None:
    store, turn = ConversationStore(folder), Turn(1, Asked("Wat ging dicht?"), "working", "")
    store.begin("1" * 32, "a" * 32, turn)
    store.end("1" * 32, "a" * 32, replace(turn, state="done", reply="De brug ging dicht.", cited=("source/3",)))
    back_up(folder, tmp_path / "old", WordEncoder())
    forget(folder, ["source/3"], WordEncoder())
    restore(tmp_path / "old", tmp_path / "unaware", WordEncoder())
    assert found(tmp_path / "unaware", "brug") == ["source/3"], "a backup holds what was forgotten after it"
    assert ConversationStore(tmp_path / "unaware").turns("1" * 32, "a" * 32)[0].reply == "De brug ging dicht."
    told = list[object]()

    def told_and_done(where: Path) -> Elsewhere:
        def elsewhere(article_ids: Sequence[str], texts: Sequence[str]) -> None:
            told.extend([where.parent, *article_ids, *texts])
            elsewhere_in(where)(article_ids, texts)

        return elsewhere

    old, aware = tmp_path / "old", tmp_path / "aware"
    restored = restore(old, aware, WordEncoder(), forgotten_in=folder, elsewhere_in=told_and_done)
    assert told[:2] == [tmp_path, "source/3"] and "De brug ging dicht." in told
    assert restored.forgotten == 1 and found(tmp_path / "aware", "brug") == []
    files = [path for path in (tmp_path / "aware").rglob("*") if path.is_file()]
    assert [path for path in files if b"De brug" in path.read_bytes()] == []
    assert sync(tmp_path / "aware", [source], WordEncoder()).added == 0
    assert verify(tmp_path / "aware", WordEncoder()) == []
    back_up(folder, tmp_path / "new", WordEncoder())
    for backup, later, forgotten in (("old", tmp_path / "new", 1), ("new", folder, 0)):
        to = tmp_path / f"{backup} again"
        assert restore(tmp_path / backup, to, WordEncoder(), forgotten_in=later).forgotten == forgotten


def test_what_was_kept_of_a_forgotten_article_is_not_restored_either(tmp_path: Path, folder: Path) -> None:
    quote = "De brug ging dicht, schreef Zwaluwstaart."
    link = KeptAnswers(folder).keep(clipping_of(an_answer(citation(quote, id="source/3")), TODAY), "anna")
    back_up(folder, tmp_path / "old", WordEncoder())
    forget(folder, ["source/3"], WordEncoder(), elsewhere=elsewhere_in(folder))
    aware = tmp_path / "aware"
    restore(tmp_path / "old", aware, WordEncoder(), forgotten_in=folder, elsewhere_in=elsewhere_in)
    assert KeptAnswers(aware).of(link), "the answer is there"
    assert b"Zwaluwstaart" not in (aware / "answers.sqlite3").read_bytes()


def test_what_another_archive_forgot_tells_nothing_about_this_one(tmp_path: Path, folder: Path, source: Path) -> None:
    other = tmp_path / "other"
    sync(other, [source], WordEncoder())
    for archive in (folder, other):
        forget(archive, ["source/3"], WordEncoder())
    back_up(folder, tmp_path / "backup", WordEncoder())
    with pytest.raises(BackupUnreadable, match="no later state of this archive"):
        restore(tmp_path / "backup", tmp_path / "again", WordEncoder(), forgotten_in=other)
    assert not (tmp_path / "again").exists()


def test_an_archive_that_is_not_in_order_is_backed_up_and_said_to_be_so(tmp_path: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as catalog, catalog:
        keywords = Keywords(folder / "keywords")
        keywords.taking([], [catalog.execute("SELECT min(id) FROM passages").fetchone()[0]])()
        keywords.close()
    made = back_up(folder, tmp_path / "backup", WordEncoder())
    assert [one.what for one in made.differences] == ["the keywords lack 1 passages: 1"]
    assert restore(tmp_path / "backup", tmp_path / "again", WordEncoder()).manifest.differences == (
        "the keywords lack 1 passages: 1",
    )


def test_what_a_link_leads_to_is_in_the_backup(tmp_path: Path, folder: Path) -> None:
    shutil.move(folder / "keywords", tmp_path / "large-disk")
    (folder / "keywords").symlink_to(tmp_path / "large-disk")
    assert not back_up(folder, tmp_path / "backup", WordEncoder()).differences
    restore(tmp_path / "backup", tmp_path / "again", WordEncoder())
    assert not (tmp_path / "again" / "keywords").is_symlink() and found(tmp_path / "again", "brug") == ["source/3"]


@pytest.mark.slow
def test_vectors_at_a_server_are_taken_in_anew(tmp_path: Path, source: Path, write: Write) -> None:
    for number in range(3):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")
    port = free_port()
    with chroma_running(tmp_path / "chroma", port):
        server = VectorServer(f"http://127.0.0.1:{port}")
        sync(tmp_path / "archive", [source], WordEncoder(), server=server)
        made = back_up(tmp_path / "archive", tmp_path / "backup", WordEncoder())
        assert not made.differences
        restore(tmp_path / "backup", tmp_path / "again", WordEncoder())
        assert sync(tmp_path / "again", [source], WordEncoder(), server=server).embedded == 3
        assert verify(tmp_path / "again", WordEncoder(), server) == []
        assert verify(tmp_path / "archive", WordEncoder(), server) == []
