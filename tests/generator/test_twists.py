"""Making a statement false by one change."""

import pytest

from quizzes.generator.twists import is_sensitive, twists

from .reading_aids import reading

TURNED = [
    ("The law will reduce the noise in the town.", "The law will increase the noise in the town."),
    ("Prices rose quickly in the spring.", "Prices fell quickly in the spring."),
    ("The plan strengthened ties between them.", "The plan weakened ties between them."),
    ("The new bus is cheaper than the train.", "The new bus is more expensive than the train."),
    ("The firm hired more workers than its rival.", "The firm hired fewer workers than its rival."),
    ("The club had 40 members at the time.", "The club had 45 members at the time."),
    ("The two towns built the bridge in 1961.", "The four towns built the bridge in 1961."),
    ("Norway launched the ships. Sweden sold them.", "Sweden launched the ships."),
]

KEPT = [
    "The cars turned back in Orchard Road. Amara Lewis waved.",  # nobody turns back in a person
    "The law allows for an appeal.",  # "forbids for" is no English
    "They have helped one another.",  # "two another" neither
    "The café sells bread.",
]


@pytest.mark.parametrize(("text", "turned"), TURNED)
def test_the_surest_change_comes_first(text: str, turned: str) -> None:
    parsed = reading(text)
    sentence = parsed.sentences[0]
    first = next(twists(parsed, sentence.text, list(sentence.span)))
    assert first.text == turned


@pytest.mark.parametrize("text", KEPT)
def test_no_change_is_better_than_a_clumsy_one(text: str) -> None:
    parsed = reading(text)
    made = [twist.text for twist in twists(parsed, text, list(parsed.sentences[0].span))]
    assert made in ([], ["The café buys bread."])


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("Two miners died in the tunnel.", True),
        ("The banker was convicted of fraud.", True),
        ("She has cancer.", True),
        ("The bridge was closed in May.", False),
        ("The council repaired the roof.", False),
        ("The lieutenant drove a diesel car past the illuminated mill.", False),
    ],
)
def test_crime_death_and_illness_are_sensitive(text: str, sensitive: bool) -> None:
    assert is_sensitive(text) is sensitive
