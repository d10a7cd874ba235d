"""The text to be checked, as sentences: which of them say something that an archive can tell, and which do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.annotate.dates import dates
from index.annotate.figures.sources import sources
from index.annotate.figures.tokens import tokens
from index.language import language_of
from index.sentences import paragraphs, sentences
from index.words import stems
from rag.as_data import UNSEEN
from rag.carried import LONGEST_SENTENCE
from rag.carried_names import names_in
from rag.checking.speech import is_speech

LONGEST_TEXT = 2_000  # code points
MOST_SENTENCES = 12
_LONGEST_TYPED = 4 * LONGEST_TEXT  # before letters and accents are joined
_MOST_OF_A_HEADING = 10  # words
# As encyclopedias put behind a sentence.
_NOTE = re.compile(r"\[(?:\d{1,3}|[a-z]|citation needed|bron\??)\]", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[•▪◦‣–—*-]\s+", re.MULTILINE)
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_OPINION = re.compile(
    r"\b(?:I|we) (?:\w+ )?(?:think|thought|believe|feel|hope|fear|suppose|guess|wish|love|hate|recommend)\b|"
    r"\b(?:ik|wij|we) (?:vind|vinden|denk|denken|geloof|geloven|hoop|hopen|vrees|vrezen|wens|wensen)\b|"
    r"\b(?:vind|denk|geloof|hoop|vrees) ik\b|\b(?:vinden|denken|geloven|hopen) (?:wij|we)\b|"
    r"\b(?:in (?:my|our) (?:opinion|view)|volgens mij|naar mijn (?:mening|idee)|mijns inziens|wat mij betreft)\b|"
    r"^(?:unfortunately|sadly|luckily|hopefully|helaas|gelukkig|hopelijk)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"^(?:he|she|they|his|her|their|its|hij|zij|ze|zijn|haar|hun)\b", re.IGNORECASE)

Unasserted = Literal["question", "opinion", "heading", "wordless", "long"]


class TextRefused(ValueError):
    """A text that cannot be checked; `reason` is `empty`, `long` or `wordless`, the message says what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text, from 1, and what it is where it says nothing that can be checked.

    `names` are its own, without those of who says it. `about` are those of the nearest sentence before it that has any,
    where it has none itself, or begins with a word that points back: `He resigned` tells of whoever was named.
    `is_speech`: in its own text it is quoted.
    """

    number: int
    text: str
    language: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    unasserted: Unasserted | None = None
    is_speech: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is checked; `left_out` counts the sentences behind the most that one check takes."""

    sentences: tuple[Sentence, ...]
    language: str
    left_out: int = 0

    @classmethod
    def read(cls, text: str, otherwise: str = "nl", *, language: str = "") -> Text:
        """Read what a person selected; raise TextRefused where there is nothing in it to check, or too much.

        `otherwise` is the language taken where the words do not tell, `language` the one that a person set.
        """
        cleaned = _cleaned(text)
        spans = list(sentences(cleaned))
        if not spans:
            raise TextRefused("empty", "there is no text to check; give a sentence or a paragraph in Dutch or English")
        language = language or language_of(cleaned, otherwise)
        if not any(map(str.isalnum, cleaned)):
            raise TextRefused("wordless", f"there are no words to check in {cleaned[:80]!r}")
        alone = set(paragraphs(cleaned)) if len(spans) > 1 else set()
        found, about = list[Sentence](), tuple[str, ...]()
        for number, span in enumerate(spans[:MOST_SENTENCES], start=1):
            words = " ".join(span.of(cleaned).split())
            names = tuple(_names(words, language))
            named = _without_sources(names, words, language)
            points_back = not named or _POINTS_BACK.match(words) is not None
            kind = _kind(words, language, alone=span in alone)
            told = about if points_back else ()
            found.append(Sentence(number, words, language, named, told, kind, is_speech(cleaned, span)))
            about = names if named or not about else about
        return cls(tuple(found), language, len(spans) - len(found))


def asks(sentence: str) -> bool:
    """Tell whether a sentence asks, within quotation marks or brackets or not."""
    return sentence.rstrip("\"'”’»)").endswith("?")


def _without_sources(names: Iterable[str], words: str, language: str) -> tuple[str, ...]:
    """Return the names but for those of who says it: `Two people died, the Red Cross said.`"""
    said = " ".join(span.of(words) for span in sources(tokens(words), language))
    return tuple(name for name in names if name not in said)


def _names(words: str, language: str) -> Iterator[str]:
    """Yield the names of a sentence; a weekday is none."""
    timed = list(dates(words))
    for name in names_in(words, language):
        if not any(name.overlaps(time) for time in timed):
            yield name.of(words)


def _cleaned(text: str) -> str:
    """Return a text without what cannot be seen, note marks and bullets; raise TextRefused for a very long one."""
    if len(text) <= _LONGEST_TYPED:
        shown = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        shown = unicodedata.normalize("NFC", shown.encode("utf-8", "ignore").decode())
        shown = _BULLET.sub("", _NOTE.sub("", shown)).strip()
        if len(shown) <= LONGEST_TEXT:
            return shown
    told = f"the text has {len(text):,} characters; check at most {LONGEST_TEXT:,} at a time"
    raise TextRefused("long", told)


def _kind(words: str, language: str, *, alone: bool) -> Unasserted | None:
    """Return what a sentence is where it says nothing that can be true; `alone`: it is a paragraph of its own."""
    if len(words) > LONGEST_SENTENCE:
        return "long"
    if asks(words):
        return "question"
    if not stems(words, language):
        return "wordless"
    if _OPINION.search(words):
        return "opinion"
    if alone and not _ENDED.search(words) and len(words.split()) <= _MOST_OF_A_HEADING:
        return "heading"
    return None
