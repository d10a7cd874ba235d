"""What the quotations that a sentence was held against, and the figures on record, come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.answer import Citation, of_each_origin
from rag.carried_numbers import values_in
from rag.checking.counts import OnRecord
from rag.checking.text import Sentence
from rag.checking.verdict import Compared, Verdict

_MOST_CITATIONS = 4
_OTHER_VALUE = frozenset((("number",), ("time",)))  # all else is the same


def settled(sentence: Sentence, compared: Sequence[Compared], record: OnRecord | None) -> Verdict | None:
    """Return the verdict on a sentence, None where nothing settles it; `compared` are the likeliest first."""
    if supports := _origins(one for one in compared if not one.differs):
        if record and record.was and record.now:
            return Verdict(sentence, "superseded", supports, was=record.was, now=record.now)
        return Verdict(sentence, "supported", supports)
    if record and record.was is None:
        return Verdict(sentence, "contradicted", tuple(one.citation for one in record.now), ("number",), now=record.now)
    if others := [one for one in compared if one.differs in _OTHER_VALUE and not _is_reported(one, record)]:
        return Verdict(sentence, "contradicted", _origins(others), others[0].differs)
    if record and record.was:
        places = {one.place for one in record.was.citations}
        reported = (one for one in compared if one.citation.place in places)
        if said := min(reported, key=lambda one: len(one.differs), default=None):
            return Verdict(sentence, "related", (said.citation,), said.differs, was=record.was, now=record.now)
    return None


def _is_reported(one: Compared, record: OnRecord | None) -> bool:
    """Tell whether the number that a quotation has not was reported elsewhere: then neither excludes the other."""
    if record is None or record.was is None or one.differs != ("number",):
        return False
    return record.was.figure.value not in values_in(one.citation.quote, one.citation.article.language)


def nearest(sentence: Sentence, compared: Sequence[Compared], least: float, unknown: tuple[str, ...]) -> Verdict:
    """Return the quotation that comes nearest, if one has at least so much of the sentence, from 0 to 1."""
    near = max(compared, key=lambda one: one.share, default=None)
    if near is None or near.share < least:
        return Verdict(sentence, "not_found", unknown=unknown)
    return Verdict(sentence, "related", (near.citation,), near.differs, unknown=unknown)


def _origins(compared: Iterable[Compared]) -> tuple[Citation, ...]:
    return of_each_origin(one.citation for one in compared)[:_MOST_CITATIONS]
