"""Sequence: the order of events, only from explicit years; articles, what is asked, and what gives no order."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from tests.generator.reading_aids import asks, reading

STEM = "Put these events from the article in the order in which they happened, the earliest first."
THREE = (
    "The town opened a steel bridge in 1936. A local firm built the first bridge in 1902. "
    "A flood destroyed the wooden bridge in 1931."
)
SIX = (
    f"{THREE} In 1968, the council banned lorries from the bridge. Engineers strengthened the supports in 1990. "
    "The town celebrated the bridge with a festival in 2006."
)

ORDERED = [
    (
        THREE,
        [
            "A local firm built the first bridge",
            "A flood destroyed the wooden bridge",
            "The town opened a steel bridge",
        ],
    ),
    # At most five, the earliest.
    (
        SIX,
        [
            "A local firm built the first bridge",
            "A flood destroyed the wooden bridge",
            "The town opened a steel bridge",
            "The council banned lorries from the bridge",
            "Engineers strengthened the supports",
        ],
    ),
    # A year with two events orders neither.
    (
        f"{THREE} The mill burned down in 1931. The council banned lorries in the town in 1968.",
        [
            "A local firm built the first bridge",
            "The town opened a steel bridge",
            "The council banned lorries in the town",
        ],
    ),
    # What has no year, what is only planned, denied or claimed, and who is not named, has no place in the order.
    (
        f"{THREE} The council banned lorries in May. The county will close the bridge in 2040. "
        "The firm did not paint the bridge in 1950. Anna Berg said the firm sold the bridge in 1960. "
        "He painted the old bridge in 1970.",
        [
            "A local firm built the first bridge",
            "A flood destroyed the wooden bridge",
            "The town opened a steel bridge",
        ],
    ),
]


@pytest.mark.parametrize(("text", "events"), ORDERED)
def test_dated_events_are_to_be_ordered(text: str, events: list[str]) -> None:
    (ask,) = asks(text, "sequence.order")
    assert (ask.stem, [choice.text for choice in ask.options]) == (STEM, events)
    assert ask.answer == "; ".join(f"{number}. {event}" for number, event in enumerate(events, start=1))
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (Kind.SEQUENCE, Form.ORDER, Skill.INTERPRET, Bloom.ANALYSE)


@pytest.mark.parametrize(("text", "events"), ORDERED)
def test_each_event_cites_its_sentence_and_none_is_the_key(text: str, events: list[str]) -> None:
    (ask,) = asks(text, "sequence.order")
    homes = {sentence.text for sentence in ask.sentences}
    for choice in ask.options:
        assert choice.source is not None
        assert choice == Choice(choice.text, source=choice.source)
        assert choice.source.quote in homes
        assert text[choice.source.start : choice.source.end] == choice.source.quote


NO_ORDER = [
    "A local firm built the first bridge in 1902. A flood destroyed the wooden bridge in 1931.",
    "A local firm built the first bridge. A flood destroyed the wooden bridge. The town opened a steel bridge.",
    "A local firm built a bridge in May. A flood destroyed the bridge in June. The town opened a bridge in July.",
    # The year belongs to something else.
    "The firm sold a map from 1902. The county bought a law book from 1931. The town opened a mill from 1936.",
    # Two years in one sentence.
    "The mill worked from 1902 to 1931. The firm ran trains from 1936 to 1950. The pool was open from 1960 to 1970.",
]


@pytest.mark.parametrize("text", NO_ORDER)
def test_without_three_dated_events_there_is_no_order(text: str) -> None:
    assert asks(text, "sequence.order") == asks(text, "sequence.earliest") == []


def test_which_came_first_is_asked_among_four() -> None:
    (ask,) = asks(SIX, "sequence.earliest")
    assert ask.answer == "A local firm built the first bridge"
    assert [(choice.text, choice.reason, choice.note) for choice in ask.options] == [
        (
            "A flood destroyed the wooden bridge",
            Reason.ELSEWHERE,
            "The article dates this to 1931, which is later than 1902.",
        ),
        (
            "The town opened a steel bridge",
            Reason.ELSEWHERE,
            "The article dates this to 1936, which is later than 1902.",
        ),
        (
            "The council banned lorries from the bridge",
            Reason.ELSEWHERE,
            "The article dates this to 1968, which is later than 1902.",
        ),
    ]
    assert [choice.source for choice in ask.options] == [
        reading(SIX).evidence(reading(SIX).sentences[place])[0] for place in (2, 0, 3)
    ]
    assert ask.because == "It happened in 1902, the earliest of the years given."


def test_which_came_first_is_not_asked_where_an_earlier_year_stands() -> None:
    assert asks(f"{SIX} The town has a map from 1850.", "sequence.earliest") == []
