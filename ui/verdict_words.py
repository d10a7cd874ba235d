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
        case "superseded":
            return _history(verdict)
        case "contradicted":
            if verdict.now:
                return tell("instead", language, now=_all(verdict.now, language))
            return tell(f"other_{verdict.differs[0]}", language)
        case "related":
            return " ".join(told for told in (_differing(verdict), _history(verdict)) if told)
    return tell("unknown", language, words=", ".join(verdict.unknown)) if verdict.unknown else ""


def remarks_on_check(checked: Checked) -> list[str]:
    """Return what whoever reads the whole check should know of it."""
    language, text = checked.text.language, checked.text
    return [
        *([tell("left_out", language, sentences=text.left_out)] if text.left_out else []),
        *([tell("unfinished", language, passages=checked.unfinished)] if checked.unfinished else []),
        *([tell("unsearched", language)] if checked.unsearched else []),
    ]


def _differing(verdict: Verdict) -> str:
    language = verdict.sentence.language
    if verdict.differs == ("subject",):
        return tell("subject", language)
    return tell("differs", language, what=", ".join(tell(f"differs_{one}", language) for one in verdict.differs))


def _history(verdict: Verdict) -> str:
    """Return what became of the sentence's figure: a later one came, or it was put right; empty where neither did."""
    language, was = verdict.sentence.language, verdict.was
    if was is None or not verdict.now:
        return ""
    wrong = any(
        one.corrects and one.supersedes and one.supersedes.figure.value == was.figure.value for one in verdict.now
    )
    return tell("put_right" if wrong else "was", language, was=_told(was, language), now=_all(verdict.now, language))


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
