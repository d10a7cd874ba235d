"""Who is signed in, as HTML for the masthead of the page, with the way out."""

from __future__ import annotations

from ui.escaping import escape
from ui.page_phrases import PAGE
from ui.people.person import Person


def masthead_html(person: Person, language: str, way_out: str) -> str:
    """Return who is signed in and as what; `way_out` is where to sign out, empty where a proxy does that."""
    words = PAGE["nl" if language == "nl" else "en"]
    who = (
        f'<p class="who" aria-label="{escape(words["signed_in"])}"><span>{escape(person.name)}</span> '
        f'<span class="role">{escape(words["role_" + person.role])}</span></p>'
    )
    if not way_out:
        return who
    button = f'<button type="submit">{escape(words["sign_out"])}</button>'
    return f'{who}<form class="sign-out" method="post" action="{escape(way_out)}">{button}</form>'
