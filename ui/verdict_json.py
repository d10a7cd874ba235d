"""A check as JSON, for machines that read it."""

from __future__ import annotations

from typing import Any

from rag.check import Checked
from rag.checking.verdict import Verdict
from ui.as_json import citation_json, entry_json
from ui.verdict_words import remarks_on_check, verdict_words


def check_json(checked: Checked) -> dict[str, Any]:
    """Return a whole check."""
    return {
        "language": checked.text.language,
        "as_of": str(checked.as_of) if checked.as_of else None,
        "verdicts": [verdict_json(verdict) for verdict in checked.verdicts],
        "left_out": checked.text.left_out,
        "unfinished": checked.unfinished,
        "unsearched": checked.unsearched or None,
        "remarks": remarks_on_check(checked),
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return what the archive says of one sentence; `told` is in the language of the text."""
    language = verdict.sentence.language
    return {
        "number": verdict.sentence.number,
        "sentence": verdict.sentence.text,
        "verdict": verdict.status,
        "why": verdict.sentence.unasserted,
        "told": verdict_words(verdict),
        "differs": list(verdict.differs),
        "unknown_words": list(verdict.unknown),
        "citations": [citation_json(citation, language) for citation in verdict.citations],
        "was": entry_json(verdict.was, language) if verdict.was else None,
        "now": [entry_json(entry, language) for entry in verdict.now],
    }
