"""What is packed is read a member at a time, and what would not end is given up."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import markdown
from test_index_readers import read_all

from index.readers import files_in, packed, zipparts
from index.readers.packed import unpacked
from index.readers.source import SourceFile

GOOD = markdown("Kop", "De dijk hield.").encode()


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_a_name_that_is_none() -> bytes:
    """Return a zip that says of a name in Latin-1 that it is UTF-8."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("é.md", GOOD)
    return held.getvalue().replace("é".encode(), b"\xe9x")


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_compressed_file_is_read_whatever_its_suffix_says(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / f"a.md.{suffix}").write_bytes(pack(GOOD))
    (tmp_path / "b.md").write_bytes(pack(GOOD))
    (tmp_path / f"c.md.{suffix}").write_bytes(GOOD)
    articles, skipped = read_all(tmp_path)
    assert [article.id for article in articles] == [f"{tmp_path.name}/{name}" for name in "abc"] and not skipped


def test_the_members_of_a_zip_are_named_after_both(tmp_path: Path) -> None:
    lines = b"\n".join(json.dumps({"date": "2024", "text": f"Tekst {n}."}).encode() for n in range(2))
    members = {"2024/a.md": GOOD, "b.md.gz": gzip.compress(GOOD), "c.jsonl": lines, "README.md": GOOD, "x.png": b"x"}
    members |= {"__MACOSX/._a.md": GOOD, ".hidden/a.md": GOOD, "zonder": b"date 2024 De tekst.", "LICENSE": b"Free."}
    path = zipped(tmp_path / "export.zip", members)
    articles, skipped = read_all(tmp_path)
    names = ["2024/a", "b", "c:1", "c:2", "zonder"]
    assert [article.id for article in articles] == [f"{tmp_path.name}/export.zip/{name}" for name in names]
    assert not skipped
    assert [article.id for article in read_all(path)[0]] == [f"export.zip/{name}" for name in names]


@pytest.mark.parametrize("name", ["export.tar", "export.tar.gz", "export.tgz", "export.txt"])
def test_a_tar_is_read_in_one_go(tmp_path: Path, name: str) -> None:
    members = {"a.md": GOOD, "b.md.gz": gzip.compress(GOOD), "../c.md": GOOD}
    (tmp_path / name).write_bytes(tarred(members, "w" if name.endswith(".tar") else "w:gz"))
    articles, (skipped,) = read_all(tmp_path)
    stem = name.removesuffix(".txt")
    assert [article.id for article in articles] == [f"{tmp_path.name}/{stem}/{member}" for member in "ab"]
    assert "leads out of the archive" in skipped.reason


def test_what_is_wrong_with_a_member_costs_no_other(tmp_path: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the name that stands twice
        for name in ("twice.md", "twice.md", "/etc/passwd.md", "../up.md", "C:\\x.md", "empty.md"):
            archive.writestr(name, GOOD if name != "empty.md" else b"")
        archive.writestr("in.zip", zipped(tmp_path / "in.zip", {"a.md": GOOD}).read_bytes())
        archive.writestr("cut.md.gz", gzip.compress(GOOD * 50)[:60])
        archive.writestr("bad\x1b[31m.md", b"---\n")
        archive.writestr("good.md", GOOD)
    (tmp_path / "in.zip").unlink()
    articles, skipped = read_all(tmp_path)
    assert [article.id.rpartition("/")[2] for article in articles] == ["twice", "good"]
    told = {str(bad.path.relative_to(tmp_path)): bad.reason for bad in skipped if bad.path.name != "a.zip"}
    assert "stands more than once" in told["a.zip/twice.md"]
    assert "archive within an archive" in told["a.zip/in.zip"]
    assert "cannot be read" in told["a.zip/cut.md.gz"]
    assert "no front matter" in told["a.zip/empty.md"]
    assert "a.zip/bad\N{REPLACEMENT CHARACTER}[31m.md" in told
    assert sum("leads out of the archive" in bad.reason for bad in skipped) == 3


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path / "a.zip", {"a.md": GOOD}).read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[6] |= 1
    raw[at + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    articles, (skipped,) = read_all(tmp_path)
    assert not articles and "is encrypted" in skipped.reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.zip", b"PK\x03\x04" + b"x" * 50, "cannot be read"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "holds no file of articles"),
        ("a.zip", with_a_name_that_is_none(), "a directory that cannot be read"),
        ("a.zip.gz", gzip.compress(b"PK\x05\x06" + b"\0" * 18), "decompress it first"),
        ("a.jsonl.gz", gzip.compress(b"{}\n" * 100)[:-20], "cannot be read"),
        ("a.jsonl.xz", b"\xfd7zXZ\x00" + b"x" * 50, "cannot be read"),
        ("a.tar", tarred({"a.md": GOOD})[:560], "cannot be read"),
    ],
)
def test_a_damaged_archive_is_named(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    articles, skipped = read_all(tmp_path)
    assert not articles and reason in skipped[-1].reason


def test_a_bomb_is_given_up_with_its_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_FREE", 1 << 20)
    bomb = b'{"text": "' + b"0" * 20_000_000
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(bomb))
    zipped(tmp_path / "many.zip", {f"{n}.jsonl": bomb[:1_000_000] for n in range(50)})
    zipped(tmp_path / "one.zip", {"bomb.jsonl": bomb, "good.md": GOOD})
    zipped(tmp_path / "twice.zip", {"bomb.jsonl.gz": gzip.compress(gzip.compress(bomb * 5))})
    began = time.monotonic()
    tracemalloc.start()
    articles, skipped = read_all(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150_000_000 and time.monotonic() - began < 10
    bombs = {bad.path.relative_to(tmp_path).parts[0] for bad in skipped if "given up as a bomb" in bad.reason}
    assert bombs == {"bomb.jsonl.gz", "many.zip", "one.zip"}
    assert [article.id.rpartition("/")[2] for article in articles] == ["good"]
    assert len(skipped) < 20  # and not one for each member of many.zip


def test_members_that_overlap_cannot_multiply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """David Fifield's bomb: one kernel of deflate that ten thousand entries of the directory point at."""
    monkeypatch.setattr(packed, "_FREE", 1 << 20)
    raw = zipped(tmp_path / "a.zip", {"a.jsonl": b'{"a": "' + b"0" * 200_000}).read_bytes()
    at, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    entries = b"".join(raw[at:end].replace(b"a.jsonl", b"%07d" % n) for n in range(10_000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10_000, 10_000, len(entries), at, 0)
    (tmp_path / "a.zip").write_bytes(raw[:at] + entries + tail)
    began = time.monotonic()
    articles, skipped = read_all(tmp_path / "a.zip")
    assert not articles and time.monotonic() - began < 5 and skipped


@pytest.mark.parametrize("shape", ["plain", "with a comment", "behind a program", "zip64"])
def test_a_zip_of_many_members_is_opened_some_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    monkeypatch.setattr(zipparts, "_PART", 3)
    if shape == "zip64":
        monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 5)
    path = zipped(tmp_path / "a.zip", {f"{number}.txt": b"date 2024 Tekst %d." % number for number in range(10)})
    if shape == "with a comment":
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = b"PK" * 1_000
    if shape == "behind a program":
        path.write_bytes(b"MZ" * 500 + path.read_bytes())
    assert [len(part.infolist()) for part in zipparts.parts(path)] == [3, 3, 3, 1]
    path.write_bytes(path.read_bytes().removeprefix(b"MZ" * 500))
    articles, skipped = read_all(path)
    assert [article.text for article in articles] == [f"Tekst {number}." for number in range(10)] and not skipped


def test_a_directory_that_is_damaged_is_named_after_what_was_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipparts, "_PART", 3)
    raw = bytearray(zipped(tmp_path / "a.zip", {f"{number}.md": GOOD for number in range(10)}).read_bytes())
    entries = [at for at in range(len(raw)) if raw.startswith(b"PK\x01\x02", at)]
    raw[entries[7]] = 0
    (tmp_path / "a.zip").write_bytes(raw)
    articles, skipped = read_all(tmp_path / "a.zip")
    assert len(articles) == 6 and "its directory is damaged" in skipped[-1].reason


def test_of_a_large_zip_only_its_directory_is_held(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(1_000):
            archive.writestr(f"{number}.txt", b"date 2024 De dijk hield. " * 1_000)
    (file,) = files_in(tmp_path / "a.zip")
    tracemalloc.start()
    assert sum(isinstance(member, SourceFile) and len(member.head()) for member in unpacked(file)) == 1_000 * 4096
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
