"""Each flaw is found where it is and not where it is not; no flaw is without a row."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from quizzes.generator import comprehension
from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Choice, Difficulty, DraftQuestion, Evidence, Format, Kind, Options
from quizzes.generator.flaws import Flaw, ask_flaw, draft_flaw, is_grammatical, typeable
from quizzes.generator.formats import Dressing, dress
from quizzes.generator.reading import language_model
from quizzes.generator.selection import select

from .reading_aids import asks, clauses, reading

TEXT = (
    "The town council closed the old bridge because engineers had found cracks in its supports. "
    "In May, the council sold two boats to a museum."
)
STEM = "Why did the town council close the old bridge?"
KEY = "Engineers had found cracks in its supports"


def _ask(**changes: Any) -> Ask:
    (ask,) = asks(TEXT, "reason.because")
    return replace(ask, **changes)


# --- of a question and its answer ---------------------------------------------------------------------------

# Flaw, questions with their answers that have it, and others near them that have none.
ASKED: list[tuple[Flaw, list[tuple[str, str]], list[tuple[str, str]]]] = [
    (
        Flaw.UNRESOLVED_PRONOUN,
        [
            ("Why did it close the old bridge?", KEY),
            ("Why did she close the old bridge of the town?", KEY),
            ("Why did the engineers find cracks in their old bridge?", "The council had closed a road"),
            ("Why did we close the old bridge of the town?", KEY),
            (STEM, "We had found cracks in its supports"),
            (STEM, "My engineers had found cracks in its supports"),
        ],
        [
            # Its own subject is named in the question, and what stands in quotation marks is its speaker's.
            ("Why did the town council close its old bridge?", KEY),
            ("Why did the town council call the old bridge “our danger”?", KEY),
            (STEM, "Engineers had told “us” about cracks"),
            (STEM, "They had found cracks in its supports"),
        ],
    ),
    (
        Flaw.DEMONSTRATIVE,
        [
            ("Why did the town council close this old bridge?", KEY),
            ("Why did the town council close these old bridges?", KEY),
            (STEM, "Those engineers had found cracks"),
            (STEM, "This was what engineers had found"),
        ],
        [("Why did the town council say that the old bridge would close?", KEY), (STEM, "Thistles had cracked it")],
    ),
    (
        Flaw.STRANDED_PREPOSITION,
        [
            ("What did the town council close the old bridge for?", "The cracks in its supports"),
            ("Which supports did the town council find cracks in?", "Iron ones"),
            ("Whom did the town council sell the old bridge to?", "A museum"),
        ],
        [
            ("For what reason did the town council close the old bridge?", KEY),
            ("Why did the town council give the old bridge up?", KEY),
        ],
    ),
    (
        Flaw.VAGUE_STEM,
        [("Why did the town act?", KEY), ("What happened?", KEY), ("What did the people do?", KEY)],
        [("Why did the town council act?", KEY), ("What did engineers find?", "Deep cracks")],
    ),
    (
        Flaw.IDENTITY,
        [("What is the town council?", "A group of local people"), ("Who were the town council?", "Local people")],
        [("What did the town council close?", "A long iron way"), ("What is the town council’s bridge?", "Closed")],
    ),
    (
        Flaw.STEM_ANSWERS_ITSELF,
        [(STEM, "The old bridge"), (STEM, "It was a bridge")],
        [(STEM, "The old ferry"), (STEM, "It was cracked")],
    ),
    (
        Flaw.KEY_ENTAILED,
        [(STEM, "Cracks in the old bridge"), (STEM, "Cracks of the town council")],
        [(STEM, "Cracks in supports of the bridge"), (STEM, "Old cracks")],
    ),
    (
        Flaw.LONG,
        [
            ("Why " + "did the town council close the old bridge " * 5 + "?", KEY),
            (STEM, "cracks " * 26),
        ],
        [
            ("Why did the town council close the old bridge " + "again " * 23, KEY),
            (STEM, "cracks " * 25),
        ],
    ),
    (
        Flaw.BROKEN_QUOTATION,
        [
            ("Why did the town council close the “old bridge?", KEY),
            ("Why did the town council close the old” bridge?", KEY),
            ('Why did the town council close the "old bridge?', KEY),
            ("Why did the town council close the (old bridge?", KEY),
            (STEM, "Engineers had found “cracks in its supports"),
        ],
        [
            ("Why did the town council close the “old bridge”?", KEY),
            ("Why did the town council close the (old) bridge?", "Engineers had found “cracks” in its supports"),
        ],
    ),
]


def _flat(rows: list[tuple[Flaw, list[Any], list[Any]]]) -> list[tuple[Any, Flaw | None]]:
    return [
        (one, found) for flaw, having, free in rows for many, found in ((having, flaw), (free, None)) for one in many
    ]


@pytest.mark.parametrize(("asked", "flaw"), _flat(ASKED))
def test_flaws_of_a_question_and_its_answer(asked: tuple[str, str], flaw: Flaw | None) -> None:
    stem, answer = asked
    assert ask_flaw(reading(TEXT), _ask(stem=stem, answer=answer)) is flaw


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("Oliver Reed said everyone is very excited to listen to what he has to say.", Flaw.UNRESOLVED_PRONOUN),
        ("Oliver Reed said she will be remembered as a unique figure in British politics.", Flaw.UNRESOLVED_PRONOUN),
        ("Maria Silva runs a large shop in Porto that she bought in 1990.", None),
    ],
)
def test_he_and_she_in_a_statement_are_its_subject(text: str, flaw: Flaw | None) -> None:
    (fact,) = (ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.form is Form.FACT)
    assert ask_flaw(reading(text), fact) is flaw


VALVE = "The valve failed because engineers had forgotten the winter checks."
# Flaw, texts and titles whose reason has it, and others that have none.
INTRODUCED = [
    (
        Flaw.NEVER_INTRODUCED,
        [
            ("The council raised the issue because engineers had found deep cracks.", ""),
            (VALVE, ""),
        ],
        [
            (VALVE, "A valve and its makers"),
            ("The gas valve failed because engineers had forgotten the winter checks.", ""),
            ("The valve of the tank failed because engineers had forgotten the winter checks.", ""),
            ("The old valve failed because engineers had forgotten the winter checks.", ""),
            ("A valve failed in March because engineers had forgotten the winter checks.", ""),
            ("The police failed in March because engineers had forgotten the winter checks.", ""),
            (f"A valve kept the gas in. Valves are of steel. Each valve is tested. {VALVE}", ""),
        ],
    ),
]


@pytest.mark.parametrize(("told", "flaw"), _flat(INTRODUCED))
def test_a_definite_noun_nobody_introduced(told: tuple[str, str], flaw: Flaw | None) -> None:
    text, title = told
    parsed = reading(text, title)
    ask = next(one for one in comprehension.ask(parsed, clauses(text), (Kind.REASON,)))
    assert ask_flaw(parsed, ask) is flaw


@pytest.mark.parametrize("form", [Form.SUMMARY, Form.SENTENCE, Form.WORD, Form.ORDER])
@pytest.mark.parametrize(
    ("stem", "answer", "flaw"),
    [
        ("Which of these is it?", "They closed this bridge", None),
        ("Which of these is “it?", "They closed this bridge", Flaw.BROKEN_QUOTATION),
        ("Which? " + "Why " * 40, "They closed this bridge " * 12, None),
        ("Which? " + "Why " * 44, "They closed this bridge", Flaw.LONG),
        ("Which of these is it?", "They closed this bridge " * 13, Flaw.LONG),
    ],
)
def test_frames_around_the_articles_own_sentences_are_judged_less(
    form: Form, stem: str, answer: str, flaw: Flaw | None
) -> None:
    assert ask_flaw(reading(TEXT), _ask(stem=stem, answer=answer, form=form)) is flaw


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("The town council closed the old bridge", None),
        ("The town council closed the old bridge it looked at", None),
        ("We closed the old bridge of the town", Flaw.UNRESOLVED_PRONOUN),
        ("The town council closed this old bridge", Flaw.DEMONSTRATIVE),
    ],
)
def test_a_bare_statement_is_no_question(statement: str, flaw: Flaw | None) -> None:
    assert ask_flaw(reading(TEXT), _ask(stem=statement, answer="Closed the old bridge", form=Form.FACT)) is flaw


# --- after a second parse -----------------------------------------------------------------------------------

PARSED = [
    (
        Flaw.UNGRAMMATICAL,
        [
            "The old bridge of the town?",
            "Did the town council close the bridge?",
            "The town council closed the old bridge.",
            "Why? The bridge was old. The town council closed it.",
            "Which old bridge of the town?",
        ],
        [
            "Why did the town council close the old bridge?",
            "What did the two countries sign in 1961?",
            "According to the mayor, what should the town council do?",
            "How many workers does the firm employ in Norway?",
            "Who founded the youth club in 2011?",
            "For how long has the ferry crossed the bay?",
            "In what year did the engineers finish the tunnel?",
            "By how much did the price of bread rise in March?",
            "By how much did Sweden’s prisoner population drop?",
            "What do experts expect the new tunnel to do?",
        ],
    ),
]


@pytest.mark.parametrize(("stem", "flaw"), _flat(PARSED))
def test_questions_are_read_again(stem: str, flaw: Flaw | None) -> None:
    assert is_grammatical(language_model()(stem)) is (flaw is None)


# --- of a draft ---------------------------------------------------------------------------------------------

# Flaw, keys with their wrong options that have it, and others that have none.
DRESSED: list[tuple[Flaw, list[tuple[str, ...]], list[tuple[str, ...]]]] = [
    (
        Flaw.KEY_LONGEST,
        [("Its supports had deep and dangerous cracks in them", "It was old", "It was low", "It was red")],
        [
            ("Its supports had cracks", "Boats had damaged it", "Lorries were too heavy", "Money was short"),
            ("It had cracks", "It had been too low for lorries", "It was not used", "It lost money"),
        ],
    ),
    (
        Flaw.ALIAS,
        [
            ("Vladimir Putin", "Putin", "Kim Jong Un", "Anna Berg"),
            ("Putin", "Kim Jong Un", "Vladimir Putin", "Anna Berg"),
            ("The United Nations", "United Nations", "The World Bank", "The Red Cross"),
        ],
        [
            ("Vladimir Putin", "Paul Okoro", "Kim Jong Un", "Anna Berg"),
            ("In 1961", "In 1962", "In 1984", "In 1990"),
            (
                "It had small cracks in two of its supports",
                "It had cracks",
                "It was blue and too low for boats",
                "It lost it",
            ),
        ],
    ),
    (
        Flaw.TWO_DEFENSIBLE,
        [
            (
                "The road and the rail had deep cracks",
                "The rail and the road had deep cracks",
                "The boats and the cars had no room",
                "The town and the county had a dispute",
            )
        ],
        [
            (
                "The road and the rail had deep cracks",
                "The rail and the wall had deep cracks",
                "The boats and the cars had no room",
                "The town and the county had a dispute",
            )
        ],
    ),
    (
        Flaw.DISTRACTOR_TRUE,
        [
            ("Found deep cracks", "Sold two boats", "Lost a ferry", "Built a low wall"),
            ("Found deep cracks", "Sold boats to a museum", "Lost a ferry", "Built a low wall"),
        ],
        [
            ("Found deep cracks", "Sold two ferries", "Lost a ferry", "Built a low wall"),
            ("Found deep cracks", "Bought two boats", "Lost a ferry", "Built a low wall"),
        ],
    ),
    (
        Flaw.ABSOLUTE_WORDS,
        [
            ("It had cracks", "It never had visitors", "It was not used", "It lost money"),
            ("It had cracks", "It was low", "Only boats used it", "It lost money"),
        ],
        [
            ("It had cracks", "It had no visitors", "It was not used", "It lost money"),
            ("It always had cracks", "It never had visitors", "It was not used", "It lost money"),
        ],
    ),
    (
        Flaw.ECHO,
        [("The old bridge was full of cracks", "The boats were too slow", "Lorries were too heavy", "A flood came")],
        [
            ("The old bridge was full of cracks", "The old boats were slow", "Lorries were too heavy", "A flood came"),
            ("The bridge was full of cracks", "The boats were too slow", "Lorries were too heavy", "A flood came"),
        ],
    ),
    (
        Flaw.GRAMMAR_CUE,
        [
            ("To repair it", "Boats were hit", "It was not used", "It lost money"),
            ("It was cracked", "Boats were hit", "It was not used", "It lost money"),
            ("By selling boats", "To repair it", "To sell boats", "To save money"),
            ("An iron rail", "The low wall", "The wet road", "The slow boat"),
        ],
        [
            ("To repair it", "To save money", "To please lorries", "To sell its iron"),
            ("Cracks were found", "Boats were hit", "Lorries were lost", "Money was spent"),
            ("An iron rail", "A low wall", "A wet road", "A slow boat"),
            ("An iron rail", "A low wall", "The wet road", "The slow boat"),
        ],
    ),
]


def _draft(key: str, *wrong: str, quote: str = TEXT) -> DraftQuestion:
    ask = _ask()
    return DraftQuestion(
        kind=ask.kind,
        format=Format.MULTIPLE_CHOICE,
        stem=ask.stem,
        choices=(Choice(key, is_key=True), *(Choice(text) for text in wrong)),
        accepted_answers=(),
        model_answer=key,
        evidence=(Evidence(0, len(quote), quote),),
        skill=ask.skill,
        bloom=ask.bloom,
        difficulty=0.3,
        rule=ask.rule,
        score=0.5,
        explanation="",
    )


@pytest.mark.parametrize(("options", "flaw"), _flat(DRESSED))
def test_flaws_of_a_set_of_options(options: tuple[str, ...], flaw: Flaw | None) -> None:
    assert draft_flaw(reading(TEXT), _ask(), _draft(*options)) is flaw


SOUND = ("It had cracks", "It was low", "It was red", "It lost it")
QUOTED = [
    (
        Flaw.NOT_VERBATIM,
        [(), (Evidence(0, 3, "the"),), (Evidence(4, 11, "town co "),), (Evidence(0, 3, "The"), Evidence(4, 8, "tow"))],
        [(Evidence(0, 3, "The"),), (Evidence(0, 3, "The"), Evidence(4, 8, "town"))],
    ),
]


@pytest.mark.parametrize(("evidence", "flaw"), _flat(QUOTED))
@pytest.mark.parametrize("format_", [Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER])
def test_evidence_must_be_verbatim(evidence: tuple[Evidence, ...], flaw: Flaw | None, format_: Format) -> None:
    draft = replace(_draft(*SOUND), evidence=evidence, format=format_)
    assert draft_flaw(reading(TEXT), _ask(), draft) is flaw


# --- of a format --------------------------------------------------------------------------------------------

# Flaw, (rule, format, whether false, text) that cannot be dressed for it, and others that can.
Dress = tuple[str, Format, bool, str]
OLD_LAW = "However, the new law, a strict one, will reduce the noise in the town."
UNDRESSED: list[tuple[Flaw, list[Dress], list[Dress]]] = [
    (
        Flaw.COPIED,
        [("detail.fact", Format.TRUE_FALSE, False, "The new law will reduce the noise in the town.")],
        [
            ("detail.fact", Format.TRUE_FALSE, False, OLD_LAW),
            ("detail.fact", Format.TRUE_FALSE, True, "The new law will reduce the noise in the town."),
        ],
    ),
    (
        Flaw.NO_FALSE_STATEMENT,
        [
            ("detail.fact", Format.TRUE_FALSE, True, "The café serves bread and soup to students."),
            # What is false of one is true of the other.
            (
                "detail.fact",
                Format.TRUE_FALSE,
                True,
                "The firm sent ships to Norway. The firm sent ships to Sweden.",
            ),
        ],
        [
            ("detail.fact", Format.TRUE_FALSE, True, "The café serves bread and soup to 40 students."),
            (
                "detail.fact",
                Format.TRUE_FALSE,
                True,
                "The firm sent ships to Norway. The firm sent lorries to Sweden.",
            ),
        ],
    ),
    (
        Flaw.SENSITIVE,
        [
            (
                "detail.fact",
                Format.TRUE_FALSE,
                True,
                "The flood killed 12 miners in the valley and the fire damaged the new school.",
            )
        ],
        [
            (
                "detail.fact",
                Format.TRUE_FALSE,
                True,
                "The flood reached 12 villages in the valley and the fire damaged the new school.",
            )
        ],
    ),
    (
        Flaw.NO_GAP,
        [("detail.fact", Format.CLOZE, False, "Norway and Sweden decided to help a lot of other people.")],
        [("detail.fact", Format.CLOZE, False, "Norway and Sweden decided to help the fishermen of Iceland.")],
    ),
    (
        Flaw.NOT_TYPEABLE,
        [
            (
                "detail.subject",
                Format.SHORT_ANSWER,
                False,
                "The council of the old fishing village of Masen closed the road to the mine in 1988.",
            )
        ],
        [("detail.object", Format.SHORT_ANSWER, False, "The new treaty bans the export of ivory.")],
    ),
    (
        Flaw.FEW_DISTRACTORS,
        [("detail.fact", Format.MULTIPLE_CHOICE, False, "The new treaty bans the export of ivory.")],
        [
            (
                "detail.year",
                Format.MULTIPLE_CHOICE,
                False,
                "The engineers finished the tunnel in 1988. The town opened a bridge in 1961.",
            )
        ],
    ),
]


@pytest.mark.parametrize(("wanted", "flaw"), _flat(UNDRESSED))
def test_what_cannot_be_had_in_a_format(wanted: Dress, flaw: Flaw | None) -> None:
    rule, format_, want_false, text = wanted
    ask = next(one for one in comprehension.ask(reading(text), clauses(text), ()) if one.rule == rule)
    draft = dress(ask, format_, Dressing(reading(text), clauses(text), 0, 0, want_false), 0.5)
    assert isinstance(draft, DraftQuestion) if flaw is None else draft is flaw


@pytest.mark.parametrize(
    ("answer", "form", "can"),
    [
        ("one two three four five six seven eight", Form.NAME, True),
        ("one two three four five six seven eight nine", Form.NAME, False),
        ("one two three four five six seven eight nine", Form.THING, True),
        ("one two three four five six seven eight nine", Form.CLAUSE, True),
        ("word " * 22, Form.CLAUSE, True),
        ("word " * 23, Form.CLAUSE, False),
    ],
)
def test_a_name_is_typed_in_a_few_words_and_a_clause_in_a_sentence(answer: str, form: Form, can: bool) -> None:
    assert typeable(_ask(answer=answer, form=form)) is can


# --- of a set -----------------------------------------------------------------------------------------------

BRIDGE = (
    "The council closed the old bridge because engineers had found cracks in its supports.\n\n"
    "Sara Lind founded the youth club of the town in 2011.\n\n"
    "Shop owners fear that the closure will reduce their income."
)
STRIKE = (
    "Ticket sales fell sharply due to the long strike at the national railway.\n\n"
    "Hotel prices fell sharply due to the long strike at the national railway."
)
RIVER = (
    "The school moves its classes to the town hall because the river floods the valley.\n\n"
    "When the river floods the valley, the farmers lose their crops."
)
SHORT = Options(count=50, formats=(Format.SHORT_ANSWER,))
# Flaw, (text, options) of sets for which something is dropped under its name, and of others for which nothing is.
CHOSEN: list[tuple[Flaw, list[tuple[str, Options]], list[tuple[str, Options]]]] = [
    (Flaw.SURPLUS, [(BRIDGE, Options(count=1))], [(BRIDGE, Options(count=50))]),
    (
        Flaw.SENTENCE_USED,
        [(BRIDGE, Options(count=50))],
        [(BRIDGE, Options(count=50, kinds=(Kind.REASON,)))],
    ),
    (
        Flaw.SEEN,
        [
            (BRIDGE, Options(seen=("Why did the council close the old bridge?",))),
            (BRIDGE, Options(seen=("why did the COUNCIL close the “old” bridge",))),
        ],
        [(BRIDGE, Options(seen=("Why did the council close the new bridge?",)))],
    ),
    (
        Flaw.OTHER_DIFFICULTY,
        [(BRIDGE, Options(difficulties=(Difficulty.EASY,)))],
        [(BRIDGE, Options()), (BRIDGE, Options(difficulties=tuple(Difficulty)))],
    ),
    (
        Flaw.DUPLICATE,
        [(STRIKE, replace(SHORT, kinds=(Kind.REASON,)))],
        [(BRIDGE, replace(SHORT, kinds=(Kind.REASON,)))],
    ),
    (
        Flaw.GIVEN_AWAY,
        [(RIVER, replace(SHORT, kinds=(Kind.REASON, Kind.EFFECT)))],
        [(RIVER, replace(SHORT, kinds=(Kind.REASON,))), (BRIDGE, replace(SHORT, kinds=(Kind.REASON, Kind.EFFECT)))],
    ),
    (
        Flaw.TOO_WEAK,
        [("A clock struck twelve in the old square of the small town. " + BRIDGE, Options())],
        # Who asks for one format gets what there is.
        [
            (
                "A clock struck twelve in the old square of the small town. " + BRIDGE,
                Options(formats=(Format.TRUE_FALSE,)),
            )
        ],
    ),
]


@cache
def _dropped(text: str, options: Options) -> Counter[str]:
    found = tuple(comprehension.ask(reading(text), clauses(text), options.kinds))
    _drafts, dropped, _left_out = select(reading(text), clauses(text), found, options)
    return dropped


@pytest.mark.parametrize(
    ("flaw", "text", "options", "has"),
    [
        (flaw, text, options, has)
        for flaw, having, free in CHOSEN
        for has, rows in ((True, having), (False, free))
        for text, options in rows
    ],
)
def test_what_does_not_go_with_a_set(flaw: Flaw, text: str, options: Options, has: bool) -> None:
    assert (_dropped(text, options)[flaw] > 0) is has


def test_no_flaw_is_without_a_test() -> None:
    rows: list[Any] = [*ASKED, *INTRODUCED, *PARSED, *DRESSED, *QUOTED, *UNDRESSED, *CHOSEN]
    assert {flaw for flaw, having, free in rows if having and free} == set(Flaw)


@pytest.mark.parametrize(
    ("sentence", "flaw"),
    [
        ("Forthcoming research shows that it raises the risk of floods in the valley.", Flaw.UNRESOLVED_PRONOUN),
        ("The old engineer thinks it is worth waiting for the new bridge.", None),
        ("The old bridges need paint on all of their wooden supports.", None),
    ],
)
def test_it_in_a_statement_is_what_the_statement_names(sentence: str, flaw: Flaw | None) -> None:
    made = next(ask for ask in comprehension.ask(reading(sentence), clauses(sentence), ()) if ask.rule == "detail.fact")
    assert ask_flaw(reading(sentence), made) is flaw


OPENING = "The town is small. The river is wide. The bridge is old. "
SAYS = "Anna Berg said the {} helps children in small towns."


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        (f"{OPENING}A new ferry was built in May. {SAYS.format('period of the last ones')}", Flaw.NEVER_INTRODUCED),
        # Nothing before tells of a ferry.
        (f"{OPENING}{SAYS.format('ferry')}", Flaw.NEVER_INTRODUCED),
        (f"{OPENING}A new ferry was built in May. {SAYS.format('ferry')}", None),
        # What everybody knows needs nobody to tell of it; which law is meant, somebody must.
        (f"{OPENING}{SAYS.format('government')}", None),
        (f"{OPENING}{SAYS.format('law')}", Flaw.NEVER_INTRODUCED),
        # A word of the same stem tells of it too, but not any word that starts alike.
        (f"{OPENING}They have closed it to cars. {SAYS.format('closure')}", None),
        # What a sentence has given needs that sentence, at the opening too.
        (f"The town is small. {SAYS.format('announcement in the paper')}", None),
        (f"The town is small. {SAYS.format('announcement')}", Flaw.NEVER_INTRODUCED),
        (f"{OPENING}International trade is rare. {SAYS.format('interchange')}", Flaw.NEVER_INTRODUCED),
    ],
)
def test_a_thing_out_of_nowhere_is_not_asked_about(text: str, flaw: Flaw | None) -> None:
    found = [ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == "statement.about"]
    assert [ask_flaw(reading(text), ask) for ask in found] == [flaw]


@pytest.mark.parametrize(
    ("rule", "sentence", "flaw"),
    [
        ("detail.how_many", "The second ferry carried 40 tonnes of sand.", Flaw.NEVER_INTRODUCED),
        ("detail.object", "The second ferry in Lund carried old bicycles.", None),
    ],
)
def test_of_several_things_the_question_says_which(rule: str, sentence: str, flaw: Flaw | None) -> None:
    text = f"{OPENING}Two ferries were built in May. {sentence}"
    found = [ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule]
    assert ask_flaw(reading(text), found[-1]) is flaw


@pytest.mark.parametrize(
    ("title", "flaw"),
    [("A river and its town", Flaw.NEVER_INTRODUCED), ("Why bridges fall", None)],
)
def test_those_just_told_of_are_no_mystery_only_where_the_title_names_them(title: str, flaw: Flaw | None) -> None:
    text = f"{OPENING}Both bridges were built by monks. In 1990, an engineer painted these bridges in bright colours."
    found = [ask for ask in comprehension.ask(reading(text, title), clauses(text), ()) if ask.form is Form.FACT]
    assert ask_flaw(reading(text, title), found[-1]) is flaw


FRANCE = "France has many refugees. Germany has few refugees. "


@pytest.mark.parametrize(
    ("text", "rule", "flaw"),
    [
        # Of which of two countries?
        (
            f"{FRANCE}UN data show the country has taken in twice as many refugees.",
            "statement.about",
            Flaw.NEVER_INTRODUCED,
        ),
        (
            f"{FRANCE}France is large. France is rich. UN data show the country has taken in twice as many refugees.",
            "statement.about",
            None,
        ),
        # Of which of two cities?
        (
            "Jakarta has many refugees. Venice has few. UN data show the city has taken in twice as many refugees.",
            "statement.about",
            Flaw.NEVER_INTRODUCED,
        ),
        (
            "Jakarta has many refugees. Jakarta is rich. UN data show the city has taken in twice as many refugees.",
            "statement.about",
            None,
        ),
        # Nobody has said who Ndangiza is; Anna Berg has a first name, and the mayor is one.
        (
            "Ice cream is new to Rwanda. Ndangiza is enthused by the idea of the shop.",
            "detail.leaned_on",
            Flaw.NEVER_INTRODUCED,
        ),
        ("Ice cream is new to Rwanda. Anna Berg is enthused by the idea of the shop.", "detail.leaned_on", None),
    ],
)
def test_what_only_the_article_could_tell_apart_is_not_asked_about(text: str, rule: str, flaw: Flaw | None) -> None:
    found = [ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule]
    assert [ask_flaw(reading(text), ask) for ask in found] == [flaw]


def test_a_sentence_looked_for_is_about_something_told_of_before() -> None:
    text = f"{OPENING}{SAYS.format('ferry')}"
    about = next(ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == "statement.about")
    assert ask_flaw(reading(text), replace(about, form=Form.SENTENCE)) is Flaw.NEVER_INTRODUCED
    assert ask_flaw(reading(text), replace(about, form=Form.SUMMARY)) is None


@pytest.mark.parametrize(
    ("stem", "flaw"),
    [
        ("What are Anna Berg and her colleagues looking at?", None),
        ("What are the engineer and her colleagues looking at?", Flaw.UNRESOLVED_PRONOUN),
        ("What are Anna Berg and her colleagues looking at for her?", Flaw.UNRESOLVED_PRONOUN),
    ],
)
def test_whose_colleagues_they_are_stands_before_them(stem: str, flaw: Flaw | None) -> None:
    text = "Anna Berg and her colleagues are looking at cheaper boats."
    (asked,) = asks(text, "detail.leaned_on")
    assert ask_flaw(reading(text), replace(asked, stem=stem)) is flaw
