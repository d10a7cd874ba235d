"""What befell the people whom a number counts: killed, injured, missing, evacuated, arrested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.annotate.figures.counted import Counted, phrase_start
from index.annotate.figures.function_words import PREPOSITIONS
from index.annotate.figures.keys import EVENTS, KEY_OF
from index.annotate.figures.tokens import Token, first_from
from index.span import Span

# Verbs that have the number for their object: what stands before it befell it.
KILLING = {
    word: key
    for key, words in {
        "killed": "killed killing kills kill doodde doodden doden",
        "injured": "injured injuring injures wounded wounding verwondde verwondden",
        "evacuated": "evacuated evacuating evacueerde evacueerden",
        "arrested": "arrested arresting detained arresteerde arresteerden",
    }.items()
    for word in words.split()
}
# Dutch verbs of two parts: kwamen ... om, hield ... aan.
_APART = {
    "aan": ("arrested", frozenset(("hield", "hielden", "houdt", "houden"))),
    "op": ("arrested", frozenset(("pakte", "pakten", "pakt", "pakken"))),
    "om": ("killed", frozenset(("kwam", "kwamen", "komt", "komen"))),
}
_TAKEN_LIVES = (("leven", "aan"), ("leven", "van"), ("lives", "of"))
_LOSING = frozenset("claimed claims cost costs costing took taken takes lost lose eiste eisten kostte kostten".split())
_OWN_LIVES = frozenset(("het", "hun", "their", "his", "her", "zijn", "haar"))
LIVES = frozenset(("leven", "levens", "lives"))
_NOT = frozenset("niet geen nooit zonder not no never without nobody niemand".split())
_AMONG = frozenset(("onder", "among", "including", "waaronder"))
_DEATHS_OF = frozenset((("death", "of"), ("deaths", "of"), ("dood", "van")))
_NEAR = 5  # words between a death toll and its number
_FAR = 16  # words between a noun and what befell it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a number stands among the words of its sentence, bound and unit included, and where the next one begins."""

    start: int
    end: int
    following: int


def are_lost(words: Sequence[Token], place: int) -> bool:
    """Tell whether the lives that stand at `place` were lost: `claimed 12 lives`; they may have been saved."""
    around = (*words[max(0, place - _NEAR) : place], *words[place + 1 : place + 3])
    return any(word.lower in _LOSING for word in around)


def event_of(words: Sequence[Token], number: Stretch, head: Token | None) -> Counted | None:
    """Return what befell those whom the number counts; `head` is their noun, where there is one."""
    who, begin = None, number.end
    if head is not None:
        at = first_from(words, head.span.start)
        first = max(begin, phrase_start(words, at))
        who, begin = Span(words[first].span.start, head.span.end), at + 1
    before = words[number.start - 1] if number.start else None
    if before is not None and (key := KILLING.get(before.lower)):
        return Counted(before.span, key, who)
    if before is not None and number.start > 1 and (words[number.start - 2].lower, before.lower) in _TAKEN_LIVES:
        return Counted(words[number.start - 2].span, "killed", who)
    return _toll(words, number, who) or _behind(words, number, begin, who)


def _toll(words: Sequence[Token], number: Stretch, who: Span | None) -> Counted | None:
    """Return the death toll that rose to so many people, or the death of so many."""
    before = words[max(0, number.start - _NEAR) : number.start]
    toll = next((word for word in before if word.lower in ("toll", "dodental")), None)
    if toll is None:
        pairs = pairwise(before)
        toll = next((one for one, other in pairs if (one.lower, other.lower) in _DEATHS_OF), None)
    return Counted(toll.span, "killed", who) if toll is not None else None


def _behind(words: Sequence[Token], number: Stretch, begin: int, who: Span | None) -> Counted | None:
    place, end = begin, min(number.following, begin + _FAR)
    while place < end:
        word = words[place]
        if word.lower in _AMONG | _NOT and words[place - 1].text == ",":
            # "22 mensen, onder wie drie kinderen, zijn omgekomen", "two, not one, died": on behind the closing comma
            place = next((at for at in range(place, end) if words[at].text == ","), end)
            continue
        if word.text in ";:" or word.lower in _NOT:
            return None
        key = KEY_OF.get(word.lower)
        if key in EVENTS and (word.lower not in LIVES or words[place - 1].lower in _OWN_LIVES):
            return Counted(word.span, str(key), who)
        if (apart := _of_two_parts(words, place, begin, number)) is not None:
            return Counted(apart[0].span, apart[1], who)
        place += 1
    return None


def _of_two_parts(words: Sequence[Token], place: int, begin: int, number: Stretch) -> tuple[Token, str] | None:
    """Return the verb whose second part stands at `place`, at the end of its clause, and what it does to people."""
    if (known := _APART.get(words[place].lower)) is None:
        return None
    following = words[place + 1] if place + 1 < len(words) else None
    if following is not None and following.is_word and following.lower not in PREPOSITIONS | {"en", "and"}:
        return None
    key, verbs = known
    nearby = [*words[max(0, number.start - _FAR) : number.start], *words[begin:place]]
    verb = next((word for word in reversed(nearby) if word.lower in verbs), None)
    return (verb, key) if verb is not None else None
