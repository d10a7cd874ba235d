"""A question limited to outlets that a person chose, by the names that the archive has for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from index.archive import Archive
from rag.asked_outlets import AskedOutlets, asked_outlets, chosen
from rag.question import QuestionRefused

_MOST = 50  # outlets that one question may be limited to
_MOST_TOLD = 12


def limited(archive: Archive, given: Sequence[str] | None) -> Callable[[str], AskedOutlets | None]:
    """Return what tells the outlets that a question of these words is limited to.

    `given` are the names that a person chose, none of them for any outlet; None leaves it to the words. Raises
    QuestionRefused where the archive has no such outlet.
    """
    names = None if given is None else _as_the_archive_has_them(given, archive)

    def limit(text: str) -> AskedOutlets | None:
        named = asked_outlets(text, archive.outlets)
        return named if names is None else chosen(names, named)

    return limit


def _as_the_archive_has_them(given: Sequence[str], archive: Archive) -> list[str]:
    wanted = [told for name in given[: _MOST + 1] if (told := " ".join(name.split()))]
    if not wanted:
        return []
    if len(given) > _MOST:
        told = f"a question can be limited to {_MOST} outlets, not to {len(given)}; leave some out, or all for any"
        raise QuestionRefused("outlets", told, str(_MOST))
    known = archive.outlets()
    alike = {name.casefold(): name for name in known}
    names = [name if name in known else alike.get(name.casefold()) for name in wanted]
    for told, name in zip(wanted, names, strict=True):
        if name is None:
            near = get_close_matches(told, known, _MOST_TOLD, 0.4) or known[:_MOST_TOLD]
            message = f"the archive has no articles of {told[:80]!r}; it has some of {', '.join(near) or 'no outlet'}"
            raise QuestionRefused("outlet", message, told[:80])
    return [name for name in names if name]
