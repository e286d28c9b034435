"""Feedback among classmates: who reads whom on a board, what is still to write, and what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Min, Prefetch, QuerySet, Sum

from quizzes.models import Assessment, Board, Discussion, FeedbackDecision, Post, Seat, User

from . import boards
from .boards import Quote
from .debate_marks import marks_beside

# Reader -> whom they read.
Readings = dict[int, list[int]]


def begins_at(discussion: Discussion) -> datetime | None:
    """When classmates begin to read; None for at once."""
    return discussion.due_at or discussion.closes_at


def is_open(discussion: Discussion, now: datetime) -> bool:
    """Whether feedback can be written: from its beginning until the marks are released."""
    begins = begins_at(discussion)
    there = discussion.peers and discussion.rubric_id and discussion.marks_released_at is None
    return bool(there) and (begins is None or now >= begins)


def allocate(readers: Sequence[int], read: Sequence[int], each: int, given: Mapping[int, Sequence[int]]) -> Readings:
    """Whom each reader reads: what they gave already, then so many of `read` that everybody is read equally often.

    The same people in the same order always give the same. Without anything given it is a circle: each reads those
    who come next.
    """
    found: Readings = {reader: list(given.get(reader, ())) for reader in readers}
    times = {one: sum(one in those for those in given.values()) for one in read}
    for _round in range(each):
        for place, reader in enumerate(readers):
            if len(found[reader]) > _round:
                continue
            circle = [*read[place + 1 :], *read[: place + 1]]
            free = [one for one in circle if one != reader and one not in found[reader]]
            if free:
                chosen = min(free, key=lambda one: times[one])
                found[reader].append(chosen)
                times[chosen] += 1
    _even_out(found, times, given)
    return found


def _even_out(found: Readings, times: dict[int, int], given: Mapping[int, Sequence[int]]) -> None:
    """Let readers exchange somebody read often for somebody read at least twice less, where nothing is written yet."""
    while swap := _swap(found, times, given):
        reader, often, seldom = swap
        found[reader][found[reader].index(often)] = seldom
        times[often] -= 1
        times[seldom] += 1


def _swap(found: Readings, times: Mapping[int, int], given: Mapping[int, Sequence[int]]) -> tuple[int, int, int] | None:
    for reader, those in found.items():
        for often in those:
            if often not in times or often in given.get(reader, ()):
                continue
            for seldom, number in times.items():
                if number + 1 < times[often] and seldom != reader and seldom not in those:
                    return reader, often, seldom
    return None


def readings(board: Board) -> Readings:
    """Whom each student of the board reads: those who have posted read those whose posts are shown.

    In the order of their first posts, so that whoever posts late comes last and changes little.
    """
    in_class = board.discussion.classroom.enrollments.filter(removed_at__isnull=True).values("student_id")
    claims = board.posts.filter(reply_to__isnull=True, author__in=in_class).exclude(state=Post.State.DRAFT)
    first = claims.order_by().values("author_id").annotate(first=Min("posted_at")).order_by("first", "author_id")
    readers = [row["author_id"] for row in first]
    shown = set(claims.filter(state=Post.State.POSTED).values_list("author_id", flat=True))
    given: dict[int, list[int]] = {}
    for reader, student in (
        _feedback(board.discussion).filter(assessor__in=readers).values_list("assessor_id", "student_id")
    ):
        given.setdefault(reader, []).append(student)
    return allocate(readers, [one for one in readers if one in shown], board.discussion.peers, given)


def _feedback(discussion: Discussion) -> QuerySet[Assessment]:
    return discussion.assessments.filter(counts=False).exclude(student=F("assessor")).order_by("pk")


@dataclass(frozen=True, slots=True)
class Reading:
    """A classmate to read, under the name the reader knows, with what the reader has said and why it was removed."""

    seat: Seat
    name: str
    said: Assessment | None
    reason: str


def to_read(seat: Seat) -> list[Reading]:
    """Whom the student in `seat` reads."""
    wanted = readings(seat.board).get(seat.student_id, [])
    seats = {one.student_id: one for one in seat.board.seats.select_related("student")}
    said = {
        one.student_id: one
        for one in _feedback(seat.board.discussion)
        .filter(assessor=seat.student_id)
        .prefetch_related("marks", "decisions")
    }
    return [
        Reading(seats[one], boards.known_as(seats[one].student, seat), said.get(one), _reason(said.get(one)))
        for one in wanted
        if one in seats
    ]


def _reason(said: Assessment | None) -> str:
    if said is None or said.state != Assessment.State.REMOVED:
        return ""
    return next((one.reason for one in reversed(said.decisions.all()) if one.action == "removed"), "")


@dataclass(frozen=True, slots=True)
class Read:
    """A post of the classmate, what it quotes and, for a reply, what it answers."""

    post: Post
    quotes: tuple[Quote, ...]
    answered: str


def posts_of(target: Seat) -> list[Read]:
    """What the classmate in that seat posted, as far as it is shown; replies only where there is a discussion."""
    posts = target.board.posts.filter(author=target.student_id, state=Post.State.POSTED)
    if target.board.discussion.activity == Discussion.Activity.WRITTEN:
        posts = posts.filter(reply_to__isnull=True)
    posts = posts.select_related("position", "reply_to", "board__discussion__question__article")
    return [
        Read(
            post,
            boards.quotes_of(post),
            str(post.reply_to) if post.reply_to and post.reply_to.state == Post.State.POSTED else "",
        )
        for post in posts.prefetch_related("citations")
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """What a classmate said of somebody's work, and the name it is shown under."""

    assessment: Assessment
    name: str


def received(seat: Seat) -> list[Said]:
    """What classmates said of the student in `seat`; nothing until the marks are released."""
    if seat.board.discussion.marks_released_at is None:
        return []
    return [
        Said(one, boards.known_as(one.assessor, seat))
        for one in feedback_on(seat.board.discussion, seat.student)
        if one.state == Assessment.State.SHOWN
    ]


def feedback_on(discussion: Discussion, student: User) -> list[Assessment]:
    """Everything classmates said of the student, for the teacher."""
    found = _feedback(discussion).filter(student=student).select_related("assessor")
    decisions = Prefetch("decisions", FeedbackDecision.objects.select_related("by"))
    return list(found.prefetch_related(marks_beside(), decisions))


@dataclass(frozen=True, slots=True)
class Summary:
    """How many classmates said something of a student that is not removed, their mean points, and how many the student
    gave feedback to."""

    received: int
    mean: Decimal | None
    waiting: int
    given: int
    comments: tuple[str, ...]


def summaries(discussion: Discussion) -> dict[int, Summary]:
    """The feedback of the debate by student; those without any are left out."""
    shown = _feedback(discussion).annotate(points=Sum(F("marks__criterion__weight") * F("marks__level__points")))
    about: dict[int, list[Assessment]] = {}
    given: dict[int, int] = {}
    for one in shown:
        about.setdefault(one.student_id, []).append(one)
        given[one.assessor_id] = given.get(one.assessor_id, 0) + 1
    return {pk: _summary(about.get(pk, []), given.get(pk, 0)) for pk in {*about, *given}}


def _summary(found: list[Assessment], given: int) -> Summary:
    kept = [one for one in found if one.state != Assessment.State.REMOVED]
    points = [Decimal(one.points or 0) for one in kept]  # type: ignore[attr-defined]
    return Summary(
        received=len(kept),
        mean=round(sum(points, Decimal()) / len(points), 1) if points else None,
        waiting=sum(one.state == Assessment.State.HELD for one in found),
        given=given,
        comments=tuple(text for one in kept for text in (one.comment, one.suggestion) if text),
    )
