"""Known-item search: each of a thousand headlines must find its own article in an archive that has no headlines.

python -m bench.known_item [--reuters FOLDER] [--encoder NAME] [--articles N]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import ir_measures
from ir_measures import RR, Success

from index.archive import WEIGHTS, Archive
from index.article import Article
from index.encoder import DEFAULT_ENCODER, THOROUGH, Encoder, SentenceEncoder
from index.fusion import fuse
from index.glossary import Glossary
from index.readers import files_in, read
from index.sync import sync
from rag.candidates import candidates_in
from rag.evaluation.golden import GoldenQuestion
from rag.question import Question, QuestionRefused
from rag.retrieve import CANDIDATES, retrieve
from rag.second_look import look_again, reordered
from rag.terms import searched, terms_of

REUTERS = Path(__file__).parents[2] / "shared" / "data" / "reuters"
_QUESTIONS = 1_000
_LEARNED_FROM, _HEADLINES = 4_000, 600
_DEPTH = 50  # passages of each ranking
_MEASURES = (Success @ 1, Success @ 10, RR @ 10)
_NAMES = ("Hits@1", "Hits@10", "MRR@10")


def main() -> int:
    """Index the bodies, ask the headlines, print the figures; return 2 where there is no collection to read."""
    parser = argparse.ArgumentParser(prog="python -m bench.known_item", description=__doc__)
    parser.add_argument("--reuters", type=Path, default=REUTERS, help="folder of the Reuters-21578 *.sgm(.gz) files")
    parser.add_argument("--encoder", default=DEFAULT_ENCODER)
    parser.add_argument("--reader", default=THOROUGH, help="encoder of the second look; empty for none")
    parser.add_argument("--articles", type=int, default=0, help="take only so many articles; all unless told")
    parser.add_argument("--questions", type=int, default=_QUESTIONS)
    told = parser.parse_args()
    articles = _articles(told.reuters)
    if not articles:
        print(f"no Reuters-21578 files (*.sgm, *.sgm.gz) in {told.reuters}; name their folder with --reuters")
        return 2
    articles = articles[: told.articles or None]
    with tempfile.TemporaryDirectory() as folder:
        encoder = SentenceEncoder(told.encoder)
        archive = _archive(Path(folder), articles, encoder)
        asked = _asked(articles, told.questions)
        _report(archive, asked, SentenceEncoder(told.reader) if told.reader else None)
        archive.close()
    return 0


def headlines_to_learn_from(reuters: Path, folder: Path) -> list[GoldenQuestion]:
    """Write the bodies of 4,000 articles into `folder`; return headlines as questions, none of them asked by `main`."""
    articles = _articles(reuters)[:_LEARNED_FROM]
    write_bodies(folder, articles)
    held_out = {article.id for article in _asked(articles, _QUESTIONS)}
    others = [article for article in articles if article.id not in held_out and article.title]
    chosen = random.Random(7).sample(others, min(_HEADLINES, len(others)))  # noqa: S311 - a sample
    told = {"language": "en", "kind": "headline", "answers": ["-"]}
    return [
        GoldenQuestion.model_validate(told | {"id": one.id, "question": one.title, "articles": [one.id]})
        for one in chosen
    ]


def _articles(reuters: Path) -> list[Article]:
    return [item for file in files_in(reuters) for item in read(file) if isinstance(item, Article)]


def _asked(articles: Sequence[Article], questions: int) -> list[Article]:
    return random.Random(1987).sample(articles, min(questions, len(articles)))  # noqa: S311 - a sample


def _archive(folder: Path, articles: Sequence[Article], encoder: SentenceEncoder) -> Archive:
    write_bodies(folder / "bodies", articles)
    report = sync(folder / "archive", [folder / "bodies"], encoder)
    print(f"{report.added:,} articles, {report.embedded:,} passages indexed in {report.seconds:.0f} s")
    return Archive.open(folder / "archive", encoder)


def write_bodies(folder: Path, articles: Sequence[Article]) -> None:
    """Write the articles without their headlines."""
    folder.mkdir()
    with (folder / "reuters.jsonl").open("w", encoding="utf-8") as file:
        for article in articles:
            told = {"id": article.id, "text": article.text, "date": str(article.published), "language": "en"}
            file.write(json.dumps(told) + "\n")


def _report(archive: Archive, asked: Sequence[Article], reader: Encoder | None) -> None:
    began = time.perf_counter()
    relevant, runs, refused = list[ir_measures.Qrel](), defaultdict[str, list[ir_measures.ScoredDoc]](list), 0
    for article in asked:
        relevant.append(ir_measures.Qrel(article.id, article.id, 1))
        try:
            rankings = _rankings(archive, article.title, reader)
        except QuestionRefused:
            refused += 1
            continue
        for name, ranking in rankings.items():
            runs[name] += list(_scored(archive, article.id, ranking))
    taken = (time.perf_counter() - began) / len(asked)
    print(f"{len(asked):,} headlines asked, {taken * 1000:.0f} ms each; {refused} had no word to search for")
    print(f"{'':>16}" + "".join(f"{name:>10}" for name in _NAMES))
    for name, run in runs.items():
        figures = ir_measures.calc_aggregate(_MEASURES, relevant, run)
        print(f"{name:>16}" + "".join(f"{figures[measure]:>10.3f}" for measure in _MEASURES))


def _rankings(archive: Archive, headline: str, reader: Encoder | None) -> dict[str, list[int]]:
    question = Question.parse(headline)
    terms = terms_of(question, Glossary.shipped(), archive.spread)
    rankings = archive.rankings(question.text, searched(terms), _DEPTH)
    rankings |= {"fused": fuse(rankings, WEIGHTS)}
    if reader is None:
        return rankings
    hits = retrieve(archive, question, terms, CANDIDATES)
    read = look_again(question.text, candidates_in(question, terms, hits), reader)
    best, _ = reordered(question, hits, read, CANDIDATES)
    return rankings | {"looked at again": [hit.passage.id for hit in best]}


def _scored(archive: Archive, question: str, ranking: Sequence[int]) -> Iterator[ir_measures.ScoredDoc]:
    """Yield the articles of a ranking of passages, each at its best passage's place."""
    passages = archive.passages(ranking)
    for place, article in enumerate(dict.fromkeys(passage.article.id for passage in passages)):
        yield ir_measures.ScoredDoc(question, article, -float(place))


if __name__ == "__main__":
    sys.exit(main())
