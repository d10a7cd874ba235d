"""The days that have a name: when each falls in a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter  # type: ignore[import-untyped]

from index.annotate.dates.units import day
from index.period import Period

Feast = Callable[[int], Period]


def _fixed(month: int, of: int, length: int = 1) -> Feast:
    return lambda year: Period(date(year, month, of), date(year, month, of) + timedelta(length - 1))


def _easter(by: int, length: int = 1) -> Feast:
    def falls(year: int) -> Period:
        first: date = easter(year) + timedelta(by)
        return Period(first, first + timedelta(length - 1))

    return falls


def _weekday(month: int, weekday: int, number: int, by: int = 0) -> Feast:
    """The `number`th such weekday of a month, -1 for the last, and `by` days after that."""

    def falls(year: int) -> Period:
        if number < 0:
            last = date(year, month + 1, 1) - timedelta(1)
            return day(last, -((last.weekday() - weekday) % 7))
        first = date(year, month, 1)
        return day(first, (weekday - first.weekday()) % 7 + 7 * (number - 1) + by)

    return falls


def _kings_day(year: int) -> Period:
    """27 April since 2014, 30 April before; the day before where that is a Sunday (after it, until 1980)."""
    feast = date(year, 4, 27 if year >= 2014 else 30)
    return day(feast, -1 if feast.weekday() == 6 and year >= 1980 else feast.weekday() // 6)


_CHRISTMAS, _OLD_YEAR, _NEW_YEAR = _fixed(12, 25), _fixed(12, 31), _fixed(1, 1)
_EASTER_MONDAY, _WHIT_MONDAY, _ASCENSION, _GOOD_FRIDAY = _easter(1), _easter(50), _easter(39), _easter(-2)
_TURN_OF_YEAR = _fixed(12, 31, 2)

DUTCH: dict[str, Feast] = {
    "kerst": _fixed(12, 25, 2),
    "kerstmis": _fixed(12, 25, 2),
    "kerstdagen": _fixed(12, 25, 2),
    "kerstavond": _fixed(12, 24),
    "kerstnacht": _fixed(12, 24, 2),
    "kerstochtend": _CHRISTMAS,
    "eerste kerstdag": _CHRISTMAS,
    "1e kerstdag": _CHRISTMAS,
    "tweede kerstdag": _fixed(12, 26),
    "2e kerstdag": _fixed(12, 26),
    "oud en nieuw": _TURN_OF_YEAR,
    "oud-en-nieuw": _TURN_OF_YEAR,
    "jaarwisseling": _TURN_OF_YEAR,
    "oudjaar": _OLD_YEAR,
    "oudejaarsdag": _OLD_YEAR,
    "oudejaarsavond": _OLD_YEAR,
    "oudjaarsavond": _OLD_YEAR,
    "oudejaarsnacht": _TURN_OF_YEAR,
    "nieuwjaarsnacht": _TURN_OF_YEAR,
    "nieuwjaarsdag": _NEW_YEAR,
    "nieuwjaarsochtend": _NEW_YEAR,
    "nieuwjaar": _NEW_YEAR,
    "driekoningen": _fixed(1, 6),
    "valentijnsdag": _fixed(2, 14),
    "carnaval": _easter(-49, 3),
    "aswoensdag": _easter(-46),
    "palmzondag": _easter(-7),
    "witte donderdag": _easter(-3),
    "goede vrijdag": _GOOD_FRIDAY,
    "stille zaterdag": _easter(-1),
    "pasen": _easter(0, 2),
    "paasweekend": _easter(-1, 3),
    "paaszondag": _easter(0),
    "eerste paasdag": _easter(0),
    "tweede paasdag": _EASTER_MONDAY,
    "paasmaandag": _EASTER_MONDAY,
    "hemelvaartsdag": _ASCENSION,
    "hemelvaart": _ASCENSION,
    "pinksteren": _easter(49, 2),
    "pinksterweekend": _easter(48, 3),
    "eerste pinksterdag": _easter(49),
    "tweede pinksterdag": _WHIT_MONDAY,
    "pinkstermaandag": _WHIT_MONDAY,
    "koningsdag": _kings_day,
    "koninginnedag": _kings_day,
    "koningsnacht": lambda year: Period(_kings_day(year).start - timedelta(1), _kings_day(year).end),
    "dag van de arbeid": _fixed(5, 1),
    "dodenherdenking": _fixed(5, 4),
    "bevrijdingsdag": _fixed(5, 5),
    "moederdag": _weekday(5, 6, 2),
    "vaderdag": _weekday(6, 6, 3),
    "prinsjesdag": _weekday(9, 1, 3),
    "dierendag": _fixed(10, 4),
    "halloween": _fixed(10, 31),
    "allerheiligen": _fixed(11, 1),
    "allerzielen": _fixed(11, 2),
    "wapenstilstandsdag": _fixed(11, 11),
    "sint-maarten": _fixed(11, 11),
    "black friday": _weekday(11, 3, 4, 1),
    "pakjesavond": _fixed(12, 5),
    "internationale vrouwendag": _fixed(3, 8),
}

ENGLISH: dict[str, Feast] = {
    "christmas": _CHRISTMAS,
    "christmas day": _CHRISTMAS,
    "christmas morning": _CHRISTMAS,
    "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26),
    "new year's eve": _OLD_YEAR,
    "new year's night": _TURN_OF_YEAR,
    "new year's day": _NEW_YEAR,
    "epiphany": _fixed(1, 6),
    "martin luther king day": _weekday(1, 0, 3),
    "valentine's day": _fixed(2, 14),
    "st patrick's day": _fixed(3, 17),
    "st. patrick's day": _fixed(3, 17),
    "international women's day": _fixed(3, 8),
    "ash wednesday": _easter(-46),
    "palm sunday": _easter(-7),
    "maundy thursday": _easter(-3),
    "good friday": _GOOD_FRIDAY,
    "easter": _easter(0, 2),
    "easter sunday": _easter(0),
    "easter monday": _EASTER_MONDAY,
    "easter weekend": _easter(-2, 4),
    "ascension day": _ASCENSION,
    "pentecost": _easter(49),
    "whit sunday": _easter(49),
    "whit monday": _WHIT_MONDAY,
    "king's day": _kings_day,
    "may day": _fixed(5, 1),
    "remembrance day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "veterans day": _fixed(11, 11),
    "memorial day": _weekday(5, 0, -1),
    "fourth of july": _fixed(7, 4),
    "labor day": _weekday(9, 0, 1),
    "columbus day": _weekday(10, 0, 2),
    "halloween": _fixed(10, 31),
    "bonfire night": _fixed(11, 5),
    "thanksgiving": _weekday(11, 3, 4),
    "thanksgiving day": _weekday(11, 3, 4),
    "black friday": _weekday(11, 3, 4, 1),
}
