"""Several processes ask one archive while another writes it, with the vectors in its folder and at a server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import markdown

from bench.chroma_run import chroma_running, free_port

_WRITER = """
import sys
from pathlib import Path
from fakes import WordEncoder, markdown
from index import mirrors
from index.sync import sync
from index.vector_server import VectorServer
mirrors.RECENT_MOST, mirrors._VECTORS_AT_ONCE, mirrors._KEYWORDS_AT_ONCE = 6, 5, 5
folder, source, url, first, last = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
for turn in range(int(first), int(last)):
    for number in range(turn % 3, 30, 3):
        body = f"De dijk brak bij paal {number}, keer {turn}. Er vielen {number} doden, keer {turn}."
        (source / f"{number}.md").write_text(markdown(f"Kop {number}", body), "utf-8")
    sync(folder, [source], WordEncoder(), server=VectorServer(url) if url else None)
"""
_READER = """
import json, sys
from pathlib import Path
from threading import Thread
from fakes import WordEncoder
from index.archive import Archive
from index.glossary import Glossary
from index.vector_server import VectorServer
from rag.desk import Desk, Done
folder, url = Path(sys.argv[1]), sys.argv[2]
archive = Archive.open(folder, WordEncoder(), VectorServer(url) if url else None)
desk, asked, torn = Desk(archive, Glossary.shipped()), 0, []

def ask():
    hits = archive.search("dijk paal", {("nl", "dijk"): 1.0}, 40)
    *_, done = desk.ask("Hoeveel doden vielen er bij de dijk?")
    assert isinstance(done, Done) and not done.outcome.unsearched
    for hit in hits:
        turns = {part.split()[0].strip(".") for part in hit.passage.article.text.split("keer ")[1:]}
        if len(turns) != 1:
            torn.append(hit.passage.article.text)
    return hits

ask()
print("ready", flush=True)
end = Thread(target=sys.stdin.read, daemon=True)
end.start()
while end.is_alive():
    ask()
    asked += 1
last = {hit.passage.article.id: hit.passage.text for hit in ask() if set(hit.ranks) == {"keywords", "vectors"}}
print(json.dumps({"asked": asked, "torn": torn, "last": last}))
"""


@pytest.fixture(params=["in its folder", "at a server"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with ExitStack() as stack:
        if request.param == "in its folder":
            yield ""
        else:
            port = free_port()
            stack.enter_context(chroma_running(tmp_path / "chroma", port))
            yield f"http://127.0.0.1:{port}"


@pytest.mark.slow
def test_three_processes_ask_while_a_fourth_writes_and_all_end_with_the_last_state(tmp_path: Path, url: str) -> None:
    source, folder = tmp_path / "source", tmp_path / "archive"
    source.mkdir()
    for number in range(30):
        (source / f"{number}.md").write_text(markdown(f"Kop {number}", f"De dijk, keer 0, paal {number}."), "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}

    def write(first: int, last: int) -> None:
        command = [sys.executable, "-c", _WRITER, str(folder), str(source), url, str(first), str(last)]
        subprocess.run(command, env=environment, check=True)

    write(1, 4)
    with ExitStack() as stack:
        readers = []
        for _ in range(3):
            command = [sys.executable, "-c", _READER, str(folder), url]
            reader = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            readers.append(stack.enter_context(reader))
        for reader in readers:
            assert reader.stdout and reader.stdout.readline() == "ready\n", reader.stderr and reader.stderr.read()
        write(4, 10)
        told = [reader.communicate()[0] for reader in readers]
    wanted = {f"source/{path.stem}": path.read_text("utf-8").split("---\n\n")[1].strip() for path in source.iterdir()}
    for reader in map(json.loads, told):
        assert reader["asked"] > 0 and reader["torn"] == []
        assert reader["last"] == wanted
