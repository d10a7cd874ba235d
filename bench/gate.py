"""How much the gate for written sentences lets through that it should not: python -m bench.gate [SOURCE] [--passed].

Every sentence of the sample archive, or of SOURCE, quotes itself and must pass; then it is altered while its quotation
stays as it is, and should not: another number, another name, another day of the week, a negation put in, or another
article's sentence in its place. No model is needed.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.annotate.names import names
from index.annotate.numbers import dissected_numbers
from index.article import Article
from index.glossary import Glossary
from index.readers import files_in, read
from index.sentences import sentences
from index.span import Span
from rag.answer import Citation
from rag.carried import flaw_of
from rag.quoted import find_quoted

_CORPUS = Path(__file__).parents[1] / "corpus"
_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_VERB = re.compile(r"\b(?:is|was|zijn|waren|were|are|heeft|has|had)\b")
_DENIED = re.compile(
    r"\b(?:niet|geen|nooit|zonder|niemand|niets|not|no|never|without|none|nobody|nothing)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence of an article that can be quoted: long enough, and found in it as it stands."""

    article: Article
    span: Span

    @property
    def text(self) -> str:
        """The sentence, to the letter."""
        return self.span.of(self.article.text)


Alteration = Callable[[Quotable, list[Quotable], random.Random], str]


def main() -> None:
    """Print how many sentences pass as they are, and altered in each way."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", default=_CORPUS)
    parser.add_argument("--passed", action="store_true", help="print what passed though it was altered")
    told = parser.parse_args()
    every, began = list(quotable(told.source)), time.perf_counter()
    passed = sum(_passes(one, one.text) for one in every)
    each_ms = (time.perf_counter() - began) / len(every) * 1000
    print(f"{'as it is':<15}{len(every):>6} sentences, {len(every) - passed} stopped, {each_ms:.1f} ms each")
    for name, alter in ALTERATIONS.items():
        dice = random.Random(name)  # noqa: S311 - not for secrets
        altered = [(one, words) for one in every if (words := alter(one, every, dice))]
        through = [(one, words) for one, words in altered if _passes(one, words)]
        print(f"{name:<15}{len(altered):>6} altered, {len(through)} passed")
        for one, words in through if told.passed else ():
            print(f"    {words}\n    rests on: {one.text}")


def quotable(source: Path) -> Iterator[Quotable]:
    """Yield the sentences of all articles in a file or folder that can be quoted, in order."""
    for file in files_in(source):
        for article in read(file):
            for span in sentences(article.text) if isinstance(article, Article) else ():
                if find_quoted(span.of(article.text), article.text, span):
                    yield Quotable(article, span)


def _passes(quoted: Quotable, words: str) -> bool:
    span = find_quoted(quoted.text, quoted.article.text, quoted.span)
    citations = [Citation.of(quoted.article, span, quoted.span)] if span else []
    return flaw_of(" ".join(words.split()), quoted.article.language, citations, Glossary.shipped()) is None


def _other_number(one: Quotable, every: list[Quotable], dice: random.Random) -> str:
    numbers = [found.number for found in dissected_numbers(one.text) if found.number.of(one.text)[-1].isdigit()]
    return _put(one.text, numbers[0], f"{int(one.text[numbers[0].end - 1]) * 7 % 9 + 1}", last=True) if numbers else ""


def _other_name(one: Quotable, every: list[Quotable], dice: random.Random) -> str:
    here, other = next(names(one.text), None), dice.choice(every)
    name = next((span.of(other.text) for span in names(other.text)), "")
    return _put(one.text, here, name) if here and name and name not in one.text else ""


def _other_day(one: Quotable, every: list[Quotable], dice: random.Random) -> str:
    days = _DAYS.get(one.article.language, _DAYS["en"])
    found = re.search(rf"\b(?:{'|'.join(days)})\b", one.text)
    return _put(one.text, Span(*found.span()), days[(days.index(found.group()) + 1) % 7]) if found else ""


def _denied(one: Quotable, every: list[Quotable], dice: random.Random) -> str:
    verb = _VERB.search(one.text)
    word = " niet" if one.article.language == "nl" else " not"
    return _put(one.text, Span(verb.end(), verb.end()), word) if verb and not _DENIED.search(one.text) else ""


def _other_sentence(one: Quotable, every: list[Quotable], dice: random.Random) -> str:
    other = dice.choice(every)
    alike = other.article.id == one.article.id or other.article.language != one.article.language
    return "" if alike else other.text


def _put(text: str, where: Span, words: str, *, last: bool = False) -> str:
    start = where.end - 1 if last else where.start
    return f"{text[:start]}{words}{text[where.end :]}"


ALTERATIONS: dict[str, Alteration] = {
    "number": _other_number,
    "name": _other_name,
    "day": _other_day,
    "negation": _denied,
    "other sentence": _other_sentence,
}

if __name__ == "__main__":
    main()
