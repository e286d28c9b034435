"""The debate of the demo class: two groups that have argued and answered, classmates' feedback, and one mark."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from quizzes.models import Article, Classroom, Criterion, Discussion, Level, Move, Post, Question, Seat, User
from quizzes.queries import visible
from quizzes.queries.sentences import places

from . import debating, discussing, marking_debates, moderating, peer_feedback, reviewing

HELD_WORD: Final = "stupid"


@dataclass(frozen=True, slots=True)
class _Argument:
    author: str
    before: int
    claim: str
    reasoning: str
    counterclaim: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reply:
    author: str
    to: str
    move: Move
    words: str


# The rest sit in the first group; who has not posted yet sees how a debate begins.
_SECOND_GROUP: Final = ("demo-jonas", "demo-sofia")

_ARGUMENTS: Final = (
    _Argument(
        author="demo-amina",
        before=5,
        claim="Mill Lane should stay closed when school begins and ends.",
        reasoning="The council tried signs, a guard and a lower limit, and pupils were still hit. "
        "Only a street without cars makes sure that nobody is hit while stepping into the road.",
        counterclaim="The bakery may lose customers, but a shop can be helped with money. A broken leg cannot.",
        quotes=(
            "Because the pavement is only one metre wide in places, many pupils step into the road.",
            "None of them had reduced the number of cars.",
        ),
    ),
    _Argument(
        author="demo-lena",
        before=2,
        claim="The street should open again, because the cars only go somewhere else.",
        reasoning="Drivers who cannot use Mill Lane park in Orchard Road. "
        "Then the people there have the danger and the noise, and nobody asked them.",
        counterclaim="",
        quotes=(
            "If cars cannot use Mill Lane, some drivers will probably park in Orchard Road, "
            "where the kerbs are already full.",
        ),
    ),
    _Argument(
        author="demo-omar",
        before=3,
        claim="Six weeks are too short to know, so the trial should go on until summer.",
        reasoning="In Easterby more pupils cycled, but the main road got fuller. Both must be counted in winter too.",
        counterclaim="Some will say that waiting costs the bakery money.",
        quotes=("Similar trials elsewhere have had mixed results.",),
    ),
    _Argument(
        author="demo-sofia",
        before=4,
        claim="It should stay closed, with a bus for pupils who live far away.",
        reasoning="Tom Whitlock has no bus and no choice. If the town can pay for a camera, it can pay for a bus.",
        counterclaim="",
        quotes=("“Safety should not depend on where you live,” he said, “but neither should getting to school.”",),
    ),
)

_REPLIES: Final = (
    _Reply("demo-lena", "demo-amina", Move.CHALLENGE, "Who pays the bakery? The article names no money for shops."),
    _Reply("demo-omar", "demo-amina", Move.AGREE, "And the pupils measured the air: it was twice as bad at 8.30."),
    _Reply("demo-amina", "demo-lena", Move.ASK, "Is a full kerb as dangerous as cars on a narrow pavement?"),
    _Reply("demo-omar", "demo-lena", Move.CHALLENGE, f"That is a {HELD_WORD} argument."),
)


def give_demo_debate(*, article: Article, teacher: User, classroom: Classroom) -> Discussion | None:
    """Give the article's first debate to the class and let its students argue; None where the article has none."""
    question = article.questions.filter(status=Question.Status.DRAFT, brief__isnull=False).order_by("pk").first()
    if question is None:
        return None
    reviewing.approve_question(question=question, reviewer=teacher)
    discussion = Discussion(
        question=question,
        classroom=classroom,
        instructions="Argue from the article, then answer two classmates.",
        minimum_replies=2,
        rubric=visible.rubrics(teacher).filter(owner=None).earliest("pk"),
        peers=1,
    )
    debating.give_debate(discussion=discussion, teacher=teacher, groups=2)
    moderating.set_held_words(classroom=classroom, words=[HELD_WORD])
    seats = _seats(discussion)
    _argue(seats)
    _assess(discussion, teacher, seats)
    return discussion


def _seats(discussion: Discussion) -> dict[str, Seat]:
    first, second = discussion.boards.all()
    for seat in discussion.seats.select_related("student", "board"):
        debating.move_student(seat=seat, board=second if seat.student.username in _SECOND_GROUP else first)
    return {seat.student.username: seat for seat in discussion.seats.select_related("student", "board")}


def _argue(seats: dict[str, Seat]) -> None:
    posts: dict[str, Post] = {}
    for one in _ARGUMENTS:
        seat = seats[one.author]
        discussing.take_stance(student=seat.student, discussion=seat.discussion, moment="before", value=one.before)
        words = discussing.Words(claim=one.claim, reasoning=one.reasoning, counterclaim=one.counterclaim)
        posts[one.author] = _post(seat, words, one.quotes)
    for reply in _REPLIES:
        words = discussing.Words(claim=reply.words, move=reply.move)
        _post(seats[reply.author], words, reply_to=posts[reply.to])
    amina = seats["demo-amina"]
    discussing.take_stance(student=amina.student, discussion=amina.discussion, moment="after", value=4)


def _post(seat: Seat, words: discussing.Words, quotes: Collection[str] = (), reply_to: Post | None = None) -> Post:
    draft = discussing.open_draft(board=seat.board, student=seat.student, reply_to=reply_to)
    there = places(seat.board.discussion.question.article.text)
    cited = [place for place, sentence in there.items() if sentence.text in quotes]
    discussing.save_draft(post=draft, words=words, citations=cited, sequence=1)
    return discussing.publish(post=draft)


def _assess(discussion: Discussion, teacher: User, seats: dict[str, Seat]) -> None:
    amina, lena, omar = (seats[name] for name in ("demo-amina", "demo-lena", "demo-omar"))
    peer_feedback.give_feedback(
        seat=omar,
        target=amina,
        levels=_levels(discussion, (3, 3, 2, 3, 2)),
        strong="You name what the council had tried, so one sees why nothing else is left.",
        suggestion="Say how the bakery could be helped.",
    )
    marking_debates.assess_oneself(
        discussion=discussion, student=amina.student, levels=_levels(discussion, (2, 3, 2, 2, 2))
    )
    marking_debates.mark(
        discussion=discussion,
        student=lena.student,
        assessor=teacher,
        levels=_levels(discussion, (3, 2, 2, 0, 2)),
        comment="A clear claim with a fitting line. What would Amina answer? Say it yourself and meet it.",
    )


def _levels(discussion: Discussion, points: tuple[int, ...]) -> dict[Criterion, Level]:
    assert discussion.rubric is not None
    criteria = discussion.rubric.criteria.all()
    return {one: one.levels.get(points=given) for one, given in zip(criteria, points, strict=True)}
