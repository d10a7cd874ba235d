"""Articles in any number: the Reuters collection as it is, then again and again with other names and other numbers."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count, islice
from pathlib import Path

from index.article import Article
from index.period import Period
from index.readers import files_in, read

_PER_FILE = 5_000
_PASSAGES_PER_ARTICLE = 1.398  # counted over the collection
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")  # inside a sentence, where a capital means a name
_NUMBER = re.compile(r"\d+")
_SYLLABLES = "ba ker don ve lin mar so tel ri gan fo wes ten da hul mo".split()
_MONTH = timedelta(days=30)


def articles(reuters: Path) -> Iterator[Article]:
    """Yield the collection's articles, then copies without end, each round a month later and with other names."""
    originals = [item for file in files_in(reuters) for item in read(file) if isinstance(item, Article)]
    yield from originals
    for turn in count(1):
        for original in originals:
            yield _changed(original, turn)


def write_articles(reuters: Path, folder: Path, passages: int) -> list[Article]:
    """Write as many articles as make about `passages` passages into JSON Lines files; return a thousand of them."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = round(passages / _PASSAGES_PER_ARTICLE)
    chosen = set(random.Random(3).sample(range(wanted), min(1_000, wanted)))  # noqa: S311 - a sample, no secret
    sample, source = list[Article](), islice(articles(reuters), wanted)
    for number in range(0, wanted, _PER_FILE):
        with (folder / f"{number // _PER_FILE:03}.jsonl").open("w", encoding="utf-8") as file:
            for position, article in enumerate(islice(source, _PER_FILE), start=number):
                file.write(line_of(article))
                if position in chosen:
                    sample.append(article)
    return sample


def line_of(article: Article) -> str:
    """Return an article as a line of a JSON Lines file."""
    told = {"id": article.id, "title": article.title, "text": article.text, "date": str(article.published)}
    return json.dumps({**told, "outlet": article.outlet, "language": article.language}) + "\n"


def _changed(article: Article, turn: int) -> Article:
    later = turn * _MONTH
    return replace(
        article,
        id=f"{article.id}-{turn}",
        title=_numbers(_NAME.sub(lambda name: _coined(name[0], turn), article.title), turn),
        text=_numbers(_NAME.sub(lambda name: _coined(name[0], turn), article.text), turn),
        published=Period(article.published.start + later, article.published.end + later),
    )


@cache
def _coined(name: str, turn: int) -> str:
    """Return another name, always the same one for a name in a round."""
    dice = random.Random(f"{name}/{turn}")  # noqa: S311 - names, no secrets
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize()


def _numbers(text: str, turn: int) -> str:
    return _NUMBER.sub(lambda number: str((int(number[0]) * (turn + 6) // 5 + turn) % 10 ** len(number[0])), text)
