"""What a number counts: the noun beside it, or what befell the people that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.annotate.figures.function_words import ARTICLES, STOPS
from index.annotate.figures.keys import EVENTS, KEY_OF
from index.annotate.figures.tokens import Token
from index.span import Span


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the words that say so, one key for them in Dutch and English, and who is counted.

    `span` is where the thing (`raketten`) or what befell them (`omgekomen`) stands; `who` where the people or animals
    stand to whom that happened (`Oekraïense burgers`).
    """

    span: Span
    key: str
    who: Span | None = None


# What measures a thing, a time or a distance rather than counting anything.
_MEASURES = frozenset(
    """
    jaar jaren maand maanden week weken dag dagen uur uren kwartier minuut minuten seconde seconden eeuw eeuwen etmaal
    werkdagen avonden nachten ochtenden weekenden seizoenen decennia
    year years month months week weeks day days hour hours minute minutes second seconds century centuries decade
    decades night nights evening evenings mornings weekends seasons
    meter meters kilometer kilometers centimeter millimeter km cm mm m mijl graden graad kilo kilogram kg gram
    metre metres meters kilometre kilometres centimetre centimetres mile miles feet foot inch inches yards yard degrees
    pounds lbs lb ft grams mg ml kwh mw megawatt volt watt knots mph
    keer maal times am pm uurtje punten points basis
    jarige jarig year-old years-old o'clock kph weekend b.c.e. c.e. b.c. a.d. bce bc ce v.chr n.chr
    """.split()
)
_NO_HEADS = frozenset(
    """
    eerste tweede derde laatste andere overige extra meer minder first second third last other further such very own
    various previous religious serious dangerous numerous famous
    """.split()
)
_PLURALS = frozenset(
    """
    people men women children police sheep cattle fish buffalo deer media data staff fry salmon aircraft troops
    personnel politici bussen foto's auto's vee man liter ton kilo hectare euro leden kinderen koeien vrouwen runderen
    eieren
    """.split()
)
_DUTCH_ADJECTIVES = frozenset("open eigen houten gouden zilveren stenen betonnen ijzeren leren zijden katoenen".split())
_PEOPLE = frozenset(
    """
    mensen mens personen persoon burgers burger inwoners bewoners soldaten militairen kinderen kind vrouwen vrouw
    mannen man agenten slachtoffers anderen studenten leraren toeristen migranten vluchtelingen verdachten jongeren
    ouderen leden matrozen gasten patiënten collega's getuigen brandweerlieden gevangenen demonstranten betogers
    opvarenden zakkenrollers oekraïners russen palestijnen israëliërs syriërs amerikanen afghanen irakezen
    nederlanders koeien varkens schapen kippen ganzen dieren vogels zwanen paarden honden people person persons
    civilians civilian men women woman children child soldiers others citizens residents victims migrants refugees
    nationals students tourists suspects passengers troops officers teenagers villagers patients members employees
    workers miners protesters demonstrators guests fighters militants police policemen firefighters boys girls
    ukrainians russians palestinians israelis syrians americans afghans iraqis chinese cows pigs sheep cattle animals
    birds horses dogs chickens parents teachers ouders cats katten goats geiten
    """.split()
)
_THINGS = frozenset(
    """
    computers tankers containers cijfers kamers nummers bunkers helikopters vrachtwagens monitors motoren cars orders
    papers offers numbers quarters members' chapters helicopters computers meters flyers lines fires letters rivers
    towers winters summers matters voters' wagers trailers powers dollars shares centers
    """.split()
)
_AGENTS = ("ers", "aars", "isten", "ists", "ors", "anten", "enten", "men", "lieden")
_MORE = frozenset("more meer extra additional further other nieuwe new".split())
_OF_SPACE = frozenset("kubieke cubic vierkante square".split())
_NO_NOUN_ENDINGS = (("ly", "ing", "ed"), ("lijk", "lijks", "ig", "isch", "end"))  # English, Dutch
_DUTCH_ADJECTIVE_ENDINGS = ("e", "end", "eel", "isch", "ig", "lijk", "loos", "baar", "zaam")
_LONGEST_PHRASE = 5  # words between a number and the head of what it counts


def head_after(words: Sequence[Token], place: int, until: int, language: str, *, single: bool) -> Token | None:
    """Return the head of the noun phrase that begins at `place`, behind a number; None if there is none, or a measure.

    It is sought before `until`, where the next number begins. `single` says that the number is one, so that a singular
    is looked for.
    """
    phrase = list[Token]()
    for token in words[place : min(until, place + _LONGEST_PHRASE + 1)]:
        if token.lower in _MEASURES:
            return token if phrase and phrase[-1].lower in _OF_SPACE else None
        if not token.is_word:
            break
        if not phrase and token.lower in _MORE:
            continue
        if token.lower in STOPS and not (not phrase and token.lower in KEY_OF):
            break
        if "." in token.text:  # three U.S. soldiers
            continue
        phrase.append(token)
        if KEY_OF.get(token.lower) in EVENTS:
            break
    return _head(phrase, language, single=single)


def _head(phrase: Sequence[Token], language: str, *, single: bool) -> Token | None:
    nouns = [token for token in phrase if token.lower not in _NO_HEADS]
    if not nouns:
        return None
    if single:
        event = next((token for token in nouns if KEY_OF.get(token.lower) in EVENTS), None)
        return event or _singular(nouns, language)
    plural = next((token for token in nouns if _is_counted(token.lower, language)), None)
    if plural is not None:
        return plural if language == "nl" else _last_of(nouns, plural)
    last = nouns[-1]
    is_noun = not last.is_capitalised and not last.lower.endswith(_NO_NOUN_ENDINGS[language == "nl"])
    return last if len(nouns) <= 2 and is_noun else None


def _last_of(nouns: Sequence[Token], plural: Token) -> Token:
    """Return the last plural of an English phrase (`police officers`); a verb behind it never ends in -s."""
    head = plural
    for token in nouns[nouns.index(plural) + 1 :]:
        if token.lower.endswith("ed"):
            break
        head = token if is_plural(token.lower, "en") or KEY_OF.get(token.lower) in EVENTS else head
    return head


def _singular(nouns: Sequence[Token], language: str) -> Token | None:
    if language == "en":
        nouns = [noun for noun in nouns if not noun.is_capitalised and not noun.lower.endswith("ed")]
        return nouns[-1] if nouns else None
    plain = (noun for noun in nouns if not noun.is_capitalised and not noun.lower.endswith(_DUTCH_ADJECTIVE_ENDINGS))
    return next(plain, nouns[-1])


def _is_counted(word: str, language: str) -> bool:
    return KEY_OF.get(word) in EVENTS or is_plural(word, language)


def is_plural(word: str, language: str) -> bool:
    """Tell whether a word looks like a plural noun: Dutch -en and -s, English -s, and those that are otherwise."""
    if word in _PLURALS:
        return True
    if language == "nl":
        return len(word) > 3 and word.endswith(("en", "s", "ën", "'s")) and word not in _DUTCH_ADJECTIVES
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s", "ous", "is", "us"))


def is_living(word: str) -> bool:
    """Tell whether the word means people or animals, who can be killed, injured, missing."""
    return word in _PEOPLE or (word.endswith(_AGENTS) and word not in _THINGS)


def phrase_start(words: Sequence[Token], head: int) -> int:
    """Return the place where the noun phrase that ends in `head` begins: its adjectives, without article or number."""
    start = head
    while start and words[start - 1].is_word and words[start - 1].lower not in STOPS | ARTICLES:
        start -= 1
    return start
