"""What a model writes, read line by line: sentences, each with the passages it names and the words it quotes from them.

Asked for is `Sentence. [1] "words of passage 1"`, a line each. Models stray: bullets, bold type, a colon behind the
number, the quotation before it, on the next line or in other marks are all understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

NOT_SAID = "NOT SAID"  # what a model writes where the passages do not answer
_MOST_READ = 12_000  # code points; an answer is a few sentences, what comes after this is not read

_DOUBLE, _SINGLE = '"“”„‟«»', "'‘’‚"
_OPENING = _DOUBLE + _SINGLE
_MARK = re.compile(
    r"[\[(【]\s*(?:passages?\s*|sources?\s*|bron\s*|#)?(?P<numbers>\d{1,3}(?:\s*[,&]\s*\d{1,3})*)\s*[\])】:,]\s*[:–-]?\s*",
    re.IGNORECASE,
)
_BEFORE_ITS_NUMBER = re.compile(rf"(?<=[.!?])\s*[{_DOUBLE}](?P<words>[^{_DOUBLE}]+)[{_DOUBLE}][.,;]?\s*$")
_ALONE = re.compile(rf"[{_OPENING}](?P<words>.+)[{_OPENING}][.,;]?")
_BULLET = re.compile(r"^\s*(?:(?:[-*•–>]|\d{1,2}[.)])\s+(?=\D))*")
_BOLD = re.compile(r"\*\*|__|`")
_DECLINES = re.compile(rf"\W*{NOT_SAID}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a model says stand in a passage; of several numbers it did not say which."""

    passages: tuple[int, ...]
    words: str


@dataclass(slots=True)
class Spoken:
    """A sentence as a model wrote it, with what it says that it rests on; nothing of it is verified.

    `named` are the passages that it names without quoting them.
    """

    sentence: str = ""
    quoted: list[Quoted] = field(default_factory=list)
    named: tuple[int, ...] = ()

    @property
    def declines(self) -> bool:
        """Tell whether it says no more than that the passages do not answer."""
        return not self.quoted and _DECLINES.match(self.sentence) is not None


def sentences_in(pieces: Iterable[str]) -> Iterator[Spoken | None]:
    """Yield each sentence as soon as it is complete, and None for every piece that completes none."""
    pending: Spoken | None = None
    for line in _lines(pieces):
        if line is None:
            yield None
            continue
        for spoken in _spoken(line):
            if pending and (more := _further(pending, spoken)):
                pending.quoted += more
                spoken = pending
            elif pending:
                yield pending
            pending = None if spoken.quoted else spoken
            if spoken.quoted:
                yield spoken
    if pending:
        yield pending


def _further(pending: Spoken, spoken: Spoken) -> list[Quoted]:
    """Return the quotations of a line that has nothing but those of the sentence on the line before it."""
    if spoken.quoted and not _words(spoken.sentence):
        return spoken.quoted
    alone = _ALONE.fullmatch(spoken.sentence)
    return [Quoted(pending.named, alone["words"])] if alone and pending.named and not spoken.quoted else []


def _lines(pieces: Iterable[str]) -> Iterator[str | None]:
    """Yield whole lines, the last one when all is read, and None for every piece that ends none."""
    line, read = "", 0
    for piece in _aloud(pieces):
        read += len(piece)
        if read > _MOST_READ:
            return
        *whole, line = (line + piece).split("\n")
        yield from whole
        if not whole:
            yield None
    yield line


def _aloud(pieces: Iterable[str]) -> Iterator[str]:
    """Yield for every piece what of it is no thought; some models think aloud, from `<think>` to `</think>`."""
    thinking, held = False, ""
    for piece in pieces:
        held, said = held + piece, ""
        while held:
            mark = "</think>" if thinking else "<think>"
            before, found, held = held.partition(mark)
            begun = 0 if found else next(n for n in range(len(mark) - 1, -1, -1) if before.endswith(mark[:n]))
            said += "" if thinking else before[: len(before) - begun]
            if not found:
                held = mark[:begun]
                break
            thinking = not thinking
        yield said
    yield "" if thinking else held


def _spoken(line: str) -> Iterator[Spoken]:
    """Yield the sentences of a line; one without words of its own has quotations for the sentence before it."""
    line = _BOLD.sub("", _BULLET.sub("", line))
    current, at = Spoken(), 0
    for mark in _MARK.finditer(line):
        if mark.start() < at:  # within a quotation
            continue
        before = line[at : mark.start()]
        if current.quoted and _begins_another(before):
            yield _tidied(current)
            current = Spoken()
        current.sentence += before
        numbers = tuple(map(int, re.findall(r"\d+", mark["numbers"])))
        words, at = _quotation(line, mark.end())
        if words:
            current.quoted.append(Quoted(numbers, words))
        elif earlier := _BEFORE_ITS_NUMBER.search(current.sentence):
            current.quoted.append(Quoted(numbers, earlier["words"]))
            current.sentence = current.sentence[: earlier.start()]
        else:
            current.named = (*current.named, *numbers)
    rest = line[at:]
    if current.quoted and _begins_another(rest):
        yield _tidied(current)
        current = Spoken()
    if _words(rest) or not current.quoted:
        current.sentence += rest
    if current.quoted or _words(current.sentence):
        yield _tidied(current)


def _quotation(line: str, start: int) -> tuple[str, int]:
    """Return the words quoted from `start` and where what follows begins; no words where none are quoted."""
    if start >= len(line) or line[start] not in _OPENING:
        return "", start
    following = _MARK.search(line, start + 1)
    stop = following.start() if following else len(line)
    end = _closing(line, start, stop) if line[start] in _DOUBLE else None
    if end is None:
        end = max((line.rfind(mark, start + 1, stop) for mark in _OPENING), default=-1)
    if end <= start:
        return line[start + 1 : stop].strip(), stop  # broken off before it was closed
    return line[start + 1 : end].strip(), end + 1


def _closing(line: str, start: int, stop: int) -> int | None:
    """Return where the quotation that opens at `start` is closed; quotations within it are passed over."""
    depth = 1
    for at in range(start + 1, stop):
        if line[at] in _DOUBLE:
            opens = line[at] in "„«" or (line[at - 1] in " (" and line[at + 1 : at + 2].isalnum())
            depth += 1 if opens else -1
            if depth == 0:
                return at
    return None


def _begins_another(text: str) -> bool:
    words = text.lstrip(" .,;:)]-–")
    return bool(words) and (words[0].isupper() or words[0].isdigit() or words[0] in _OPENING)


def _words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _tidied(spoken: Spoken) -> Spoken:
    spoken.sentence = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(spoken.sentence.split())).strip(" -–:")
    return spoken
