"""The menu under an answer by which it is copied, printed or shared."""

from __future__ import annotations

from ui.escaping import escape
from ui.kept.kept_phrases import kept_words

_COPIES = ("markdown", "html", "wikitext", "link")


def share_html(turn: int, language: str) -> str:
    """Return the menu; what its buttons say once they have done it is with them, so that the script needs no words."""

    def said(phrase: str) -> str:
        return escape(kept_words(phrase, language))

    copies = "".join(
        f'<button type="button" data-take="{form}" data-of="{turn}" data-done="{said(f"copied_{form}")}">'
        f"{said(f'copy_{form}')}</button>"
        for form in _COPIES
    )
    printing = f'<button type="button" data-take="print" data-of="{turn}">{said("print")}</button>'
    told = f'data-yourself="{said("copy_yourself")}" data-failed="{said("not_shared")}"'
    told += f' data-close="{said("close")}" data-follow="{said("follow")}" data-which="{said("handed")}"'
    menu = f'<div class="share-menu">{copies}{printing}</div>'
    return f'<details class="share" {told}><summary>{said("share")}</summary>{menu}</details>'
