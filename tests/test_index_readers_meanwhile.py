"""Other processes that ask while one syncs are answered all the time, and never with half an article or an old one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import WordEncoder, markdown

from index.archive import Archive
from index.forget import forget
from index.sync import sync

# Asks until it is told to stop; each answer must be a whole article, none older than the one it saw before.
_ASKING = """
import json, re, sys
from pathlib import Path
from fakes import WordEncoder
from index.archive import Archive
folder, stop = Path(sys.argv[1]), Path(sys.argv[2])
archive = Archive.open(folder, WordEncoder())
asked = answered = 0
newest, faults = {}, []
print("asking", flush=True)
while not stop.exists():
    asked += 1
    hits = archive.search("dijk", {("nl", "dijk"): 1.0}, 30)
    answered += bool(hits)
    for hit in hits:
        article = hit.passage.article
        turn, end = re.search(r"keer (\\d+)", article.text), re.search(r"einde (\\d+)\\.$", article.text)
        if not turn or not end or turn[1] != end[1] or article.title != f"Kop {turn[1]}":
            faults.append(f"half: {article.text}")
        elif int(turn[1]) < newest.get(article.id, 0):
            faults.append(f"stale: {article.id} {turn[1]} after {newest[article.id]}")
        newest[article.id] = int(turn[1]) if turn else 0
        if article.text[hit.passage.span.start : hit.passage.span.end] != hit.passage.text:
            faults.append("not verbatim")
        archive.figures([hit.passage.id]), archive.times([hit.passage.id])
archive.close()
print(json.dumps({"asked": asked, "answered": answered, "faults": faults[:5], "newest": newest}))
"""


def _write(source: Path, turn: int) -> None:
    for number in range(40):
        if turn and number % 4 == 0:
            continue  # these stay as they are, so that there is always something to find
        body = f"De dijk {number} brak, keer {turn}. {'Er vielen zeker 22 doden. ' * 20}Dit is einde {turn}."
        (source / f"{number}.md").write_text(markdown(f"Kop {turn}", body), "utf-8")


@pytest.mark.slow
def test_readers_are_answered_during_a_sync_without_half_or_old_articles(tmp_path: Path, source: Path) -> None:
    folder, stop = tmp_path / "archive", tmp_path / "stop"
    _write(source, 0)
    sync(folder, [source], WordEncoder())
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", _ASKING, str(folder), str(stop)]
    readers = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout and reader.stdout.readline() == "asking\n"
    for turn in range(1, 6):
        _write(source, turn)
        sync(folder, [source], WordEncoder())
    forget(folder, ["source/1"], WordEncoder())
    stop.touch()
    for reader in readers:
        told = json.loads(reader.communicate()[0])
        assert reader.returncode == 0
        assert told["faults"] == []
        assert told["answered"] == told["asked"] > 3
    archive = Archive.open(folder, WordEncoder())
    hits = archive.search("dijk", {("nl", "dijk"): 1.0}, 50)
    found = {hit.passage.article.id: hit.passage.article.title for hit in hits}
    archive.close()
    assert "source/1" not in found and found["source/2"] == "Kop 5"
