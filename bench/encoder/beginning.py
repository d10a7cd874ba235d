"""Where both students begin: Dutch pieces at the mean of their translations, English ones at the teacher's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from simplemma import lemmatize
from tokenizers import Tokenizer, normalizers

from bench.encoder.dictionary import Vectors

Translations = Mapping[str, Sequence[tuple[str, float]]]
_FOLDED = normalizers.BertNormalizer(lowercase=True, strip_accents=True)


def meanings(vocabulary: Sequence[str], taught: frozenset[str], known: Translations) -> list[dict[str, float]]:
    """Return for each piece the English texts whose vectors it begins at the weighted mean of.

    A piece that the teacher has (`taught`) begins at itself; one that is a Dutch word, or a form of one, at its
    translations as well. Any other begins at its own letters.
    """
    folded: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for nl, english in known.items():
        folded[_FOLDED.normalize_str(nl)] += english
    found = []
    for piece in vocabulary:
        word = piece.removeprefix("##")
        english = folded.get(word) or folded.get(lemmatize(word, "nl")) or []
        mixed = {text: worth for text, worth in english}
        if piece in taught:
            mixed = {word: max(mixed.values(), default=1.0)} if not mixed else mixed | {word: max(mixed.values())}
        found.append(mixed or {word: 1.0})
    return found


def begun(found: Sequence[Mapping[str, float]], encode: Callable[[list[str]], Vectors]) -> Vectors:
    """Return one row for each piece, the weighted mean of the vectors of its texts."""
    texts = sorted({text for mixed in found for text in mixed})
    rows = dict(zip(texts, encode(texts), strict=True))
    means = [sum(weight * rows[text] for text, weight in mixed.items()) / sum(mixed.values()) for mixed in found]
    return np.asarray(means, dtype=np.float32)


def pieces_of(texts: Sequence[str], tokenizer: Tokenizer, table: Vectors) -> Vectors:
    """Return for each text the mean of its pieces' rows in the teacher's own table."""
    encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    unknown = tokenizer.token_to_id("[UNK]")
    return np.asarray([table[one.ids or [unknown]].mean(axis=0) for one in encoded], dtype=np.float32)
