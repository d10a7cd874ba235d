"""Expressions of time in Dutch and English text: where they stand, not yet what they resolve to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.span import Span

_MONTHS = """
januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|
January|February|March|April|May|June|July|August|October|November|December
""".replace("\n", "")
_DAYS = """
maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
""".replace("\n", "")
_PARTS = "ochtend|middag|avond|nacht|morning|afternoon|evening|night"
_UNITS = "dag|week|maand|jaar|weekend|weekeinde|zomer|winter|voorjaar|najaar|lente|herfst|eeuw"
_ENGLISH_UNITS = "day|week|month|year|weekend|summer|winter|spring|autumn|fall|century|night"
_PLURALS = "dagen|weken|maanden|jaar|jaren|uur|days|weeks|months|years|hours"
_COUNT = r"\d+|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|enkele|"
_COUNT += r"a|an|one|two|three|four|five|six|seven|ten|several"

_EXPRESSION = re.compile(
    "|".join(
        (
            rf"\b\d{{1,2}}\s(?:{_MONTHS})(?:\s\d{{4}})?\b",
            rf"\b(?:{_MONTHS})\s\d{{1,2}}(?:,?\s\d{{4}})?\b",
            rf"\b(?:{_MONTHS})\s(?:\d{{4}}|vorig jaar|dit jaar|volgend jaar|last year|this year|next year)\b",
            rf"\b(?:(?:afgelopen|vorige|komende|aanstaande|last|next|this|on|op)\s)?(?:{_DAYS})\s?(?:{_PARTS})?\b",
            rf"\b(?:{_DAYS})(?:{_PARTS})\b",
            rf"\b(?:afgelopen|vorige?|komende?|volgende?|deze|dit)\s(?:{_UNITS})\b",
            rf"\b(?:last|next|this|past|previous)\s(?:{_ENGLISH_UNITS}|{_MONTHS})\b",
            rf"\b(?:{_COUNT})\s(?:{_PLURALS}|{_UNITS}|{_ENGLISH_UNITS})\s(?:geleden|later|eerder|ago|earlier|before)\b",
            r"\b(?:vandaag|gisteren|eergisteren|morgen|overmorgen|vannacht|vanochtend|vanmorgen|vanmiddag|vanavond)\b",
            r"\b(?:today|yesterday|tomorrow|tonight|overnight|this morning|this afternoon|this evening)\b",
            r"\b(?:oudejaars|nieuwjaars|kerst)(?:avond|nacht|dag|ochtend)\b|\b(?:[Ee]erste|[Tt]weede) [Kk]erstdag\b",
            r"\bNew Year's (?:Eve|Day|night)\b|\bChristmas (?:Eve|Day)\b|\bBoxing Day\b|\bKoningsdag\b|\bKing's Day\b",
            rf"\b(?:{_MONTHS})\b",
            r"\b(?:eind|begin|medio|half|in|sinds|since|by|until|tot)\s(?:19|20)\d\d\b|\b(?:19|20)\d\d\b",
        )
    ),
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:om|rond|omstreeks|at|around|about)\s(\d{1,2}[.:]\d{2}(?:\suur|\s?[ap]\.?m\.?)?|\d{1,2}\s?(?:uur|[ap]\.?m\b\.?))",
    re.IGNORECASE,
)


def dates(text: str) -> Iterator[Span]:
    """Yield the span of each expression of time in the text, in order (`afgelopen zaterdag`, `November 2023`)."""
    found = [Span(*match.span()) for match in _EXPRESSION.finditer(text) if match.group() not in ("may", "mei ")]
    found += [Span(*match.span(1)) for match in _CLOCK.finditer(text)]
    yield from sorted(found)
