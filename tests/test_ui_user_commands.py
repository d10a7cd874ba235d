"""`knipsel user`, as it is typed."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from ui.cli import app
from ui.people.accounts import Accounts

PASSWORD = "three long words"  # noqa: S105 - of nobody


def user(folder: Path, *arguments: str, told: str = "") -> Result:
    return CliRunner().invoke(app, ["user", *arguments], input=told, env={"KNIPSEL_ARCHIVE": str(folder)})


def test_users_are_added_listed_changed_and_removed_and_a_password_is_never_an_argument(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "people.sqlite3")
    assert user(tmp_path, "add", "Anna", "--role", "editor", told=f"{PASSWORD}\n").exit_code == 0
    listed = user(tmp_path, "list").stdout
    assert listed.startswith("anna\teditor\t20") and "argon2" not in listed
    assert user(tmp_path, "role", "anna", "reader").exit_code == 0
    assert user(tmp_path, "password", "anna", told="another long password\n").exit_code == 0
    changed = accounts.verified("anna", "another long password")
    assert changed and changed.role == "reader"
    assert user(tmp_path, "remove", "anna").exit_code == 0 and accounts.all() == []
    wrong = user(tmp_path, "add", "anna", PASSWORD)
    assert wrong.exit_code == 2 and accounts.all() == []


def test_what_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    refused = user(tmp_path, "add", "anna", told="short\n")
    assert (refused.exit_code, refused.stderr) == (2, "a password has 12 to 512 characters; a few words will do\n")
    refused = user(tmp_path, "remove", "bob")
    assert (refused.exit_code, refused.stderr) == (2, "there is no user 'bob'; `knipsel user list` names them\n")
    (tmp_path / "people.sqlite3").write_bytes(b"no database, " * 100)
    refused = user(tmp_path, "list")
    assert refused.exit_code == 3 and refused.stderr.count("\n") == 1 and "people.sqlite3" in refused.stderr
