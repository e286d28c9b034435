"""A tension of the article before it becomes a prompt: the motion, what it turns on, and the words it rests on."""

from dataclasses import dataclass

from quizzes.generator.clause import Clause
from quizzes.generator.drafts import DebateForm
from quizzes.generator.reading import Reading, Sentence, content_lemmas


@dataclass(frozen=True, eq=False)
class Tension:
    """What the article leaves open, disputed or undecided.

    `frame` names its frame in language/debates.yaml, whose braces `slots` fill. `about` are the lemmas it turns on;
    `said` holds the sentences that speak for the first position whatever their mood, `against` those for the second;
    with `any_mood` the positions are meanings of a word, and any line that bears on it may be cited for either.
    """

    form: DebateForm
    frame: str
    anchors: tuple[Sentence, ...]
    score: float
    slots: dict[str, str]
    about: frozenset[str]
    said: tuple[Sentence, ...] = ()
    against: tuple[Sentence, ...] = ()
    definitions: tuple[str, ...] = ()
    any_mood: bool = False


# How often the article names what is worth a debate.
NAMED, TOUCHED = 3, 2


def is_central(reading: Reading, clause: Clause) -> bool:
    """Whether the clause's subject is something the article comes back to."""
    subject = content_lemmas(list(clause.subject_tokens)) | {clause.subject_head.lemma_.lower()}
    return any(_is_named(reading, lemma, TOUCHED) for lemma in subject)


def matters(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is about the article's matter: not mostly with nouns that it names only once."""
    rest = [token for unit in clause.units if not unit.set_off for token in unit.tokens]
    nouns = [token.lemma_.lower() for token in rest if token.pos_ == "NOUN"]
    subject = content_lemmas(list(clause.subject_tokens)) | {clause.subject_head.lemma_.lower()}
    central = any(_is_named(reading, lemma, NAMED) for lemma in (*subject, *nouns))
    return central and 2 * sum(_is_named(reading, lemma, TOUCHED) for lemma in nouns) >= len(nouns)


def _is_named(reading: Reading, lemma: str, least: int) -> bool:
    return reading.salience[lemma] >= least or lemma in reading.title_lemmas
