"""A question put to the desk, as a turn of the page that fills while the answer comes in."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import date

from index.archive import Hit
from index.catalog_coverage import Coverage
from index.errors import ArchiveError
from rag.answer import Answer, NothingFound
from rag.conversation.exchange import Exchange, remembered
from rag.desk import Desk, Done, Event, Found, Said, Understood, Writing
from rag.question import QuestionRefused
from rag.search import hits_of, of_each_article
from rag.suggestions.suggest import suggested
from ui.found_html import MOST_FOUND
from ui.kept.clipped import clipping_of
from ui.next_html import next_html
from ui.nothing_html import nothing_html
from ui.phrases import refusal, say
from ui.render import answer_html, notice_html, said_html
from ui.sources_html import sources_html
from ui.turn import Asked, Turn
from ui.wording import count_words

_NOTICE = '<div class="answer notice">'  # what notice_html begins with


def converse(
    desk: Desk,
    asked: Asked,
    before: Sequence[Turn],
    language: str,
    today: date | None = None,
    coverage: Coverage | None = None,
) -> Generator[Turn, None, None]:
    """Yield the turn that comes after those before it, ever fuller, as an answer comes in; closing this stops it.

    `language` is that of the page, for what is said before the question is understood. `coverage` is what the archive
    has, for who has to wait, and for whom it does not answer.
    """
    number = before[-1].number + 1 if before else 1
    turn = Turn(number, asked, "working", notice_html(searching_told(coverage, language)))
    yield turn
    history = history_of(before) if asked.follows else ()
    said, hits = list[Said](), tuple[Hit, ...]()
    events = desk.ask(
        asked.words,
        today,
        period=asked.period,
        as_of=asked.as_of,
        outlets=asked.outlets,
        history=history,
        language=asked.language,
    )
    try:
        for event in events:
            if isinstance(event, Said):
                said.append(event)
            hits = event.hits if isinstance(event, Found) else hits
            turn = _with(turn, event, said, coverage)
            if isinstance(event, Done):
                turn = replace(turn, clipping=clipping_of(event.outcome, today or date.today()))
            yield turn
        yield _led_on(desk, turn, hits, before)
    except QuestionRefused as refused:
        yield replace(turn, state="refused", reply=notice_html(refusal(refused, language)))
    except ArchiveError as failed:
        yield replace(turn, state="refused", reply=notice_html(say("failed", language, reason=failed)))


def history_of(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Return the exchanges of some turns that the next question may follow."""
    return remembered([turn.exchange for turn in turns if turn.exchange])


def stopped(turn: Turn, language: str, *, by_fault: bool = False) -> Turn:
    """Return a turn as it stands, stopped by the person who asked, or by a fault; one that has ended is left alone."""
    if turn.state != "working":
        return turn
    if turn.exchange:
        return replace(turn, state="done")
    language = turn.question.language if turn.question else language
    said = turn.reply.partition(_NOTICE)[0] if 'class="statement' in turn.reply else ""  # without how far it was
    phrase = "interrupted" if by_fault else "stopped" if said else "stopped_early"
    return replace(turn, state="stopped", reply=said + notice_html(say(phrase, language)))


def searching_told(coverage: Coverage | None, language: str) -> str:
    """Return what is searched: `Searching 12,480 articles in two languages …`."""
    known = [one for one in ("nl", "en") if coverage and one in coverage.languages]
    phrase = "searching_both" if len(known) > 1 else f"searching_{known[0]}" if known else ""
    articles = count_words(coverage.articles, "articles", language) if coverage else say("the_archive", language)
    return say("searching", language, articles=articles, languages=say(phrase, language) if phrase else "")


def _with(turn: Turn, event: Event, said: Sequence[Said], coverage: Coverage | None) -> Turn:
    """Return a turn after one more event."""
    if isinstance(event, Understood):
        language = event.question.language
        return replace(turn, question=event.question, reply=notice_html(searching_told(coverage, language)))
    if isinstance(event, Done):
        return _ended(turn, event.outcome, coverage)
    if turn.question is None:
        return turn
    language, statements = turn.question.language, tuple(one.statement for one in said)
    told = said_html(statements, language, turn.number) if said else ""
    if isinstance(event, Found):
        passages = count_words(len(event.hits), "passages", language)
        return replace(turn, reply=told + notice_html(say("reading", language, passages=passages)))
    if isinstance(event, Writing):
        return replace(turn, reply=told + notice_html(say("writing", language, by=event.by)))
    so_far = Answer(turn.question, statements)
    return replace(turn, reply=told, evidence=sources_html(so_far, turn.number), cited=articles_in(so_far))


def _ended(turn: Turn, outcome: Answer | NothingFound, coverage: Coverage | None) -> Turn:
    evidence = sources_html(outcome, turn.number)
    if isinstance(outcome, NothingFound):
        reply = nothing_html(outcome, coverage)
        evidence = evidence if outcome.nearest else ""
    else:
        reply = answer_html(outcome, turn.number)
    exchange = Exchange(outcome.question, outcome)
    told = replace(turn, reply=reply, evidence=evidence, cited=articles_in(outcome))
    return replace(told, question=outcome.question, exchange=exchange)


def _led_on(desk: Desk, turn: Turn, hits: Sequence[Hit], before: Sequence[Turn]) -> Turn:
    """Return an answered turn as it ends: with the articles that were found, and what may be asked next.

    Both are looked for only now, when the answer is there to be read.
    """
    exchange = turn.exchange
    if exchange is None or exchange.outcome is None:
        return replace(turn, state="done")
    outcome, question = exchange.outcome, exchange.question
    found = of_each_article(hits_of(desk.archive, desk.glossary, question, MOST_FOUND)[0])
    asked = [one.question.text for one in before if one.question]
    more = next_html(len(found), suggested(desk, outcome, hits, asked), turn.number, question.language)
    return replace(turn, state="done", reply=turn.reply + more)


def articles_in(outcome: Answer | NothingFound) -> tuple[str, ...]:
    """Return the ids of the articles of which an outcome shows anything, those that print the same text included."""
    if isinstance(outcome, NothingFound):
        shown = [article for hit in outcome.nearest for article in (hit.passage.article, *hit.printings)]
    else:
        shown = [article for one in outcome.citations for article in (one.article, *one.printings)]
    return tuple(dict.fromkeys(article.id for article in shown))
