"""Who sees what: every id that arrives is looked up in one of these sets, so what is not yours is not there.

A teacher sees the classes they teach, what they own, and what hangs from either; a superuser sees everything.
A student sees what they themselves were given and did, in classes that are not archived.
"""

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
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


def students_response(student: User, attempt: int, pk: int) -> Response | None:
    """The response in that attempt of the student's own, as far as an answer to it needs; None where there is none.

    `students_attempts` says the same in words; every save looks an answer up here, and putting them together anew each
    time took a third of a save.
    """
    if max(attempt, pk) > BigIntegerField.MAX_BIGINT:
        return None
    found = Response.objects.raw(
        """
        SELECT response.id, response.attempt_id, response.position, response.shown
        FROM quizzes_response response
        JOIN quizzes_attempt attempt ON attempt.id = response.attempt_id
        JOIN quizzes_assignment assignment ON assignment.id = attempt.assignment_id
        JOIN quizzes_classroom classroom ON classroom.id = assignment.classroom_id
        JOIN quizzes_enrollment enrollment ON enrollment.classroom_id = classroom.id
        WHERE response.id = %s AND attempt.id = %s AND attempt.student_id = %s AND enrollment.student_id = %s
            AND enrollment.removed_at IS NULL AND classroom.archived_at IS NULL
        """,
        [pk, attempt, student.pk, student.pk],
    )
    return next(iter(found), None)


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
