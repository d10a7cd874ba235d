from pathlib import Path

import pytest
from pydantic import ValidationError

from ui.api.sites import Site, SitesUnreadable, origin_in, read_sites
from ui.api.tokens import SecretUnusable, secret_in
from ui.settings import Settings


def test_sites_are_declared_in_a_file_or_in_the_setting_itself(tmp_path: Path) -> None:
    file = tmp_path / "sites.toml"
    file.write_text('[wiki]\norigins = ["https://Wiki.example:443", "https://wiki.example"]\n', "utf-8")
    assert read_sites(str(file)) == {"wiki": Site("wiki", ("https://wiki.example",))}
    assert read_sites('{"wiki": {"origins": ["http://wiki:8080"]}}') == {"wiki": Site("wiki", ("http://wiki:8080",))}
    assert read_sites("") == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "nowhere.toml",
        "{",
        "[]",
        '{"wiki": []}',
        '{"wiki": {}}',
        '{"wiki": {"origins": []}}',
        '{"wiki": {"origins": "https://wiki.example"}}',
        '{"wiki": {"origins": ["https://wiki.example"], "more": 1}}',
        '{"Wi ki": {"origins": ["https://wiki.example"]}}',
        '{"../x": {"origins": ["https://wiki.example"]}}',
    ],
)
def test_sites_that_are_not_well_formed_are_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(SitesUnreadable):
        read_sites(wrong)
    with pytest.raises(ValidationError):
        Settings(_env_file=None, sites=wrong)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "wrong",
    [
        "*",
        "null",
        "wiki.example",
        "https://*",
        "https://*.org",
        "https://wiki.*",
        "https://a.*.example",
        "https://*wiki.example",
        "https://wiki.example/",
        "https://wiki.example/x",
        "https://wiki.example?x",
        "https://user@wiki.example",
        "ftp://wiki.example",
        "javascript:alert(1)",
        "https://wiki example",
        "https://wiki.example:99999",
        "https://",
        "https://wiki..example",
        "https://wiki.example\nSet-Cookie: x",
    ],
)
def test_what_is_no_origin_is_refused(wrong: str) -> None:
    with pytest.raises(SitesUnreadable):
        origin_in(wrong)


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ("HTTPS://Wiki.Example", "https://wiki.example"),
        ("http://wiki:80", "http://wiki"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://*.wiki.example:8443", "https://*.wiki.example:8443"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_an_origin_is_kept_as_a_browser_sends_it(told: str, origin: str) -> None:
    assert origin_in(told) == origin


def test_a_wildcard_stands_for_names_below_and_for_nothing_else() -> None:
    site = Site("wiki", ("https://*.wiki.example:8443",))
    assert site.admits("https://a.wiki.example:8443") and site.admits("https://a.b-c.wiki.example:8443")
    for other in ("https://wiki.example:8443", "https://a.wiki.example", "https://a.wikixexample:8443"):
        assert not site.admits(other)
    assert not site.admits("https://a.wiki.example:8443\n")


def test_what_could_be_guessed_is_no_secret() -> None:
    for wrong in ({"secret": "short"}, {"api_keys": "short"}, {"api_keys": "a-key-that-is-long-enough,short"}):
        with pytest.raises(ValidationError, match="could be guessed"):
            Settings(_env_file=None, **wrong)  # type: ignore[arg-type]
    told = Settings(_env_file=None, api_keys="a-key-that-is-long-enough, another-one-that-is", secret="x" * 32)  # type: ignore[call-arg]
    assert told.keys() == ("a-key-that-is-long-enough", "another-one-that-is")
    assert "another" not in repr(told) and "xxx" not in repr(told)


def test_the_key_is_made_once_and_a_file_without_one_is_refused(tmp_path: Path) -> None:
    made = secret_in("", tmp_path)
    assert (
        len(made) == 64 and secret_in("", tmp_path) == made and [path.name for path in tmp_path.iterdir()] == ["secret"]
    )
    assert secret_in("told", tmp_path) == b"told"
    (tmp_path / "secret").write_bytes(b"")
    with pytest.raises(SecretUnusable, match="remove it"):
        secret_in("", tmp_path)
    with pytest.raises(SecretUnusable, match="KNIPSEL_SECRET"):
        secret_in("", tmp_path / "nowhere")
