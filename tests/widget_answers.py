"""Answers as the API tells them, for the scripted server: one that is answered, one that is not, a hostile one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Event = tuple[str, Mapping[str, Any]]

QUESTION = "How many people were killed in Belgorod?"
SENTENCE = "The number of dead in Belgorod has risen to 25, according to the local governor."
DUTCH = "Bij beschietingen zijn zaterdag zeker 22 mensen om het leven gekomen."


def cited(article: str, quote: str, start: int = 10, **more: object) -> dict[str, Any]:
    """Return a citation of an article of that name."""
    told = {"article": f"corpus/2024/{article}", "revision": 1, "title": f"What {article} wrote", "outlet": "Dispatch"}
    told |= {"published": "2024-01-01", "language": "en", "url": f"https://{article}.example/belgorod"}
    return {**told, "start": start, "end": start + len(quote), "quote": quote, "source": None, "also_in": [], **more}


def understood(language: str = "en", question: str = QUESTION, **more: object) -> dict[str, Any]:
    """Return how a question was understood."""
    told = {"question": question, "rewritten": None, "language": language, "wanted": "number"}
    return {**told, "period": None, "as_of": None, "outlets": None, **more}


def statement(text: str, *citations: Mapping[str, Any], **more: object) -> dict[str, Any]:
    """Return a statement that quotes its citations."""
    evidence = {"articles": len(citations), "origins": len(citations)}
    told = {"text": text, "quotation": True, "highlight": None, "citations": list(citations), "evidence": evidence}
    return {**told, **more}


def figure(text: str, source: str | None, citation: Mapping[str, Any], known: str, as_of: str | None) -> dict[str, Any]:
    """Return a figure."""
    return {"text": text, "source": source, "citations": [citation], "known": known, "as_of": as_of, "parts": {}}


def answered(*statements: Mapping[str, Any], language: str = "en", **more: object) -> list[Event]:
    """Return the events of an answer that has these statements."""
    told = understood(language)
    outcome = {"understood": told, "answered": True, "unsearched": None, "statements": list(statements)}
    outcome |= {"translations": [], "lead": None, "figures": [], "timeline": None, "written": None, **more}
    said = [("said", {"number": at, **one}) for at, one in enumerate(statements, start=1)]
    return [("understood", told), ("found", {"passages": 12}), *said, done(outcome)]


def done(outcome: Mapping[str, Any], standing: str = QUESTION) -> Event:
    """Return the last event."""
    return "done", {"request_id": "5f0c", "standing": standing, "seconds": 0.1, "outcome": outcome}


def belgorod() -> list[Event]:
    """Return an answer with all there is: a lead, a highlight, a timeline, another language, a copy elsewhere."""
    also = {**cited("courier", ""), "outlet": "The Velder Courier", "published": "2024-01-02"}
    new = cited("dispatch", SENTENCE, also_in=[also], outlet="North Sea Dispatch")
    old = cited("persdienst", DUTCH, language="nl", outlet="Persdienst Nederland", published="2023-12-30", url="")
    later = figure("25", "the local governor", new, "2024-01-01", None)
    earlier = figure("at least 22", "Russian authorities", old, "2023-12-30", "2023-12-30")
    lead = {"text": "25 killed, reported 1 January 2024, according to the local governor", "figure": later}
    lead |= {"replaces": earlier, "corrected": False}
    timeline = {"disagrees": False, "standing": [1]}
    timeline |= {"superseded": [{"figure": 1, "supersedes": 0, "corrects": False}]}
    highlight = {"start": 44, "end": 46, "text": "25"}
    translated = {"article": old["article"], "revision": 1, "start": old["start"], "end": old["end"]}
    return answered(
        statement(SENTENCE, new, cited("landspiegel", "Er zijn nu 25 doden.", source="the mayor"), highlight=highlight),
        statement(DUTCH, old),
        lead=lead,
        figures=[earlier, later],
        timeline=timeline,
        translations=[{**translated, "text": "At least 22 people were killed on Saturday."}],
        written={"by": "ollama:llama3.1", "kept": 2, "fell_back": None, "trouble": None, "dropped": {}},
    )


def not_answered() -> list[Event]:
    """Return the events of a question that the archive does not answer."""
    told = understood("nl", "Wie regeert Atlantis?")
    near = {**cited("landspiegel", "", language="nl"), "text": "De raad vergadert.", "rank": 1, "ranks": {}}
    outcome = {"understood": told, "answered": False, "unsearched": None, "nearest": [near], "written": None}
    outcome |= {"unknown_words": ["Atlantis"], "unfinished": 0, "untold": False}
    return [("understood", told), ("found", {"passages": 1}), done(outcome, "Wie regeert Atlantis?")]


def hostile() -> list[Event]:
    """Return an answer in which everything that comes from articles or a model attacks the page."""
    attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    more = {"title": attack, "outlet": attack, "language": '"><b>', "url": "javascript:document.title=1"}
    bad = cited(
        "evil", attack, **more, published="not a date", source=attack, also_in=[{**cited("evil", attack), **more}]
    )
    told = {"text": attack, "figure": figure(attack, attack, bad, "x", attack), "replaces": None, "corrected": False}
    return answered(statement(attack, bad), lead=told, written={"by": attack, "fell_back": None})


def article_of(text_before: str = "Before it. ", **more: object) -> dict[str, Any]:
    """Return an article, open at SENTENCE."""
    told = {**cited("dispatch", SENTENCE), "author": "A. Vos", "newest_revision": 2, "superseded": True}
    span = {"start": 10, "end": 90, "before": text_before, "quote": SENTENCE, "after": "\n\nAnd after it."}
    return {**told, "gone_since": None, "text": text_before + SENTENCE, "span": span, **more}
