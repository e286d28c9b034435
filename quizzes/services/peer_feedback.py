"""What classmates say of one another's work, and what a teacher does to it, each time with a record."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assessment, Criterion, FeedbackDecision, Level, Seat, User
from quizzes.queries import peer_feedback
from quizzes.queries.held_words import held_word

from .marking_debates import assess
from .refusal import Refusal

LONGEST_REASON = 500


@transaction.atomic
def give_feedback(
    *, seat: Seat, target: Seat, levels: Mapping[Criterion, Level], strong: str, suggestion: str
) -> Assessment:
    """What the student in `seat` says of a board-mate's work, new or changed; it never counts.

    A held word makes it wait for the teacher, and so does a change of what a teacher took away. Raises Refusal before
    feedback begins and after it ends, on a locked board, for whoever they do not read, and for words that are missing.
    """
    discussion = seat.board.discussion
    discussion.refresh_from_db(fields=["due_at", "closes_at", "marks_released_at", "peers"])
    if not peer_feedback.is_open(discussion, timezone.now()):
        raise Refusal(_("Feedback cannot be written now. Copy your words if you want to keep them."))
    if seat.board.locked_at:
        raise Refusal(_("Your teacher has locked this board. You can still read it."))
    if not strong.strip() or not suggestion.strip():
        raise Refusal(_("Say what was strong, and one thing to do next."))
    said = discussion.assessments.filter(student=target.student, assessor=seat.student).first()
    if said is None and not may_read(seat, target):
        raise Refusal(_("Somebody else reads this classmate now. Go back and choose from your list."))
    before = said.state if said else None
    word = held_word(discussion.classroom, strong, suggestion)
    try:
        with transaction.atomic():
            given = assess(
                discussion=discussion,
                student=target.student,
                assessor=seat.student,
                levels=levels,
                comment=strong,
                suggestion=suggestion,
            )
    except IntegrityError:
        raise Refusal(_("Another window saved feedback on this classmate just now. Save again.")) from None
    if word or before in (Assessment.State.HELD, Assessment.State.REMOVED):
        given.state = Assessment.State.HELD
        given.save(update_fields=["state"])
    if word:
        _record(given, FeedbackDecision.Action.HELD, None, word)
    return given


def may_read(seat: Seat, target: Seat) -> bool:
    """Whether the student may say something of the one in `target`: of those allotted, or, since the allotment moves
    when somebody posts late, of any board-mate who is read while they have not given enough."""
    if target.board_id != seat.board_id or target.pk == seat.pk:
        return False
    found = peer_feedback.readings(seat.board)
    mine = found.get(seat.student_id, [])
    read = {one for those in found.values() for one in those}
    given = seat.board.discussion.assessments.filter(assessor=seat.student, counts=False)
    few = given.exclude(student=seat.student).count() < seat.board.discussion.peers
    return target.student_id in mine or (bool(mine) and few and target.student_id in read)


@transaction.atomic
def remove_feedback(*, assessment: Assessment, by: User, reason: str) -> Assessment:
    """Let nobody but its author and teachers see it. Raises Refusal without a reason."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why you take the feedback away; the student who wrote it sees the reason."))
    if len(reason) > LONGEST_REASON:
        raise Refusal(_("Say it in at most %(limit)s characters.") % {"limit": LONGEST_REASON})
    return _decide(assessment, Assessment.State.REMOVED, FeedbackDecision.Action.REMOVED, by, reason)


@transaction.atomic
def allow_feedback(*, assessment: Assessment, by: User) -> Assessment:
    """Let the student read it once the marks are released, whether it was held or removed."""
    return _decide(assessment, Assessment.State.SHOWN, FeedbackDecision.Action.ALLOWED, by, "")


def _decide(
    assessment: Assessment, state: Assessment.State, action: FeedbackDecision.Action, by: User, reason: str
) -> Assessment:
    assessment.state = state
    assessment.save(update_fields=["state"])
    _record(assessment, action, by, reason)
    return assessment


def _record(assessment: Assessment, action: FeedbackDecision.Action, by: User | None, reason: str) -> None:
    words = "\n".join((assessment.comment, assessment.suggestion))
    FeedbackDecision.objects.create(assessment=assessment, action=action, by=by, reason=reason, words=words)
