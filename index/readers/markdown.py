"""Reads an article from Markdown with YAML front matter; the text is the prose, without the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from index.article import Article
from index.readers.source import SourceFile, Unreadable, article_from

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[^\S\n]*$\n?", re.DOTALL | re.MULTILINE)


def recognises(head: bytes) -> bool:
    """Tell whether a file begins as front matter does."""
    return re.match(rb"(?:\xef\xbb\xbf)?---[^\S\n]*\n", head) is not None


def read(file: SourceFile) -> Iterator[Article]:
    """Yield the one article in the file; raise Unreadable, with the line, where it has none."""
    text = file.text()
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise Unreadable(file.path, 1, "has no front matter (--- title, date, outlet, language, url, author ---)")
    fields = _fields(front["yaml"], file)
    yield article_from(fields, prose(text[front.end() :]), file, file.name, _line_of_date(front["yaml"]))


def prose(markdown: str) -> str:
    """Return the words of a Markdown text: paragraphs, headings and list items, a blank line between them.

    Raw HTML, images and code fences are left out: they are not what the newspaper said.
    """
    from markdown_it import MarkdownIt

    blocks = (_words(token.children or []) for token in MarkdownIt().parse(markdown) if token.type == "inline")
    return "\n\n".join(block for block in blocks if block)


def _words(children: list[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    kept = (
        breaks.get(child.type) or (child.content if child.type in ("text", "code_inline") else "") for child in children
    )
    return "".join(kept).strip()


def _fields(front: str, file: SourceFile) -> dict[str, Any]:
    try:
        # It makes text of every scalar, as written and whatever its tag: `2024-01` stays a month and `no` a word.
        fields = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506
    except RecursionError:
        raise Unreadable(file.path, 1, "front matter: lists within lists without end") from None
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        problem = getattr(wrong, "problem", None) or str(wrong)
        raise Unreadable(file.path, mark.line + 2 if mark else 1, f"front matter: {problem}") from None
    if not isinstance(fields, dict):
        raise Unreadable(file.path, 2, "front matter is not a list of `name: value` lines")
    return {str(name).lower(): value for name, value in fields.items()}


def _line_of_date(front: str) -> int:
    """Return the line of the file on which the date stands, for messages about it."""
    before, found, _ = front.partition("date:")
    return 2 + before.count("\n") if found else 1
