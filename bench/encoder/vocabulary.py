"""A WordPiece vocabulary for both languages: the teacher's English pieces in use, Dutch words and endings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LATIN = re.compile(r"(?:##)?[\x21-\x7e£€§°–—‘’“”…•½]+")
_LETTERS = re.compile(r"[a-z]+")
_LEAST_USED = 2  # times in the English texts
_SHORTEST_PART, _LONGEST_WORD = 3, 18


def bilingual(
    teacher: Tokenizer, english: Iterable[str], dutch: Counter[str], words: Iterable[str], *, pieces: int, endings: int
) -> list[str]:
    """Return `pieces` WordPieces: the teacher's that `english` uses, then `endings` Dutch endings, then Dutch words.

    `dutch` counts words as they occur, `words` are all that the dictionary knows, from which endings are counted.
    """
    used = Counter(piece for text in english for piece in teacher.encode(text, add_special_tokens=False).tokens)
    known = teacher.get_vocab()
    kept = [piece for piece in sorted(known, key=known.__getitem__) if _LATIN.fullmatch(piece)]
    single = [piece for piece in kept if len(piece.removeprefix("##")) == 1]
    vocabulary = dict.fromkeys([*SPECIAL, *single, *(piece for piece in kept if used[piece] >= _LEAST_USED)])
    vocabulary |= dict.fromkeys(_endings(words, set(vocabulary), endings))
    for word, _ in dutch.most_common():
        if len(vocabulary) >= pieces:
            break
        if _LETTERS.fullmatch(word) and 1 < len(word) <= _LONGEST_WORD:
            vocabulary.setdefault(word)
    return list(vocabulary)


def tokenizer(vocabulary: list[str]) -> Tokenizer:
    """Return a tokenizer that folds case and accents, as the teacher's does, so that Oekraïne and oekraine are one."""
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    made = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=60))  # noqa: S106 - no secret
    made.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    return made


def _endings(words: Iterable[str], known: set[str], many: int) -> list[str]:
    """Return the most frequent last parts of compounds and inflected words that are not pieces yet."""
    folded = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    whole = {plain: None for word in words if _LETTERS.fullmatch(plain := folded.normalize_str(word))}
    counted: Counter[str] = Counter()
    for word in whole:  # in the order given, so that ties fall alike each time
        for cut in range(_SHORTEST_PART, len(word) - 1):
            if word[:cut] in whole or (word[cut - 1] == "s" and word[: cut - 1] in whole):
                counted[word[cut:]] += 1
    fresh = (f"##{part}" for part, _ in counted.most_common() if len(part) >= 2)
    return [piece for piece in fresh if piece not in known][:many]
