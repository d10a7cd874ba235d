"""Knipsel's side, each step in a process of its own: build | ask | update; prints its figures as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from bench.scale.measure import (
    cpu_s,
    disk_mib,
    latencies,
    out_of_memory,
    peak_mib,
    questions,
    spread,
    worker_peak_mib,
)
from index.archive import Archive
from index.article import Article, Passage
from index.encoder import THOROUGH, Encoder, SentenceEncoder
from index.glossary import Glossary
from index.keywords import Keywords
from index.period import Period
from index.readers import files_in, read
from index.splitter import split
from index.sync import sync
from index.vectors import PassageVectors
from rag.asked_period import AskedPeriod
from rag.desk import Desk
from rag.question import Question
from rag.retrieve import retrieve
from rag.terms import terms_of

_SAMPLED = 4_000  # articles that the stages before the catalog are timed on
_TRANSFORMED = 64  # passages that the thorough encoder is timed on
PERIODS = {"day": Period.parse("1987-03-10"), "month": Period.parse("1987-03"), "year": Period.parse("1987")}


def build(work: Path) -> dict[str, object]:
    """Index the articles, and time the stages."""
    encoder = _started()
    figures: dict[str, object] = _stages(work / "articles", encoder)
    marks, writing = dict[str, float](), {store: _timed(store) for store in (Keywords, PassageVectors)}

    def note(stage: str, done: int, total: int) -> None:
        marks[stage] = time.perf_counter() - began

    began, worked = time.perf_counter(), cpu_s()
    sync(work / "knipsel", [work / "articles"], encoder, progress=note)
    seconds = time.perf_counter() - began
    archive = Archive.open(work / "knipsel", encoder)
    passages = archive.counts().passages
    archive.close()
    keywords, vectors = (sum(writing[store]) for store in (Keywords, PassageVectors))
    figures |= {
        "catalog passages/s": round(passages / marks["read"]),
        "keywords passages/s": round(passages / keywords),
        "vectors passages/s": round(passages / vectors),
        "vectors, share of the build": round(vectors / seconds, 2),
    }
    size = disk_mib(work / "knipsel")
    return figures | {
        "passages": passages,
        "build s": round(seconds, 1),
        "build passages/s": round(passages / seconds),
        "build core s": round(cpu_s() - worked, 1),
        "build peak MiB": peak_mib(),
        "and of each worker MiB": worker_peak_mib(),
        "disk KiB/passage": round(size * 1024 / passages, 2),
    }


def _timed(store: type[Keywords | PassageVectors]) -> list[float]:
    """Have a store note how long each of its writes takes, in seconds; what goes before, encoding, is not counted."""
    seconds, taking = list[float](), store.taking

    def noted(self: Any, present: Sequence[Passage], gone: Sequence[int]) -> Callable[[], None]:  # noqa: ANN401
        write = taking(self, present, gone)

        def timed() -> None:
            began = time.perf_counter()
            write()
            seconds.append(time.perf_counter() - began)

        return timed

    store.taking = noted  # type: ignore[method-assign]
    return seconds


def _started() -> Encoder:
    """Load the libraries and the model, which any process pays for once, and return the encoder."""
    import chromadb  # noqa: F401

    encoder = SentenceEncoder()
    encoder.encode_question("warm")
    return encoder


def _stages(folder: Path, encoder: Encoder) -> dict[str, object]:
    began = time.perf_counter()
    readable = (item for file in files_in(folder) for item in read(file) if isinstance(item, Article))
    articles = list(islice(readable, _SAMPLED))
    was_read = time.perf_counter()
    spans = [split(article.text) for article in articles]
    was_cut = time.perf_counter()
    texts = [span.of(article.text) for article, cut in zip(articles, spans, strict=True) for span in cut]
    before = time.perf_counter()
    encoder.encode_passages(texts)
    encoded = time.perf_counter()
    thorough = SentenceEncoder(THOROUGH)
    thorough.encode_question("warm")
    loaded = time.perf_counter()
    thorough.encode_passages(texts[:_TRANSFORMED])
    return {
        "read passages/s": round(len(texts) / (was_read - began)),
        "cut passages/s": round(len(texts) / (was_cut - was_read)),
        "encode passages/s": round(len(texts) / (encoded - before)),
        "encode with the thorough encoder passages/s": round(_TRANSFORMED / (time.perf_counter() - loaded), 1),
    }


def ask(work: Path) -> dict[str, object]:
    """Open the archive from disk and ask."""
    encoder = _started()
    asked = questions(work / "sample.jsonl", 200)
    figures: dict[str, object] = {}
    for state in ("cold", "warm"):
        if state == "cold":
            out_of_memory(work / "knipsel")
        began = time.perf_counter()
        archive = Archive.open(work / "knipsel", encoder)
        archive.warm()
        figures[f"open {state} s"] = round(time.perf_counter() - began, 2)
        if state == "cold":
            figures["first question cold ms"] = round(latencies(_searched(archive), asked[:1])[0], 1)
            archive.close()
    figures["find ms"] = spread(latencies(_searched(archive), asked))
    for name, period in PERIODS.items():
        figures[f"find in a {name} ms"] = spread(latencies(_searched(archive, period), asked))
    reader = SentenceEncoder(THOROUGH)
    reader.encode_question("warm")
    for look, desk in (
        ("answer", Desk(archive, Glossary.shipped())),
        ("answer with a second look", Desk(archive, Glossary.shipped(), reader=reader)),
    ):
        some = asked if look == "answer" else asked[-40:]  # half a second each
        figures[f"{look} ms"] = spread(latencies(lambda question, desk=desk: list(desk.ask(question)), some))
    figures["ask peak MiB"] = peak_mib()
    archive.close()
    return figures


def _searched(archive: Archive, within: Period | None = None) -> Callable[[str], object]:
    glossary = Glossary.shipped()

    def search(text: str) -> object:
        printed = AskedPeriod(within, None, published=True) if within else None
        question = replace(Question.parse(text), asked=printed)
        return retrieve(archive, question, terms_of(question, glossary, archive.spread))

    return search


def update(work: Path) -> dict[str, object]:
    """Add one article in a file of its own, revise it, remove it; time each run."""
    encoder = _started()
    file = work / "articles" / "late.md"
    told = "---\ntitle: A late harbour story\ndate: 1990-01-02\noutlet: Test\nlanguage: en\n---\n\n"
    taken = dict[str, float]()
    for step, text in (("add", "The harbour froze."), ("revise", "The harbour froze over in a night."), ("remove", "")):
        if text:
            file.write_text(told + text, "utf-8")
        else:
            file.unlink()
        began = time.perf_counter()
        sync(work / "knipsel", [work / "articles"], encoder)
        taken[f"{step} one article s"] = round(time.perf_counter() - began, 2)
    return dict(taken)


if __name__ == "__main__":
    step = {"build": build, "ask": ask, "update": update}[sys.argv[1]]
    print(json.dumps(step(Path(sys.argv[2]))))
