"""Reason: why something happened or was done; rule, sentence, question and answer, and what is left alone."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Skill
from tests.generator.reading_aids import asked, asks

MADE = [
    (
        "reason.because",
        "The council closed the bridge because engineers had found cracks in its supports.",
        "Why did the council close the bridge?",
        "Engineers had found cracks in its supports",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "The ferry stopped at noon because the wind was too strong.",
        "Why did the ferry stop at noon?",
        "The wind was too strong",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "The museum lends paintings to hospitals because patients enjoy them.",
        "Why does the museum lend paintings to hospitals?",
        "Patients enjoy them",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "The factory did not close because orders from China rose.",
        "Why did the factory not close?",
        "Orders from China rose",
        Form.CLAUSE,
    ),
    # The reason may come first.
    (
        "reason.because",
        "Because the river flooded, the school moved its classes to the town hall.",
        "Why did the school move its classes to the town hall?",
        "The river flooded",
        Form.CLAUSE,
    ),
    (
        "reason.because_of",
        "Thanks to a gift from a local family, the library bought 3,000 new books.",
        "Why did the library buy 3,000 new books?",
        "Because of a gift from a local family",
        Form.BECAUSE_OF,
    ),
    # Or in the sentence before.
    (
        "reason.across",
        "The council had closed the old pumps. As a result, the town lost half of its water.",
        "Why did the town lose half of its water?",
        "The council had closed the old pumps",
        Form.CLAUSE,
    ),
    # A pronoun that can only be the subject of the question stays.
    (
        "reason.because",
        "Maria Costa left the firm because she wanted to teach.",
        "Why did Maria Costa leave the firm?",
        "She wanted to teach",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "The school bought the farm because it needed more space.",
        "Why did the school buy the farm?",
        "It needed more space",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "The bus drivers stopped work because they had not been paid since May.",
        "Why did the bus drivers stop work?",
        "They had not been paid since May",
        Form.CLAUSE,
    ),
    # What somebody says stays theirs; what may be stays the article's guess.
    (
        "reason.because",
        "Mayor Anna Berg said the town closed the pool because the roof was unsafe.",
        "According to Anna Berg, why did the town close the pool?",
        "The roof was unsafe",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "According to the owner, the shop closed because customers buy their books online.",
        "According to the owner, why did the shop close?",
        "Customers buy their books online",
        Form.CLAUSE,
    ),
    (
        "reason.because",
        "The shop may close because customers buy their books online.",
        "According to the article, why may the shop close?",
        "Customers buy their books online",
        Form.CLAUSE,
    ),
    (
        "reason.because_of",
        "The museum closed because of a shortage of trained guards.",
        "Why did the museum close?",
        "Because of a shortage of trained guards",
        Form.BECAUSE_OF,
    ),
    (
        "reason.because_of",
        "Ticket sales fell sharply due to the strike at the national railway.",
        "Why did ticket sales fall sharply?",
        "Because of the strike at the national railway",
        Form.BECAUSE_OF,
    ),
    (
        "reason.because_of",
        "The match was postponed owing to heavy snow in the mountains.",
        "Why was the match postponed?",
        "Because of heavy snow in the mountains",
        Form.BECAUSE_OF,
    ),
    (
        "reason.because_of",
        "The village lost its only doctor as a result of cuts to the health service.",
        "Why did the village lose its only doctor?",
        "Because of cuts to the health service",
        Form.BECAUSE_OF,
    ),
    (
        "reason.because_of",
        "The harvest failed mainly because of a lack of rain in spring.",
        "Why did the harvest fail?",
        "Because of a lack of rain in spring",
        Form.BECAUSE_OF,
    ),
    (
        "reason.so_that",
        "The engineers lowered the road so that tall lorries could pass under the railway.",
        "Why did the engineers lower the road?",
        "So that tall lorries could pass under the railway",
        Form.SO_THAT,
    ),
    (
        "reason.so_that",
        "The nurses wear bright coats so that children feel safe.",
        "Why do the nurses wear bright coats?",
        "So that children feel safe",
        Form.SO_THAT,
    ),
    (
        "reason.purpose",
        "The charity sold its boats in order to pay for a new hospital.",
        "Why did the charity sell its boats?",
        "To pay for a new hospital",
        Form.PURPOSE,
    ),
    (
        "reason.purpose",
        "Farmers planted trees to protect their fields from the wind.",
        "Why did farmers plant trees?",
        "To protect their fields from the wind",
        Form.PURPOSE,
    ),
    (
        "reason.purpose",
        "To save water, the city banned garden hoses in June.",
        "Why did the city ban garden hoses in June?",
        "To save water",
        Form.PURPOSE,
    ),
    (
        "reason.purpose",
        "To reach more readers, the newspaper opened an office in Lagos.",
        "Why did the newspaper open an office in Lagos?",
        "To reach more readers",
        Form.PURPOSE,
    ),
    (
        "reason.purpose",
        "The scientists travelled to Greenland to measure the ice.",
        "Why did the scientists travel to Greenland?",
        "To measure the ice",
        Form.PURPOSE,
    ),
    (
        "reason.purpose",
        "The two leaders met in Geneva to discuss the border.",
        "Why did the two leaders meet in Geneva?",
        "To discuss the border",
        Form.PURPOSE,
    ),
    # What is offered serves an aim, though the parser ties it to the noun; a verb goes with the finite one before it.
    (
        "reason.purpose",
        "The charity offers free training to increase family incomes.",
        "Why does the charity offer free training?",
        "To increase family incomes",
        Form.PURPOSE,
    ),
    # What is so much so that something follows is why it follows.
    (
        "reason.so_much_that",
        "The numbers were so small that the doctors did not notice the disease for two years.",
        "Why did the doctors not notice the disease for two years?",
        "The numbers were small",
        Form.CLAUSE,
    ),
    (
        "reason.so_much_that",
        "“The old bridge is so narrow that buses cannot cross the river in winter,” said Anna Berg.",
        "According to Anna Berg, why can buses not cross the river in winter?",
        "The old bridge is narrow",
        Form.CLAUSE,
    ),
    (
        "reason.given",
        "One reason for the long delay is that the company ran out of steel.",
        "What is one reason for the long delay?",
        "The company ran out of steel",
        Form.CLAUSE,
    ),
    (
        "reason.given",
        "The main cause of the great fire in the market was a faulty heater.",
        "What was the main cause of the great fire in the market?",
        "A faulty heater",
        Form.THING,
    ),
]

NOT_MADE = [
    # The reason's pronoun could mean anybody.
    ("reason.because", "The council closed the bridge because he had warned of cracks in it."),
    ("reason.because", "The museum closed because they had stolen its best paintings."),
    ("reason.because", "The museum closed because this happened."),
    ("reason.because_of", "The town lost its only bank because of them."),
    # What the "not" is about stays open.
    ("reason.because_of", "The museum did not close because of a shortage of guards."),
    # No reason, but a question, a degree and a report.
    ("reason.because", "Was the shop closed because customers buy books online?"),
    ("reason.so_that", "The wall is so high that nobody can climb it."),
    ("reason.so_that", "It was so cold that the river froze."),
    ("reason.because", "Anna Berg said it was because the shop had closed."),
    # Nobody is named who did it.
    ("reason.because", "He closed the bridge because engineers had found cracks in its supports."),
    # "To" after these is what is allowed, planned, asked or felt.
    ("reason.purpose", "The bank allowed customers to delay their payments."),
    ("reason.purpose", "The council plans to repair the bridge."),
    # A plan to raise taxes is not made in order to raise them.
    ("reason.purpose", "The council launched a plan to raise local taxes."),
    ("reason.purpose", "The nurse asked visitors to wash their hands."),
    ("reason.purpose", "The parents want their children to learn music."),
    ("reason.purpose", "The rain seemed to stop in the afternoon."),
    # A tunnel has no purpose in mind.
    ("reason.purpose", "The new tunnel helps to reduce the noise."),
    ("reason.given", "The reason is money."),
    ("reason.given", "The reason for the delay is unclear."),
    # Nothing follows from what is not so, and what somebody is sure of follows from nothing.
    ("reason.so_much_that", "The lake was not so cold that nobody could swim across the bay."),
    ("reason.so_much_that", "The minister is sure that the plan will help farmers."),
    ("reason.so_much_that", "The music was so loud that it frightened the horses in the stable."),
    # No word ties the two sentences.
    ("reason.across", "The river had flooded the main road. Meanwhile, the school sent its pupils home."),
    ("reason.across", "The river had flooded the main road.\n\nAs a result, the school sent its pupils home."),
]


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer", "form"), MADE)
def test_reasons_are_asked_for_naturally(rule: str, sentence: str, stem: str, answer: str, form: Form) -> None:
    (ask,) = asks(sentence, rule)
    assert (ask.stem, ask.answer) == (stem, answer)
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (Kind.REASON, form, Skill.INTERPRET, Bloom.UNDERSTAND)


@pytest.mark.parametrize(("rule", "sentence"), NOT_MADE)
def test_what_gives_no_reason_is_left_alone(rule: str, sentence: str) -> None:
    assert asked(sentence, rule) == []


def test_a_reason_that_somebody_gives_is_stated_as_theirs() -> None:
    text = "Mayor Anna Berg said the town closed the pool because the roof was unsafe."
    (ask,) = asks(text, "reason.because")
    assert ask.statement == "According to Anna Berg, the town closed the pool because the roof was unsafe"


def test_a_reason_over_two_sentences_cites_both() -> None:
    text = "The council had closed the old pumps. As a result, the town lost half of its water."
    (ask,) = asks(text, "reason.across")
    assert [sentence.index for sentence in ask.sentences] == [0, 1]
