"""A verdict in words of the language of the checked text: what became of a figure, in what a sentence differs."""

from __future__ import annotations

from rag.answer import Entry
from rag.check import Checked
from rag.checking.verdict import Verdict
from ui.phrases import say
from ui.verdict_phrases import tell
from ui.wording import figure_words, source_words, time_words


def verdict_title(verdict: Verdict) -> str:
    """Return the verdict itself, in a few words."""
    return tell(verdict.status, verdict.sentence.language)


def verdict_words(verdict: Verdict) -> str:
    """Return what there is to say beside the verdict and its quotations; empty where there is nothing."""
    language = verdict.sentence.language
    match verdict.status:
        case "not_checkable":
            return _sentence(tell(f"why_{verdict.sentence.unasserted}", language))
        case "superseded" if verdict.was:
            return tell("was", language, was=_told(verdict.was, language), now=_all(verdict.now, language))
        case "contradicted":
            if verdict.now:
                return tell("instead", language, now=_all(verdict.now, language))
            return tell(f"other_{verdict.differs[0]}", language)
        case "related":
            what = ", ".join(tell(f"differs_{one}", language) for one in verdict.differs)
            return tell("differs", language, what=what)
    return tell("unknown", language, words=", ".join(verdict.unknown)) if verdict.unknown else ""


def remarks_on_check(checked: Checked) -> list[str]:
    """Return what whoever reads the whole check should know of it."""
    language, text = checked.text.language, checked.text
    return [
        *([tell("left_out", language, sentences=text.left_out)] if text.left_out else []),
        *([tell("unfinished", language, passages=checked.unfinished)] if checked.unfinished else []),
        *([tell("unsearched", language)] if checked.unsearched else []),
    ]


def _all(entries: tuple[Entry, ...], language: str) -> str:
    return "; ".join(_told(entry, language) for entry in entries)


def _told(entry: Entry, language: str) -> str:
    """Return a figure with the time that it is of and who says so: `25, reported 1 January 2024, according to ...`."""
    parts = [figure_words(entry, language), time_words(entry, language)]
    if source := source_words(entry, language):
        parts.append(say("according", language, source=source))
    return ", ".join(parts)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
