"""Debian's nginx before a server on loopback, set up with docs/deploy and a certificate of a test's own."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from conftest import ROOT
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench.chroma_run import free_port

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
_SHIPPED = ROOT / "docs" / "deploy"
# What Debian's own nginx.conf has around a site, with everything that is written in a folder of the test's.
_AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    gzip on;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """Where it listens; `url` is Knipsel's, without a slash at its end; `key` is a hash of the certificate's."""

    port: int
    plain_port: int
    url: str
    tls: ssl.SSLContext
    key: str


@contextmanager
def nginx(folder: Path, behind: int, below: str = "", host: str = "localhost") -> Iterator[Nginx]:
    """Run nginx before the server on the port `behind`: at the root of `host`, or `below` a path of it."""
    assert NGINX
    authority = trustme.CA()
    certificate = authority.issue_cert(host)
    (folder / "ssl").mkdir()
    certificate.cert_chain_pems[0].write_to_path(folder / "ssl" / "fullchain.pem")
    certificate.private_key_pem.write_to_path(folder / "ssl" / "privkey.pem")
    port, plain_port = free_port(), free_port()
    (folder / "site.conf").write_text(_site(folder, below, host, port, plain_port), "utf-8")
    (folder / "snippets").mkdir()
    proxy = _filled("knipsel-proxy.conf", {"127.0.0.1:7860": f"127.0.0.1:{behind}"})
    (folder / "snippets" / "knipsel-proxy.conf").write_text(proxy, "utf-8")
    user = "user root;" if os.getuid() == 0 else ""  # its workers read what pytest lets only its own user read
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user), "utf-8")
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    with subprocess.Popen(command) as running:
        try:
            while not _listens(port):
                assert running.poll() is None, (folder / "error.log").read_text("utf-8")
                time.sleep(0.02)
            yield Nginx(port, plain_port, f"https://{host}:{port}{below}", trusted, _hash_of_key(certificate))
        finally:
            running.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _site(folder: Path, below: str, host: str, port: int, plain_port: int) -> str:
    """Return the site as it ships, with this name, these ports and no IPv6, which not every machine has."""
    told = {
        "knipsel.example": host,
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{plain_port}",
        "/etc/ssl/knipsel": str(folder / "ssl"),
    }
    site = _filled("nginx.conf", told)
    if below:
        path = _filled("nginx-path.conf", {"/archief": below})
        whole = "    location / {\n        include snippets/knipsel-proxy.conf;\n    }\n"
        assert whole in site
        site = site.replace(whole, path)
    return "\n".join(line for line in site.splitlines() if "[::]" not in line)


def _filled(name: str, told: dict[str, str]) -> str:
    """Return a file of docs/deploy with its placeholders filled; each must be there."""
    text = (_SHIPPED / name).read_text("utf-8")
    for placeholder, value in told.items():
        assert placeholder in text, f"{name} no longer has {placeholder}"
        text = text.replace(placeholder, value)
    return text


def _hash_of_key(certificate: trustme.LeafCert) -> str:
    """Return what Chromium knows a certificate by that it is told to trust."""
    key = x509.load_pem_x509_certificate(certificate.cert_chain_pems[0].bytes()).public_key()
    told = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(told).digest()).decode()
