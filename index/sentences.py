"""Where sentences end in Dutch and English news text.

Ours because the libraries we measured (sentencex 1.0, pySBD 0.3) cut after `ir. A.`, `2,5 mln.` and `1 jan.`, and run
sentences together after a Dutch `dat.`, which they take for an abbreviation. One set of rules serves both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.span import Span

# A sentence never ends on these: a name, a number or a word must follow.
_LEANS_FORWARD = frozenset(
    """
    dr drs mr mrs ms prof ir ing ds st ste mevr mw dhr jhr jkvr em hr fr sr br lic bac kol kapt lt gen gov sen
    rep rev capt sgt hon pres insp nr nrs ca circa bijv bv vgl zgn resp t.a.v t.w d.w.z o.a o.l.v m.b.t i.v.m
    t.o.v n.a.v i.p.v m.i.v o.b.v z.g i.e e.g vs art par afb blz pag no nos fig vol approx est mt ft wed geb
    gest tel afd
    """.split()
)
# These may end a sentence; they do so only when what follows plainly starts one.
_MAY_END = frozenset(
    """
    enz etc e.d e.a c.s jr sr inc ltd co corp bros mln mld min max km cm kg jl a.s p.m a.m u.s u.k u.n e.u n.v
    b.v d.c v.chr n.chr jan feb febr mrt apr jun jul aug sep sept okt oct nov dec ma di wo do vr za zo mon tue
    wed thu fri sat sun p.p p.j excl incl
    """.split()
)
_STARTERS = frozenset(
    """
    de het een hij zij ze we wij ik jij je u dat dit die deze er daar hier toen daarna daarop daarom maar en of
    want ook nog volgens in op om bij met voor na naar uit tot toch al als zo wie wat waar wanneer hoe waarom
    geen niet door tijdens sinds vanaf vorig vorige afgelopen gisteren vandaag morgen eerder later intussen
    ondertussen the a an he she it they we i you that this these those there then but and or so also in on at by
    for from with after before when where who what why how no not yesterday today tomorrow earlier later
    meanwhile last since
    """.split()
)

_OPENING = "\"'“”„‘’«»([{"
_CLOSING = "\"'“”‘’»)]}"
_END = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(_CLOSING)}]*+(?=\s)")  # each run is looked at once
_NEXT_WORD = re.compile(rf"\s+(?P<opening>[{re.escape(_OPENING)}]*)(?P<word>\S[^\s.,;:!?]*)")
_LAST_TOKEN = re.compile(rf"[^\s{re.escape(_OPENING)}–—/-]*$")
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*+\n\s*+")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)*[A-ZÀ-Þ]|Th|Chr|Ph|IJ")
_LIST_NUMBER = re.compile(r"\d{1,2}|[a-z]")
_REACH = 60  # code points looked back for the word before a full stop; longer words are no abbreviations


def sentences(text: str) -> Iterator[Span]:
    """Yield the span of each sentence, in order, without surrounding white space.

    A blank line always ends a sentence; a single newline is a space. Every code point that is not white space
    lies in exactly one span. Runs in time linear in the length of the text.
    """
    for paragraph in paragraphs(text):
        start = paragraph.start
        for end in _END.finditer(text, paragraph.start, paragraph.end):
            if _ends_sentence(text, start, end):
                yield Span(start, end.end())
                start = _NEXT_WORD.match(text, end.end()).start("opening")  # type: ignore[union-attr]
        if start < paragraph.end:
            yield Span(start, paragraph.end)


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the span of each paragraph (blank lines stand between them), without surrounding white space."""
    start = len(text) - len(text.lstrip())
    for gap in _PARAGRAPH_BREAK.finditer(text):
        end = start + len(text[start : gap.start()].rstrip())
        if start < end:
            yield Span(start, end)
        start = max(start, gap.end())
    end = len(text.rstrip())
    if start < end:
        yield Span(start, end)


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, end.end())
    if following is None:
        return False
    word, opening = following["word"], following["opening"]
    if not _can_start(word, opening, following.string[following.end() : following.end() + 3]):
        return False
    if end.group()[0] != "." or end.group().startswith(".."):
        return True
    before = _LAST_TOKEN.search(text, max(start, end.start() - _REACH), end.start())
    return not _is_abbreviation(before.group() if before else "", word, bool(opening), text, start, end.start())


def _can_start(word: str, opening: str, rest: str) -> bool:
    """Tell whether a sentence can begin with this word: a capital, a digit, or Dutch `'s Ochtends`."""
    first = word[0]
    if opening.endswith(("'", "‘", "’")) and word in ("s", "t", "n", "k"):
        return rest.strip()[:1].isupper()
    return first.isupper() or first.isdigit() or not (first.isalpha() or first in ",;:-–—&")


def _is_abbreviation(token: str, following: str, quoted: bool, text: str, start: int, stop: int) -> bool:
    lowered = token.lower()
    starts_plainly = quoted or following.lower() in _STARTERS
    if lowered in _LEANS_FORWARD:
        return not (lowered in ("no", "par", "est", "bv", "fr") and starts_plainly)
    if lowered in _MAY_END:
        return following[0].isdigit() or not (starts_plainly or lowered in ("enz", "etc", "e.d", "e.a"))
    if _INITIALS.fullmatch(token):
        return following.lower() not in _STARTERS or (following == "De" and "." in token)
    return stop - len(token) == start and _LIST_NUMBER.fullmatch(token) is not None
