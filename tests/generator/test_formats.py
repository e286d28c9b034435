"""An ask dressed in each format."""

from typing import Any

import pytest

from quizzes.generator import comprehension
from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import DraftQuestion, Format
from quizzes.generator.flaws import Flaw
from quizzes.generator.formats import Dressing, dress, formats_for

from .reading_aids import clauses, reading
from .test_distractors import ARTICLE


def _ask(rule: str, text: str = ARTICLE) -> Ask:
    return next(ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule)


def _dressed(rule: str, format_: Format, text: str = ARTICLE, **wants: Any) -> DraftQuestion | Flaw:
    needs = {"seed": 0, "key_place": 0, "want_false": False, **wants}
    return dress(_ask(rule, text), format_, Dressing(reading(text), clauses(text), **needs), 0.5)


def _draft(rule: str, format_: Format, text: str = ARTICLE, **wants: Any) -> DraftQuestion:
    draft = _dressed(rule, format_, text, **wants)
    assert isinstance(draft, DraftQuestion)
    return draft


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_multiple_choice_puts_the_key_where_the_set_wants_it(place: int) -> None:
    draft = _draft("reason.because", Format.MULTIPLE_CHOICE, key_place=place)
    assert draft.stem == "Why did the council close the old bridge?"
    assert [choice.is_key for choice in draft.choices] == [number == place for number in range(4)]
    assert draft.choices[place].text == draft.model_answer == "Engineers had found cracks in its supports"


def test_a_false_statement_is_one_change_away() -> None:
    draft = _draft(
        "effect.brought_about", Format.TRUE_FALSE, "The new law will reduce the noise in the town.", want_false=True
    )
    assert draft.stem == "The new law will increase the noise in the town."
    assert [(choice.text, choice.is_key) for choice in draft.choices] == [("True", False), ("False", True)]
    assert draft.explanation.startswith("False. The article says “reduce”, not “increase”: “The new law")


def test_a_true_statement_is_not_copied_from_the_article() -> None:
    assert _dressed("effect.brought_about", Format.TRUE_FALSE, "The new law will reduce the noise.") is Flaw.COPIED
    draft = _draft(
        "effect.brought_about", Format.TRUE_FALSE, "However, the new law, a strict one, will reduce the noise."
    )
    assert draft.stem == "The new law will reduce the noise."
    assert draft.model_answer == "True"


def test_no_false_statement_about_crime_death_or_illness() -> None:
    text = "The flood killed 12 miners in the valley and the fire damaged the new school."
    assert _dressed("detail.fact", Format.TRUE_FALSE, text, want_false=True) is Flaw.SENSITIVE


def test_a_claim_stays_its_speakers_in_true_or_false() -> None:
    text = "However, Mayor Anna Berg said the new law would reduce the noise in the town."
    draft = _draft("statement.about", Format.TRUE_FALSE, text)
    assert draft.stem == "According to Mayor Anna Berg, the new law would reduce the noise in the town."


def test_a_cloze_leaves_out_what_only_the_article_can_fill() -> None:
    draft = _draft("detail.how_many", Format.CLOZE, "However, the old firm employs 14 workers.")
    assert draft.stem == "The old firm employs _____ workers."
    assert draft.accepted_answers == ("14", "Fourteen")


def test_a_cloze_needs_a_gap_past_the_middle() -> None:
    assert (
        _dressed("detail.fact", Format.CLOZE, "Norway and Sweden decided to help a lot of other people.") is Flaw.NO_GAP
    )


def test_a_short_answer_accepts_it_without_its_small_first_word() -> None:
    draft = _draft(
        "reason.because_of", Format.SHORT_ANSWER, "The museum closed because of a shortage of trained guards."
    )
    assert draft.accepted_answers == (
        "Because of a shortage of trained guards",
        "A shortage of trained guards",
    )
    assert draft.model_answer == "Because of a shortage of trained guards"


def test_a_short_answer_accepts_a_persons_full_name_and_surname() -> None:
    text = "Sara Lind moved to Oslo. Later Sara Lind founded the youth club in 2011."
    draft = _draft("detail.subject", Format.SHORT_ANSWER, text)
    assert set(draft.accepted_answers) == {"Sara Lind", "Lind"}


@pytest.mark.parametrize(
    ("form", "formats"),
    [
        (Form.FACT, (Format.TRUE_FALSE, Format.CLOZE)),
        (Form.NUMBER, (Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER, Format.CLOZE, Format.TRUE_FALSE)),
        (Form.CLAUSE, (Format.MULTIPLE_CHOICE, Format.TRUE_FALSE, Format.SHORT_ANSWER, Format.CLOZE)),
    ],
)
def test_not_every_format_makes_sense(form: Form, formats: tuple[Format, ...]) -> None:
    ask = next(ask for ask in comprehension.ask(reading(ARTICLE), clauses(ARTICLE), ()))
    assert (
        formats_for(type(ask)(**{**{name: getattr(ask, name) for name in ask.__dataclass_fields__}, "form": form}))
        == formats
    )


def test_difficulty_rises_from_true_or_false_to_typed_answers() -> None:
    marks = [
        _draft("reason.because", format_, want_false=True).difficulty
        for format_ in (Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER)
    ]
    assert marks == sorted(marks)
    assert all(0 <= mark <= 1 for mark in marks)
