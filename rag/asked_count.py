"""What a "how many" question counts: what befell people, or a noun, as the keys under which figures are on record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.annotate.dates import dates
from index.annotate.figures import Figure
from index.annotate.figures.counted import head_after, is_living
from index.annotate.figures.events import LIVES
from index.annotate.figures.keys import CURRENCIES, EVENTS, KEY_OF, key_of
from index.annotate.figures.sources import sources
from index.annotate.figures.tokens import first_from, tokens
from rag.question import Question
from rag.sources import keys_of

_PEOPLE = frozenset(("people", "victim", "resident", "inhabit"))  # who may be anybody
_DYING = frozenset(("die", "dies", "dying"))  # English only: Dutch `die` is "that"
_CAME_OM = re.compile(r"\b(?:kwam|kwamen|komen|komt)\b.*\bom\b(?!\s(?:\d|half|kwart|het))", re.IGNORECASE)
_OF_THE = re.compile(r"^(?:of|van)\s(?:the|these|those|de|het|deze|die)\s", re.IGNORECASE)
_TRIMMED = re.compile(r"^\W+|\W+$")
_PARTS = ("percent", "percentage point")
_MONEY = frozenset(CURRENCIES) - frozenset(_PARTS)
_PART = re.compile(r"\b(?:procent|percentage|aandeel|opkomst|turnout|per ?cent|share)\b", re.IGNORECASE)
_COST = re.compile(
    r"\b(?:kost\w*|betaal\w*|bedrag|prijs|geld|waard|schade|beloning|boete|budget|cost\w*|pay|paid|price|worth|money|"
    r"damage|reward|fine|much)\b",
    re.IGNORECASE,
)
_PART_OF_THEM = re.compile(
    r"\s(?:(?:were|was|are|is|waren|zijn)\s)?(?:of|van)\s(?:the\s|de\s)?(?P<who>\w+)", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:first|initial(?:ly)?|original(?:ly)?|earlier|eerste|oorspronkelijke?|aanvankelijk|eerder|destijds)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedCount:
    """What a question counts: `events` (`killed`) and `noun` (`civilian`) are keys, `word` the noun as it was typed.

    `measures` are the currencies or percentages that it may be answered with where it names nothing that is counted.
    `source` are the keys of the one whose figure it asks for, none where it asks for nobody's. `of_first`: it asks for
    an earlier figure. `aside` are the words that say when, and whose figure: what is counted has them not.
    """

    events: frozenset[str]
    noun: str
    word: str
    measures: frozenset[str]
    source: frozenset[str]
    of_first: bool
    aside: frozenset[str]

    @property
    def is_known(self) -> bool:
        """Tell whether the question says what it counts in words that figures are filed under."""
        return bool(self.events or self.noun)

    @property
    def of_anybody(self) -> bool:
        """Tell whether it asks what befell people, whoever they are."""
        return bool(self.events) and (not self.noun or self.noun in _PEOPLE)

    def is_aside(self, words: str) -> bool:
        """Tell whether words of the question only say when, or whose figure it asks for."""
        return all(word in self.aside for word in words.split())

    def says(self, words: str) -> bool:
        """Tell whether words of the question say what is counted, so that nothing else is told by them."""
        return bool(_events_in(words)) or (bool(self.word) and self.word in words)

    def counts(self, figure: Figure, sentence: str, text: str, language: str) -> bool:
        """Tell whether a figure counts it; `text` is its article's, `sentence` the one that it stands in."""
        if not self.is_known:
            return figure.counted.key in self.measures
        if not self.events:
            return figure.counted.key == self.noun
        if figure.counted.key not in self.events:
            return figure.counted.key == self.noun not in _PEOPLE and bool(self.events & _events_in(sentence))
        group = group_of(figure, text, language)
        if self.of_anybody:
            return True
        return group == self.noun or (
            not group and self.noun in {key_of(one.text, language) for one in tokens(sentence)}
        )


def asked_count(question: Question) -> AskedCount:
    """Return what a question counts; nothing where its words do not tell."""
    words = tokens(question.text)
    counted = tokens(_OF_THE.sub("", question.counted))
    head = head_after(counted, 0, len(counted), question.language, single=False) if counted else None
    if head and KEY_OF.get(head.lower) in EVENTS:  # dead animals
        following = first_from(counted, head.span.end)
        head = counted[following] if following < len(counted) and is_living(counted[following].lower) else None
    word = head.text if head else ""
    events = _events_in(question.text)
    dying = question.language == "en" and any(one.lower in _DYING for one in words)
    if dying or _CAME_OM.search(question.text):
        events |= {"killed"}
    limit = question.outlets.span if question.outlets else None  # whose figure it is, is settled
    said_by = (span for span in sources(words, question.language) if not (limit and span.overlaps(limit)))
    named = max(said_by, default=None)  # `farmers spoke of many; how many did X count?`
    said = [*dates(question.text), *([named] if named else [])]
    return AskedCount(
        events=events,
        noun=key_of(word, question.language) if word else "",
        word=word,
        measures=frozenset(_PARTS if _PART.search(question.text) else _MONEY if _COST.search(question.text) else ()),
        source=keys_of(named.of(question.text), question.language) if named else frozenset(),
        of_first=_FIRST.search(question.text) is not None,
        aside=frozenset(_TRIMMED.sub("", word) for span in said for word in span.of(question.text).split()),
    )


def group_of(figure: Figure, text: str, language: str) -> str:
    """Return the key of those whom something befell (`civilian`), empty where they are not named or may be anybody.

    `zwaargewonden` are a group of their own among the injured, and so are children in `six deaths were of children`.
    """
    counted = figure.counted.span.of(text).lower()
    if counted.startswith(("zwaargewond", "lichtgewond")):
        return counted[:5]
    if figure.counted.who is None:
        behind = _PART_OF_THEM.match(text, figure.counted.span.end)
        return key_of(behind["who"], language) if behind and is_living(behind["who"].lower()) else ""
    key = key_of(figure.counted.who.of(text).split()[-1], language)
    return "" if key in _PEOPLE else key


def _events_in(text: str) -> frozenset[str]:
    keys = (KEY_OF.get(word.lower) for word in tokens(text) if word.lower not in LIVES or " om het leven" in text)
    return frozenset(key for key in keys if key in EVENTS)
