"""Questions after what was said by those whom the cited articles quote."""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate.figures.sources import sources
from index.annotate.figures.tokens import tokens
from index.annotate.names import names
from index.article import Article
from index.sentences import sentences
from index.span import Span
from rag.answer import Answer
from rag.conversation.named import is_organisation
from rag.persons import personhood
from rag.suggestions.subject import Subject
from rag.suggestions.suggestion import Suggestion

_ASKED = {"nl": "Wat zei {name} over {what}?", "en": "What did {name} say about {what}?"}
_DEFINITE = frozenset(("de", "het", "the"))
_LONGEST = 4  # words of a speaker who is not named
_MOST_SENTENCES = 80  # read of an article


def by_speakers(answer: Answer, subject: Subject) -> Iterator[Suggestion]:
    """Yield a question for each speaker in the articles that the answer cites: persons by their name go first.

    Others are taken in the words of the article, where these are in the language of the question: `de gouverneur`.
    """
    if not subject.what:
        return
    question, known = answer.question, set[str]()
    articles = {one.article.id: one.article for statement in answer.statements for one in statement.citations}
    spoken = [(article, *told) for article in articles.values() for told in _spoken(article)]
    for article, speaker, sentence, is_person in sorted(spoken, key=lambda told: not told[-1]):
        if speaker in known or _met(speaker, f"{question.text} {subject.what}"):
            continue
        if is_person or article.language == question.language:
            known.add(speaker)
            text = _ASKED[question.language].format(name=speaker, what=subject.what)
            yield Suggestion(text, article.id, sentence)


def _met(speaker: str, text: str) -> bool:
    """Tell whether a question is about the speaker already."""
    return any(word in text for word in speaker.split() if word.lower() not in _DEFINITE)


def _spoken(article: Article) -> Iterator[tuple[str, Span, bool]]:
    """Yield each speaker of an article, the sentence that quotes them, and whether it is a person in full name."""
    for _, sentence in zip(range(_MOST_SENTENCES), sentences(article.text), strict=False):
        said = sentence.of(article.text)
        for span in sources(tokens(said), article.language):
            words = span.of(said).split()
            if name := _person(said, span):
                yield name, sentence, True
            elif words[0].lower() in _DEFINITE and 1 < len(words) <= _LONGEST and not _named(said, span):
                yield " ".join((words[0].lower(), *words[1:])), sentence, False


def _person(sentence: str, source: Span) -> str:
    """Return the full name of the person who is a source; empty where it is none."""
    for span in names(sentence):
        name = span.of(sentence)
        if span.within(source) and " " in name and not is_organisation(name) and personhood(span, sentence) == 1.0:
            return name
    return ""


def _named(sentence: str, source: Span) -> bool:
    return any(span.overlaps(source) for span in names(sentence))
