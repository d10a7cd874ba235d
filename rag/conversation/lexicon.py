"""The words by which a follow-up is known, in Dutch and English: openings, pronouns, bare asking words."""

from __future__ import annotations

import re

from index.annotate.figures.function_words import STOPS

_END = r"(?=\W*$)"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


def _after(words: str) -> str:
    return "(?:" + "|".join(rf"(?<=\b{word}\ )" for word in words.split()) + ")"


def _not_after(words: str) -> str:
    return "".join(rf"(?<!\b{word}\ )" for word in words.split())


# `and`, `what about`, `en hoe zit het met`: what follows takes the place of something in the earlier question.
OPENING = _words(
    r"""^\W*(?:(?:en|and|but|maar|or|ok|okay|oké|plus|also|dus)\b[\s,]*)*
    (?:(?:what|how)\s+about\b | what\s+of\b | how\s+is\s+it\s+with\b | and\b
    | (?:hoe|wat)\s+(?:zit|is|was|zat|ging)\s+(?:het|dat)\s+(?:dan\s+)?(?:met\b|(?=in\b|bij\b|te\b)))?\s*
    (?:(?:then|dan)\s+(?=in\b|\w+\s*\W*$))?"""
)
# Asks when, why or where only: what happened stands in the earlier question.
ASKING_ONLY = _words(
    r"""^(?P<asked>waarom|hoezo|wanneer|waar|waardoor|sinds\ wanneer|hoe\ laat|op\ welke\ (?:dag|datum)|in\ welk\ jaar
    | why|when|where|since\ when|at\ what\ time|how\ come
    | (?:on\ )?(?:what|which)\ (?:day|date)|in\ (?:what|which)\ year)
    (?:\ (?:was|is|were|did|does|gebeurde|vond|begon)\ (?:dat|het|that|it|this|dit)
       (?:\ (?:precies|dan|exactly|then|happen|happened|gebeurd|take\ place|plaats))*)?\W*$"""
)
# Asks who says so: what was said stands in the earlier answer.
WHO_SAYS = _words(
    r"""^(?:(?:who|wie)\ (?:said|says|claimed|claims|reported|reports|told|announced|estimated
          |zei|zegt|zeiden|beweert|beweerde|meldt|meldde|meldden|schatte|schatten|stelde|stelt|verklaarde)
          (?:\ (?:that|this|so|it|dat|dit|het|zo))?
    | (?:according\ to|volgens)\ (?:whom?|wie)(?:\ (?:is|was|were)\ (?:that|dat|it|het|this))?
    | (?:who|what|wie|wat)\ (?:is|was|are)\ (?:the\ source|(?:de|daar\ de|daarvan\ de)\ bron)
          (?:\ (?:of|for)\ (?:that|this)|\ daarvan)?
    | (?:where|waar)\ (?:does|do|did|komt|komen|haalt)\ (?:that|this|those|dat|die|deze|dit)
          (?:\ (?:figure|number|cijfer|getal|aantal|bericht|claim)s?)?\ (?:come\ from|vandaan)
    )\W*$"""
)
# Asks about a person and no more: `and he?`
ONE_PERSON = _words(r"^(?:he|she|him|her|hij|zij|ze|hem|haar)\W*$")
THEN_ONLY = _words(r"^(?:then|at\ that\ time|toen|daar\ toen)\W*$")
SOURCE = _words(r"^(?:according\ to|volgens)\ (?!whom?\b|wie\b)\S")
HOW_MANY = _words(r"^(?:hoe\ ?veel|how\ many)\b")

# The pronouns, each with the words around it that tell it from its other meanings: `ze` is one person or several, `die`
# and `that` join clauses, `there` and `het` often mean nothing.
_SINGULAR = "zei zegt was is heeft had doet deed werd kreeg ging kwam vond vindt wil wilde kan kon moest mocht eiste"
_PLURAL = "mogen waren hebben werden kregen zeiden moeten kunnen gingen doen deden"
PERSON = _words(
    rf"""(?P<own>\b(?:his|her)\b(?=\s\w))
    | \b(?:he|she|him|her|hij|hem)\b
    | \b(?:zij|ze)\b(?=\s{_any(_SINGULAR)}\b) | {_after(_SINGULAR)}(?:zij|ze)\b | (?<=[dt]e\ )(?:zij|ze)\b"""
)
PLACE = _words(
    rf"""(?<!^){_not_after("were was is are be been")}\bthere\b(?!\s+(?:were|was|is|are|be|been|to)\b)
    | (?<!^)\bdaar\b(?!\s(?:aan|bij|van|voor|na|over|mee|door|op|tegen|toe|uit|om|achter)\b)"""
)
TIME = _words(
    rf"""\b(?:by|since|until|before|after|back)\ then\b | \bthen\b{_END}
    | \b(?:at\ that\ time|(?:in|by|on|during)\ that\ (?:year|month|week|day)|that\ (?:year|month|day|week))\b
    | \b(?:in\ )?(?:dat\ jaar|die\ (?:maand|week))\b | \b(?:op\ )?(?:die\ dag|dat\ moment)\b
    | \btoen\b{_END} | {_after("was waren er")}toen\b"""
)
ABOUT_IT = _words(r"\b(?:daar|hier)(?P<about>over|van|voor|bij|tegen|mee|aan|op|door|in|uit|onder)\b")
GROUP = _words(
    rf"""\bof\ (?:them\b|(?:those|these)\b(?=\W*$|\s(?:were|are|was|have|had|did|do|will|would|could)\b))
    | \b(?:them|they|their|hun|hen)\b | {_after(_PLURAL)}(?:zij|ze)\b
    | \bthose\b{_END}"""
)
# `how long does it take to`, `is it likely that`
_NOT_IMPERSONAL = r"""(?!\s(?:take|takes|cost|costs|mean|require)\b.*\s(?:to|for)\b)
    (?!\s(?:un|im)?(?:likely|possible|easy|easier|hard|harder|difficult|true|clear|legal|safe|fair|important|said)\b)"""
THING = _words(
    rf"""\b(?:it|its)\b{_NOT_IMPERSONAL} | \b(?:that|this|dat|dit|die|deze)\b{_END}
    | {_after("kost kostte duurde")}(?:het|dat)\b(?=\W*$|\s(?:per|in|elk)\b)"""
)
ONE_OF_THEM = _words(
    rf"""\b(?:the|which|another|other|welke|de|het)\ (?:\w+\ )?ones?\b
    | \b(?:de|het)\ (?:ander|eerste|laatste)e?\b{_END}"""
)

# Words that tell nothing of what is asked about.
TELLING_NOTHING = STOPS | frozenset(
    """
    hoeveel veel aantal wanneer waarom hoe welk welke hoezo waar wie wat many much number how why when where who what
    people person persons mensen mens personen precies exactly totaal total altogether eigenlijk actually dan then
    zei zegt zeiden zeggen vond vindt deed doet gebeurde gebeurd happen happened happens say says said think thought
    know known weten weet bekend about over erover erbij ervan ervoor er ook nog please alstublieft mij me tell vertel
    first eerst itself himself zelf there up t s
    """.split()
)
SAYING = frozenset(
    """
    zei zegt zeiden zeggen aldus meldt meldde verklaarde vertelde vindt vond noemde stelde volgens said says say told
    reported announced claimed claims argued added warned estimated according
    """.split()
)
TITLES = frozenset(
    """
    burgemeester wethouder minister premier president gouverneur commissaris koning koningin prins prinses directeur
    woordvoerder woordvoerster advocaat officier rechter trainer coach keeper hoogleraar professor meneer mevrouw
    voorzitter bestuurder boer boerin agent kapitein generaal kandidaat lijsttrekker raadslid raadsleden dokter
    mayor alderman alderwoman governor chancellor king queen prince princess director spokesman spokeswoman
    spokesperson lawyer prosecutor judge trainer coach goalkeeper mr mrs ms dr chairman chairwoman chair captain
    general candidate councillor farmer officer doctor attorney secretary senator
    """.split()
)
ORGANISATIONS = frozenset(
    """
    police politie prefecture department ministry ministerie university universiteit party partij council raad hospital
    ziekenhuis gasthuis fc club united city league cup championship championships kampioenschap association bank group
    company company's ltd inc bv nv court hof hogeschool college school museum commission commissie agency bureau board
    bestuur foundation stichting federation bond service dienst times post courier news omroep radio tv committee
    institute instituut academy union unie front army airlines airport lokaal press persdienst coatings festival
    """.split()
)
PLACING = frozenset("in te bij near at from uit naar to rond around outside inside across buiten boven".split())
