"""What pronouns and definite nouns refer to: resolved where nothing else is in reach, else left open."""

import pytest

from quizzes.generator.pronouns import announces, possessive
from quizzes.generator.reading import personal

from .reading_aids import last_statements, reading, stands_for, token

# Text, pronoun (its last occurrence), who is meant.
PERSONS = [
    ("Nils Oberg runs the prisons. He welcomed the fall in numbers.", "He", "Nils Oberg"),
    ("Maria Silva wrote a book. She now teaches in Lisbon.", "She", "Maria Silva"),
    ("Mr Okoro sold the mill. He moved to Leeds.", "He", "Okoro"),
    ("Mrs Tanaka sold the mill. She moved to Leeds.", "She", "Tanaka"),
    ("Dr Robin Hale wrote the report. He left the ministry in May.", "He", "Robin Hale"),
    ("Dr Robin Hale wrote the report. She left the ministry in May.", "She", "Robin Hale"),
    # One of each gender.
    ("Nils Oberg met Maria Silva in Lisbon. She welcomed the plan.", "She", "Maria Silva"),
    ("Nils Oberg met Maria Silva in Lisbon. He welcomed the plan.", "He", "Nils Oberg"),
    ("Maria Silva invited Nils Oberg to Lisbon. He welcomed the plan.", "He", "Nils Oberg"),
    # The subject before the others.
    ("Nils Oberg sent a letter to Paul Okoro in May. He asked for more money.", "He", "Nils Oberg"),
    ("Anna Berg wrote to Clara Lind in May. She asked for more money.", "She", "Anna Berg"),
    # The nearer sentence before the farther.
    ("Paul Okoro lost the vote. Nils Oberg won the vote. He thanked the voters.", "He", "Nils Oberg"),
    ("Clara Lind lost the vote. Anna Berg won the vote. She thanked the voters.", "She", "Anna Berg"),
    # Across two sentences.
    ("Nils Oberg runs the prisons. The prisons are old. He wants new ones.", "He", "Nils Oberg"),
    ("Maria Silva wrote a book. It sold well in Spain. She now teaches in Lisbon.", "She", "Maria Silva"),
    ("Maria Silva wrote a book. She sold the rights. She now teaches in Lisbon.", "She", "Maria Silva"),
    ("Nils Oberg runs the prisons. He is 54. He welcomed the fall in numbers.", "He", "Nils Oberg"),
    # Whom a speaker speaks of is not the next speaker.
    (
        "Nils Oberg opened the hall. “Paul Okoro has told me that the roof is safe.”\n\nHe said it was late.",
        "He",
        "Nils Oberg",
    ),
    # From one paragraph to the next.
    ("Nils Oberg runs the prisons.\n\nHe welcomed the fall in numbers.", "He", "Nils Oberg"),
    ("Maria Silva wrote a book.\n\nShe now teaches in Lisbon.", "She", "Maria Silva"),
    # As object or owner.
    ("Maria Silva wrote a book. Critics praised her.", "her", "Maria Silva"),
    ("Nils Oberg runs the prisons. Reporters met him in Vienna.", "him", "Nils Oberg"),
    ("Nils Oberg praised his staff.", "his", "Nils Oberg"),
    ("Maria Silva wrote a book. Her daughter drew the pictures.", "Her", "Maria Silva"),
    ("Maria Silva said that she would stay in Lisbon.", "she", "Maria Silva"),
    ("When Maria Silva retired, she moved to Lisbon.", "she", "Maria Silva"),
    # Named by name and role.
    ("Nils Oberg, the owner of the mill, fired the workers. He later sold the mill.", "He", "Nils Oberg"),
    ("The owner of the mill, Nils Oberg, fired the workers. He later sold the mill.", "He", "Nils Oberg"),
    # Common nouns that are no rivals.
    ("Maria Silva wrote a book. Her editors liked it. She now teaches in Lisbon.", "She", "Maria Silva"),
    ("Maria Silva met the prince in Lisbon. She thanked the crowd.", "She", "Maria Silva"),
    ("Nils Oberg met the spokeswoman in Vienna. He thanked the crowd.", "He", "Nils Oberg"),
    ("Nils Oberg met the workers in Vienna. He thanked the crowd.", "He", "Nils Oberg"),
    ("Nils Oberg bought a boat in Vienna. He thanked the crowd.", "He", "Nils Oberg"),
]

OPEN_PERSONS = [
    # Two of one gender.
    ("The voters preferred Nils Oberg to Paul Okoro. He thanked the voters.", "He"),
    ("Reporters met Anna Berg with Clara Lind in Oslo. She thanked the voters.", "She"),
    # Nobody, or nobody of that gender.
    ("The weather was mild. He welcomed the plan.", "He"),
    ("Maria Silva wrote a book. He now teaches in Lisbon.", "He"),
    ("Nils Oberg runs the prisons. She welcomed the plan.", "She"),
    ("Mr Okoro sold the mill. She moved to Leeds.", "She"),
    ("France closed two power stations. He welcomed the plan.", "He"),
    ("The World Bank paid for the road. She welcomed the plan.", "She"),
    ("He welcomed the plan. Nils Oberg runs the prisons.", "He"),
    # Too far.
    ("Nils Oberg runs the prisons. The prisons are old. The roofs leak. The walls crack. He wants new ones.", "He"),
    ("Nils Oberg runs the prisons.\n\nThe prisons are old.\n\nHe wants new ones.", "He"),
    # A person without a name in between.
    ("Nils Oberg runs the prisons. A guard found the letter. He called the police.", "He"),
    ("Maria Silva wrote a book. A student read the book. She liked the end.", "She"),
    ("Maria Silva wrote a book. The actress read the book. She liked the end.", "She"),
    ("Nils Oberg sold the firm. The new owner closed the mill. He fired the workers.", "He"),
    ("Anna Berg’s brother runs the mill. He fired the workers.", "He"),
    ("Anna Berg’s sister runs the mill. She fired the workers.", "She"),
    ("Nils Oberg’s mother was a nurse. She worked in Oslo.", "She"),
    ("Nils Oberg runs the prisons. The chairman closed the meeting. He wants new ones.", "He"),
]

THINGS = [
    ("The leaders signed a pact. They praised it.", "They", "the leaders"),
    ("The museum closed in May. It will open again in June.", "It", "the museum"),
    ("The workers repaired the roof. They finished in May.", "They", "the workers"),
    ("The company sold its boats. It plans to buy a train.", "It", "the company"),
    ("Farmers in the north lost their sheep. They blame the wolves.", "They", "farmers in the north"),
    ("The old bridge closed on Monday. It will reopen in two weeks.", "It", "the old bridge"),
    ("The workers met the minister in May. They demanded higher pay.", "They", "the workers"),
    ("The council repaired the roofs. It also painted the doors.", "It", "the council"),
    ("France and Spain signed the treaty. They will share the water.", "They", "France and Spain"),
    ("The company’s workers left. They wanted more money.", "They", "the company’s workers"),
    ("The workers left. They were tired. They wanted more money.", "They", "the workers"),
    ("The museum closed. It was too small. It will move to Leeds.", "It", "the museum"),
    # The subject of the case that stands before it.
    ("When the tunnel is ready, it will be the longest in Europe.", "it", "the tunnel"),
    ("If the walls crack, they will be built again.", "they", "the walls"),
]

OPEN_THINGS = [
    # Something else in the sentence before would fit as well.
    ("The leaders visited the schools. They were old.", "They"),
    ("The museum bought the house. It was old.", "It"),
    ("The workers wrote to the owners. They were angry.", "They"),
    ("The council closed the bridge. It had cracks.", "It"),
    # The sentence before is in another paragraph, or too far.
    ("The leaders signed a pact.\n\nThey praised it.", "They"),
    ("The museum closed in May.\n\nIt will open again in June.", "It"),
    ("The museum closed in May. Visitors were sad. It will open again in June.", "It"),
    # Number.
    ("The museum closed in May. They will open it again in June.", "They"),
    ("The workers left in May. It was cold.", "It"),
    # Nothing at all.
    ("Nils Oberg came home. It rained.", "It"),
    ("They closed the museum.", "They"),
    ("Police arrested the drivers. They were tired.", "They"),
    ("It will open again in June.", "It"),
    # A person is no "it".
    ("The minister left in May. It was a surprise.", "It"),
    ("When the tunnel reaches the lake, it will be the longest in Europe.", "it"),
]

# What the last sentence states.
STATED = [
    ("Nils Oberg runs the prisons. He welcomed the fall in numbers.", ["Nils Oberg welcomed the fall in numbers"]),
    ("Maria Silva wrote a book. She now teaches in Lisbon.", ["Maria Silva now teaches in Lisbon"]),
    ("The museum closed in May. It will open again in June.", ["The museum will open again in June"]),
    ("The workers repaired the roof. They finished the work in May.", ["The workers finished the work in May"]),
    # Possessives bound by their subject stay.
    ("Nils Oberg praised his staff.", ["Nils Oberg praised his staff"]),
    ("Maria Silva sold her house.", ["Maria Silva sold her house"]),
    ("The company sold its boats.", ["The company sold its boats"]),
    ("The workers lost their jobs.", ["The workers lost their jobs"]),
    ("Maria Silva wrote a book. She sold her house in May.", ["Maria Silva sold her house in May"]),
    # Others are replaced by the name.
    ("Maria Silva wrote a book. Her daughter drew the pictures.", ["Maria Silva’s daughter drew the pictures"]),
    ("Maria Silva wrote a book. Critics praised her style.", ["Critics praised Maria Silva’s style"]),
    ("Nils Oberg runs the prisons. Reporters met him in Vienna.", ["Reporters met Nils Oberg in Vienna"]),
    ("Nils Oberg runs the prisons. The paper printed his letter.", ["The paper printed Nils Oberg’s letter"]),
    # Open ones make no statement.
    ("The weather was mild. He welcomed the plan.", []),
    ("The leaders visited the schools. They were old.", []),
    ("The weather was mild. Its supporters praised the plan.", []),
    ("The weather was mild. Critics praised her style.", []),
    ("The weather was mild. Reporters met him in Vienna.", []),
    ("Maria Silva met Anna Berg in Oslo. The paper printed her letter.", ["The paper printed Maria Silva’s letter"]),
    # "US" is no pronoun.
    ("The treaty bound the US for ten years.", ["The treaty bound the US for ten years"]),
    ("Steel from China reached the US in May.", ["Steel from China reached the US in May"]),
]

# Definite and demonstrative nouns: what the last sentence states.
POINTING = [
    (
        "The two leaders signed a pact in June. Western countries view this pact as a threat.",
        ["Western countries view the pact as a threat"],
    ),
    (
        "The city will build a tunnel. This tunnel will cost two billion euros.",
        ["The tunnel will cost two billion euros"],
    ),
    (
        "The city will build three tunnels. These tunnels will cost two billion euros.",
        ["The tunnels will cost two billion euros"],
    ),
    ("Western countries view this thing as a threat.", []),
    ("Anna Berg was 19. Many students leave home at that age.", []),
    ("This may prevent an attack.", []),
    ("Those were hard years.", []),
    ("Such plans cost money.", []),
    ("The others agreed with the plan.", []),
    ("The second plan does the opposite.", []),
    ("The latter agreed with the plan.", []),
    (
        "The population will increase by a third. The increase will mean longer queues.",
        ["The increase in the population will mean longer queues"],
    ),
    (
        "Next year the rents will fall sharply. The fall will help young families.",
        ["The fall in the rents will help young families"],
    ),
    ("The river rose on Monday. The rise surprised the engineers.", ["The rise in the river surprised the engineers"]),
    ("Nils Oberg closed the mill. The increase will mean longer queues.", ["The increase will mean longer queues"]),
    (
        "The population will increase by a third.\n\nThe increase will mean longer queues.",
        ["The increase will mean longer queues"],
    ),
]


@pytest.mark.parametrize(("text", "pronoun", "name"), PERSONS)
def test_he_and_she_are_the_one_person_in_reach(text: str, pronoun: str, name: str) -> None:
    assert stands_for(text, pronoun) == name


@pytest.mark.parametrize(("text", "pronoun"), OPEN_PERSONS)
def test_he_and_she_stay_open_where_somebody_else_may_be_meant(text: str, pronoun: str) -> None:
    assert stands_for(text, pronoun) is None


@pytest.mark.parametrize(("text", "pronoun", "name"), THINGS)
def test_they_and_it_are_the_subject_of_the_sentence_before(text: str, pronoun: str, name: str) -> None:
    assert stands_for(text, pronoun) == name


@pytest.mark.parametrize(("text", "pronoun"), OPEN_THINGS)
def test_they_and_it_stay_open_where_something_else_may_be_meant(text: str, pronoun: str) -> None:
    assert stands_for(text, pronoun) is None


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_statements_name_who_is_meant(text: str, stated: list[str]) -> None:
    assert last_statements(text) == stated


@pytest.mark.parametrize(("text", "stated"), POINTING)
def test_nouns_that_point_back_are_stated_where_they_are_known(text: str, stated: list[str]) -> None:
    assert last_statements(text) == stated


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Nils Oberg", "Nils Oberg’s"),
        ("James Watts", "James Watts’s"),
        ("the workers", "the workers’"),
        ("the museum", "the museum’s"),
        ("children", "children’s"),
    ],
)
def test_possessives(name: str, whose: str) -> None:
    assert possessive(name) == whose


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("The treaty bound the US for ten years.", "US", ""),
        ("“They told us the truth about the river,” said Ana Ruiz.", "us", "us"),
        ("They closed the museum.", "They", "they"),
        ("The museum closed.", "museum", ""),
    ],
)
def test_us_is_a_country_in_capitals(text: str, word: str, found: str) -> None:
    assert personal(token(text, word)) == found


def test_a_pronoun_in_speech_is_not_resolved() -> None:
    text = "Nils Oberg met the mayor. “He has never been to the prison at night,” said Ana Ruiz."
    assert stands_for(text, "He") is None


def test_a_pronoun_of_unknown_gender_tells_the_gender_from_then_on() -> None:
    text = "Dr Robin Hale wrote the report. She left the ministry in May. He was sad."
    assert stands_for(text, "She") == "Robin Hale"
    assert stands_for(text, "He") is None
    assert next(one for one in reading(text).entities if one.name == "Robin Hale").gender == "she"


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("The engineer thinks it is worth waiting for the bridge.", True),
        ("The engineer thinks it was the old captain who saved the ship.", True),
        ("The engineer said it was a knife any workman might have carried.", False),
    ],
)
def test_it_may_only_announce_what_follows(text: str, does: bool) -> None:
    assert announces(token(text, "it")) is does
