"""Checker.check: a text in, what the archive says of each of its sentences out, told as events as they are ready."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.archive import Archive
from index.errors import MeaningUnsearchable
from index.glossary import Glossary
from index.period import Period
from rag.answer import Citation
from rag.checking.comparison import differences
from rag.checking.counts import OnRecord, on_record
from rag.checking.settled import nearest, settled
from rag.checking.text import Sentence, Text, asks
from rag.checking.verdict import Compared, Verdict
from rag.citations import stands
from rag.evidence import Sentence as Weighed
from rag.evidence import weigh
from rag.question import Question
from rag.quoted import LONGEST_QUOTE
from rag.retraction import takes_back
from rag.retrieve import retrieve
from rag.terms import terms_of, unmentioned

_COMPARED = 10  # sentences of the archive that one of the text is held against, the likeliest
# Share of a sentence's weight, of 1, that one of the archive must have to be shown as near; measured on
# bench/check_paragraph.py.
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as it will be checked."""

    text: Text


@dataclass(frozen=True, slots=True)
class Judged:
    """What the archive says of one sentence; its quotations have been verified."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """The whole check, the last event; `unfinished` and `unsearched` as in NothingFound."""

    text: Text
    verdicts: tuple[Verdict, ...]
    as_of: date | None = None
    unfinished: int = 0
    unsearched: str = ""

    @property
    def stands(self) -> bool:
        """Tell whether the archive says all that can be checked, as it is now; nothing to check does not stand."""
        asserted = [one.status for one in self.verdicts if one.status != "not_checkable"]
        return bool(asserted) and set(asserted) == {"supported"}


CheckEvent = Reading | Judged | Checked


class Checker:
    """Holds texts against an archive; without a language model, and without a second look."""

    def __init__(self, archive: Archive, glossary: Glossary, language: str = "nl") -> None:
        self._archive = archive
        self._glossary = glossary
        self._language = language

    def check(
        self, text: str, *, written: date | None = None, as_of: date | None = None, language: str = ""
    ) -> Generator[CheckEvent, None, None]:
        """Yield Reading, a Judged for each sentence, and Checked; raise TextRefused or ArchiveError.

        `written` is the day on which the text was written: its `yesterday` is counted from then; unless told, times are
        read as the article has them that a sentence is held against. `as_of` puts it to the archive as it stood at the
        end of that day. `language` is the one that a person set, `nl` or `en`. While meaning cannot be searched, words
        are searched alone, and the outcome says so.
        """
        read = Text.read(text, self._language, language=language)
        yield Reading(read)
        archive, unsearched, verdicts = self._archive, "", list[Verdict]()
        for sentence in read.sentences:
            try:
                verdict = self._verdict(archive, sentence, written, as_of)
            except MeaningUnsearchable as why:
                archive, unsearched = self._archive.by_words(), str(why)
                verdict = self._verdict(archive, sentence, written, as_of)
            verdicts.append(verdict)
            yield Judged(verdict)
        yield Checked(read, tuple(verdicts), as_of, self._archive.unfinished(), unsearched)

    def _verdict(self, archive: Archive, sentence: Sentence, written: date | None, as_of: date | None) -> Verdict:
        if sentence.unasserted:
            return Verdict(sentence, "not_checkable")
        question = self._question(sentence, written, as_of)
        terms = terms_of(question, self._glossary, archive.spread)
        hits = retrieve(archive, question, terms)
        weighed = list(weigh(hits, terms))
        figures = archive.figures(hit.passage.id for hit in hits)
        record = on_record(sentence, terms, weighed, figures, archive.article)
        compared = self._compared(sentence, weighed, record, written)
        unknown = unmentioned(terms, archive.unfinished())
        return settled(sentence, compared, record) or nearest(sentence, compared, _NEAR, unknown)

    def _question(self, sentence: Sentence, written: date | None, as_of: date | None) -> Question:
        """Return the sentence as what is searched for, with whom it is about where it does not say so itself."""
        words = " ".join((*(name for name in sentence.about if name not in sentence.text), sentence.text))
        latest = self._archive.latest(as_of or date.max)
        question = Question.parse(words, sentence.language, written, latest, as_of=as_of, language=sentence.language)
        # `The newspaper of 5 January` tells where something stood; it asks for nothing that was printed then.
        return replace(question, asked=None) if question.asked and question.asked.published else question

    def _compared(
        self, sentence: Sentence, weighed: Sequence[Weighed], record: OnRecord | None, written: date | None
    ) -> list[Compared]:
        """Return the likeliest sentences of the archive, and that of the figure on record, each with how it differs."""
        quotable = [one for one in weighed if _is_quotable(one)]
        ranked = sorted(quotable, key=lambda one: (-one.direct, -one.density, one.place))[:_COMPARED]
        found = {one.place: (one, share) for one, share in ((_cited(each), each.direct) for each in ranked)}
        for citation in record.was.citations if record and record.was else ():
            if not takes_back(citation.article, citation.quote):
                found.setdefault(citation.place, (citation, 0.0))
        day = Period(written, written) if written else None
        return [
            Compared(citation, differences(sentence, citation, self._glossary, day), share)
            for citation, share in found.values()
            if stands(citation)
        ]


def _is_quotable(one: Weighed) -> bool:
    return len(one.text) <= LONGEST_QUOTE and not asks(one.text) and not takes_back(one.article, one.text)


def _cited(one: Weighed) -> Citation:
    return Citation.from_hit(one.hit, one.span)
