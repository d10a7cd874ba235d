"""Sizes, moments and stretches of time in words."""

from __future__ import annotations

from datetime import datetime

from index.readers.formats import FORMATS
from ui.escaping import escape
from ui.manage.phrases import told
from ui.wording import number_words

_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_IN_DUTCH = {  # formats whose names are words; the others are called alike in both languages
    "Markdown with front matter": "Markdown met front matter",
    "plain text": "platte tekst",
    "CSV or TSV": "CSV of TSV",
    "WordPress export": "export van WordPress",
    "RSS or Atom": "RSS of Atom",
}


def size_words(size: float, language: str) -> str:
    """Return a number of bytes as people say it, `12,3 MB`."""
    unit = 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    number = f"{size:.1f}" if unit and size < 100 else f"{size:.0f}"
    return f"{number.replace('.', ',') if language == 'nl' else number} {_UNITS[unit]}"


def formats_words(language: str) -> str:
    """Return the names of all formats that Knipsel reads, with commas between them."""
    return ", ".join(_IN_DUTCH.get(one.name, one.name) if language == "nl" else one.name for one in FORMATS)


def articles_words(articles: int, language: str) -> str:
    """Return how many articles, `1 article`, `12,480 articles`."""
    if articles == 1:
        return told("found_one", language)
    return told("found_many", language, count=number_words(articles, language))


def moment_html(moment: datetime | str) -> str:
    """Return a moment as this machine's clock has it, for a page; empty of one that is none."""
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            return ""
    return f'<time datetime="{escape(moment.isoformat(timespec="seconds"))}">{clock_words(moment)}</time>'


def clock_words(moment: datetime) -> str:
    """Return a moment as this machine's clock has it, `2024-01-31 14:05`."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def duration_words(seconds: float, language: str) -> str:
    """Return about how long, in the unit that fits."""
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if seconds < 100:
        return f"{round(seconds)} s"
    if minutes < 100:
        return f"{minutes} min"
    return f"{number_words(hours, language)} {'uur' if language == 'nl' else 'h'}"
