"""A clipping as Markdown with footnotes; what it is given stays text in every dialect that is known to us."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ui.escaping import readable
from ui.kept.clipping import Clipping, Line, Row, Source
from ui.kept.safe_link import safe_link

_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
# By a backslash (CommonMark 0.31, 2.4), `{` and `#` for those who extend it; no line begins with text of others.
_MARKS = re.compile(r"[\\`*_\[\]{}#|~^$@=]|%(?=%)|(?<=%)%|(?<=www)\.|:(?=//|[a-z+_-]+:)|(?<=mailto):", re.IGNORECASE)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # which older dialects do not take a backslash for
_BEGINS = re.compile(r"^\d+(?=[.)])|^(?=[-+:!])")


def as_markdown(clipping: Clipping) -> str:
    """Return the question, the answer and its sources; each mark `[^1]` is the footnote with that number."""
    parts = [f"## {_escape(clipping.question)}", " · ".join(map(_escape, clipping.told))]
    parts += [_line(line) for line in clipping.lines]
    if clipping.rows:
        parts += [f"### {_escape(clipping.rows_title)}", "\n".join(map(_row, clipping.rows))]
    parts += list(_sources(clipping))
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(line: Line) -> str:
    words, marks = _escape(line.text), _marks(line.marks)
    evidence = f" ({_escape(line.evidence)})" if line.evidence else ""
    match line.kind:
        case "quotation":
            return f"> “{words}”{marks}{evidence}"
        case "lead":
            return f"**{words}**{marks}"
    return f"{words}{marks}{evidence}"


def _row(row: Row) -> str:
    fate = f" ({_escape(row.fate)})" if row.fate else ""
    told = f"{_escape(row.when)}: {_escape(row.figure)}{fate}"
    return f"- {told}" + (f" · {_escape(row.source)}" if row.source else "") + _marks(row.marks)


def _sources(clipping: Clipping) -> Iterator[str]:
    """Yield the sources of an answer as footnotes, on a line each; of nothing that was found, as a list."""
    if not clipping.sources:
        return
    yield f"### {_escape(clipping.sources_title)}"
    for number, source in enumerate(clipping.sources, start=1):
        yield (f"[^{number}]: " if clipping.answered else f"{number}. ") + _source(source, clipping.language)


def _source(source: Source, language: str) -> str:
    told = ". ".join(_escape(one) for one in source.told)
    if not source.article:
        return told
    link = safe_link(source.url)
    parts = (f"“{_escape(source.quote)}” — {_escape(source.where(language))}.", f"{told}.", f"<{link}>" if link else "")
    return " ".join(part for part in parts if part)


def _marks(marks: Sequence[int]) -> str:
    return "".join(f" [^{mark}]" for mark in marks)


def _escape(text: str) -> str:
    """Return text of which nothing is markup, on one line."""
    line = _SPACE.sub(" ", readable(text)).strip().translate(_ENTITIES)
    return _BEGINS.sub(r"\g<0>\\", _MARKS.sub(r"\\\g<0>", line))
