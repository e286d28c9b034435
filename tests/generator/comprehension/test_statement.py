"""Statement: what somebody says, thinks, hopes or proposes, which stays theirs; and what is left alone."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Skill
from tests.generator.reading_aids import asked, asks

MADE = [
    (
        "statement.about",
        "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
        "What does Anna Berg say about the tunnel?",
        "It would cost twice as much as planned",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "The union argues that the new contract is unfair to young drivers.",
        "What does the union say about the new contract?",
        "It is unfair to young drivers",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "The engineers warned that the dam could fail within ten years.",
        "What do the engineers say about the dam?",
        "It could fail within ten years",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "“The museum has lost half of its visitors,” said Maria Silva.",
        "What does Maria Silva say about the museum?",
        "It has lost half of its visitors",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "Paul Okoro said: “The bakery pays its workers too little.”",
        "What does Paul Okoro say about the bakery?",
        "It pays its workers too little",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "Maria Silva believes the plan will help small shops.",
        "What does Maria Silva believe about the plan?",
        "It will help small shops",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "According to Dr Lena Roth, the new drug lowers the risk of a stroke.",
        "What does Lena Roth say about the new drug?",
        "It lowers the risk of a stroke",
        Form.ABOUT,
    ),
    (
        "statement.about",
        "The report found that small farms use less water than large ones.",
        "What did the report find out about small farms?",
        "They use less water than large ones",
        Form.ABOUT,
    ),
    # "Most" stays with what they do.
    (
        "statement.about",
        "According to Paul Okoro, most customers prefer paper bags.",
        "What does Paul Okoro say about customers?",
        "Most of them prefer paper bags",
        Form.ABOUT,
    ),
    (
        "statement.proposed",
        "Dr Paul Okoro said doctors should explain the risks to every patient.",
        "According to Paul Okoro, what should doctors do?",
        "Explain the risks to every patient",
        Form.BARE,
    ),
    (
        "statement.proposed",
        "The charity said hospitals should give free meals to nurses.",
        "According to the charity, what should hospitals do?",
        "Give free meals to nurses",
        Form.BARE,
    ),
    (
        "statement.proposed",
        "Lena Roth argued that the town must repair its school.",
        "According to Lena Roth, what must the town do?",
        "Repair its school",
        Form.BARE,
    ),
    (
        "statement.proposed",
        "Anna Berg thinks the city should plant trees in every street.",
        "According to Anna Berg, what should the city do?",
        "Plant trees in every street",
        Form.BARE,
    ),
    (
        "statement.own",
        "Nils Oberg said on Monday that he would close four prisons in the north.",
        "What did Nils Oberg say he would do?",
        "Close four prisons in the north",
        Form.BARE,
    ),
    (
        "statement.hoped",
        "Experts expect the new plant will make a third of the power of Norway.",
        "What do experts expect the new plant to do?",
        "Make a third of the power of Norway",
        Form.BARE,
    ),
    (
        "statement.hoped",
        "Residents fear that the new airport will destroy the forest.",
        "What do residents fear the new airport will do?",
        "Destroy the forest",
        Form.BARE,
    ),
    (
        "statement.hoped",
        "Experts hope the new law will protect whales.",
        "What do experts hope the new law will do?",
        "Protect whales",
        Form.BARE,
    ),
    (
        "statement.hoped",
        "The weather office predicted that the storm would reach the coast on Friday.",
        "What did the weather office predict the storm would do?",
        "Reach the coast on Friday",
        Form.BARE,
    ),
    (
        "statement.said",
        "The report warned that the dam could fail within ten years.",
        "What did the report warn?",
        "The dam could fail within ten years",
        Form.CLAUSE,
    ),
    (
        "statement.said",
        "The study found that sleep improves memory in older children.",
        "What did the study find?",
        "Sleep improves memory in older children",
        Form.CLAUSE,
    ),
    (
        "statement.said",
        "The company announced that two factories would close in June.",
        "What did the company announce?",
        "Two factories would close in June",
        Form.CLAUSE,
    ),
    (
        "statement.said",
        "Doctors told the committee that the new rules protect patients.",
        "What did doctors tell the committee?",
        "The new rules protect patients",
        Form.CLAUSE,
    ),
    (
        "statement.viewed_as",
        "Critics described the plan as a waste of public money.",
        "How did critics describe the plan?",
        "As a waste of public money",
        Form.AS,
    ),
    (
        "statement.viewed_as",
        "The judge treated the letter as proof of the agreement.",
        "How did the judge treat the letter?",
        "As proof of the agreement",
        Form.AS,
    ),
    (
        "statement.viewed_as",
        "The old port is regarded as the heart of the city.",
        "How is the old port regarded?",
        "As the heart of the city",
        Form.AS,
    ),
    (
        "statement.viewed_as",
        "The plan is seen as a threat to small shops.",
        "How is the plan seen?",
        "As a threat to small shops",
        Form.AS,
    ),
    (
        "statement.said",
        "Ines Vidal said many of the young fishermen feel that their work is not valued.",
        "According to Ines Vidal, what do many of the young fishermen feel?",
        "Their work is not valued",
        Form.CLAUSE,
    ),
    (
        "statement.said",
        "The high court ruled that the harbour belongs to the town, a decision praised by the mayor.",
        "What did the high court rule?",
        "The harbour belongs to the town",
        Form.CLAUSE,
    ),
    (
        "statement.needed",
        "“We need safer roads for the children of the valley,” said Ines Vidal.",
        "What kind of roads does Ines Vidal say are needed?",
        "Safer roads for the children of the valley",
        Form.THING,
    ),
]

NOT_MADE = [
    ("statement.about", "Anna Berg said the worst thing about the job was the smell of old fish."),
    # Who people in general are, nobody knows.
    ("statement.about", "People say the new tunnel would cost twice as much as planned."),
    # Research finds many things.
    ("statement.said", "Research has shown that the new crops contain fewer pesticides."),
    # An inclusion finds nothing, and what is said about "a ship" is said of ships.
    ("statement.said", "The inclusion of so many studies showed that the new crops contain fewer pesticides."),
    ("statement.about", "Anna Berg said a commercial ship should carry maps of the harbour."),
    # A claim by nobody in particular is nobody's statement.
    ("statement.about", "He said the tunnel would cost twice as much as planned."),
    ("statement.about", "Some say the plan will help small shops."),
    ("statement.viewed_as", "They described the plan as a waste of public money."),
    # A negated saying verb says nothing, nor does a question.
    ("statement.about", "Anna Berg did not say the tunnel would cost twice as much as planned."),
    ("statement.about", "Anna Berg asked whether the tunnel was safe."),
    ("statement.about", "Who said the tunnel was safe?"),
    ("statement.about", "The company said nothing about the closure of the mine."),
    # Too little to answer with, and no topic.
    ("statement.about", "Maria Silva said the plan was good."),
    ("statement.about", "Maria Silva said it was late."),
    ("statement.about", "Anna Berg said ten was too many."),
    # What must not be done is no task, nor is a need.
    ("statement.proposed", "The mayor said the town would need more doctors."),
    ("statement.proposed", "Maria Silva said hospitals must not close at night."),
    # A plain forecast is no hope.
    ("statement.hoped", "Anna Berg said the new airport will destroy the forest."),
    # "What did the experts warn?" leaves open what about.
    ("statement.said", "The engineers warned that the dam could fail within ten years."),
    ("statement.said", "The company announced that it would open two new factories."),
    # What is hoped for by May is hoped now.
    ("statement.said", "By the end of the decade, the government hopes that prices will fall in most cities."),
    ("statement.viewed_as", "Critics described the plan in a long letter."),
    # In one's own words nobody is "she" to themselves.
    ("statement.own", "“I believe she will win the great race in the north,” Nils Oberg said on Monday."),
]


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer", "form"), MADE)
def test_statements_are_asked_for_naturally(rule: str, sentence: str, stem: str, answer: str, form: Form) -> None:
    (ask,) = asks(sentence, rule)
    assert (ask.stem, ask.answer) == (stem, answer)
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (Kind.STATEMENT, form, Skill.INTERPRET, Bloom.UNDERSTAND)


@pytest.mark.parametrize(("rule", "sentence"), NOT_MADE)
def test_what_nobody_says_is_left_alone(rule: str, sentence: str) -> None:
    assert asked(sentence, rule) == []


@pytest.mark.parametrize("rule", ["statement.proposed", "statement.about"])
def test_what_somebody_says_is_never_stated_as_a_fact(rule: str) -> None:
    (ask,) = asks("Dr Paul Okoro said doctors should explain the risks to every patient.", rule)
    assert ask.statement == "According to Paul Okoro, doctors should explain the risks to every patient"
