"""Words that mean alike are seen to, in one language and across both."""

from index.word_vectors import shipped
from rag.likeness import Likeness
from rag.terms import Term


def term(word: str, weight: float = 1.0) -> Term:
    return Term(word, {}, weight, is_name=False, is_faint=False, known=True)


def test_a_translation_is_liker_than_any_other_word() -> None:
    likeness = Likeness([term("overstroming")])
    assert likeness.of("The flood came at night.") > 0.7 > likeness.of("The council met at night.")


def test_what_a_term_weighs_is_what_its_likeness_counts() -> None:
    light, heavy = Likeness([term("flood", 0.1), term("mayor")]), Likeness([term("flood"), term("mayor", 0.1)])
    assert heavy.of("De overstroming") > light.of("De overstroming")


def test_without_words_nothing_is_alike() -> None:
    assert Likeness([]).of("The flood") == 0.0
    assert Likeness([term("flood")]).of("", "…") == 0.0


def test_a_word_has_the_vector_that_the_fast_encoder_makes_of_it_and_keeps_it() -> None:
    vectors = shipped().of(["dijk", "burgemeester", "dijk"])
    assert vectors.shape == (3, 256)
    assert (vectors[0] == vectors[2]).all()
    assert abs(float(vectors[1] @ vectors[1]) - 1.0) < 1e-5
    assert not shipped().of(["\u0001"]).any()
    assert shipped().of([]).shape == (0, 256)
