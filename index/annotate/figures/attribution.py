"""Which of the sources of a sentence says a figure: the nearest one that does not say something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.annotate.figures.function_words import PREPOSITIONS
from index.annotate.figures.tokens import Token, first_from
from index.span import Span

_AND = frozenset("and but while en maar terwijl".split())
_COUNTING = frozenset("telde telden telt tellen counted counts recorded found".split())
_THAT = frozenset(("that", "dat"))
_AUXILIARIES = frozenset("has have had also heeft hebben ook".split())
_ENDS = frozenset(".,;:!?\"'”’“)")
_MOST_BETWEEN = 4  # words between `and` and the subject that it joins: `and on Friday the government said`


def sources_of_figures(figures: Sequence[Span], sources: Sequence[Span], words: Sequence[Token]) -> list[Span | None]:
    """Return the source of each figure, None where it has none: the nearest one of its part between semicolons.

    Whoever opens another clause (`... and the mayor said that`) says nothing of what stands ahead of it, and who counts
    something (`de gemeente telde 12 klachten`) says what was counted, up to the next clause.
    """
    semicolons = [word.start for word in words if word.text == ";"]
    reaches = [(source, _reach(source, words)) for source in sources]
    found = list[Span | None]()
    for figure in figures:
        at = bisect_left(sources, figure)
        part = bisect_right(semicolons, figure.start)
        beside = [
            (source, reach)
            for source, reach in reaches[max(0, at - 1) : at + 1]
            if bisect_right(semicolons, source.start) == part and not source.overlaps(figure)
        ]
        said = [source for source, reach in beside if reach.start <= figure.start < reach.end]
        found.append(min(said, key=lambda source, of=figure: _gap(of, source), default=None))  # type: ignore[misc]
    return found


def _gap(figure: Span, source: Span) -> int:
    return max(figure.start - source.end, source.start - figure.end)


def _reach(source: Span, words: Sequence[Token]) -> Span:
    """Return the part of the sentence that a source may say."""
    first, verb = first_from(words, source.start), first_from(words, source.end)
    while verb < len(words) and words[verb].lower in _AUXILIARIES:
        verb += 1
    end = words[-1].span.end
    if verb < len(words) and words[verb].lower in _COUNTING:
        following = words[verb + 1].lower if verb + 1 < len(words) else ""
        return Span(source.start, end if following in _THAT else _clause_end(words, verb))
    return Span(source.start if _opens_another(words, first, verb) else 0, end)


def _clause_end(words: Sequence[Token], verb: int) -> int:
    """Return where a clause ends: `counted 12 complaints, and the fund holds`, `en in het fonds zit`."""
    for place in range(verb + 1, len(words) - 1):
        word, following = words[place], words[place + 1]
        behind_comma = word.lower in _AND and words[place - 1].text == ","
        if behind_comma or (word.lower in _AND and following.lower in PREPOSITIONS):
            return word.start
    return words[-1].span.end


def _opens_another(words: Sequence[Token], first: int, verb: int) -> bool:
    """Tell whether a subject opens a clause that `and` joins, and goes on to say something."""
    before = words[max(0, first - _MOST_BETWEEN) : first]
    joint = next((at for at in range(len(before) - 1, -1, -1) if before[at].lower in _AND), None)
    if joint is None or any(word.text in _ENDS for word in before[joint:]):
        return False
    adverb = before[joint + 1 :]
    if adverb and not (adverb[0].lower in PREPOSITIONS or len(adverb) == 1):
        return False
    return verb + 1 < len(words) and words[verb].is_word and words[verb + 1].text not in _ENDS
