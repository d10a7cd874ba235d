"""systemd finds nothing wrong with the units that docs/deploy.md has people install."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

_SHIPPED = ROOT / "docs" / "deploy"
_UNITS = sorted(path.name for path in _SHIPPED.iterdir() if path.suffix in (".service", ".timer"))
_MOST_EXPOSED = 2.0  # of 10, as `systemd-analyze security` counts
pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze; install Debian's package `systemd`"
)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they ship, with a program that is there: systemd looks for it."""
    for name in _UNITS:
        text = (_SHIPPED / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/opt/knipsel/.venv/bin/knipsel", "/bin/true"), "utf-8")
    return tmp_path


def _analyze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_systemd_takes_them_without_a_word(units: Path) -> None:
    done = _analyze(units, "verify", *(f"./{name}" for name in _UNITS))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in _UNITS if name.endswith(".service")])
def test_they_may_do_little(units: Path, name: str) -> None:
    done = _analyze(units, "security", "--offline=true", "--no-pager", f"./{name}")
    told = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert told and float(told[1]) <= _MOST_EXPOSED


def test_the_guide_names_every_file() -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    assert [path.name for path in _SHIPPED.iterdir() if path.name not in guide] == []
