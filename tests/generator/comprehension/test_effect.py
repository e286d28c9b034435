"""Effect: what something brought about, what followed, what would follow; and what is left alone."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Skill
from tests.generator.reading_aids import asked, asks

MADE = [
    (
        "effect.because_of",
        "The gap is closing because of quota systems for universities.",
        "What is happening because of quota systems for universities?",
        "The gap is closing",
        Form.CLAUSE,
    ),
    (
        "effect.brought_about",
        "The drought led to a sharp rise in food prices.",
        "What effect did the drought have?",
        "It led to a sharp rise in food prices",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "The long strike forced the factory to close for a month.",
        "What effect did the long strike have?",
        "It forced the factory to close for a month",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "The long strike caused a shortage of bread in the capital.",
        "What effect did the long strike have?",
        "It caused a shortage of bread in the capital",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "The delay resulted in higher costs for the builders.",
        "What effect did the delay have?",
        "It resulted in higher costs for the builders",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "The new rules have reduced the number of accidents.",
        "What effect have the new rules had?",
        "They have reduced the number of accidents",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "The new tunnel has reduced the number of lorries in the town.",
        "What effect has the new tunnel had?",
        "It has reduced the number of lorries in the town",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "The higher tax will force small shops to close.",
        "What effect will the higher tax have?",
        "It will force small shops to close",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "Cheap loans encourage young families to buy houses.",
        "What effect do cheap loans have?",
        "They encourage young families to buy houses",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "Noise from the airport makes it hard for children to read.",
        "What effect does noise from the airport have?",
        "It makes it hard for children to read",
        Form.ABOUT,
    ),
    (
        "effect.brought_about",
        "Regular exercise helps older people to sleep better.",
        "What effect does regular exercise have?",
        "It helps older people to sleep better",
        Form.ABOUT,
    ),
    # A guess stays one.
    (
        "effect.brought_about",
        "The cold spring could damage the apple harvest.",
        "According to the article, what effect could the cold spring have?",
        "It could damage the apple harvest",
        Form.ABOUT,
    ),
    (
        "effect.after",
        "After the collapse of the factory, hundreds of families left the valley.",
        "What happened after the collapse of the factory?",
        "Hundreds of families left the valley",
        Form.CLAUSE,
    ),
    (
        "effect.after",
        "Hundreds of families left the valley after the collapse of the factory.",
        "What happened after the collapse of the factory?",
        "Hundreds of families left the valley",
        Form.CLAUSE,
    ),
    (
        "effect.after",
        "The town built a wall after the great flood in 1953.",
        "What happened after the great flood in 1953?",
        "The town built a wall",
        Form.CLAUSE,
    ),
    (
        "effect.after",
        "The bakery lost its licence after two failed inspections by the county.",
        "What happened after two failed inspections by the county?",
        "The bakery lost its licence",
        Form.CLAUSE,
    ),
    (
        "effect.because_of",
        "Ticket sales fell sharply due to the strike at the national railway.",
        "What happened because of the strike at the national railway?",
        "Ticket sales fell sharply",
        Form.CLAUSE,
    ),
    (
        "effect.because_of",
        "The village lost its only doctor as a result of cuts to the health service.",
        "What happened because of cuts to the health service?",
        "The village lost its only doctor",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "If the factory closes, the town will lose its largest employer.",
        "What will happen if the factory closes?",
        "The town will lose its largest employer",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "The town will lose its largest employer if the factory closes.",
        "What will happen if the factory closes?",
        "The town will lose its largest employer",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "If the vote fails, the government could lose its majority.",
        "According to the article, what could happen if the vote fails?",
        "The government could lose its majority",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "Unless the rain stops, the farmers will lose their crops.",
        "What will happen unless the rain stops?",
        "The farmers will lose their crops",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "When oil prices fall, the country earns less money.",
        "What happens when oil prices fall?",
        "The country earns less money",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "Once the tunnel opens, trains will reach Milan in three hours.",
        "What will happen once the tunnel opens?",
        "Trains will reach Milan in three hours",
        Form.CLAUSE,
    ),
    (
        "effect.if",
        "According to Anna Berg, the town will lose its school if families leave.",
        "According to Anna Berg, what will happen if families leave?",
        "The town will lose its school",
        Form.CLAUSE,
    ),
    (
        "effect.had",
        "The new tax will have a strong impact on small shops.",
        "What impact will the new tax have?",
        "A strong impact on small shops",
        Form.THING,
    ),
    (
        "effect.brought_about",
        "The flexibility of the contracts may have allowed the firm to avoid higher costs.",
        "According to the article, what effect may the flexibility of the contracts have had?",
        "It may have allowed the firm to avoid higher costs",
        Form.ABOUT,
    ),
]

NOT_MADE = [
    # What was so already did not happen then, and whose escape it is the question does not say.
    ("effect.if", "When the producers came to the castle, the family was facing large debts."),
    ("effect.if", "A billion people will stay poor unless states fight forces that block their escape."),
    # A person or a body acts; it has no "effect".
    ("effect.brought_about", "The mayor caused a long delay in the building works."),
    ("effect.brought_about", "The government reduced the number of prisons."),
    ("effect.brought_about", "The police stopped two cars near the border."),
    ("effect.brought_about", "She caused a long delay in the building works."),
    # What did not happen, and what things came from.
    ("effect.brought_about", "The new law did not reduce the number of bags."),
    ("effect.brought_about", "The cracks resulted from a poor design."),
    ("effect.brought_about", "The new rules were changed by the council."),
    # "Made" without its causal sense.
    ("effect.brought_about", "The band made its debut in Paris."),
    # A time is no event.
    ("effect.after", "The shop closed again after three long weeks."),
    ("effect.after", "The shop opened again after three weeks."),
    # Open pronouns in the condition.
    ("effect.if", "If it closes, the town will suffer."),
    ("effect.if", "If he wins, the party will change its name."),
    # A question in a question.
    ("effect.if", "The shop asked if the bread was fresh."),
    ("effect.because_of", "The museum closed because of it."),
]


@pytest.mark.parametrize(("rule", "sentence", "stem", "answer", "form"), MADE)
def test_effects_are_asked_for_naturally(rule: str, sentence: str, stem: str, answer: str, form: Form) -> None:
    (ask,) = asks(sentence, rule)
    assert (ask.stem, ask.answer) == (stem, answer)
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (Kind.EFFECT, form, Skill.INTERPRET, Bloom.UNDERSTAND)


@pytest.mark.parametrize(("rule", "sentence"), NOT_MADE)
def test_what_has_no_effect_is_left_alone(rule: str, sentence: str) -> None:
    assert asked(sentence, rule) == []


def test_an_effect_that_depends_is_stated_with_its_condition() -> None:
    (ask,) = asks("If the factory closes, the town will lose its largest employer.", "effect.if")
    assert ask.statement == "If the factory closes, the town will lose its largest employer"
