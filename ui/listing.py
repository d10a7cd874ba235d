"""What the page may ask of its person's conversations: to list, to rename, to delete them."""

from __future__ import annotations

from collections.abc import Mapping

from ui.kept.conversations_words import LONGEST_TITLE
from ui.people.person import Person
from ui.talks import Talks

_LONGEST = 4 * LONGEST_TITLE  # code points of what is sent; beyond a title nothing is kept of it


def list_conversations(talks: Talks, person: Person, sent: object) -> list[dict[str, str]] | None:
    """Return the conversations that have the words of a search, the last used first; None where they cannot be read."""
    found = talks.listed(person, _text(sent, "search"))
    return None if found is None else [{"page": one.name, "title": one.title, "at": one.asked_at} for one in found]


def rename_conversation(talks: Talks, person: Person, sent: object) -> bool:
    """Give a conversation a title, none for that of its first question; false where it could not be done."""
    return talks.rename(person, _text(sent, "page"), _text(sent, "title"))


def delete_conversation(talks: Talks, person: Person, sent: object) -> bool:
    """Delete a conversation for good; false where it could not be done."""
    return talks.delete(person, _text(sent, "page"))


def _text(sent: object, name: str) -> str:
    value = sent.get(name) if isinstance(sent, Mapping) else None
    return value[:_LONGEST] if isinstance(value, str) else ""
