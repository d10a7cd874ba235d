"""How far what "check this paragraph" says can be trusted: python -m bench.check_paragraph [--misses] [--altered N].

Checks bench/check_sentences.jsonl, and then bench/check_held_out.jsonl, each line by itself, against the sample
archive, and prints what became of each kind. With --altered, N sentences of the archive are checked as they are, and
then altered by machine as `bench.gate` does it. Exits with 1 if a sentence that the archive does not say was said to be
supported.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.gate import ALTERATIONS, quotable
from index.archive import Archive
from index.encoder import SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.check import Checker, Judged
from rag.checking.text import Text, TextRefused
from rag.checking.verdict import Verdict

_HERE = Path(__file__).parent
_CORPUS = _HERE.parent / "corpus"
_SENTENCES = ("check_sentences.jsonl", "check_held_out.jsonl")  # the rules were made with the first in sight
_STATUSES = ("supported", "superseded", "contradicted", "related", "not_found", "not_checkable")
_SAID = ("supported", "superseded")
_RIGHT = {
    "verbatim": _SAID,
    "paraphrase": _SAID,
    "as it is": _SAID,
    "outdated": ("superseded",),
    "number": ("contradicted",),
    "date": ("contradicted",),
    "day": ("contradicted",),
    "unrelated": ("not_found",),
    "unasserted": ("not_checkable",),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, what stands before it, and how it was made."""

    kind: str
    language: str
    text: str
    before: str = ""


def main() -> int:
    """Measure and print; exit with 1 if anything was falsely said to be supported."""
    parser = argparse.ArgumentParser(prog="python -m bench.check_paragraph", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print each sentence of which something else was said")
    parser.add_argument("--altered", type=int, default=0, metavar="N", help="sentences of the archive, altered")
    told = parser.parse_args()
    encoder = SentenceEncoder()
    with tempfile.TemporaryDirectory() as folder:
        sync(Path(folder), [_CORPUS], encoder)
        archive = Archive.open(Path(folder), encoder)
        archive.warm()
        checker = Checker(archive, Glossary.shipped())
        false = sum(_measure(checker, _cases(_HERE / name), misses=told.misses) for name in _SENTENCES)
        if told.altered:
            false += _measure(checker, _altered(told.altered), misses=told.misses)
        archive.close()
    return 1 if false else 0


def _cases(file: Path) -> Iterator[Case]:
    yield from (Case(**json.loads(line)) for line in file.read_text("utf-8").splitlines())


def _measure(checker: Checker, cases: Iterable[Case], *, misses: bool) -> int:
    """Print a table of what was said of each kind, and return how many were falsely supported."""
    table, began = dict[str, Counter[str]](), time.process_time()
    false = 0
    for case in cases:
        verdict = _verdict(checker, case)
        table.setdefault(case.kind, Counter())[verdict.status] += 1
        wrong = verdict.status in _SAID and _RIGHT.get(case.kind) not in (_SAID, ("superseded",))
        false += wrong
        if misses and (wrong or verdict.status not in _RIGHT.get(case.kind, ("contradicted", "related", "not_found"))):
            print(f"{'FALSE ' if wrong else ''}{case.kind} -> {verdict.status} {verdict.differs}: {case.text}")
            for citation in verdict.citations[:1]:
                print(f"    {citation.article.published}: {citation.quote}")
    count = sum(map(sum, (row.values() for row in table.values())))
    print(f"\n{'':<15}" + "".join(f"{status:>15}" for status in _STATUSES))
    for kind, row in table.items():
        print(f"{kind:<15}" + "".join(f"{row[status] or '·':>15}" for status in _STATUSES))
    each_ms = (time.process_time() - began) / count * 1000
    print(f"{count} sentences, {false} falsely supported, {each_ms:.0f} ms of processor time each")
    return false


def _verdict(checker: Checker, case: Case) -> Verdict:
    text = f"{case.before} {case.text}".strip()
    judged = [event.verdict for event in checker.check(text, language=case.language) if isinstance(event, Judged)]
    return judged[-1]


def _altered(most: int) -> Iterator[Case]:
    every = [one for one in quotable(_CORPUS) if _is_checked(one.text, one.article.language)]
    dice = random.Random("check")  # noqa: S311 - not for secrets
    drawn = dice.sample(every, min(most, len(every)))
    yield from (Case("as it is", one.article.language, one.text) for one in drawn)
    for name, alter in ALTERATIONS.items():
        if name == "other sentence":
            continue  # it stands in another article, and is supported
        for one in drawn:
            if words := alter(one, every, dice):
                yield Case(name, one.article.language, words)


def _is_checked(text: str, language: str) -> bool:
    try:
        return all(one.unasserted is None for one in Text.read(text, language=language).sentences)
    except TextRefused:
        return False


if __name__ == "__main__":
    sys.exit(main())
