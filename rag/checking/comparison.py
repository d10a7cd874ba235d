"""What a sentence says that a quotation does not say: the gate for written sentences, made as strict as rules can be.

The gate lets pass what a reader compares with the quotation beside it. Who reads that a sentence is supported compares
nothing any more: every word that carries meaning must be told, in the same order, with the same certainty.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate.dates import TimeExpression, time_expressions
from index.annotate.figures import Figure, figures
from index.annotate.numbers import dissected_numbers
from index.glossary import Glossary
from index.language import LANGUAGES
from index.period import Period
from index.span import Span
from index.words import stems
from rag.answer import Citation
from rag.carried import flaws_in, times_of, without
from rag.carried_names import uncarried_names
from rag.carried_words import share_told
from rag.checking.alignment import in_order
from rag.checking.rivals import all_told, has_rival_number, has_rival_time
from rag.checking.speech import is_speech
from rag.checking.text import Sentence
from rag.checking.turns import turned, untold_small_words
from rag.checking.verdict import Difference
from rag.quoted import find_quoted

_OF_FLAW: dict[str, Difference] = {
    "quotation": "words",
    "length": "signs",
    "markup": "signs",
    "time": "time",
    "number": "number",
    "name": "name",
    "negation": "negation",
}
# Words that a sentence without a name must have to be about one thing wherever it is read; fewer where it has a number
# or a time. `Er vielen geen gewonden.` stands in reports of many events.
_ENOUGH, _ENOUGH_WITH_NUMBER = 6, 4


def differences(
    sentence: Sentence, citation: Citation, glossary: Glossary, written: Period | None = None
) -> tuple[Difference, ...]:
    """Return in what a sentence differs from a quotation; nothing where the quotation says the same.

    `written` is when the sentence was written; unless told, its expressions of time are read as of when the article
    was printed.
    """
    found = tuple(dict.fromkeys(_told_otherwise(sentence, citation, glossary, written)))
    if found not in ((), ("number",), ("time",)):
        return found
    if not _is_about_the_same(sentence, citation, glossary):
        return (*found, "subject")
    return found if not found or _has_rival(found[0], sentence, citation, written) else (*found, "words")


def is_to_the_letter(sentence: str, quote: str) -> bool:
    """Tell whether a sentence is a whole quotation, but for quotation marks, dashes, white space and the last stop."""
    found = find_quoted(sentence, quote, Span(0, len(quote)))
    return found is not None and not any(sign.isalnum() for sign in (*quote[: found.start], *quote[found.end :]))


def _told_otherwise(
    sentence: Sentence, citation: Citation, glossary: Glossary, written: Period | None
) -> Iterator[Difference]:
    text, language, spoken = sentence.text, sentence.language, citation.article.language
    times = time_expressions(text, written or citation.article.published, language)
    if sentence.is_speech != is_speech(citation.article.text, citation.span):
        yield "certainty"  # that somebody says so, or that it is so
    if is_to_the_letter(text, citation.quote) and (written is None or not times):
        return
    flaws = [flaw for flaw in flaws_in(text, language, [citation], glossary, written) if flaw in _OF_FLAW]
    yield from (_OF_FLAW[flaw] for flaw in flaws)
    if "name" not in flaws and _names_the_outlet(text, language, citation, glossary):
        yield "name"
    if not all_told(times, text, times_of(citation), citation.quote):
        yield "time"
    said, told = without(text, times), without(citation.quote, times_of(citation))
    if turned(said, told) or untold_small_words(said, told):
        yield "certainty"
    if share_told(_without_numbers(said), language, [(citation.quote, spoken)], glossary) < 1:
        yield "words"
    elif not in_order(said, language, told, spoken, glossary):
        yield "order"
    elif "number" not in flaws and not _counts_alike(text, language, citation.quote, spoken):
        yield "words"


def _names_the_outlet(sentence: str, language: str, citation: Citation, glossary: Glossary) -> bool:
    """Tell whether a name is told by the outlet's only, `Velder` by `The Velder Courier`, and not as that."""
    outlet, quoted = citation.article.outlet, (citation.quote, citation.article.language)
    if outlet and outlet in sentence:
        return False
    said = without(sentence, time_expressions(sentence, citation.article.published, language))
    return any(uncarried_names(said, language, [quoted], glossary))


def _has_rival(differs: Difference, sentence: Sentence, citation: Citation, written: Period | None) -> bool:
    """Tell whether a quotation gives something else in the place of what it does not tell, rather than nothing."""
    article = citation.article
    if differs == "number":
        return has_rival_number(sentence.text, sentence.language, citation.quote, article.language)
    times = time_expressions(sentence.text, written or article.published, sentence.language)
    return has_rival_time(times, times_of(citation))


def _counts_alike(sentence: str, language: str, quote: str, spoken: str) -> bool:
    """Tell whether each figure of a sentence counts in the quotation what it counts in the sentence."""
    own = list(figures(sentence, language))
    theirs = list(figures(quote, spoken)) if own and spoken in LANGUAGES else []
    return all(any(_is_alike(one, other) for other in theirs) for one in own)


def _is_alike(one: Figure, other: Figure) -> bool:
    counted = one.counted.key == other.counted.key and one.former == other.former
    return counted and (one.value, one.order, one.bound) == (other.value, other.order, other.bound)


def _is_about_the_same(sentence: Sentence, citation: Citation, glossary: Glossary) -> bool:
    """Tell whether a sentence that needs others to be understood has them in the quotation's article too."""
    if sentence.about:
        article = citation.article
        around = [(f"{article.title}\n{article.text}", article.language), (article.outlet, article.language)]
        missing = [name for name in sentence.about if any(uncarried_names(name, sentence.language, around, glossary))]
        return 2 * len(missing) < len(sentence.about)
    if sentence.names:
        return True
    words = len(stems(sentence.text, sentence.language))
    dated = any(dissected_numbers(sentence.text)) or any(_times(sentence, citation))
    return words >= (_ENOUGH_WITH_NUMBER if dated else _ENOUGH)


def _times(sentence: Sentence, citation: Citation) -> list[TimeExpression]:
    return time_expressions(sentence.text, citation.article.published, sentence.language)


def _without_numbers(text: str) -> str:
    """Return a text with its numbers blank: they are compared by what they are worth."""
    for number in dissected_numbers(text):
        span = number.number
        text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text
