"""A clipping compared with the archive as it is now: whether each of its sources still stands."""

from __future__ import annotations

from dataclasses import replace

from index.archive import Archive
from index.article import Article
from index.errors import ArticleUnknown
from index.period import Period
from ui.kept.clipping import Clipping, Since, Source, gone_since
from ui.kept.kept_phrases import kept_words


def compared(clipping: Clipping, archive: Archive) -> Clipping:
    """Return the clipping with what has become of each source, and without a word of those that are gone.

    Raises ArchiveError where the archive cannot be read.
    """
    gone = {article for article in clipping.articles if _newest(archive, article) is None}
    left = clipping.without(gone)
    sources = tuple(_compared(one, archive, left.language) for one in left.sources)
    return replace(left, sources=sources)


def _compared(source: Source, archive: Archive, language: str) -> Source:
    newest = _newest(archive, source.article) if source.article else None
    if newest is None:
        return replace(source, since=gone_since(language))
    if (newest.revision, newest.text[source.span.start : source.span.end]) == (source.revision, source.quote):
        return replace(source, since=_same(newest, archive, language))
    stands = kept_words("since_stands" if source.quote in newest.text else "since_fell", language)
    return replace(source, since=Since("changed", f"{_changed(newest, language)}: {stands}"))


def _changed(newest: Article, language: str) -> str:
    """Return that an article has changed, and when, where its source says so."""
    if newest.modified_at is None:
        return kept_words("since_changed_undated", language, newest=newest.revision)
    day = newest.modified_at.date()
    return kept_words("since_changed", language, newest=newest.revision, when=Period(day, day).describe(language))


def _same(article: Article, archive: Archive, language: str) -> Since:
    gone_since = archive.standing(article).gone_since
    if gone_since is None:
        return Since("same", kept_words("since_same", language))
    day = Period(gone_since.date(), gone_since.date()).describe(language)
    return Since("changed", kept_words("since_out", language, day=day))


def _newest(archive: Archive, article: str) -> Article | None:
    try:
        return archive.article(article)
    except ArticleUnknown:
        return None
