"""An ask dressed in each format: rows of what comes out, and which formats an ask may take."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from quizzes.generator import comprehension
from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Choice, DraftQuestion, Format, Kind, Options, Skill
from quizzes.generator.flaws import Flaw
from quizzes.generator.formats import Dressing, dress, formats_for

from .reading_aids import clauses, reading
from .test_distractors import ARTICLE

WHY = "reason.because"


def _ask(rule: str, text: str = ARTICLE) -> Ask:
    return next(ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule)


def _dressed(rule: str, format_: Format, text: str = ARTICLE, **wants: Any) -> DraftQuestion | Flaw:
    needs = {"seed": 0, "key_place": 0, "want_false": False, **wants}
    return dress(_ask(rule, text), format_, Dressing(reading(text), clauses(text), **needs), 0.5)


def _draft(rule: str, format_: Format, text: str = ARTICLE, **wants: Any) -> DraftQuestion:
    draft = _dressed(rule, format_, text, **wants)
    assert isinstance(draft, DraftQuestion)
    return draft


# --- multiple choice ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_multiple_choice_puts_the_key_where_the_set_wants_it(place: int) -> None:
    draft = _draft(WHY, Format.MULTIPLE_CHOICE, key_place=place)
    assert draft.stem == "Why did the council close the old bridge?"
    assert [choice.is_key for choice in draft.choices] == [number == place for number in range(4)]
    assert draft.choices[place] == Choice("Engineers had found cracks in its supports", is_key=True)
    assert draft.model_answer == "Engineers had found cracks in its supports"
    assert draft.accepted_answers == ()


def test_the_explanation_of_a_choice_quotes_the_evidence() -> None:
    draft = _draft(WHY, Format.MULTIPLE_CHOICE)
    assert draft.explanation == (
        "The article says: “The council closed the old bridge because engineers had found cracks in its supports.”"
    )
    assert [span.quote for span in draft.evidence] == [
        "The council closed the old bridge because engineers had found cracks in its supports."
    ]


def test_an_ask_with_options_of_its_own_keeps_them_and_says_why() -> None:
    own = tuple(Choice(text, note=f"Not {text}.") for text in ("Bells", "Boats", "Bulbs"))
    ask = replace(_ask(WHY), options=own, because="Here it means so.")
    draft = dress(ask, Format.MULTIPLE_CHOICE, Dressing(reading(ARTICLE), clauses(ARTICLE), 0, 3, False), 0.5)
    assert isinstance(draft, DraftQuestion)
    assert set(draft.choices[:3]) == set(own)
    assert draft.choices[3].is_key
    assert draft.explanation.startswith("Here it means so. The article says: “The council closed")


def test_the_wrong_options_are_shuffled_by_the_seed() -> None:
    orders = {
        tuple(choice.text for choice in _draft(WHY, Format.MULTIPLE_CHOICE, seed=seed).choices) for seed in range(6)
    }
    assert len(orders) > 1
    assert _draft(WHY, Format.MULTIPLE_CHOICE, seed=3) == _draft(WHY, Format.MULTIPLE_CHOICE, seed=3)


# --- true or false -----------------------------------------------------------------------------------------------

LAW = "The new law will reduce the noise in the town."
STRICT = "However, the new law, a strict one, will reduce the noise in the town."
SPOKEN = "However, Mayor Anna Berg said the new law would reduce the noise in the town."
SHOP = "The shop may close because customers buy their books online."

FALSE = [
    # Rule, text, false statement, the word of the article and what stands for it.
    ("detail.fact", LAW, "The new law will increase the noise in the town.", "reduce", "increase"),
    (
        "statement.about",
        SPOKEN,
        "According to Anna Berg, the new law would increase the noise in the town.",
        "reduce",
        "increase",
    ),
    (
        "detail.fact",
        "The club had 40 members in the summer of 1961.",
        "The club had 45 members in the summer of 1961.",
        "40",
        "45",
    ),
    (
        "detail.fact",
        "The firm sent ships to Norway. The firm sent lorries to Sweden.",
        "The firm sent ships to Sweden.",
        "Norway",
        "Sweden",
    ),
]


@pytest.mark.parametrize(("rule", "text", "statement", "old", "new"), FALSE)
def test_a_false_statement_is_one_change_away(rule: str, text: str, statement: str, old: str, new: str) -> None:
    draft = _draft(rule, Format.TRUE_FALSE, text, want_false=True)
    quote = reading(text).sentences[0].text
    note = f"The article says “{old}”, not “{new}”: “{quote}”"
    assert (draft.stem, draft.model_answer) == (statement, "False")
    assert draft.choices == (Choice("True", note=note), Choice("False", is_key=True))
    assert draft.explanation == f"False. {note}"


TRUE = [
    ("detail.fact", STRICT, "The new law will reduce the noise in the town."),
    # A claim stays its speaker's, and what may be stays the article's guess.
    ("statement.about", SPOKEN, "According to Anna Berg, the new law would reduce the noise in the town."),
    (WHY, SHOP, "According to the article, the shop may close because customers buy their books online."),
]


@pytest.mark.parametrize(("rule", "text", "statement"), TRUE)
def test_a_true_statement_is_not_copied_from_the_article(rule: str, text: str, statement: str) -> None:
    draft = _draft(rule, Format.TRUE_FALSE, text)
    assert (draft.stem, draft.model_answer) == (statement, "True")
    assert draft.choices == (
        Choice("True", is_key=True),
        Choice("False", note=f"The article says so: “{text}”"),
    )
    assert draft.explanation == f"True. The article says: “{text}”"


@pytest.mark.parametrize(
    ("text", "want_false", "flaw"),
    [
        (LAW, False, Flaw.COPIED),
        ("The café serves bread and soup to students.", True, Flaw.NO_FALSE_STATEMENT),
        ("The flood killed 12 miners in the valley and the fire damaged the new school.", True, Flaw.SENSITIVE),
        ("The court jailed nine editors of the old newspaper in May.", True, Flaw.SENSITIVE),
    ],
)
def test_what_makes_no_statement_to_judge(text: str, want_false: bool, flaw: Flaw) -> None:
    assert _dressed("detail.fact", Format.TRUE_FALSE, text, want_false=want_false) is flaw


# --- gaps --------------------------------------------------------------------------------------------------------

GAPS = [
    (
        "detail.how_many",
        "However, the old firm employs 14 workers.",
        "The old firm employs _____ workers.",
        ("14", "Fourteen"),
    ),
    (
        "detail.fact",
        "Norway and Sweden decided to help the fishermen of Iceland.",
        "Norway and Sweden decided to help the fishermen of _____.",
        ("Iceland",),
    ),
    (
        "detail.fact",
        "The factory in the valley hired Anna Berg in 2011.",
        "The factory in the valley hired _____ in 2011.",
        ("Anna Berg", "Berg"),
    ),
    # "A" or "an" gives nothing away.
    (
        "detail.fact",
        "The children in the boat watched an otter.",
        "The children in the boat watched a(n) _____.",
        ("otter", "Otter"),
    ),
    (
        WHY,
        "The council closed the bridge because engineers had found cracks in its supports.",
        "The council closed the bridge because engineers had found _____ in its supports.",
        ("cracks", "Cracks", "crack"),
    ),
]


@pytest.mark.parametrize(("rule", "text", "stem", "accepted"), GAPS)
def test_a_gap_leaves_out_what_only_the_article_can_fill(
    rule: str, text: str, stem: str, accepted: tuple[str, ...]
) -> None:
    draft = _draft(rule, Format.CLOZE, text)
    assert (draft.stem, draft.model_answer, draft.accepted_answers) == (stem, accepted[0], accepted)
    assert draft.choices == ()
    assert draft.explanation == f"The missing words are “{accepted[0]}”. The article says: “{text}”"


def test_a_gap_stands_past_the_middle() -> None:
    text = "Norway and Sweden decided to help a lot of other people."
    assert _dressed("detail.fact", Format.CLOZE, text) is Flaw.NO_GAP


# --- typed answers -----------------------------------------------------------------------------------------------

TYPED = [
    (
        "reason.because_of",
        "The museum closed because of a shortage of trained guards.",
        ("Because of a shortage of trained guards", "A shortage of trained guards"),
    ),
    (
        "reason.purpose",
        "Farmers planted trees to protect their fields from the wind.",
        ("To protect their fields from the wind", "Protect their fields from the wind"),
    ),
    ("detail.manner", "Rosa Klein saved money by walking to work.", ("By walking to work", "Walking to work")),
    (
        "statement.viewed_as",
        "Critics described the plan as a waste of public money.",
        ("As a waste of public money", "Waste of public money"),
    ),
    (
        "statement.about",
        "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
        ("It would cost twice as much as planned", "Would cost twice as much as planned"),
    ),
    ("detail.where", "The two leaders signed the treaty in Geneva.", ("In Geneva", "Geneva")),
    ("detail.object", "The new treaty bans the export of ivory.", ("The export of ivory", "Export of ivory")),
    (
        "detail.subject",
        "The United Nations opened a school in the camp.",
        ("The United Nations", "United Nations"),
    ),
    # Numbers in digits and in words, persons by their surname.
    ("detail.how_many", "The club owns 14 boats.", ("14", "Fourteen")),
    ("detail.how_many", "The firm employs 1,200 workers in Norway.", ("1,200",)),
    ("detail.year", "The engineers finished the tunnel in 1988.", ("1988",)),
    (
        "detail.subject",
        "Sara Lind moved to Oslo. Later Sara Lind founded the youth club in 2011.",
        ("Sara Lind", "Lind"),
    ),
]


@pytest.mark.parametrize(("rule", "text", "accepted"), TYPED)
def test_a_typed_answer_accepts_its_variants(rule: str, text: str, accepted: tuple[str, ...]) -> None:
    draft = _draft(rule, Format.SHORT_ANSWER, text)
    quote = reading(text).sentences[-1].text
    assert draft.accepted_answers == accepted
    assert draft.model_answer == accepted[0]
    assert draft.choices == ()
    assert draft.stem == _ask(rule, text).stem
    assert draft.explanation == f"A good answer: {accepted[0]}. The article says: “{quote}”"


# --- ordering ----------------------------------------------------------------------------------------------------

BRIDGES = (
    "The town opened a steel bridge in 1936. A local firm built the first bridge in 1902. "
    "A flood destroyed the wooden bridge in 1931."
)


def test_ordering_has_its_events_in_the_right_order_and_none_is_the_key() -> None:
    draft = _draft("sequence.order", Format.ORDERING, BRIDGES)
    assert [(choice.text, choice.source and choice.source.quote) for choice in draft.choices] == [
        ("A local firm built the first bridge", "A local firm built the first bridge in 1902."),
        ("A flood destroyed the wooden bridge", "A flood destroyed the wooden bridge in 1931."),
        ("The town opened a steel bridge", "The town opened a steel bridge in 1936."),
    ]
    assert not any(choice.is_key or choice.reason or choice.note for choice in draft.choices)
    assert draft.model_answer == (
        "1. A local firm built the first bridge; 2. A flood destroyed the wooden bridge; "
        "3. The town opened a steel bridge"
    )
    assert draft.explanation.startswith("The years in the article give the order: “")
    assert all(f"“{choice.source.quote}”" in draft.explanation for choice in draft.choices if choice.source)


# --- which formats an ask may take -------------------------------------------------------------------------------

ASKED = (Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER)
TYPED_ALONE = (Format.SHORT_ANSWER,)
TYPED_FIRST = (Format.SHORT_ANSWER, Format.MULTIPLE_CHOICE)
JUDGED = (Format.TRUE_FALSE, Format.CLOZE)
EVERY = (*ASKED, *JUDGED)


@pytest.mark.parametrize(
    ("changes", "by_default", "on_demand"),
    [
        ({"form": Form.FACT}, (Format.TRUE_FALSE, Format.CLOZE), (Format.TRUE_FALSE, Format.CLOZE)),
        ({"form": Form.ORDER}, (Format.ORDERING,), (Format.ORDERING,)),
        ({"form": Form.ORDER, "options": (Choice("One"),)}, (Format.ORDERING,), (Format.ORDERING,)),
        # Who brings wrong options wants a choice.
        ({"form": Form.WORD, "options": (Choice("One"),)}, (Format.MULTIPLE_CHOICE,), (Format.MULTIPLE_CHOICE,)),
        ({"form": Form.SENTENCE, "options": (Choice("One"),)}, (Format.MULTIPLE_CHOICE,), (Format.MULTIPLE_CHOICE,)),
        ({"form": Form.CLAUSE}, ASKED, EVERY),
        # A name or a number is minor, whatever the kind.
        ({"form": Form.NUMBER}, TYPED_ALONE, (*TYPED_FIRST, *JUDGED)),
        ({"form": Form.PERSON}, TYPED_ALONE, (*TYPED_FIRST, *JUDGED)),
        # So is what somebody did; what they need to do, and how, is not.
        ({"kind": Kind.DETAIL, "rule": "detail.done"}, TYPED_ALONE, (*TYPED_FIRST, *JUDGED)),
        ({"kind": Kind.DETAIL, "rule": "detail.manner"}, ASKED, EVERY),
        (
            {"kind": Kind.DETAIL, "rule": "detail.intended", "stem": "What do shop owners need to do?"},
            ASKED,
            EVERY,
        ),
        (
            {"kind": Kind.DETAIL, "rule": "detail.intended", "stem": "What did shop owners use to do?"},
            TYPED_ALONE,
            (*TYPED_FIRST, *JUDGED),
        ),
        # Somebody's own words beside made-up ones would show.
        ({"answer": "It is “a shame”"}, TYPED_ALONE, (*TYPED_FIRST, *JUDGED)),
        ({"form": Form.PURPOSE}, ASKED, EVERY),
    ],
)
def test_not_every_format_makes_sense(
    changes: dict[str, Any], by_default: tuple[Format, ...], on_demand: tuple[Format, ...]
) -> None:
    ask = replace(_ask(WHY), **changes)
    assert formats_for(ask, Options()) == by_default
    assert formats_for(ask, Options(formats=(Format.TRUE_FALSE,))) == on_demand


def _estimates() -> Iterator[tuple[float, float]]:
    """Pairs of estimates of difficulty, the easier first."""
    why = _draft(WHY, Format.MULTIPLE_CHOICE).difficulty
    yield why, _draft(WHY, Format.SHORT_ANSWER).difficulty
    dressing = Dressing(reading(ARTICLE), clauses(ARTICLE), 0, 0, False)
    ask = _ask(WHY)
    for harder in (
        replace(ask, skill=Skill.EVALUATE),
        replace(ask, sentences=(*ask.sentences, reading(ARTICLE).sentences[1])),
    ):
        draft = dress(harder, Format.MULTIPLE_CHOICE, dressing, 0.5)
        assert isinstance(draft, DraftQuestion)
        yield why, draft.difficulty
    plain = dress(replace(ask, kind=Kind.DETAIL), Format.MULTIPLE_CHOICE, dressing, 0.5)
    assert isinstance(plain, DraftQuestion)
    yield plain.difficulty, why


def test_what_is_harder_is_estimated_so() -> None:
    for easier, harder in _estimates():
        assert 0 <= easier < harder <= 1


def test_a_draft_carries_what_its_ask_says() -> None:
    ask, draft = _ask(WHY), _draft(WHY, Format.SHORT_ANSWER)
    assert (draft.kind, draft.skill, draft.bloom, draft.rule) == (ask.kind, ask.skill, ask.bloom, ask.rule)
    assert (draft.format, draft.score) == (Format.SHORT_ANSWER, 0.5)


def test_a_name_is_accepted_with_its_capital_only() -> None:
    text = "Nair hopes to close two streets near the school next year."
    assert _draft("detail.subject", Format.SHORT_ANSWER, text).accepted_answers == ("Nair",)
