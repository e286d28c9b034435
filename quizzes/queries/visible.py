"""Who sees what: every id that arrives is looked up in one of these sets, so what is not yours is not there.

A teacher sees the classes they teach, what they own, and what hangs from either; a superuser sees everything.
A student sees what they themselves were given and did, in classes that are not archived.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from quizzes.models import (
    Article,
    Assignment,
    Attempt,
    Classroom,
    Correction,
    Discussion,
    Enrollment,
    GenerationRun,
    Highlight,
    Override,
    Post,
    Question,
    Quiz,
    Response,
    Rubric,
    Seat,
    User,
)

M = TypeVar("M", bound=Model)


def classrooms(user: User) -> QuerySet[Classroom]:
    """The classes `user` teaches."""
    found = Classroom.objects.all()
    return found if user.is_superuser else found.filter(teachers=user)


def current_classrooms(user: User) -> QuerySet[Classroom]:
    """The classes `user` teaches that are not archived."""
    return classrooms(user).filter(archived_at__isnull=True)


def enrollments(user: User) -> QuerySet[Enrollment]:
    """The roster entries of the classes `user` teaches."""
    return Enrollment.objects.filter(classroom__in=classrooms(user))


def students(user: User) -> QuerySet[User]:
    """The students, also removed ones, of the classes `user` teaches."""
    return User.objects.filter(enrollments__classroom__in=classrooms(user)).distinct()


def articles(user: User) -> QuerySet[Article]:
    """The articles `user` owns."""
    found = Article.objects.all()
    return found if user.is_superuser else found.filter(owner=user)


def runs(user: User) -> QuerySet[GenerationRun]:
    """The generator runs over the user's articles."""
    return GenerationRun.objects.filter(article__in=articles(user))


def questions(user: User) -> QuerySet[Question]:
    """The questions on the user's articles."""
    return Question.objects.filter(article__in=articles(user))


def quizzes(user: User) -> QuerySet[Quiz]:
    """The quizzes `user` owns."""
    found = Quiz.objects.all()
    return found if user.is_superuser else found.filter(owner=user)


def assignments(user: User) -> QuerySet[Assignment]:
    """The assignments of the classes `user` teaches."""
    return Assignment.objects.filter(classroom__in=classrooms(user))


def attempts(user: User) -> QuerySet[Attempt]:
    """The attempts of students in the classes `user` teaches."""
    return Attempt.objects.filter(assignment__classroom__in=classrooms(user))


def responses(user: User) -> QuerySet[Response]:
    """The responses of students in the classes `user` teaches."""
    return Response.objects.filter(attempt__assignment__classroom__in=classrooms(user))


def rubrics(user: User) -> QuerySet[Rubric]:
    """The ready-made rubrics and the user's own."""
    found = Rubric.objects.all()
    return found if user.is_superuser else found.filter(Q(owner=user) | Q(owner__isnull=True))


def discussions(user: User) -> QuerySet[Discussion]:
    """The debates of the classes `user` teaches."""
    return Discussion.objects.filter(classroom__in=classrooms(user))


def students_assignments(student: User) -> QuerySet[Assignment]:
    """What is open, or was, for the student in the classes they are in now; an override may move its opening."""
    own_opening = Override.objects.filter(assignment=OuterRef("pk"), student=student).values("opens_at")
    return (
        Assignment.objects.filter(
            classroom__enrollments__student=student,
            classroom__enrollments__removed_at__isnull=True,
            classroom__archived_at__isnull=True,
        )
        .alias(opening=Coalesce(Subquery(own_opening), "opens_at"))
        .filter(opening__lte=timezone.now())
    )


def students_attempts(student: User) -> QuerySet[Attempt]:
    """The student's own attempts in the classes they are in now."""
    return Attempt.objects.filter(
        student=student,
        assignment__classroom__enrollments__student=student,
        assignment__classroom__enrollments__removed_at__isnull=True,
        assignment__classroom__archived_at__isnull=True,
    )


# What a whole class asks for within seconds is written out in SQL: Django takes some ten times as long to put such a
# look-up together as the database to answer it. The sets above say the same in words, and tests hold one to the other.
_IN_CLASS = """
    JOIN quizzes_classroom classroom ON classroom.id = assignment.classroom_id
    JOIN quizzes_enrollment enrollment ON enrollment.classroom_id = classroom.id
        AND enrollment.student_id = %s AND enrollment.removed_at IS NULL AND classroom.archived_at IS NULL
"""


def students_assignment(student: User, pk: int) -> Assignment | None:
    """The one of `students_assignments`; None where there is none."""
    if pk > BigIntegerField.MAX_BIGINT:
        return None
    found = Assignment.objects.raw(
        f"""
        SELECT assignment.* FROM quizzes_assignment assignment {_IN_CLASS}
        LEFT JOIN quizzes_override override ON override.assignment_id = assignment.id AND override.student_id = %s
        WHERE assignment.id = %s AND COALESCE(override.opens_at, assignment.opens_at) <= %s
        """,
        [student.pk, student.pk, pk, connection.ops.adapt_datetimefield_value(timezone.now())],
    )
    return next(iter(found), None)


@dataclass(frozen=True, slots=True)
class Opened:
    """A student's own attempt, and what there is besides: an open page asks for no more than that.

    Whether the student highlighted words of the article, whether words of it are explained, and whether they were sent
    messages since they started.
    """

    attempt: Attempt
    has_marks: bool
    has_terms: bool
    has_messages: bool


def students_attempt(student: User, pk: int) -> Opened | None:
    """The one of `students_attempts`; None where there is none.

    Of its assignment, quiz and class what a page of an attempt shows is there at once; the rest, and the article, is
    read by Django when somebody asks for it.
    """
    if pk > BigIntegerField.MAX_BIGINT:
        return None
    found = Attempt.objects.raw(
        f"""
        SELECT attempt.*, assignment.quiz_id, assignment.classroom_id, assignment.one_at_a_time, quiz.article_id,
            quiz.title, classroom.time_zone,
            EXISTS (SELECT 1 FROM quizzes_highlight
                WHERE student_id = attempt.student_id AND article_id = quiz.article_id) AS has_marks,
            EXISTS (SELECT 1 FROM quizzes_glossarynote WHERE article_id = quiz.article_id) AS has_terms,
            EXISTS (SELECT 1 FROM quizzes_assignmentmessage message
                WHERE message.assignment_id = attempt.assignment_id AND message.sent_at >= attempt.started_at
                AND (message.student_id IS NULL OR message.student_id = attempt.student_id)) AS has_messages
        FROM quizzes_attempt attempt JOIN quizzes_assignment assignment ON assignment.id = attempt.assignment_id
        JOIN quizzes_quiz quiz ON quiz.id = assignment.quiz_id {_IN_CLASS}
        WHERE attempt.id = %s AND attempt.student_id = %s
        """,
        [student.pk, pk, student.pk],
    )
    for attempt in found:
        row = vars(attempt)
        given = _part(Assignment, row, pk=attempt.assignment_id)
        given.quiz = _part(Quiz, row, pk=given.quiz_id)
        given.classroom = _part(Classroom, row, pk=given.classroom_id)
        attempt.assignment = given
        return Opened(attempt, *(bool(row[name]) for name in ("has_marks", "has_terms", "has_messages")))
    return None


def _part(model: type[M], row: Mapping[str, Any], *, pk: int) -> M:
    """The stored object with this key, of which the row knows a part."""
    known = {"id": pk} | {name: row[name] for name in _PARTS[model]}
    names = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    return model.from_db(None, names, [known[name] for name in names])


_PARTS: dict[type[Model], tuple[str, ...]] = {
    Assignment: ("quiz_id", "classroom_id", "one_at_a_time"),
    Quiz: ("article_id", "title"),
    Classroom: ("time_zone",),
}


def students_response(student: User, attempt: int, pk: int) -> Response | None:
    """The response in that one of `students_attempts`, as far as an answer needs it; None where there is none."""
    if max(attempt, pk) > BigIntegerField.MAX_BIGINT:
        return None
    found = Response.objects.raw(
        f"""
        SELECT response.id, response.attempt_id, response.position, response.shown
        FROM quizzes_response response JOIN quizzes_attempt attempt ON attempt.id = response.attempt_id
        JOIN quizzes_assignment assignment ON assignment.id = attempt.assignment_id {_IN_CLASS}
        WHERE response.id = %s AND attempt.id = %s AND attempt.student_id = %s
        """,
        [student.pk, pk, attempt, student.pk],
    )
    return next(iter(found), None)


def open_responses(attempt: Attempt) -> list[Response]:
    """The responses of the attempt in order, as far as its open page shows them: never how they are marked."""
    return list(
        Response.objects.raw(
            """
            SELECT id, attempt_id, position, points_possible, shown, answer, cited, flagged, sequence
            FROM quizzes_response WHERE attempt_id = %s ORDER BY position
            """,
            [attempt.pk],
        )
    )


def students_corrections(student: User) -> QuerySet[Correction]:
    """The corrections that changed points of the student's own attempts."""
    return Correction.objects.filter(grade_changes__response__attempt__in=students_attempts(student)).distinct()


def students_discussions(student: User) -> QuerySet[Discussion]:
    """The debates that have opened in the classes the student is in now."""
    return Discussion.objects.filter(
        classroom__enrollments__student=student,
        classroom__enrollments__removed_at__isnull=True,
        classroom__archived_at__isnull=True,
        opens_at__lte=timezone.now(),
    )


def students_posts(student: User) -> QuerySet[Post]:
    """What the student sees on their boards: their own posts in any state, and those of others that are posted.

    Others' posts come after one's own argument where that is asked, and never with a written response.
    """
    seats = Seat.objects.filter(board=OuterRef("board"), student=student)
    argued = Post.objects.filter(
        board__discussion=OuterRef("board__discussion"), author=student, reply_to__isnull=True
    ).exclude(state=Post.State.DRAFT)
    others = (
        Q(state=Post.State.POSTED)
        & ~Q(board__discussion__activity=Discussion.Activity.WRITTEN)
        & (Q(board__discussion__post_first=False) | Exists(argued))
    )
    return Post.objects.filter(
        Exists(seats), Q(author=student) | others, board__discussion__in=students_discussions(student)
    )


def students_highlights(student: User, attempt: Attempt) -> QuerySet[Highlight]:
    """The student's own highlights on the article of the attempt."""
    return Highlight.objects.filter(student=student, article__quizzes__assignments__attempts=attempt)
