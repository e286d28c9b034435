"""Everything that is stored about one student, for them to read and to take along; nobody else's words are in it.

Points, marks and comments are in it once their results are released: before that they would tell the answers. A model
that is new has to be put into SECTIONS or LEFT_OUT, which a test insists on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    Assessment,
    AssignmentMessage,
    Attempt,
    Citation,
    ClassChange,
    CriterionMark,
    Enrollment,
    FeedbackDecision,
    GradeChange,
    Highlight,
    MarkChange,
    Moderation,
    Override,
    PendingEdit,
    Post,
    PostRevision,
    Response,
    ResponseLevel,
    RestatementAnswer,
    Seat,
    Stance,
    StudentGroup,
    User,
)

from .progress import standings_of_attempts
from .receipts import receipt_code

Value = str | int | bool | Decimal | datetime | list[Any] | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of what is stored: its name in the file, its heading, the models it is of, and how it is found."""

    key: str
    title: "str | Promise"
    models: tuple[type[Model], ...]
    rows: Callable[[User, datetime], Iterable[Row]]


# What the parts of a row are called on the page; in the file they have these keys.
LABELS: Final[dict[str, "str | Promise"]] = {
    "about": _("about"),
    "action": _("what"),
    "alias": _("name when anonymous"),
    "answer": _("answer"),
    "answers": _("answers"),
    "article": _("article"),
    "at": _("when"),
    "assignment": _("assignment"),
    "attempt": _("attempt"),
    "attempts_allowed": _("attempts allowed"),
    "begun_change": _("change begun and not saved"),
    "board": _("board"),
    "cited": _("sentences given as proof"),
    "claim": _("claim"),
    "class": _("class"),
    "closes_at": _("closes"),
    "colour": _("colour"),
    "comment": _("comment"),
    "counterclaim": _("counterclaim"),
    "criteria": _("criteria"),
    "debate": _("debate"),
    "due_at": _("due"),
    "earlier_versions": _("earlier versions"),
    "email": _("e-mail address"),
    "earlier_answer": _("the earlier answer"),
    "excused": _("excused"),
    "extra_minutes": _("extra minutes"),
    "extra_time_percent": _("extra time (%)"),
    "feedback": _("the teacher's comment"),
    "first_name": _("first name"),
    "flagged": _("to come back to"),
    "from": _("from"),
    "groups": _("groups"),
    "handed_in": _("handed in"),
    "hidden_because": _("hidden because"),
    "joined": _("joined"),
    "last_login": _("last log-in"),
    "last_name": _("last name"),
    "last_seen": _("last seen"),
    "left": _("left"),
    "made": _("made"),
    "meant": _("that is what was meant"),
    "missing": _("what is missing"),
    "moment": _("moment"),
    "move": _("move"),
    "nickname": _("nickname"),
    "note": _("note"),
    "opens_at": _("opens"),
    "points": _("points"),
    "points_changed": _("changes of the points"),
    "points_possible": _("points possible"),
    "posted": _("posted"),
    "question": _("question"),
    "quotes": _("sentences quoted"),
    "reason": _("why"),
    "reasoning": _("reasoning"),
    "receipt": _("receipt"),
    "saved": _("saved"),
    "side": _("side"),
    "started": _("started"),
    "state": _("state"),
    "suggestion": _("one thing to do next"),
    "time_ends": _("time ends"),
    "to": _("to"),
    "value": _("stance (1-5)"),
    "words": _("words"),
    "written_by": _("written by"),
}


def own_data(student: User, now: datetime) -> list[tuple[Section, list[Row]]]:
    """Each section with its rows; a fixed number of queries, however much there is."""
    return [(section, list(section.rows(student, now))) for section in SECTIONS]


def _account(student: User, _now: datetime) -> Iterable[Row]:
    yield {
        "nickname": student.username,
        "first_name": student.first_name,
        "last_name": student.last_name,
        "email": student.email,
        "joined": student.date_joined,
        "last_login": student.last_login,
    }


def _classes(student: User, _now: datetime) -> Iterable[Row]:
    groups = list(StudentGroup.objects.filter(students=student))
    for place in student.enrollments.select_related("classroom"):
        yield {
            "class": place.classroom.name,
            "groups": [group.name for group in groups if group.classroom_id == place.classroom_id],
            "joined": place.joined_at,
            "left": place.removed_at,
            "extra_time_percent": place.extra_time_percent,
        }


def _overrides(student: User, _now: datetime) -> Iterable[Row]:
    for one in student.overrides.select_related("assignment__quiz"):
        yield {
            "assignment": one.assignment.quiz.title,
            "opens_at": one.opens_at,
            "due_at": one.due_at,
            "closes_at": one.closes_at,
            "attempts_allowed": one.attempts_allowed,
            "extra_minutes": one.extra_minutes,
            "excused": one.excused,
        }


def _messages(student: User, _now: datetime) -> Iterable[Row]:
    """What teachers wrote to the student alone; what they wrote to everybody says nothing of anybody."""
    for one in AssignmentMessage.objects.filter(student=student).select_related("assignment__quiz"):
        yield {"assignment": one.assignment.quiz.title, "words": one.text, "at": one.sent_at}


def _attempts(student: User, now: datetime) -> Iterable[Row]:
    released = {one.assignment.pk for one in standings_of_attempts(student, now) if one.released}
    attempts = student.attempts.select_related("assignment__quiz__article").prefetch_related(
        "responses__grade_changes", "responses__levels__criterion", "responses__levels__level"
    )
    for attempt in attempts:
        out = attempt.assignment_id in released
        text = attempt.assignment.quiz.article.text
        yield {
            "assignment": attempt.assignment.quiz.title,
            "attempt": attempt.number,
            "state": str(attempt.get_state_display()),
            "started": attempt.started_at,
            "time_ends": attempt.deadline,
            "handed_in": attempt.submitted_at,
            "last_seen": attempt.seen_at,
            "receipt": receipt_code(attempt.pk) if attempt.submitted_at else None,
            "answers": [_answer(response, text, out) for response in attempt.responses.all()],
        }


def _answer(response: Response, text: str, released: bool) -> Row:
    row: Row = {
        "question": response.shown["stem"],
        "answer": response.answer_text,
        "cited": [text[start:end] for start, end in response.cited],
        "flagged": response.flagged,
        "saved": response.saved_at,
        "points_possible": response.points_possible,
    }
    if released:
        row |= {
            "points": response.points,
            "criteria": [f"{given.criterion.name}: {given.level.name}" for given in response.levels.all()],
            "feedback": response.feedback,
            "points_changed": [
                {
                    "from": one.old_points,
                    "to": one.new_points,
                    "reason": one.reason,
                    "at": one.changed_at,
                    **_earlier(one),
                }
                for one in response.grade_changes.all()
            ],
        }
    return row


def _earlier(change: GradeChange) -> Row:
    """The answer that an attempt was opened again with, and what a teacher had given it."""
    if not change.earlier:
        return {}
    return {
        "earlier_answer": change.earlier["text"],
        "criteria": [given["words"] for given in change.earlier["levels"]],
        "feedback": change.earlier["feedback"],
    }


def _highlights(student: User, _now: datetime) -> Iterable[Row]:
    for one in student.highlights.select_related("article").order_by("article_id", "start"):
        yield {
            "article": one.article.title,
            "words": one.quote,
            "colour": str(one.get_colour_display()),
            "note": one.note,
            "made": one.made_at,
        }


def _seats(student: User, _now: datetime) -> Iterable[Row]:
    for seat in student.seats.select_related("discussion__question", "board", "side"):
        yield {
            "debate": seat.discussion.question.stem,
            "board": seat.board.name,
            "side": seat.side.stance if seat.side else None,
            "alias": seat.alias,
        }


def _stances(student: User, _now: datetime) -> Iterable[Row]:
    for one in student.stances.select_related("discussion__question"):
        yield {
            "debate": one.discussion.question.stem,
            "moment": str(one.get_moment_display()),
            "value": one.value,
            "at": one.taken_at,
        }


def _posts(student: User, _now: datetime) -> Iterable[Row]:
    posts = student.posts.select_related("board__discussion__question__article", "position", "pending_edit")
    for post in posts.prefetch_related("citations", "revisions", "moderations"):
        hidden = [one.reason for one in post.moderations.all() if one.action == Moderation.Action.HIDDEN]
        pending = post.pending
        yield {
            "debate": post.board.discussion.question.stem,
            "side": post.position.stance if post.position else None,
            "move": str(post.get_move_display()),
            **_said(post),
            "quotes": [one.quote for one in post.citations.all()],
            "state": str(post.get_state_display()),
            "saved": post.saved_at,
            "posted": post.posted_at,
            "hidden_because": hidden[-1] if hidden and post.state == Post.State.HIDDEN else None,
            "earlier_versions": [{**_said(one), "at": one.replaced_at} for one in post.revisions.all()],
            "begun_change": [{**_said(pending), "saved": pending.saved_at}] if pending else [],
        }


def _said(one: Post | PostRevision | PendingEdit) -> Row:
    return {"claim": one.claim, "reasoning": one.reasoning, "counterclaim": one.counterclaim}


def _restatements(student: User, _now: datetime) -> Iterable[Row]:
    """What the student said of classmates' restatements of their posts; not the restatements, which are the others'."""
    found = RestatementAnswer.objects.filter(post__reply_to__author=student)
    for one in found.select_related("post__board__discussion__question"):
        yield {
            "debate": one.post.board.discussion.question.stem,
            "meant": one.meant,
            "missing": one.missing,
            "at": one.answered_at,
        }


def _given(student: User, _now: datetime) -> Iterable[Row]:
    """What the student wrote of themselves and of classmates, whose names are left out."""
    for one in _assessments(Q(assessor=student)):
        yield {
            **_assessed(one),
            "about": str(_("myself") if one.student_id == student.pk else _("a classmate")),
            "state": str(one.get_state_display()),
        }


def _received(student: User, _now: datetime) -> Iterable[Row]:
    """What others wrote of the student, as far as it is shown to them."""
    shown = Q(student=student, discussion__marks_released_at__isnull=False) & (
        Q(counts=True) | Q(state=Assessment.State.SHOWN)
    )
    for one in _assessments(shown & ~Q(assessor=student)):
        yield {**_assessed(one), "written_by": str(_("the teacher") if one.counts else _("a classmate"))}
    changes = MarkChange.objects.filter(student=student, discussion__marks_released_at__isnull=False)
    for change in changes.select_related("discussion__question"):
        yield {
            "debate": change.discussion.question.stem,
            "from": change.old_points,
            "to": change.new_points,
            "reason": change.reason,
            "at": change.changed_at,
        }


def _assessments(which: Q) -> Iterable[Assessment]:
    found = Assessment.objects.filter(which).select_related("discussion__question")
    return found.prefetch_related("marks__criterion", "marks__level")


def _assessed(one: Assessment) -> Row:
    return {
        "debate": one.discussion.question.stem,
        "criteria": [f"{mark.criterion}: {mark.level}" for mark in one.marks.all()],
        "comment": one.comment,
        "suggestion": one.suggestion,
        "at": one.changed_at,
    }


def _reports(student: User, _now: datetime) -> Iterable[Row]:
    reports = Moderation.objects.filter(by=student).select_related("board__discussion__question")
    for one in reports:
        yield {
            "debate": one.board.discussion.question.stem,
            "action": str(one.get_action_display()),
            "reason": one.reason,
            "at": one.at,
        }


def _changes(student: User, _now: datetime) -> Iterable[Row]:
    changes = ClassChange.objects.filter(student=student).select_related("classroom")
    for one in changes:
        yield {
            "class": one.classroom.name,
            "action": str(one.get_action_display()),
            "about": one.subject,
            "from": one.old,
            "to": one.new,
            "reason": one.reason,
            "at": one.at,
        }


SECTIONS: Final = (
    Section("account", _("Account"), (User,), _account),
    Section("classes", _("Classes"), (Enrollment, StudentGroup), _classes),
    Section("exceptions", _("Exceptions made for you"), (Override,), _overrides),
    Section("messages", _("Messages to you"), (AssignmentMessage,), _messages),
    Section("attempts", _("Quizzes and answers"), (Attempt, Response, ResponseLevel, GradeChange), _attempts),
    Section("highlights", _("Highlights and notes"), (Highlight,), _highlights),
    Section("places_in_debates", _("Places in debates"), (Seat,), _seats),
    Section("stances", _("Where you stood"), (Stance,), _stances),
    Section("posts", _("Posts"), (Post, Citation, PendingEdit, PostRevision), _posts),
    Section("restatements", _("What you said of restatements"), (RestatementAnswer,), _restatements),
    Section("assessments_given", _("Feedback you gave"), (Assessment, CriterionMark), _given),
    Section("assessments_received", _("Marks and feedback you got"), (MarkChange,), _received),
    Section("reports", _("Posts you reported"), (Moderation,), _reports),
    Section("changes", _("What was changed about you in your classes"), (ClassChange,), _changes),
)

_OF_TEACHERS = "teachers make it, and it says nothing about a student"
_OF_THE_SITE = "part of how the site works, with nothing about a person in it"
LEFT_OUT: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "quizzes.Article",
            "quizzes.GlossaryNote",
            "quizzes.GenerationRun",
            "quizzes.Question",
            "quizzes.Choice",
            "quizzes.AcceptedAnswer",
            "quizzes.DebateBrief",
            "quizzes.Position",
            "quizzes.Evidence",
            "quizzes.Quiz",
            "quizzes.QuizItem",
            "quizzes.Section",
            "quizzes.Assignment",
            "quizzes.Classroom",
            "quizzes.Classroom_teachers",
            "quizzes.Correction",
            "quizzes.QuickComment",
            "quizzes.Discussion",
            "quizzes.Board",
            "quizzes.HeldWord",
            "quizzes.Rubric",
            "quizzes.Criterion",
            "quizzes.Level",
            "quizzes.ReviewAct",
            "quizzes.Waiver",
            "quizzes.User_groups",
            "quizzes.User_user_permissions",
            "admin.LogEntry",
        ),
        _OF_TEACHERS,
    ),
    **dict.fromkeys(
        (
            "auth.Permission",
            "auth.Group",
            "auth.Group_permissions",
            "contenttypes.ContentType",
        ),
        _OF_THE_SITE,
    ),
    "sessions.Session": "keys of the browsers that are logged in, which would let others in",
    "quizzes.Correction_seen_by": "which notices somebody has put away",
    "quizzes.StudentGroup_students": "who is in a group; the group's name is among the classes",
    FeedbackDecision._meta.label: "what a teacher did about somebody's feedback; its outcome is in that",
}
