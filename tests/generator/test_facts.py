"""Sentence -> the facts that can be lifted from it, and those that must not be."""

import pytest

from .reading_aids import statements

LIFTED = [
    ("The council closed the old bridge.", ["The council closed the old bridge"]),
    (
        "Sara Lind founded the club in 2011 and led it for ten years.",
        ["Sara Lind founded the club in 2011"],
    ),
    (
        "Putin described the pact as a “breakthrough document,” and Kim vowed full support for the war.",
        ["Putin described the pact as a “breakthrough document”", "Kim vowed full support for the war"],
    ),
    ("The bank, which was founded in 1820, lent money to farmers.", ["The bank lent money to farmers"]),
    (
        "In 1961, the two countries signed a treaty on trade.",
        ["In 1961, the two countries signed a treaty on trade"],
    ),
    ("However, the school also opened a library.", ["The school opened a library"]),
    ("The workers (most of them young) repaired the roof.", ["The workers repaired the roof"]),
    ("The deal was replaced by a weaker version in 2000.", ["The deal was replaced by a weaker version in 2000"]),
    ("The minister did not sign the treaty.", ["The minister did not sign the treaty"]),
    ("The firm won’t sell the land.", ["The firm will not sell the land"]),
    ("There was a sharp fall in ticket sales.", ["There was a sharp fall in ticket sales"]),
    ("Mayor Berg said the tunnel would cost too much money.", [
        "Mayor Berg said the tunnel would cost too much money",
        "[Mayor Berg] The tunnel would cost too much money",
    ]),
    ("According to the report, coral reefs are dying quickly.", ["[the report] Coral reefs are dying quickly"]),
    (
        "“The old road should be closed to traffic,” said Ana Ruiz.",
        ["[Ana Ruiz] The old road should be closed to traffic"],
    ),
    ("The charity sold its boats.", ["The charity sold its boats"]),
    ("The museum, however, kept its best paintings.", ["The museum kept its best paintings"]),
    (
        "The law bans guns and it protects children.",
        ["The law bans guns"],
    ),
]  # fmt: skip

NOT_LIFTED = [
    "They closed the bridge.",
    "It has charted the world’s highest peaks.",
    "This may prevent an attack.",
    "Will the council close the bridge?",
    "“I live in Toronto and take the map for granted,” he said.",
    "She said that they had lost it.",
    "Its supporters praised the plan.",
    "The others agreed with the plan.",
    "The second plan does the opposite.",
    "Such plans cost money.",
    "He doesn’t think the system has gone soft.",
    "Closed since Monday",
]


@pytest.mark.parametrize(("sentence", "facts"), LIFTED)
def test_facts_stand_alone(sentence: str, facts: list[str]) -> None:
    assert statements(sentence) == facts


@pytest.mark.parametrize("sentence", NOT_LIFTED)
def test_nothing_is_lifted_that_cannot_be_understood_alone(sentence: str) -> None:
    assert [fact for fact in statements(sentence) if not fact.startswith("[]")] == []


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("If the factory closes, the town will lose its largest employer.", "The factory closes"),
        ("Gustafsson doesn’t think the system has gone soft.", "has gone soft"),
        ("The mayor might say that the bridge is safe.", "bridge is safe"),
        ("The council asked whether the bridge had moved the river.", "bridge had moved"),
    ],
)
def test_nothing_is_lifted_from_under_a_condition_or_a_denial(sentence: str, never: str) -> None:
    lifted = [fact for fact in statements(sentence) if fact.lower().lstrip("[]").startswith(never.lower())]
    assert lifted == []
    assert not any(fact.startswith("[Gustafsson]") for fact in statements(sentence))


def test_a_demonstrative_stays_as_the_where_the_noun_is_known() -> None:
    text = "The two leaders signed a pact in June. Western countries view this pact as a threat."
    assert statements(text)[1] == "Western countries view the pact as a threat"
    assert statements("Western countries view this thing as a threat.") == []
