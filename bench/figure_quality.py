"""How well figures are read from sentences, on 460 labelled by hand: python -m bench.figure_quality [--misses].

The labels name sentences by article and offsets, half of them Dutch, from the sample archive, Wikinews and
Reuters-21578; what is absent is skipped. A figure is right when its value, its bound and what it counts are; the strict
total asks for the right source as well. `dev` and `test` were drawn and labelled before there were rules. `fresh`,
`blind` and `last` were drawn later, each labelled and measured once before anybody looked at a miss. The rules were
tuned on `dev`, `fresh` and `blind`; nobody has looked at the misses of `test` and `last`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.wikinews import write_wikinews
from index.annotate.figures import Figure, figures
from index.annotate.figures.keys import key_of
from index.article import Article
from index.readers import files_in, read
from index.sentences import sentences as sentences_of
from index.span import Span

_HERE = Path(__file__).parent
_SHARED = _HERE.parents[1] / "shared" / "data"
_LABELS = _HERE / "figure_labels"
_MOST_TIMED = 30_000
_PARTS = ("value", "bound", "counted", "source", "all but source", "all")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the figures that a person found in it; spans count from the start of the sentence."""

    text: str
    language: str
    collection: str
    figures: list[dict[str, Any]]


def main() -> int:
    """Print precision and recall of each part, per half and per language; return 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(prog="python -m bench.figure_quality", description=__doc__)
    parser.add_argument("--data", type=Path, default=_SHARED, help="folder with wikinews/ and reuters/")
    parser.add_argument("--misses", action="store_true", help="print what was missed in `dev`, and what was too much")
    told = parser.parse_args()
    texts = {article.id: (article.text, article.language) for article in _articles(told.data)}
    for half in ("dev", "test", "fresh", "blind", "last"):
        sentences = list(_sentences(half, texts))
        if not sentences:
            print(f"no labelled sentence of {half} can be read; --data names the folder of the collections")
            return 2
        _report(half, sentences)
        for language in ("nl", "en"):
            _report(f"{half} {language}", [item for item in sentences if item.language == language])
        if told.misses and half not in ("test", "last"):  # What is tuned on `test` no longer measures anything.
            _print_misses(sentences)
    _print_speed(texts.values())
    return 0


def _articles(data: Path) -> Iterator[Article]:
    table = data / "wikinews" / "wikinews_2019.csv"
    with tempfile.TemporaryDirectory() as folder:
        sources = [_HERE.parent / "corpus", data / "reuters"]
        if table.exists():
            write_wikinews(table, Path(folder) / "wikinews")
            sources.append(Path(folder) / "wikinews")
        for source in sources:
            if not source.exists():
                print(f"skipped: there is no {source}")
                continue
            for file in files_in(source):
                yield from (item for item in read(file) if isinstance(item, Article))


def _sentences(half: str, texts: Mapping[str, tuple[str, str]]) -> Iterator[Labelled]:
    for line in (_LABELS / f"{half}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        if told["article"] in texts:
            sentence = texts[told["article"]][0][told["start"] : told["end"]]
            yield Labelled(
                sentence, told["language"], told["collection"], [_from(told["start"], f) for f in told["figures"]]
            )


def _from(start: int, figure: dict[str, Any]) -> dict[str, Any]:
    """Return a labelled figure with its spans counted from the start of its sentence."""
    spans = {
        "span": Span(figure["start"], figure["end"]).shifted(-start),
        "counted": Span(*figure["counted"]).shifted(-start),
        "source": Span(*figure["source"]).shifted(-start) if figure["source"] else None,
    }
    return figure | spans


def _right(figure: Figure, label: dict[str, Any], sentence: Labelled) -> dict[str, bool]:
    """Return which parts of a figure are as labelled."""
    key = label["key"] or key_of(label["counted"].of(sentence.text), sentence.language)
    value = figure.value == label["value"] and (label["value"] is not None or figure.order == label.get("order"))
    right = {
        "value": value,
        "bound": figure.bound == label["bound"],
        "counted": figure.counted.key == key,
        "source": _same(figure.source, label["source"]),
    }
    right["all but source"] = right["value"] and right["bound"] and right["counted"]
    right["all"] = right["all but source"] and right["source"]
    return right


def _same(found: Span | None, labelled: Span | None) -> bool:
    """Tell whether two spans of a source agree: the shorter is at least half of the longer, and inside it."""
    if found is None or labelled is None:
        return found is labelled
    shared = min(found.end, labelled.end) - max(found.start, labelled.start)
    return shared * 2 >= max(found.end - found.start, labelled.end - labelled.start)


def _paired(sentence: Labelled) -> Iterator[tuple[Figure | None, dict[str, Any] | None]]:
    left = list(sentence.figures)
    for figure in figures(sentence.text, sentence.language):
        label = next((one for one in left if _overlap(figure.span, one["span"])), None)
        if label is not None:
            left.remove(label)
        yield figure, label
    yield from ((None, label) for label in left)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _report(name: str, sentences: list[Labelled]) -> None:
    right: Counter[str] = Counter()
    found = labelled = said = named = 0
    for sentence in sentences:
        for figure, label in _paired(sentence):
            found += figure is not None
            labelled += label is not None
            named += figure is not None and figure.source is not None
            said += label is not None and label["source"] is not None
            if figure is not None and label is not None:
                parts = _right(figure, label, sentence)
                right.update(part for part, is_right in parts.items() if is_right)
                right["named"] += parts["source"] and figure.source is not None
    print(f"\n{name}: {len(sentences)} sentences, {labelled} figures labelled, {found} found")
    print(f"{'':>16}{'precision':>11}{'recall':>8}")
    for part in _PARTS:
        print(f"{part:>16}{right[part] / max(found, 1):>11.3f}{right[part] / max(labelled, 1):>8.3f}")
    print(f"{'sources named':>16}{right['named'] / max(named, 1):>11.3f}{right['named'] / max(said, 1):>8.3f}")


def _print_misses(sentences: list[Labelled]) -> None:
    for sentence in sentences:
        for figure, label in _paired(sentence):
            if figure is not None and label is not None and _right(figure, label, sentence)["all"]:
                continue
            print(f"\n[{sentence.collection}] {sentence.text}")
            if figure is not None:
                source = figure.source.of(sentence.text) if figure.source else None
                told = (
                    figure.span.of(sentence.text),
                    figure.value,
                    figure.order,
                    str(figure.bound),
                    figure.counted.key,
                )
                print("   found   ", *told, source)
            if label is not None:
                source = label["source"].of(sentence.text) if label["source"] else None
                counted = label["key"] or label["counted"].of(sentence.text)
                print("   labelled", label["span"].of(sentence.text), label["bound"], counted, source)


def _print_speed(texts: Iterable[tuple[str, str]]) -> None:
    """Print how fast all sentences of the articles are read, those without a number among them."""
    timed = [(span.of(text), language) for text, language in texts for span in sentences_of(text)][:_MOST_TIMED]
    began = time.process_time()
    found = sum(len(figures(sentence, language)) for sentence, language in timed)
    taken = time.process_time() - began
    print(f"\n{len(timed):,} sentences, {found:,} figures, {len(timed) / taken:,.0f} sentences a CPU second")


if __name__ == "__main__":
    sys.exit(main())
