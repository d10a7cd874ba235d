"""Sources of an archive's own, beside those that a person lists."""

import stat
from pathlib import Path

import pytest

from index.added import ADDED, AddedFeeds, own_sources, together
from index.errors import SourceKnown, SourcesUnreadable
from index.sources import Source, read_sources

BODE = Source(feed="https://vos:geheim@bode.example/rss?sectie=1", name='De "Bode"', outlet="De Bode\n😀", pages=True)


def test_feeds_are_added_and_removed_again_and_stand_in_a_file_that_a_person_can_read(tmp_path: Path) -> None:
    feeds = AddedFeeds(tmp_path)
    assert feeds.all() == []
    feeds.add(BODE)
    feeds.add(Source(feed="https://krant.example/atom", private=True))
    assert feeds.all() == read_sources(tmp_path / ADDED)
    assert feeds.all()[0] == BODE and feeds.all()[1].private
    with pytest.raises(SourceKnown, match="rss"):
        feeds.add(Source(feed="https://bode.example/rss?sectie=1"))
    assert feeds.remove("https://bode.example/rss?sectie=1") == BODE
    assert feeds.remove("https://bode.example/rss?sectie=1") is None
    assert [feed.feed for feed in feeds.all()] == ["https://krant.example/atom"]
    assert feeds.remove("https://krant.example/atom") and feeds.all() == []


def test_a_password_in_an_address_is_for_nobody_else_on_the_machine(tmp_path: Path) -> None:
    AddedFeeds(tmp_path).add(BODE)
    assert stat.S_IMODE((tmp_path / ADDED).stat().st_mode) == 0o600


def test_what_somebody_wrote_there_that_is_no_source_is_named_and_not_lost(tmp_path: Path) -> None:
    (tmp_path / ADDED).write_text("[[source]]\nfeeds = 1\n")
    with pytest.raises(SourcesUnreadable, match=ADDED):
        AddedFeeds(tmp_path).add(BODE)
    assert "feeds = 1" in (tmp_path / ADDED).read_text()


def test_what_a_person_lists_too_is_read_as_they_listed_it(tmp_path: Path) -> None:
    AddedFeeds(tmp_path).add(BODE)
    (tmp_path / "uploads").mkdir()
    own = own_sources(tmp_path, tmp_path / "uploads")
    assert [source.label for source in own] == ['De "Bode"', "uploads"]
    listed = [Source(feed="https://bode.example/rss?sectie=1", name="Mijn Bode"), Source(path=tmp_path / "krant")]
    assert [source.label for source in together(listed, own)] == ["Mijn Bode", str(tmp_path / "krant"), "uploads"]
