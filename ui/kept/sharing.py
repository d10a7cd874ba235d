"""What the page may do with an answer that it shows: have it in another form, or keep it under a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index.archive import Archive
from index.errors import ArchiveError
from ui.asking import Asking
from ui.kept.answer_page import print_page
from ui.kept.answers import AnswerTooLong, KeptAnswers
from ui.kept.as_html import as_html
from ui.kept.as_markdown import as_markdown
from ui.kept.as_wikitext import as_wikitext
from ui.kept.clipping import Clipping
from ui.kept.compared import compared
from ui.people.person import Person
from ui.turn import Turn

FORMS: Mapping[str, Callable[[Clipping], str]] = {
    "markdown": as_markdown,
    "html": as_html,
    "wikitext": as_wikitext,
    "print": print_page,
}


def exported(sent: object, turns: Sequence[Turn]) -> str:
    """Return the answer of the turn that a page names, in the form that it names; empty where there is none."""
    form = sent.get("form") if isinstance(sent, Mapping) else None
    clipping = _named(sent, turns)
    return FORMS[form](clipping) if clipping and isinstance(form, str) and form in FORMS else ""


def shared(sent: object, turns: Sequence[Turn], archive: Archive, person: Person) -> str:
    """Keep that answer as the person's and return the id of its link; empty where there is none, or that fails."""
    clipping = _named(sent, turns)
    if clipping is None:
        return ""
    try:
        # Of what was forgotten while the answer stood on the page nothing may be kept.
        return KeptAnswers(archive.folder).keep(compared(clipping, archive), person.id)
    except (AnswerTooLong, ArchiveError):
        return ""


def _named(sent: object, turns: Sequence[Turn]) -> Clipping | None:
    number = Asking.of(sent).of_turn
    return next((turn.clipping for turn in turns if turn.number == number), None)
