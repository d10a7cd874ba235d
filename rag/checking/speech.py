"""Whether a sentence of a text is somebody's speech: what a person said is told as what they said."""

from __future__ import annotations

import re

from index.span import Span

_MARKS = re.compile(r"[\"“”„«»]")


def is_speech(text: str, sentence: Span) -> bool:
    """Tell whether a sentence has quotation marks, or stands between two of its paragraph: `"It broke. I saw it."`"""
    if _MARKS.search(text, sentence.start, sentence.end):
        return True
    before = text[text.rfind("\n\n", 0, sentence.start) + 1 : sentence.start]
    opened = before.count("“") + before.count("„") - before.count("”")
    return before.count('"') % 2 == 1 or opened > 0 or before.count("«") > before.count("»")
