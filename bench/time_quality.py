"""How well expressions of time are found and resolved: python -m bench.time_quality [--misses] [--shared FOLDER].

On the tables of the tests, which were written with the rules, and on sentences that were labelled by hand: of the
sample archive and, where the collections are at hand, of Wikinews and Reuters (`held out`: labelled when the rules
stood). An expression is right if its period is, and its words overlap the labelled ones.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.wikinews import write_wikinews
from index.annotate.dates import time_expressions
from index.article import Article
from index.period import Period
from index.readers import files_in, read
from index.sentences import sentences
from index.span import Span

_ROOT = Path(__file__).parents[1]
_LABELS = Path(__file__).parent / "time_labels" / "labels.tsv"
_SHARED = _ROOT.parent / "shared" / "data"
_RUNS = 3

Labelled = list[tuple[Span, Period]]


@dataclass(slots=True)
class Score:
    """How many expressions were right, found in vain, and missed; `wrong` says which sentences were not right."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    sentences: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, found: Labelled, labelled: Labelled) -> None:
        """Count one sentence."""
        right = sum(any(_same(one, other) for other in labelled) for one in found)
        self.right, self.found, self.labelled = (
            self.right + right,
            self.found + len(found),
            self.labelled + len(labelled),
        )
        self.sentences += 1
        if not right == len(found) == len(labelled):
            told = (
                ", ".join(f"{span.start}:{span.end}={period}" for span, period in some) for some in (found, labelled)
            )
            self.wrong.append(f"{name}: found {', labelled '.join(told)}")

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.labelled, 1)
        figures = f"precision {precision:.3f}  recall {recall:.3f}"
        return f"{self.sentences:4} sentences  {self.labelled:4} expressions  {figures}"


def _same(one: tuple[Span, Period], other: tuple[Span, Period]) -> bool:
    (span, period), (place, stands_for) = one, other
    return period == stands_for and span.start < place.end and place.start < span.end


def read_table(path: Path) -> Iterator[tuple[Period, str, Labelled]]:
    """Yield (anchor, sentence, expressions) of a table of the tests.

    A row is: anchor, sentence, `words=period; words=period` in the order in which they stand in the sentence.
    """
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            sentence, at, labelled = row["sentence"], 0, list[tuple[Span, Period]]()
            for entry in filter(None, (row["expressions"] or "").split("; ")):
                words, _, period = entry.rpartition("=")
                start = sentence.index(words, at)
                at = start + len(words)
                labelled.append((Span(start, at), Period.parse(period)))
            yield Period.parse(row["anchor"]), sentence, labelled


def _measured(language: str) -> Score:
    score = Score()
    for number, (anchor, sentence, labelled) in enumerate(
        read_table(_ROOT / "tests" / f"dates_{language}.tsv"), start=2
    ):
        found = [(one.span, one.period) for one in time_expressions(sentence, anchor, language)]
        score.count(f"dates_{language}.tsv:{number}", found, labelled)
    return score


def _articles(shared: Path) -> Iterator[Article]:
    with tempfile.TemporaryDirectory() as folder:
        sources = [_ROOT / "corpus"]
        if shared.exists():
            write_wikinews(shared / "wikinews" / "wikinews_2019.csv", Path(folder) / "wikinews")
            sources = [Path(folder), shared / "reuters", *sources]
        else:
            print(f"the sample archive only: there is no {shared} (--shared names another place)")
        for source in sources:
            for file in files_in(source):
                yield from (article for article in read(file) if isinstance(article, Article))


def _labelled(articles: dict[str, Article]) -> dict[str, Score]:
    """Return the scores on the labelled sentences, by source; `cued` were drawn from those with a calendar word."""
    scores: dict[str, Score] = {}
    with _LABELS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            article, whole = articles.get(row["article"]), _span(row["sentence"])
            if article is None and not row["article"].startswith("corpus/"):
                continue  # of a collection that is not at hand, as was said
            if article is None or digest_of(whole.of(article.text)) != row["digest"]:
                print(f"not counted: {row['article']} {row['sentence']} is not there as it was labelled; label it anew")
                continue
            found = time_expressions(whole.of(article.text), article.published, article.language)
            labelled = [(_span(place), Period.parse(period)) for place, _, period in _entries(row["expressions"])]
            name = f"{re.split('[:/]', row['article'])[0]}, {row['sample']}"
            score = scores.setdefault(name, Score())
            placed = [(one.span.shifted(whole.start), one.period) for one in found]
            score.count(f"{row['article']} {row['sentence']}", placed, labelled)
    return scores


def digest_of(sentence: str) -> str:
    """Return what tells a labelled sentence from another at the same place."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:8]


def _entries(cell: str) -> list[tuple[str, str, str]]:
    return [entry.partition("=") for entry in cell.split()]


def _span(written: str) -> Span:
    start, _, end = written.partition(":")
    return Span(int(start), int(end))


def _speed(texts: list[tuple[str, Period, str]]) -> float:
    """Return sentences read per second, the best of a few runs."""
    took = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        for text, anchor, language in texts:
            time_expressions(text, anchor, language)
        took.append(time.perf_counter() - began)
    return len(texts) / min(took)


def main() -> None:
    """Print precision and recall, and how fast it goes."""
    parser = argparse.ArgumentParser(prog="python -m bench.time_quality", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print where what was found is not what was labelled")
    parser.add_argument("--shared", type=Path, default=_SHARED, help="folder with wikinews/ and reuters/")
    told = parser.parse_args()
    scores = {f"table {language}": _measured(language) for language in ("nl", "en")}
    articles = {article.id: article for article in _articles(told.shared)}
    scores |= _labelled(articles)
    some = list(articles.values())[:400]
    texts = [(span.of(one.text), one.published, one.language) for one in some for span in sentences(one.text)]
    print(f"{_speed(texts):,.0f} sentences a second, of {len(texts):,}")
    for name, score in scores.items():
        print(f"{name:16} {score}")
        if told.misses:
            print("".join(f"  {wrong}\n" for wrong in score.wrong), end="")


if __name__ == "__main__":
    main()
