"""What a number counts where no noun follows it: that of its neighbour, or one that stands before it."""

from __future__ import annotations

from index.annotate.figures.context import Context
from index.annotate.figures.counted import Counted, head_after, is_living
from index.annotate.figures.events import Stretch, event_of
from index.annotate.figures.function_words import STOPS, VERBS
from index.annotate.figures.keys import EVENTS, KEY_OF, key_of
from index.annotate.figures.values import NOUGHT

_SAME = frozenset(
    """
    to naar from van vs against tot tegen tegenover and en or of dan than er was were waren is werd nog op at where
    last this vorig vorige dit in a
    """.split()
)
_OF_THOSE = frozenset(
    """
    er only slechts maar andere overige other and en but while terwijl , year's month's week's
    """.split()
)
_MERELY = frozenset("maar slechts al nog inmiddels ook".split())
_JOINS = frozenset(("–", "-", "to", "naar", "tot", "or", "of", "à", "and", "en"))
_NUMBER_OF = frozenset(("aantal", "number", "aantallen"))
_TOLLS = frozenset(("dodental", "toll"))


def left_out(context: Context, place: int, found: dict[int, Counted]) -> Counted | None:
    """Return what the figure before or after counts, where this one does not say: `van 22 naar 25 doden`."""
    start, end = context.starts[place], context.ends[place]
    words = context.words
    if not start:
        return None
    neighbour = _neighbour(context, place, found)
    if neighbour is not None and is_partitive(context, place):
        return neighbour
    if _joined(context, place) and place + 1 in found:
        return found[place + 1]
    if neighbour is None or context.numbers[place].number.of(context.text).lower() in NOUGHT:
        return None
    following = words[end] if end < len(words) and words[end].is_word else None
    before = words[start - 1]
    if following is None or following.lower in _SAME - VERBS:
        return neighbour if before.lower in _SAME | _OF_THOSE | {"("} or before.is_capitalised else None
    if neighbour.key in EVENTS:  # seventeen died and 35 were rescued
        return None
    # 54 nations signed, only 27 have ratified: the verb tells that nothing else is counted
    return neighbour if following.lower in VERBS and before.lower in _OF_THOSE | {"where"} else None


def is_partitive(context: Context, place: int) -> bool:
    """Tell whether Dutch `er` stands for what is counted: `de gemeente telde er 1.642`, `waarvan er maar één`."""
    start, words = context.starts[place], context.words
    before = [word.lower for word in words[max(0, start - 2) : start]]
    return context.language == "nl" and (before[-1:] == ["er"] or (before[:1] == ["er"] and before[1] in _MERELY))


def _neighbour(context: Context, place: int, found: dict[int, Counted]) -> Counted | None:
    """Return what the figure before counts, of those in brackets where this one is, too: `5 zetels (3.128 stemmen)`."""
    here = _in_brackets(context, place)
    near = (before for before in range(place - 1, max(-1, place - 3), -1) if _in_brackets(context, before) == here)
    return next((found[before] for before in near if before in found), None)


def _in_brackets(context: Context, place: int) -> bool:
    return context.text[: context.numbers[place].span.start].rstrip().endswith("(")


def _joined(context: Context, place: int) -> bool:
    """Tell whether only `to`, `naar`, `or` or the like stands between this number and the next."""
    end = context.ends[place]
    nexts = context.starts[place + 1] if place + 1 < len(context.starts) else end
    return nexts == end + 1 and context.words[end].lower in _JOINS


def _number_of(context: Context, begin: int, place: int) -> Counted | None:
    """Return what `the number of people injured` counts."""
    head = head_after(context.words, begin, context.starts[place], context.language, single=False)
    if head is None:
        return None
    if is_living(head.lower):
        event = event_of(context.words, Stretch(begin, begin, context.starts[place]), head)
        if event is not None:
            return event
    return Counted(head.span, key_of(head.lower, context.language))


def noun_before(context: Context, place: int) -> Counted | None:
    """Return what was to be counted: `het dodental liep op tot 25`, `the number of injured rose to 40`."""
    end, words = context.ends[place], context.words
    if end < len(words) and words[end].is_word and words[end].lower not in STOPS:
        return None
    previous = context.ends[place - 1] if place else 0
    for at in range(context.starts[place] - 1, previous - 1, -1):
        word = words[at]
        if word.text == ";":
            return None
        if word.lower in _TOLLS:
            return Counted(word.span, "killed")
        if word.lower in _NUMBER_OF and at + 1 < len(words):
            return _number_of(context, at + 2 if words[at + 1].lower == "of" else at + 1, place)
        if word.lower in ("gewonden", "doden", "vermisten") and (end >= len(words) or not words[end].is_word):
            return Counted(word.span, KEY_OF[word.lower])
    return None
