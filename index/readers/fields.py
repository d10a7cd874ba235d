"""Which columns or keys of a record make which field of an article: as a source's mapping says, or by common names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from index.article import Article
from index.readers.moments import iso
from index.readers.prose import html_prose
from index.readers.source import SourceFile, Unreadable, article_from

Paths = str | Sequence[str]

FIELDS = ("title", "text", "date", "modified", "outlet", "section", "language", "url", "author", "keywords", "id")
# What exports call them, in Dutch and English; letters and digits, as `_plain` leaves them. The first found counts.
_COMMON: dict[str, tuple[str, ...]] = {
    "title": tuple("title headline kop titel heading koptekst hl1".split()),
    "text": tuple("text body tekst articlebody content inhoud bodytext fulltext artikeltekst".split()),
    "date": tuple(
        "date published publishedat datepublished publicationdate publishdate pubdate publishedon datum "
        "publicatiedatum gepubliceerd gepubliceerdop verschenen".split()
    ),
    "modified": tuple("modified modifiedat datemodified lastmodified updated updatedat gewijzigd bijgewerkt".split()),
    "outlet": tuple("outlet source bron publisher publication krant newspaper medium uitgever".split()),
    "section": tuple("section category rubriek sectie desk katern articlesection".split()),
    "language": tuple("language lang taal inlanguage locale".split()),
    "url": tuple("url link permalink weblink webadres".split()),
    "author": tuple("author authors byline auteur auteurs creator writer schrijver".split()),
    "keywords": tuple("keywords tags trefwoorden keyword tag".split()),
    "id": tuple("id guid uuid articleid artikelid docid documentid identifier".split()),
}
_LANGUAGES = {"nederlands": "nl", "dutch": "nl", "nld": "nl", "dut": "nl", "engels": "en", "english": "en", "eng": "en"}
_VALUES = ("name", "rendered", "@value", "#text")  # schema.org's, WordPress's, those of JSON made of XML
_EITHER_WAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})")
_DEEPEST = 8  # keys within keys
# Not every <P> is a paragraph: newswire puts the sign of a share between such brackets (<P>, <P.W. Stephens>).
_MARKUP = re.compile(
    r"</(?:p|div|span|h[1-6]|li|strong|em|b|i|a)\s*>|<br\s*/?>|<(?:p|div)\s+[\w-]+\s*=|^\s*<(?:p|div)>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """Where the fields of an article stand in the records of a source.

    `paths` gives columns or keys by field, `meta.author` for a key within a key; several are joined, those of `text` as
    paragraphs. `date_format` is one of `datetime.strptime` (`%d-%m-%Y`) and serves `date` and `modified`.
    """

    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_format: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Paths]) -> FieldMapping:
        """Return the mapping that a source's `fields` tell; raise ValueError, saying which is wrong.

        Keys are FIELDS and `date_format`; values a column or key, or a list of them.
        """
        paths, date_format = dict[str, tuple[str, ...]](), ""
        for name, given in told.items():
            listed = (given,) if isinstance(given, str) else given
            if not isinstance(listed, list | tuple) or not all(isinstance(one, str) and one.strip() for one in listed):
                raise ValueError(
                    f"fields: {name} has to be the name of a column or key, or a list of them, not {given!r}"
                )
            if name == "date_format" and isinstance(given, str):
                date_format = given
            elif name in FIELDS:
                paths[name] = tuple(listed)
            else:
                raise ValueError(f"fields: {name} is none of {', '.join(FIELDS)}, date_format")
        return cls(paths, date_format)

    def article_fields(self, record: Mapping[str, object]) -> tuple[dict[str, object], str]:
        """Return the fields that `article_from` takes, and the text, of one record.

        Raises ValueError for a date that can be read in two ways.
        """
        plain = _by_plain_name(record)
        fields = {name: self._value(name, record, plain) for name in FIELDS}
        text = "\n\n".join(prose_of_text(part) for part in fields.pop("text") if part.strip())
        told: dict[str, object] = {
            name: values if name == "author" else " ".join(values) for name, values in fields.items()
        }
        keywords = fields["keywords"]
        told["keywords"] = _listed(keywords[0]) if len(keywords) == 1 else keywords
        told["language"] = _LANGUAGES.get(str(told["language"]).lower(), told["language"])
        for moment in ("date", "modified"):
            told[moment] = self._moment(str(told[moment]))
        return told, text

    def has_text(self, record: Mapping[str, object]) -> bool:
        """Tell whether a record has the text of an article."""
        return bool(self._value("text", record, _by_plain_name(record)))

    def _value(self, name: str, record: Mapping[str, object], plain: Mapping[str, object]) -> list[str]:
        if name in self.paths:
            return [text for path in self.paths[name] for text in _texts(_at(record, plain, path))]
        for common in _COMMON[name]:
            if common in plain and (texts := list(_texts(plain[common]))):
                return texts
        return []

    def _moment(self, written: str) -> str:
        """Return a date as ISO 8601, as precise as its format; what does not fit it stands, and is named for it."""
        if not self.date_format:
            if _EITHER_WAY.match(written.strip()):
                told = 'say how to read it, with date_format = "%d-%m-%Y" in the fields of its source'
                raise ValueError(f"{written!r} may begin with a day or a month; {told}")
            return _from_epoch(written) or iso(written)
        try:
            moment = datetime.strptime(written.strip(), self.date_format)
        except ValueError:
            return written
        if re.search(r"%[HIXcs]", self.date_format):
            return moment.isoformat()
        day = moment.date().isoformat()
        if re.search(r"%[djxDUWGVu]", self.date_format):
            return day
        return day[:7] if re.search(r"%[mbB]", self.date_format) else day[:4]


def article_in(record: Mapping[str, object], mapping: FieldMapping, file: SourceFile, name: str, line: int) -> Article:
    """Return the article of a record, named `name` without an id; raise Unreadable, at `line`, where there is none."""
    try:
        fields, text = mapping.article_fields(record)
    except ValueError as wrong:
        raise Unreadable(file.path, line, str(wrong)) from None
    return article_from(fields, text, file, name, line)


def _at(record: Mapping[str, object], plain: Mapping[str, object], path: str) -> object:
    """Return what stands at a path: the column of that very name, or key within key; lists are gone through."""
    if path in record:
        return record[path]
    if _plain(path) in plain:
        return plain[_plain(path)]
    found: list[object] = [record]
    for key in path.split(".")[:_DEEPEST]:
        flat = [one for value in found for one in (value if isinstance(value, list) else [value])]
        found = [value[key] for value in flat if isinstance(value, Mapping) and key in value]
    return found


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the texts in a value: itself, those of a list, or the name or value of a thing that has one."""
    if isinstance(value, list) and depth < _DEEPEST:
        for one in value:
            yield from _texts(one, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        yield from _texts(next((value[key] for key in _VALUES if key in value), None), depth + 1)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        yield str(value)


def prose_of_text(text: str) -> str:
    """Return a text that may be HTML as prose; plain text as it stands."""
    return html_prose(text) if "<" in text and _MARKUP.search(text) else text.strip()


def _listed(words: str) -> list[str]:
    """Return words that stand in one text: between semicolons or bars, else between commas."""
    return re.split(r"[;|]" if ";" in words or "|" in words else ",", words)


def _from_epoch(written: str) -> str:
    """Return a count of seconds or milliseconds since 1970 as ISO 8601; nothing for anything else."""
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", written):
        return ""
    return datetime.fromtimestamp(int(written[:10] if len(written) < 12 else written[:-3]), UTC).isoformat()


def _by_plain_name(record: Mapping[str, object]) -> dict[str, object]:
    """Return the values by plain name; of two that become one the first counts."""
    return {_plain(name): value for name, value in reversed(list(record.items()))}


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
