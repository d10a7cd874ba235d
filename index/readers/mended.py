"""The text of an XML file, mended where feeds and exports break its rules; declarations and DTDs left out of it."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from html.entities import html5

from index.readers.charset import NO_CHARSETS
from index.readers.source import Noted, SourceFile, Unreadable

CHUNK = 1 << 16  # bytes
_LONGEST_DOCTYPE = 1 << 20  # characters
_MOST_NOTES = 20
_LONGEST_REFERENCE = 64  # characters
_LONGEST_VOID = 2_048  # characters of such a tag, or of the beginning of any other markup
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)""")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udc7f\udd00-\udfff]")
_STRAY = re.compile(r"[\udc80-\udcff]")
_OPENING = re.compile(r"<!\[CDATA\[|<!--|<\?|<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*+"""
    r"""(?:\[(?:[^\]"'<]|"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+\]\s*)?>""",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"<!ENTITY\s+([^\s%]\S*)\s")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,8}|[xX][0-9a-fA-F]{1,7});|([A-Za-z_][\w.-]{0,60});)?")
# HTML that stands in a feed unescaped, as it must not; these tags of it have no end.
_VOID = re.compile(r"<(br|hr|img|wbr)(?:\s(?:[^<>/]|/(?!>))*)?>|</(?:br|hr|img|wbr)\s*>", re.IGNORECASE)
_CLOSING = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}


class MendedText:
    """The characters of one XML file, for a parser that knows neither DTDs nor encodings.

    Bytes that are not of the encoding are read as Windows-1252, HTML's named characters and bare ampersands are made
    right, control characters are dropped. What was done is in `notes`, once a kind, with the first line of it.
    An entity that the file's DOCTYPE declares is never expanded: in its place stands `<?entity NAME?>`.
    """

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._line = 1
        self._within = ""  # the opening of what the next character is in; empty in content
        self._entities: set[str] = set()
        self._told: dict[str, tuple[int, int]] = {}

    @property
    def notes(self) -> list[Noted]:
        """Return what was mended, as far as the text was read."""
        return [
            Noted(self._file.path, line, told + (f" ({times:,} times)" if times > 1 else ""))
            for told, (line, times) in self._told.items()
        ]

    def chunks(self) -> Iterator[str]:
        """Yield the text in pieces, all its newlines kept; raise Unreadable where its DOCTYPE has no end."""
        with self._file.open() as file:
            head = file.read(CHUNK)
            decoder = self._decoder(head)
            raw, rest, begun = head, "", False
            while raw:
                following = file.read(CHUNK)
                rest += self._clean(decoder.decode(raw, not following))
                if not begun:
                    rest, begun = self._from_first_tag(rest)
                mended, rest = self._mended(rest, last=not following)
                if mended:
                    yield mended
                raw = following

    def _decoder(self, head: bytes) -> io.IncrementalNewlineDecoder:
        name = self._encoding(head)
        errors = "surrogateescape" if name.startswith("utf-8") else "replace"
        return io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(name)(errors), translate=True)

    def _encoding(self, head: bytes) -> str:
        marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
        marks |= {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
        for mark, name in marks.items():
            if head.startswith(mark):
                return name
        declared = _DECLARED.search(head[:1024])
        named = declared[1].decode("ascii").lower() if declared else "utf-8"
        try:
            name = codecs.lookup(named).name
            known = bool(str(b" ", name)) and name.replace("-", "_") not in NO_CHARSETS
        except (LookupError, ValueError):
            known = False
        if not known:
            self._tell(f"declares an encoding that is none ({named}); read as UTF-8")
            return "utf-8"
        if name == "utf-8" or name.startswith("utf-16"):  # what begins with a readable declaration is not UTF-16
            return "utf-8"
        if not head.isascii() and _is_utf8(head):
            self._tell(f"declares {named} but is UTF-8; read as UTF-8")
            return "utf-8"
        return "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers do: WHATWG Encoding, labels

    def _clean(self, text: str) -> str:
        if _STRAY.search(text):
            text = _STRAY.sub(self._from_windows, text)
        return _CONTROLS.sub("", text)

    def _from_windows(self, stray: re.Match[str]) -> str:
        byte = bytes([ord(stray[0]) - 0xDC00])
        self._tell("has bytes that are not UTF-8; read as Windows-1252", stray)
        return byte.decode("cp1252", "replace")

    def _from_first_tag(self, text: str) -> tuple[str, bool]:
        """Return a text without what stands before its first tag, and whether there is one yet."""
        at = text.find("<")
        junk = text if at < 0 else text[:at]
        if junk.strip():
            self._tell("begins with text that is no XML; left out")
        return "\n" * junk.count("\n") + text[len(junk) :], at >= 0

    def _mended(self, text: str, last: bool) -> tuple[str, str]:
        """Return the text that is sure, mended, and the rest, which needs what follows it."""
        pieces = list[str]()
        at = 0
        while at < len(text) or (last and self._within):
            piece, end = self._next(text, at, last)
            pieces.append(piece)
            self._line += text.count("\n", at, end)
            if end == at:
                break
            at = end
        return "".join(pieces), text[at:]

    def _next(self, text: str, at: int, last: bool) -> tuple[str, int]:
        """Return the next piece, mended, and where it ends in `text`; nowhere further where more text is needed."""
        if self._within:
            return self._inside(text, at, last)
        if opening := _OPENING.match(text, at):
            if opening[0][2:3].upper() == "D":
                return self._doctype(text, at, last)
            self._within = opening[0].upper()
            kept = opening[0] if self._within == "<![CDATA[" else ""
            return kept, opening.end()
        found = _OPENING.search(text, at)
        end = found.start() if found else len(text) if last else _settled(text, at)
        return self._content(text[at:end]), end

    def _content(self, text: str) -> str:
        text = _VOID.sub(self._void, text)
        return _REFERENCE.sub(self._reference, text) if "&" in text else text

    def _void(self, found: re.Match[str]) -> str:
        if found[1] is None:
            return ""
        self._tell(f"has <{found[1].lower()}> of HTML without an end; closed it", found)
        return f"<{found[1]}/>"

    def _inside(self, text: str, at: int, last: bool) -> tuple[str, int]:
        closing = _CLOSING[self._within]
        found = text.find(closing, at)
        end = found + len(closing) if found >= 0 else len(text) if last else max(at, len(text) - len(closing) + 1)
        kept = text[at:end] if self._within == "<![CDATA[" else "\n" * text.count("\n", at, end)
        if found >= 0 or last:
            self._within = ""
        return kept, end

    def _doctype(self, text: str, at: int, last: bool) -> tuple[str, int]:
        whole = _DOCTYPE.match(text, at)
        if whole is None:
            if last or len(text) - at > _LONGEST_DOCTYPE:
                raise Unreadable(self._file.path, self._line, "its DOCTYPE has no end")
            return "", at
        self._entities.update(_ENTITY.findall(whole[0]))
        return "\n" * whole[0].count("\n"), whole.end()

    def _reference(self, found: re.Match[str]) -> str:
        number, name = found.groups()
        if number:
            return self._numbered(number, found)
        if name is None:
            self._tell("has bare ampersands; read as &amp;", found)
            return "&amp;"
        if name in _XML_NAMES:
            return found[0]
        if character := html5.get(f"{name};"):
            self._tell(f"uses HTML's &{name}; without declaring it; read as HTML means it", found)
            return character.replace("&", "&amp;").replace("<", "&lt;")
        if name in self._entities:
            return f"<?entity {name}?>"
        self._tell(f"uses &{name}; which is nothing; kept as it stands", found)
        return f"&amp;{name};"

    def _numbered(self, number: str, found: re.Match[str]) -> str:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        if 0x80 <= code <= 0x9F:  # as HTML reads them: a Windows-1252 byte
            return bytes([code]).decode("cp1252", "ignore")
        valid = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0xFFFF < code <= 0x10FFFF
        if not valid:
            self._tell(f"refers to a character that there is none of ({found[0]}); left out", found)
        return found[0].replace("X", "x") if valid else ""

    def _tell(self, told: str, found: re.Match[str] | None = None) -> None:
        """Note what was done with what was `found` in the piece of text at hand, or else at its beginning."""
        if told in self._told:
            first, times = self._told[told]
            self._told[told] = (first, times + 1)
        elif len(self._told) < _MOST_NOTES:
            line = self._line + (found.string.count("\n", 0, found.start()) if found else 0)
            self._told[told] = (line, 1)


def _settled(text: str, at: int) -> int:
    """Return where a text ends before what may be the beginning of a reference or of markup."""
    reference, markup = text.rfind("&", at), text.rfind("<", at)
    end = len(text)
    if markup >= 0 and end - markup < _LONGEST_VOID and text.find(">", markup) < 0:
        end = markup
    if 0 <= reference < end and len(text) - reference < _LONGEST_REFERENCE:
        end = reference
    return end


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
