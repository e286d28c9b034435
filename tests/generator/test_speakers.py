"""Who says so: speakers of reported clauses and quotations, findings, and what is nobody's word or must not be told."""

import pytest

from quizzes.generator.speakers import attribution_of, voice

from .reading_aids import clause, clauses, reading, statements, token

# Text, a word of the quotation or the reported clause, its speaker.
REPORTED = [
    ("Anna Berg said the bridge was safe.", "safe", "Anna Berg"),
    ("Anna Berg said that the bridge was safe.", "safe", "Anna Berg"),
    ("The engineers warned that the bridge might fall.", "fall", "the engineers"),
    ("The charity believes that the law protects children.", "protects", "the charity"),
    ("Critics argue that the tax hurts small farms.", "hurts", "critics"),
    ("The bridge was safe, Anna Berg said.", "safe", "Anna Berg"),
    ("The bridge was safe, said the mayor.", "safe", "the mayor"),
    ("The bridge, Anna Berg said, was safe.", "safe", "Anna Berg"),
    ("According to the report, coral reefs are dying quickly.", "dying", "the report"),
    ("Coral reefs are dying quickly, according to the report.", "dying", "the report"),
    ("Coral reefs are dying quickly, according to Paul Okoro.", "dying", "Paul Okoro"),
    ("According to the World Bank, prices rose by a third.", "rose", "the World Bank"),
    ("The World Bank estimates that prices rose by a third.", "rose", "the World Bank"),
    ("The survey found that most teenagers sleep badly.", "sleep", "the survey"),
    ("A study showed that the tablets reduced pain.", "reduced", "a study"),
    ("Researchers discovered that the bees hid their food.", "hid", "researchers"),
    ("The survey found boys and girls sleep badly.", "sleep", "the survey"),
    ("The figures show that prices rose by a third.", "rose", "the figures"),
    ("Anna Berg opened the bridge. She said the river was clean.", "clean", "Anna Berg"),
    ("The engineers tested the bridge. They said the river was clean.", "clean", "the engineers"),
    ("Paul Okoro told Anna Berg that she had won the prize.", "won", "Paul Okoro"),
    ("Police said on Monday that the driver had left the road.", "left", "police"),
    ("A spokesman for the firm said the workers had left the site.", "left", "a spokesman for the firm"),
    ("The alarm failed, the Daily Post reported.", "failed", "the Daily Post"),
    ("The alarm failed, according to Maria Silva, who runs the hotel.", "failed", "Maria Silva"),
    ("Asked about the fire, Maria Silva said the alarm had failed.", "failed", "Maria Silva"),
    # Not reported at all.
    ("The mayor told Anna Berg to close the bridge.", "close", None),
    ("Maria Silva accused the hotel of hiding the report.", "hiding", None),
    ("The bridge was safe.", "safe", None),
    ("Anna Berg closed the bridge because the river rose.", "rose", None),
    ("Anna Berg, who said little, closed the bridge.", "closed", None),
    ("The council closed the bridge after Anna Berg had spoken.", "closed", None),
    ("Half of them do, according to the guests, but the share is only a fifth.", "is", None),
    # Somebody says so, but who that is stays open.
    ("It said the bridge was safe.", "safe", ""),
    ("She said that the bridge was safe.", "safe", ""),
    (
        "Anna Berg found the physical letters of the sailors involved and reconstructed their trips.",
        "reconstructed",
        "",
    ),
    ("They believe that the law protects children.", "protects", ""),
    ("Some say that the law protects children.", "protects", ""),
]

# Text, what it states, with the speaker before it.
QUOTED = [
    (
        "“The old road should be closed to traffic,” said Maria Silva.",
        ["[Maria Silva] The old road should be closed to traffic"],
    ),
    (
        "“The old road should be closed to traffic,” Maria Silva said.",
        ["[Maria Silva] The old road should be closed to traffic"],
    ),
    (
        "“The old road should be closed to traffic,” said Maria Silva, who runs a school.",
        ["[Maria Silva] The old road should be closed to traffic", "Maria Silva runs a school"],
    ),
    (
        "Maria Silva said: “The old road should be closed to traffic.”",
        [
            "Maria Silva said the old road should be closed to traffic",
            "[Maria Silva] The old road should be closed to traffic",
        ],
    ),
    (
        "“The old road is dangerous for children,” said Maria Silva. “The council must close the road to all cars.”",
        [
            "[Maria Silva] The old road is dangerous for children",
            "[Maria Silva] The council must close the road to all cars",
        ],
    ),
    (
        "“The old road is dangerous for children,” said the mayor. “The council must close the road to all cars.”",
        [
            "[the mayor] The old road is dangerous for children",
            "[the mayor] The council must close the road to all cars",
        ],
    ),
    (
        "“The old road is dangerous for children. The council must close the road to all cars,” said Maria Silva.",
        [
            "[Maria Silva] The old road is dangerous for children",
            "[Maria Silva] The council must close the road to all cars",
        ],
    ),
    # Two speakers in one paragraph: each has their own.
    (
        "“The road is dangerous for children,” said Maria Silva. “The road helps the shops in town,” said Paul Okoro.",
        [
            "[Maria Silva] The road is dangerous for children",
            "[Paul Okoro] The road helps the shops in town",
        ],
    ),
    # Nobody is named for it.
    ("“The council must close the road to all cars.”", []),
    ("“The council must close the road to all cars,” he said.", []),
    (
        "“The council must close the road to all cars,” one resident said.",
        ["[one resident] The council must close the road to all cars"],
    ),
]

# Text, a word of a quotation, its speaker.
VOICES = [
    ("“The old road is dangerous for children,” said Maria Silva.", "dangerous", "Maria Silva"),
    ("“The old road is dangerous for children,” Maria Silva told reporters.", "dangerous", "Maria Silva"),
    ("“Is the old road dangerous for children?” asked Maria Silva.", "dangerous", "Maria Silva"),
    ("“The old road is dangerous for children!” said the mayor.", "dangerous", "the mayor"),
    ("Maria Silva told reporters: “The old road is dangerous for children.”", "dangerous", "Maria Silva"),
    ("Maria Silva wrote in a letter: “The old road is dangerous for children.”", "dangerous", "Maria Silva"),
    ("Maria Silva had an answer. She said: “The old road is dangerous for children.”", "dangerous", "Maria Silva"),
    ("Maria Silva runs the school. “The old road is dangerous for children,” she said.", "dangerous", "Maria Silva"),
    ("“The old road,” said Maria Silva, “is dangerous for all the children here.”", "dangerous", "Maria Silva"),
    # The speaker of the next quotation does not own the one before.
    (
        "“The old road is dangerous for children,” said Maria Silva. Paul Okoro said the shops need the road.",
        "dangerous",
        "Maria Silva",
    ),
    (
        "“The old road is dangerous for children.” The crowd cheered. Paul Okoro said the shops need the road.",
        "dangerous",
        None,
    ),
    # From one paragraph to the next nothing is carried over.
    (
        "“The old road is dangerous for children,” said Maria Silva.\n\n“The shops need the road for their goods.”",
        "shops",
        None,
    ),
    # An open pronoun leaves the quotation open, whoever else speaks in the paragraph.
    ("“The old road is dangerous for children,” he said.", "dangerous", None),
    ("Maria Silva runs the school. “The old road is dangerous for children,” he said.", "dangerous", None),
    (
        "“The old road is dangerous for children,” said Maria Silva. “The shops need the road for trade,” he said.",
        "shops",
        None,
    ),
    # No quotation.
    ("Maria Silva said the old road was dangerous.", "dangerous", None),
    ("Maria Silva called the road “a danger”.", "danger", None),
]

# I, we and you in quotations; what is told, and by whom.
FIRST_PERSON = [
    (
        "“I run a small shop in Leeds with two friends,” said Maria Silva.",
        ["Maria Silva runs a small shop in Leeds with two friends"],
    ),
    (
        "“I am afraid of the traffic in the street,” said Maria Silva.",
        ["Maria Silva is afraid of the traffic in the street"],
    ),
    (
        "“I have lived in the village for thirty years,” said Maria Silva.",
        ["Maria Silva has lived in the village for thirty years"],
    ),
    ("“I do not trust the new mayor at all,” said Maria Silva.", ["Maria Silva does not trust the new mayor at all"]),
    ("“I sold my car to a friend in May,” said Maria Silva.", ["Maria Silva sold her car to a friend in May"]),
    ("“I sold my car to a friend in May,” said Paul Okoro.", ["Paul Okoro sold his car to a friend in May"]),
    (
        "“I will open a second shop in the autumn,” said Maria Silva.",
        ["Maria Silva will open a second shop in the autumn"],
    ),
    (
        "“I have never seen the river so high in my life,” Maria Silva wrote.",
        ["Maria Silva has never seen the river so high in her life"],
    ),
    ("“This is a disaster for the whole of the region,” said Maria Silva.", []),
    ("“They took all the money from the old people,” said Maria Silva.", []),
    ("“I live in Toronto and take the map for granted,” he said.", []),
    ("“I run a small shop in Leeds with two friends.”", []),
    ("“I run a small shop in Leeds with two friends,” said one resident.", []),
    ("“Nobody in the village ever asked me about the road,” said Maria Silva.", []),
    ("“We must protect the river from the factory,” said Maria Silva.", []),
    ("“You need a good pair of boots in winter,” said Maria Silva.", []),
    (
        "“The factory must give us clean water at last,” said Maria Silva.",
        ["[Maria Silva] The factory must give “us clean water at last”"],
    ),
    (
        "“The new road will bring our children to school,” said Maria Silva.",
        ["[Maria Silva] The new road will bring “our children to school”"],
    ),
    (
        "“The film will make you cry at the end,” said Paul Okoro.",
        ["[Paul Okoro] The film will make “you cry at the end”"],
    ),
]

# Text, a statement that belongs to the speaker.
PARTICIPLES = [
    (
        "“We are proud of the bridge,” said the mayor, adding that the bridge had cost three million euros.",
        "[the mayor] The bridge had cost three million euros",
    ),
    (
        "The ministry rejected the plan, saying that the canal would damage the wetlands.",
        "[the ministry] The canal would damage the wetlands",
    ),
    (
        "Anna Berg rejected the plan, arguing that the canal would damage the wetlands.",
        "[Anna Berg] The canal would damage the wetlands",
    ),
    (
        "Farmers blocked the road on Monday, claiming that the tax would ruin the north.",
        "[farmers] The tax would ruin the north",
    ),
    (
        "The engineers closed the bridge, warning that the old cables were weak.",
        "[the engineers] The old cables were weak",
    ),
]


@pytest.mark.parametrize(("text", "word", "speaker"), REPORTED)
def test_reported_clauses_belong_to_their_speaker(text: str, word: str, speaker: str | None) -> None:
    found = token(text, word)
    verb = found if found.pos_ in {"VERB", "AUX"} else found.head
    who = attribution_of(verb)
    assert (who and who.speaker) == speaker


@pytest.mark.parametrize(("text", "stated"), QUOTED)
def test_quotations_are_stated_with_their_speaker(text: str, stated: list[str]) -> None:
    assert statements(text) == stated


@pytest.mark.parametrize(("text", "word", "speaker"), VOICES)
def test_quotations_have_the_voice_the_text_gives_them(text: str, word: str, speaker: str | None) -> None:
    parsed = reading(text)
    found = token(text, word)
    who = voice(parsed, next(one for one in parsed.sentences if found in one.span), found)
    assert (who and who.speaker) == speaker


@pytest.mark.parametrize(("text", "stated"), FIRST_PERSON)
def test_what_people_say_of_themselves_is_told_of_them(text: str, stated: list[str]) -> None:
    assert statements(text) == stated


@pytest.mark.parametrize(("text", "stated"), PARTICIPLES)
def test_reporting_participles_have_the_subject_as_speaker(text: str, stated: str) -> None:
    assert stated in statements(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        (
            "“Maria Silva said: ‘The old road is a danger to children in the village,’ and I agree,” said Paul Okoro.",
            "The old road",
        ),
        (
            "“My father always told me, ‘The sea takes back what it gives to the people,’” said Paul Okoro.",
            "The sea",
        ),
    ],
)
def test_a_quotation_in_a_quotation_is_not_its_speakers(text: str, never: str) -> None:
    assert not any(one.startswith(f"[Paul Okoro] {never}") for one in statements(text))


def test_what_another_proposed_in_a_quotation_is_that_others() -> None:
    text = "“Mr Katese proposed that the village should buy the mill from the bank,” said Maria Silva."
    assert "[Maria Silva] The village should buy the mill from the bank" not in statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is important to note that the river floods every spring.",
        "It is worth remembering that the river floods every spring.",
        "It is fair to say that the river floods every spring.",
    ],
)
def test_it_is_important_to_note_has_no_speaker(text: str) -> None:
    assert not any(one.attribution and one.attribution.speaker for one in clauses(text))


@pytest.mark.parametrize(
    ("text", "start", "plural", "lemma"),
    [
        ("The engineers warned that the bridge was weak.", "The bridge", True, "warn"),
        ("The mayor claimed that the bridge was weak.", "The bridge", False, "claim"),
        ("According to the report, the bridge was weak.", "The bridge", False, "say"),
        ("A number of companies predict the bridge will be crowded.", "The bridge", True, "predict"),
        ("Data collected by the county suggests the bridge is weak.", "The bridge", False, "suggest"),
        ("Spiers believes the bridge could lead to a new wave of visitors.", "The bridge", False, "believe"),
        ("“The bridge is too weak for heavy lorries,” Maria Silva explained.", "The bridge", False, "explain"),
    ],
)
def test_a_speaker_has_a_number_and_a_verb(text: str, start: str, plural: bool, lemma: str) -> None:
    who = clause(text, start).attribution
    assert who is not None
    assert (who.plural, who.lemma) == (plural, lemma)


@pytest.mark.parametrize(
    ("text", "start", "person"),
    [
        ("Anna Berg warned that the bridge was weak.", "The bridge", "Anna Berg"),
        ("The mayor warned that the bridge was weak.", "The bridge", None),
        ("The World Bank warned that prices would rise.", "Prices", None),
    ],
)
def test_only_named_people_are_persons(text: str, start: str, person: str | None) -> None:
    who = clause(text, start).attribution
    assert who is not None
    assert (who.person and who.person.name) == person


@pytest.mark.parametrize(
    "text",
    ["Anna Berg said that she left Leeds in May.", "Paul Okoro announced that he left Leeds in May."],
)
def test_what_people_report_of_themselves_needs_no_speaker(text: str) -> None:
    (found,) = (one for one in clauses(text) if one.statement.endswith("left Leeds in May") and one.how == "reported")
    assert found.attribution is None
    assert found.subject in {"Anna Berg", "Paul Okoro"}


@pytest.mark.parametrize(
    "text",
    ["Anna Berg said that she would leave Leeds in May.", "Paul Okoro announced that he will leave Leeds in May."],
)
def test_what_people_say_they_will_do_is_no_fact(text: str) -> None:
    assert [one.how for one in clauses(text)] == ["main"]
