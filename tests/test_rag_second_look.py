from collections.abc import Callable
from dataclasses import replace

from fakes import WordEncoder, markdown

from index.archive import Archive, Hit
from index.encoder import THOROUGH, Encoder, SentenceEncoder
from index.glossary import Glossary
from rag.answer import Answer
from rag.candidates import Candidate, candidates_in
from rag.desk import Desk, Done, Found
from rag.question import Question
from rag.retrieve import CANDIDATES, retrieve
from rag.scoring import least, score
from rag.second_look import look_again, reordered
from rag.terms import terms_of

SENTENCES = " ".join(f"De wethouder noemde onderdeel {number} van het plan voor de dijk." for number in range(60))
ARTICLES = {
    "plan.md": markdown("Het plan voor de dijk", SENTENCES),
    "brand.md": markdown("Brand in de haven", "De brand in de haven begon in een loods. De dijk bleef droog."),
}


def looked_at(archive: Archive, asked: str, reader: Encoder) -> tuple[list[Hit], list[Candidate], list[Candidate]]:
    question = Question.parse(asked)
    terms = terms_of(question, Glossary.shipped(), archive.spread)
    hits = retrieve(archive, question, terms, CANDIDATES)
    candidates = candidates_in(question, terms, hits)
    return hits, candidates, look_again(question.text, candidates, reader)


def test_a_sentence_of_each_hit_is_read_and_not_more_than_there_is_time_for(
    archive_of: Callable[..., Archive], encoder: WordEncoder
) -> None:
    hits, candidates, read = looked_at(archive_of(ARTICLES), "Wat zei de wethouder over de dijk?", encoder)
    assert len(candidates) > len(read) == 44
    assert {one.sentence.hit.passage.id for one in read} == {hit.passage.id for hit in hits}
    assert all(-1.0 <= one.features["nearness"] <= 1.0 for one in read)


def test_nothing_is_read_where_nothing_was_found(encoder: WordEncoder) -> None:
    assert look_again("Wie?", [], encoder) == []


def test_of_hits_with_the_same_words_the_one_with_the_nearest_sentence_goes_first(
    archive_of: Callable[..., Archive], encoder: WordEncoder
) -> None:
    asked = "Waar begon de brand in de haven?"
    same = {"a.md": markdown("Brand", "De brand in de haven begon in een loods.")}
    same["b.md"] = markdown("Brand", "In een loods begon de brand in de haven.")
    hits, _, read = looked_at(archive_of(same), asked, encoder)
    second = hits[1].passage.id
    nearness = [0.9 if one.sentence.hit.passage.id == second else 0.1 for one in read]
    told = [replace(one, features=one.features | {"nearness": near}) for one, near in zip(read, nearness, strict=True)]
    best, _ = reordered(Question.parse(asked), hits, told, len(hits))
    assert best[0].passage.id == second != hits[0].passage.id
    assert [hit.rank for hit in best] == list(range(1, len(hits) + 1))


def test_candidates_know_the_new_place_of_their_article_and_those_left_out_are_gone(
    archive_of: Callable[..., Archive], encoder: WordEncoder
) -> None:
    asked = "Wat zei de wethouder over de dijk in de haven?"
    hits, _, read = looked_at(archive_of(ARTICLES), asked, encoder)
    kept, left = reordered(Question.parse(asked), hits, read, 1)
    assert {one.sentence.hit.passage.id for one in left} == {kept[0].passage.id}
    assert {one.features["place"] for one in left} == {1.0}
    assert all(-6.0 <= one.features["article"] < 0.0 for one in left)


def test_each_look_has_a_model_and_a_threshold_of_its_own(
    archive_of: Callable[..., Archive], encoder: WordEncoder
) -> None:
    _, candidates, read = looked_at(archive_of(ARTICLES), "Wat zei de wethouder over de dijk?", encoder)
    first, second = candidates[0].features, read[0].features
    assert least(first) != least(second)
    nearer = second | {"nearness": second["nearness"] + 0.2}
    assert score(nearer) > score(second)


def test_a_dutch_sentence_answers_an_english_question_that_shares_no_word_with_it(
    archive_of: Callable[..., Archive],
) -> None:
    archive = archive_of(
        {
            "a.md": markdown(
                "Raad", "De gemeenteraad vergaderde dinsdag. De zoektocht naar de vermiste schipper is gestaakt."
            ),
            "b.md": markdown("Voetbal", "De ploeg won met 3-1. De trainer was tevreden over de zege."),
        }
    )
    *_, done = Desk(archive, Glossary([]), reader=SentenceEncoder(THOROUGH)).ask(
        "Has the hunt for the lost boatman been called off?"
    )
    assert isinstance(done, Done)
    quotes = (
        [done.outcome.statements[0].text]
        if isinstance(done.outcome, Answer)
        else [hit.passage.text for hit in done.outcome.nearest[:1]]
    )
    assert "schipper" in quotes[0]


def test_the_desk_tells_of_hits_in_their_final_order(archive_of: Callable[..., Archive], encoder: WordEncoder) -> None:
    events = Desk(archive_of(ARTICLES), Glossary.shipped(), reader=encoder).ask("Waar begon de brand in de haven?")
    found = next(event for event in events if isinstance(event, Found))
    assert [hit.rank for hit in found.hits] == list(range(1, len(found.hits) + 1))
    assert found.hits[0].passage.article.title == "Brand in de haven"


def test_a_hit_that_shares_neither_words_nor_meaning_with_the_question_stays_last_however_it_was_found(
    archive_of: Callable[..., Archive], encoder: WordEncoder
) -> None:
    asked = "Waar begon de brand in de haven?"
    hits, _, read = looked_at(archive_of(ARTICLES), asked, encoder)
    best, _ = reordered(Question.parse(asked), hits[::-1], read, len(hits))
    assert best[0].passage.article.title == "Brand in de haven"


def test_a_sentence_knows_how_near_the_one_before_it_is(
    archive_of: Callable[..., Archive], encoder: WordEncoder
) -> None:
    _, _, read = looked_at(archive_of({"a.md": ARTICLES["brand.md"]}), "Waar begon de brand in de haven?", encoder)
    first, second = sorted(read, key=lambda one: one.sentence.span.start)
    assert first.features["nearness_before"] == 0.0
    assert second.features["nearness_before"] == first.features["nearness"]
    assert second.features["alike_before"] == first.features["alike"]
