"""Who says a quotation: only who is named in it, and only if it is one."""

import pytest
from fakes import an_article

from index.span import Span
from rag.answer import Citation
from rag.said_by import said_by


def sayer(quote: str, language: str) -> str | None:
    article = an_article(f"Kop en aanloop. {quote}", language=language)
    span = Span(len("Kop en aanloop. "), len(article.text))
    source = said_by(Citation.of(article, span, span))
    return source.of(article.text) if source else None


@pytest.mark.parametrize(
    ("quote", "language", "expected"),
    [
        (
            "Volgens de Mensenrechtenraad van de Verenigde Naties zijn zeker 10.000 burgers gedood.",
            "nl",
            "de Mensenrechtenraad van de Verenigde Naties",
        ),
        ("The toll has risen to 25, according to the local governor.", "en", "the local governor"),
        ("“Niemand had dit zien aankomen”, zei burgemeester Hanneke Vos.", "nl", "burgemeester Hanneke Vos"),
        ("The dike broke in the night of Thursday to Friday.", "en", None),
        ("“We weten het niet”, zei ze.", "nl", None),
        ("Onze eigen telling komt volgens ons op drie.", "nl", None),
        ("Volgens de politie waren er 2.000 mensen, volgens de organisatie 5.000.", "nl", None),
    ],
)
def test_the_source_is_the_one_that_the_words_name(quote: str, language: str, expected: str | None) -> None:
    assert sayer(quote, language) == expected
