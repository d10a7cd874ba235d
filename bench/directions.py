"""Which search finds the article in which direction: python -m bench.directions; the table of docs/quality.md.

Keywords alone, keywords with all-MiniLM-L6-v2, with knipsel-fast, and that after the second look, on the golden
questions by language of question and article; a follow-up is put to each of them as it was understood. Retrieval only:
what is cited is measured by bench.quality.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.wikinews import write_wikinews
from index.archive import WEIGHTS, Archive
from index.encoder import FAST, THOROUGH, Encoder, SentenceEncoder
from index.fusion import fuse
from index.glossary import Glossary
from index.sync import sync
from rag.candidates import candidates_in
from rag.desk import Desk
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.retrieve import CANDIDATES, retrieve
from rag.second_look import look_again, reordered
from rag.terms import searched, terms_of
from rag.understanding import understood

_HERE = Path(__file__).parent
_WIKINEWS = _HERE.parents[1] / "shared" / "data" / "wikinews" / "wikinews_2019.csv"
_TEACHER = "all-MiniLM-L6-v2"
_DEPTH = 50  # passages of each ranking
_ONCE = 0.3  # what vectors weighed when MiniLM was the encoder

Places = dict[tuple[str, str], list[int]]  # of the expected article, from 0, by direction and search


def main() -> int:
    """Ask every answerable golden question in four ways and print a table for each set."""
    parser = argparse.ArgumentParser(prog="python -m bench.directions", description=__doc__)
    parser.add_argument("--wikinews", type=Path, default=_WIKINEWS, help="CSV file: url, date, title, text")
    told = parser.parse_args()
    reader = SentenceEncoder(THOROUGH)
    with tempfile.TemporaryDirectory() as folder:
        sources = [(_HERE.parent / "corpus", ("dev", "test"))]
        if told.wikinews.exists():
            write_wikinews(told.wikinews, Path(folder) / "wikinews")
            sources.append((Path(folder) / "wikinews", ("wikinews",)))
        for source, names in sources:
            archives = {
                name: _archive(Path(folder) / f"{source.name}-{name}", source, name) for name in (FAST, _TEACHER)
            }
            for name in names:
                _print(name, _places(_HERE / "golden" / f"{name}.jsonl", archives, reader))
    return 0


def _archive(folder: Path, source: Path, encoder: str) -> Archive:
    model = SentenceEncoder(encoder)
    sync(folder, [source], model)
    return Archive.open(folder, model)


def _places(file: Path, archives: dict[str, Archive], reader: Encoder) -> Places:
    places: Places = defaultdict(list)
    for golden in read_questions(file):
        if isinstance(golden, GoldenQuestion) and golden.answerable:
            spoken = {archives[FAST].article(article).language for article in golden.articles}
            direction = f"{golden.language}→{golden.language if golden.language in spoken else min(spoken)}"
            for search, found in _found(golden, archives, reader):
                place = next((place for place, article in enumerate(found) if article in golden.articles), _DEPTH)
                places[direction, search].append(place)
                places["all", search].append(place)
    return places


def _found(golden: GoldenQuestion, archives: dict[str, Archive], reader: Encoder) -> Iterator[tuple[str, list[str]]]:
    """Yield the articles found by each search, best first."""
    archive = archives[FAST]
    history = Desk(archive, Glossary.shipped(), reader=reader).talk(golden.history, golden.today)
    question = understood(archive, golden.question, golden.today, otherwise=golden.language, history=history)
    terms = terms_of(question, Glossary.shipped(), archive.spread)
    fast, teacher = (archives[name].rankings(question.subject, searched(terms), _DEPTH) for name in (FAST, _TEACHER))
    yield "keywords", _articles(archive, fast["keywords"])
    once = WEIGHTS | {"vectors": _ONCE}
    yield "and MiniLM, as it was (0.3)", _articles(archives[_TEACHER], fuse(teacher, once))
    yield "and MiniLM", _articles(archives[_TEACHER], fuse(teacher, WEIGHTS))
    yield "and knipsel-fast", _articles(archive, fuse(fast, WEIGHTS))
    hits = retrieve(archive, question, terms, CANDIDATES)
    read = look_again(question.text, candidates_in(question, terms, hits), reader)
    best, _ = reordered(question, hits, read, CANDIDATES)
    yield "looked at again", list(dict.fromkeys(hit.passage.article.id for hit in best))


def _articles(archive: Archive, ranking: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(passage.article.id for passage in archive.passages(ranking)))


def _print(name: str, places: Places) -> None:
    searches = list(dict.fromkeys(search for _, search in places))
    directions = sorted(dict.fromkeys(direction for direction, _ in places))
    print(f"\n{name}: Hits@1 / Hits@4\n{'':>28}" + "".join(f"{one:>16}" for one in directions))
    for search in searches:
        cells = []
        for direction in directions:
            found = places[direction, search]
            first, fourth = (sum(place < cut for place in found) / len(found) for cut in (1, 4))
            cells.append(f"{first:.2f} / {fourth:.2f}".rjust(16))
        print(f"{search:>28}" + "".join(cells))


if __name__ == "__main__":
    sys.exit(main())
