"""Sentences with offsets, speech, and what pronouns refer to."""

import pytest

from quizzes.generator.reading import read, referent
from quizzes.generator.speakers import speaker_name

from .reading_aids import reading, statements

TEXT = "Anna Berg closed the bridge. It was old.\n\n“We live from the people who drive past it,” said Ana Ruiz."


def test_every_sentence_stands_verbatim_at_its_offsets() -> None:
    parsed = read(TEXT)
    assert [TEXT[s.start : s.end] for s in parsed.sentences] == [s.text for s in parsed.sentences]
    assert [s.paragraph for s in parsed.sentences] == [0, 0, 1]


def test_evidence_is_verbatim_ordered_and_without_repeats() -> None:
    parsed = read(TEXT)
    first, second, _third = parsed.sentences
    assert [span.quote for span in parsed.evidence(second, first, second)] == [
        "Anna Berg closed the bridge.",
        "It was old.",
    ]


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Nils Oberg runs the prisons. He welcomed the fall in numbers.", "He", "Nils Oberg"),
        ("Maria Silva wrote a book. She now teaches in Lisbon.", "She", "Maria Silva"),
        ("Nils Oberg met Paul Okoro. He welcomed the plan.", "He", None),
        ("The weather was mild. He welcomed the plan.", "He", None),
        ("The leaders signed a pact. They praised it.", "They", "The leaders"),
        ("The leaders visited the schools. They were old.", "They", None),
        ("The museum closed in May. It will open again in June.", "It", "The museum"),
        ("The museum bought the house. It was old.", "It", None),
        ("Nils Oberg came home. It rained.", "It", None),
        ("The leaders signed a pact.\n\nThey praised it.", "They", None),
    ],
)
def test_pronouns_are_resolved_only_when_nothing_competes(text: str, pronoun: str, name: str | None) -> None:
    parsed = reading(text)
    sentence = parsed.sentences[-1]
    token = next(token for token in sentence.span if token.text == pronoun)
    assert referent(parsed, sentence, token) == name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Anna Berg said the bridge was safe.", "Mayor Anna Berg"),
        ("The engineers warned that the bridge might fall.", "the engineers"),
        ("“The bridge is safe and will remain so,” said Anna Berg, the mayor.", "Anna Berg"),
        ("It said the bridge was safe.", None),
    ],
)
def test_speakers_are_named(text: str, speaker: str | None) -> None:
    parsed = reading(text)
    sentence = parsed.sentences[0]
    verb = next(token for token in sentence.span if token.lemma_ in {"say", "warn"})
    found = speaker_name(parsed, sentence, verb)
    assert (found and found[0]) == speaker


def test_a_quotation_of_several_sentences_belongs_to_the_one_speaker_of_its_paragraph() -> None:
    text = "“The old road is dangerous for children,” said Ana Ruiz. “The council must close the road to all cars.”"
    assert statements(text) == [
        "[Ana Ruiz] The old road is dangerous for children",
        "[Ana Ruiz] The council must close the road to all cars",
    ]


def test_a_quotation_nobody_is_named_for_is_left_alone() -> None:
    assert statements("“The council must close the road to all cars.”") == []


def test_names_are_listed_by_sort_the_most_frequent_first() -> None:
    parsed = reading("Anna Berg went to Oslo. Paul Okoro stayed in Vienna. Anna Berg likes Oslo.")
    assert parsed.names["PERSON"] == ("Anna Berg", "Paul Okoro")
    assert parsed.names["GPE"] == ("Oslo", "Vienna")


def test_a_subject_taken_for_a_place_is_not_listed_as_one() -> None:
    parsed = reading("Sixteen-year-old Amara Lewis, who cycles to school, said that Oslo is cold. Some go to Oslo.")
    assert "Amara Lewis" not in parsed.names.get("GPE", ())


def test_what_the_article_comes_back_to_weighs_more() -> None:
    parsed = read("The bridge is old. Workers closed the bridge.", "Bridge closed")
    assert parsed.salience["bridge"] == 5
    assert parsed.salience["worker"] == 1
