"""Making a statement false by one change: rows of the first sentence and what the surest change makes of it."""

import re

import pytest

from quizzes.generator.twists import Twist, is_sensitive, other_numbers, twists

from .reading_aids import reading, token

TURNED = [
    (
        "The law bans children under the age of 14 from working. It names 23 sorts of work.",
        "The law bans children under the age of 7 from working.",
    ),
    ("After the inspection, the town ordered a ban.", "Before the inspection, the town ordered a ban."),
    # Verbs, by how they are used, in the form they had.
    ("The law will reduce the noise in the town.", "The law will increase the noise in the town."),
    ("The council supports the plan.", "The council opposes the plan."),
    ("The plan was rejected by the parliament.", "The plan was accepted by the parliament."),
    ("The plan strengthened ties between them.", "The plan weakened ties between them."),
    ("The firm raised its prices.", "The firm lowered its prices."),
    ("The prize encourages girls.", "The prize discourages girls."),
    ("Sales increased in May.", "Sales decreased in May."),
    ("Prices rose quickly in the spring.", "Prices fell quickly in the spring."),
    ("The museum opens on Sundays.", "The museum closes on Sundays."),
    ("The war ended.", "The war began."),
    # Nouns, with their "a" or "an".
    ("The majority of the nurses work at night.", "The minority of the nurses work at night."),
    ("The growth of the city surprised the experts.", "The decline of the city surprised the experts."),
    ("The team made an increase in sales possible.", "The team made a decrease in sales possible."),
    # Adjectives and adverbs after their verb.
    ("The new bus is cheaper than the train.", "The new bus is more expensive than the train."),
    ("The new bridge is safer than the old one.", "The new bridge is more dangerous than the old one."),
    ("The minister was happy with the vote.", "The minister was unhappy with the vote."),
    ("The result was positive.", "The result was negative."),
    ("The exam was difficult for younger pupils.", "The exam was easy for younger pupils."),
    ("The team often trains at night.", "The team rarely trains at night."),
    # Counting words may stand before their noun.
    ("The firm hired more workers than its rival.", "The firm hired fewer workers than its rival."),
    # Phrases.
    ("The firm hired more than 200 workers.", "The firm hired less than 200 workers."),
    ("The firm hired less than 200 workers.", "The firm hired more than 200 workers."),
    ("The firm needs at least nine lorries.", "The firm needs at most nine lorries."),
    ("At least nine schools need repairs.", "At most nine schools need repairs."),
    ("Two miners waited in the tunnel.", "Four miners waited in the tunnel."),
    ("The nurses met before the flood.", "The nurses met after the flood."),
    # Antonyms of words with one main sense.
    ("The streets were noisy and narrow.", "The streets were quiet and narrow."),
    ("The soup was hot.", "The soup was cold."),
    ("The absence of rain surprised the farmers.", "The presence of rain surprised the farmers."),
    # Names of the same sort that the article has.
    ("Norway launched the ships. Sweden sold them.", "Sweden launched the ships."),
    ("The company was founded by Sara Lind. Tom Reed runs it.", "The company was founded by Tom Reed."),
    # Numbers and years.
    ("The club had 40 members at the time.", "The club had 45 members at the time."),
    ("The club had 1,250 members at the time.", "The club had 1,750 members at the time."),
    ("The two towns built the bridge in 1961.", "The four towns built the bridge in 1961."),
    ("The town built the bridge in 1961.", "The town built the bridge in 1951."),
    ("The town built the bridge in 1961. A flood took it in 1987.", "The town built the bridge in 1987."),
]

KEPT = [
    "The drone has one failure in 10,000 hours.",  # "one success in 10,000 hours" is nonsense
    "There was no agreement that the device was reliable.",  # nor, perhaps, that it was unreliable
    "The player was close to stopping.",  # nobody is close to starting
    "Towns do not often move.",  # nobody does "not rarely" do something
    "Drones have a long way to go before they become a reality.",  # only what has happened has an order
    "The council will paint the hall wherever possible.",
    "The drink is made in Rwanda. She lives in Brooklyn.",  # it may be made in Brooklyn too
    "The firm earns money in Doñana. They live in Spain.",  # what is so of a place is so of its country
    "The cars turned back in Orchard Road. Amara Lewis waved.",  # nobody turns back in a person
    "The law allows for an appeal.",  # "forbids for" is no English
    "The prize encourages girls to paint.",  # nobody is discouraged to do something
    "They met in support of the miners.",  # one is in opposition to something
    "They met to improve the harbour.",  # nobody meets to worsen it
    "They have helped one another.",  # "two another" neither
    "The law bans the firm from working in the city.",  # "permits the firm from working" neither
    "It is an easy route.",  # an adjective before its noun says little
    "The village is in the northern hills.",
    "The old man smiled.",  # the opposite of a man is no misreading
    "The lamp is bright.",  # many senses, so no opposite that is sure
    "The minister arrived in Cairo.",
    "The Red Cross sent nurses. The World Bank sent money.",  # what one body does another cannot always do
    "The firm gets its ships from Norway and Sweden. Denmark has some.",  # one of two names leaves the other
]


def _twists(text: str) -> list[Twist]:
    parsed = reading(text)
    sentence = parsed.sentences[0]
    return list(twists(parsed, sentence.text, list(sentence.span)))


@pytest.mark.parametrize(("text", "turned"), TURNED)
def test_the_surest_change_comes_first(text: str, turned: str) -> None:
    assert _twists(text)[0].text == turned


@pytest.mark.parametrize("text", KEPT)
def test_no_change_is_better_than_a_clumsy_one(text: str) -> None:
    assert _twists(text) == []


@pytest.mark.parametrize("text", [text for text, _turned in TURNED])
def test_one_change_is_made_in_one_place_and_never_a_not(text: str) -> None:
    said = reading(text).sentences[0].text
    made = _twists(text)
    assert made
    for twist in made:
        assert len(re.findall(rf"\b{re.escape(twist.old)}\b", said)) == 1
        assert twist.new in twist.text
        assert twist.text not in (said, "")
        assert not re.search(r"\bnot\b|n’t", twist.text)
        assert not re.search(r"\ba [aeio]|\ban [^aeiou]", twist.text)


def test_a_word_that_stands_twice_is_not_changed() -> None:
    assert "rose" not in {twist.old for twist in _twists("Prices rose in May because wages rose in April.")}


def test_what_stands_aside_is_changed_last() -> None:
    made = _twists("The firm, which raised its prices, reduced its costs.")
    assert [twist.old for twist in made] == ["reduced", "raised"]


@pytest.mark.parametrize(
    ("text", "number", "others"),
    [
        # The article's own of the same sort come first, then near ones.
        ("The firm has 40 lorries and 55 drivers.", "40", ["55", "45", "20", "80", "42"]),
        (
            "The town built the bridge in 1961. A flood took it in 1987.",
            "1961",
            ["1987", "1951", "1966", "1957", "1946"],
        ),
        ("The club has four coaches and seven teams.", "four", ["seven", "six", "eight", "three"]),
        # A year is no count, and words are no digits.
        ("The club had 40 members in 1961 and seven coaches.", "40", ["45", "20", "80", "42"]),
    ],
)
def test_numbers_that_might_be_taken_for_it(text: str, number: str, others: list[str]) -> None:
    assert other_numbers(reading(text), token(text, number)) == others


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("Two miners died in the tunnel.", True),
        ("The banker was convicted of fraud.", True),
        ("She has cancer.", True),
        ("The guards shot at the crowd.", True),
        ("The thief stole a painting.", True),
        ("Police arrested the editor.", True),
        ("The bridge was closed in May.", False),
        ("The council repaired the roof.", False),
        ("The lieutenant drove a diesel car past the illuminated mill.", False),
        ("Billie studied the skill of embroidery.", False),
    ],
)
def test_crime_death_and_illness_are_sensitive(text: str, sensitive: bool) -> None:
    assert is_sensitive(text) is sensitive


def test_a_name_is_changed_as_a_whole_though_the_article_has_only_a_part_of_it() -> None:
    text = "Vladimir Putin met Kim Jong Un in Pyongyang. Putin visited Oslo in 2010."
    said = reading(text).sentences[1]
    changed = [twist.text for twist in twists(reading(text), "Vladimir Putin visited Oslo", list(said.span))]
    assert not [one for one in changed if "Vladimir Kim" in one]


def test_a_street_with_a_persons_name_is_not_swapped_for_a_person() -> None:
    text = "Mill Lane should stay closed. Daniel Osei, a doctor, said he was happy. Osei lives in Leeds."
    first = reading(text).sentences[0]
    assert not any("Osei" in twist.new for twist in twists(reading(text), first.text, list(first.span)))


@pytest.mark.parametrize(
    "text",
    [
        # What is not so of one town may well not be so of another, and what belongs to one belongs to many.
        "Ice cream is not made in Norway. Sweden has many shops.",
        # What is so of one place may be so of another.
        "Ice cream is rather cheap in Norway. Sweden has many shops.",
        "The shops are part of Norway’s culture. Sweden has many shops.",
    ],
)
def test_no_name_is_changed_where_the_statement_may_stay_true(text: str) -> None:
    first = reading(text).sentences[0]
    assert not any(twist.new == "Sweden" for twist in twists(reading(text), first.text, list(first.span)))
