"""A training that was stopped goes on where it was, and ends with the weights that it would have had."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel

from bench.encoder import transformer
from bench.encoder.lessons import Lesson

WORDS = ["[PAD]", "[UNK]", *(f"w{number}" for number in range(40))]


class Stopped(Exception):
    """The run is killed here."""


def learned(work: Path, judge: Callable[[torch.nn.Module], object]) -> dict[str, torch.Tensor]:
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=384, num_hidden_layers=1, num_attention_heads=4, intermediate_size=64
    )
    bert = BertModel(config)
    known = {word: place for place, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token=WORDS[1]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    lessons = [Lesson(" ".join(WORDS[2 + at % 40 :][:30]), at % 6) for at in range(150)]
    targets = np.random.default_rng(1).normal(size=(6, 384)).astype(np.float32)
    transformer.train(bert, tokenizer, lambda epoch: lessons, targets, work, many=2, rate=1e-3, seed=5, judge=judge)
    return bert.state_dict()


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_and_learns_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transformer, "_KEEP_EVERY_S", -1.0)  # after every step
    whole = learned(tmp_path / "whole", lambda bert: None)
    steps = []

    def stop(bert: torch.nn.Module) -> None:
        steps.append(bert)
        if len(steps) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        learned(tmp_path / "halves", stop)
    gone_on = learned(tmp_path / "halves", steps.append)
    assert len(steps) > 3  # so that neither half was the whole
    assert all(torch.equal(weights, gone_on[name]) for name, weights in whole.items())
