"""Sentences that say of a figure that it changed: `opgelopen tot 25`, `has risen to`, `brings the toll to four`."""

from __future__ import annotations

import re

_ROSE = re.compile(
    r"\b(?:opgelopen|gestegen|gegroeid|stegen|steeg|stijgt|stijgen|oploopt|loopt op|liep op|"
    r"risen|rose|rises|rising|climbed|climbs|increas(?:ed|es|ing)|grown|raised)\b",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"\b(?:gedaald|daalde|daalt|gezakt|zakte|verlaagd|fallen|fell|falls|dropped|drops|lowered|reduced|cut)\b",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:bijgesteld|komt .{1,60} (?:op|uit op)|staat nu op|revised|updated|brought|brings|stands at)\b", re.IGNORECASE
)


def changes(sentence: str) -> bool:
    """Tell whether a sentence says that its figure is another one than before."""
    return any(pattern.search(sentence) for pattern in (_ROSE, _FELL, _STANDS))


def changed(sentence: str, before: float, now: float) -> bool:
    """Tell whether a sentence says that a figure came to be what it is now; one that rose was lower before."""
    return bool(
        (_ROSE.search(sentence) and now > before)
        or (_FELL.search(sentence) and now < before)
        or _STANDS.search(sentence)
    )
