"""A disk that is full, a folder that may not be written: said in a sentence, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import WordEncoder, found, markdown

from index.archive import Archive
from index.sync import sync
from index.verify import verify

_LIMITED = """
import os, resource, sys
from pathlib import Path
from fakes import WordEncoder
from index.errors import ArchiveError
from index.sync import sync
folder, source, most, user = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
if user:
    import chromadb, index.vectors_in_folder
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
try:
    print(sync(folder, [source], WordEncoder()).added)
except ArchiveError as cannot:
    sys.exit(f"{type(cannot).__name__}: {cannot}")
"""


def _limited(folder: Path, source: Path, most: int = 0, user: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "HOME": "/tmp"}  # noqa: S108
    command = [sys.executable, "-c", _LIMITED, str(folder), str(source), str(most), str(user)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def archive(tmp_path: Path, source: Path) -> Path:
    """An archive of a few articles, with many more to come."""
    (source / "0.md").write_text(markdown("Kop", "De sluis ging dicht."), "utf-8")
    sync(tmp_path / "archive", [source], WordEncoder())
    for number in range(1, 120):
        body = " ".join(f"De dijk {number} brak bij paal{number}x{line}." for line in range(30))
        (source / f"{number}.md").write_text(markdown(f"Kop {number}", body), "utf-8")
    return tmp_path / "archive"


# Room for less and less: the catalog's log does not fit, or Chroma's database, or nothing at all.
@pytest.mark.parametrize("most", [300_000, 190_000, 4_096])
def test_a_full_disk_is_told_and_the_next_run_completes_it(archive: Path, source: Path, most: int) -> None:
    done = _limited(archive, source, most)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert done.stderr.startswith("ArchiveUnwritable: cannot write ")
    assert "make room on its disk" in done.stderr and "nothing is lost" in done.stderr
    assert found(archive, "sluis") == ["source/0"], "what was there is found still"
    sync(archive, [source], WordEncoder())
    assert verify(archive, WordEncoder()) == []
    assert found(archive, "paal77x3")[0] == "source/77"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_a_folder_that_may_not_be_written_is_told_and_left_alone(archive: Path, source: Path) -> None:
    for folder in (archive, *archive.rglob("*")):
        folder.chmod(0o555 if folder.is_dir() else 0o444)
    for parent in (*archive.parents[:3],):
        parent.chmod(0o755)
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    done = _limited(archive, source, user=65_534)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert done.stderr.startswith(f"ArchiveUnwritable: cannot write the archive {archive}: Permission denied;")
    assert "KNIPSEL_ARCHIVE" in done.stderr
    assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == before
    opened = Archive.open(archive, WordEncoder())
    assert opened.counts().articles == 1
    opened.close()
