"""How well articles that print one text are recognised: python -m bench.copies [--articles N] [--misses].

On the sample archive, whose copies are listed in bench/copies/corpus.tsv, and on articles of Reuters among which edited
copies of known articles are planted. Reuters itself sent stories twice; so what is found there beside the planted ones
is held against another measure: whether half of the shorter one's words stand in the longer in runs, in order.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from index.article import Article
from index.catalog_writing import WritableCatalog
from index.intake import Intake
from index.period import Period
from index.readers import files_in, read
from index.sentences import sentences

_ROOT = Path(__file__).parents[1]
_REUTERS = _ROOT.parent / "shared" / "data" / "reuters"
_LABELS = Path(__file__).parent / "copies_labels" / "corpus.tsv"
_FEWEST_WORDS = 40  # of an article that is copied: shorter ones are flashes
_RUN = 3  # words
Pair = frozenset[str]
Edit = Callable[[str, random.Random], str]


def main() -> int:
    """Print precision and recall over pairs; return 1 where either is below 0.95."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--reuters", type=Path, default=_REUTERS)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--planted", type=int, default=500)
    parser.add_argument("--misses", action="store_true")
    told = parser.parse_args()
    corpus = _articles(_ROOT / "corpus")
    labelled = {frozenset(line.split("\t")) for line in _LABELS.read_text("utf-8").splitlines()}
    worst = _report("sample archive", corpus, labelled, told.misses)
    originals = [one for one in _articles(told.reuters) if len(one.text.split()) >= _FEWEST_WORDS][: told.articles]
    if originals:
        copies = list(_planted(originals, told.planted))
        truth = {frozenset((copy.id, copy.id.removeprefix("copy of ").partition(": ")[2])) for copy in copies}
        worst = min(worst, _report("Reuters with planted copies", [*originals, *copies], truth, told.misses))
    else:
        print(f"no Reuters-21578 files in {told.reuters}; only the sample archive was measured")
    return 0 if worst >= 0.95 else 1


def _report(name: str, articles: Sequence[Article], truth: set[Pair], misses: bool) -> float:
    texts = {article.id: article.text for article in articles}
    began = time.perf_counter()
    found = _found(articles)
    taken = time.perf_counter() - began
    beside = {pair for pair in found - truth if not _in_runs(*(texts[one] for one in pair))}
    wrong, missed = beside, truth - found
    precision, recall = 1 - len(wrong) / max(1, len(found)), 1 - len(missed) / max(1, len(truth))
    print(f"{name}: {len(articles):,} articles, {len(truth)} pairs of copies, {len(found)} found in {taken:.1f} s")
    print(f"  precision {precision:.3f}, recall {recall:.3f}; {len(found - truth - wrong)} more were copies already")
    if misses:
        for kind, pairs in (("wrong", wrong), ("missed", missed)):
            for pair in sorted(map(sorted, pairs)):
                print(f"  {kind}: {pair[0]} | {pair[1]}")
    return min(precision, recall)


def _found(articles: Sequence[Article]) -> set[Pair]:
    """Return the pairs that an archive of these articles has on record as one text."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = WritableCatalog.create(Path(folder) / "catalog.sqlite3")
        intake = Intake(catalog, folder)
        with catalog.transaction():
            for article in articles:
                intake.take(article, "")
        printings = catalog.printings(article.id for article in articles)
        catalog.close()
    return {frozenset((one, other.id)) for one, others in printings.items() for other in others}


def _planted(originals: Sequence[Article], count: int) -> Iterator[Article]:
    """Yield edited copies of a sample of the articles, each printed up to three days later."""
    chance = random.Random(1987)  # noqa: S311 - a sample
    for number, original in enumerate(chance.sample(list(originals), min(count, len(originals)))):
        name, edits = _EDITS[number % len(_EDITS)]
        text = original.text
        for edit in edits:
            text = edit(text, chance)
        day = original.published.end + timedelta(days=chance.randint(0, 3))
        told = {"id": f"copy of {name}: {original.id}", "text": text, "published": Period(day, day)}
        yield replace(original, **told)  # type: ignore[arg-type]


def _cut(text: str, chance: random.Random) -> str:
    """Return the first half of the sentences, or more: copy is cut from the end."""
    ends = [span.end for span in sentences(text)]
    return text[: ends[max(0, round(chance.uniform(0.5, 0.9) * len(ends)) - 1)]]


def _edited(text: str, chance: random.Random) -> str:
    """Return the text with 4 in 100 words left out or replaced, as a desk that edits for style would."""
    words = text.split(" ")
    kept = (word if chance.random() > 0.04 else chance.choice(("", "reportedly", "also")) for word in words)
    return " ".join(word for word in kept if word)


def _introduced(text: str, chance: random.Random) -> str:
    """Return the text behind a first sentence of the outlet's own."""
    return f"Our correspondent writes from the scene, {chance.choice(('by wire', 'by telephone'))}. {text}"


def _extended(text: str, chance: random.Random) -> str:
    """Return the text with a paragraph of the outlet's own, a fifth as long, behind it."""
    own = "Readers of this paper told our reporter what they make of it all and why it matters around here".split()
    chance.shuffle(own)
    return f"{text}\n\n{' '.join(islice((word for _ in range(99) for word in own), len(text.split()) // 5))}."


def _restyled(text: str, _: random.Random) -> str:
    """Return the text in another house's capitals, quotes and dashes."""
    lowered = re.sub(r"\b[A-Z]{3,}\b", lambda word: word[0].capitalize(), text)
    return lowered.replace('"', "\N{LEFT DOUBLE QUOTATION MARK}").replace("-", " \N{EN DASH} ")


_EDITS: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    ("verbatim", ()),
    ("cut", (_cut,)),
    ("edited", (_edited,)),
    ("introduced", (_introduced,)),
    ("extended", (_extended,)),
    ("restyled", (_restyled,)),
    ("cut and introduced", (_cut, _introduced)),
    ("edited and extended", (_edited, _extended)),
)


def _in_runs(one: str, other: str) -> bool:
    """Tell whether half of the shorter one's words stand in the longer one in runs of three or more, in their order."""
    first, second = one.casefold().split(), other.casefold().split()
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _RUN) >= min(len(first), len(second)) / 2


def _articles(folder: Path) -> list[Article]:
    return [item for file in files_in(folder) for item in read(file) if isinstance(item, Article)]


if __name__ == "__main__":
    sys.exit(main())
