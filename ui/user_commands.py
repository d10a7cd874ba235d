"""`knipsel user`: who may sign in where KNIPSEL_AUTH=users. A password is asked for, or read from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ui.opening import BAD_QUESTION, CANNOT, read_settings

if TYPE_CHECKING:
    from ui.people.accounts import Accounts

app = typer.Typer(help="Who may sign in, where KNIPSEL_AUTH=users (docs/access.md).", no_args_is_help=True)


class _Role(StrEnum):
    reader = "reader"
    editor = "editor"


Name = Annotated[str, typer.Argument(help="The name that they sign in with.")]


@app.command()
def add(
    name: Name,
    role: Annotated[_Role, typer.Option(help="An editor may change what the archive holds.")] = _Role.reader,
) -> None:
    """Add a user."""
    with _accounts() as accounts:
        accounts.add(name, role.value, _password())


@app.command("list")
def list_users() -> None:
    """Print the users: name, role, since when."""
    with _accounts() as accounts:
        for user in accounts.all():
            typer.echo(f"{user.name}\t{user.role}\t{user.since}")


@app.command()
def remove(name: Name) -> None:
    """Remove a user, who is signed out at once."""
    with _accounts() as accounts:
        accounts.remove(name)


@app.command()
def role(name: Name, role: Annotated[_Role, typer.Argument(help="reader or editor.")]) -> None:
    """Change what a user may do, at once."""
    with _accounts() as accounts:
        accounts.give_role(name, role.value)


@app.command()
def password(name: Name) -> None:
    """Set a user's password; they are signed out everywhere."""
    with _accounts() as accounts:
        accounts.give_password(name, _password())


@contextmanager
def _accounts() -> Iterator[Accounts]:
    from ui.people.accounts import AccountRefused, AccountsUnusable
    from ui.people.opening import accounts_of
    from ui.people.passwords import PasswordRefused

    try:
        yield accounts_of(read_settings())
    except (AccountRefused, PasswordRefused) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(BAD_QUESTION) from None
    except AccountsUnusable as unusable:
        typer.echo(str(unusable), err=True)
        raise typer.Exit(CANNOT) from None


def _password() -> str:
    """Return a password that is typed twice, unseen; or the first line of what a program writes to us."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
