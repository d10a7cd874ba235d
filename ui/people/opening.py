"""By what people are known, made from the settings."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from ui.people.accounts import NAME, Accounts
from ui.people.browsers import Browsers
from ui.people.passwords import nobodys
from ui.people.proxied import Proxied
from ui.people.proxies import networks_in
from ui.people.seen import People
from ui.people.signed_in import SignedIn
from ui.settings import Settings


def people_of(settings: Settings, secret: bytes, *, served_locally: bool) -> People:
    """Return what knows people; `secret` is the archive's, `served_locally` whether only this machine can reach us.

    Raises AccountsUnusable.
    """
    key = hmac.new(secret, b"knipsel: the ids of people", hashlib.sha256).digest()
    if settings.auth == "users":
        signed_in = SignedIn(key, accounts_of(settings), settings.url)
        signed_in.accounts.all()  # what cannot be used is told now
        nobodys()  # now, so that the first unknown name takes no longer than a known one
        return signed_in
    if settings.auth == "header":
        return Proxied(key, settings.auth_header, networks_in(settings.proxies), settings.editor_names())
    return Browsers(key, settings.url, edits_here=served_locally and _is_for_here(settings))


def accounts_of(settings: Settings) -> Accounts:
    """Return the users' accounts: in the file that is set, or else in the archive's folder."""
    return Accounts(users_file(settings))


def users_file(settings: Settings) -> Path:
    """Return the file that the users are in."""
    return settings.users or settings.archive / NAME


def told_at_start(people: People, settings: Settings, *, served_locally: bool) -> str:
    """Return what who starts the server should know of who can use it; empty where there is nothing to say."""
    if isinstance(people, SignedIn):
        return "" if people.accounts.all() else "nobody can sign in yet: knipsel user add NAME --role editor"
    if people.signs_in or (served_locally and _is_for_here(settings)):
        return ""
    return "everybody who can reach this address may ask; KNIPSEL_AUTH has people sign in (docs/access.md)"


def _is_for_here(settings: Settings) -> bool:
    """Tell whether nothing that is set has others come here through a proxy."""
    return not settings.url and not settings.proxies
