"""What the generator takes and gives: plain frozen values, no behaviour beyond checking themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

BACKEND = "rules"
VERSION = "2.0"

Progress = Callable[[str, int], None]


# Where a cloze's stem leaves its words out.
BLANK = "_____"


class Kind(StrEnum):
    """What a question asks for."""

    DETAIL = "detail"
    REASON = "reason"
    EFFECT = "effect"
    STATEMENT = "statement"
    MAIN_IDEA = "main_idea"
    VOCABULARY = "vocabulary"
    SEQUENCE = "sequence"
    EVIDENCE = "evidence"
    CLAIM_OR_FACT = "claim_or_fact"
    INFERENCE = "inference"


class Format(StrEnum):
    """How a question is answered."""

    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    CLOZE = "cloze"
    SHORT_ANSWER = "short_answer"
    ORDERING = "ordering"


class Skill(StrEnum):
    """What reading an item asks for (the three cognitive targets of NAEP's reading framework)."""

    LOCATE = "locate"
    INTERPRET = "interpret"
    EVALUATE = "evaluate"


class Bloom(StrEnum):
    """The level of thinking (Anderson & Krathwohl's revision of Bloom's taxonomy)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"


class Reason(StrEnum):
    """Why a distractor is wrong (STARC: Berzak, Malmaud & Levy, ACL 2020)."""

    MISREADS = "misreads"
    ELSEWHERE = "elsewhere"
    UNSUPPORTED = "unsupported"


class Difficulty(StrEnum):
    """How hard a question is estimated to be, in three steps of `DraftQuestion.difficulty`."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @classmethod
    def of(cls, estimate: float) -> "Difficulty":
        """The step an estimate from 0 to 1 falls in.

        >>> Difficulty.of(0.39), Difficulty.of(0.4), Difficulty.of(0.6)
        (<Difficulty.EASY: 'easy'>, <Difficulty.MEDIUM: 'medium'>, <Difficulty.HARD: 'hard'>)
        """
        return cls.EASY if estimate < 0.4 else cls.MEDIUM if estimate < 0.6 else cls.HARD

    @property
    def middle(self) -> float:
        """The estimate in the middle of the step.

        >>> all(Difficulty.of(step.middle) is step for step in Difficulty)
        True
        """
        return {Difficulty.EASY: 0.2, Difficulty.MEDIUM: 0.5, Difficulty.HARD: 0.8}[self]


class DebateForm(StrEnum):
    """What a debate question turns on."""

    DEFINITION = "definition"
    POLICY = "policy"
    CAUSE = "cause"
    EVIDENCE = "evidence"
    FORECAST = "forecast"
    STAKEHOLDER = "stakeholder"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Options:
    """What to make: how many, of which sorts, from which parts of the article, and the seed that breaks ties.

    An empty `kinds`, `formats`, `skills` or `difficulties` means all of them. Sentences with a word of `focus` are
    asked about first. `leave_out` are numbers of paragraphs, the first being 1, that no question rests on. Stems in
    `seen` are not made again. With `near`, character offsets (start, end) into the text, every question rests on a
    sentence that overlaps them.
    """

    count: int = 12
    kinds: tuple[Kind, ...] = ()
    formats: tuple[Format, ...] = ()
    debates: int = 3
    seed: int = 0
    skills: tuple[Skill, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    focus: tuple[str, ...] = ()
    leave_out: tuple[int, ...] = ()
    seen: tuple[str, ...] = ()
    near: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.count <= 50 or not 0 <= self.debates <= 10:
            raise ValueError("count must be 0 to 50 and debates 0 to 10")

    def wants_format(self, format_: Format) -> bool:
        return not self.formats or format_ in self.formats


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A verbatim span of the article: character offsets into its text, and the words there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. The key has no reason; a distractor has one, and a note that tells a student why it is wrong.

    `source` is the span of the article a distractor was made from; None where it stands nowhere in it. The choices of
    an ordering question are its events in the right order, none of them the key.
    """

    text: str
    is_key: bool = False
    reason: Reason | None = None
    note: str = ""
    source: Evidence | None = None


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question ready for a teacher's review. Difficulty and score run from 0 to 1."""

    kind: Kind
    format: Format
    stem: str
    choices: tuple[Choice, ...]
    accepted_answers: tuple[str, ...]
    model_answer: str
    evidence: tuple[Evidence, ...]
    skill: Skill
    bloom: Bloom
    difficulty: float
    rule: str
    score: float
    explanation: str


@dataclass(frozen=True, slots=True)
class Stance:
    """One position of a debate and the spans of the article it can cite."""

    stance: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DebatePrompt:
    """A debate question with its brief; `suits` is "board" (a class discussion), "controversy" or "written"."""

    form: DebateForm
    motion: str
    tension: str
    anchor: tuple[Evidence, ...]
    positions: tuple[Stance, ...]
    definitions: tuple[str, ...]
    unheard: tuple[str, ...]
    follow_ups: tuple[str, ...]
    activity: str
    rule: str
    score: float
    suits: str = "board"


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds spent; loading the language model counts in neither."""

    parse_s: float
    total_s: float


@dataclass(frozen=True, slots=True)
class Drafts:
    """Everything one run made: the best first, and why the rest was dropped (reason -> count).

    `left_out` says of each kind wanted that has no question why the article gives none (kind -> reason).
    """

    backend: str
    version: str
    seed: int
    questions: tuple[DraftQuestion, ...]
    debates: tuple[DebatePrompt, ...]
    dropped: Mapping[str, int]
    timing: Timing
    left_out: Mapping[str, str] = field(default_factory=dict)
