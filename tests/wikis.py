"""MediaWiki and DokuWiki as Debian has them, each installed in a folder of its own and served on loopback by PHP."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

from bench.chroma_run import free_port

EXTENSION = ROOT / "ui" / "wiki" / "mediawiki" / "Knipsel"
PLUGIN = ROOT / "ui" / "wiki" / "dokuwiki" / "knipsel"
MEDIAWIKI = Path("/usr/share/mediawiki")
DOKUWIKI = Path("/usr/share/dokuwiki")
PASSWORD = "een lang wachtwoord"  # noqa: S105  of wikis that live as long as a test
_MEDIAWIKI_SETTINGS = """
$wgMainCacheType = CACHE_DB;
$wgCacheDirectory = "$IP/cache";
$wgJobRunRate = 0;
$wgEnableUploads = false;
"""
_DOKUWIKI_SETTINGS = """<?php
$conf['title'] = 'Wiki';
$conf['lang'] = 'nl';
$conf['useacl'] = 1;
$conf['superuser'] = '@admin';
$conf['savedir'] = '{data}';
$conf['updatecheck'] = 0;
"""
_DOKUWIKI_USERS = "beheer:{hash}:Beheer:beheer@wiki.example:admin,user\nlezer:{hash}:Lezer:lezer@wiki.example:user\n"


@dataclass(frozen=True)
class Wiki:
    """A wiki that is served; `settings` is the file that its administrator edits, `given` what it held at first."""

    origin: str
    root: Path
    settings: Path
    given: str
    log: Path

    def set(self, more: str = "") -> None:
        """Write the settings anew, with more at the end."""
        self.settings.write_text(f"{self.given}\n{more}\n", "utf-8")

    def faults(self) -> list[str]:
        """Return what PHP said against the extension."""
        told = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return [line for line in told if "nipsel" in line and ("PHP " in line or "rror" in line)]


@contextmanager
def mediawiki(folder: Path, pages: Mapping[str, str]) -> Iterator[Wiki]:
    """Install MediaWiki on SQLite, in Dutch, with those pages and the users Beheer (administrator) and Lezer."""
    root, port = folder / "wiki", free_port()
    for made in (root / "extensions", root / "images", root / "cache", folder / "data", folder / "pages"):
        made.mkdir(parents=True)
    for entry in MEDIAWIKI.iterdir():
        if entry.name not in ("LocalSettings.php", "extensions", "images", "config"):
            (root / entry.name).symlink_to(entry)
    (root / "favicon.ico").touch()  # what every browser asks for
    env = {"MW_INSTALL_PATH": str(root)}
    maintenance = root / "maintenance"
    _php(maintenance / "install.php", "--dbtype=sqlite", f"--dbpath={folder / 'data'}", "--dbname=wiki", "--lang=nl",
         f"--confpath={root}", "--scriptpath=", f"--server=http://127.0.0.1:{port}", f"--pass={PASSWORD}", "Wiki",
         "Beheer", env=env)  # fmt: skip
    for title, text in pages.items():
        (folder / "pages" / f"{title}.txt").write_text(text, "utf-8")
    _php(maintenance / "createAndPromote.php", "Lezer", PASSWORD, env=env)
    _php(maintenance / "importTextFiles.php", "--user=Beheer", *sorted(map(str, (folder / "pages").iterdir())), env=env)
    shutil.copytree(EXTENSION, root / "extensions" / "Knipsel")
    settings = root / "LocalSettings.php"
    given = settings.read_text("utf-8") + _MEDIAWIKI_SETTINGS
    settings.write_text(given, "utf-8")
    with _served(root, port, folder / "php.log", env=env):
        yield Wiki(f"http://127.0.0.1:{port}", root, settings, given, folder / "php.log")


@contextmanager
def dokuwiki(folder: Path, pages: Mapping[str, str]) -> Iterator[Wiki]:
    """Install DokuWiki, in Dutch, with those pages and the users beheer (administrator) and lezer."""
    root, conf, data, port = folder / "wiki", folder / "conf", folder / "data", free_port()
    shutil.copytree(DOKUWIKI, root, ignore=shutil.ignore_patterns("testing", ".htaccess*", "index.html"))
    for made in (
        "pages",
        "attic",
        "media",
        "media_attic",
        "media_meta",
        "meta",
        "cache",
        "index",
        "locks",
        "tmp",
        "log",
    ):
        (data / made).mkdir(parents=True)
    for title, text in pages.items():
        page = (data / "pages" / title.replace(":", "/")).with_suffix(".txt")
        page.parent.mkdir(exist_ok=True, parents=True)
        page.write_text(text, "utf-8")
    conf.mkdir()
    for kept in Path("/etc/dokuwiki").iterdir():
        if kept.suffix in (".php", ".conf", ".json") and not kept.is_symlink() and kept.name != "local.php":
            shutil.copy(kept, conf)
    hashed = _php("-r", f"echo password_hash('{PASSWORD}', PASSWORD_BCRYPT, ['cost' => 4]);")
    (conf / "users.auth.php").write_text(_DOKUWIKI_USERS.format(hash=hashed), "utf-8")
    (conf / "acl.auth.php").write_text("*\t@ALL\t8\nhr:geheim:*\t@ALL\t0\nhr:geheim:*\t@user\t1\n", "utf-8")
    given = _DOKUWIKI_SETTINGS.format(data=data)
    (conf / "local.php").write_text(given, "utf-8")
    (folder / "sessions").mkdir()
    (folder / "preload.php").write_text(f"<?php define('DOKU_CONF', '{conf}/');", "utf-8")
    shutil.copytree(PLUGIN, root / "lib" / "plugins" / "knipsel")
    options = {"auto_prepend_file": folder / "preload.php", "session.save_path": folder / "sessions"}
    with _served(root, port, folder / "php.log", options):
        yield Wiki(f"http://127.0.0.1:{port}", root, conf / "local.php", given, folder / "php.log")


@contextmanager
def _served(
    root: Path, port: int, log: Path, options: Mapping[str, object] | None = None, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    told = {"opcache.revalidate_freq": 0, "log_errors": 1, "error_log": log, "display_errors": 0, **(options or {})}
    flags = [word for name, value in told.items() for word in ("-d", f"{name}={value}")]
    with (log.parent / "requests.log").open("wb") as requests:
        server = subprocess.Popen(
            ["php", *flags, "-S", f"127.0.0.1:{port}", "-t", str(root)],
            env={**os.environ, **(env or {}), "PHP_CLI_SERVER_WORKERS": "4"},
            stdout=requests,
            stderr=requests,
            start_new_session=True,  # its workers are ended with it
        )
    try:
        while not _listens(port):
            assert server.poll() is None, (log.parent / "requests.log").read_text("utf-8")
            time.sleep(0.02)
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _php(*words: object, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(["php", *map(str, words)], env={**os.environ, **(env or {})}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
