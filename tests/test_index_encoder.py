from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.encoder import DEFAULT_ENCODER, SentenceEncoder
from index.errors import EncoderUnreachable


def test_the_packaged_encoder_works_without_a_hub(packaged_encoder: SentenceEncoder) -> None:
    assert packaged_encoder.identity.name == DEFAULT_ENCODER
    assert packaged_encoder.identity.dimension == 384
    near, far = packaged_encoder.encode_passages(["The dike broke.", "A recipe for soup."])
    question = packaged_encoder.encode_question("Where did the levee breach?")[0]
    assert np.linalg.norm(near) == pytest.approx(1.0, abs=1e-5)
    assert near @ question > far @ question


def test_a_model_in_a_folder_is_loaded_from_there_and_known_by_its_weights(tmp_path: Path) -> None:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "dijk": 1, "brug": 2}, unk_token="[UNK]"))  # noqa: S106 - a token, not a secret
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.eye(3, dtype=np.float32)
    for name, scale in (("one", 1), ("two", 2)):
        model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights * scale)])
        model.save(str(tmp_path / name))
    one, two = (SentenceEncoder(str(tmp_path / name)) for name in ("one", "two"))
    assert one.identity.dimension == 3
    assert one.identity.revision != two.identity.revision
    assert one.encode_passages(["dijk brug"]) == pytest.approx(two.encode_passages(["dijk brug"]))


def test_an_encoder_that_no_hub_gives_is_named_with_what_to_do() -> None:
    with pytest.raises(EncoderUnreachable, match=r"'nobody/no-such-model'.*KNIPSEL_ENCODER"):
        SentenceEncoder("nobody/no-such-model").encode_question("x")
