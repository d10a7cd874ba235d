"""A clipping as MediaWiki's wikitext, its sources as references; what it is given stays text."""

from __future__ import annotations

import re

from ui.escaping import readable
from ui.kept.clipping import Clipping, Line, Row, Source
from ui.kept.safe_link import safe_link
from ui.phrases import say

_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
# Tags, templates, links, tables, behaviour switches, signatures, bold and italic; an address or a number of a book or
# an RFC would become a link by itself. No line begins with text of others, so lists and headings cannot begin either.
_MARKS = re.compile(
    r"[&<>\[\]{}|]|'(?=')|(?<=')'|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_|(?<=[a-z]):(?=\S)|:(?=//)|"
    r"(?<=\bRFC)\s|(?<=\bPMID)\s|(?<=\bISBN)\s",
    re.IGNORECASE,
)


def as_wikitext(clipping: Clipping) -> str:
    """Return the question, the answer and its sources; each mark is a `<ref>`, told where it stands first."""
    refs = _Refs(clipping)
    parts = [f"'''{say('question', clipping.language)}:''' {_escape(clipping.question)}"]
    parts += [f": {_escape(told)}" for told in clipping.told]
    parts += ["", *(f"{_line(line, refs)}\n" for line in clipping.lines)]
    if clipping.rows:
        parts += [f"'''{_escape(clipping.rows_title)}'''", *(_row(row, refs) for row in clipping.rows), ""]
    parts += _sources(clipping, refs)
    return "\n".join(parts) + "\n"


class _Refs:
    """The references of a clipping; their names are its own, so that two clippings may stand on one page."""

    def __init__(self, clipping: Clipping) -> None:
        self._clipping = clipping
        self._name = clipping.name
        self._told = set[int]()

    def of(self, marks: tuple[int, ...]) -> str:
        """Return references to the sources of those numbers."""
        return "".join(map(self._of, marks))

    def _of(self, mark: int) -> str:
        name = f"{self._name}-{mark}"
        if mark in self._told:
            return f'<ref name="{name}" />'
        self._told.add(mark)
        return f'<ref name="{name}">{_source(self._clipping.sources[mark - 1], self._clipping.language)}</ref>'


def _line(line: Line, refs: _Refs) -> str:
    words, marks = _escape(line.text), refs.of(line.marks)
    evidence = f" ({_escape(line.evidence)})" if line.evidence else ""
    match line.kind:
        case "quotation":
            return f"<blockquote>“{words}”{marks}{evidence}</blockquote>"
        case "lead":
            return f"<strong>{words}</strong>{marks}"
    return f"<span>{words}</span>{marks}{evidence}"


def _row(row: Row, refs: _Refs) -> str:
    fate = f" ({_escape(row.fate)})" if row.fate else ""
    source = f" · {_escape(row.source)}" if row.source else ""
    return f"* {_escape(row.when)}: {_escape(row.figure)}{fate}{source}{refs.of(row.marks)}"


def _sources(clipping: Clipping, refs: _Refs) -> list[str]:
    if not clipping.sources:
        return []
    title = f"'''{_escape(clipping.sources_title)}'''"
    if clipping.answered:
        return [title, "<references />"]
    return [title, *(f"# {_source(source, clipping.language)}" for source in clipping.sources)]


def _source(source: Source, language: str) -> str:
    told = ". ".join(_escape(one) for one in source.told)
    if not source.article:
        return told
    link = safe_link(source.url)
    label = _escape(say("open", language))
    parts = (f"“{_escape(source.quote)}” — {_escape(source.where(language))}.", f"{told}.", f"[{link} {label}]")
    return " ".join(parts[: 3 if link else 2])


def _escape(text: str) -> str:
    """Return text of which nothing is markup, on one line."""
    line = _SPACE.sub(" ", readable(text)).strip()
    return _MARKS.sub(lambda mark: f"&#{32 if mark[0].isspace() else ord(mark[0])};", line)
