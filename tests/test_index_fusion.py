from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fuse


def test_what_both_rankings_have_comes_before_what_one_has() -> None:
    assert fuse({"keywords": [1, 2], "vectors": [3, 2]}, {})[0] == 2


def test_a_heavier_ranking_decides_between_first_places() -> None:
    assert fuse({"keywords": [1], "vectors": [2]}, {"vectors": 0.3}) == [1, 2]
    assert fuse({"keywords": [1], "vectors": [2]}, {"keywords": 0.3}) == [2, 1]


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(0, 50), unique=True)))
def test_no_passage_is_lost_or_doubled(rankings: dict[str, list[int]]) -> None:
    fused = fuse(rankings, {})
    assert sorted(fused) == sorted({passage for ranking in rankings.values() for passage in ranking})
