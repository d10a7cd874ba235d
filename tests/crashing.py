"""A sync that is killed: run as a program, it kills one at many points and tells what became of the archive each time.

`python crashing.py FOLDER KILLS` prints JSON: {"kills": {kind: count}, "points": n, "failures": [...]}. Processes are
forked from one that has everything imported and nothing opened, so that each kill costs a second and not ten.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401 - once, in the process that the others are forked from
import numpy as np
from fakes import WordEncoder

from index import mirrors, reading, workers
from index.archive import Archive
from index.catalog_writing import WritableCatalog
from index.glossary import Glossary
from index.keywords import Keywords
from index.sync import sync
from index.vectors import PassageVectors, stores_of
from index.verify import verify
from rag.search import search

_FILES, _IN_A_FILE = 40, 50  # two thousand articles
_WORDS = "dijk brug sluis kade polder gemaal".split()
_PATIENCE_S = 60

# Small batches, so that a run has many moments between one write and the next.
reading._ARTICLES_PER_TRANSACTION = 40
mirrors._KEYWORDS_AT_ONCE, mirrors._VECTORS_AT_ONCE, mirrors._RECENT_AT_ONCE = 150, 100, 40
mirrors._VECTORS_PER_WRITE_TO_DISK, mirrors.RECENT_MOST = 300, 100
workers._ALONE = 10_000  # one core, and no processes that take longer to start than these articles take


def write_source(source: Path, *, later: bool) -> None:
    """Write the articles as they are at first, or later: of each six files one is new, two changed, one gone."""
    source.mkdir(exist_ok=True)
    for number in range(_FILES):
        file, kind = source / f"{number:02}.jsonl", number % 6
        if kind == 0 and not later:
            continue  # comes later
        if kind == 1 and later:
            file.unlink()
            continue
        lines = [_article(number, at, revised=later and kind in (2, 3) and at % 3 == 0) for at in range(_IN_A_FILE)]
        if later and kind == 3:
            lines = lines[5:]
        text = "\n".join(lines)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")


def _article(file: int, at: int, *, revised: bool) -> str:
    word = _WORDS[(file + at) % len(_WORDS)]
    text = f"De {word} brak op 3 mei bij paal{file}x{at}; er vielen zeker {at + 2} doden."
    if revised:
        text += f" Later bleken het er {at + 3}."
    told = {"id": f"{file}-{at}", "date": "2024-05-06", "language": "nl", "title": f"Kop {file} {at}", "text": text}
    return json.dumps(told)


def state_of(folder: Path) -> dict[str, Any]:
    """Return all that an archive holds, whatever numbers its rows have."""
    archive = Archive.open(folder, WordEncoder())
    catalog = archive._catalog.connection.execute
    rows = catalog("SELECT key, id, revision FROM articles")
    named = {key: f"{article_id}@{revision}" for key, article_id, revision in rows}
    passages = {row[0]: f"{named[row[1]]}[{row[2]}:{row[3]}]" for row in catalog("SELECT * FROM passages")}
    columns = [row[1] for row in catalog("PRAGMA table_info(articles)") if row[1] != "key"]
    origins = dict[int, list[str]]()
    for article, origin in catalog("SELECT article, origin FROM origins"):
        origins.setdefault(origin, []).append(named[article])
    state: dict[str, Any] = {
        "articles": sorted(map(list, catalog(f"SELECT {', '.join(columns)} FROM articles"))),
        "passages": sorted(passages.values()),
        "origins": sorted(map(sorted, origins.values())),
        "bands": sorted([month, one, named[article]] for month, one, article in catalog("SELECT * FROM bands")),
        "files": sorted(map(list, catalog("SELECT source, file, digest, articles, withheld FROM files"))),
        "unfinished": archive.unfinished(),
    }
    for table in ("figures", "times"):
        of_articles = ([named[article], *row] for article, *row in catalog(f"SELECT * FROM {table}"))
        state[table] = sorted(map(repr, of_articles))
    keywords = Keywords(folder / "keywords")
    words = [*_WORDS, *(f"paal{file}x{at}" for file in range(0, _FILES, 3) for at in range(0, _IN_A_FILE, 7))]
    found = ((word, keywords.search({("nl", word): 1.0}, 5_000)) for word in words)
    state["found"] = {word: sorted(passages[one] for one in ids) for word, ids in found}
    state["vectors"] = dict[str, str]()
    for store in stores_of(folder, archive._catalog, WordEncoder(), None):
        for passage, digest in _vectors_in(store):
            if passage in passages:  # what the large store has yet to drop is no part of the archive
                state["vectors"][passages[passage]] = digest
        store.close()
    archive.close()
    return json.loads(json.dumps(state))


def _vectors_in(store: PassageVectors) -> Iterator[tuple[int, str]]:
    if store.ids():
        held = store._place.collection.get(include=["embeddings"])
        for passage, vector in zip(held["ids"], np.asarray(held["embeddings"], np.float32), strict=True):
            yield int(passage), hashlib.sha256(np.round(vector, 4).tobytes()).hexdigest()


class Points:
    """Counts the moments at which something has just come true, or is about to; kills the process at one of them."""

    def __init__(self, kill_at: int = 0, told: Path | None = None) -> None:
        self.kinds = list[str]()
        self._kill_at = kill_at
        self._told = told

    def reached(self, kind: str) -> None:
        self.kinds.append(kind)
        if len(self.kinds) == self._kill_at and self._told:
            self._told.write_text(kind, "utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Have every commit and every write of a mirror pass here, before and after."""
        transaction = WritableCatalog.transaction

        @contextmanager
        def watched(catalog: WritableCatalog) -> Iterator[None]:
            with transaction(catalog):
                yield
                self.reached("before a commit")
            self.reached("after a commit")

        WritableCatalog.transaction = watched  # type: ignore[method-assign]
        self._around(Keywords, "_write", "keywords")
        self._around(Keywords, "clear", "clearing keywords")
        self._around(PassageVectors, "_write", "vectors")
        self._around(PassageVectors, "clear", "clearing vectors")
        self._around(PassageVectors, "put_on_disk_every", "a setting of Chroma")

    def _around(self, kind: type, name: str, what: str) -> None:
        write: Callable[..., object] = getattr(kind, name)

        def watched(*told: object) -> object:
            self.reached(f"before {what}")
            done = write(*told)
            self.reached(f"after {what}")
            return done

        setattr(kind, name, watched)


def in_a_process(work: Callable[[], object], kill_after_s: float | None = None) -> int:
    """Do some work in a forked process, killed after a while or not; return its exit status as waitpid has it."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 - a forked process must never go on as the one it was forked from
            traceback.print_exc()
        finally:
            os._exit(status)
    deadline = time.monotonic() + (_PATIENCE_S if kill_after_s is None else kill_after_s)
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            return status if kill_after_s is not None else 255
        time.sleep(0.002)


class Crashes:
    """An archive, and what a run that nobody disturbs makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source, self.before, self.victim = folder / "source", folder / "before", folder / "victim"
        self._state = folder / "state.json"
        self._fault, self._kind = folder / "fault.txt", folder / "kind.txt"

    def prepare(self) -> tuple[list[str], float]:
        """Index what is there at first, and a copy of that later; return the points of that run and its seconds."""
        write_source(self.source, later=False)
        assert in_a_process(lambda: sync(self.before, [self.source], WordEncoder())) == 0
        write_source(self.source, later=True)
        shutil.copytree(self.before, self.victim)
        assert in_a_process(self._calm) == 0
        told = json.loads(self._state.read_text("utf-8"))
        return told["points"], told["seconds"]

    def _calm(self) -> None:
        points, began = Points(), time.monotonic()
        points.watch()
        sync(self.victim, [self.source], WordEncoder())
        seconds = time.monotonic() - began
        told = {"points": points.kinds, "seconds": seconds, "state": state_of(self.victim)}
        self._state.write_text(json.dumps(told), "utf-8")

    def kill(self, at: int = 0, after_s: float | None = None) -> tuple[str, str]:
        """Kill a run at a point, or after a while; return what kind of point it was, and what is wrong afterwards.

        The kind is empty where the run ended before it came to that: its threads reach more or fewer points each time.
        """
        shutil.rmtree(self.victim, ignore_errors=True)
        shutil.copytree(self.before, self.victim)
        for file in (self._fault, self._kind):
            file.write_text("", "utf-8")

        def run() -> None:
            Points(at, self._kind).watch() if at else None
            sync(self.victim, [self.source], WordEncoder())

        killed = in_a_process(run, after_s) == signal.SIGKILL
        status = in_a_process(self._survive)
        kind = self._kind.read_text("utf-8") or "at any moment" if killed else ""
        return kind, self._fault.read_text("utf-8") or (f"exit status {status}" if status else "")

    def _survive(self) -> None:
        """Open what is left, ask it, complete it, and compare it with the run that nobody disturbed."""
        try:
            self._ask()
            sync(self.victim, [self.source], WordEncoder())
            wanted, state = json.loads(self._state.read_text("utf-8"))["state"], state_of(self.victim)
            for part in wanted:
                assert state[part] == wanted[part], f"{part} differ"
            differences = verify(self.victim, WordEncoder())
            assert differences == [], differences
        except Exception:  # noqa: BLE001 - whatever it is, it goes into what is told of this kill
            self._fault.write_text(traceback.format_exc(), "utf-8")

    def _ask(self) -> None:
        archive = Archive.open(self.victim, WordEncoder())
        _, hits, _ = search(archive, Glossary.shipped(), "gemaal", "nl")  # by words alone, maybe, until the next run
        assert hits, "nothing is found"
        for hit in hits:
            article = hit.passage.article
            assert archive.article(article.id).text == article.text
            assert f"paal{article.id.replace('-', 'x')};" in article.text
        archive.close()


def main(folder: Path, wanted: int) -> None:
    """Kill `wanted` runs: three in four at points spread over all there are, one in four at any moment."""
    crashes = Crashes(folder)
    points, seconds = crashes.prepare()
    moments, kills, failures = random.Random(11), Counter[str](), list[str]()  # noqa: S311 - moments, not secrets
    exact = wanted * 3 // 4
    places = [{"at": 1 + turn * len(points) // exact} for turn in range(exact)]
    while kills.total() < wanted:
        place = places.pop(0) if places else {"after_s": moments.uniform(0.02, seconds)}
        kind, fault = crashes.kill(**place)
        kills[kind] += bool(kind)
        failures += [f"{place}, {kind}: {fault}"] if fault else []
        print(kills.total(), place, kind, fault, file=sys.stderr, flush=True)  # noqa: T201 - for who waits for it
    print(json.dumps({"kills": kills, "points": len(points), "failures": failures}))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
