"""A question before it is dressed in a format: what is asked, the answer, and the words both rest on."""

from dataclasses import dataclass
from enum import StrEnum

from .clause import Clause
from .drafts import Bloom, Choice, Evidence, Kind, Skill
from .reading import Sentence

# The rule whose "question" is a plain statement, for true or false and for gaps only.
FACT = "detail.fact"


class Form(StrEnum):
    """The grammatical form of an answer; options of one question share it."""

    CLAUSE = "clause"
    PAST = "past predicate"
    PRESENT = "present predicate"
    ABOUT = "it or they with a predicate"
    DONE = "past participle predicate"
    BARE = "bare predicate"
    DOING = "doing something"
    PURPOSE = "purpose"
    BECAUSE_OF = "because of"
    SO_THAT = "so that"
    MANNER = "by doing"
    AS = "as something"
    FACT = "statement"
    PERSON = "person"
    NAME = "name"
    THING = "thing"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    WORD = "word"
    SENTENCE = "sentence"
    SUMMARY = "summary"
    ORDER = "order"

    @property
    def is_phrase(self) -> bool:
        """Whether the answer is short enough by nature to be typed and compared."""
        return self in {Form.PERSON, Form.NAME, Form.THING, Form.NUMBER, Form.DATE, Form.PLACE}


@dataclass(frozen=True, eq=False)
class Ask:
    """What one rule found worth asking.

    `answer` fits `form`; `statement` is question and answer as one plain sentence; `clause` is the fact it came from;
    `worth` is how much such a question is worth to a teacher before the article is looked at (0-1). `options` are the
    wrong options of kinds that bring their own, or the events of an ordering; `spans` are the evidence where it is less
    than the whole `sentences`; `because` explains the answer where the quotation alone does not.
    """

    kind: Kind
    rule: str
    stem: str
    answer: str
    form: Form
    statement: str
    clause: Clause
    sentences: tuple[Sentence, ...]
    worth: float
    skill: Skill = Skill.LOCATE
    bloom: Bloom = Bloom.REMEMBER
    plural: bool = False
    options: tuple[Choice, ...] = ()
    spans: tuple[Evidence, ...] = ()
    because: str = ""
