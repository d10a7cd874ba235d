"""Makes the encoders that ship with Knipsel: python -m bench.encoder fast|thorough|judge --data FOLDER.

`fast` takes a quarter of an hour on one core, `thorough` three quarters; what was learned is kept in --work, and a run
that was stopped goes on from there. docs/encoder.md says where the public data comes from.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from bench.encoder import static, transformer
from bench.encoder.beginning import begun, meanings, pieces_of
from bench.encoder.judge import right_at_one
from bench.encoder.lessons import Lesson, Lessons, texts_of, translations
from bench.encoder.saving import save_fast, save_thorough
from bench.encoder.sources import Reply, clozes, flores, squad_replies, wikinews, written_replies
from bench.encoder.teacher import Teacher
from bench.encoder.vocabulary import bilingual, tokenizer
from index.encoder import FAST, THOROUGH, SentenceEncoder, folder_of

_DATA = Path(__file__).parents[3] / "shared" / "data"
_PIECES, _ENDINGS = 36_000, 3_000  # 36,000 rows of 384 16-bit and of 256 8-bit numbers fit into 60 MB with the layers
_DIMENSION = 256
_FAST_EPOCHS, _THOROUGH_EPOCHS, _RATE = 8, 5, 2e-4
_WORDS_A_PASS, _ENGLISH_A_PASS = 30_000, 8_000
_TITLE_TEXT = 120  # words of an article that its title is a question to
_SEED = 1


def main() -> int:
    """Train a student, or judge both."""
    parser = argparse.ArgumentParser(prog="python -m bench.encoder", description=__doc__)
    parser.add_argument("step", choices=("fast", "thorough", "judge"))
    parser.add_argument("--data", type=Path, default=_DATA, help="folder with bilingual/, text/, wikinews/, squad/")
    parser.add_argument("--work", type=Path, default=Path("var/encoder"), help="where unfinished work is kept")
    parser.add_argument("--into", type=Path, help="folder for the model; that of the shipped one unless told")
    told = parser.parse_args()
    if not (told.data / "bilingual").is_dir():
        print(f"there is no {told.data / 'bilingual'}; docs/encoder.md says where the data comes from (--data)")
        return 2
    if told.step == "judge":
        return _judge(told.data)
    lessons, teacher = Lessons(told.data, told.work), Teacher(told.work)
    vocabulary = _vocabulary(lessons, teacher)
    learn = _fast if told.step == "fast" else _thorough
    into = told.into or folder_of(FAST if told.step == "fast" else THOROUGH)
    assert into is not None  # noqa: S101 - for the type checker: shipped models have a folder
    learn(lessons, teacher, vocabulary, told.data, told.work, into)
    return 0


def _vocabulary(lessons: Lessons, teacher: Teacher) -> list[str]:
    english = [*texts_of(lessons.english), *(pair.en for pair in lessons.dictionary.pairs())]
    words = [pair.nl for pair in lessons.dictionary.pairs()]
    counts = lessons.dutch_counts()
    return bilingual(teacher.tokenizer, english, counts, words, pieces=_PIECES, endings=_ENDINGS)


def _fast(lessons: Lessons, teacher: Teacher, vocabulary: list[str], data: Path, work: Path, into: Path) -> None:
    made = tokenizer(vocabulary)
    found = meanings(vocabulary, teacher.pieces, translations(lessons.dictionary))
    projection = static.reduced(lessons.targets, _DIMENSION)
    begin, targets = begun(found, teacher.encode) @ projection, lessons.targets @ projection
    model = static.trained(
        begin, made, _fast_lessons(lessons), _replies(lessons, data), targets, many=_FAST_EPOCHS, seed=_SEED
    )
    save_fast(model.bag.weight.detach().numpy(), made, into)


def _fast_lessons(lessons: Lessons) -> Iterator[Sequence[Lesson]]:
    epoch = 0
    while True:
        switched = lessons.switched([*lessons.english, *lessons.paragraphs], 100 + epoch)
        own = [*lessons.english, *lessons.paragraphs, *lessons.parallel_english, *lessons.words]
        yield [*switched, *own, *lessons.parallel * 3]
        epoch += 1


def _replies(lessons: Lessons, data: Path) -> Iterator[Sequence[Reply]]:
    """Yield questions with texts that answer them, in and across both languages, other ones at each epoch."""
    titles = [Reply(title, " ".join(text.split()[:_TITLE_TEXT])) for title, text in wikinews(data)]
    epoch = 0
    while True:
        english = [*clozes(texts_of(lessons.paragraphs), epoch), *titles, *squad_replies(data)]
        questions = lessons.switched_texts([reply.question for reply in english], 300 + epoch)
        texts = lessons.switched_texts([reply.text for reply in english], 400 + epoch)
        draw = random.Random(epoch)  # noqa: S311 - a sample, not a secret
        dutch = [
            draw.choice((Reply(question, text), Reply(question, reply.text), Reply(reply.question, text)))
            for reply, question, text in zip(english, questions, texts, strict=True)
        ]
        yield [*english, *dutch, *written_replies()]
        epoch += 1


def _thorough(lessons: Lessons, teacher: Teacher, vocabulary: list[str], data: Path, work: Path, into: Path) -> None:
    made = tokenizer(vocabulary)
    table = teacher.table
    found = meanings(vocabulary, teacher.pieces, translations(lessons.dictionary))
    begin = begun(found, lambda texts: pieces_of(texts, teacher.tokenizer, table))
    for place, piece in enumerate(vocabulary):
        if piece in teacher.pieces and (len(found[place]) == 1 or piece.startswith(("##", "["))):
            begin[place] = table[teacher.tokenizer.token_to_id(piece)]
    bert = transformer.widened(teacher.model[0].auto_model, begin)  # type: ignore[arg-type]
    held_out = flores(data)[1]

    def judge(student: torch.nn.Module) -> dict[str, float]:
        return right_at_one(held_out, lambda texts: transformer.encoded(student, made, texts))

    transformer.train(
        bert,
        made,
        lambda epoch: _thorough_lessons(lessons, epoch),
        lessons.targets,
        work / "transformer",
        many=_THOROUGH_EPOCHS,
        rate=_RATE,
        seed=_SEED,
        judge=judge,
    )
    save_thorough(bert, made, into)


def _thorough_lessons(lessons: Lessons, epoch: int) -> list[Lesson]:
    draw = random.Random(epoch)  # noqa: S311 - a sample, not a secret
    words = draw.sample(lessons.words, min(_WORDS_A_PASS, len(lessons.words)))
    english = draw.sample(lessons.english, min(_ENGLISH_A_PASS, len(lessons.english)))
    switched = lessons.switched(lessons.english, 100 + epoch)
    return [*switched, *english, *lessons.parallel * 3, *lessons.parallel_english, *words]


def _judge(data: Path) -> int:
    """Print how many held-out FLORES sentences find their translation first, with the teacher and both students."""
    held_out = flores(data)[1]
    for name in ("all-MiniLM-L6-v2", FAST, THOROUGH):
        figures = right_at_one(held_out, SentenceEncoder(name).encode_passages)
        print(f"{name:>20}  " + "  ".join(f"{way} {share:.3f}" for way, share in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
