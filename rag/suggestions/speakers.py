"""Questions after what was said by those whom the cited articles quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.annotate.figures.counted import is_living
from index.annotate.figures.sources import sources
from index.annotate.figures.tokens import tokens
from index.annotate.names import names
from index.article import Article
from index.period import Period
from index.sentences import sentences
from index.span import Span
from rag.answer import Answer
from rag.conversation.named import is_organisation, named_in
from rag.conversation.times import time_words
from rag.persons import personhood
from rag.suggestions.subject import Subject
from rag.suggestions.suggestion import Suggestion

_ASKED = {"nl": "Wat zei {name} {about}?", "en": "What did {name} say {about}?"}
_ABOUT = {"nl": "over {what}", "en": "about {what}"}
_DEFINITE = frozenset(("de", "het", "the"))
_LONGEST = 4  # words of a speaker who is not named
_MOST_CITED = 12
_MOST_SENTENCES = 80  # read of an article
_BODY = re.compile(
    r"\w*(?:regio|raad|dienst|bureau|bond|schap|stichting|commissie|fractie|council|agency|board)\b", re.IGNORECASE
)


def by_speakers(answer: Answer, subject: Subject) -> Iterator[Suggestion]:
    """Yield a question for each speaker in the articles that the answer cites, persons by their name first.

    Where the question does not tell what it is about, it is asked what a person said in the month of the article.
    Others are taken in the words of the article, where these are in the language of the question: `the governor`. One
    fits where the first statement has the speaker, in one of those articles, or in another that has their full name and
    all names of what it is about.
    """
    language, known = answer.question.language, set[str]()
    articles = {one.article.id: one.article for one in answer.citations[:_MOST_CITED]}
    spoken = [(article, *told) for article in articles.values() for told in _spoken(article)]
    for article, speaker, is_person in sorted(spoken, key=lambda told: not told[-1]):
        if speaker in known or _met(speaker, f"{answer.question.text} {subject.what}"):
            continue
        if is_person or (subject.what and article.language == language):
            known.add(speaker)
            about = _ABOUT[language].format(what=subject.what) if subject.what else _when_printed(article, language)
            text = _ASKED[language].format(name=speaker, about=about)
            yield _of(text, speaker, [one.text for one in named_in(f"- {subject.what}")], frozenset(articles))


def _when_printed(article: Article, language: str) -> str:
    first = article.published.start
    if article.published.precision in ("day", "month"):
        return time_words(Period.parse(f"{first:%Y-%m}"), language)
    return time_words(article.published, language)


def _of(text: str, speaker: str, about: list[str], articles: frozenset[str]) -> Suggestion:
    def fits(answer: Answer) -> bool:
        statement = answer.statements[0]
        article = statement.citations[0].article
        if speaker.split()[-1] not in statement.text:
            return False
        return article.id in articles or (bool(about) and all(one in article.text for one in (speaker, *about)))

    return Suggestion(text, fits)


def _met(speaker: str, text: str) -> bool:
    """Tell whether a question is about the speaker already."""
    return any(word in text for word in speaker.split() if word.lower() not in _DEFINITE)


def _spoken(article: Article) -> Iterator[tuple[str, bool]]:
    """Yield each speaker of an article, and whether it is a person in full name."""
    for _, sentence in zip(range(_MOST_SENTENCES), sentences(article.text), strict=False):
        said = sentence.of(article.text)
        for span in sources(tokens(said), article.language):
            words = span.of(said).split()
            if name := _person(said, span):
                yield name, True
            elif words[0].lower() in _DEFINITE and 1 < len(words) <= _LONGEST and _is_somebody(said, span):
                yield " ".join((words[0].lower(), *words[1:])), False


def _person(sentence: str, source: Span) -> str:
    """Return the full name of the person who is a source; empty where it is none."""
    for span in names(sentence):
        name = span.of(sentence)
        if span.within(source) and " " in name and not is_organisation(name) and not _BODY.search(name):
            return name if personhood(span, sentence) == 1.0 else ""
    return ""


def _is_somebody(sentence: str, source: Span) -> bool:
    named = any(span.overlaps(source) for span in names(sentence))
    return not named and is_living(source.of(sentence).split()[-1].lower())
