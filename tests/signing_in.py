"""Two people who have an account: anna, an editor, and bob, a reader."""

from __future__ import annotations

from index.archive import Archive
from ui.people.accounts import NAME, Accounts

PASSWORD = "three long words"  # noqa: S105 - of nobody


def two_accounts(archive: Archive) -> Accounts:
    """Add both to the archive's accounts."""
    accounts = Accounts(archive.folder / NAME)
    accounts.add("anna", "editor", PASSWORD)
    accounts.add("bob", "reader", PASSWORD)
    return accounts
