"""The thorough student: the teacher's own layers with pieces of both languages, brought to say the same in both."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from bench.encoder.dictionary import Vectors
from bench.encoder.lessons import Lesson
from bench.encoder.teacher import fast_bfloat16

_PIECES_AT_ONCE = 2_048  # padding included; short texts go in large batches
_LONGEST = 96  # pieces; a sentence of news
_TEMPERATURE = 0.05
_WARM_UP = 0.05  # share of the steps
_CLIP = 1.0
_TABLE_FASTER = 3.0  # most pieces are in few texts, and the layers are good as they are
_KEEP_EVERY_S = 300.0


def widened(teacher: torch.nn.Module, begin: Vectors) -> torch.nn.Module:
    """Return the teacher's BERT with `begin` as its table of pieces."""
    table = torch.nn.Embedding.from_pretrained(torch.from_numpy(begin.copy()), freeze=False, padding_idx=0)
    teacher.set_input_embeddings(table)  # type: ignore[operator]
    teacher.config.vocab_size = len(begin)  # type: ignore[union-attr]
    return teacher


def encoded(bert: torch.nn.Module, tokenizer: Tokenizer, texts: Sequence[str]) -> Vectors:
    """Return an array of shape (texts, 384), each row of unit length."""
    bert.eval()
    rows = np.zeros((len(texts), 384), dtype=np.float32)
    with torch.inference_mode():
        for places in _batches([_ids(tokenizer, text) for text in texts], None):
            rows[[place for place, _ in places]] = _mean(bert, [ids for _, ids in places]).float().numpy()
    return rows


def train(
    bert: torch.nn.Module,
    tokenizer: Tokenizer,
    epochs: Callable[[int], Sequence[Lesson]],
    targets: Vectors,
    work: Path,
    *,
    many: int,
    rate: float,
    seed: int,
    judge: Callable[[torch.nn.Module], object],
) -> None:
    """Bring each text near its target, nearer than to the other targets of its batch; go on where `work` left off.

    `epochs(n)` gives the lessons of the n-th pass. What has been learned is kept in `work` every few minutes.
    """
    torch.manual_seed(seed)
    goals = functional.normalize(torch.from_numpy(targets))
    plan = [batch for epoch in range(many) for batch in _planned(epochs(epoch), tokenizer, seed + epoch)]
    table = bert.get_input_embeddings()  # type: ignore[operator]
    layers = [weights for weights in bert.parameters() if weights is not table.weight]
    groups = [{"params": layers, "lr": rate}, {"params": [table.weight], "lr": _TABLE_FASTER * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate_at(step / len(plan)))
    done = _resumed(work, bert, optimizer, schedule)
    began, last_kept, losses, first = time.monotonic(), time.monotonic(), list[float](), done
    for step in range(done, len(plan)):
        bert.train()
        batch = plan[step]
        with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
            made = _mean(bert, [ids for _, ids in batch])
        losses.append(_learn(made.float(), [target for target, _ in batch], goals, bert, optimizer))
        schedule.step()
        if step % 100 == 99:
            left = (time.monotonic() - began) / (step + 1 - first) * (len(plan) - step - 1)
            print(
                f"step {step + 1} of {len(plan)}, loss {np.mean(losses[-100:]):.3f}, {left / 60:.0f} min left",
                flush=True,
            )
        if time.monotonic() - last_kept > _KEEP_EVERY_S or step + 1 == len(plan):
            _keep(work, bert, optimizer, schedule, step + 1)
            last_kept = time.monotonic()
            print(f"kept at step {step + 1}: {judge(bert)}", flush=True)


def _learn(
    made: Tensor, same: Sequence[int], goals: Tensor, bert: torch.nn.Module, optimizer: torch.optim.Optimizer
) -> float:
    aims = goals[list(same)]
    groups = torch.tensor(same)
    repeated = (groups[:, None] == groups[None, :]) & ~torch.eye(len(groups), dtype=torch.bool)
    scores = (made @ aims.T / _TEMPERATURE).masked_fill(repeated, -1e4)
    contrast = functional.cross_entropy(scores, torch.arange(len(groups)))
    loss = 4 * (1 - (made * aims).sum(1)).mean() + 0.5 * contrast
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(bert.parameters(), _CLIP)
    optimizer.step()
    return float(loss.detach())


def _planned(lessons: Sequence[Lesson], tokenizer: Tokenizer, seed: int) -> list[list[tuple[int, list[int]]]]:
    shuffle = random.Random(seed)  # noqa: S311 - an order, not a secret
    ids = [_ids(tokenizer, lesson.text) for lesson in lessons]
    batches = _batches(ids, shuffle)
    shuffle.shuffle(batches)
    return [[(lessons[place].target, pieces) for place, pieces in batch] for batch in batches]


def _batches(ids: Sequence[list[int]], shuffle: random.Random | None) -> list[list[tuple[int, list[int]]]]:
    """Return batches of texts of like length, as (place, pieces)."""
    order = list(enumerate(ids))
    if shuffle is not None:
        shuffle.shuffle(order)
    order.sort(key=lambda item: len(item[1]))
    batches, batch = list[list[tuple[int, list[int]]]](), list[tuple[int, list[int]]]()
    for item in order:
        if batch and (len(batch) + 1) * len(item[1]) > _PIECES_AT_ONCE:
            batches.append(batch)
            batch = []
        batch.append(item)
    return [*batches, batch] if batch else batches


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    pieces = tokenizer.encode(text).ids
    return pieces if len(pieces) <= _LONGEST else [*pieces[: _LONGEST - 1], pieces[-1]]


def _mean(bert: torch.nn.Module, ids: Sequence[list[int]]) -> Tensor:
    """Return the mean of each text's pieces as the last layer has them, at unit length: the teacher's own pooling."""
    longest = max(map(len, ids))
    padded = torch.tensor([pieces + [0] * (longest - len(pieces)) for pieces in ids])
    mask = (padded != 0).long()
    last = bert(input_ids=padded, attention_mask=mask)[0].float()
    weights = mask.unsqueeze(-1).float()
    return functional.normalize((last * weights).sum(1) / weights.sum(1))


def _rate_at(share: float) -> float:
    return share / _WARM_UP if share < _WARM_UP else max(0.0, (1 - share) / (1 - _WARM_UP))


def _keep(
    work: Path,
    bert: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    step: int,
) -> None:
    work.mkdir(parents=True, exist_ok=True)
    unfinished = work / "learned.part"
    kept = {
        "bert": bert.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
        "chance": torch.get_rng_state(),  # which weights each step leaves out
    }
    torch.save(kept, unfinished)
    unfinished.rename(work / "learned.pt")


def _resumed(
    work: Path, bert: torch.nn.Module, optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR
) -> int:
    """Load what was kept, if anything, and return the step to go on with."""
    file = work / "learned.pt"
    if not file.exists():
        return 0
    kept = torch.load(file, weights_only=True)
    bert.load_state_dict(kept["bert"])
    optimizer.load_state_dict(kept["optimizer"])
    schedule.load_state_dict(kept["schedule"])
    torch.set_rng_state(kept["chance"])
    return int(kept["step"])
