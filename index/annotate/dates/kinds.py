"""The kinds of word that dates are written with, each with the letter that stands for it in a sentence's pattern."""

from __future__ import annotations

import re
from typing import NamedTuple

KINDS = dict(
    entry.split("=")
    for entry in """
    DATE=d DAYS=N NUMBER=n COUNT=c ARTICLE=a VAGUE=v ORDINAL=o YEAR=y OLD_YEAR=9 YEARS=Y DECADE=e QUARTER_NUMBER=Q
    MONTH=m MAYBE=M SHORT=b WEEKDAY=w WEEKDAY_SHORT=W PART=p OWN_PART=P TODAY=t UNIT=u UNITS=J ANNUM=j QUARTER=q HALF=h
    SEASON=s SPRING=S FEAST=H WEEKEND=k LAST=l PAST=L NEXT=x THIS=z EARLIER=r LATER=R AGO=g HENCE=1 STAGE=i THEN=T
    THE=D OF=f IN=I OVER=0 AND=2 TO=3 FROM=F BETWEEN=B UNTIL=U BY=Z BEFORE=V FOR=O SINCE=G AFTER=A ONWARDS=K
    EVERY=E WILL=X PLANNED=! COUNTABLE=C COMMA=4 DASH=5 SLASH=6 STOP=7 OTHER=8
    """.split()
)
_NAME = re.compile(r"[A-Z_]{2,}")


class Word(NamedTuple):
    """A word, number or mark of a text: its kind (a letter of KINDS), what it stands for, and where it stands."""

    kind: str
    value: object
    start: int
    end: int
    owns: bool = False  # `Monday's`: the words go on with what is Monday's


def pattern(written: str) -> str:
    """Return a regular expression over kinds from one that names them: `NUMBER MONTH YEAR?`."""
    return _NAME.sub(lambda name: KINDS[name.group()], written).replace(" ", "")
