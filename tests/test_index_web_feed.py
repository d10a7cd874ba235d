from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import WordEncoder, found
from web_server import Reply, Site, site

from index.archive import Archive
from index.article import Article
from index.errors import ArticleUnknown, FeedUnreachable, SourcesUnreadable
from index.forget import forget
from index.report import SourceReport
from index.sources import Source, read_sources
from index.sync import sync
from index.web.fetch import Fetcher

N1 = "De Bode#n1"  # the guid is the feed's own, so that the feed has to be named with it
PAGE = """<!doctype html><html lang="nl"><head><title>Dijk</title></head><body><nav>Menu Contact Abonneren</nav>
<article><h1>De dijk</h1><p>De dijk bij Sluiswijk is vannacht over een lengte van veertig meter doorgebroken, meldt het
waterschap.</p><p>Niemand raakte gewond, maar 1.200 bewoners moesten hun huis uit en slapen in een sporthal.</p>
</article><footer>Alle rechten voorbehouden</footer></body></html>"""


def item(number: int, title: str, text: str = "", summary: str = "", link: str = "", changed: str = "") -> str:
    content = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else ""
    updated = f"<atom:updated>{changed}</atom:updated>" if changed else ""
    return (
        f"<item><guid isPermaLink='false'>n{number}</guid><title>{title}</title><link>{link}</link>"
        f"<pubDate>Mon, 0{number} Jan 2024 10:00:00 +0100</pubDate><description>{summary}</description>"
        f"{content}{updated}</item>"
    )


def rss(*items: str) -> bytes:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"'
    head = f"<rss version='2.0' {spaces}><channel><title>De Bode</title><language>nl</language>"
    return f"{head}{''.join(items)}</channel></rss>".encode()


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as one:
        yield one


Run = Callable[..., SourceReport]


@pytest.fixture
def run(tmp_path: Path, served: Site) -> Run:
    def once(**choices: bool) -> SourceReport:
        source = Source(feed=f"{served.url}/rss", private=True, **choices)
        return sync(tmp_path / "archive", [source], WordEncoder(), fetcher=Fetcher(pause_s=0)).sources[0]

    return once


def counted(report: SourceReport) -> tuple[int, int, int, int]:
    return report.added, report.revised, report.unchanged, report.removed


def article(tmp_path: Path, article_id: str) -> Article:
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    try:
        return archive.article(article_id)
    finally:
        archive.close()


def test_what_has_not_changed_is_asked_for_and_not_sent_again(served: Site, run: Run) -> None:
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak.")), headers={"ETag": '"1"'})
    assert counted(run()) == (1, 0, 0, 0)
    assert counted(run()) == (0, 0, 1, 0)
    assert served.asked[1][1]["if-none-match"] == '"1"'
    assert "if-none-match" not in served.asked[0][1]


def test_a_feed_without_validators_that_sends_the_same_again_is_not_read_again(served: Site, run: Run) -> None:
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak.")))
    run()
    assert counted(run()) == (0, 0, 1, 0)


def test_what_rolls_out_of_a_feed_stays_and_what_changes_in_it_is_revised(
    tmp_path: Path, served: Site, run: Run
) -> None:
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak."), item(2, "Brug", "De brug ging dicht.")))
    assert counted(run()) == (2, 0, 0, 0)
    served.pages["/rss"] = Reply(rss(item(2, "Brug", "De brug ging weer open."), item(3, "Pont", "De pont vaart.")))
    assert counted(run()) == (1, 1, 0, 0)
    assert found(tmp_path / "archive", "dijk") == [N1]
    told = article(tmp_path, "De Bode#n2")
    assert told.revision == 2 and told.text == "De brug ging weer open." and told.outlet == "De Bode"
    assert told.published_at and told.published_at.isoformat() == "2024-01-02T10:00:00+01:00"


def test_the_page_behind_a_summary_is_read_where_that_is_chosen_and_only_once(
    tmp_path: Path, served: Site, run: Run
) -> None:
    served.pages["/dijk"] = Reply(PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    entry = item(1, "Dijkbreuk", summary="Dijk breekt.", link=f"{served.url}/dijk")
    served.pages["/rss"] = Reply(rss(entry))
    run()
    assert article(tmp_path, N1).text == "Dijk breekt."
    assert served.paths() == ["/rss"]
    assert counted(run(pages=True)) == (0, 1, 0, 0)
    told = article(tmp_path, N1)
    assert "1.200 bewoners" in told.text and "Menu" not in told.text and told.title == "Dijkbreuk"
    served.pages["/rss"] = Reply(rss(entry, item(2, "Brug", "De brug ging dicht.")))
    assert counted(run(pages=True)) == (1, 0, 1, 0)
    assert served.paths().count("/dijk") == 1


def test_a_page_is_read_again_when_the_feed_says_that_it_changed(tmp_path: Path, served: Site, run: Run) -> None:
    served.pages["/dijk"] = Reply(PAGE.encode())
    links = {"summary": "Dijk breekt.", "link": f"{served.url}/dijk"}
    served.pages["/rss"] = Reply(rss(item(1, "Dijkbreuk", **links, changed="2024-01-01T11:00:00+01:00")))
    run(pages=True)
    served.pages["/dijk"] = Reply(PAGE.replace("Niemand raakte", "Een man raakte").encode())
    served.pages["/rss"] = Reply(rss(item(1, "Dijkbreuk", **links, changed="2024-01-01T15:00:00+01:00")))
    assert counted(run(pages=True)) == (0, 1, 0, 0)
    assert "Een man raakte" in article(tmp_path, N1).text


@pytest.mark.parametrize(
    ("pages", "fetched"),
    [
        ({"/robots.txt": Reply(b"User-agent: *\nDisallow: /\n"), "/dijk": Reply(PAGE.encode())}, False),
        ({"/dijk": Reply(status=403)}, True),
        ({"/dijk": Reply(b"<html><body><p>Log in.</p></body></html>")}, True),
    ],
    ids=["robots", "forbidden", "no article"],
)
def test_the_summary_stands_where_the_page_is_not_to_be_had(
    tmp_path: Path, served: Site, run: Run, pages: dict[str, Reply], fetched: bool
) -> None:
    served.pages |= {"/rss": Reply(rss(item(1, "Dijk", summary="Dijk breekt.", link=f"{served.url}/dijk"))), **pages}
    assert run(pages=True).added == 1
    assert article(tmp_path, N1).text == "Dijk breekt."
    assert ("/dijk" in served.paths()) is fetched


@pytest.mark.parametrize("link", ["http://a..b/dijk", "http://[x/dijk", "http://127.0.0.1:99999/dijk"])
def test_a_link_that_is_no_address_ends_no_run(tmp_path: Path, served: Site, run: Run, link: str) -> None:
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", summary="Dijk breekt.", link=link)))
    assert run(pages=True).added == 1
    assert article(tmp_path, N1).text == "Dijk breekt."


def test_a_page_that_may_be_there_the_next_time_is_named_and_tried_again(served: Site, run: Run) -> None:
    feed = rss(item(1, "Dijk", summary="Dijk breekt.", link=f"{served.url}/dijk"), item(2, "Brug", "De brug is dicht."))
    served.pages |= {"/rss": Reply(feed, headers={"ETag": '"1"'}), "/dijk": Reply(status=502)}
    report = run(pages=True)
    assert report.added == 1 and "answers 502" in str(report.skipped[0]) and report.skipped[0].line
    served.pages["/dijk"] = Reply(PAGE.encode())
    assert run(pages=True).added == 1


def test_pages_behind_a_feed_of_another_host_may_not_lie_in_the_private_network(tmp_path: Path, served: Site) -> None:
    source = Source(feed=f"{served.url}/rss", pages=True)
    with pytest.raises(FeedUnreachable, match=r"127\.0\.0\.1, an address of a private network.*private = true"):
        sync(tmp_path / "archive", [source], WordEncoder(), fetcher=Fetcher(pause_s=0))
    assert served.asked == []


def test_a_broken_feed_is_named_by_line_and_loses_nothing(tmp_path: Path, served: Site, run: Run) -> None:
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak.")))
    run()
    served.pages["/rss"] = Reply(rss(item(2, "Brug", "De brug ging dicht."))[:-60])
    report = run()
    assert report.skipped and report.removed == 0
    assert str(report.skipped[0]).startswith("127.0.0.1/rss:")
    assert found(tmp_path / "archive", "dijk") == [N1]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=404), "answers 404"),
        (Reply(status=500), "answers 500"),
        (Reply(status=302, headers={"Location": "/rss"}), "redirects more than 5 times"),
    ],
)
def test_a_feed_that_is_not_to_be_had_is_said_and_the_others_are_read(
    tmp_path: Path, served: Site, reply: Reply, told: str
) -> None:
    served.pages |= {"/gone": reply, "/rss": Reply(rss(item(1, "Dijk", "De dijk brak.")))}
    if reply.status == 302:
        served.pages["/gone"].headers["Location"] = "/gone"
    sources = [Source(feed=f"{served.url}/{name}", private=True) for name in ("gone", "rss")]
    report = sync(tmp_path / "archive", sources, WordEncoder(), go_on=True, fetcher=Fetcher(pause_s=0))
    assert told in report.sources[0].failed and report.sources[1].added == 1


def test_a_page_instead_of_a_feed_is_said(served: Site, run: Run) -> None:
    served.pages["/rss"] = Reply(PAGE.encode())
    assert "is a page, not a feed" in str(run().skipped[0])


def test_an_export_in_another_format_is_read_at_its_address(tmp_path: Path, served: Site, run: Run) -> None:
    served.pages["/rss"] = Reply(b'{"id": "x1", "title": "Dijk", "date": "2024-01-01", "text": "De dijk brak."}\n')
    assert run().added == 1
    assert article(tmp_path, "x1").text == "De dijk brak."


def test_an_entry_that_could_not_be_told_from_others_is_named(served: Site, run: Run) -> None:
    nameless = "<item><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate><description>D</description></item>"
    served.pages["/rss"] = Reply(rss(item(2, "Brug", "De brug."), nameless))
    report = run()
    assert report.added == 1 and "no id, link or title" in str(report.skipped[0])


def test_what_was_forgotten_does_not_come_back_by_a_feed(tmp_path: Path, served: Site, run: Run) -> None:
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak."), item(2, "Brug", "De brug ging dicht.")))
    run()
    forget(tmp_path / "archive", [N1], WordEncoder())
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak weer."), item(2, "Brug", "De brug ging dicht.")))
    assert run().withheld == 1
    with pytest.raises(ArticleUnknown):
        article(tmp_path, N1)


def test_a_password_in_the_address_of_a_feed_is_in_no_message(tmp_path: Path, served: Site) -> None:
    address = served.url.replace("http://", "http://jan:geheim@")
    served.pages["/rss"] = Reply(rss(item(1, "Dijk", "De dijk brak."), "<item><title>T</title></item>"))
    with_secret = Source(feed=f"{address}/rss", private=True)
    report = sync(tmp_path / "archive", [with_secret], WordEncoder(), fetcher=Fetcher(pause_s=0))
    assert served.asked[0][1]["authorization"].startswith("Basic ")
    assert report.added == 1 and "geheim" not in str(report)
    with pytest.raises(FeedUnreachable) as failed:
        sync(tmp_path / "archive", [Source(feed=f"{address}/none", private=True)], WordEncoder(), fetcher=Fetcher())
    assert "geheim" not in str(failed.value)


def test_feeds_are_listed_in_a_sources_file_with_their_choices(tmp_path: Path) -> None:
    (tmp_path / "knipsel.toml").write_text(
        '[[source]]\nfeed = "https://news.example/rss"\npages = true\noutlet = "De Bode"\n', "utf-8"
    )
    (source,) = read_sources(tmp_path / "knipsel.toml")
    assert source.pages and not source.private and source.location == "https://news.example/rss"
    assert Source.of("https://news.example/rss").feed and Source.of("corpus").path == Path("corpus")
    (tmp_path / "knipsel.toml").write_text('[[source]]\nfeed = "file:///etc/passwd"\n', "utf-8")
    with pytest.raises(SourcesUnreadable, match="begins with http"):
        read_sources(tmp_path / "knipsel.toml")
