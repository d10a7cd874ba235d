"""Answers under a link: kept as they were, compared with the archive, deleted by their makers, forgotten for good."""

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from clippings import TODAY, an_answer, belgorod, citation
from conftest import Write
from fakes import WordEncoder, markdown

from index.archive import Archive
from index.errors import ArchiveTooNew
from index.forget import forget
from index.sync import SyncReport
from rag.answer import Answer, Citation
from ui.api.feedback_store import Feedback, FeedbackStore
from ui.kept import answers, forgetting
from ui.kept.answers import AnswerTooLong, KeptAnswers
from ui.kept.as_html import as_html
from ui.kept.as_markdown import as_markdown
from ui.kept.as_wikitext import as_wikitext
from ui.kept.clipped import clipping_of
from ui.kept.clipping import Clipping
from ui.kept.clipping_json import clipping_from, clipping_json
from ui.kept.compared import compared
from ui.kept.forgetting import elsewhere_in
from ui.kept.kept_phrases import KEPT

Run = Callable[..., SyncReport]
_NAME = "Xanthippe Zwaluwstaart-Quispel"
_DIKE = "De dijk bij Sluiswijk brak vrijdag."


@pytest.fixture
def kept(tmp_path: Path) -> KeptAnswers:
    return KeptAnswers(tmp_path)


def test_an_answer_comes_back_from_its_json_as_it_was() -> None:
    clipping = clipping_of(belgorod(), TODAY)
    assert clipping_from(json.loads(json.dumps(clipping_json(clipping)))) == clipping
    with pytest.raises(ValueError, match="version 2"):
        clipping_from({**clipping_json(clipping), "version": 2})


def test_an_answer_is_kept_under_a_link_that_nobody_guesses_and_only_once(kept: KeptAnswers) -> None:
    clipping = clipping_of(belgorod(), TODAY)
    link = kept.keep(clipping, "anna")
    assert len(link) == 22 and kept.keep(clipping, "anna") == link != kept.keep(clipping, "bert")
    found = kept.of(link)
    assert found is not None and (found.clipping, found.maker) == (clipping, "anna")
    assert [kept.of(other) for other in ("", "x" * 22, link[:-1], f"{link}'")] == [None] * 4


def test_only_who_shared_an_answer_deletes_it(kept: KeptAnswers) -> None:
    link = kept.keep(clipping_of(belgorod(), TODAY), "anna")
    assert not kept.delete(link, "bert") and kept.of(link)
    assert kept.delete(link, "anna") and kept.of(link) is None
    assert not kept.delete(link, "anna")


def test_nobody_fills_the_disk(kept: KeptAnswers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_MOST_OF_MAKER", 2)
    monkeypatch.setattr(answers, "_MOST", 4)
    clippings = [replace(clipping_of(belgorod(), TODAY), question=str(number)) for number in range(3)]
    of_anna = [kept.keep(one, "anna") for one in clippings]
    assert [kept.of(link) is None for link in of_anna] == [True, False, False]
    others = [kept.keep(one, "bert") for one in clippings]
    assert [kept.of(link) is None for link in (*of_anna, *others)] == [True, True, False, True, False, False]
    with pytest.raises(AnswerTooLong, match="at most 2,000,000"):
        kept.keep(replace(clippings[0], question="x" * 2_000_000), "anna")


def test_many_keep_answers_at_once(kept: KeptAnswers, tmp_path: Path) -> None:
    clipping, links = clipping_of(belgorod(), TODAY), list[str]()
    keepers = [
        threading.Thread(target=lambda who=f"p{number}": links.append(KeptAnswers(tmp_path).keep(clipping, who)))
        for number in range(8)
    ]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join()
    assert len(set(links)) == 8 and all(kept.of(link) for link in links)


def test_a_file_of_a_later_knipsel_is_left_alone(kept: KeptAnswers, tmp_path: Path) -> None:
    link = kept.keep(clipping_of(belgorod(), TODAY), "anna")
    with closing(sqlite3.connect(tmp_path / answers.NAME)) as file:
        file.execute("PRAGMA user_version = 2")
    with pytest.raises(ArchiveTooNew, match=r"answers\.sqlite3 has schema 2"):
        kept.of(link)


def test_without_any_answer_there_is_no_file(kept: KeptAnswers, tmp_path: Path) -> None:
    kept.forget(["een"], [])
    assert kept.of("x" * 22) is None and not kept.delete("x" * 22, "anna")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def opened(tmp_path: Path, write: Write, run: Run) -> Callable[[], Archive]:
    """Give what opens an archive of two articles, each time anew, after indexing what has changed."""
    write("dijk.md", f"{_DIKE} Er vielen drie doden.")
    write("boetes.md", f"{_NAME} kreeg zeker 22 boetes, zei de rechtbank.")

    def opened() -> Archive:
        run()
        return Archive.open(tmp_path / "archive", WordEncoder())

    return opened


def _cited(archive: Archive, article: str, quote: str) -> Citation:
    found = archive.article(article)
    return citation(found.text, quote, **{name: getattr(found, name) for name in ("id", "title", "outlet", "url")})


def _answer(archive: Archive, question: str = "Wat brak er bij Sluiswijk, en wie kreeg boetes?") -> Answer:
    boetes = _cited(archive, "source/boetes", f"{_NAME} kreeg zeker 22 boetes, zei de rechtbank.")
    return an_answer(_cited(archive, "source/dijk", _DIKE), boetes, question=question)


def _told(clipping: Clipping) -> str:
    return as_html(clipping) + as_markdown(clipping) + as_wikitext(clipping)


def test_a_source_that_changed_says_so_and_whether_the_quotation_still_stands(
    opened: Callable[[], Archive], source: Path
) -> None:
    with closing(opened()) as archive:
        clipping = clipping_of(_answer(archive), TODAY)
        assert [one.since.state for one in compared(clipping, archive).sources if one.since] == ["same", "same"]
    dike, fines = source / "dijk.md", source / "boetes.md"
    dike.write_text(dike.read_text("utf-8").replace("drie", "vier"), "utf-8")
    fines.write_text(markdown("Boetes", "Het waren er 25.", modified="2024-02-03T10:00:00+01:00"), "utf-8")
    with closing(opened()) as archive:
        now = compared(clipping, archive)
    assert [one.since.state for one in now.sources if one.since] == ["changed", "changed"]
    assert [one.quote for one in now.sources] == [one.quote for one in clipping.sources], "it is shown as it was"
    told = as_markdown(now)
    assert "dit artikel is sindsdien veranderd (versie 2): het citaat staat er nog woord voor woord in" in told
    assert "het citaat staat er niet meer in" in told


def test_of_an_article_that_went_nothing_is_shown(opened: Callable[[], Archive], source: Path) -> None:
    with closing(opened()) as archive:
        clipping = clipping_of(_answer(archive), TODAY)
    (source / "boetes.md").unlink()
    with closing(opened()) as archive:
        now = compared(clipping, archive)
    told = _told(now)
    assert "Zwaluwstaart" not in told and "boetes, zei" not in told and "source/boetes" not in told
    assert _DIKE in told and "verwijderd uit het archief" in told
    assert "Deze zin is weg" in told


def test_a_question_whose_words_the_archive_has_stays(opened: Callable[[], Archive], source: Path) -> None:
    with closing(opened()) as archive:
        asked = _answer(archive, "Hoeveel doden vielen er bij de dijk van Sluiswijk?")
    (source / "boetes.md").unlink()
    with closing(opened()) as archive:
        now = compared(clipping_of(asked, TODAY), archive)
    assert now.question == "Hoeveel doden vielen er bij de dijk van Sluiswijk?"


def test_nothing_of_a_forgotten_article_is_left_in_any_file_and_the_rest_of_the_answer_stays(
    opened: Callable[[], Archive], tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    with closing(opened()) as archive:
        clipping = clipping_of(_answer(archive, f"Wat brak er, en wat kreeg {_NAME}?"), TODAY)
        held = archive.article("source/boetes")
    link = KeptAnswers(folder).keep(clipping, "anna")
    other = KeptAnswers(folder).keep(replace(clipping, sources=clipping.sources[:1], lines=()), "anna")
    said = Feedback(f"Wat kreeg {_NAME}?", "right", "22 boetes", "source/boetes", 1)
    FeedbackStore(folder).keep(said)
    FeedbackStore(folder).keep(replace(said, question="Wat brak er?", answer="de dijk", article="source/dijk"))
    words = [*held.text.split(), held.title, "source/boetes"]
    needles = [word.encode(coding) for word in words if len(word) > 6 for coding in ("utf-8", "utf-16-le")]
    assert _files_with(folder, needles)
    assert forget(folder, ["source/boetes"], WordEncoder(), elsewhere=elsewhere_in(folder)) == 1
    found = KeptAnswers(folder).of(link)
    assert found is not None and _DIKE in _told(found.clipping)
    assert found.clipping.question == "Een vraag over een artikel dat is verwijderd", "its words were of that article"
    with closing(Archive.open(folder, WordEncoder())) as archive:
        assert "verwijderd uit het archief" in _told(compared(found.clipping, archive))
    assert KeptAnswers(folder).delete(other, "anna"), "it names her in its question only, and quotes another article"
    assert _files_with(folder, needles) == []
    assert [told.article for _, told in FeedbackStore(folder).all()] == ["source/dijk"]
    assert forget(folder, ["source/boetes"], WordEncoder(), elsewhere=elsewhere_in(folder)) == 0, "the same call again"


def test_every_store_in_the_folder_is_told_what_to_forget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[object]()

    class Store:
        def __init__(self, folder: Path) -> None:
            told.append(folder)

        def forget(self, article_ids: Sequence[str], texts: Sequence[str]) -> None:
            told.extend([article_ids, texts])

    monkeypatch.setattr(forgetting, "STORES", (Store, Store))
    elsewhere_in(tmp_path)(["a"], ["tekst"])
    assert told == [tmp_path, tmp_path, ["a"], ["tekst"], ["a"], ["tekst"]]


@pytest.mark.parametrize(
    ("question", "stays"),
    [
        (f"Wat kreeg {_NAME}?", False),
        ("wat kreeg zwaluwstaart?", False),
        ("Hoeveel doden vielen er in Belgorod?", True),
        ("Wanneer werden er zeker 22 omgekomen mensen gemeld?", True),
    ],
)
def test_a_question_goes_where_it_has_a_word_of_what_went_that_nothing_left_has(question: str, stays: bool) -> None:
    clipping = replace(clipping_of(belgorod(), TODAY), question=question)
    texts = ["Boetes in Belgorod", f"In Belgorod kreeg {_NAME} zeker 22 boetes, volgens de gouverneur."]
    left = clipping.without({"twee"}, texts)
    assert (left.question == question) is stays
    assert left.sources[0].quote == "" and left.sources[1] == clipping.sources[1]


def test_a_printing_that_went_is_no_longer_named() -> None:
    clipping = clipping_of(belgorod(), TODAY)
    left = clipping.without({"drie"}, [f"{clipping.question} Rotterdam"])
    assert "De Drie" in _told(clipping) and "De Drie" not in _told(left)
    assert left.question == clipping.question and left.lines == clipping.lines


def test_both_languages_say_the_same() -> None:
    assert KEPT["nl"].keys() == KEPT["en"].keys()


def _files_with(folder: Path, needles: list[bytes]) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [f"{path.name}: {needle!r}" for path in files for needle in needles if needle in path.read_bytes()]
