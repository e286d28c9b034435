"""Flaws of questions as people write them: each row is a question and what is found in it."""

import pytest

from quizzes.generator.drafts import Format
from quizzes.generator.item_flaws import Found, Item, ItemFlaw, Option, Setting, item_flaws

TEXT = (
    "The town council of Marlow voted on Tuesday to close the old iron bridge to cars. "
    "Engineers found deep cracks in two of its supports after a flood in March.\n\n"
    "“We live from the people who drive past,” said Ana Ruiz, who sells bread."
)
SETTING = Setting(TEXT, "Old bridge closes to cars", ("What did the deep narrow cracks do?",))


def choice(stem, key, *wrong, **more):
    options = (Option(key, is_key=True), *(Option(text) for text in wrong))
    return Item(Format.MULTIPLE_CHOICE, stem, options, **more)


def short(stem, *answers, **more):
    return Item(Format.SHORT_ANSWER, stem, answers=answers, **more)


GOOD = ("Why did the council act?", "Its supports were weak.", "Shops lost money.", "It was too narrow.")


@pytest.mark.parametrize(
    ("item", "flaw", "about"),
    [
        (choice("Why?", "weak iron supports", "iron supports, weak"), ItemFlaw.TWO_DEFENSIBLE, "iron supports, weak"),
        (choice("Who sells bread?", "Ana Ruiz", "Ruiz", "Tom Baker"), ItemFlaw.TWO_DEFENSIBLE, "Ruiz"),
        (
            choice("What did the council of Marlow vote on?", "The road.", "to close the old iron bridge"),
            ItemFlaw.TWO_DEFENSIBLE,
            "to close the old iron bridge",
        ),
        (
            choice("Why did they act?", "Because both of its supports had cracked badly.", "Some storm.", "A wish."),
            ItemFlaw.KEY_LONGEST,
            "Because both of its supports had cracked badly.",
        ),
        (short("What does “deep cracks in the road” mean?", "holes"), ItemFlaw.NOT_VERBATIM, "deep cracks in the road"),
        (
            short("What was found?", "holes", quotes=("Engineers saw holes",)),
            ItemFlaw.NOT_VERBATIM,
            "Engineers saw holes",
        ),
        (short("What did the deep cracks look like?", "deep cracks"), ItemFlaw.IN_STEM, "deep cracks"),
        (short("What closes to traffic?", "The old bridge"), ItemFlaw.IN_TITLE, "The old bridge"),
        (short("What was found?", "deep narrow cracks"), ItemFlaw.IN_OTHER, "What did the deep narrow cracks do?"),
        (
            choice("Which of these was not found?", "A hole", "A crack"),
            ItemFlaw.NEGATIVE,
            "Which of these was not found?",
        ),
        (
            choice("All EXCEPT which were found?", "A hole", "A crack"),
            ItemFlaw.NEGATIVE,
            "All EXCEPT which were found?",
        ),
        (
            choice("Why?", "It was weak.", "Cars never crossed it.", "A storm came."),
            ItemFlaw.ABSOLUTE_WORDS,
            "Cars never crossed it.",
        ),
        (choice("Why?", "It was weak.", "A storm came.", "All of the above"), ItemFlaw.CATCH_ALL, "All of the above"),
        (
            choice(
                "Which engineers found the wide holes?", "Those who looked for wide holes", "Nurses in a large hospital"
            ),
            ItemFlaw.ECHO,
            "Those who looked for wide holes",
        ),
        (
            choice("Why?", "They were weak.", "To save money.", "To please shops."),
            ItemFlaw.GRAMMAR_CUE,
            "They were weak.",
        ),
    ],
)
def test_a_flaw_is_found_with_its_words(item, flaw, about):
    assert item_flaws(item, SETTING) == [Found(flaw, about)]


@pytest.mark.parametrize(
    "item",
    [
        choice(*GOOD),
        choice("Why is the quotation “drive past” used?", *GOOD[1:]),
        short("What does Ana Ruiz mean by 'We live from the people who drive past'?", "Her trade needs cars."),
        short("What is “We live from the people who drive past,” about?", "Her trade needs cars."),
        short("What was found?", "cracks", quotes=("Engineers  found deep cracks",)),
        short("What is said in “Old bridge closes to cars”?", "That nobody drives over it"),
        choice("Which sentence says so?", "Always so.", "Engineers found deep cracks in two.", whole=True),
        Item(Format.TRUE_FALSE, "The bridge is not open.", (Option("True", is_key=True), Option("False"))),
        Item(Format.CLOZE, "Engineers found deep _____.", answers=("cracks",)),
        choice("", ""),
        Item(Format.MULTIPLE_CHOICE, "Why?", (Option("  "), Option("x", is_key=True))),
    ],
)
def test_a_good_or_unfinished_question_has_none(item):
    assert item_flaws(item, SETTING) == []


def test_what_is_true_of_another_part_is_a_fair_wrong_option():
    stem = "What did the council of Marlow vote on?"
    options = (Option("The road.", is_key=True), Option("to close it to cars on Tuesday", elsewhere=True))
    assert item_flaws(Item(Format.MULTIPLE_CHOICE, stem, options), SETTING) == []
