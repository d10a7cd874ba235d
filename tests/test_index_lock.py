"""Who writes an archive, told without taking its lock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import ArchiveBusy
from index.lock import locked, writer_of


def test_the_process_that_writes_is_named_for_as_long_as_it_does(tmp_path: Path) -> None:
    assert writer_of(tmp_path / "none") is None
    with locked(tmp_path):
        assert writer_of(tmp_path) == os.getpid()
        with pytest.raises(ArchiveBusy, match=f"process {os.getpid()} is writing"), locked(tmp_path):
            pass
        assert writer_of(tmp_path) == os.getpid()
    assert writer_of(tmp_path) is None


@pytest.mark.parametrize("left", ["", "x", "-1", "0", "9" * 40])
def test_what_a_killed_writer_left_names_nobody(tmp_path: Path, left: str) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    for owner in (left, str(gone.pid)):
        (tmp_path / "writer.pid").write_text(owner)
        assert writer_of(tmp_path) is None
