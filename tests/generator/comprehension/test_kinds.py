"""Sentence -> the question and answer each rule makes of it, and what each must leave alone."""

import pytest

from quizzes.generator.drafts import Kind
from tests.generator.reading_aids import asked, asks

MADE = [
    # reason
    (
        "reason.because",
        "The council closed the bridge because engineers had found cracks in its supports.",
        "Why did the council close the bridge?",
        "Engineers had found cracks in its supports",
    ),
    (
        "reason.because",
        "Because the river flooded, the school moved its classes to the town hall.",
        "Why did the school move its classes to the town hall?",
        "The river flooded",
    ),
    (
        "reason.because_of",
        "The museum closed because of a shortage of trained guards.",
        "Why did the museum close?",
        "Because of a shortage of trained guards",
    ),
    (
        "reason.because_of",
        "Ticket sales fell sharply due to the strike at the national railway.",
        "Why did ticket sales fall sharply?",
        "Because of the strike at the national railway",
    ),
    (
        "reason.purpose",
        "The charity sold its boats in order to pay for a new hospital.",
        "Why did the charity sell its boats?",
        "To pay for a new hospital",
    ),
    (
        "reason.purpose",
        "Farmers planted trees to protect their fields from the wind.",
        "Why did farmers plant trees?",
        "To protect their fields from the wind",
    ),
    (
        "reason.given",
        "One reason for the delay is that the company ran out of steel.",
        "What is one reason for the delay?",
        "The company ran out of steel",
    ),
    (
        "reason.given",
        "The main cause of the fire was a faulty heater in the kitchen.",
        "What was the main cause of the fire?",
        "A faulty heater in the kitchen",
    ),
    (
        "reason.across",
        "The council had closed the old pumps. As a result, the town lost half of its water.",
        "Why did the town lose half of its water?",
        "The council had closed the old pumps",
    ),
    # effect
    (
        "effect.brought_about",
        "The drought led to a sharp rise in food prices.",
        "What effect did the drought have?",
        "It led to a sharp rise in food prices",
    ),
    (
        "effect.brought_about",
        "The new law will reduce the number of plastic bags in the sea.",
        "What effect will the new law have?",
        "It will reduce the number of plastic bags in the sea",
    ),
    (
        "effect.brought_about",
        "The new rules have reduced the number of accidents.",
        "What effect have the new rules had?",
        "They have reduced the number of accidents",
    ),
    (
        "effect.after",
        "After the collapse of the factory, hundreds of families left the valley.",
        "What happened after the collapse of the factory?",
        "Hundreds of families left the valley",
    ),
    (
        "effect.because_of",
        "Ticket sales fell sharply due to the strike at the national railway.",
        "What happened because of the strike at the national railway?",
        "Ticket sales fell sharply",
    ),
    (
        "effect.if",
        "If the factory closes, the town will lose its largest employer.",
        "What will happen if the factory closes?",
        "The town will lose its largest employer",
    ),
    # statement
    (
        "statement.about",
        "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
        "What does Mayor Anna Berg say about the tunnel?",
        "It would cost twice as much as planned",
    ),
    (
        "statement.proposed",
        "Dr Paul Okoro said doctors should explain the risks to every patient.",
        "According to Dr Paul Okoro, what should doctors do?",
        "Explain the risks to every patient",
    ),
    (
        "statement.said",
        "Scientists predict that the glacier will disappear within thirty years.",
        "What do scientists predict?",
        "The glacier will disappear within thirty years",
    ),
    (
        "statement.viewed_as",
        "Critics described the plan as a waste of public money.",
        "How did critics describe the plan?",
        "As a waste of public money",
    ),
    (
        "statement.hoped",
        "Residents fear that the new airport will destroy the forest.",
        "What do residents fear will happen?",
        "The new airport will destroy the forest",
    ),
    # detail
    (
        "detail.intended",
        "The government plans to build four hundred new schools.",
        "What does the government plan to do?",
        "Build four hundred new schools",
    ),
    (
        "detail.done",
        "In 1969, two astronauts planted a flag on the Moon.",
        "What did two astronauts do in 1969?",
        "Planted a flag on the Moon",
    ),
    (
        "detail.object",
        "The defence pact pledges mutual aid and closer trade.",
        "What does the defence pact pledge?",
        "Mutual aid and closer trade",
    ),
    (
        "detail.subject",
        "Sara Lind founded the youth club in 2011.",
        "Who founded the youth club in 2011?",
        "Sara Lind",
    ),
    (
        "detail.subject",
        "Iceland was the first country in Europe to elect a female president.",
        "Which country was the first country in Europe to elect a female president?",
        "Iceland",
    ),
    (
        "detail.agent",
        "The old theatre was replaced by a glass concert hall in 2004.",
        "What replaced the old theatre in 2004?",
        "A glass concert hall",
    ),
    (
        "detail.manner",
        "Rosa Klein saved money by walking to work.",
        "How did Rosa Klein save money?",
        "By walking to work",
    ),
    (
        "detail.how_many",
        "The firm employs 1,200 workers in Norway.",
        "How many workers does the firm employ in Norway?",
        "1,200",
    ),
    (
        "detail.found",
        "The study found that sleep improves memory in older children.",
        "What did the study find?",
        "Sleep improves memory in older children",
    ),
    (
        "detail.year",
        "The old theatre was replaced by a glass concert hall in 2004.",
        "In what year was the old theatre replaced by a glass concert hall?",
        "2004",
    ),
    (
        "detail.what_is",
        "One of the first problems was a shortage of clean water.",
        "What was one of the first problems?",
        "A shortage of clean water",
    ),
]

NOT_MADE = [
    # The reason's pronoun could mean anybody.
    ("reason.because", "The council closed the bridge because he had warned of cracks in it."),
    # "They" in the reason is not the subject of the question.
    ("reason.because", "The museum closed because they had stolen its best paintings."),
    # A time is no event.
    ("effect.after", "The shop closed again after three long weeks."),
    # A person has no "effect".
    ("effect.brought_about", "The mayor caused a long delay in the building works."),
    # A claim by nobody in particular is nobody's statement.
    ("statement.about", "He said the tunnel would cost twice as much as planned."),
    # A negated saying verb says nothing.
    ("statement.about", "Anna Berg did not say the tunnel would cost twice as much as planned."),
    # Nobody needs "whom did it worry".
    ("detail.object", "The new alliance worries the international community."),
    # A city is not a country.
    ("detail.subject", "Vienna was the first city in Europe to light its streets with gas."),
    ("detail.how_many", "The shop stayed open for three days."),
]


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer"), MADE)
def test_rules_ask_natural_questions(rule: str, sentence: str, stem: str, answer: str) -> None:
    assert asked(sentence, rule) == [(stem, answer)]


@pytest.mark.parametrize(("rule", "sentence"), NOT_MADE)
def test_rules_leave_alone_what_they_cannot_ask_well(rule: str, sentence: str) -> None:
    assert asked(sentence, rule) == []


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer"), MADE)
def test_a_rules_name_starts_with_its_kind(rule: str, sentence: str, stem: str, answer: str) -> None:
    assert {ask.kind for ask in asks(sentence, rule)} == {Kind(rule.split(".")[0])}


def test_what_somebody_says_is_never_stated_as_a_fact() -> None:
    sentence = "Dr Paul Okoro said doctors should explain the risks to every patient."
    for rule in ("statement.proposed", "statement.about", "detail.fact"):
        for ask in asks(sentence, rule):
            assert ask.statement == "According to Dr Paul Okoro, doctors should explain the risks to every patient"


def test_a_reason_over_two_sentences_cites_both() -> None:
    (ask,) = asks(
        "The council had closed the old pumps. As a result, the town lost half of its water.", "reason.across"
    )
    assert [sentence.index for sentence in ask.sentences] == [0, 1]
