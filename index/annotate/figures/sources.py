"""Who says so: `volgens de gouverneur`, `aldus X`, `meldden Russische autoriteiten dat`, `X said`, `according to X`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.annotate.figures.counted import is_living
from index.annotate.figures.function_words import ARTICLES, PREPOSITIONS, SAID_BY, STOPS, VERBS
from index.annotate.figures.tokens import Token
from index.annotate.figures.values import SMALL
from index.period import MONTHS
from index.span import Span

_SAYS = {
    "nl": frozenset(
        """
        zei zeiden zegt zeggen meldt melden meldde meldden schrijft schrijven schreef schreven verklaart verklaarde
        verklaarden bevestigt bevestigde bevestigden berichtte berichtten schat schatte schatten telde telden vertelt
        vertelde denkt vindt laat liet lieten dacht noemt noemde noemden stelt stelde stelden constateert constateerde
        concludeert concludeerde rapporteert rapporteerde waarschuwt waarschuwde wijst wees weet verwacht kondigde
        beweert beweerde beweerden sprak spraken twitterde benadrukte benadrukt erkent erkende
        """.split()
    ),
    "en": frozenset(
        """
        said says say told reported reports announced confirmed confirms estimated estimates estimate counts counted
        thought thinks think added adds warned warns stated states found recorded projected projects claimed claims
        concluded alleged alleges puts wrote writes believes tells knows spoke tweeted tweets posted insisted argued
        noted explained declared testified revealed
        """.split()
    ),
}
_BEFORE_A_SUBJECT = (
    PREPOSITIONS
    | frozenset(
        """
    toen daarna daarvoor gisteren vandaag eerder later afgelopen vorige vorig maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag dat dit zo ook intussen inmiddels vanochtend vanmiddag vanavond vannacht daarbij hoewel terwijl
    """.split()
    )
) - {"volgens"}
_LINKS = frozenset("of van for voor der den de in bij from uit at".split())
_AUXILIARIES = frozenset("has have had heeft hebben had hadden also ook".split())
_ABBREVIATIONS = frozenset("dr mr mrs ms st prof ir drs gen col lt sgt rep sen gov u.s u.n".split())
_TIMES = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split()) | {
    month.lower() for months in MONTHS.values() for month in months if month != "mei" and month != "May"
}
_NOT_ADJECTIVES = ("tie", "sie", "ie", "ente", "ade", "ische", "iste")
_REPORTS = frozenset("cijfer cijfers telling schatting opgave schattingen".split())
_AND = frozenset("en maar and but".split())
_ALSO_NOUNS = frozenset("states reports counts claims estimates estimate projects say".split())
_OF = frozenset("of from by in on".split())
_WHEN = frozenset("during on in at tijdens op".split())
_LONGEST = 14  # words of a source, its apposition included


def sources(words: Sequence[Token], language: str) -> list[Span]:
    """Return the span of each source that a sentence names for what it says, in order; pronouns included."""
    found = [_span(words, start, end) for start, end in _named(words, language) if start < end]
    return sorted(set(found))


def _span(words: Sequence[Token], start: int, end: int) -> Span:
    if words[end - 1].text == ",":
        end -= 1
    return Span(words[start].span.start, words[end - 1].span.end)


def _named(words: Sequence[Token], language: str) -> Iterator[tuple[int, int]]:
    says = _SAYS.get(language, frozenset())
    for place, word in enumerate(words):
        following = words[place + 1].lower if place + 1 < len(words) else ""
        if word.lower in ("volgens", "aldus"):
            yield place + 1, _phrase_end(words, place + 1, language)
        elif (word.lower == "according" and following == "to") or (word.lower in _REPORTS and following == "van"):
            yield place + 2, _phrase_end(words, place + 2, language)
        elif word.lower in says and not _is_noun(words, place):
            yield _subject(words, place, language)


def _is_noun(words: Sequence[Token], place: int) -> bool:
    """Tell whether a word that may say something is none here: the United States, reports of, the states have."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else None
    if word.is_capitalised and place:
        return True
    if following is None:
        return False
    if word.lower in ("laat", "liet", "lieten"):
        return following.lower != "weten"
    if word.lower in _ALSO_NOUNS:
        return following.lower in VERBS | _OF
    return (
        word.lower in ("added", "adds")
        and (following.is_word or following.text[0].isdigit())
        and (following.lower not in SAID_BY | {"that"})
    )


def _subject(words: Sequence[Token], verb: int, language: str) -> tuple[int, int]:
    """Return the subject of a verb of saying: behind it where something else stands at the head of the clause."""
    if verb == 0 or _is_inverted(words, verb, language):
        end = _phrase_end(words, verb + 1, language)
        return verb + 1, end
    if words[verb - 1].lower in _AND:
        return 0, _phrase_end(words, 0, language)
    end = verb
    while end and words[end - 1].lower in _AUXILIARIES | _TIMES | {"on", "late", "early", "op"}:
        end -= 1
    start = _phrase_start(words, end)
    if start and words[start - 1].lower in _WHEN:  # a report during the weekend said
        end = start - 1
        start = _phrase_start(words, end)
    return (start, end) if _can_say(words, start, end) else (0, 0)


def _is_inverted(words: Sequence[Token], verb: int, language: str) -> bool:
    if words[verb - 1].text in "\"'”’“,":
        end = _phrase_end(words, verb + 1, language)
        closed = end == len(words) or not words[end].is_word or language == "nl"
        return end > verb + 1 and closed and words[verb + 1].lower not in _TIMES
    if language != "nl":
        return False
    start = verb
    while start and words[start - 1].text not in '",;:“”':
        start -= 1
    return words[start].lower in _BEFORE_A_SUBJECT


def _phrase_end(words: Sequence[Token], start: int, language: str) -> int:
    """Return the place behind the noun phrase that begins at `start`, `start` itself if there is none."""
    if start < len(words) and words[start].lower in SAID_BY and not _owns(words, start):
        return start + 1
    place, headed = start, False
    while place < min(len(words), start + _LONGEST):
        word = words[place]
        if word.text == "." and words[place - 1].lower in _ABBREVIATIONS:
            place += 1
            continue
        if not word.is_word or word.lower in _TIMES or (word.lower in SMALL and word.lower not in ("een", "a")):
            break
        if word.lower in ARTICLES and (place == start or words[place - 1].lower in _LINKS):
            place += 1
            continue
        if word.lower in STOPS:
            if not headed or not _goes_on(words, place):
                break
            headed = False
        elif headed and not word.is_capitalised and word.lower not in _ABBREVIATIONS:
            break
        else:
            headed = _ends_phrase(word, words[place + 1] if place + 1 < len(words) else None, language)
        place += 1
    while place > start and words[place - 1].lower in STOPS:
        place -= 1
    return place


def _owns(words: Sequence[Token], place: int) -> bool:
    """Tell whether `haar` or `her` says whose (`haar collega`), and is not who says so itself (`volgens haar`)."""
    following = words[place + 1] if place + 1 < len(words) else None
    if words[place].lower not in ("haar", "her") or following is None or following.lower in STOPS:
        return False
    if following.lower in SMALL:
        return False
    return words[place].lower == "her" or following.is_capitalised or not following.lower.endswith(("en", "t"))


def _goes_on(words: Sequence[Token], place: int) -> bool:
    if words[place].lower not in _LINKS or place + 1 >= len(words):
        return False
    following = words[place + 1]
    return following.is_capitalised or following.lower in ARTICLES or words[place].lower in ("of", "van")


def _ends_phrase(word: Token, following: Token | None, language: str) -> bool:
    """Tell whether a word can be the head of a phrase, so that no plain word of it follows."""
    if following is None or not following.is_word or following.is_capitalised:
        return True
    if language == "nl":
        adjective = word.lower.endswith("e") and not word.lower.endswith(_NOT_ADJECTIVES[:5])
        return not (adjective or word.lower == "vn") or following.lower in STOPS
    return following.lower in STOPS or following.lower.endswith("ed")


def _phrase_start(words: Sequence[Token], end: int) -> int:
    """Return the place where the noun phrase begins that ends before `end`, the phrase that it explains included."""
    if end and words[end - 1].lower in SAID_BY:
        return end - 1
    if end and words[end - 1].text == ",":
        comma = end - 2
        while comma > max(0, end - _LONGEST) and words[comma].text not in ',;:"”':
            comma -= 1
        return _phrase_start(words, comma) if comma > 0 and words[comma].text == "," else end
    start = end
    while start > max(0, end - _LONGEST):
        word = words[start - 1]
        if (
            word.text == "."
            and start > 1
            and (words[start - 2].lower in _ABBREVIATIONS or len(words[start - 2].text) == 1)
        ) or (word.is_word and _belongs(words, start - 1, end)):
            start -= 1
        else:
            break
    while start < end and (words[start].lower in _LINKS - ARTICLES or not words[start].is_word):
        start += 1
    return start


def _belongs(words: Sequence[Token], place: int, end: int) -> bool:
    word = words[place]
    if word.lower in _TIMES:
        return False
    if word.lower in ("and", "en"):  # Reed Corp and Vale Inc said
        return place > 0 and words[place - 1].is_capitalised and words[place - 1].lower not in _TIMES
    if word.lower == "by":  # a commission led by a judge
        return place > 0 and words[place - 1].lower.endswith("ed")
    if word.lower in _LINKS | ARTICLES:
        return place + 1 < end
    if place + 1 < end and words[place + 1].lower in ARTICLES - {"de", "den", "der"}:
        return word.lower in _LINKS
    return word.lower not in STOPS


def _can_say(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the phrase can be a subject: a name, a pronoun, one with an article, or the head of the sentence."""
    if start >= end:
        return False
    first = words[start]
    if is_living(words[end - 1].lower):
        return True
    return first.is_capitalised or first.lower in ARTICLES | SAID_BY or start == 0 or words[start - 1].text in '",:;“”'
