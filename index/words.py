"""Words as they are matched: folded to plain letters, without stop words, stemmed per language."""

from __future__ import annotations

from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_SNOWBALL = {"nl": "dutch", "en": "english"}
OTHER = "other"  # any further language: folded, neither stemmed nor stopped
FIELDS = (*_SNOWBALL, OTHER)

_LONGEST_WORD = 60  # bytes; longer runs of letters are not words that anybody searches for
WORD = r"\d+(?:[.,:]\d+)*|[^\W_]+"  # 10.000, 3,4 and 20:15 stay whole

# tantivy's English list has 33 words; these are the other function words, and those that its Dutch list lacks.
_STOP_WORDS = {
    "nl": """
    we ze jullie jouw hun hen wel nou hoe waar wie welk welke waarom waarin heeft had s t m n zo zoals dus
    echter omdat terwijl hoewel zou zouden kunnen moet moeten wil willen mag mogen zelf elkaar
    """.split(),
    "en": """
    i me my we our us you your he him his she her its them who whom whose which what when where why how am were
    been being have has had having do does did doing would could should ought shall may might must can cannot so
    than too very just also only own same other some any each both more most such about against between into
    through during before after above below from up down out off over under again further then once here all few
    nor those because while until s t d ll re ve m don didn wasn isn aren won
    """.split(),
}


def field_of(language: str) -> str:
    """Return the name under which texts of this language are kept: `nl`, `en` or `other`."""
    return language if language in _SNOWBALL else OTHER


def stems(text: str, language: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order; Oekraïne and Oekraine give the same one."""
    return analyzer(field_of(language)).analyze(text)


@lru_cache(maxsize=65_536)
def word_stems(word: str, language: str) -> frozenset[str]:
    """Return the stems of one word, of which there are none where it carries no meaning; words come again, so kept."""
    return frozenset(stems(word, language))


@cache
def analyzer(field: str) -> TextAnalyzer:
    """Return the chain that turns a text into stems for `nl`, `en` or `other`."""
    chain = TextAnalyzerBuilder(Tokenizer.regex(WORD)).filter(Filter.remove_long(_LONGEST_WORD))
    chain = chain.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if field in _SNOWBALL:
        snowball = _SNOWBALL[field]
        chain = chain.filter(Filter.stopword(snowball)).filter(Filter.custom_stopword(_STOP_WORDS[field]))
        chain = chain.filter(Filter.stemmer(snowball))
    return chain.build()
