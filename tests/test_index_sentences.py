import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import paragraphs, sentences

# Each text is written as its sentences, joined by a space.
TEXTS = [
    ["Volgens dr. J.P. de Wit is ca. 3,4 meter te hoog.", "Hij zei het zelf."],
    ["Om 20.15 uur kwam ir. A. Jansen (o.a. bekend van stembureau nr. 12) aan.", "Niemand wist dat.", "Dat is zo!"],
    ["De 43-jarige Ferry D. moet 2,5 mln. euro betalen.", "Op 1 jan. 2024 begon de zaak."],
    ["De verdachte is Ferry D.", "Hij ontkent."],
    ['"Waarom?" vroeg hij.', '"Wij gaan door."', "Daarna vertrok ze."],
    ['Hij zei: "Wat nu?" en vertrok.', "Echt?", "Ja."],
    ['"Geen enkele misdaad blijft onbestraft", bezwoer hij.', "De 1e divisie won met 3-1."],
    ["In het St. Anna, d.w.z. hier, werken artsen, verplegers enz.", "Mr. Schuit eiste dat.", "Het kostte veel."],
    ["'s Ochtends regende het.", "'s Avonds niet."],
    ["'Wij zijn blij.' zei hij.", "'Dat hoop ik', zei zij."],
    ["Er kwamen 10.000 mensen...", "Niemand wist waarom."],
    ["Prof. dr. Bakker c.s. schreven het rapport.", "Het telt 80 pagina's."],
    ["Het was in 2023.", "De dijk brak."],
    ["Mr. Smith of the U.S. Army said at 8:15 p.m. that 2.5 million left.", "He did not."],
    ['"Is it true?" she asked.', "Dr. J.P. Morgan Jr. came.", "St. Anna hospital closed."],
    ["It cost $1.2 mln. in Jan. 2024.", "The U.S. won.", "No. 12 was closed, e.g. by the police."],
    ["At least 22 people died.", "(This was reported on Saturday.)", "More than 100 were hurt."],
    ["“We are going on,” she said.", "“Are you?”", "He left."],
]


@pytest.mark.parametrize("expected", TEXTS, ids=lambda text: text[0][:30])
def test_news_text_is_cut_where_its_sentences_end(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in sentences(text)] == expected


def test_a_blank_line_ends_a_sentence_and_a_line_end_does_not() -> None:
    text = "Een kop\n\nDe eerste zin\nloopt door. De tweede."
    assert [span.of(text) for span in sentences(text)] == ["Een kop", "De eerste zin\nloopt door.", "De tweede."]
    assert [span.of(text) for span in paragraphs(text)] == ["Een kop", "De eerste zin\nloopt door. De tweede."]


@given(st.text(alphabet=st.sampled_from("aA1é.!?\"'“” \n\t…,:()😀"), max_size=200) | st.text(max_size=200))
def test_every_letter_of_any_text_lies_in_exactly_one_sentence(text: str) -> None:
    covered = 0
    for span in sentences(text):
        assert span.start >= covered and span.end > span.start
        assert not text[covered : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        covered = span.end
    assert not text[covered:].strip()
