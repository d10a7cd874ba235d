"""A process killed at two hundred points of a sync leaves an archive that opens, answers, and is soon complete."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

_KILLS = 200


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_two_hundred_kills_leave_what_an_undisturbed_run_leaves(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(ROOT / "tests" / "crashing.py"), str(tmp_path), str(_KILLS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["failures"] == []
    kills = told["kills"]
    assert sum(kills.values()) == _KILLS and told["points"] > _KILLS * 3 // 4
    around = {f"{when} {what}" for when in ("before", "after") for what in ("vectors", "keywords", "a commit")}
    assert around | {"at any moment"} <= {kind for kind, count in kills.items() if count}
