"""The whole way from a text to drafts: what every run must keep to."""

import re
from collections import Counter

import pytest

from quizzes.generator import Drafts, Format, Kind, Options, generate, prepare, warm
from quizzes.generator.drafts import DebateForm, Reason
from quizzes.generator.reading import language_model
from quizzes.generator.selection import key_longest

from .sample import TEXT, TITLE


@pytest.fixture(scope="module")
def drafts() -> Drafts:
    return generate(TEXT, Options(count=12), title=TITLE)


def test_the_sample_is_as_an_article_is_stored() -> None:
    assert prepare(TEXT).text == TEXT


def test_an_article_gives_as_many_as_asked_for(drafts: Drafts) -> None:
    assert len(drafts.questions) == 12
    assert len(drafts.debates) == 3


def test_every_quote_is_verbatim_at_its_offsets(drafts: Drafts) -> None:
    spans = [span for question in drafts.questions for span in question.evidence]
    for prompt in drafts.debates:
        spans += [*prompt.anchor, *(span for stance in prompt.positions for span in stance.evidence)]
    assert spans
    assert [TEXT[span.start : span.end] for span in spans] == [span.quote for span in spans]


def test_kinds_and_formats_are_blended(drafts: Drafts) -> None:
    assert {question.kind for question in drafts.questions} == set(Kind)
    assert {question.format for question in drafts.questions} == set(Format)


def test_one_question_a_sentence(drafts: Drafts) -> None:
    spans = [question.evidence for question in drafts.questions]
    assert max(Counter(spans).values()) == 1


def test_multiple_choice_is_sound(drafts: Drafts) -> None:
    sets = [question for question in drafts.questions if question.format is Format.MULTIPLE_CHOICE]
    assert len(sets) >= 4
    for question in sets:
        assert [choice.is_key for choice in question.choices].count(True) == 1
        assert len({choice.text.lower() for choice in question.choices}) == len(question.choices) == 4
        for choice in question.choices:
            assert (choice.reason is None) == choice.is_key
            assert bool(choice.note) == (not choice.is_key)
    assert sum(map(key_longest, sets)) <= max(1, len(sets) / 4)
    assert {choice.reason for question in sets for choice in question.choices} >= {Reason.ELSEWHERE, Reason.UNSUPPORTED}
    places = [[choice.is_key for choice in question.choices].index(True) for question in sets[:4]]
    assert sorted(places) == [0, 1, 2, 3]


def test_true_and_false_are_balanced(drafts: Drafts) -> None:
    answers = [question.model_answer for question in drafts.questions if question.format is Format.TRUE_FALSE]
    assert abs(answers.count("True") - answers.count("False")) <= 1


def test_a_cloze_has_one_gap_and_an_answer(drafts: Drafts) -> None:
    for question in drafts.questions:
        if question.format is Format.CLOZE:
            assert question.stem.count("_____") == 1
            assert question.model_answer in question.accepted_answers


def test_no_question_has_an_open_pronoun(drafts: Drafts) -> None:
    for question in drafts.questions:
        assert not re.search(r"\b(he|she|we|I|you|this|these)\b", question.stem)


def test_estimates_are_between_nought_and_one(drafts: Drafts) -> None:
    for question in drafts.questions:
        assert 0 <= question.difficulty <= 1
        assert 0 < question.score <= 1


def test_the_same_text_options_and_seed_give_the_same_drafts(drafts: Drafts) -> None:
    again = generate(TEXT, Options(count=12), title=TITLE)
    assert (again.questions, again.debates, again.dropped) == (drafts.questions, drafts.debates, drafts.dropped)


def test_another_seed_may_order_options_otherwise(drafts: Drafts) -> None:
    other = generate(TEXT, Options(count=12, seed=5), title=TITLE)
    assert other.questions != drafts.questions


@pytest.mark.parametrize(
    ("options", "kinds", "formats"),
    [
        (Options(count=3, kinds=(Kind.REASON,)), {Kind.REASON}, None),
        (Options(count=5, kinds=(Kind.STATEMENT, Kind.EFFECT)), {Kind.STATEMENT, Kind.EFFECT}, None),
        (Options(count=6, formats=(Format.TRUE_FALSE,)), None, {Format.TRUE_FALSE}),
        (Options(count=6, formats=(Format.CLOZE, Format.SHORT_ANSWER)), None, {Format.CLOZE, Format.SHORT_ANSWER}),
    ],
)
def test_only_what_was_asked_for_is_made(
    options: Options, kinds: set[Kind] | None, formats: set[Format] | None
) -> None:
    questions = generate(TEXT, options, title=TITLE).questions
    assert questions
    assert len(questions) <= options.count
    assert kinds is None or {question.kind for question in questions} <= kinds
    assert formats is None or {question.format for question in questions} <= formats


def test_nothing_is_made_when_nothing_is_wanted() -> None:
    drafts = generate(TEXT, Options(count=0, debates=0), title=TITLE)
    assert (drafts.questions, drafts.debates) == ((), ())


def test_what_was_dropped_is_counted_by_name(drafts: Drafts) -> None:
    assert drafts.dropped["its sentence has a question already"] > 0
    assert all(count > 0 for count in drafts.dropped.values())


def test_progress_is_told_in_rising_steps() -> None:
    told: list[int] = []
    generate(TEXT, Options(count=2), title=TITLE, progress=lambda _stage, per_cent: told.append(per_cent))
    assert told == sorted(told)
    assert told[0] > 0


def test_the_debates_have_a_brief(drafts: Drafts) -> None:
    forms = [prompt.form for prompt in drafts.debates]
    assert set(forms) == set(DebateForm)
    for prompt in drafts.debates:
        assert prompt.motion.endswith("?")
        assert len(prompt.positions) >= 2
        assert all(stance.evidence for stance in prompt.positions)
        assert len(prompt.follow_ups) == 3
        assert prompt.activity
        texts = [prompt.motion, prompt.tension, *prompt.definitions, *prompt.follow_ups]
        assert not any("{" in text or "}" in text for text in texts)


def test_the_model_is_loaded_once_a_process() -> None:
    warm()
    assert language_model() is language_model()


@pytest.mark.parametrize(
    "text",
    [
        "No. Yes! Why? … “” ‘’ () — – 1,2,3 %%% $$$ @#! \n\n" * 20,
        "«Ça va?» Ünïcödé naïve café 北京 Москва 😀 said Zoë. " * 20,
        "Rain and sun and wind and snow and fog " * 60,
        "He said he said he said that he had said it. " * 30,
    ],
)
def test_odd_texts_raise_nothing(text: str) -> None:
    drafts = generate(text, Options())
    assert len(drafts.questions) <= 12
