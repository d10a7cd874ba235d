"""What the user interfaces say of themselves, in Dutch and English."""

from __future__ import annotations

from rag.question import QuestionRefused

PHRASES = {
    "nl": {
        "not_said": "Het archief zegt het niet.",
        "unknown": "Dit staat nergens in het archief: {words}.",
        "unfinished": "Let op: {passages} passages zijn nog niet doorzocht; `knipsel index` maakt het archief af.",
        "nearest": "Het dichtst in de buurt komen:",
        "empty": "Stel een vraag, bijvoorbeeld: Hoeveel mensen werden er geëvacueerd?",
        "long": "Die vraag is te lang. Stel haar in hoogstens duizend tekens.",
        "wordless": "Daar staan geen woorden in waarop te zoeken is. Stel de vraag in een zin.",
        "searching": "Zoeken in het archief …",
        "reading": "{passages} passages gelezen …",
        "sources": "Bronnen",
        "no_sources": "Hier staan straks de passages waarop het antwoord rust.",
        "open": "Lees het artikel",
        "also_in": "ook in {where}",
        "evidence_one": "{articles} artikelen, 1 oorspronkelijk",
        "evidence_many": "{articles} artikelen, {origins} oorspronkelijk",
        "according": "volgens {source}",
        "reported": "bericht van {when}",
        "replaces": "Eerder: {before} ({when}).",
        "corrected": "Gecorrigeerd: eerst stond er {before} ({when}).",
        "timeline": "Hoe het getal veranderde",
        "disagreement": "De cijfers lopen uiteen",
        "column_figure": "Aantal",
        "column_time": "Van",
        "column_source": "Volgens",
        "fate_superseded": "achterhaald",
        "fate_corrected": "fout, later gecorrigeerd",
        "failed": "Dat is niet gelukt: {reason}",
        "any_time": "alle tijden",
        "published": "verschenen: {period}",
        "assumed": "geen jaar genoemd, het laatste genomen",
        "by_hand": "zelf gekozen",
        "archive_as_of": "het archief zoals het was op {day}",
        "only_searched": "Niet alles is doorzocht: {only}.",
        "untold": "Wat gevonden is, gaat niet over deze periode: {period}.",
        "period": "Periode",
        "change": "wijzig",
        "bad_period": "Schrijf een datum als 2024, 2024-01 of 2024-01-31; de eerste gaat aan de laatste vooraf.",
    },
    "en": {
        "not_said": "The archive does not say.",
        "unknown": "Nothing in the archive mentions: {words}.",
        "unfinished": "Mind: {passages} passages are not searched yet; `knipsel index` completes the archive.",
        "nearest": "What comes nearest:",
        "empty": "Ask a question, for example: How many people were evacuated?",
        "long": "That question is too long. Ask it in at most a thousand characters.",
        "wordless": "There are no words in it to search for. Ask it in a sentence.",
        "searching": "Searching the archive …",
        "reading": "Read {passages} passages …",
        "sources": "Sources",
        "no_sources": "The passages that an answer rests on will appear here.",
        "open": "Read the article",
        "also_in": "also in {where}",
        "evidence_one": "{articles} articles, 1 origin",
        "evidence_many": "{articles} articles, {origins} origins",
        "according": "according to {source}",
        "reported": "reported {when}",
        "replaces": "Before that: {before} ({when}).",
        "corrected": "Corrected: at first it said {before} ({when}).",
        "timeline": "How the figure changed",
        "disagreement": "The figures differ",
        "column_figure": "Figure",
        "column_time": "As of",
        "column_source": "According to",
        "fate_superseded": "superseded",
        "fate_corrected": "wrong, later corrected",
        "failed": "That did not work: {reason}",
        "any_time": "any time",
        "published": "published: {period}",
        "assumed": "no year named, the latest taken",
        "by_hand": "set by hand",
        "archive_as_of": "the archive as it stood on {day}",
        "only_searched": "Not everything was searched: {only}.",
        "untold": "Nothing that was found tells of this period: {period}.",
        "period": "Period",
        "change": "change",
        "bad_period": "Write a date as 2024, 2024-01 or 2024-01-31; the first comes before the last.",
    },
}


def say(phrase: str, language: str, **words: object) -> str:
    """Return a phrase in Dutch for `nl`, otherwise in English."""
    return PHRASES.get(language, PHRASES["en"])[phrase].format(**words)


def refusal(refused: QuestionRefused, language: str) -> str:
    """Return why a question was refused and what to do, for the person who asked it."""
    return say(refused.reason, language)
