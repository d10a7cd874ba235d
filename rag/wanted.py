"""What a question asks for: a number, a person, a time, a place, somebody's words."""

from __future__ import annotations

import re
from enum import StrEnum


class Wanted(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    WORDS = "words"  # what somebody said
    ANYTHING = "anything"


# Who somebody may be. Endings do not tell: a container is nobody.
_PERSON = r"""
    (?:oud-|vice-|amateur|foto)?(?:persoon|man|vrouw|jongen|meisje|kind|bewoner|bewoonster|inwoner|kandidaat|verloskundige
    |politic(?:us|a)|speler|speelster|doelman|keeper|spits|trainer|coach|scheidsrechter|wethouder|burgemeester|minister
    |premier|president|koning|koningin|staatssecretaris|gouverneur|officier|advocaat|advocate|rechter|agent|commandant
    |generaal|ecoloog|ecologe|arts|dokter|verpleegkundige|boer|boerin|ondernemer|schilder|kunstenaar|kunstenares
    |schrijver|schrijfster|zanger|zangeres|directeur|directrice|voorzitter|bestuurder|woordvoerder|woordvoerster|leider
    |raadslid|kamerlid|senator|leerling|hoogleraar|onderzoeker|journalist|verslaggever|bestuurslid|winnaar|winnares
    |architect|aannemer|drummer|muzikant|democraat|atleet|atlete|renner|piloot|chauffeur|acteur|actrice|notaris|buurman|buurvrouw|historicus|wetenschapper)
    | (?:former-|ex-|vice-)?(?:person|man|woman|boy|girl|child|resident|candidate|midwife|politician|player|goalkeeper
    |striker|captain|coach|referee|mayor|alderman|alderwoman|councillor|minister|premier|president|king|queen|governor
    |prosecutor|lawyer|judge|officer|commander|general|ecologist|doctor|nurse|farmer|painter|artist|writer|author|singer
    |director|chair|chairman|chairwoman|manager|spokesman|spokeswoman|spokesperson|leader|senator|congress(?:man|woman)
    |lawmaker|student|professor|researcher|scientist|journalist|reporter|photographer|winner|architect|contractor|drummer|musician|democrat|republican|athlete|rider|runner|pilot
    |driver|actor|actress|official|neighbour|historian|expert|teacher)
    """
_SITE = r"""
    plaats|stad|dorp|wijk|straat|land|provincie|regio|gemeente|haven|gebouw|caf[eé]|stadion|school|onderwijsinstelling|zaal
    |hogeschool|universiteit|ziekenhuis|theater|bioscoop|kerk|museum|hotel|gevangenis|verzorgingshuis|verpleeghuis
    |place|town|city|village|street|district|country|province|region|building|caf[eé]|pub|stadium|school|university
    |hospital|theatre|theater|cinema|church|hotel|prison|airport|station|island|care\ home|nursing\ home|lodging|venue
    """

# Of two that begin at the same word the earlier one here is meant.
_ASKING = (
    (
        Wanted.TIME,
        r"""wanneer | hoe\ laat | (?:in\ |uit\ |sinds\ |tot\ |vanaf\ )?welk\ (?:jaar|uur|seizoen)
        | (?:in\ )?welke\ (?:maand|week) | (?:op\ )?welke\ (?:dag|datum)
        | when | (?:at\ |by\ )?(?:what|which)\ (?:time|hour) | (?:what|which)\ (?:year|month|week|day|date)
        | what\ (?:was|is)\ the\ (?:deadline|date)""",
    ),
    (
        Wanted.NUMBER,
        r"""hoe\ ?(?:veel|hard|hoog|groot|lang|diep|breed|duur|ver|zwaar|oud|vaak|klein)
        | how\ (?:many|much|fast|high|large|big|long|deep|tall|far|old|wide|expensive|often|heavy)
        | (?:op\ |tot\ |voor\ )?(?:welk|het)\ (?:aantal|percentage|(?:geld)?bedrag|deel)
        | welke\ (?:waarde|hoogte|prijs|leeftijd)
        | dodental | wat\ (?:kost(?:te)?|betaal(?:t|de)|verdien(?:t|de))
        | wat\ (?:was|werd|is)\ de\ (?:\w+)?(?:stand|uitslag|score|opkomst|prijs|schatting|leeftijd)
        | (?:at\ |by\ )?what\ (?:number|percentage|share|amount|sum|age|height|price|vote) | death\ toll
        | what\ (?:did|does|do|will|would|has)\ .{1,60}\ (?:cost|pay|paid|earn)
        | what\ (?:was|is)\ the\ (?:\w+\ )?(?:score|toll|turnout|result|price|age|cost)""",
    ),
    (
        Wanted.WORDS,
        r"""wat\ (?:zei|zegt|zeggen|vindt|vond|verklaarde|noemde|schreef|eiste|beweerde|stelde|beloofde)
        | hoe\ (?:reageerde|reageert|noemde|omschreef|beschreef|verklaarde|verdedigde|rechtvaardigde|verwoordde)
        | hoe\ legde?\ .{1,60}\buit | met\ welke\ woorden | waarom\ .{1,60}\bvolgens
        | what\ (?:did|does|do|has)\ .{1,80}\b(?:say|said|claim|claimed|think|call|tell|argue|write|demand|promise)
        | how\ did\ .{1,80}\b(?:react|respond|describe|call|explain|justify|defend|comment|put\ it)
        | in\ (?:his|her|their)\ own\ words""",
    ),
    (
        Wanted.PERSON,
        rf"""wie | hoe\ heet(?:te)? | op\ wiens | who | whom | whose | what\ is\ the\ name\ of
        | (?:(?:welke?|which)\ (?:[\w-]+\ ){{0,2}}?|what\ )(?:{_PERSON})""",
    ),
    (
        Wanted.PLACE,
        rf"""waar | waarheen | waarvandaan | welke?\ (?:plaats|stad|dorp|wijk|straat)
        | where | (?:what|which)\ (?:place|town|city|street|village)
        | (?:in|op|bij|naar|uit)\ welke?\ (?:\w+\ )?(?:{_SITE})
        | (?:in|at|on|to|from)\ (?:what|which)\ (?:\w+\ )?(?:{_SITE})""",
    ),
)
_SPEAKER = re.compile(
    r"""what\ (?:did|does|do|has)\ (?:the\ )?(?P<asked>.{1,60}?)\ (?:say|said|claim|think|argue|promise|demand)\b
    | wat\ (?:zei|zegt|vindt|vond|verklaarde|beweerde|beloofde|eiste)\ (?:de\ |het\ )?(?P<gevraagd>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
_PATTERNS = tuple(
    (wanted, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE | re.VERBOSE)) for wanted, pattern in _ASKING
)

# After these, "who", "when" and "where" belong to the clause behind them.
_OTHERWISE = re.compile(
    r"(?:en |and |maar |but )?(?:what|which|how|why|wat|welke?|hoe|waarom|waarmee)\b[^?.,;:]*\??$", re.IGNORECASE
)
_RELATIVE = re.compile(r"who|whom|whose|when|where|wie|waar|wanneer", re.IGNORECASE)


def wanted_by(question: str) -> Wanted:
    """Return what a question asks for: what its first asking words say, since "… when the dike broke" asks nothing."""
    otherwise = _OTHERWISE.match(question)
    found = (
        (match.start(), wanted)
        for wanted, pattern in _PATTERNS
        for match in pattern.finditer(question)
        if otherwise is None or not _RELATIVE.fullmatch(match[0])
    )
    return min(found, key=lambda place: place[0], default=(0, Wanted.ANYTHING))[1]


def speaker_in(question: str) -> str:
    """Return whose words a question asks for, as written; empty where it asks for nobody's."""
    found = _SPEAKER.search(question)
    return (found["asked"] or found["gevraagd"]) if found else ""
