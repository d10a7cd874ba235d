"""The English words that dates are written with."""

from __future__ import annotations

from index.annotate.dates.feasts import ENGLISH as FEASTS
from index.annotate.dates.kinds import KINDS
from index.annotate.dates.lexicon import Entry, Lexicon, listed, numbered

_COUNTS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty
"""
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties"


_PLURALS = {
    "days": "day",
    "weeks": "week",
    "months": "month",
    "mths": "month",
    "years": "year",
    "quarters": "quarter",
    "decades": "decade",
    "weekends": "weekend",
}


def _units() -> dict[str, Entry]:
    return {
        **listed("UNIT", "day", "day"),
        **listed("UNIT", "week", "week"),
        **listed("UNIT", "month", "month"),
        **listed("ANNUM", "year", "year"),
        **listed("QUARTER", "quarter qtr", "quarter"),
        **listed("UNIT", "decade", "decade"),
        **listed("WEEKEND", "weekend", "weekend"),
        **{word: (KINDS["UNITS"], name) for word, name in _PLURALS.items()},
        **numbered("SPRING", "spring", first=1),
        **numbered("SEASON", "summer autumn winter", first=2),
        **numbered("SPRING", "fall", first=3),
    }


def _days() -> dict[str, Entry]:
    return {
        **numbered("WEEKDAY", "monday tuesday wednesday thursday friday saturday sunday", first=0),
        **numbered("WEEKDAY_SHORT", "mon tue/tues wed/weds thu/thur/thurs fri sat sun", first=0),
        **listed("PART", "morning afternoon evening night lunchtime"),
        **listed("TODAY", "today tonight this_morning this_afternoon this_evening", (0, 0)),
        **listed("TODAY", "yesterday", (-1, -1)),
        **listed("TODAY", "the_day_before_yesterday", (-2, -2)),
        **listed("TODAY", "tomorrow", (1, 1)),
        **listed("TODAY", "the_day_after_tomorrow", (2, 2)),
        **listed("TODAY", "last_night overnight", (-1, 0)),
        **listed("THEN", "that_day the_same_day that_night that_evening that_morning that_afternoon", ("day", 0)),
        **listed("THEN", "the_next_day the_following_day the_day_after a_day_later one_day_later", ("day", 1)),
        **listed("THEN", "the_next_morning the_following_morning", ("day", 1)),
        **listed("THEN", "the_previous_day the_day_before a_day_earlier one_day_earlier", ("day", -1)),
        **listed("THEN", "the_previous_evening the_previous_night", ("day", -1)),
        **listed("THEN", "that_month the_same_month", ("month", 0)),
        **listed("THEN", "the_following_month the_next_month", ("month", 1)),
        **listed("THEN", "the_following_week the_next_week", ("week", 1)),
        **listed("THEN", "that_year the_same_year", ("year", 0)),
        **listed("THEN", "the_following_year the_next_year the_year_after", ("year", 1)),
        **listed("THEN", "the_previous_year the_year_before", ("year", -1)),
    }


def _months() -> dict[str, Entry]:
    return {
        **numbered("MONTH", "january february - april - june july august september october november december"),
        **listed("MAYBE", "march", 3),
        **listed("MAYBE", "may", 5),
        **numbered("SHORT", "jan feb mar apr - jun jul aug sep/sept oct nov dec"),
    }


def _numbers() -> dict[str, Entry]:
    return {
        **numbered("COUNT", _COUNTS, first=2),
        **listed("COUNT", "one", 1),
        **listed("ARTICLE", "a an", 1),
        **listed(
            "VAGUE", "at_least several few a_few some many couple a_couple_of nearly almost approximately roughly"
        ),
        **numbered("ORDINAL", "first second third fourth"),
        **listed("ORDINAL", "final", -1),
        **listed("HALF", "half", 2),
        **{f"q{n}": (KINDS["QUARTER_NUMBER"], n) for n in range(1, 5)},
        **numbered("DECADE", " ".join(f"the_{name}" for name in _TENS.split()), first=2),
    }


def _relations() -> dict[str, Entry]:
    return {
        **listed("LAST", "last previous"),
        **listed("PAST", "past preceding the_last the_past"),
        **listed("NEXT", "next", "next"),
        **listed("NEXT", "coming upcoming", "coming"),
        **listed("THIS", "this current"),
        **listed("EARLIER", "earlier"),
        **listed("LATER", "later"),
        **listed("AGO", "ago"),
        **listed("HENCE", "from_now"),
        **listed("STAGE", "early beginning start", 0),
        **listed("STAGE", "mid middle", 1),
        **listed("STAGE", "late end close", 2),
    }


def _small() -> dict[str, Entry]:
    return {
        **listed("THE", "the"),
        **listed("OF", "of"),
        **listed("IN", "in on at during around about within over for circa throughout"),
        **listed("AND", "and"),
        **listed("TO", "to"),
        **listed("FROM", "from"),
        **listed("BETWEEN", "between"),
        **listed("UNTIL", "until till til through up_to up_until thru"),
        **listed("BY", "by no_later_than"),
        **listed("BEFORE", "before prior_to ahead_of"),
        **listed("SINCE", "since ever_since starting starting_from starting_on starting_in beginning_on beginning_in"),
        **listed("AFTER", "after"),
        **listed("ONWARDS", "onwards onward"),
        **listed("EVERY", "every each per"),
        **listed("WILL", "will shall due scheduled expected planned expects plans hopes"),
        **listed("COUNTABLE", _COUNTABLE),
    }


_COUNTABLE = """
people persons residents euro euros dollars dlrs dlr pounds stg deaths dead injured victims jobs homes houses members
soldiers troops students refugees migrants visitors kilometres kilometers km miles metres meters feet acres tonnes tons
times copies points pct percent million mln billion bln degrees shares barrels units cases employees workers votes
children civilians patients households companies bpd yen marks francs cts units
"""

LEXICON = Lexicon.of("en", _units() | _days() | _months() | _numbers() | _relations() | _small(), FEASTS)
