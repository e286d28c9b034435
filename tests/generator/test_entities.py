"""The article's names: which of them are one, what sort they are of, and what tells a person's gender."""

import pytest
from spacy.tokens import Doc, Span

from quizzes.generator.entities import Entity, clean_name, entity_of, parted, recognise
from quizzes.generator.reading import language_model

from .reading_aids import reading, token


def entity(text: str, name: str) -> Entity:
    (found,) = (one for one in reading(text).entities if name in one.aliases)
    return found


# Text, the last word of a name in its last sentence, the fullest name.
GROUPED = [
    ("Anna Berg opened the exhibition in Oslo. Berg thanked the volunteers.", "Berg", "Anna Berg"),
    ("President Emmanuel Macron flew to Berlin. Macron met union leaders there.", "Macron", "Emmanuel Macron"),
    ("Dr Helen Park tested the vaccine. On Friday, Dr Park praised the nurses.", "Park", "Helen Park"),
    ("Mr Paul Okoro bought the mill in 1998. Mr Okoro sold the mill last year.", "Okoro", "Paul Okoro"),
    ("Sir David Hale wrote the report. Hale blamed the ministry.", "Hale", "David Hale"),
    ("Professor Linda Marsh studies whales in Norway. Professor Marsh counted them.", "Marsh", "Linda Marsh"),
    ("Angela Brandt’s party lost the election. Brandt’s rivals formed a government.", "Brandt", "Angela Brandt"),
    ("Labour lost the vote in May. On Monday, the Labour Party chose a new leader.", "Party", "Labour Party"),
    ("The Volkswagen Group built the plant. Later Volkswagen hired 300 workers.", "Volkswagen", "Volkswagen Group"),
    (
        "The World Trade Organization (WTO) published the figures. The WTO asked for more money.",
        "WTO",
        "World Trade Organization",
    ),
    (
        "The African Development Bank (ADB) lent the money. Last week the ADB asked for cuts.",
        "ADB",
        "African Development Bank",
    ),
    ("The European Union (EU) agreed on the rules. The EU will check the farms.", "EU", "European Union"),
    (
        "The International Monetary Fund lent the country money. Last week the IMF asked for cuts.",
        "IMF",
        "International Monetary Fund",
    ),
    ("The United Nations sent food to the camps. The UN will send tents in May.", "UN", "United Nations"),
    ("The United States signed the treaty. The US sent two ships to Japan.", "US", "United States"),
    ("The United States signed the treaty. Farmers in America protested.", "America", "United States"),
    ("The United Kingdom left the group. Companies in the UK lost customers.", "UK", "United Kingdom"),
    ("The United Kingdom left the group. Companies in Britain lost customers.", "Britain", "United Kingdom"),
    ("The Netherlands built the dam. Engineers in Holland raised the wall.", "Holland", "Netherlands"),
    ("The Soviet Union launched the rocket. Schools in the USSR closed early.", "USSR", "Soviet Union"),
]

# Text, two names that are not one's.
APART = [
    ("Maria Lopez runs a bakery in Leeds. Juan Lopez drives a bus in York.", "Maria Lopez", "Juan Lopez"),
    ("Maria Lopez met Juan Lopez in Leeds. Mr Lopez paid for the meal.", "Lopez", "Juan Lopez"),
    ("Maria Lopez met Juan Lopez in Leeds. Mr Lopez paid for the meal.", "Lopez", "Maria Lopez"),
    ("Anna Berg opened the exhibition. Paul Okoro painted the pictures.", "Anna Berg", "Paul Okoro"),
    ("The United States and the United Kingdom signed the treaty.", "United States", "United Kingdom"),
    ("North Korea closed the border with South Korea in May.", "North Korea", "South Korea"),
    ("The European Union paid for the road. The United Nations sent food.", "European Union", "United Nations"),
    ("Anna Berg moved from Oslo to Vienna.", "Oslo", "Vienna"),
    ("South Africa is the richest country in Africa.", "South Africa", "Africa"),
    ("President Joe Biden met Hunter Biden. Mr Biden spoke for an hour.", "Biden", "Joe Biden"),
    ("President Joe Biden met Hunter Biden. Mr Biden spoke for an hour.", "Biden", "Hunter Biden"),
    ("The World Bank paid for the road. The World Food Programme sent rice.", "World Bank", "World Food Programme"),
    ("Paul Okoro met Paul Dean in Leeds. Neighbours blamed Paul.", "Paul", "Paul Dean"),
]

# Text, name, sort, gender, whether more than the parser's guess tells that it is a person.
SORTS = [
    ("Anna Berg opened the exhibition in Oslo.", "Anna Berg", "PERSON", "she", True),
    ("Paul Okoro opened the exhibition in Oslo.", "Paul Okoro", "PERSON", "he", True),
    ("Reporters met Mr Okoro in Vienna.", "Okoro", "PERSON", "he", True),
    ("Reporters met Mrs Tanaka in Vienna.", "Tanaka", "PERSON", "she", True),
    ("Judges praised Ms Tanaka for the film.", "Tanaka", "PERSON", "she", True),
    ("Sir Robin Hale wrote the report in 2014.", "Robin Hale", "PERSON", "he", True),
    ("The spokeswoman Robin Tanaka refused the offer.", "Robin Tanaka", "PERSON", "she", True),
    ("Dr Robin Hale wrote the report in 2014.", "Robin Hale", "PERSON", None, True),
    ("Robin Hale said the report was wrong.", "Robin Hale", "PERSON", None, True),
    ("The police freed Robin Hale on Monday.", "Robin Hale", "PERSON", None, False),
    ("Anna Berg moved from Oslo to Vienna.", "Vienna", "GPE", None, False),
    ("France will close two power stations.", "France", "GPE", None, False),
    ("France warned that the river was rising.", "France", "GPE", None, False),
    ("The United Nations sent food to the camps.", "United Nations", "ORG", None, False),
    ("The World Bank said that prices would rise.", "World Bank", "ORG", None, False),
    ("Microsoft said that prices would rise.", "Microsoft", "ORG", None, False),
    ("The Helen Marsh Institute sold its boats.", "Helen Marsh Institute", "ORG", None, False),
]


@pytest.mark.parametrize(("text", "short", "full"), GROUPED)
def test_short_names_join_the_full_one(text: str, short: str, full: str) -> None:
    found = entity_of(token(text, short))
    assert found is entity(text, full)
    assert found.name == full


@pytest.mark.parametrize(("text", "one", "other"), APART)
def test_a_name_that_could_be_anothers_stays_by_itself(text: str, one: str, other: str) -> None:
    assert entity(text, one) is not entity(text, other)


@pytest.mark.parametrize(("text", "name", "label", "gender", "sure"), SORTS)
def test_sort_and_gender(text: str, name: str, label: str, gender: str | None, sure: bool) -> None:
    found = entity(text, name)
    assert (found.label, found.gender, found.sure) == (label, gender, sure)
    assert found.is_person == (label == "PERSON")


def test_a_name_is_of_the_sort_that_most_mentions_are_of() -> None:
    text = "Florence Nyman came home. Reporters met Nyman in Oslo. Fans wrote to Nyman. Police spoke with Nyman."
    found = entity(text, "Nyman")
    assert (found.name, found.label) == ("Florence Nyman", "PERSON")


def test_two_names_that_the_parser_joined_at_a_comma_are_two() -> None:
    doc = language_model()("Index on Censorship, Pullman and Philip Pullman")
    doc.ents = (Span(doc, 0, 5, label="ORG"), Span(doc, 6, 8, label="PERSON"))
    assert [(name.text, name.label_) for name in parted([doc])] == [
        ("Index on Censorship", "ORG"),
        ("Pullman", "PERSON"),
        ("Philip Pullman", "PERSON"),
    ]


def test_a_name_with_a_comma_of_its_own_stays_whole() -> None:
    doc = language_model()("Berg, Okoro and Sons")
    doc.ents = (Span(doc, 0, 5, label="ORG"),)
    assert [name.text for name in parted([doc])] == ["Berg, Okoro and Sons"]


def test_those_named_most_often_come_first() -> None:
    text = "Paul Okoro met Anna Berg in Oslo. Berg showed Okoro the plans. On Friday, Berg left Oslo. Berg was ill."
    assert [one.name for one in reading(text).entities] == ["Anna Berg", "Oslo", "Paul Okoro"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("the Putin’s", "Putin"),
        ("The United Nations", "United Nations"),
        ("Anna Berg’s", "Anna Berg"),
        ("Anna Berg's", "Anna Berg"),
        ("“Anna Berg,”", "Anna Berg"),
        ("the workers’", "workers"),
        ("Theo Lind", "Theo Lind"),
        ("Andes", "Andes"),
        ("Los Angeles", "Los Angeles"),
    ],
)
def test_a_clean_name_has_no_ending_and_no_article(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_titles_are_no_part_of_a_name() -> None:
    assert {one.name for one in reading("President Emmanuel Macron met Dr Helen Park.").entities} == {
        "Emmanuel Macron",
        "Helen Park",
    }


@pytest.mark.parametrize(
    ("word", "name"),
    [("Berg", "Anna Berg"), ("Anna", "Anna Berg"), ("Oslo", "Oslo"), ("opened", None), ("exhibition", None)],
)
def test_the_words_of_a_mention_belong_to_its_entity(word: str, name: str | None) -> None:
    found = entity_of(token("Anna Berg opened the exhibition in Oslo.", word))
    assert (found and found.name) == name


def _recognised(text: str, names: dict[str, Entity]) -> dict[str, str]:
    doc: Doc = language_model().make_doc(text)
    recognise(doc, names)
    return {one.text: found.name for one in doc if (found := entity_of(one)) is not None}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Berg left.", {"Berg": "Anna Berg"}),
        ("Anna Berg left.", {"Anna": "Anna Berg", "Berg": "Anna Berg"}),
        ("Then Berg left Oslo.", {"Berg": "Anna Berg", "Oslo": "Oslo"}),
        ("The berg melted.", {}),
        ("Okoro left.", {}),
    ],
)
def test_known_names_are_recognised_in_another_text(text: str, marked: dict[str, str]) -> None:
    anna, oslo = Entity("Anna Berg", "PERSON"), Entity("Oslo", "GPE")
    assert _recognised(text, {"Anna Berg": anna, "Berg": anna, "Oslo": oslo}) == marked
