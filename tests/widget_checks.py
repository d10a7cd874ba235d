"""Checks of a text as the API tells them, for the scripted server: one with every verdict, a hostile one."""

from __future__ import annotations

from typing import Any

from widget_answers import DUTCH, SENTENCE, Event, cited, figure

LATER = "Was so: at least 22, 30 December 2023, according to Russian authorities. Later: 25, reported 1 January 2024."


def verdict(number: int, sentence: str, said: str, *citations: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return the verdict on one sentence."""
    told = {"number": number, "sentence": sentence, "verdict": said, "why": None, "told": "", "differs": []}
    told |= {"unknown_words": [], "citations": list(citations), "was": None, "now": []}
    return {**told, **more}


def checked(*verdicts: dict[str, Any], language: str = "en", remarks: tuple[str, ...] = ()) -> list[Event]:
    """Return the events of a check."""
    outcome = {"language": language, "as_of": None, "verdicts": list(verdicts), "left_out": 0}
    outcome |= {"unfinished": 0, "unsearched": None, "remarks": list(remarks)}
    reading = ("reading", {"language": language, "sentences": len(verdicts), "left_out": 0})
    done = ("done", {"request_id": "5f0c", "seconds": 0.1, "outcome": outcome})
    return [reading, *(("judged", one) for one in verdicts), done]


def every_verdict() -> list[Event]:
    """Return a check in which each verdict comes once."""
    also = {**cited("courier", ""), "outlet": "The Velder Courier", "published": "2024-01-02"}
    new = cited("dispatch", SENTENCE, also_in=[also], outlet="North Sea Dispatch")
    old = cited("persdienst", DUTCH, language="nl", outlet="Persdienst Nederland", published="2023-12-30", url="")
    later = figure("25", "the local governor", new, "2024-01-01", None)
    earlier = figure("at least 22", "Russian authorities", old, "2023-12-30", "2023-12-30")
    return checked(
        verdict(1, SENTENCE, "supported", new, cited("landspiegel", "Er zijn nu 25 doden.", language="nl")),
        verdict(2, "At least 22 people were killed.", "superseded", old, told=LATER, was=earlier, now=[later]),
        verdict(3, "35 people were killed.", "contradicted", new, told="The archive has: 25.", now=[later]),
        verdict(4, "Many people were hurt there.", "related", new, told="Differs in: a number.", differs=["number"]),
        verdict(5, "A volcano erupted in Atlantis.", "not_found", told="Nothing in the archive mentions: Atlantis."),
        verdict(6, "Who did it?", "not_checkable", why="question", told="This is a question."),
        remarks=("Only the first 12 sentences were checked; 3 were not.",),
    )


def hostile_check() -> list[Event]:
    """Return a check in which everything that comes from the page or an article attacks the page."""
    attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    more = {"title": attack, "outlet": attack, "language": '"><b>', "url": "javascript:document.title=1"}
    bad = cited("evil", attack, **more, published="not a date", also_in=[{**cited("evil", attack), **more}])
    told = {"told": attack, "now": [figure(attack, attack, bad, "x", attack)]}
    return checked(
        verdict(1, attack, "contradicted", bad, **told), verdict(2, attack, "of a kind to come"), remarks=(attack,)
    )
