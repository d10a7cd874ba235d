import pytest
from starlette.datastructures import Headers

from ui.manage.guard import is_from_own_page

OWN = frozenset(["https://knipsel.example"])


@pytest.mark.parametrize(
    ("headers", "own", "is_own"),
    [
        ({"origin": "https://knipsel.example"}, OWN, True),
        ({"origin": "https://knipsel.example", "sec-fetch-site": "same-origin"}, OWN, True),
        ({"origin": "https://knipsel.example", "sec-fetch-site": "cross-site"}, OWN, False),
        ({"origin": "https://evil.example", "host": "evil.example"}, OWN, False),
        ({"origin": "null"}, OWN, False),
        ({}, OWN, False),
        ({"origin": "https://krant:8443", "host": "krant:8443"}, frozenset(), True),
        ({"origin": "https://evil.example", "host": "krant:8443"}, frozenset(), False),
        ({"origin": "https://krant:8443@evil.example", "host": "krant:8443"}, frozenset(), False),
        ({"origin": "null", "host": "krant:8443"}, frozenset(), False),
        ({"host": ""}, frozenset(), False),
    ],
)
def test_a_request_is_from_a_page_of_ours_only_where_it_says_so(
    headers: dict[str, str], own: frozenset[str], is_own: bool
) -> None:
    assert is_from_own_page(Headers(headers), own) is is_own
