"""Vectors at a Chroma server, started for real: the same answers, and plain words when it does not answer."""

import shutil
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import trustme
from conftest import Write
from fakes import WordEncoder
from servers import Gate, gate
from tenacity import wait_none

from bench.chroma_run import chroma_running, free_port
from index import meaning, mirrors, server_session
from index.archive import Archive, Hit
from index.errors import ArchiveError, MirrorUnreadable, VectorsElsewhere, VectorServerRefused, VectorServerUnreachable
from index.glossary import Glossary
from index.period import Period
from index.printed import Printed
from index.sync import SyncReport, sync
from index.vector_server import VectorServer, secret_header, server_url
from index.vectors_at_server import AtServer
from rag.answer import Answer, NothingFound
from rag.desk import Desk, Done
from ui.nothing_html import nothing_html
from ui.render import answer_html

SECRET = ("Authorization", "Bearer s3cret-of-the-newsroom")
At = Callable[..., SyncReport]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Chroma server that the tests of this file share, each with archives of its own."""
    port = free_port()
    with chroma_running(tmp_path_factory.mktemp("chroma"), port):
        yield port


@pytest.fixture
def server(port: int) -> VectorServer:
    return VectorServer(f"http://127.0.0.1:{port}")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_session, "_BACKOFF", wait_none())


@pytest.fixture
def dikes(write: Write) -> None:
    for number in range(12):
        write(f"{number}.md", f"De dijk brak bij paal {number}.")


def hits_of(folder: Path, server: VectorServer | None, printed: Printed | None = None) -> list[Hit]:
    archive = Archive.open(folder, WordEncoder(), server)
    try:
        return archive.search("dijk paal", {("nl", "dijk"): 1.0}, 20, printed)
    finally:
        archive.close()


def held(folder: Path, server: VectorServer) -> int | None:
    archive = Archive.open(folder, WordEncoder(), server)
    try:
        return archive.vectors_status().held
    finally:
        archive.close()


@pytest.mark.parametrize("printed", [None, Printed(Period.parse("2024"))])
def test_a_server_gives_the_same_hits_as_the_archives_own_folder(
    tmp_path: Path, source: Path, dikes: None, server: VectorServer, run: At, printed: Printed | None
) -> None:
    run()
    sync(tmp_path / "served", [source], WordEncoder(), server=server)
    served = hits_of(tmp_path / "served", server, printed)
    assert served == hits_of(tmp_path / "archive", None, printed)
    assert len(served) == 12 and all(set(hit.ranks) == {"keywords", "vectors"} for hit in served)
    assert not (tmp_path / "served" / "vectors").exists() and not (tmp_path / "served" / "recent").exists()


def test_every_change_goes_to_the_server_and_an_open_archive_follows(
    tmp_path: Path, source: Path, dikes: None, write: Write, server: VectorServer, run: At
) -> None:
    run(server=server)
    archive = Archive.open(tmp_path / "archive", WordEncoder(), server)
    assert len(archive.search("dijk paal", {}, 20)) == 12
    (source / "3.md").unlink()
    write("4.md", "De brug ging dicht.")
    assert run(server=server).embedded == 3, "one that changed is dropped and taken in, one is gone"
    assert len(archive.search("dijk paal", {}, 20)) == 11
    assert archive.search("brug dicht", {}, 1)[0].passage.text == "De brug ging dicht."
    assert archive.vectors_status().held == 11
    run(server=server, rebuild=True)
    assert len(archive.search("dijk paal", {}, 20)) == 11, "the collection was made anew"
    assert archive.counts().pending == {"keywords": 0, "vectors": 0}
    archive.close()


def test_archives_on_one_server_do_not_mix_and_a_copy_gets_vectors_of_its_own(
    tmp_path: Path, source: Path, dikes: None, write: Write, server: VectorServer, run: At
) -> None:
    run(server=server)
    shutil.copytree(tmp_path / "archive", tmp_path / "copy")
    write("other.md", "De brug ging dicht.")
    sync(tmp_path / "copy", [source], WordEncoder(), server=server)
    assert (held(tmp_path / "archive", server), held(tmp_path / "copy", server)) == (12, 13)


def test_an_archive_that_moves_to_a_server_and_back_is_mended_and_asking_in_between_is_told(
    tmp_path: Path, dikes: None, server: VectorServer, run: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirrors, "RECENT_MOST", 5)
    folder = tmp_path / "archive"
    run()
    before = hits_of(folder, None)
    with pytest.raises(VectorsElsewhere, match=r"run `knipsel index`.*or unset KNIPSEL_CHROMA"):
        hits_of(folder, server)
    assert run(server=server).embedded == 12
    assert hits_of(folder, server) == before
    assert not (folder / "vectors").exists() and not (folder / "recent").exists()
    with pytest.raises(VectorsElsewhere, match="set KNIPSEL_CHROMA to that server"):
        hits_of(folder, None)
    assert run().embedded == 12
    assert hits_of(folder, None) == before
    assert run(server=server).embedded == 12, "what the server still had is not trusted"


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_move_that_is_stopped_is_completed_by_the_next_run(
    tmp_path: Path, dikes: None, server: VectorServer, run: At, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    run()
    monkeypatch.setattr(mirrors, "_VECTORS_AT_ONCE", 3)
    left = [steps]

    class Stopped(Exception):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        left[0] -= stage == "vectors"
        if not left[0]:
            raise Stopped

    with pytest.raises(Stopped):
        run(server=server, progress=stop)
    run(server=server)
    assert len(hits_of(tmp_path / "archive", server)) == held(tmp_path / "archive", server) == 12


def test_a_collection_that_vanished_from_the_server_is_told_and_mended(
    tmp_path: Path, dikes: None, server: VectorServer, run: At
) -> None:
    run(server=server)
    archive = Archive.open(tmp_path / "archive", WordEncoder(), server)
    assert archive.search("dijk", {}, 20)
    store = archive._meaning._stores[0]
    store.clear()
    for _ in range(2):
        with pytest.raises(MirrorUnreadable, match=r"has no collection knipsel-.*run `knipsel index`"):
            archive.search("dijk", {}, 20)
    run(server=server)
    assert len(archive.search("dijk", {}, 20)) == 12
    archive.close()


def test_a_collection_of_another_archive_is_left_alone(
    tmp_path: Path, dikes: None, server: VectorServer, run: At
) -> None:
    run(server=server)
    archive = Archive.open(tmp_path / "archive", WordEncoder(), server)
    mine = AtServer(server, archive._catalog.archive_id, tmp_path / "none")
    mine.collection.modify(metadata={"archive": "another"})
    mine.close()
    archive.close()
    for attempt in (lambda: run(server=server), lambda: run(server=server, rebuild=True)):
        with pytest.raises(VectorsElsewhere, match=r"belongs to another archive \(another\)"):
            attempt()


@pytest.fixture
def guarded(port: int) -> Iterator[Gate]:
    with gate(port, header=SECRET) as opened:
        yield opened


@pytest.mark.parametrize("sent", [None, (SECRET[0], "Bearer a-wrong-one")])
def test_a_wrong_secret_is_told_once_and_never_shown(
    guarded: Gate, run: At, dikes: None, sent: tuple[str, str] | None
) -> None:
    with pytest.raises(VectorServerRefused, match=r"127.0.0.1:\d+ does not accept .*KNIPSEL_CHROMA_HEADER") as told:
        run(server=VectorServer(guarded.url, sent))
    assert guarded.refused == 1 and "a-wrong-one" not in str(told.value)


def test_the_secret_opens_the_gate_and_stands_in_no_repr(tmp_path: Path, guarded: Gate, run: At, dikes: None) -> None:
    server = VectorServer(guarded.url, SECRET)
    run(server=server)
    assert len(hits_of(tmp_path / "archive", server)) == 12
    assert SECRET[1] not in f"{server!r} {server}"


def test_what_a_server_says_is_told_without_the_secret(port: int, run: At, dikes: None) -> None:
    with gate(port, header=SECRET) as opened:
        opened.answers.extend([500])
        opened.body = f"wrong {SECRET[1]} and more".encode()
        with pytest.raises(VectorServerUnreachable, match="answers 500: wrong … and more") as told:
            run(server=VectorServer(opened.url, SECRET))
    assert SECRET[1] not in str(told.value)


def test_tls_is_checked_with_the_certificates_named(tmp_path: Path, port: int, run: At, dikes: None) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with gate(port, context, header=SECRET) as opened:
        with pytest.raises(VectorServerRefused, match=r"a certificate that is not trusted.*KNIPSEL_CHROMA_CA"):
            run(server=VectorServer(opened.url, SECRET))
        assert opened.passed == []
        server = VectorServer(opened.url, SECRET, ca=tmp_path / "ca.pem")
        run(server=server)
        assert len(hits_of(tmp_path / "archive", server)) == 12
    (tmp_path / "ca.pem").write_text("not a certificate", "utf-8")
    for broken in (tmp_path / "ca.pem", tmp_path / "none.pem"):
        with pytest.raises(VectorServerRefused, match="cannot read certificates from"):
            run(server=VectorServer(opened.url, SECRET, ca=broken))


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(tmp_path: Path, port: int, run: At, dikes: None, status: int) -> None:
    with gate(port) as opened:
        opened.answers.extend([status, status])
        run(server=VectorServer(opened.url))
        assert opened.refused == 2
        assert len(hits_of(tmp_path / "archive", VectorServer(opened.url))) == 12


def test_pauses_grow_and_are_as_long_as_the_server_asks(
    port: int, run: At, dikes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    pauses = list[float]()
    monkeypatch.setattr("tenacity.nap.time.sleep", pauses.append)
    with gate(port) as opened:
        opened.answers.extend([503] * 4)
        with pytest.raises(VectorServerUnreachable, match=r"answers 503, 4 times"):
            run(server=VectorServer(opened.url))
        assert 0.2 <= pauses[0] < 0.4 <= pauses[1] < 0.8 <= pauses[2] < 1.0
        pauses.clear()
        opened.answers.extend([429])
        opened.told = {"Retry-After": "3"}
        run(server=VectorServer(opened.url))
    assert pauses == [3.0]


@pytest.mark.parametrize("status", [400, 404, 302, 500])
def test_what_is_no_passing_trouble_is_not_tried_again(port: int, run: At, dikes: None, status: int) -> None:
    with gate(port) as opened:
        opened.answers.extend([status])
        with pytest.raises((VectorServerRefused, VectorServerUnreachable), match=f"{status}"):
            run(server=VectorServer(opened.url))
        assert (opened.refused, opened.passed) == (1, [])


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("body", [b'{"detail": "Not Found"}', b"[]", b"<html>"])
def test_a_server_of_something_else_is_told(port: int, run: At, dikes: None, status: int, body: bytes) -> None:
    with gate(port, body=body, kind="text/html" if body == b"<html>" else "application/json") as opened:
        opened.answers.extend([status] * 20)
        with pytest.raises(VectorServerRefused, match="does not answer as a Chroma server does"):
            run(server=VectorServer(opened.url))


def test_a_server_that_says_nothing_is_left_after_the_timeout(port: int, run: At, dikes: None) -> None:
    with gate(port, silent=True) as opened:
        server = VectorServer(opened.url, timeout_s=0.2)
        with pytest.raises(VectorServerUnreachable, match=r"does not answer within 0.2 s.*KNIPSEL_CHROMA_TIMEOUT"):
            run(server=server)


def test_articles_can_be_found_by_words_while_the_server_is_down_and_the_next_run_completes_them(
    tmp_path: Path, run: At, dikes: None, server: VectorServer
) -> None:
    nobody = VectorServer(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(VectorServerUnreachable, match=r"127.0.0.1:\d+ cannot be reached.*4 times"):
        run(server=nobody)
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert archive.counts().pending == {"keywords": 0, "vectors": 12}
    archive.close()
    assert run(server=server).embedded == 12
    assert len(hits_of(tmp_path / "archive", server)) == 12


def test_a_rebuild_that_cannot_reach_the_server_leaves_the_keywords_as_they_were(
    tmp_path: Path, run: At, dikes: None, port: int
) -> None:
    with gate(port) as opened:
        server = VectorServer(opened.url)
        run(server=server)
        opened.answers.extend([503] * 4)
        with pytest.raises(VectorServerUnreachable):
            run(server=server, rebuild=True)
        archive = Archive.open(tmp_path / "archive", WordEncoder(), server)
        assert len(archive.by_words().search("", {("nl", "dijk"): 1.0}, 20)) == 12
        archive.close()


@pytest.mark.slow
def test_a_server_that_is_killed_in_the_middle_of_a_run_holds_all_after_the_next(
    tmp_path: Path, run: At, dikes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirrors, "_VECTORS_AT_ONCE", 3)
    port, data = free_port(), tmp_path / "data"
    server = VectorServer(f"http://127.0.0.1:{port}")
    with chroma_running(data, port) as running:

        def kill(stage: str, done: int, total: int) -> None:
            if stage == "vectors" and done == 6:
                running.kill()
                running.wait()

        with pytest.raises(VectorServerUnreachable):
            run(server=server, progress=kill)
    with chroma_running(data, port):
        assert run(server=server).embedded == 6
        assert len(hits_of(tmp_path / "archive", server)) == held(tmp_path / "archive", server) == 12


def outcome_of(desk: Desk, question: str) -> Answer | NothingFound:
    *_, done = desk.ask(question)
    assert isinstance(done, Done)
    return done.outcome


def test_a_question_is_answered_by_words_alone_and_says_so_while_the_server_does_not_answer(
    tmp_path: Path, port: int, write: Write, run: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "Bij paal 7 vielen zeker drie doden, zei burgemeester Vos.")
    with gate(port) as opened:
        run(server=VectorServer(opened.url))
        server = VectorServer(opened.url, timeout_s=0.2)
        archive = Archive.open(tmp_path / "archive", WordEncoder(), server)
        desk = Desk(archive, Glossary.shipped())
        assert outcome_of(desk, "Hoeveel doden vielen er bij paal 7?").unsearched == ""
        opened.silent = True
        answer = outcome_of(desk, "Hoeveel doden vielen er bij paal 7?")
        assert isinstance(answer, Answer) and "does not answer within 0.2 s" in answer.unsearched
        page = answer_html(answer)
        assert "gezocht is op woorden alleen" in page and "127.0.0.1" not in page
        opened.silent = False
        asked = len(opened.passed)
        nothing = outcome_of(desk, "Wat zei de koning van Rotterdam?")
        assert isinstance(nothing, NothingFound) and nothing.unsearched
        assert len(opened.passed) == asked, "a server that did not answer is left alone for a while"
        assert "gezocht is op woorden alleen" in nothing_html(nothing)
        monkeypatch.setattr(meaning.time, "monotonic", lambda: float("inf"))
        assert outcome_of(desk, "Hoeveel doden vielen er bij paal 7?").unsearched == ""
        archive.close()


def test_the_chat_starts_without_the_server_but_not_with_a_wrong_secret(
    tmp_path: Path, guarded: Gate, write: Write, run: At
) -> None:
    write("a.md", "De dijk brak.")
    run(server=VectorServer(guarded.url, SECRET))
    for header, silent in ((SECRET, True), ((SECRET[0], "wrong"), False)):
        guarded.silent = silent
        archive = Archive.open(tmp_path / "archive", WordEncoder(), VectorServer(guarded.url, header, timeout_s=0.2))
        desk = Desk(archive, Glossary.shipped())
        if silent:
            desk.warm()
        else:
            with pytest.raises(VectorServerRefused):
                desk.warm()
        archive.close()


def test_status_says_where_the_vectors_are_and_what_keeps_them_away(
    tmp_path: Path, dikes: None, server: VectorServer, run: At
) -> None:
    run(server=server)
    gone = VectorServer(server.url.replace("127.0.0.1", "localhost"))
    for asked, trouble in ((server, ""), (None, "set KNIPSEL_CHROMA"), (gone, "run `knipsel index`")):
        archive = Archive.open(tmp_path / "archive", WordEncoder(), asked)
        told = archive.vectors_status()
        archive.close()
        assert (told.where, told.held) == (str(asked) if asked else None, None if trouble else 12)
        assert trouble in told.trouble and bool(trouble) == bool(told.trouble)


def test_a_tenant_and_database_that_the_server_lacks_are_told(port: int, run: At, dikes: None) -> None:
    with pytest.raises(ArchiveError, match=r"\(tenant nobody, database none\)"):
        run(server=VectorServer(f"http://127.0.0.1:{port}", tenant="nobody", database="none"))


def test_vectors_go_to_the_tenant_and_database_that_are_named(
    tmp_path: Path, port: int, run: At, dikes: None, server: VectorServer
) -> None:
    api = f"http://127.0.0.1:{port}/api/v2/tenants"
    with httpx.Client() as chroma:
        chroma.post(api, json={"name": "newsroom"}).raise_for_status()
        chroma.post(f"{api}/newsroom/databases", json={"name": "clippings"}).raise_for_status()
        there = VectorServer(server.url, tenant="newsroom", database="clippings")
        run(server=there)
        [made] = chroma.get(f"{api}/newsroom/databases/clippings/collections").json()
    assert made["name"].startswith("knipsel-") and len(hits_of(tmp_path / "archive", there)) == 12
    with pytest.raises(VectorsElsewhere, match="tenant newsroom, database clippings"):
        hits_of(tmp_path / "archive", server)


def test_a_url_is_kept_on_record_in_one_form_and_has_no_password() -> None:
    assert server_url(" http://vectors/ ") == "http://vectors:80"
    assert server_url("https://Vectors.example:8443/chroma/") == "https://vectors.example:8443/chroma"
    assert server_url("http://[::1]:8000") == "http://[::1]:8000"
    for wrong in (
        "vectors:8000",
        "ftp://vectors",
        "http://",
        "http://a:b@vectors",
        "http://v/?token=x",
        "http://v:99999",
    ):
        with pytest.raises(ValueError):
            server_url(wrong)


def test_a_header_is_a_name_and_a_value() -> None:
    assert secret_header("X-Chroma-Token: abc: d") == ("X-Chroma-Token", "abc: d")
    for wrong in ("Bearer abc", "Authorization:", "Bad Name: x", "X: a\r\nY: b", "X: é"):
        with pytest.raises(ValueError):
            secret_header(wrong)
