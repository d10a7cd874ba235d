"""A figure in words of the question's language: made from our tables, else from the article's own words, quoted."""

from __future__ import annotations

import re

from index.annotate.figures import Bound
from index.annotate.figures.function_words import ARTICLES, SAID_BY
from index.annotate.figures.keys import EVENTS
from index.article import Article
from index.span import Span
from rag.answer import Citation, Entry, Lead, Timeline
from rag.asked_count import group_of
from rag.counted_phrase import all_counted, rate
from rag.said_by import said_by
from ui.institutions import in_language
from ui.phrases import say

_BOUNDS = {
    "nl": {
        Bound.AT_LEAST: "zeker",
        Bound.MORE_THAN: "meer dan",
        Bound.AT_MOST: "hoogstens",
        Bound.LESS_THAN: "minder dan",
        Bound.ABOUT: "ongeveer",
        Bound.NEARLY: "bijna",
    },
    "en": {
        Bound.AT_LEAST: "at least",
        Bound.MORE_THAN: "more than",
        Bound.AT_MOST: "at most",
        Bound.LESS_THAN: "fewer than",
        Bound.ABOUT: "about",
        Bound.NEARLY: "nearly",
    },
}
# What the keys that Dutch and English share are called in Dutch; in English they are words themselves.
_IN_DUTCH = {
    "killed": "doden",
    "injured": "gewonden",
    "missing": "vermisten",
    "evacuated": "geëvacueerden",
    "arrested": "aangehouden",
    "displaced": "ontheemden",
    "stranded": "gestrand",
    "missiles": "raketten",
    "drones": "drones",
    "votes": "stemmen",
    "seats": "zetels",
    "goals": "doelpunten",
    "homes": "woningen",
    "jobs": "banen",
    "people": "mensen",
    "euro": "euro",
    "dollar": "dollar",
    "pound": "pond",
    "percent": "procent",
    "percentage point": "procentpunt",
}
_MANY = {"euro": "euros", "dollar": "dollars", "pound": "pounds", "percentage point": "percentage points"}
_ONE = {"killed": "dode", "injured": "gewonde", "missing": "vermiste", "evacuated": "geëvacueerde"}
_UNIT_PAIRS = (
    ("dag", "day"),
    ("werkdag", "working day"),
    ("maand", "month"),
    ("jaar", "year"),
    ("uur", "hour"),
    ("nacht", "night"),
    ("avond", "evening"),
    ("minuut", "minute"),
)
_UNITS = {one: other for pair in _UNIT_PAIRS for one, other in (pair, pair[::-1])}
_LARGE = ((1e9, {"nl": "miljard", "en": "billion"}), (1e6, {"nl": "miljoen", "en": "million"}))


def lead_words(lead: Lead, language: str) -> str:
    """Return the line that an answer begins with: `At least 22 people, 30 December 2023, according to …`."""
    entry = lead.entry
    counted = f"{figure_words(entry, language)}{_thing(lead, language)}{_rate_words(entry, language)}"
    parts = [counted, time_words(entry, language)]
    if source := source_words(entry, language):
        parts.append(say("according", language, source=source))
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


def replaced_words(lead: Lead, language: str) -> str:
    """Return what the figure stands in the place of, and whether that was wrong; empty where there was none before."""
    if lead.replaces is None:
        return ""
    before = _with_source(lead.replaces, language)
    phrase = "corrected" if lead.entry.corrects else "replaces"
    return say(phrase, language, before=before, when=time_words(lead.replaces, language))


def timeline_title(timeline: Timeline, language: str) -> str:
    """Return what the timeline shows: figures that changed, or sources that disagree."""
    return say("disagreement" if timeline.disagrees else "timeline", language)


def figure_words(entry: Entry, language: str) -> str:
    """Return the number with its bound: `at least 10,000`; as the article has it, quoted, where it is no number."""
    figure = entry.figure
    if figure.value is None:
        own = entry.words(figure.span)
        return own if _speaks(entry, language) else f"“{own}”"
    bound = _BOUNDS[_known(language)].get(figure.bound)
    number = number_words(figure.value, language)
    return f"{bound} {number}" if bound else number


def number_words(value: float, language: str) -> str:
    """Return a number as the language writes it: Dutch `10.000`, `1,9 miljoen`, English `10,000`, `1.9 million`."""
    for scale, names in _LARGE:
        if value >= scale and round(value / scale, 2) * scale == value:
            return f"{_grouped(value / scale, language)} {names[_known(language)]}"
    return _grouped(value, language)


def count_words(number: int, what: str, language: str) -> str:
    """Return how many `articles` or `passages` there are, as it is said: `1 article`, `12,480 articles`."""
    return say(f"{what}_{'one' if number == 1 else 'many'}", language, number=number_words(number, language))


def time_words(entry: Entry, language: str) -> str:
    """Return the time that a figure is of; or else when it was printed, and that this is all that is known."""
    if entry.as_of is not None:
        return entry.as_of.describe(language)
    return say("reported", language, when=entry.known.describe(language))


def source_words(entry: Entry, language: str) -> str:
    """Return who says so; empty where nobody is named, or only with a pronoun."""
    source = entry.figure.source
    return _named(source, entry.citation.article, language) if source else ""


def sayer_words(citation: Citation, language: str) -> str:
    """Return who says a quotation, as far as its own words tell; empty where they do not."""
    source = said_by(citation)
    return _named(source, citation.article, language) if source else ""


def _named(source: Span, article: Article, language: str) -> str:
    own = _without_clause(source.of(article.text))
    if own.lower() in SAID_BY or own.lower().startswith(("onze ", "ons ", "our ")):
        return ""  # `we`, `our own count`: the outlet's, which is told beside it
    if article.language == language:
        return _within_a_line(own, article)
    translated = in_language(own, article.language, language)
    if translated is not None:
        return translated
    return own if all(word[:1].isupper() for word in own.split()) else f"“{own}”"


def _with_source(entry: Entry, language: str) -> str:
    source = source_words(entry, language)
    number = figure_words(entry, language)
    return f"{number}, {say('according', language, source=source)}" if source else number


def _thing(lead: Lead, language: str) -> str:
    """Return what is counted, behind a space: in words of the question, of ours, or of the article, in that order."""
    figure, one = lead.entry.figure, lead.entry.figure.value == 1
    counted = figure.counted
    if lead.noun and not one:
        return f" {lead.noun}"
    if counted.span == figure.span or (figure.value is None and counted.span.within(figure.span)):
        return ""  # the sentence does not say it, or it stands in the words of the number
    speaks, article = _speaks(lead.entry, language), lead.entry.citation.article
    ours = _name_of(counted.key, language, one=one)
    whole = all_counted(lead.entry) == (counted.who or counted.span)
    if ours and whole and not (speaks and group_of(figure, article.text, article.language)):
        return f" {ours}"
    own = lead.entry.words(all_counted(lead.entry))
    return f" {own}" if speaks else f" “{own}”"


def _rate_words(entry: Entry, language: str) -> str:
    """Return per what the figure is, behind a space: `a day`, `per werkdag`; empty where it is of all."""
    if (found := rate(entry)) is None:
        return ""
    span, unit = found
    if _speaks(entry, language):
        return f" {entry.words(span)}"
    return f" per {_UNITS.get(unit, unit)}"


def _name_of(key: str, language: str, *, one: bool) -> str | None:
    """Return what a key that both languages share is called; None where there is no name for it."""
    if one:
        return _ONE.get(key) if language == "nl" else key if key in EVENTS else None
    if language == "nl":
        return _IN_DUTCH.get(key)
    return _MANY.get(key, key) if key in _IN_DUTCH else None


def _speaks(entry: Entry, language: str) -> bool:
    return entry.citation.article.language == language


def _known(language: str) -> str:
    return language if language in _BOUNDS else "en"


def _without_clause(source: str) -> str:
    """Return a source without the clause that tells more of it: `the town hall, which checked the list`."""
    head, comma, clause = source.partition(", ")
    return head if comma and clause.split()[0].lower() in ("which", "who", "die", "dat", "that") else source


def _within_a_line(source: str, article: Article) -> str:
    """Return a source without the capital that it has only because it opens a sentence."""
    first, *rest = source.split() or [""]
    name = bool(rest) and rest[-1][:1].isupper()  # The New York Times
    opens = first.lower() in ARTICLES and not name
    plain = not rest and _stands(first.lower(), article) and not _stands(first, article, behind=r"(?<=[\w,;] )")
    return source[:1].lower() + source[1:] if opens or plain else source


def _stands(word: str, article: Article, behind: str = "") -> bool:
    return re.search(rf"{behind}\b{re.escape(word)}\b", article.text) is not None


def _grouped(value: float, language: str) -> str:
    written = f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
    return written.translate(str.maketrans(",.", ".,")) if language == "nl" else written
