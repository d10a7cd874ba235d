"""Which names are those of people, by what stands in and beside them."""

import pytest

from index.annotate.names import names
from rag.persons import personhood


@pytest.mark.parametrize(
    ("sentence", "person", "other"),
    [
        ("Wethouder Karin Terpstra sprak in Veldermonde.", "Karin Terpstra", "Veldermonde"),
        ("The work at museum De Steeg was praised by Paula Westra.", "Paula Westra", "De Steeg"),
        ("De trainer van FC Lemele heet volgens Omroep Velderland dus Vos, 42 jaar.", "Vos", "FC Lemele"),
        ("They drove to Arkenrode, where midwife Postma works.", "Postma", "Arkenrode"),
    ],
)
def test_a_person_is_told_from_a_place_or_a_body(sentence: str, person: str, other: str) -> None:
    found = {span.of(sentence): personhood(span, sentence) for span in names(sentence)}
    assert found[person] > found[other]
