"""Words that turn what is said: denials, doubts, plans and conditions, and small words of direction."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.annotate.numbers import dissected_numbers
from index.span import Span

# What makes of `it is so` that somebody denies it, fears it, plans it. Of each kind a sentence and its quotation have
# it both or neither.
_STANCES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"den(?:y|ies|ied|ial)|disput\w+|refut\w+|reject\w*|contradict\w*|untrue|false(?:ly)?|wrong(?:ly)?|incorrect\w*|"
        r"mistaken\w*|hoax|myth|ontken\w*|bestr[ie]\w*|weerleg\w*|weerspr\w+|tegenspr\w+|tegengesproken|onjuist\w*|onwaar|"
        r"fout\w*|verkeerd\w*|onterecht\w*|ten onrechte|vals\w*|verworpen|verwerp\w*|verwierp\w*",
        r"fail\w*|refus\w+|hardly|barely|scarcely|almost|nearly|unable|stop(?:s|ped)?|avoid\w*|prevent\w*|without|mislukt\w*|"
        r"weiger\w*|nauwelijks|amper|bijna|haast|voorkom\w*|vermed\w*|zonder|niemand|nobody",
        r"may|might|could|perhaps|maybe|possibl[ey]|probabl[ey]|likely|unlikely|apparently|alleged\w*|reportedly|suspect\w*|"
        r"rumou?r\w*|claim(?:s|ed)?|accus\w+|mogelijk\w*|misschien|wellicht|waarschijnlijk\w*|vermoed\w*|"
        r"verdacht\w*|zou|zouden|kan|kunnen|kon|konden|can|gerucht\w*|naar verluidt|beweer\w*|beweert|beschuldig\w*",
        r"will|would|shall|should|must|going to|plan(?:s|ned|ning)?|intend\w*|expect\w*|want(?:s|ed)?|hop(?:es?|ed)|"
        r"promis\w+|threat\w*|propos\w+|ought|zal|zullen|gaat|gaan|moet|moeten|moest\w*|wil|willen|wilde\w*|plannen|"
        r"van plan|verwacht\w*|hoop\w*|hopen|beloof\w*|beloven|belofte\w*|dreig\w*|voorstel\w*|ei(?:st|sen|ste|sten)|"
        r"demand\w*|call(?:s|ed)? for",
        r"believ\w+|thinks?|thought|argu(?:es?|ed)|opinion|in (?:his|her|their) view|regards?|considers?|guess\w*|"
        r"gelo(?:of|ven|oft|ofde|ofden)|denk(?:t|en)?|dacht(?:en)?|meen(?:t|de)|menen|vindt|vinden|vond(?:en)?|acht(?:te)?|"
        r"beto(?:og|ogt|ogde)|mening",
        r"if|unless|whether|als|indien|tenzij|mits|of er|had(?:den)? .{1,40} (?:moeten|kunnen)|would have|could have",
        r"by|door",  # who did it, and to whom
        r"first|last|eerste|laatste|no longer|niet meer",
        r"since|sinds|until|tot|before|voordat|after|nadat",
    )
)
# Small words that no index keeps and that turn a sentence around, with those of the other language that may stand for
# each. One that a sentence has must be told by its quotation.
_SMALL = {
    word: frozenset(ways.split("|"))
    for word, ways in {
        "before": "before",
        "voor": "for|before",
        "voordat": "before",
        "for": "for",
        "after": "after",
        "na": "after",
        "nadat": "after",
        "against": "against",
        "tegen": "against",
        "with": "with",
        "met": "with",
        "without": "without",
        "zonder": "without",
        "under": "under",
        "below": "under",
        "onder": "under|among",
        "among": "among",
        "above": "above",
        "boven": "above",
        "over": "over|about|above",
        "about": "about",
        "up": "up",
        "op": "up|on",
        "on": "on",
        "af": "off|down",
        "omhoog": "up",
        "down": "down",
        "omlaag": "down",
        "neer": "down",
        "from": "from",
        "vanaf": "from",
        "vanuit": "from",
        "into": "into",
        "to": "to|until",
        "naar": "to|into",
        "tot": "until|to",
        "until": "until",
        "since": "since",
        "sinds": "since",
        "out": "out|off",
        "uit": "out|from",
        "off": "off|out|down",
        "more": "more",
        "meer": "more",
        "most": "most",
        "meeste": "most",
        "less": "less",
        "fewer": "less",
        "minder": "less",
        "few": "few",
        "weinig": "few",
        "all": "all",
        "alle": "all",
        "every": "all",
        "each": "all",
        "elke": "all",
        "iedere": "all",
        "some": "some",
        "sommige": "some",
        "enkele": "some",
        "only": "only",
        "alleen": "only",
        "slechts": "only",
        "both": "both",
        "beide": "both",
        "than": "than",
        "dan": "than",
        "own": "own",
        "eigen": "own",
        "between": "between",
        "tussen": "between",
        "during": "during",
        "tijdens": "during",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")


def turned(sentence: str, quote: str) -> bool:
    """Tell whether one of two texts denies, doubts, plans or limits what the other plainly says."""
    return any(bool(stance.search(sentence)) != bool(stance.search(quote)) for stance in _STANCES)


def untold_small_words(sentence: str, quote: str) -> bool:
    """Tell whether a sentence has a small word of direction or amount that its quotation has in neither language.

    Both are given without their expressions of time; words that bound a number are the gate's to compare.
    """
    told = list(_small_words(quote))
    for ways in _small_words(sentence):
        match = next((one for one in told if ways & one), None)
        if match is None:
            return True
        told.remove(match)  # `16 tegen 15 tegen sluiting` is not told by `16 tegen 15 voor sluiting`
    return False


def _small_words(text: str) -> Iterable[frozenset[str]]:
    bounds = [number.bound for number in dissected_numbers(text)]
    for word in _WORD.finditer(text):
        ways = _SMALL.get(word.group().lower())
        if ways and not any(Span(*word.span()).within(bound) for bound in bounds):
            yield ways
