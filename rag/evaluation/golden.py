"""Golden questions: what is asked, which articles hold the answer, and which answers are right; read from JSON Lines.

docs/evaluate.md describes the format for people who write questions about their own archive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from index.readers.source import Unreadable


class GoldenQuestion(BaseModel):
    """A question whose answer is known, or known to be absent from the archive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, description="Names the question in reports.")
    question: str = Field(min_length=1, description="What is asked.")
    language: str = Field(pattern="^[a-z]{2}$", description="Language of the question, `nl` or `en`.")
    kind: str = Field(min_length=1, description="Any word; figures are given for each.")
    answerable: bool = Field(default=True, description="Whether the archive holds the answer.")
    articles: tuple[str, ...] = Field(default=(), description="Ids of all articles that state the answer.")
    answers: tuple[str | int | float, ...] = Field(default=(), description="Accepted answers, each an alias.")
    story: str = Field(default="", description="What the question is about; sets are split by it.")
    today: date | None = Field(default=None, description="The day on which it is asked.")
    history: tuple[str, ...] = Field(default=(), description="Questions asked before it in the same conversation.")

    @model_validator(mode="after")
    def _complete(self) -> GoldenQuestion:
        if self.answerable and not (self.articles and self.answers):
            raise ValueError("an answerable question needs `articles` and `answers`")
        if not self.answerable and (self.articles or self.answers):
            raise ValueError("an unanswerable question has no `articles` and no `answers`")
        return self


_LINE = TypeAdapter(GoldenQuestion)


def read_questions(path: Path) -> Iterator[GoldenQuestion | Unreadable]:
    """Yield each line's question, or why the line has none; a bad line never costs the others."""
    seen: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                question = _LINE.validate_python(json.loads(line))
            except (json.JSONDecodeError, ValidationError) as wrong:
                yield Unreadable(path, number, _reason(wrong))
                continue
            if question.id in seen:
                yield Unreadable(path, number, f"has the id {question.id!r} of an earlier question")
                continue
            seen.add(question.id)
            yield question


def _reason(wrong: json.JSONDecodeError | ValidationError) -> str:
    if isinstance(wrong, json.JSONDecodeError):
        return f"is not JSON: {wrong}"
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'question'}: {one['msg']}" for one in wrong.errors())
