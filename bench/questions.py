"""Asks the 40 questions of bench/questions.jsonl: how often the right sentence came first, and how fast.

Each line of questions.jsonl has `question` and `quote`: a list of words of which some stand in any sentence that is
right. Without `quote`, the archive cannot answer.
Figures that fall below bench/floors.json make it exit with 1.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from index.archive import Archive
from index.encoder import SentenceEncoder
from index.glossary import Glossary
from index.sync import sync
from rag.answer import Answer, NothingFound, Statement
from rag.desk import Desk, Done

HERE = Path(__file__).parent
_ROUNDS = 3  # each question is timed this often


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it should get, and what it got."""

    question: str
    quotes: tuple[str, ...]
    outcome: Answer | NothingFound
    seconds: tuple[float, ...]

    @property
    def language(self) -> str:
        """Which language it was asked in."""
        return self.outcome.question.language

    @property
    def right(self) -> bool:
        """Whether the first statement is the sentence looked for; or, where there is none, nothing was claimed."""
        if not self.quotes or isinstance(self.outcome, NothingFound):
            return not self.quotes and isinstance(self.outcome, NothingFound)
        return self._says(self.outcome.statements[0])

    @property
    def among(self) -> bool:
        """Whether the sentence looked for is one of the statements."""
        if not self.quotes or isinstance(self.outcome, NothingFound):
            return self.right
        return any(self._says(statement) for statement in self.outcome.statements)

    def _says(self, statement: Statement) -> bool:
        return any(quote in statement.text for quote in self.quotes)


def main() -> int:
    """Index the sample archive anew, ask every question, print the figures; return 1 if one fell below its floor."""
    questions = [json.loads(line) for line in (HERE / "questions.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        encoder = SentenceEncoder()
        encoder.encode_question("warm")
        report = sync(Path(folder), [HERE.parent / "corpus"], encoder)
        archive = Archive.open(Path(folder), encoder)
        archive.warm()
        desk = Desk(archive, Glossary.shipped())
        asked = [_ask(desk, line["question"], tuple(line.get("quote", ()))) for line in questions]
        archive.close()
    print(f"indexed {report.added} articles in {report.seconds:.1f} s, {report.added / report.seconds:.1f} a second")
    return _report(asked)


def _ask(desk: Desk, question: str, quotes: tuple[str, ...]) -> Asked:
    seconds, outcome = list[float](), None
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        *_, done = desk.ask(question)
        seconds.append(time.perf_counter() - began)
        assert isinstance(done, Done)  # noqa: S101 - a Desk's last event
        outcome = done.outcome
    assert outcome is not None  # noqa: S101 - asked at least once
    return Asked(question, quotes, outcome, tuple(seconds))


def _report(asked: list[Asked]) -> int:
    for one in asked:
        if not one.right:
            got = one.outcome.statements[0].text if isinstance(one.outcome, Answer) else "the archive does not say"
            print(f"missed{' (among)' if one.among else ''}: {one.question}")
            print(f"  wanted {one.quotes}\n  got    {got[:160]!r}")
    latencies = sorted(second for one in asked for second in one.seconds)
    cuts = statistics.quantiles(latencies, n=20)
    print(f"latency p50 {statistics.median(latencies) * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms")
    groups = {
        "answerable": [one for one in asked if one.quotes],
        "unanswerable": [one for one in asked if not one.quotes],
        "Dutch": [one for one in asked if one.language == "nl"],
        "English": [one for one in asked if one.language == "en"],
        "all": asked,
    }
    floors = json.loads((HERE / "floors.json").read_text("utf-8"))
    fallen = 0
    for name, group in groups.items():
        first, among = sum(one.right for one in group), sum(one.among for one in group)
        print(f"{name:>12}: {first} of {len(group)} right first, {among} among the statements")
        if first < floors[name]:
            print(f"{name} fell below its floor of {floors[name]}")
            fallen = 1
    return fallen


if __name__ == "__main__":
    sys.exit(main())
