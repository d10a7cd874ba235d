"""Who may sign in, and for how long: accounts, passwords, sessions, guesses."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from ui.people.accounts import AccountRefused, Accounts, AccountsUnusable
from ui.people.guesses import FULL_S, OF_ADDRESS, OF_NAME, Guesses
from ui.people.local_path import base_of, local, path_of
from ui.people.passwords import PasswordRefused, hashed, is_right
from ui.people.proxies import networks_in
from ui.people.sessions import IDLE_S, LONGEST_S, Sessions

PASSWORD = "three long words"  # noqa: S105 - of nobody


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / "archive" / "people.sqlite3")


@pytest.fixture
def now() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
def sessions(accounts: Accounts, now: list[float]) -> Sessions:
    accounts.add("anna", "editor", PASSWORD)
    return Sessions(accounts, lambda: now[0])


def begun(accounts: Accounts, sessions: Sessions, password: str = PASSWORD) -> str:
    user = accounts.verified("anna", password)
    assert user
    return sessions.begin(user)


def test_a_user_signs_in_by_name_and_password_whatever_the_capitals(accounts: Accounts, tmp_path: Path) -> None:
    accounts.add(" Anna@krant.example ", "editor", PASSWORD)
    user = accounts.verified("ANNA@krant.example", PASSWORD)
    assert user and (user.name, user.role) == ("anna@krant.example", "editor")
    assert accounts.verified("anna@krant.example", PASSWORD + "x") is None
    assert accounts.verified("bob", PASSWORD) is None
    path = tmp_path / "archive" / "people.sqlite3"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = path.read_bytes()
    assert PASSWORD.encode() not in kept and b"$argon2id$" in kept and "argon2" not in repr(user)


@pytest.mark.parametrize("name", ["", "an na", "anna;drop", "../anna", "ánna", "a" * 65, "<b>"])
def test_what_is_no_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountRefused, match="is no name to sign in with"):
        accounts.add(name, "reader", PASSWORD)


@pytest.mark.parametrize("password", ["", "a" * 11, "a" * 513])
def test_a_password_that_is_short_or_without_end_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(PasswordRefused, match="12 to 512"):
        accounts.add("anna", "reader", password)


def test_a_password_is_the_same_however_its_accents_are_typed() -> None:
    assert is_right("cafe\u0301 om de hoek", hashed("caf\u00e9 om de hoek"))
    assert not is_right(PASSWORD, "") and not is_right(PASSWORD, "no hash")


def test_what_is_asked_of_a_user_who_is_not_there_is_refused(accounts: Accounts) -> None:
    accounts.add("anna", "reader", PASSWORD)
    with pytest.raises(AccountRefused, match="already"):
        accounts.add("Anna", "reader", PASSWORD)
    for asked in (accounts.remove, lambda name: accounts.give_role(name, "editor")):
        with pytest.raises(AccountRefused, match="there is no user 'bob'"):
            asked("bob")
    with pytest.raises(AccountRefused, match="there is no user 'bob'"):
        accounts.give_password("bob", PASSWORD)


def test_somebody_new_of_an_old_name_is_another_person(accounts: Accounts) -> None:
    accounts.add("anna", "reader", PASSWORD)
    [before] = accounts.all()
    accounts.remove("anna")
    accounts.add("anna", "reader", PASSWORD)
    assert accounts.all()[0].id != before.id


def test_a_file_that_holds_no_users_is_named(tmp_path: Path) -> None:
    (tmp_path / "people").write_bytes(b"no database, " * 100)
    with pytest.raises(AccountsUnusable, match=r"people cannot be read or kept: file is not a database"):
        Accounts(tmp_path / "people").all()
    with pytest.raises(AccountsUnusable, match="cannot be read or kept"):
        Accounts(tmp_path).all()


def test_a_session_is_kept_as_a_hash_and_ends_where_it_is_ended(
    accounts: Accounts, sessions: Sessions, tmp_path: Path
) -> None:
    value, other = begun(accounts, sessions), begun(accounts, sessions)
    user = sessions.user_of(value)
    assert user and user.name == "anna" and len(value) == 64 and value != other
    with closing(sqlite3.connect(tmp_path / "archive" / "people.sqlite3")) as file:
        assert value not in str(file.execute("SELECT * FROM sessions").fetchall())
    sessions.end(value)
    assert sessions.user_of(value) is None and sessions.user_of(other)
    assert sessions.user_of("") is None and sessions.user_of("0" * 64) is None


def test_a_session_ends_after_a_day_unused_and_after_two_weeks_in_any_case(
    accounts: Accounts, sessions: Sessions, now: list[float]
) -> None:
    value, left = begun(accounts, sessions), begun(accounts, sessions)
    began = now[0]
    while now[0] + IDLE_S - 1 < began + LONGEST_S:
        now[0] += IDLE_S - 1
        assert sessions.user_of(value)
    assert sessions.user_of(left) is None
    now[0] = began + LONGEST_S
    assert sessions.user_of(value) is None


def test_who_is_removed_or_has_a_new_password_is_signed_out_and_a_new_role_holds_at_once(
    accounts: Accounts, sessions: Sessions
) -> None:
    value = begun(accounts, sessions)
    accounts.give_role("anna", "reader")
    user = sessions.user_of(value)
    assert user and user.role == "reader"
    accounts.give_password("anna", "another long password")
    assert sessions.user_of(value) is None
    assert accounts.verified("anna", PASSWORD) is None
    value = begun(accounts, sessions, "another long password")
    accounts.remove("anna")
    assert sessions.user_of(value) is None


def test_a_session_does_not_begin_with_a_password_that_was_changed_while_it_was_looked_at(
    accounts: Accounts, sessions: Sessions
) -> None:
    user = accounts.verified("anna", PASSWORD)
    assert user
    accounts.give_password("anna", "another long password")
    assert sessions.begin(user) == ""


def test_of_a_users_sessions_the_oldest_end_first(accounts: Accounts, sessions: Sessions, now: list[float]) -> None:
    user = accounts.verified("anna", PASSWORD)
    assert user
    values = []
    for _ in range(52):
        now[0] += 1
        values.append(sessions.begin(user))
    assert [bool(sessions.user_of(value)) for value in values[:3]] == [False, False, True]


def test_guesses_of_a_name_and_from_an_address_are_counted_and_right_ones_are_not() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for at in range(OF_NAME):
        assert guesses.spend("anna", f"192.0.2.{at}") == 0
    assert guesses.spend("anna", "198.51.100.1") == pytest.approx(FULL_S / OF_NAME)
    assert guesses.spend("bob", "198.51.100.1") == 0
    now[0] += FULL_S / OF_NAME
    assert guesses.spend("anna", "198.51.100.1") == 0
    for at in range(200):
        assert guesses.spend(f"user{at}", "203.0.113.5") == 0
        guesses.give_back(f"user{at}", "203.0.113.5")


def test_a_household_of_ipv6_addresses_is_one_guesser() -> None:
    guesses = Guesses(lambda: 0.0)
    waits = [guesses.spend(f"user{at}", f"2001:db8::{at:x}") for at in range(OF_ADDRESS + 1)]
    assert not any(waits[:-1]) and waits[-1] > 0
    assert guesses.spend("anna", "2001:db8:0:1::1") == 0


@pytest.mark.parametrize(
    "told",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/" + "a" * 3_000,
        "/a\\..\\b",
        "/é",
    ],
)
def test_the_way_on_never_leads_to_another_site(told: str) -> None:
    assert local(told) == "/"


def test_the_way_on_is_where_one_was_going() -> None:
    scope = {"path": "/a/één & twee", "query_string": b"q=Belgorod&from=2023-12"}
    assert local(path_of(scope)) == "/a/%C3%A9%C3%A9n%20%26%20twee?q=Belgorod&from=2023-12"
    assert path_of({"path": "//evil.example", "query_string": b""}) == "/"
    assert base_of("https://krant.example/archief") == "/archief" and base_of("http://127.0.0.1:7860") == ""


@pytest.mark.parametrize("told", ["*", "10.0.0.1, *", "0.0.0.0/0", "::/0", "proxy", "10.0.0.1/8"])
def test_proxies_that_could_be_anybody_are_refused(told: str) -> None:
    with pytest.raises(ValueError, match="KNIPSEL_PROXIES has"):
        networks_in(told)
