"""Numbers are found fast, and the same ones as by trying every place of a text."""

import random
import re

import pytest

from index.annotate import numbers as module
from index.annotate.numbers import numbers

_WORDS = sorted(set(re.findall(r"[^\W\d_]+", f"{module._BOUNDS} {module._WORDS} {module._MEASURES} {module._MONTH}")))
_BOUNDS = re.sub(r"[()?:\\]", "", module._BOUNDS).split("|")
_OTHERS = """
12 1,000 10.000 2.5 5% 3-2 1987 12:30 $5 US$ €3 £ HK$5 ( , . a an at no in 4K 5m Éénhonderd seventy-five eenentwintig
vierhonderdvijftig honderdduizenden Falcon huizen ſeven FıVE İn zo’n
""".split()


@pytest.mark.parametrize("seed", range(4))
def test_the_places_looked_at_are_all_where_a_number_begins(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - sentences, no secrets
    found = 0
    for _ in range(1_000):
        words = [dice.choice(dice.choice((_WORDS, _BOUNDS, _OTHERS))) for _ in range(dice.randint(1, 12))]
        text = "".join(word + dice.choice((" ", " ", " ", "-", " (", ", ", "\n")) for word in words)
        text = dice.choice((text, text, text.upper(), text.title()))
        everywhere = [match.span() for match in module._NUMBER.finditer(text)]
        assert [match.span() for match in module._matches(text)] == everywhere, text
        found += len(everywhere)
    assert found > 1_000


def test_a_bound_in_front_belongs_to_the_number() -> None:
    text = "Slightly more than 22 people, hooguit 5, as many as a dozen and twenty-one of 1987."
    assert [span.of(text) for span in numbers(text)] == [
        "Slightly more than 22",
        "hooguit 5",
        "as many as a dozen",
        "twenty-one",
    ]
