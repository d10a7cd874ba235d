"""The other side: what a LangChain user writes in an afternoon, each step in a process of its own: build | ask."""

from __future__ import annotations

import json
import pickle
import sys
import time
import warnings
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from bench.scale.knipsel import PERIODS
from bench.scale.measure import cpu_s, disk_mib, latencies, out_of_memory, peak_mib, questions, spread
from index.encoder import SentenceEncoder
from index.period import Period
from rag.retrieve import HITS

_AT_ONCE = 5_000
_BM25_UP_TO = 150_000  # documents; it keeps all words of all of them in memory and scores each for every question


class _Encoder(Embeddings):
    """Knipsel's encoder as LangChain wants it."""

    def __init__(self) -> None:
        self._encoder = SentenceEncoder()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._encoder.encode_passages(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self._encoder.encode_question(text)[0].tolist()  # type: ignore[no-any-return]


def _store(work: Path) -> Any:  # noqa: ANN401 - langchain-chroma is not typed strictly
    from langchain_chroma import Chroma

    return Chroma("passages", _Encoder(), str(work / "langchain"))


def _documents(work: Path) -> Iterator[Document]:
    for file in sorted((work / "articles").glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            told = json.loads(line)
            day = Period.parse(told["date"]).start.toordinal()
            yield Document(f"{told['title']}\n{told['text']}", metadata={"id": told["id"], "day": day})


def build(work: Path) -> dict[str, object]:
    """Split, encode and store everything."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=100)
    store = _store(work)
    store.embeddings.embed_query("warm")
    began, worked = time.perf_counter(), cpu_s()
    documents, kept, total = _documents(work), list[Document](), 0
    while batch := splitter.split_documents(list(islice(documents, _AT_ONCE))):
        for start in range(0, len(batch), _AT_ONCE):
            store.add_documents(batch[start : start + _AT_ONCE])
        total += len(batch)
        kept = [*kept, *batch] if total <= _BM25_UP_TO else []
    figures: dict[str, object] = {"passages": total, "vectors s": round(time.perf_counter() - began, 1)}
    if total <= _BM25_UP_TO:
        _build_bm25(work, kept)
    seconds = time.perf_counter() - began
    return figures | {
        "build s": round(seconds, 1),
        "build passages/s": round(total / seconds),
        "build core s": round(cpu_s() - worked, 1),
        "build peak MiB": peak_mib(),
        "disk KiB/passage": round(disk_mib(work / "langchain") * 1024 / total, 2),
    }


def _build_bm25(work: Path, documents: list[Document]) -> None:
    with (work / "langchain" / "bm25.pickle").open("wb") as file:
        pickle.dump(_bm25(documents), file)


def _bm25(documents: list[Document]) -> Any:  # noqa: ANN401
    warnings.simplefilter("ignore")  # langchain-community says at its import that it is no longer maintained
    from langchain_community.retrievers import BM25Retriever

    return BM25Retriever.from_documents(documents, k=HITS)


def ask(work: Path) -> dict[str, object]:
    """Open the store from disk and ask."""
    asked = questions(work / "sample.jsonl", 200)
    figures: dict[str, object] = {}
    bm25 = work / "langchain" / "bm25.pickle"
    import chromadb  # noqa: F401

    _Encoder().embed_query("warm")
    out_of_memory(work / "langchain")
    began = time.perf_counter()
    store = _store(work)
    store.similarity_search("warm", k=1)
    warnings.simplefilter("ignore")  # langchain-community says at its import that it is no longer maintained
    keywords = pickle.loads(bm25.read_bytes()) if bm25.exists() else None  # noqa: S301 - written by build()
    figures["open cold s"] = round(time.perf_counter() - began, 2)

    def find(question: str, **options: object) -> None:
        store.similarity_search(question, k=HITS, **options)
        if keywords is not None:
            keywords.invoke(question)

    figures["first question cold ms"] = round(latencies(find, asked[:1])[0], 1)
    figures["find ms"] = spread(latencies(find, asked))
    for name, period in PERIODS.items():
        days = {"$and": [{"day": {"$gte": period.start.toordinal()}}, {"day": {"$lte": period.end.toordinal()}}]}
        filtered = partial(find, filter=days)
        figures[f"find in a {name} ms"] = spread(latencies(filtered, asked[-40:]))
    figures["ask peak MiB"] = peak_mib()
    figures["keywords"] = "BM25Retriever" if keywords is not None else "vectors only"
    return figures


if __name__ == "__main__":
    step = {"build": build, "ask": ask}[sys.argv[1]]
    print(json.dumps(step(Path(sys.argv[2]))))
