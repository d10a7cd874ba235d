"""Dutch and English words of news that mean the same: a question in one language finds articles in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from index.errors import GlossaryUnreadable
from index.words import stems

Phrase = tuple[str, ...]  # the stems of a word, or of a few words in a row

_COLUMNS = ("nl", "en")
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the glossary: what is said in each language, as stems."""

    phrases: dict[str, tuple[Phrase, ...]]


class Glossary:
    """Looks up phrases by their stems; `lines` are `Dutch<TAB>English`, each with alternatives between `|`."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._entries: dict[tuple[str, Phrase], list[Entry]] = defaultdict(list)
        for line in lines:
            columns = line.strip().split("\t")
            if line.startswith("#") or len(columns) != len(_COLUMNS):
                continue
            entry = Entry({lang: _phrases(column, lang) for lang, column in zip(_COLUMNS, columns, strict=True)})
            for language, phrases in entry.phrases.items():
                for phrase in phrases:
                    self._entries[language, phrase].append(entry)

    @classmethod
    @cache
    def shipped(cls) -> Glossary:
        """Return the glossary that comes with Knipsel."""
        return cls(_shipped_lines())

    @classmethod
    def read(cls, own: Path | None = None) -> Glossary:
        """Return the shipped glossary, with that of a newsroom, a file of the same format, beside it.

        Raises GlossaryUnreadable, naming the line, where the file is not one.
        """
        return cls.shipped() if own is None else cls([*_shipped_lines(), *_own_lines(own)])

    def __len__(self) -> int:
        return len(self._entries)

    def longest_at(self, stemmed: Sequence[str], start: int, language: str) -> tuple[int, list[Entry]]:
        """Return how many stems from `start` the longest known phrase takes, and its entries; (1, []) if none."""
        for length in range(min(_LONGEST_PHRASE, len(stemmed) - start), 0, -1):
            entries = self._entries.get((language, tuple(stemmed[start : start + length])))
            if entries:
                return length, entries
        return 1, []


def _shipped_lines() -> list[str]:
    return files("index").joinpath("glossary.tsv").read_text("utf-8").splitlines()


def _own_lines(file: Path) -> list[str]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as unreadable:
        raise GlossaryUnreadable(f"cannot read the glossary {file} ({unreadable}); KNIPSEL_GLOSSARY names it") from None
    for number, line in enumerate(lines, start=1):
        columns = [column.strip() for column in line.split("\t")]
        if line.strip() and not line.startswith("#") and (len(columns) != len(_COLUMNS) or not all(columns)):
            raise GlossaryUnreadable(
                f"{file}, line {number}: {line[:60]!r} is no entry; write Dutch, a tab, English, alternatives between |"
            )
    return lines


def _phrases(column: str, language: str) -> tuple[Phrase, ...]:
    found = (tuple(stems(alternative, language)) for alternative in column.split("|"))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))
