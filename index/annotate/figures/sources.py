"""Who says so: `volgens de gouverneur`, `aldus X`, `meldden Russische autoriteiten dat`, `X said`, `according to X`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.annotate.figures.counted import is_living
from index.annotate.figures.function_words import ARTICLES, INSTITUTIONS, PREPOSITIONS, SAID_BY, VERBS
from index.annotate.figures.source_phrases import TIMES, phrase_end, phrase_start
from index.annotate.figures.tokens import Token
from index.annotate.figures.values import SMALL
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
_AUXILIARIES = frozenset("has have had heeft hebben had hadden also ook".split())
_REPORTS = frozenset("cijfer cijfers telling schatting opgave schattingen".split())
_AND = frozenset("en maar and but".split())
_ALSO_NOUNS = frozenset("states reports counts claims estimates estimate projects say".split())
_OF = frozenset("of from by in on".split())
_WHEN = frozenset("during on in at tijdens op".split())
_FINDING = frozenset("found counted recorded".split())
_CONTENT = frozenset("that in no at about around more less fewer over almost nearly some only just an".split())
_OWN = frozenset("haar zijn hun mijn".split())
_CLOSING = frozenset(".,;:!?\"'”’“)(–—-")


def sources(words: Sequence[Token], language: str) -> list[Span]:
    """Return the span of each source that a sentence names for what it says, in order; pronouns included."""
    found = [_span(words, start, end) for start, end in _named(words, language) if start < end]
    return _outermost(sorted(set(found), key=lambda span: (span.start, -span.end)))


def _outermost(found: Sequence[Span]) -> list[Span]:
    """Return the spans that lie in no other: `een telling van de gemeente` holds the gemeente."""
    kept = list[Span]()
    for span in found:
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


def _span(words: Sequence[Token], start: int, end: int) -> Span:
    if words[end - 1].text == ",":
        end -= 1
    return Span(words[start].span.start, words[end - 1].span.end)


def _named(words: Sequence[Token], language: str) -> Iterator[tuple[int, int]]:
    says = _SAYS.get(language, frozenset())
    for place, word in enumerate(words):
        following = words[place + 1].lower if place + 1 < len(words) else ""
        if word.lower in ("volgens", "aldus"):
            yield place + 1, phrase_end(words, place + 1, language)
        elif word.lower == "according" and following == "to":
            yield place + 2, phrase_end(words, place + 2, language)
        elif word.lower in _REPORTS and following == "van":
            end = phrase_end(words, place + 2, language)
            if _can_report(words, place + 2, end):
                yield place + 2, end
        elif word.lower in says and not _is_noun(words, place):
            yield _subject(words, place, language)


def _can_report(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a count or an estimate of it is by it: one of the police is, one of the damage is not."""
    phrase = words[start:end]
    return any(word.is_capitalised or word.lower in INSTITUTIONS or is_living(word.lower) for word in phrase)


def _is_noun(words: Sequence[Token], place: int) -> bool:
    """Tell whether a word that may say something is none here: the United States, reports of, the states have."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else None
    if word.is_capitalised and place:
        return True
    if following is None:
        return False
    if word.lower in ("laat", "liet", "lieten"):
        return following.lower != "weten"
    if word.lower in _FINDING:  # who has found homes for them counts nothing
        return not (following.lower in _CONTENT or following.text[0].isdigit() or following.lower in SMALL)
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
        end = phrase_end(words, verb + 1, language)
        return verb + 1, end
    if words[verb - 1].lower in _AND:
        return 0, phrase_end(words, 0, language)
    end = verb
    while end and words[end - 1].lower in _AUXILIARIES | TIMES | {"on", "late", "early", "op"}:
        end -= 1
    start = phrase_start(words, end)
    if start and words[start - 1].lower in _WHEN:  # a report during the weekend said
        end = start - 1
        start = phrase_start(words, end)
    owned = (
        0 < start < end and words[start - 1].lower == "die" and words[start].lower in _OWN
    )  # die haar boom Kees noemde
    return (start, end) if _can_say(words, start, end) and not owned else (0, 0)


def _is_inverted(words: Sequence[Token], verb: int, language: str) -> bool:
    if words[verb + 1 : verb + 2] and words[verb + 1].lower == "weten":
        return False  # liet weten: who did stands ahead of it
    if words[verb - 1].text in "\"'”’“,":
        end = phrase_end(words, verb + 1, language)
        closed = end == len(words) or words[end].text in _CLOSING or language == "nl"
        return end > verb + 1 and closed and words[verb + 1].lower not in TIMES
    if language != "nl":
        return False
    start = verb
    while start and words[start - 1].text not in '",;:“”':
        start -= 1
    return words[start].lower in _BEFORE_A_SUBJECT


def _can_say(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the phrase can be a subject: a name, a pronoun, one with an article, or the head of the sentence."""
    if start >= end:
        return False
    first = words[start]
    if is_living(words[end - 1].lower):
        return True
    return first.is_capitalised or first.lower in ARTICLES | SAID_BY or start == 0 or words[start - 1].text in '",:;“”'
