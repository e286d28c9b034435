"""The whole way from a text to drafts: what every run must keep to."""

import random
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.generator import (
    Difficulty,
    DraftQuestion,
    Drafts,
    Format,
    Kind,
    Options,
    Skill,
    generate,
    prepare,
    warm,
)
from quizzes.generator.drafts import BACKEND, VERSION, Reason
from quizzes.generator.flaws import Flaw
from quizzes.generator.reading import language_model
from quizzes.generator.selection import key_longest

from .sample import TEXT, TITLE

SENTENCES = re.findall(r"[^.]+\.”?", TEXT.replace("\n\n", " "))


@pytest.fixture(scope="module")
def drafts() -> Drafts:
    return generate(TEXT, Options(count=12), title=TITLE)


@pytest.fixture(scope="module")
def many() -> Drafts:
    return generate(TEXT, Options(count=50), title=TITLE)


# --- a set nobody asked for anything in particular in ------------------------------------------------------------


def test_the_sample_is_as_an_article_is_stored() -> None:
    assert prepare(TEXT).text == TEXT


def test_an_article_gives_as_many_as_asked_for(drafts: Drafts) -> None:
    assert len(drafts.questions) == 12
    assert len(drafts.debates) == 3


def test_drafts_name_what_made_them(drafts: Drafts) -> None:
    assert (drafts.backend, drafts.version, drafts.seed) == (BACKEND, VERSION, 0)
    assert 0 <= drafts.timing.parse_s <= drafts.timing.total_s


def test_every_quote_is_verbatim_at_its_offsets(many: Drafts) -> None:
    spans = [span for question in many.questions for span in question.evidence]
    spans += [choice.source for question in many.questions for choice in question.choices if choice.source]
    for prompt in many.debates:
        spans += [*prompt.anchor, *(span for stance in prompt.positions for span in stance.evidence)]
    assert spans
    assert [TEXT[span.start : span.end] for span in spans] == [span.quote for span in spans]


def test_kinds_and_formats_are_blended(drafts: Drafts) -> None:
    """Reasons, effects and statements before bare facts; choices, typed answers, a few statements, and no gaps."""
    kinds = Counter(question.kind for question in drafts.questions)
    formats = Counter(question.format for question in drafts.questions)
    assert set(kinds) >= {Kind.DETAIL, Kind.REASON, Kind.EFFECT, Kind.STATEMENT}
    assert kinds[Kind.DETAIL] <= 6
    assert formats[Format.MULTIPLE_CHOICE] >= 4
    assert formats[Format.SHORT_ANSWER] >= 2
    assert formats[Format.TRUE_FALSE] <= 12 / 5
    assert formats[Format.CLOZE] == 0


def test_one_question_a_sentence(many: Drafts) -> None:
    spans = Counter(span for question in many.questions for span in question.evidence)
    assert max(spans.values()) == 1


def test_multiple_choice_is_sound(many: Drafts) -> None:
    sets = [question for question in many.questions if question.format is Format.MULTIPLE_CHOICE]
    assert len(sets) >= 6
    for question in sets:
        assert [choice.is_key for choice in question.choices].count(True) == 1
        assert len({choice.text.lower() for choice in question.choices}) == len(question.choices) == 4
        for choice in question.choices:
            assert (choice.reason is None) == choice.is_key
            assert bool(choice.note) == (not choice.is_key)
            assert choice.source is None or not choice.is_key
    assert sum(map(key_longest, sets)) <= max(1, len(sets) / 4)
    assert {choice.reason for question in sets for choice in question.choices} >= {Reason.ELSEWHERE, Reason.UNSUPPORTED}
    places = [[choice.is_key for choice in question.choices].index(True) for question in sets[:4]]
    assert sorted(places) == [0, 1, 2, 3]


def test_true_and_false_have_two_choices_and_a_reason(many: Drafts) -> None:
    judged = [question for question in many.questions if question.format is Format.TRUE_FALSE]
    for question in judged:
        assert [choice.text for choice in question.choices] == ["True", "False"]
        (key,) = (choice.text for choice in question.choices if choice.is_key)
        assert key == question.model_answer
        assert question.explanation.startswith(f"{key}. ")
        assert question.stem.endswith(".")


def test_what_is_typed_has_accepted_answers(many: Drafts) -> None:
    typed = [question for question in many.questions if question.format is Format.SHORT_ANSWER]
    assert typed
    for question in typed:
        assert question.accepted_answers[0] == question.model_answer
        assert len(set(question.accepted_answers)) == len(question.accepted_answers)
        assert question.choices == ()


def test_stems_are_questions_or_statements_in_full(many: Drafts) -> None:
    for question in many.questions:
        assert re.fullmatch(r"[A-Z“].*[?.]”?", question.stem)
        assert "  " not in question.stem
        assert question.stem.count("“") == question.stem.count("”")


def test_no_question_has_an_open_pronoun(many: Drafts) -> None:
    # "Put these events ..." shows which.
    for question in (one for one in many.questions if one.format is not Format.ORDERING):
        bare = re.sub(r"“[^”]*”", "", question.stem)
        assert not re.search(r"\b(he|she|we|I|you|me|us|our|my|your|this|these)\b", bare)


def test_explanations_quote_the_evidence(many: Drafts) -> None:
    for question in many.questions:
        assert all(f"“{span.quote}”" in question.explanation for span in question.evidence)


def test_estimates_are_between_nought_and_one(many: Drafts) -> None:
    for question in many.questions:
        assert 0 <= question.difficulty <= 1
        assert 0 < question.score <= 1


def test_what_was_dropped_is_counted_by_name(drafts: Drafts) -> None:
    assert drafts.dropped["its sentence has a question already"] > 0
    assert set(drafts.dropped) <= {str(flaw) for flaw in Flaw}
    assert list(drafts.dropped) == sorted(drafts.dropped)
    assert all(count > 0 for count in drafts.dropped.values())


def test_kinds_without_a_question_are_explained(drafts: Drafts) -> None:
    assert set(drafts.left_out) == set(Kind) - {question.kind for question in drafts.questions}
    assert all(drafts.left_out.values())


# --- again and otherwise -----------------------------------------------------------------------------------------


def _same(one: Drafts, other: Drafts) -> bool:
    return (one.questions, one.debates, one.dropped, one.left_out) == (
        other.questions,
        other.debates,
        other.dropped,
        other.left_out,
    )


def test_the_same_text_options_and_seed_give_the_same_drafts(drafts: Drafts) -> None:
    assert _same(generate(TEXT, Options(count=12), title=TITLE), drafts)


def test_another_seed_may_order_options_otherwise(drafts: Drafts) -> None:
    assert generate(TEXT, Options(count=12, seed=5), title=TITLE).questions != drafts.questions


def _stems(questions: tuple[DraftQuestion, ...]) -> set[str]:
    return {" ".join(re.findall(r"\w+", question.stem.lower())) for question in questions}


@pytest.mark.parametrize("place", [0, 3, 6])
@pytest.mark.parametrize("by", ["sentence", "kind", "skill"])
def test_one_question_can_be_made_anew(drafts: Drafts, place: int, by: str) -> None:
    """As a teacher does who wants another one in its stead: none of those on the list comes again."""
    old = drafts.questions[place]
    wanted = {
        "sentence": Options(count=1, debates=0, near=(old.evidence[0].start, old.evidence[0].end), seen=(old.stem,)),
        "kind": Options(count=1, debates=0, kinds=(old.kind,), seen=tuple(one.stem for one in drafts.questions)),
        "skill": Options(count=1, debates=0, skills=(old.skill,), seen=tuple(one.stem for one in drafts.questions)),
    }[by]
    new = generate(TEXT, wanted, title=TITLE).questions
    assert not _stems(new) & ({" ".join(re.findall(r"\w+", stem.lower())) for stem in wanted.seen})
    for question in new:
        assert by != "kind" or question.kind is old.kind
        assert by != "skill" or question.skill is old.skill
        assert by != "sentence" or any(
            one.start < other.end and other.start < one.end for one in question.evidence for other in old.evidence
        )
    assert new or by != "skill"


@pytest.mark.parametrize(
    ("options", "kinds", "formats"),
    [
        (Options(count=3, kinds=(Kind.REASON,)), {Kind.REASON}, None),
        (Options(count=5, kinds=(Kind.STATEMENT, Kind.EFFECT)), {Kind.STATEMENT, Kind.EFFECT}, None),
        (Options(count=1, kinds=(Kind.SEQUENCE,)), {Kind.SEQUENCE}, {Format.ORDERING}),
        (Options(count=1, kinds=(Kind.INFERENCE,)), {Kind.INFERENCE}, None),
        (Options(count=6, formats=(Format.TRUE_FALSE,)), None, {Format.TRUE_FALSE}),
        (Options(count=6, formats=(Format.SHORT_ANSWER,)), None, {Format.SHORT_ANSWER}),
        (Options(count=6, formats=(Format.CLOZE, Format.SHORT_ANSWER)), None, {Format.CLOZE, Format.SHORT_ANSWER}),
        (
            Options(count=4, skills=(Skill.INTERPRET,), formats=(Format.MULTIPLE_CHOICE,)),
            None,
            {Format.MULTIPLE_CHOICE},
        ),
        (Options(count=4, difficulties=(Difficulty.HARD,)), None, None),
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
    assert not options.skills or {question.skill for question in questions} <= set(options.skills)
    assert not options.difficulties or {Difficulty.of(one.difficulty) for one in questions} <= set(options.difficulties)


def test_nothing_is_made_when_nothing_is_wanted() -> None:
    drafts = generate(TEXT, Options(count=0, debates=0), title=TITLE)
    assert (drafts.questions, drafts.debates, drafts.left_out) == ((), (), {})


@pytest.mark.parametrize(("count", "debates"), [(-1, 3), (51, 3), (12, -1), (12, 11)])
def test_numbers_out_of_range_are_refused(count: int, debates: int) -> None:
    with pytest.raises(ValueError, match="count must be 0 to 50 and debates 0 to 10"):
        Options(count=count, debates=debates)


def test_progress_is_told_in_rising_steps() -> None:
    told: list[tuple[str, int]] = []
    generate(TEXT, Options(count=2), title=TITLE, progress=lambda stage, per_cent: told.append((stage, per_cent)))
    steps = [per_cent for _stage, per_cent in told]
    assert steps == sorted(set(steps))
    assert 0 < steps[0] < steps[-1] <= 100
    assert len({stage for stage, _per_cent in told}) == len(told) >= 4


# --- debates -----------------------------------------------------------------------------------------------------


def test_the_debates_have_a_brief(drafts: Drafts) -> None:
    forms = [prompt.form for prompt in drafts.debates]
    assert len(set(forms)) == len(forms) == 3
    for prompt in drafts.debates:
        assert prompt.motion.endswith("?")
        assert len(prompt.positions) >= 2
        assert all(stance.evidence for stance in prompt.positions)
        assert len(prompt.follow_ups) == 3
        assert prompt.activity
        texts = [prompt.motion, prompt.tension, *prompt.definitions, *prompt.follow_ups]
        assert not any("{" in text or "}" in text for text in texts)


@pytest.mark.parametrize("debates", [0, 1, 3])
def test_there_are_as_many_debates_as_asked_for(debates: int) -> None:
    assert len(generate(TEXT, Options(count=0, debates=debates), title=TITLE).debates) == debates


# --- texts of all shapes -----------------------------------------------------------------------------------------


def test_the_model_is_loaded_once_a_process() -> None:
    warm()
    assert language_model() is language_model()


ODD = [
    "No. Yes! Why? … “” ‘’ () — – 1,2,3 %%% $$$ @#! \n\n" * 20,
    "«Ça va?» Ünïcödé naïve café 北京 Москва 😀 said Zoë. " * 20,
    "Rain and sun and wind and snow and fog " * 60,
    "He said he said he said that he had said it. " * 30,
    "",
    "\n\n\n",
    "word",
    "Because. Although. If. When. After. According to.",
    "“I,” she said, “am.” “We,” he said, “are.” " * 10,
    "In 1900. In 1901. In 1902. In 1903 it was. In 1904 they were. " * 5,
    "THE COUNCIL CLOSED THE BRIDGE BECAUSE ENGINEERS HAD FOUND CRACKS. " * 5,
    "the council closed the bridge because engineers had found cracks " * 5,
    "- The council closed the bridge.\n- Engineers found cracks.\n- Anna Berg said it was old.\n" * 5,
    "The council, the old one, closed the bridge (an iron one), which was old – very old – in May; it rained. " * 5,
    "Anna Berg said that Paul Okoro said that Maria Silva believes that the bridge is dangerous. " * 5,
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("options", [Options(), Options(count=50, formats=(Format.TRUE_FALSE, Format.CLOZE))])
def test_odd_texts_raise_nothing(text: str, options: Options) -> None:
    drafts = generate(text, options)
    assert len(drafts.questions) <= options.count
    for question in drafts.questions:
        assert all(text[span.start : span.end] == span.quote for span in question.evidence)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    order=st.permutations(range(len(SENTENCES))),
    many=st.integers(1, len(SENTENCES)),
    seed=st.integers(0, 99),
    count=st.integers(0, 20),
    format_=st.sampled_from([(), *((one,) for one in Format if one is not Format.CLOZE)]),
)
def test_shuffled_sentences_raise_nothing(
    order: list[int], many: int, seed: int, count: int, format_: tuple[Format, ...]
) -> None:
    chance = random.Random(seed)
    text = "".join(
        f"{SENTENCES[number].strip()}{chance.choice((' ', ' ', chr(10) * 2))}" for number in order[:many]
    ).strip()
    drafts = generate(text, Options(count=count, seed=seed, formats=format_))
    assert len(drafts.questions) <= count
    for question in drafts.questions:
        assert not format_ or question.format in format_
        assert all(text[span.start : span.end] == span.quote for span in question.evidence)


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 8])
def test_a_short_article_gives_few_and_says_why(cut: int) -> None:
    text = " ".join(sentence.strip() for sentence in SENTENCES[:cut])
    drafts = generate(text, Options(count=12))
    assert len(drafts.questions) <= cut
    assert drafts.left_out
