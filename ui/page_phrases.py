"""What the frame of the chat says around the conversation, in the language of the browser."""

from __future__ import annotations

from ui.escaping import escape

PAGE = {
    "nl": {
        "tagline": "Vraag het archief",
        "welcome": "Elke zin van een antwoord staat woord voor woord in een artikel.",
        "examples": "Bijvoorbeeld",
        "question": "Uw vraag",
        "placeholder": "Hoeveel …? Wie …? Wanneer …? Wat zei …?",
        "send": "Vraag",
        "stop": "Stop",
        "conversation": "Gesprek",
        "evidence": "Bronnen van het antwoord",
        "no_evidence": "Hier staan straks de passages waarop het antwoord rust.",
        "reader": "Het artikel",
        "back": "Terug",
        "earlier": "Vorig citaat",
        "later": "Volgend citaat",
        "skip": "Naar de vraag",
        "find_outlet": "Zoek een medium",
        "unread": "Het artikel kon niet worden geopend.",
    },
    "en": {
        "tagline": "Ask the archive",
        "welcome": "Every sentence of an answer stands word for word in an article.",
        "examples": "For example",
        "question": "Your question",
        "placeholder": "How many …? Who …? When …? What did … say?",
        "send": "Ask",
        "stop": "Stop",
        "conversation": "Conversation",
        "evidence": "Sources of the answer",
        "no_evidence": "The passages that an answer rests on will appear here.",
        "reader": "The article",
        "back": "Back",
        "earlier": "Previous quotation",
        "later": "Next quotation",
        "skip": "Skip to the question",
        "find_outlet": "Find an outlet",
        "unread": "The article could not be opened.",
    },
}


def page_words() -> dict[str, dict[str, str]]:
    """Return the same, escaped for the page."""
    return {language: {name: escape(text) for name, text in words.items()} for language, words in PAGE.items()}
