"""An answer as the Markdown of one chat message, and its citations as annotations of it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

from rag.answer import Answer, Citation, NothingFound, Statement
from rag.model import tokens_of
from ui.phrases import say
from ui.understood import remarks_on
from ui.wording import lead_words

_ACTIVE = re.compile(r"[\\`*_\[\]<>$~|&]")  # what Markdown makes something of, wherever it stands
_ACTIVE_FIRST = re.compile(r"^(?=[#+=-])|(?<=^\d)(?=[.)])")  # and what it does at the beginning of a line


class Text:
    """The message as it grows, statement by statement.

    Words of articles and of a model are escaped: nothing in them becomes a link, an image or markup in the client.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._said = list[Statement]()
        self.content = ""
        self.annotations = list[dict[str, Any]]()

    def say(self, statement: Statement) -> str:
        """Add a statement with the numbers of its citations, and return what was added."""
        self._said.append(statement)
        words, start = escaped(statement.text), len(self.content)
        first = len(self.annotations) + 1
        self.annotations += [self._annotation(one, start, start + len(words)) for one in statement.citations]
        marks = "".join(rf" \[{number}\]" for number in range(first, len(self.annotations) + 1))
        return self._add(f"{words}{marks}\n\n")

    def end(self, outcome: Answer | NothingFound) -> str:
        """Add what the outcome has besides the statements that were said, and return what was added."""
        start = len(self.content)
        if isinstance(outcome, NothingFound):
            self._add(_declined(outcome))
        else:
            if outcome.statements[: len(self._said)] != tuple(self._said):  # a model's did not stand in the end
                self._add("---\n\n")
                self._said.clear()
            for statement in outcome.statements[len(self._said) :]:
                self.say(statement)
            if outcome.lead:
                self._add(f"**{escaped(lead_words(outcome.lead, outcome.question.language))}**\n\n")
            self._add(f"{say('sources', outcome.question.language)}:\n\n")
            for number, annotation in enumerate(self.annotations, start=1):
                self._add(_source(number, annotation["url_citation"]))
        return self.content[start:]

    def usage(self, question: str) -> dict[str, int]:
        """Return about how many tokens of a language model it would have been: none was counted."""
        asked, told = tokens_of([("user", question)]), tokens_of([("assistant", self.content)])
        return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}

    def _add(self, words: str) -> str:
        self.content += words
        return words

    def _annotation(self, citation: Citation, start: int, end: int) -> dict[str, Any]:
        article, span = citation.article, citation.span
        place = {"article": article.id, "revision": article.revision, "start": span.start, "end": span.end}
        told = {"title": article.title, "url": self._link(citation), "start_index": start, "end_index": end}
        more = {"quote": citation.quote, "outlet": article.outlet, "published": str(article.published), **place}
        return {"type": "url_citation", "url_citation": {**told, **more}}

    def _link(self, citation: Citation) -> str:
        """Return where the article is: at its outlet, or else, or if that is no address of the web, here."""
        article, span = citation.article, citation.span
        try:
            if urlsplit(article.url).scheme in ("http", "https"):
                return article.url
        except ValueError:
            pass
        place = f"revision={article.revision}&start={span.start}&end={span.end}"
        return f"{self._url}/api/v1/articles/{quote(article.id)}?{place}"


def escaped(text: str) -> str:
    """Return a text as one line of Markdown that shows it as it is."""
    line = _ACTIVE.sub(r"\\\g<0>", " ".join(text.split()))
    return _ACTIVE_FIRST.sub(r"\\", line, count=1)


def _declined(nothing: NothingFound) -> str:
    language = nothing.question.language
    told = [say("not_said", language), *remarks_on(nothing)]
    if nothing.unknown_words:
        told.append(say("unknown", language, words=", ".join(nothing.unknown_words)))
    return escaped(" ".join(told))


def _source(number: int, cited: dict[str, Any]) -> str:
    told = " · ".join(part for part in (cited["outlet"], cited["published"], cited["title"]) if part)
    return rf"\[{number}\] “{escaped(cited['quote'])}” {escaped(told)}" + "\n\n"
