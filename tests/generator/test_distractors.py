"""Wrong options: three or none, of different reasons, alike in form, none of them right."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from quizzes.generator import comprehension
from quizzes.generator.asks import Ask, Form
from quizzes.generator.distractors import CLAUSES, MOST_TWISTS, distractors
from quizzes.generator.drafts import Choice, Reason
from quizzes.generator.flaws import WHOLE
from quizzes.generator.lexicon import words
from quizzes.generator.twists import is_sensitive

from .reading_aids import clauses, reading

ARTICLE = (
    "The council closed the old bridge because engineers had found cracks in its supports. "
    "The repairs will cost two million pounds.\n\n"
    "Shop owners fear that the closure will reduce their income. The bakery lost a third of its customers in April. "
    "The ferry company bought a second boat in order to carry schoolchildren across the river.\n\n"
    "The mayor promised to open a footbridge before the winter. Volunteers built a shelter for people who wait. "
    "The flood in March damaged forty houses near the river. The school moved its sports day to the park."
)
TOWN = f"""{ARTICLE}

In 1961, the railway company signed an agreement with the town. The railway company closed its line in 1984. The \
county planted nine hundred trees in 2006. The town sold the station to a brewery in 1990.

Anna Berg founded the river trust in 2011. Paul Okoro runs the bookshop in Selby. Maria Silva drew the first map of \
the harbour. Tom Reed wrote a history of the ferry. Berg teaches history at a school in Denby.

The new ferry will reduce the traffic in the town. The owner of the brewery gave money to the trust. A retired teacher \
keeps the old photographs. The driver of the bus repaired the engine by using an old belt. The club raised money by \
selling cakes on market days. The library attracts children by lending them toys. Two fishermen found the wreck of a \
steamer in June. The old tunnel had killed nine miners. All of the shops always open at nine.

The heavy rain led to floods in three valleys. The long drought caused a shortage of bread in the county. The new road \
forced two farms to close. High prices have led to a rise in thefts. Cheap loans encourage young families to buy \
houses. New rules make it hard for small shops to pay their staff. Critics described the plan as a waste of money. The \
old port is regarded as the heart of the county."""


@cache
def _asks(text: str = TOWN) -> tuple[Ask, ...]:
    return tuple(
        ask
        for ask in comprehension.ask(reading(text), clauses(text), ())
        if ask.form not in WHOLE | {Form.FACT} and not ask.options
    )


def _ask(stem: str, text: str = TOWN) -> Ask:
    (ask,) = (ask for ask in _asks(text) if ask.stem == stem)
    return ask


@cache
def _wrong(stem: str, text: str = TOWN, seed: int = 0) -> tuple[Choice, ...]:
    return distractors(reading(text), clauses(text), _ask(stem, text), seed)


@cache
def _made() -> tuple[tuple[Ask, tuple[Choice, ...]], ...]:
    """Each question of the town's article with its wrong options."""
    return tuple((ask, distractors(reading(TOWN), clauses(TOWN), ask, 0)) for ask in _asks())


def _every() -> Iterator[tuple[Ask, tuple[Choice, ...]]]:
    """The questions that have wrong options, with them."""
    return ((ask, wrong) for ask, wrong in _made() if wrong)


# --- what holds of all of them -----------------------------------------------------------------------------------


def test_there_are_three_or_none() -> None:
    assert {len(wrong) for _found, wrong in _made()} == {0, 3}
    assert len(list(_every())) > 20


def test_each_says_why_it_is_wrong() -> None:
    for _found, wrong in _every():
        for choice in wrong:
            assert not choice.is_key
            assert choice.reason is not None
            assert choice.note.endswith((".", "”"))


def test_each_comes_from_a_verbatim_span_or_from_nowhere() -> None:
    for _found, wrong in _every():
        for choice in wrong:
            if choice.source is None:
                assert choice.reason is Reason.UNSUPPORTED
                made_up = re.search(r"\b(\d+|two|three|four|six|eight|nine|ten)\b", choice.text.lower())
                assert made_up or choice.note == "The article does not say this anywhere."
            else:
                assert TOWN[choice.source.start : choice.source.end] == choice.source.quote


def test_all_reasons_are_used_and_twists_at_most_twice() -> None:
    assert {choice.reason for _found, wrong in _every() for choice in wrong} == set(Reason)
    for _found, wrong in _every():
        assert [choice.reason for choice in wrong].count(Reason.MISREADS) <= MOST_TWISTS


def test_a_twist_quotes_the_word_of_the_evidence() -> None:
    for ask, wrong in _every():
        for choice in wrong:
            if choice.reason is Reason.MISREADS:
                old, new = re.findall(r"“([^”]*)”", choice.note)
                assert old.lower() in ask.sentences[0].text.lower()
                assert new.lower() in choice.text.lower()
                assert choice.source == reading(TOWN).evidence(*ask.sentences)[0]


def test_what_stands_in_the_evidence_or_beside_it_is_no_option() -> None:
    """The key with other words at its end may take these from beside the evidence, a statement of its own may not."""
    homes = {sentence.text: sentence.index for sentence in reading(TOWN).sentences}
    for ask, wrong in _every():
        own = {sentence.index for sentence in ask.sentences}
        beside = {index + step for index in own for step in (-1, 0, 1)}
        for choice in wrong:
            if choice.source is not None and choice.reason is not Reason.MISREADS:
                varied = choice.text.split()[:2] == ask.answer.split()[:2]
                near = beside if ask.form in CLAUSES | {Form.BECAUSE_OF} and not varied else own
                assert homes[choice.source.quote] not in near


def test_none_accuses_anybody_or_claims_absolutes() -> None:
    for ask, wrong in _every():
        for choice in wrong:
            assert not is_sensitive(choice.text) or is_sensitive(ask.answer)
            assert not set(re.findall(r"\w+", choice.text.lower())) & words("absolute")


def test_options_are_of_the_keys_length() -> None:
    for ask, wrong in _every():
        key = len(ask.answer.split())
        slack = 2 if key <= 4 else max(3, round(key * 0.5))
        assert all(abs(len(choice.text.split()) - key) <= slack for choice in wrong)


def test_options_differ_from_the_key_and_from_each_other() -> None:
    for ask, wrong in _every():
        texts = [ask.answer.lower(), *(choice.text.lower() for choice in wrong)]
        assert len(set(texts)) == 4
        assert not any(re.search(rf"\b{re.escape(text)}\b", ask.stem.lower()) for text in texts[1:])


def test_options_start_with_a_capital_and_end_without_a_full_stop() -> None:
    for _found, wrong in _every():
        assert all(re.fullmatch(r"[A-Z0-9£].*[^.]", choice.text) for choice in wrong)


# --- the form of the key ------------------------------------------------------------------------------------------

ALIKE = [
    ("Why did the ferry company buy a second boat?", r"To [a-z]+ .+"),
    ("How did the club raise money?", r"By [a-z]+ing .+"),
    ("How did the driver of the bus repair the engine?", r"By [a-z]+ing .+"),
    (
        "What did the railway company do in 1961?",
        r"([A-Z][a-z]+ed|Sold|Bought|Built|Drew|Gave|Kept|Lost|Wrote|Found|Taught) .+",
    ),
    ("What did the mayor promise to do?", r"(?![A-Z][a-z]+(ed|ing|s) )[A-Z][a-z]+ .+"),
    ("What effect did the flood in March have?", r"It ([a-z]+ed|led|was|had|lost|made|gave|brought|forced) .+"),
    ("What effect have high prices had?", r"They .+"),
    ("What effect do cheap loans have?", r"They [a-z]+[^s] .+"),
    ("In what year did the railway company close its line?", r"(19|20)\d\d"),
    ("How many fishermen found the wreck of a steamer in June?", r"(Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)"),
    ("Why did the council close the old bridge?", r"[A-Z].+ [a-z]+.*"),
]


@pytest.mark.parametrize(("stem", "form"), ALIKE)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_options_are_alike_in_form_number_and_time(stem: str, form: str, seed: int) -> None:
    assert re.fullmatch(form, _ask(stem).answer)
    for choice in _wrong(stem, seed=seed):
        assert re.fullmatch(form, choice.text), choice.text


PEOPLE = [
    ("Who founded the river trust in 2011?", {"Paul Okoro", "Maria Silva", "Tom Reed"}),
    ("Who runs the bookshop in Selby?", {"Anna Berg", "Maria Silva", "Tom Reed"}),
    # The surname alone is the same person.
    ("Who teaches history at a school in Denby?", {"Paul Okoro", "Maria Silva", "Tom Reed"}),
    # A common noun has common nouns beside it.
    ("Who gave money to the trust?", {"The driver of the bus", "A retired teacher", "The mayor"}),
    ("Who keeps the old photographs?", {"The driver of the bus", "The owner of the brewery", "The mayor"}),
]


@pytest.mark.parametrize(("stem", "others"), PEOPLE)
def test_people_stand_beside_people_of_the_same_sort(stem: str, others: set[str]) -> None:
    assert {choice.text for choice in _wrong(stem)} == others


def test_a_role_of_the_keys_person_is_no_option() -> None:
    text = (
        "Anna Berg, the mayor of Marlow, opened the new library. The crowd sang. The mayor of Marlow likes books. "
        "Paul Okoro runs the shop in Selby. Maria Silva drew the first map of the harbour. "
        "Tom Reed wrote a history of the ferry."
    )
    assert {choice.text for choice in _wrong("Who opened the new library?", text)} == {
        "Paul Okoro",
        "Maria Silva",
        "Tom Reed",
    }


# --- what would be right as well ----------------------------------------------------------------------------------

DEEDS = (
    "The railway company signed an agreement with the town in 1961. The rain was heavy. "
    "The railway company opened a station in the valley in 1972. The rain was heavy. "
    "The railway company closed its old workshop in 1984. The rain was heavy. "
    "The railway company bought nine diesel engines in 1991. The rain was heavy. "
)


def test_the_same_subjects_deeds_of_other_years_are_wrong() -> None:
    wrong = _wrong("What did the railway company do in 1961?", DEEDS)
    assert {choice.text for choice in wrong} <= {
        "Opened a station in the valley",
        "Closed a station in the valley",
        "Closed its old workshop",
        "Opened its old workshop",
        "Bought nine diesel engines",
        "Bought eleven diesel engines",
    }
    assert len(wrong) == 3


def test_the_same_subjects_deeds_may_be_right_where_no_year_tells() -> None:
    days = iter(("Monday", "Tuesday", "Wednesday", "Thursday"))
    text = re.sub(r"in \d{4}", lambda _year: f"on {next(days)}", DEEDS)
    assert _wrong("What did the railway company do on Monday?", text) == ()


def test_what_stands_beside_the_evidence_is_no_option_for_why() -> None:
    wrong = _wrong("Why did the council close the old bridge?", ARTICLE)
    assert wrong
    assert not any("two million" in choice.text for choice in wrong)


def test_those_from_elsewhere_are_the_articles_own_words() -> None:
    stated = {clause.statement for clause in clauses(ARTICLE)}
    wrong = _wrong("Why did the council close the old bridge?", ARTICLE)
    elsewhere = [choice.text for choice in wrong if choice.reason is Reason.ELSEWHERE]
    assert elsewhere
    assert set(elsewhere) <= stated


def test_those_without_support_are_nowhere_in_the_article() -> None:
    for _found, wrong in _every():
        for choice in wrong:
            if choice.reason is Reason.UNSUPPORTED:
                assert not re.search(rf"\b{re.escape(choice.text.lower())}\b", TOWN.lower())


@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize("stem", [stem for stem, _form in ALIKE])
def test_the_same_seed_gives_the_same_options(stem: str, seed: int) -> None:
    ask = _ask(stem)
    assert distractors(reading(TOWN), clauses(TOWN), ask, seed) == _wrong(stem, seed=seed)


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        (
            "Anna Berg founded the river trust in 2011. Paul Okoro runs the bookshop in Selby.",
            "Who founded the river trust in 2011?",
        ),
        # Beside what a thing did, two at most are made up.
        ("The flood damaged forty houses near the river.", "What effect did the flood have?"),
    ],
)
def test_too_little_to_choose_from_gives_none(text: str, stem: str) -> None:
    assert _wrong(stem, text) == ()


def test_beside_what_somebody_says_of_a_thing_all_may_be_made_up() -> None:
    text = "Teaching the pupils to swim is really very challenging, said Anna Berg, who runs the school."
    wrong = _wrong("What does Anna Berg say about teaching the pupils to swim?", text)
    assert [choice.reason for choice in wrong] == [Reason.UNSUPPORTED] * 3
    assert all(choice.text.startswith("It ") and choice.source is None for choice in wrong)


def test_what_the_same_person_says_besides_is_no_wrong_answer_to_what_they_say() -> None:
    text = (
        "Anna Berg said: “Many of the drivers feel that the old road is safe for children.”\n\n"
        "Anna Berg said the tolls have become too high. Anna Berg said the police have stopped too many lorries.\n\n"
        "Paul Okoro said the roads have become safer. Maria Silva said the villages have become quieter. "
        "Tom Reed said the drivers have found new ways. Rosa Klein said the lorries have grown too heavy."
    )
    parsed, found = reading(text), clauses(text)
    (ask,) = (one for one in comprehension.ask(parsed, found, ()) if one.rule == "statement.said")
    assert [choice.text for choice in distractors(parsed, found, ask, 0)] == [
        "The old road is dangerous for children",
        "The lorries have grown too heavy",
        "The villages have become quieter",
    ]
