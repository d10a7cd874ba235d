"""A feed that somebody adds: bounded, looked at as a run would, and kept where something in it can be read."""

from __future__ import annotations

from collections.abc import Mapping

from index.errors import ArchiveError, SourceKnown
from index.sources import Source
from index.web.fetch import Fetcher
from index.web.look import look_at
from ui.manage.managing import Managing
from ui.manage.page_html import Notice
from ui.manage.phrases import told
from ui.manage.receiving import faults_of, found_words
from ui.wording import number_words

_LONGEST_ADDRESS, _LONGEST_FIELD = 2_000, 100
_MOST_FEEDS = 200
_TIMEOUT_S, _DEADLINE_S = 10.0, 30.0  # somebody waits for it


def add_feed(managing: Managing, sent: Mapping[str, str], language: str) -> tuple[Source | None, Notice]:
    """Add the feed that a form tells of, and return it with what to say; None where it is not added. Takes a while."""
    try:
        feed = _feed_in(sent, private=managing.private_feeds)
    except ValueError as wrong:
        return None, _refused(str(wrong), language)
    try:
        known = {source.location for source in (*managing.listed(), *managing.feeds.all())}
        if feed.location in known:
            raise SourceKnown(feed.location)
        if len(managing.feeds.all()) >= _MOST_FEEDS:
            full = told("feed_full", language, most=number_words(_MOST_FEEDS, language))
            return None, Notice(full, bad=True)
        with Fetcher(timeout_s=_TIMEOUT_S, deadline_s=_DEADLINE_S) as fetcher:
            found = look_at(feed, fetcher)
        if not found.articles and found.fault_count:
            return None, _refused("; ".join(faults_of(found, language)), language)
        managing.feeds.add(feed)
    except SourceKnown:
        return None, Notice(told("feed_known", language, place=feed.location), bad=True)
    except ArchiveError as cannot:
        return None, _refused(str(cannot), language)
    words = found_words(found, language)
    return feed, Notice(told("feed_added", language, place=feed.location, found=words))


def remove_feed(managing: Managing, place: str, language: str) -> tuple[Source | None, Notice]:
    """Remove the feed that is there, and return it with what to say."""
    try:
        feed = managing.feeds.remove(place)
    except ArchiveError as cannot:
        return None, Notice(str(cannot), bad=True)
    if feed is None:
        return None, Notice(told("gone", language), bad=True)
    return feed, Notice(told("feed_removed", language, place=feed.location))


def _feed_in(sent: Mapping[str, str], *, private: bool) -> Source:
    """Return the feed that a form tells of; raise ValueError for what is none."""
    address = sent.get("url", "").strip()
    if len(address) > _LONGEST_ADDRESS or not address.isprintable() or " " in address:
        raise ValueError("that is no address")
    name, outlet = (_line(sent.get(field, "")) for field in ("name", "outlet"))
    pages = sent.get("pages") == "yes"
    feed = Source(feed=address or "empty", name=name, outlet=outlet, pages=pages, private=private)
    if not feed.location.partition("://")[2].strip("/"):
        raise ValueError(f"{address} names no host")
    return feed


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST_FIELD]


def _refused(why: str, language: str) -> Notice:
    return Notice(told("feed_refused", language, why=why), bad=True)
