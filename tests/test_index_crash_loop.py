"""An archive that is killed again and again while it is written ends up like one that never was."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import WordEncoder, markdown

from index.archive import Archive
from index.sync import sync

_INDEX = """
import sys
from pathlib import Path
from fakes import WordEncoder
from index import ahead, mirrors, workers
from index.sync import sync
mirrors._KEYWORDS_AT_ONCE = mirrors._RECENT_AT_ONCE = mirrors._VECTORS_AT_ONCE = 40
mirrors._VECTORS_PER_WRITE_TO_DISK, mirrors.RECENT_MOST = 100, 60
ahead._LOOKED_EVERY_S, workers._ALONE = 0.01, 100
print("ready", flush=True)
sync(Path(sys.argv[1]), [Path(sys.argv[2])], WordEncoder())
"""


@pytest.mark.slow
def test_twenty_kills_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    source, folder = tmp_path / "source", tmp_path / "archive"
    source.mkdir()
    for number in range(400):
        (source / f"{number}.md").write_text(markdown(f"Kop {number}", f"De dijk brak bij paal{number}."), "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    moments, killed = random.Random(7), 0  # noqa: S311 - moments to kill at, not secrets
    for turn in range(20):
        (source / f"{turn}.md").write_text(
            markdown(f"Kop {turn}", f"De brug brak bij paal{turn}, keer {turn}."), "utf-8"
        )
        command = [sys.executable, "-c", _INDEX, str(folder), str(source)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as run:
            assert run.stdout and run.stdout.readline() == b"ready\n"
            try:
                run.wait(timeout=moments.uniform(0.05, 1.5))
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                killed += 1
    assert killed >= 5, "most runs were killed in the middle"
    sync(folder, [source], WordEncoder())
    sync(tmp_path / "fresh", [source], WordEncoder())
    survivor, fresh = (Archive.open(path, WordEncoder()) for path in (folder, tmp_path / "fresh"))
    assert survivor.counts().pending == fresh.counts().pending == {"keywords": 0, "vectors": 0}
    assert survivor.counts().passages == fresh.counts().passages == 400
    for number in range(0, 400, 37):
        terms = {("nl", f"paal{number}"): 1.0}
        found, wanted = (archive.search(f"paal{number}", terms, 3) for archive in (survivor, fresh))
        assert [hit.passage.text for hit in found[:1]] == [hit.passage.text for hit in wanted[:1]]
    survivor.close()
    fresh.close()
