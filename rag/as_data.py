"""Text of others as it stands in a prompt: one line, with no mark that a model or its server may take for its own."""

from __future__ import annotations

import re

# Brackets make passage numbers, ours and those of `[INST]`; `<|im_start|>`, `<s>` and `<think>` are one token to many a
# server, whoever wrote them. One for one, so that words quoted from what is shown can be found in the article again.
ROUND = str.maketrans("[{<]}>", "((()))")

# Controls, soft hyphens, joiners, fillers, signs that turn a line around, variants, tags.
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def as_data(text: str) -> str:
    """Return a text in one line, without what cannot be seen, its brackets round: nothing in it ends or begins ours."""
    return " ".join(UNSEEN.sub("", text).translate(ROUND).split())
