"""Giving a debate to a class: its boards, who argues on which, and on which side; each change of it is recorded."""

import random

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Board, Discussion, Enrollment, Position, Post, Question, Seat, User

from .recording import Action, record, record_debate
from .refusal import Refusal

MOST_GROUPS = 20


@transaction.atomic
def give_debate(*, discussion: Discussion, teacher: User, groups: int = 1, seed: int | None = None) -> Discussion:
    """Save a filled-in new debate and seat the class on `groups` boards, by chance (which `seed` repeats).

    Raises Refusal for another teacher's class or question, a question that is not approved, and sides without
    positions.
    """
    _refuse_strangers(discussion, teacher)
    if discussion.question.status != Question.Status.APPROVED:
        raise Refusal(_("Approve the debate question first."))
    discussion.created_by = teacher
    change_debate(discussion=discussion, by=teacher)
    split_into_groups(discussion=discussion, groups=groups, seed=seed)
    return discussion


def _refuse_strangers(discussion: Discussion, teacher: User) -> None:
    if teacher.is_superuser:
        return
    if not discussion.classroom.teachers.filter(pk=teacher.pk).exists():
        raise Refusal(_("You can give debates only to classes you teach."))
    if discussion.question.article.owner_id != teacher.pk:
        raise Refusal(_("You can give only your own debate questions."))


@transaction.atomic
def change_debate(*, discussion: Discussion, by: User) -> Discussion:
    """Save the debate, new or changed. Raises Refusal where sides are to be assigned and there are not two."""
    if _has_sides(discussion) and len(sides(discussion)) < 2:
        raise Refusal(_("Sides need two positions. Write them on the page of the debate question first."))
    discussion.full_clean()
    before = None if discussion._state.adding else Discussion.objects.get(pk=discussion.pk)
    discussion.save()
    record_debate(discussion=discussion, before=before, by=by)
    return discussion


@transaction.atomic
def delete_debate(*, discussion: Discussion, by: User) -> None:
    """Delete a debate in which nobody has written; the record of it stays. Raises Refusal where somebody has."""
    if Post.objects.filter(board__discussion=discussion).exists():
        raise Refusal(_("Students have written in this debate, so it stays."))
    record(classroom=discussion.classroom, action=Action.DEBATE_TAKEN_BACK, by=by, subject=discussion.question.stem)
    discussion.delete()


@transaction.atomic
def split_into_groups(*, discussion: Discussion, groups: int, seed: int | None = None) -> list[Board]:
    """New boards with the students of the class spread over them by chance, as evenly as it goes.

    Raises Refusal once somebody has written something, or where a group would stay empty.
    """
    if Post.objects.filter(board__discussion=discussion).exists():
        raise Refusal(_("Students have begun to write, so the groups stay. You can still move single students."))
    students = list(User.objects.filter(enrollments__in=_places(discussion)).order_by("pk"))
    if not 1 <= groups <= MOST_GROUPS or groups > max(1, len(students)):
        raise Refusal(
            _("Choose from 1 to %(most)s groups: every group needs a student.")
            % {"most": min(MOST_GROUPS, max(1, len(students)))}
        )
    aliases = dict(discussion.seats.values_list("student_id", "alias"))
    discussion.boards.all().delete()
    names = [_g("Whole class")] if groups == 1 else [_g("Group %(n)s") % {"n": n} for n in range(1, groups + 1)]
    boards = [Board.objects.create(discussion=discussion, name=name) for name in names]
    random.Random(seed).shuffle(students)
    for place, student in enumerate(students):
        seat_student(board=boards[place % groups], student=student, alias=aliases.get(student.pk, ""))
    return boards


def _places(discussion: Discussion) -> QuerySet[Enrollment]:
    return discussion.classroom.enrollments.filter(removed_at__isnull=True)


def seat_student(*, board: Board, student: User, alias: str = "") -> Seat:
    """A seat for the student on the board, on the side that has the fewest there where sides are assigned."""
    return Seat.objects.create(
        board=board, student=student, side=_side_with_fewest(board), alias=alias or _free_alias(board.discussion)
    )


def _free_alias(discussion: Discussion) -> str:
    taken = set(discussion.seats.values_list("alias", flat=True))
    number = 1
    while (alias := _g("Student %(n)s") % {"n": number}) in taken:
        number += 1
    return alias


@transaction.atomic
def move_student(*, seat: Seat, board: Board) -> Seat:
    """Seat the student on another board of the debate. Raises Refusal once they have posted, or for a strange board."""
    if board.discussion_id != seat.discussion_id:
        raise Refusal(_("This board belongs to another debate."))
    if board.pk == seat.board_id:
        return seat
    written = Post.objects.filter(board=seat.board, author=seat.student)
    if written.exclude(state=Post.State.DRAFT).exists():
        raise Refusal(
            _("%(student)s has posted on this board; the posts would stay behind, so the student stays too.")
            % {"student": seat.student.display_name}
        )
    # A draft of a claim goes along; a reply has nothing to answer on the other board.
    written.filter(reply_to__isnull=True).update(board=board, position=None)
    seat.side = _side_with_fewest(board)
    seat.board = board
    seat.save()
    return seat


def assign_sides(*, discussion: Discussion) -> None:
    """Give every seat a side, alternately within each board; none where the activity has no sides."""
    positions = sides(discussion) if _has_sides(discussion) else []
    for board in discussion.boards.prefetch_related("seats"):
        for place, seat in enumerate(board.seats.all()):
            seat.side = positions[place % len(positions)] if positions else None
            seat.save(update_fields=["side"])


def _side_with_fewest(board: Board) -> Position | None:
    if not _has_sides(board.discussion):
        return None
    taken = list(board.seats.values_list("side_id", flat=True))
    return min(sides(board.discussion), key=lambda side: taken.count(side.pk), default=None)


def sides(discussion: Discussion) -> list[Position]:
    """The positions of the debate's brief, in order."""
    return list(Position.objects.filter(brief__question=discussion.question_id))


def _has_sides(discussion: Discussion) -> bool:
    return discussion.activity == Discussion.Activity.CONTROVERSY
