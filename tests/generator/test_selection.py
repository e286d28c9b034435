"""Which drafts make a set: one a sentence, spread over kinds and formats, and only what the teacher asked for."""

import math
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from quizzes.generator import comprehension, facts, prepare, split_title
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Difficulty, DraftQuestion, Format, Kind, Options, Skill
from quizzes.generator.flaws import Flaw
from quizzes.generator.selection import (
    KINDS,
    LAST,
    MOST_STATEMENTS,
    SCARCE,
    SENTENCES,
    SHARES,
    WEAK,
    key_longest,
    select,
)

from .reading_aids import reading
from .sample import TEXT, TITLE

SAMPLE = Path(__file__).parents[2] / "quizzes" / "samples" / "school-street.txt"
PARAGRAPHS = TEXT.split("\n\n")
MULTIPLE = (Format.MULTIPLE_CHOICE,)


@cache
def _clauses(text: str, title: str) -> tuple[Clause, ...]:
    return facts.clauses(reading(text, title))


@cache
def _set(
    options: Options, text: str = TEXT, title: str = TITLE
) -> tuple[list[DraftQuestion], Counter[str], dict[str, str]]:
    parsed = reading(text, title)
    found = _clauses(text, title)
    return select(parsed, found, tuple(comprehension.ask(parsed, found, options.kinds)), options)


def _drafts(options: Options, text: str = TEXT, title: str = TITLE) -> list[DraftQuestion]:
    return _set(options, text, title)[0]


def _paragraphs(draft: DraftQuestion) -> set[int]:
    """The numbers of the paragraphs the draft rests on, the first being 1."""
    return {TEXT[: span.start].count("\n\n") + 1 for span in draft.evidence}


def _quoted(draft: DraftQuestion) -> str:
    return " ".join(span.quote.lower() for span in draft.evidence)


# --- what every set keeps to --------------------------------------------------------------------------------------

SETS = [
    *(Options(count=count, seed=seed) for count in (1, 8, 12, 20) for seed in (0, 3)),
    Options(count=12, formats=MULTIPLE),
    Options(count=20, formats=(Format.TRUE_FALSE,)),
    Options(count=8, kinds=(Kind.REASON, Kind.STATEMENT)),
    Options(count=12, skills=(Skill.INTERPRET,)),
    Options(count=12, difficulties=(Difficulty.MEDIUM,)),
]


@pytest.mark.parametrize("options", SETS)
def test_a_sentence_has_one_question(options: Options) -> None:
    spans = sorted({(span.start, span.end) for draft in _drafts(options) for span in draft.evidence})
    assert sum(len(draft.evidence) for draft in _drafts(options)) == len(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("options", SETS)
def test_a_set_is_as_large_as_asked_for_at_most(options: Options) -> None:
    assert 1 <= len(_drafts(options)) <= options.count


@pytest.mark.parametrize("options", SETS)
def test_no_question_is_asked_twice(options: Options) -> None:
    stems = [" ".join(re.findall(r"\w+", draft.stem.lower())) for draft in _drafts(options)]
    assert len(stems) == len(set(stems))


@pytest.mark.parametrize("options", SETS)
def test_the_key_is_the_longest_option_in_a_quarter_at_most(options: Options) -> None:
    chosen = [draft for draft in _drafts(options) if draft.format is Format.MULTIPLE_CHOICE]
    assert sum(map(key_longest, chosen)) <= max(1, len(chosen) / 4)


@pytest.mark.parametrize("options", SETS)
def test_the_key_stands_at_each_place_once_in_four_questions(options: Options) -> None:
    chosen = [draft for draft in _drafts(options) if draft.format is Format.MULTIPLE_CHOICE]
    places = [[choice.is_key for choice in draft.choices].index(True) for draft in chosen]
    for start in range(0, len(places), 4):
        assert len(set(places[start : start + 4])) == len(places[start : start + 4])


@pytest.mark.parametrize("options", SETS)
def test_what_has_no_question_is_explained(options: Options) -> None:
    drafts, _dropped, left_out = _set(options)
    assert set(left_out) == set(options.kinds or Kind) - {draft.kind for draft in drafts}
    assert all(left_out.values())


@pytest.mark.parametrize("options", SETS)
def test_what_is_dropped_is_counted_under_the_name_of_a_flaw(options: Options) -> None:
    dropped = _set(options)[1]
    assert set(dropped) <= set(Flaw)
    assert all(count > 0 for count in dropped.values())


# --- shares -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [4, 6, 8, 10, 12])
def test_no_kind_fills_more_than_its_share(count: int) -> None:
    kinds = Counter(draft.kind for draft in _drafts(Options(count=count)))
    assert all(many <= max(1, math.ceil(SHARES[kind] * count)) for kind, many in kinds.items())
    assert len(kinds) >= min(count, 5)


@pytest.mark.parametrize("count", [4, 6, 8, 10, 12])
def test_bare_names_and_numbers_are_few(count: int) -> None:
    rules = Counter(draft.rule for draft in _drafts(Options(count=count)))
    assert all(rules[rule] <= max(1, round(share * count)) for rule, share in SCARCE.items())


@pytest.mark.parametrize("count", [5, 8, 12, 20, 50])
def test_a_set_nobody_asked_for_statements_in_has_few_of_them_and_no_gaps(count: int) -> None:
    formats = Counter(draft.format for draft in _drafts(Options(count=count)))
    assert formats[Format.TRUE_FALSE] <= MOST_STATEMENTS * sum(formats.values()) + 1
    assert formats[Format.CLOZE] == 0


def test_a_set_has_several_formats_kinds_and_paragraphs() -> None:
    drafts = _drafts(Options(count=10))
    assert len({draft.format for draft in drafts}) >= 2
    assert len({draft.kind for draft in drafts}) >= 4
    assert len(set().union(*map(_paragraphs, drafts))) >= 5


@pytest.mark.parametrize("count", [6, 10])
def test_a_short_text_of_which_all_sentences_are_asked_about_has_a_statement_to_judge(count: int) -> None:
    drafts = _drafts(Options(count=count), f"{PARAGRAPHS[1]}\n\n{PARAGRAPHS[3]}")
    assert {draft.format for draft in drafts} == {Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER, Format.TRUE_FALSE}


@pytest.mark.parametrize("count", [2, 5, 8, 12, 20])
def test_true_and_false_are_balanced(count: int) -> None:
    answers = Counter(draft.model_answer for draft in _drafts(Options(count=count, formats=(Format.TRUE_FALSE,))))
    assert abs(answers["True"] - answers["False"]) <= max(1, count // 4)


def test_key_places_differ_between_seeds() -> None:
    places = set()
    for seed in range(6):
        first = next(draft for draft in _drafts(Options(count=1, seed=seed, formats=MULTIPLE)))
        places.add([choice.is_key for choice in first.choices].index(True))
    assert len(places) >= 3


def test_key_places_differ_between_articles() -> None:
    places = set()
    for town in ("Marlow", "Selby", "Denby", "Corby", "Ripon", "Whitby"):
        text = TEXT.replace("Marlow", town)
        first = next(draft for draft in _drafts(Options(count=1, formats=MULTIPLE), text))
        places.add([choice.is_key for choice in first.choices].index(True))
    assert len(places) >= 3


def test_kinds_of_last_resort_stay_out_of_a_set_that_has_enough_kinds_and_sentences() -> None:
    for count in (4, 6, 8, 10, 12):
        drafts = _drafts(Options(count=count))
        ordinary = [draft for draft in drafts if draft.rule not in LAST]
        sentences = {span.start for draft in ordinary for span in draft.evidence}
        enough = len({draft.kind for draft in ordinary}) >= KINDS and len(sentences) >= SENTENCES * count
        assert not enough or len(ordinary) == len(drafts)


def test_kinds_of_last_resort_come_into_a_set_that_lacks_kinds() -> None:
    text = f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[3]}"
    drafts = _drafts(Options(count=12), text)
    assert {draft.rule for draft in drafts} & LAST
    assert len({draft.kind for draft in drafts if draft.rule not in LAST}) < KINDS


def test_a_thin_statement_comes_into_a_set_only_where_there_is_none_to_judge() -> None:
    text = f"{PARAGRAPHS[1]}\n\n{PARAGRAPHS[3]}"
    drafts = _drafts(Options(count=12), text)
    statements = [draft for draft in drafts if draft.format is Format.TRUE_FALSE]
    assert statements
    assert len(statements) == 1 or all(draft.score >= WEAK for draft in statements)


@pytest.mark.parametrize("kind", [Kind.VOCABULARY, Kind.EVIDENCE])
def test_a_teacher_who_asks_for_a_kind_of_last_resort_gets_it(kind: Kind) -> None:
    drafts = _drafts(Options(count=3, kinds=(kind,)))
    assert len(drafts) >= 2
    assert {draft.rule for draft in drafts} <= LAST


@pytest.mark.parametrize("count", [10, 13])
def test_no_statement_to_judge_is_an_option_of_another_question(count: int) -> None:
    title, text = split_title(SAMPLE.read_text(encoding="utf-8"))
    drafts = _drafts(Options(count=count), prepare(text).text, title)
    options = {choice.text for draft in drafts for choice in draft.choices}
    judged = {draft.stem.rstrip(".") for draft in drafts if draft.format is Format.TRUE_FALSE}
    assert judged
    assert not options & judged


# --- what a teacher may ask for -----------------------------------------------------------------------------------


def test_nothing_is_made_when_nothing_is_wanted() -> None:
    drafts, _dropped, left_out = _set(Options(count=0))
    assert (drafts, left_out) == ([], {})


@pytest.mark.parametrize("kind", [Kind.DETAIL, Kind.REASON, Kind.EFFECT, Kind.STATEMENT, Kind.SEQUENCE, Kind.INFERENCE])
def test_only_kinds_asked_for_are_made(kind: Kind) -> None:
    drafts, _dropped, left_out = _set(Options(count=4, kinds=(kind,)))
    assert {draft.kind for draft in drafts} == {kind}
    assert left_out == {}


@pytest.mark.parametrize(
    "formats",
    [
        (Format.MULTIPLE_CHOICE,),
        (Format.TRUE_FALSE,),
        (Format.SHORT_ANSWER,),
        (Format.ORDERING,),
        (Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER),
    ],
)
def test_only_formats_asked_for_are_made(formats: tuple[Format, ...]) -> None:
    assert {draft.format for draft in _drafts(Options(count=10, formats=formats))} == set(formats)


@pytest.mark.parametrize("skill", Skill)
def test_only_skills_asked_for_are_needed(skill: Skill) -> None:
    assert {draft.skill for draft in _drafts(Options(count=10, skills=(skill,)))} == {skill}


@pytest.mark.parametrize("difficulty", Difficulty)
def test_only_difficulties_asked_for_are_made(difficulty: Difficulty) -> None:
    drafts = _drafts(Options(count=10, difficulties=(difficulty,)))
    assert {Difficulty.of(draft.difficulty) for draft in drafts} == {difficulty}


@pytest.mark.parametrize(
    ("focus", "found"),
    [
        (("ferry",), "ferry"),
        (("Ferry",), "ferry"),
        (("lorry",), "lorries"),
        (("museum", "museums"), "museum"),
        (("fear",), "fear"),
    ],
)
def test_sentences_with_a_word_in_focus_come_first(focus: tuple[str, ...], found: str) -> None:
    told = [found in _quoted(draft) for draft in _drafts(Options(count=8, focus=focus))]
    assert told[0]
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize("leave_out", [(1,), (2, 3), (1, 4, 8), tuple(range(2, 9))])
def test_paragraphs_left_out_are_not_asked_about(leave_out: tuple[int, ...]) -> None:
    drafts = _drafts(Options(count=20, leave_out=leave_out))
    assert drafts
    assert not set().union(*map(_paragraphs, drafts)) & set(leave_out)


def test_when_every_paragraph_is_left_out_nothing_is_asked() -> None:
    drafts, _dropped, left_out = _set(Options(leave_out=tuple(range(1, len(PARAGRAPHS) + 1))))
    assert drafts == []
    assert set(left_out) == set(Kind)


@pytest.mark.parametrize(
    "spelled",
    [str, str.upper, str.lower, lambda stem: stem.rstrip("?"), lambda stem: f"  {stem.replace(' ', '  ')} !"],
)
def test_what_was_seen_is_never_asked_again_however_it_is_spelled(spelled: Callable[[str], str]) -> None:
    before = _drafts(Options(count=6))
    again = _drafts(Options(count=12, seen=tuple(spelled(draft.stem) for draft in before)))
    assert again
    assert not {draft.stem for draft in before} & {draft.stem for draft in again}


def test_sets_may_follow_one_another_till_the_article_is_used_up() -> None:
    seen: tuple[str, ...] = ()
    for _turn in range(4):
        stems = tuple(draft.stem for draft in _drafts(Options(count=5, seen=seen)))
        assert not set(stems) & set(seen)
        seen += stems
    assert len(seen) == len(set(seen)) >= 15


@pytest.mark.parametrize(
    "words",
    [
        "The repairs will cost two million pounds",
        "The ferry company bought a second boat",
        "Paul Okoro, who runs the bookshop",
        "The railway company closed its line",
    ],
)
def test_near_a_place_only_its_sentence_is_asked_about(words: str) -> None:
    start = TEXT.index(words)
    drafts = _drafts(Options(count=3, near=(start, start + 1)))
    assert drafts
    for draft in drafts:
        assert any(span.start <= start < span.end for span in draft.evidence)


def test_a_question_can_be_made_anew_from_its_sentence() -> None:
    """The way a teacher exchanges one question: the same sentence and skill, nothing seen before."""
    start = TEXT.index("In 1961, the town")
    seen: tuple[str, ...] = ()
    for _turn in range(3):
        (draft,) = _drafts(Options(count=1, near=(start, start + 20), skills=(Skill.LOCATE,), seen=seen))
        assert draft.stem not in seen
        assert draft.skill is Skill.LOCATE
        seen += (draft.stem,)


@pytest.mark.parametrize(
    ("options", "kind", "why"),
    [
        (Options(count=1), Kind.SEQUENCE, "better questions of other kinds filled the set"),
        (Options(count=1), Kind.VOCABULARY, "better questions of other kinds filled the set"),
        (
            Options(count=12, difficulties=(Difficulty.EASY,)),
            Kind.SEQUENCE,
            "what was found had flaws or did not fit what was asked for",
        ),
        (
            Options(count=12, skills=(Skill.EVALUATE,)),
            Kind.DETAIL,
            "nothing of it fits what was asked for",
        ),
        (
            Options(count=12, formats=(Format.ORDERING,)),
            Kind.REASON,
            "nothing of it fits what was asked for",
        ),
    ],
)
def test_why_a_kind_is_missing(options: Options, kind: Kind, why: str) -> None:
    assert _set(options)[2][kind] == why


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (Kind.MAIN_IDEA, "no single sentence of the article sums it up"),
        (Kind.SEQUENCE, "the article dates fewer than three events"),
        (Kind.INFERENCE, "no two sentences of the article are tied together by a name or a contrast"),
        (Kind.CLAIM_OR_FACT, "the article has no opinion of somebody beside three facts that can be checked"),
        (Kind.EVIDENCE, "no claim in the article is followed by what supports it, and no opinion can be asked about"),
    ],
)
def test_an_article_without_a_kind_says_so(kind: Kind, why: str) -> None:
    text = "The council closed the old bridge because engineers had found cracks in its supports."
    _drafts, _dropped, left_out = _set(Options(), text, "")
    assert left_out[kind] == why


def test_a_kind_asked_for_to_the_end_says_so() -> None:
    text = "The council closed the old bridge because engineers had found cracks in its supports."
    seen = Options(kinds=(Kind.REASON,), seen=("Why did the council close the old bridge?",))
    assert _set(seen, text, "")[2] == {Kind.REASON: "all of it has been asked before"}


@pytest.mark.parametrize(
    ("stem", "free"),
    [
        ("Why did the council close the old stone bridge?", False),
        ("Why did the council close the old stone bridge yesterday?", False),
        ("Why did the mayor close the town hall?", True),
        ("When did the council close the old stone bridge?", True),
    ],
)
def test_nearly_the_same_question_is_not_asked_again(stem: str, free: bool) -> None:
    text = "The council closed the old stone bridge because engineers had found cracks in its supports."
    assert bool(_set(Options(kinds=(Kind.REASON,), seen=(stem,)), text, "")[0]) is free


def test_the_same_seed_gives_the_same_set_and_another_gives_another() -> None:
    options = Options(count=10, seed=4)
    parsed, found = reading(TEXT, TITLE), _clauses(TEXT, TITLE)
    asks = tuple(comprehension.ask(parsed, found, ()))
    assert select(parsed, found, asks, options) == select(parsed, found, asks, options)
    assert any(_drafts(Options(count=10, seed=seed)) != _drafts(options) for seed in range(4))
