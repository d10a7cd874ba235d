"""A forgotten article leaves nothing in kept conversations, and they say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes import WordEncoder, markdown

from index.archive import Archive
from index.errors import ArticleUnknown
from index.forget import forget
from index.glossary import Glossary
from rag.desk import Desk
from ui.kept.conversations import ConversationStore
from ui.kept.conversations_file import NAME, ConversationsUnusable
from ui.page import Page
from ui.people.person import Person

ArchiveOf = Callable[..., Archive]
YOU = Person("1" * 32)
A, B = "a" * 32, "b" * 32
SAID = "Er vielen zeker drie doden bij Sluiswijk, zei burgemeester Xanthippe Vos."
FILES = {
    "a.md": markdown("De dijk brak", SAID),
    "b.md": markdown("Kermis", "De kermis in Overvelde trok 12.000 bezoekers."),
}


def ask(page: Page, name: str, question: str) -> str:
    *_, last = page.ask(YOU, {"page": name, "ui": "nl", "how": "new", "question": question})
    assert last
    return last["turns"]


def kept_bytes(folder: Path) -> str:
    """Return all that is on disk of kept conversations, in lower case."""
    return "".join(path.read_bytes().decode("latin-1") for path in folder.glob(f"{NAME}*")).lower()


def shown(page: Page, name: str) -> dict[str, str]:
    return page.restore(YOU, {"page": name, "ui": "nl"})


def test_turns_that_cite_it_lose_their_answer_and_so_do_their_follow_ups(archive_of: ArchiveOf, tmp_path: Path) -> None:
    archive = archive_of(FILES)
    page = Page(Desk(archive, Glossary.shipped()), lambda: date(2024, 2, 1))
    ask(page, A, "Hoeveel bezoekers trok de kermis in Overvelde?")
    assert "zeker drie" in ask(page, A, "Hoeveel doden vielen er bij Sluiswijk?")
    assert "chip rewritten" in ask(page, A, "Wie zei dat?")
    ask(page, A, SAID)
    untouched = ask(page, B, "Hoeveel bezoekers trok de kermis in Overvelde?")
    folder, store = tmp_path / "archive", ConversationStore(tmp_path / "archive")
    assert store.rename(YOU.id, A, f"Over: {SAID}")
    assert "xanthippe" in kept_bytes(folder)
    archive.close()
    forget(folder, ["source/a"], WordEncoder(), elsewhere=store.forget)
    assert "xanthippe" not in kept_bytes(folder)
    page = Page(Desk(archive_of(FILES), Glossary.shipped()), lambda: date(2024, 2, 1))
    now = shown(page, A)
    assert now["turns"].count("is uit het archief verwijderd") == 3
    assert now["turns"].count('data-state="removed"') == 3 and "Hoeveel doden vielen er bij Sluiswijk?" in now["turns"]
    assert (
        "12.000 bezoekers" in now["turns"] and "zeker drie" not in now["turns"] and "chip rewritten" not in now["turns"]
    )
    assert now["evidence"].count('class="source"') == 1
    assert shown(page, B)["turns"] == untouched
    assert {one.name: one.title for one in store.listed(YOU.id)}[A] == "…"
    assert store.listed(YOU.id, "drie doden") == []
    assert "12.000" in ask(page, A, "Hoeveel bezoekers trok de kermis in Overvelde?"), "it goes on"


def test_what_a_person_typed_in_words_of_their_own_stays(archive_of: ArchiveOf, tmp_path: Path) -> None:
    page = Page(Desk(archive_of(FILES), Glossary.shipped()))
    ask(page, A, "Hoeveel doden vielen er bij Sluiswijk?")
    store = ConversationStore(tmp_path / "archive")
    store.forget(["source/a"], [SAID])
    assert [one.title for one in store.listed(YOU.id, "sluiswijk")] == ["Hoeveel doden vielen er bij Sluiswijk?"]


def test_an_article_forgotten_while_an_answer_came_in_is_taken_from_it(archive_of: ArchiveOf, tmp_path: Path) -> None:
    archive = archive_of(FILES)
    store = ConversationStore(tmp_path / "archive")
    ask(Page(Desk(archive, Glossary.shipped())), A, "Hoeveel doden vielen er bij Sluiswijk?")
    (turn,) = store.turns(YOU.id, A)
    archive.close()
    forget(tmp_path / "archive", ["source/a"], WordEncoder(), elsewhere=store.forget)
    late = replace(turn, cited=("source/a",))
    now = Page(Desk(archive_of(FILES), Glossary.shipped())).talks._settled(YOU, A, late, "nl")
    assert now.state == "removed" and "zeker drie" not in now.reply and now.evidence == ""
    assert "xanthippe" not in kept_bytes(tmp_path / "archive")


def test_where_the_conversations_cannot_be_read_nothing_is_forgotten(archive_of: ArchiveOf, tmp_path: Path) -> None:
    archive_of(FILES)
    folder = tmp_path / "archive"
    (folder / NAME).write_bytes(b"no database" * 1_000)
    with pytest.raises(ConversationsUnusable, match=NAME):
        forget(folder, ["source/a"], WordEncoder(), elsewhere=ConversationStore(folder).forget)
    archive = Archive.open(folder, WordEncoder())
    assert archive.article("source/a").text == SAID
    archive.close()


def test_of_what_is_not_known_nothing_is_taken(archive_of: ArchiveOf, tmp_path: Path) -> None:
    page = Page(Desk(archive_of(FILES), Glossary.shipped()))
    kept = ask(page, A, "Hoeveel doden vielen er bij Sluiswijk?")
    folder = tmp_path / "archive"
    with pytest.raises(ArticleUnknown):
        forget(folder, ["source/a", "nergens"], WordEncoder(), elsewhere=ConversationStore(folder).forget)
    assert shown(page, A)["turns"] == kept
