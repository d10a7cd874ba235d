from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences
from index.span import Span
from index.splitter import LEAST_WORDS, LONGEST_SENTENCE, MOST_WORDS, split

_SENTENCE = st.lists(st.sampled_from(["water", "Dijk", "22", "10.000", "dr.", "één"]), min_size=1, max_size=60).map(
    lambda words: " ".join(words).capitalize() + "."
)
_ARTICLE = st.lists(st.lists(_SENTENCE, min_size=1, max_size=6).map(" ".join), max_size=12).map("\n\n".join)


@given(_ARTICLE | st.text(max_size=3_000))
def test_every_passage_reproduces_its_text_in_order_and_none_is_lost(text: str) -> None:
    spans = split(text)
    between = [Span(0, 0), *spans, Span(len(text), len(text))]
    for before, after in pairwise(between):
        assert before.end <= after.start
        assert not text[before.end : after.start].strip()
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)


@given(_ARTICLE)
def test_passages_are_neither_long_nor_scraps(text: str) -> None:
    lengths = [len(span.of(text).split()) for span in split(text)]
    assert all(length <= MOST_WORDS + LEAST_WORDS for length in lengths)
    assert all(length >= LEAST_WORDS for length in lengths[1:])


@given(_ARTICLE)
def test_passages_are_cut_at_sentence_ends_only(text: str) -> None:
    ends = {span.end for span in sentences(text)}
    assert all(span.end in ends for span in split(text))


def test_a_text_that_never_ends_a_sentence_is_cut_all_the_same() -> None:
    endless = "woord " * 100_000
    assert all(span.end - span.start <= 2 * LONGEST_SENTENCE for span in split(endless))
    assert sum(len(span.of(endless).split()) for span in split(endless)) == 100_000
