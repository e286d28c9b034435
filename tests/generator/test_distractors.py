"""Wrong options: three, of different reasons, alike in form, none of them right."""

import pytest

from quizzes.generator import comprehension
from quizzes.generator.asks import Ask
from quizzes.generator.distractors import distractors
from quizzes.generator.drafts import Choice, Reason

from .reading_aids import clauses, reading

ARTICLE = (
    "The council closed the old bridge because engineers had found cracks in its supports. "
    "The repairs will cost two million pounds.\n\n"
    "Shop owners fear that the closure will reduce their income. The bakery lost a third of its customers in April. "
    "The ferry company bought a second boat in order to carry schoolchildren across the river.\n\n"
    "The mayor promised to open a footbridge before the winter. Volunteers built a shelter for people who wait. "
    "The flood in March damaged forty houses near the river. The school moved its sports day to the park."
)


def _ask(rule: str) -> Ask:
    return next(ask for ask in comprehension.ask(reading(ARTICLE), clauses(ARTICLE), ()) if ask.rule == rule)


def _wrong(rule: str, seed: int = 0) -> tuple[Choice, ...]:
    return distractors(reading(ARTICLE), clauses(ARTICLE), _ask(rule), seed)


def test_there_are_three_with_reasons_and_notes() -> None:
    wrong = _wrong("reason.because")
    assert len(wrong) == 3
    assert not any(choice.is_key for choice in wrong)
    assert {Reason.ELSEWHERE, Reason.UNSUPPORTED} <= {choice.reason for choice in wrong}
    assert all(choice.note for choice in wrong)


def test_what_stands_beside_the_evidence_is_no_option_for_why() -> None:
    assert not any("two million" in choice.text for choice in _wrong("reason.because"))


def test_those_from_elsewhere_are_the_articles_own_words() -> None:
    stated = {clause.statement for clause in clauses(ARTICLE)}
    elsewhere = [choice.text for choice in _wrong("reason.because") if choice.reason is Reason.ELSEWHERE]
    assert elsewhere
    assert set(elsewhere) <= stated


def test_those_without_support_are_nowhere_in_the_article() -> None:
    unsupported = [choice.text for choice in _wrong("reason.because") if choice.reason is Reason.UNSUPPORTED]
    assert unsupported
    assert not any(text.lower() in ARTICLE.lower() for text in unsupported)


@pytest.mark.parametrize("rule", ["reason.because", "reason.purpose", "detail.intended"])
def test_options_are_alike_in_form_and_length(rule: str) -> None:
    key = _ask(rule).answer
    for choice in _wrong(rule):
        assert abs(len(choice.text.split()) - len(key.split())) <= max(3, round(len(key.split()) / 2))
        assert choice.text[0].isupper()
        assert choice.text.startswith("To ") == key.startswith("To ")


def test_the_same_seed_gives_the_same_options() -> None:
    assert _wrong("reason.because", seed=7) == _wrong("reason.because", seed=7)


def test_too_little_to_choose_from_gives_none() -> None:
    text = "The council closed the old bridge because engineers had found cracks in its supports."
    ask = next(ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == "reason.because")
    assert distractors(reading(text), clauses(text), ask, 0) == ()
