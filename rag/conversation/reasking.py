"""An earlier question asked with another asking word: when, why or where the same thing happened."""

from __future__ import annotations

import re

from index.annotate.figures.function_words import VERBS
from index.annotate.figures.tokens import tokens
from rag.conversation.antecedents import Antecedents
from rag.conversation.parts import asked, with_more
from rag.conversation.topic import is_verb
from rag.question import Question
from rag.wanted import Wanted

_ADVERB = re.compile(
    r"^\W*(?:waarom|wanneer|waar|hoe(?! ?veel| [a-z]+ (?:was|is|werd|zijn))|why|when|where|how(?! many| much)|"
    r"at what time|op welke dag|in welk jaar|what|wat|which \w+|welke? \w+)\s+(?=(?P<verb>\w+))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^\W*(?:wie|who)\s+", re.IGNORECASE)


def reasked(asking: str, found: Antecedents) -> str:
    """Return the last question, asked with `asking`: `Waarom vielen er doden in Belgorod?`."""
    question, base = found.last.question, found.last.standing.rstrip(" ?.!")
    counted = found.topic(timed=True).counted
    if question.counted and counted and base.lower().startswith(("hoeveel ", "hoe veel ", "how many ")):
        return _of_counted(asking, base[base.index(counted) + len(counted) :].strip(), counted, question)
    adverb = _ADVERB.match(base)
    if adverb and (adverb["verb"].lower() in VERBS or is_verb(tokens(adverb["verb"])[0], question.language)):
        return asked(f"{asking} {base[adverb.end() :]}")
    subject = _SUBJECT.match(base)
    if subject and question.language == "nl" and found.person and question.wanted is Wanted.PERSON:
        verb, _, rest = base[subject.end() :].partition(" ")
        return asked(f"{asking} {verb} {found.person} {rest}")
    topic = found.topic(timed=True).beside(asking)
    return with_more(f"{asking}:", topic) if topic else ""


def _of_counted(asking: str, rest: str, counted: str, question: Question) -> str:
    """Return `waarom vielen er doden in Belgorod` of `doden`, `vielen er in Belgorod`."""
    verb, _, more = rest.partition(" ")
    if not verb:
        return asked(f"{asking} {counted}")
    if question.language == "nl":
        there = "er " if more.lower().startswith("er ") else ""
        return asked(f"{asking} {verb} {there}{counted} {more[len(there) :]}")
    if verb.lower() in _AUXILIARIES:
        return asked(f"{asking} {verb} {counted} {more}")
    return asked(f"{asking}: {counted} {rest}")


_AUXILIARIES = frozenset("were was are is have has had did do does will would can could".split())
