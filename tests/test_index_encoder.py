from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.encoder import DEFAULT_ENCODER, FAST, THOROUGH, SentenceEncoder, folder_of
from index.errors import EncoderUnreachable

# Written for this test: none of these stands among the pairs that the encoders learned from.
SAID_TWICE = [
    ("De burgemeester opende gisteren de nieuwe bibliotheek.", "The mayor opened the new library yesterday."),
    ("Bij het treinongeluk raakten elf reizigers gewond.", "Eleven passengers were injured in the train accident."),
    ("De rechter legde een boete van 5.000 euro op.", "The judge imposed a fine of 5,000 euros."),
    ("Onderzoekers vonden resten van een mammoet.", "Researchers found the remains of a mammoth."),
    ("Het kabinet verlaagt de belasting op benzine.", "The cabinet is lowering the tax on petrol."),
    ("Boeren blokkeerden de snelweg met tractoren.", "Farmers blocked the motorway with tractors."),
    ("Hoeveel mensen kwamen om bij de aardbeving?", "How many people were killed in the earthquake?"),
    ("De keeper stopte twee strafschoppen.", "The goalkeeper saved two penalties."),
    ("Het ziekenhuis sluit de afdeling verloskunde.", "The hospital is closing its maternity ward."),
    ("Poetin beloofde vergelding voor de aanval.", "Putin promised revenge for the attack."),
]


@pytest.mark.parametrize("name", [FAST, THOROUGH])
def test_a_shipped_encoder_finds_each_sentence_in_the_other_language(name: str) -> None:
    encoder = SentenceEncoder(name)
    dutch, english = (encoder.encode_passages(side) for side in zip(*SAID_TWICE, strict=True))
    assert np.linalg.norm(dutch, axis=1) == pytest.approx(np.ones(len(dutch)), abs=1e-5)
    near = dutch @ english.T
    assert near.argmax(axis=1).tolist() == near.argmax(axis=0).tolist() == list(range(len(SAID_TWICE)))


def test_the_shipped_encoders_are_known_by_name_and_weights_not_by_where_they_lie() -> None:
    fast, thorough = SentenceEncoder(FAST).identity, SentenceEncoder(THOROUGH).identity
    assert (DEFAULT_ENCODER, fast.name, fast.dimension) == (FAST, FAST, 256)
    assert (thorough.name, thorough.dimension) == (THOROUGH, 384)
    assert fast.revision != thorough.revision


def test_the_weights_that_ship_take_at_most_sixty_megabytes() -> None:
    folders = (folder_of(FAST), folder_of(THOROUGH))
    weights = [file.stat().st_size for folder in folders if folder for file in folder.rglob("*.safetensors")]
    assert len(weights) == 2
    assert sum(weights) <= 60_000_000


def test_the_prompts_of_a_model_stand_before_questions_and_passages(tmp_path: Path) -> None:
    small_model({"vraag": 1, "stuk": 2, "dijk": 3}, {"query": "vraag ", "document": "stuk "}).save(str(tmp_path / "m"))
    encoder = SentenceEncoder(str(tmp_path / "m"))
    half = 2**-0.5
    assert encoder.encode_question("dijk")[0] == pytest.approx([0, half, 0, half])
    assert encoder.encode_passages(["dijk"])[0] == pytest.approx([0, 0, half, half])


def test_a_model_of_the_e5_family_gets_its_prompts_though_it_does_not_say_so(tmp_path: Path) -> None:
    small_model({"query": 1, "passage": 2, "dijk": 3}).save(str(tmp_path / "multilingual-e5-tiny"))
    encoder = SentenceEncoder(str(tmp_path / "multilingual-e5-tiny"))
    question, passage = encoder.encode_question("dijk")[0], encoder.encode_passages(["dijk"])[0]
    assert question[1] > 0 == question[2]
    assert passage[2] > 0 == passage[1]


def test_a_model_runs_on_the_device_that_was_named(tmp_path: Path) -> None:
    small_model({"dijk": 1}).save(str(tmp_path / "m"))
    assert SentenceEncoder(str(tmp_path / "m"), device="cpu").encode_question("dijk").shape == (1, 2)


def small_model(words: dict[str, int], prompts: dict[str, str] | None = None) -> SentenceTransformer:
    """Return a model in which each word is a direction of its own."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, **words}, unk_token="[UNK]"))  # noqa: S106 - a token, not a secret
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.eye(len(words) + 1, dtype=np.float32)
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], prompts=prompts)


def test_a_model_in_a_folder_is_loaded_from_there_and_known_by_its_weights(tmp_path: Path) -> None:
    for name, words in (("one", {"dijk": 1, "brug": 2}), ("two", {"dijk": 2, "brug": 1, "weg": 3})):
        small_model(words).save(str(tmp_path / name))
    one, two = (SentenceEncoder(str(tmp_path / name)) for name in ("one", "two"))
    assert (one.identity.dimension, two.identity.dimension) == (3, 4)
    assert one.identity.revision != two.identity.revision


def test_an_encoder_that_no_hub_gives_is_named_with_what_to_do() -> None:
    with pytest.raises(EncoderUnreachable, match=r"'nobody/no-such-model'.*KNIPSEL_ENCODER"):
        SentenceEncoder("nobody/no-such-model").encode_question("x")
