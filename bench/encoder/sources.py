"""What the encoder learns from: public English text, a dictionary, and pairs of sentences in both languages."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.sentences import sentences

HERE = Path(__file__).parent
PAIRS = HERE / "pairs"
HELD_OUT = 300  # the last pairs of FLORES; nothing learns from them
_SHORTEST, _LONGEST = 4, 48  # words
_HEADING = re.compile(r"\s*(?:=\s)+")
_WIKITEXT_MARKS = (
    (" @.@ ", "."),
    (" @,@ ", ","),
    (" @-@ ", "-"),
    ("<unk>", ""),
    (" 's", "'s"),
    ("( ", "("),
    (" )", ")"),
)
_DATELINE = re.compile(r"\s*\w+day,\s+\w+\s+\d{1,2},\s+\d{4}\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing said in both languages."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A question and a text that answers it, in one language."""

    question: str
    text: str


def flores(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Return the FLORES-200 dev pairs, those to learn from and those held out."""
    pairs = _read(folder / "bilingual" / "flores-dev.nl-en.tsv")
    return pairs[:-HELD_OUT], pairs[-HELD_OUT:]


def dictionary(folder: Path) -> list[Pair]:
    """Return the pairs of the Dutch-English dictionary as they are, good senses and bad."""
    return _read(folder / "bilingual" / "dictionary.nl-en.tsv")


def written_pairs() -> list[Pair]:
    """Return the news sentences that were written for Knipsel in both languages, questions and replies among them."""
    pairs = [pair for file in sorted(PAIRS.glob("*.nl-en.tsv")) for pair in _read(file)]
    for nl_question, en_question, nl_reply, en_reply in _quadruples():
        pairs += [Pair(nl_question, en_question), Pair(nl_reply, en_reply)]
    return pairs


def written_replies() -> list[Reply]:
    """Return the questions written for Knipsel with the sentences that answer them, in and across both languages."""
    return [
        Reply(question, text)
        for nl_question, en_question, nl_reply, en_reply in _quadruples()
        for question in (nl_question, en_question)
        for text in (nl_reply, en_reply)
    ]


def english_sentences(folder: Path) -> list[str]:
    """Return the sentences of WikiText-2, Wikinews and SQuAD's paragraphs and questions, each once, in order."""
    texts = [*_wikitext(folder), *(text for _, text in wikinews(folder)), *squad_paragraphs(folder)]
    cut = (" ".join(span.of(text).split()) for text in texts for span in sentences(text))
    kept = (sentence for sentence in cut if _SHORTEST <= len(sentence.split()) <= _LONGEST)
    titles = (title for title, _ in wikinews(folder))
    questions = (reply.question for reply in squad_replies(folder))
    return list(dict.fromkeys([*kept, *titles, *questions]))


def english_paragraphs(folder: Path) -> list[str]:
    """Return whole paragraphs of the same three, each once, of 40 to 200 words."""
    news = (paragraph for _, text in wikinews(folder) for paragraph in _windows(text))
    texts = [*_wikitext(folder), *news, *squad_paragraphs(folder)]
    return [text for text in dict.fromkeys(texts) if 40 <= len(text.split()) <= 200]


def clozes(paragraphs: Iterable[str], seed: int) -> list[Reply]:
    """Return of each paragraph one of its sentences, and the paragraph without it: a question of sorts, and its text.

    The inverse cloze task (Lee et al. 2019, arXiv:1906.00300): what belongs together in meaning without sharing words.
    """
    draw, found = random.Random(seed), list[Reply]()  # noqa: S311 - a sample, not a secret
    for text in paragraphs:
        spans = list(sentences(text))
        if len(spans) > 1:
            taken = draw.choice(spans)
            found.append(Reply(taken.of(text), f"{text[: taken.start]}{text[taken.end :]}".strip()))
    return found


def wikinews(folder: Path) -> list[tuple[str, str]]:
    """Return title and text of each Wikinews article."""
    with (folder / "wikinews" / "wikinews_2019.csv").open(encoding="utf-8", newline="") as rows:
        return [(row["title"], _DATELINE.sub("", row["text"], count=1)) for row in csv.DictReader(rows)]


def squad_paragraphs(folder: Path) -> list[str]:
    """Return the paragraphs of SQuAD."""
    return [paragraph["context"] for paragraph in _squad(folder)]


def squad_replies(folder: Path) -> list[Reply]:
    """Return SQuAD's answerable questions, each with the paragraph that answers it."""
    return [
        Reply(" ".join(asked["question"].split()), paragraph["context"])
        for paragraph in _squad(folder)
        for asked in paragraph["qas"]
        if not asked["is_impossible"]
    ]


def _squad(folder: Path) -> list[dict[str, list[dict[str, str]]]]:
    with gzip.open(folder / "squad" / "squad2-dev-half.json.gz", "rt", encoding="utf-8") as file:
        return [paragraph for article in json.load(file)["data"] for paragraph in article["paragraphs"]]


def _wikitext(folder: Path) -> Iterator[str]:
    with gzip.open(folder / "text" / "wikitext2-valid-test.txt.gz", "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip() and not _HEADING.match(line):
                for mark, plain in _WIKITEXT_MARKS:
                    line = line.replace(mark, plain)
                yield re.sub(r"\s+([,.;:?!])", r"\1", " ".join(line.split()))


def _windows(text: str) -> Iterator[str]:
    """Yield stretches of about 120 words, as passages are."""
    words = text.split()
    for start in range(0, len(words), 120):
        yield " ".join(words[start : start + 120])


def _quadruples() -> Iterator[list[str]]:
    for line in (PAIRS / "questions.tsv").read_text("utf-8").splitlines():
        yield line.split("\t")


def _read(file: Path) -> list[Pair]:
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    return [Pair(row[0].strip(), row[1].strip()) for row in rows if len(row) == 2]
