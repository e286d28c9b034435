"""Sentences with offsets, speech and terms, and what a clause asserts: hedges, negation, modality, conditions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generator import facts
from quizzes.generator.pronouns import resolve
from quizzes.generator.reading import is_body, is_person, is_plural, read
from quizzes.generator.speakers import attribute
from quizzes.generator.wording import full_form

from .reading_aids import clause, clauses, reading, statements, token

TEXT = "Anna Berg closed the bridge. It was old.\n\n“We live from the people who drive past it,” said Ana Ruiz."

PLACED = [
    (TEXT, [0, 0, 1]),
    ("The bridge closed.", [0]),
    ("The bridge closed.\n\nThe mill closed.\n\nThe school closed.", [0, 1, 2]),
    ("The bridge closed. Shops lost money. People left.\n\nThe mill closed.", [0, 0, 0, 1]),
    ("The bridge closed in May.\n\n\n\nThe mill closed in June.", [0, 2]),
    ("  The bridge closed in May.  \n\n  The mill closed in June.", [0, 1]),
    ("Café owners in Málaga paid €3m – twice as much as in 2019.\n\nNaïve buyers paid £400.", [0, 1]),
    ("The 🚲 race began in May. Nobody fell.", [0, 0]),
    ("", []),
    ("\n\n", []),
]

# Text, a word, whether it stands in speech.
SPEECH = [
    ("“The old road is dangerous for children,” said Ana Ruiz.", "dangerous", True),
    ("“The old road is dangerous for children,” said Ana Ruiz.", "Ruiz", False),
    ("“The old road is dangerous for children. The council must close it,” said Ana Ruiz.", "council", True),
    ("Ana Ruiz said: “The old road is dangerous for children.”", "Ruiz", False),
    ("Ana Ruiz said: “The old road is dangerous for children.”", "dangerous", True),
    ("‘The old road is dangerous for children,’ said Ana Ruiz.", "dangerous", True),
    ("‘The children’s road isn’t safe for the village,’ said Ana Ruiz.", "village", True),
    ('"The old road is dangerous for children," said Ana Ruiz.', "dangerous", True),
    ("“The old road is dangerous for children in the village.", "village", True),
    # Terms and titles in quotation marks are no speech.
    ("The party promised a “soft” exit from the union.", "soft", False),
    ("The party promised a “soft and slow” exit from the union.", "slow", False),
    ("The minister called the pact a “breakthrough document”.", "breakthrough", False),
    ("The band sang “Walking in the Snow” at the end.", "Snow", False),
    ("The workers’ union sold the miners’ houses near the old bridge.", "bridge", False),
    ("The children’s school and the teachers’ houses stood near the bridge.", "houses", False),
    ("The bridge closed in May.", "bridge", False),
]

# Text, its quotations of speech with their marks.
QUOTATIONS = [
    (
        "“The old road is dangerous for children,” said Ana Ruiz.",
        ["“The old road is dangerous for children,”"],
    ),
    (
        "“The old road is dangerous for children,” said Ana Ruiz. “The council must close the road now.”",
        ["“The old road is dangerous for children,”", "“The council must close the road now.”"],
    ),
    (
        "The “soft” party won. “The old road is dangerous for children,” said Ana Ruiz.",
        ["“The old road is dangerous for children,”"],
    ),
    (
        "“The mayor called it a ‘danger to all’ and closed it,” said Ana Ruiz.",
        ["“The mayor called it a ‘danger to all’ and closed it,”"],
    ),
    ("“The old road is dangerous for children in the", ["“The old road is dangerous for children in the"]),
    ("The party promised a “soft” exit from the union.", []),
    ("It said “no” in May, “perhaps” in June and “yes” in July.", []),
    ("The bridge closed in May.", []),
]

# Text, which of its sentences are nothing but speech.
WHOLLY_SPEECH = [
    ("“The old road is dangerous for children in the village.”", [True]),
    ("“The old road is dangerous. The council must close it,” said Ana Ruiz.", [True, False]),
    ("Ana Ruiz runs the school. “The old road is dangerous for all children.”", [False, True]),
    ("The party promised a “soft” exit.", [False]),
    ("The bridge closed in May.", [False]),
]

# Text, how the statement begins, whether it is hedged.
HEDGED = [
    ("The storm may reach the coast on Friday.", "The storm", True),
    ("The storm might reach the coast on Friday.", "The storm", True),
    ("The tax could hurt small farms.", "The tax", True),
    ("The drought probably killed the trees.", "The drought", True),
    ("The minister reportedly met the rebels in May.", "The minister", True),
    ("The firm allegedly paid the guards.", "The firm", True),
    ("The fire apparently started in the kitchen.", "The fire", True),
    ("The new rules seem fair to most drivers.", "The new rules", True),
    ("The thieves appear to have left the country.", "The thieves", True),
    ("The storm reached the coast on Friday.", "The storm", False),
    ("The storm will reach the coast on Friday.", "The storm", False),
    ("The storm can reach the coast within hours.", "The storm", False),
    ("The council must repair the bridge.", "The council", False),
    ("The tax certainly hurts small farms.", "The tax", False),
    ("The storm rarely reaches the coast in spring.", "The storm", False),
    ("The town celebrated the first of May with a parade.", "The town", False),
]

# Text, whether the statement is negated, what it says.
NEGATED = [
    ("The firm did not pay the workers.", True, "The firm did not pay the workers"),
    ("The firm didn’t pay the workers.", True, "The firm did not pay the workers"),
    ("The firm won’t pay the workers.", True, "The firm will not pay the workers"),
    ("The firm can’t pay the workers.", True, "The firm cannot pay the workers"),
    ("The firm has never paid the workers.", True, "The firm has never paid the workers"),
    ("The bridge was not closed by the council.", True, "The bridge was not closed by the council"),
    ("The firm paid the workers.", False, "The firm paid the workers"),
    ("The firm refused to pay the workers.", False, "The firm refused to pay the workers"),
    ("Only the council repaired the bridge.", False, "Only the council repaired the bridge"),
]

# Text, its modal verb.
MODAL = [
    ("The council must repair the bridge.", "must"),
    ("The council should repair the bridge.", "should"),
    ("The council can repair the bridge.", "can"),
    ("The council can’t repair the bridge.", "can"),
    ("The council will repair the bridge.", "will"),
    ("The council won’t repair the bridge.", "will"),
    ("The bridge could be repaired by the council.", "could"),
    ("The council may have repaired the bridge.", "may"),
    ("The council has repaired the bridge.", None),
    ("The council did not repair the bridge.", None),
    ("The council repaired the bridge.", None),
    ("The council is repairing the bridge.", None),
]

# Text, what no statement begins with.
NEVER = [
    # Conditions.
    ("If the factory closes, the town will lose its largest employer.", "The factory closes"),
    ("If the factory closes, the town will lose its largest employer.", "The town will lose"),
    ("The town will lose its largest employer if the factory closes.", "The factory closes"),
    ("Unless the river falls, the ferry will stay in the port.", "The ferry will stay"),
    ("Unless the river falls, the ferry will stay in the port.", "The river falls"),
    ("When the river rises, the ferry stays in the port.", "The ferry stays"),
    ("When the river rises, the ferry stays in the port.", "The river rises"),
    ("Anna Berg said that if the factory closes, the town will lose money.", "The factory closes"),
    ("Anna Berg said that if the factory closes, the town will lose money.", "The town will lose"),
    ("Had the council repaired the bridge, the school would have stayed open.", "The council repaired"),
    # Questions.
    ("The council asked whether the bridge had moved the river.", "The bridge had moved"),
    ("The council does not know whether the bridge is safe.", "The bridge is safe"),
    ("Will the council close the bridge?", ""),
    ("Did the storm damage the roofs of the school?", ""),
    # Denials and suppositions.
    ("Gustafsson doesn’t think the system has gone soft.", "The system has gone"),
    ("Anna Berg never said that the bridge was safe.", "The bridge was safe"),
    ("The minister did not claim that the tax had failed.", "The tax had failed"),
    ("The mayor might say that the bridge is safe.", "The bridge is safe"),
    ("The council would warn that the bridge is weak.", "The bridge is weak"),
    ("It is not true that the bridge is safe for lorries.", "The bridge is safe"),
    ("The firm denied it. It is unlikely that the bridge is safe for lorries.", "The bridge is safe"),
    ("It is a myth that the stones were round.", "The stones were"),
    ("The firm pretended that the bridge was safe for lorries.", "The bridge was safe"),
    ("Imagine that the bridge is safe for lorries.", "The bridge is safe"),
    ("Even if the tunnel opens, the ferry will sail every day.", "The ferry will sail"),
    ("As long as the river stays low, the ferry will sail every day.", "The ferry will sail"),
    # Wishes and aims.
    ("The mayor urged the council to close the bridge.", "The council"),
    ("The council wants the firm to repair the bridge.", "The firm"),
    ("The firm offered to repair the bridge.", "The firm repair"),
    ("Voters demanded that the firm repair the bridge.", "The firm repair"),
]

# Conditions that are kept.
KEPT = [
    (
        "If the factory closes, the town will lose a hundred jobs.",
        ["If the factory closes, the town will lose a hundred jobs"],
    ),
    (
        "The town will lose a hundred jobs if the factory closes.",
        ["The town will lose a hundred jobs if the factory closes"],
    ),
    (
        "Unless the river falls, the ferry will stay in the port.",
        ["Unless the river falls, the ferry will stay in the port"],
    ),
    (
        "The ferry will stay in the port unless the river falls.",
        ["The ferry will stay in the port unless the river falls"],
    ),
    ("When the river rises, the ferry stays in the port.", ["When the river rises, the ferry stays in the port"]),
    ("Once the tunnel opens, the ferry will stop.", ["Once the tunnel opens, the ferry will stop"]),
    ("The ferry stays in the port until the river falls.", ["The ferry stays in the port until the river falls"]),
    (
        "Anna Berg said that the town will lose jobs if the factory closes.",
        [
            "Anna Berg said that the town will lose jobs if the factory closes",
            "[Anna Berg] The town will lose jobs if the factory closes",
        ],
    ),
]

# Text, how the statement begins, whose opinion it is; None for what the article itself states.
OPINION = [
    ("The council closed the bridge in May.", "The council", None),
    ("Critics say the bridge is ugly.", "The bridge", "critics"),
    ("Many residents fear that the tunnel will flood in winter.", "The tunnel", "many residents"),
    ("Some experts say the alarm failed in the night.", "The alarm", "some experts"),
    ("The mayor promised that the bridge would open in May.", "The bridge", "the mayor"),
    ("The mayor knows that the bridge is ugly.", "The mayor", None),
    ("The tunnel will bring tourists, the mayor said.", "The tunnel", "the mayor"),
    ("The engineers closed the road but the mayor says the bridge is safe.", "The engineers", None),
    ("The engineers closed the road but the mayor says the bridge is safe.", "The bridge", "the mayor"),
    ("The mayor thinks the bridge is safe, but the engineers closed the road.", "The bridge", "the mayor"),
    ("The mayor thinks the bridge is safe, but the engineers closed the road.", "The engineers", None),
    ("According to the police, the driver left the road.", "The driver", "the police"),
    ("“The tunnel is a gift to the region,” said Paul Okoro.", "The tunnel", "Paul Okoro"),
    ("Critics say the bridge is ugly. The bridge opened in 1962.", "The bridge opened", None),
    ("Critics say the bridge is ugly.", "Critics say", None),
]


@pytest.mark.parametrize(("text", "paragraphs"), PLACED)
def test_every_sentence_stands_verbatim_at_its_offsets(text: str, paragraphs: list[int]) -> None:
    parsed = read(text)
    assert [text[s.start : s.end] for s in parsed.sentences] == [s.text for s in parsed.sentences]
    assert [s.paragraph for s in parsed.sentences] == paragraphs
    assert [s.index for s in parsed.sentences] == list(range(len(paragraphs)))
    for sentence in parsed.sentences:
        assert all(text[sentence.place(one) :].startswith(one.text) for one in sentence.span)


def test_evidence_is_verbatim_ordered_and_without_repeats() -> None:
    parsed = read(TEXT)
    first, second, third = parsed.sentences
    assert [span.quote for span in parsed.evidence(second, first, second)] == [
        "Anna Berg closed the bridge.",
        "It was old.",
    ]
    spans = parsed.evidence(third, third, first)
    assert [(span.start, span.end) for span in spans] == [(first.start, first.end), (third.start, third.end)]
    assert all(TEXT[span.start : span.end] == span.quote for span in spans)
    assert parsed.evidence() == ()


@pytest.mark.parametrize(
    ("index", "back", "found"), [(0, 2, []), (1, 2, [0]), (2, 2, [1, 0]), (2, 1, [1]), (2, 0, []), (2, 9, [1, 0])]
)
def test_near_sentences_come_nearest_first(index: int, back: int, found: list[int]) -> None:
    parsed = reading(TEXT)
    assert [one.index for one in parsed.near(parsed.sentences[index], back)] == found


@pytest.mark.parametrize(("text", "word", "speech"), SPEECH)
def test_speech_and_terms_in_quotation_marks(text: str, word: str, speech: bool) -> None:
    found = token(text, word)
    sentence = next(one for one in reading(text).sentences if found in one.span)
    assert sentence.in_speech(found) is speech


@pytest.mark.parametrize(("text", "quotations"), QUOTATIONS)
def test_quotations_are_the_spans_of_speech(text: str, quotations: list[str]) -> None:
    assert [text[start:end] for start, end in reading(text).sentences[0].quoted] == quotations


@pytest.mark.parametrize(("text", "wholly"), WHOLLY_SPEECH)
def test_sentences_that_are_nothing_but_speech(text: str, wholly: list[bool]) -> None:
    assert [one.wholly_speech for one in reading(text).sentences] == wholly


@pytest.mark.parametrize(("text", "start", "hedged"), HEDGED)
def test_hedges(text: str, start: str, hedged: bool) -> None:
    assert clause(text, start).hedged is hedged


@pytest.mark.parametrize(("text", "negated", "stated"), NEGATED)
def test_negation(text: str, negated: bool, stated: str) -> None:
    found = clause(text)
    assert (found.negated, found.statement) == (negated, stated)


@pytest.mark.parametrize(("text", "modal"), MODAL)
def test_modality(text: str, modal: str | None) -> None:
    found = clause(text).modal
    assert (full_form(found) if found is not None else None) == modal


@pytest.mark.parametrize(("text", "never"), NEVER)
def test_nothing_is_lifted_from_under_conditions_questions_and_denials(text: str, never: str) -> None:
    said = [one.split("] ")[-1] for one in statements(text)]
    assert [one for one in said if one.startswith(never)] == []


@pytest.mark.parametrize(("text", "stated"), KEPT)
def test_conditions_stay_with_what_they_condition(text: str, stated: list[str]) -> None:
    assert statements(text) == stated


@pytest.mark.parametrize(
    ("text", "leading"),
    [
        ("If the factory closes, the town will lose a hundred jobs.", ["if the factory closes"]),
        ("Unless the river falls, the ferry will stay in the port.", ["unless the river falls"]),
        ("When the river rises, the ferry stays in the port.", ["when the river rises"]),
        ("In 1961, the two countries signed a treaty on trade.", ["in 1961"]),
        ("In France, the two leaders signed a treaty on trade.", ["in France"]),
        ("However, the two countries signed a treaty on trade.", []),
        ("The two countries signed a treaty on trade.", []),
    ],
)
def test_conditions_times_and_places_lead(text: str, leading: list[str]) -> None:
    assert [unit.text for unit in clause(text).leading] == leading


@pytest.mark.parametrize(("text", "start", "speaker"), OPINION)
def test_opinions_have_a_speaker_and_facts_have_none(text: str, start: str, speaker: str | None) -> None:
    who = clause(text, start).attribution
    assert (who and who.speaker) == speaker


@pytest.mark.parametrize(
    ("text", "word", "person", "body", "plural"),
    [
        ("Anna Berg closed the bridge.", "Berg", True, False, False),
        ("The engineers closed the bridge.", "engineers", True, False, True),
        ("The council closed the bridge.", "council", False, True, False),
        ("The police closed the bridge.", "police", False, True, True),
        ("The World Bank closed the account.", "Bank", False, True, False),
        ("The bridge fell on Monday.", "bridge", False, False, False),
        ("The teacher and the nurse left on Monday.", "teacher", True, False, True),
        ("The wolves left the forest.", "wolves", False, False, True),
        ("People left the village in May.", "People", True, False, True),
    ],
)
def test_persons_bodies_and_number(text: str, word: str, person: bool, body: bool, plural: bool) -> None:
    found = token(text, word)
    assert (is_person(found), is_body(found), is_plural(found)) == (person, body, plural)


def test_names_are_listed_by_sort_the_most_frequent_first() -> None:
    parsed = reading("Anna Berg went to Oslo. Paul Okoro stayed in Vienna. Anna Berg likes Oslo.")
    assert parsed.names["PERSON"] == ("Anna Berg", "Paul Okoro")
    assert parsed.names["GPE"] == ("Oslo", "Vienna")


def test_a_subject_taken_for_a_place_is_not_listed_as_one() -> None:
    parsed = reading("Sixteen-year-old Amara Lewis, who cycles to school, said that Oslo is cold. Some go to Oslo.")
    assert "Amara Lewis" not in parsed.names.get("GPE", ())


def test_a_surname_of_two_people_stands_for_neither() -> None:
    parsed = reading("Maria Lopez met Juan Lopez in Leeds. Anna Berg paid for the meal.")
    assert parsed.people == {"Berg": "Anna Berg"}


def test_what_the_article_comes_back_to_weighs_more() -> None:
    parsed = read("The bridge is old. Workers closed the bridge.", "Bridge closed")
    assert parsed.salience["bridge"] == 5
    assert parsed.salience["worker"] == 1
    assert parsed.central == {"bridge"}
    assert parsed.weights["bridge"] > parsed.weights.get("worker", 0.0)


def test_a_title_has_words_and_lemmas() -> None:
    parsed = read("Workers in Leeds closed the bridges.", "The bridges of Leeds")
    assert parsed.title_words == {"bridges", "leeds"}
    assert parsed.title_lemmas == {"bridge", "leeds"}


ODD = st.lists(
    st.sampled_from(
        [
            *"“”‘’\"'()–—-,.;:?!…\n\n ",
            "\n\n",
            "“He said",
            "” she added,",
            "according to",
            "it",
            "They",
            "US",
            "Mr",
            "Mr.",
            "Anna Berg",
            "Anna Berg’s",
            "’s",
            "if",
            "said that",
            "the bridge was closed",
            "who",
            "which is",
            "U.S.",
            "🚲",
            "\u00a0",
            "…”",
            "not",
            "and",
            "I’m",
            "there is",
        ]
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), ODD.map(" ".join), ODD.map("".join)))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    parsed = read(text, text[:20])
    resolve(parsed)
    attribute(parsed)
    assert all(text[s.start : s.end] == s.text for s in parsed.sentences)
    for one in facts.clauses(parsed):
        assert one.statement
        (span,) = parsed.evidence(one.sentence)
        assert text[span.start : span.end] == span.quote == one.sentence.text


def test_every_clause_has_a_sentence_of_the_article() -> None:
    assert {one.sentence for one in clauses(TEXT)} <= set(reading(TEXT).sentences)


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Morocco hopes to sell power abroad.", "hopes", "hope"),
        ("The drivers hated the new road.", "hated", "hate"),
        ("The school is coping well.", "coping", "cope"),
        ("The guests rated the hotel.", "rated", "rate"),
        ("The rabbit hopped over the fence.", "hopped", "hop"),
    ],
)
def test_a_form_is_of_the_verb_in_use(text: str, word: str, lemma: str) -> None:
    assert token(text, word).lemma_ == lemma


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("Rivers runs classes to discourage theft and offers free meals.", "offers", "runs"),
        ("She will swim and dive in the lake.", "dive", "swim"),
        (
            "Here, at the central African country’s first ice-cream parlor, customers can buy scoops in sweet cream, "
            "passion fruit, strawberry and pineapple flavors.",
            "fruit",
            "cream",
        ),
        ("The dish, they say, is virtually non-existent.", "non", "existent"),
        (
            "The head of Sweden’s prison service, Nils Oberg, announced in May that four prisons are to be closed.",
            "head",
            "announced",
        ),
        ("The share of members rose from 19% in 2012 to 23%.", "in", "%"),
        ("The charity offers skills training to increase family income.", "skills", "training"),
        ("The school offered the children free meals.", "children", "offered"),
    ],
)
def test_a_word_hangs_on_the_one_it_belongs_to(text: str, word: str, head: str) -> None:
    assert token(text, word).head.text == head
