"""Quotations in the language of the question, by the model that wrote the answer, each held to what it translates."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing

from index.glossary import Glossary
from rag.answer import Citation, Place
from rag.carried import flaw_of
from rag.model import ChatModel, ModelError, tokens_of
from rag.prompts import translating

_LINE = re.compile(r"^\W*(?P<number>\d{1,2})\s*[\])}.:]+\s*(?P<words>\S.*)$", re.MULTILINE)
_MARKS = ' \t"“”„«»'
_LONGEST = 3  # times as long as its quotation is no translation


def translations_of(
    model: ChatModel, citations: Sequence[Citation], language: str, glossary: Glossary
) -> Generator[None, None, Mapping[Place, str]]:
    """Return the quotations that are in another language in this one, by their places; None is yielded meanwhile.

    They are asked for at once. One that has other numbers, names, times or negations than its quotation is left out,
    and whatever goes wrong with the model leaves out all: an answer is complete without.
    """
    foreign = [one for one in citations if one.article.language != language]
    while foreign and tokens_of(translating([one.quote for one in foreign], language)) > model.context // 2:
        foreign.pop()
    if not foreign:
        return {}
    written = ""
    try:
        with closing(model.stream(translating([one.quote for one in foreign], language))) as pieces:
            for piece in pieces:
                written += piece
                yield
    except ModelError:
        return {}
    found = dict[Place, str]()
    for line in _LINE.finditer(written):
        number, words = int(line["number"]), line["words"].strip(_MARKS)
        if 1 <= number <= len(foreign) and _stands_for(words, foreign[number - 1], language, glossary):
            found.setdefault(foreign[number - 1].place, words)
    return found


def _stands_for(words: str, citation: Citation, language: str, glossary: Glossary) -> bool:
    enough = bool(words) and len(words) <= _LONGEST * len(citation.quote) and words != citation.quote
    return enough and flaw_of(words, language, [citation], glossary) is None
