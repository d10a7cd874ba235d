"""What the extensions say is said in both languages, and of each setting."""

from __future__ import annotations

import json
import re
from pathlib import Path

from wikis import EXTENSION, PLUGIN


def _keys(path: Path) -> set[str]:
    """Return the keys that a PHP file of DokuWiki's sets, without those of a setting's choices."""
    return {key for key in re.findall(r"^\$\w+\['(\w+)'\]", path.read_text("utf-8"), re.M) if "_o_" not in key}


def test_each_setting_of_the_plugin_has_a_default_a_kind_and_words_in_both_languages() -> None:
    settings = _keys(PLUGIN / "conf" / "default.php")
    assert settings
    for told in ("conf/metadata.php", "lang/en/settings.php", "lang/nl/settings.php"):
        assert _keys(PLUGIN / told) == settings, told
    readme = (PLUGIN / "README.md").read_text("utf-8")
    assert {name for name in settings if f"`{name}`" not in readme} == set()


def test_each_message_of_the_extension_is_there_in_both_languages_and_explained() -> None:
    messages = {path.stem: set(json.loads(path.read_text("utf-8"))) for path in (EXTENSION / "i18n").iterdir()}
    assert messages["en"] == messages["nl"] == messages["qqq"]
    assert "knipsel-desc" in messages["en"]


def test_each_setting_of_the_extension_is_in_its_readme() -> None:
    settings = json.loads((EXTENSION / "extension.json").read_text("utf-8"))["config"]
    readme = (EXTENSION / "README.md").read_text("utf-8")
    assert {name for name in settings if f"$wg{name}" not in readme} == set()
