"""Each flaw is found where it is and not where it is not."""

from dataclasses import replace

import pytest

from quizzes.generator.asks import Ask
from quizzes.generator.drafts import Bloom, Choice, DraftQuestion, Evidence, Format, Kind, Skill
from quizzes.generator.flaws import Flaw, ask_flaw, draft_flaw, is_grammatical
from quizzes.generator.reading import language_model

from .reading_aids import asks, reading

TEXT = "The town council closed the old bridge because engineers had found cracks in its supports."


def _ask(**changes: str) -> Ask:
    (ask,) = asks(TEXT, "reason.because")
    return replace(ask, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stem", "answer", "flaw"),
    [
        ("Why did the town council close the old bridge?", "Engineers had found cracks in its supports", None),
        ("Why did it close the old bridge?", "Engineers had found cracks", Flaw.UNRESOLVED_PRONOUN),
        ("Why did we close the old bridge?", "Engineers had found cracks", Flaw.UNRESOLVED_PRONOUN),
        ("Why did the town council close the old bridge?", "We had found cracks", Flaw.UNRESOLVED_PRONOUN),
        ("Why did the town council close this old bridge?", "Engineers had found cracks", Flaw.DEMONSTRATIVE),
        ("What did the town council close the old bridge for?", "Its cracks", Flaw.STRANDED_PREPOSITION),
        ("Why did the town act?", "Engineers had found cracks", Flaw.VAGUE_STEM),
        ("Why did the town council close the old bridge?", "The old bridge", Flaw.STEM_ANSWERS_ITSELF),
        ("Why did the town council close the “old bridge?", "Engineers had found cracks", Flaw.BROKEN_QUOTATION),
        ("Why " + "did the town council close the old bridge " * 5 + "?", "Engineers had found cracks", Flaw.LONG),
        ("Why did the town council close the old bridge?", "cracks " * 26, Flaw.LONG),
    ],
)
def test_flaws_of_a_question_and_its_answer(stem: str, answer: str, flaw: Flaw | None) -> None:
    assert ask_flaw(reading(TEXT), _ask(stem=stem, answer=answer)) is flaw


def test_a_definite_noun_nobody_introduced() -> None:
    text = "The valve failed because engineers had forgotten the winter checks."
    (ask,) = asks(text, "reason.because")
    assert ask_flaw(reading(text), ask) is Flaw.NEVER_INTRODUCED
    assert ask_flaw(reading(f"A valve kept the gas in. {text}"), ask) is None


@pytest.mark.parametrize(
    ("stem", "grammatical"),
    [
        ("Why did the town council close the old bridge?", True),
        ("What did the two countries sign in 1961?", True),
        ("According to the mayor, what should the town council do?", True),
        ("The old bridge of the town?", False),
        ("Did the town council close the bridge?", False),
    ],
)
def test_questions_are_read_again(stem: str, grammatical: bool) -> None:
    assert is_grammatical(language_model()(stem)) is grammatical


def _draft(key: str, *wrong: str, quote: str = TEXT) -> DraftQuestion:
    choices = (Choice(key, is_key=True), *(Choice(text) for text in wrong))
    return DraftQuestion(
        kind=Kind.REASON,
        format=Format.MULTIPLE_CHOICE,
        stem="Why did the town council close the old bridge?",
        choices=choices,
        accepted_answers=(),
        model_answer=key,
        evidence=(Evidence(0, len(quote), quote),),
        skill=Skill.LOCATE,
        bloom=Bloom.REMEMBER,
        difficulty=0.3,
        rule="reason.because",
        score=0.5,
        explanation="",
    )


@pytest.mark.parametrize(
    ("draft", "flaw"),
    [
        (_draft("It had cracks", "It was too narrow", "It was not used", "It lost money"), None),
        (
            _draft("Its supports had deep and dangerous cracks in them", "It was old", "It was low", "It was red"),
            Flaw.KEY_LONGEST,
        ),
        (_draft("Vladimir Putin", "Putin", "Kim Jong Un", "Anna Berg"), Flaw.ALIAS),
        (
            _draft("The road and the rail had cracks", "The rail and the road had cracks", "No money", "No"),
            Flaw.TWO_DEFENSIBLE,
        ),
        (_draft("It had cracks", "It never had visitors", "It was not used", "It lost money"), Flaw.ABSOLUTE_WORDS),
        (_draft("To repair it", "Cracks were found", "It was not used", "It lost money"), Flaw.GRAMMAR_CUE),
        (_draft("It had cracks", "It was low", "It was red", "It lost it", quote="The town"), None),
    ],
)
def test_flaws_of_a_set_of_options(draft: DraftQuestion, flaw: Flaw | None) -> None:
    assert draft_flaw(TEXT, draft) is flaw


@pytest.mark.parametrize("evidence", [(), (Evidence(0, 3, "the"),), (Evidence(4, 11, "town co "),)])
def test_evidence_that_is_not_verbatim(evidence: tuple[Evidence, ...]) -> None:
    draft = replace(_draft("It had cracks", "It was low", "It was red", "It lost it"), evidence=evidence)
    assert draft_flaw(TEXT, draft) is Flaw.NOT_VERBATIM
