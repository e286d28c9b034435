"""A teacher's decisions on drafted questions."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.generator import BLANK
from quizzes.models import Choice, DebateBrief, Format, Question, ReviewAct, User, Waiver
from quizzes.queries.item_flaws import Advice, open_warnings, warnings

from . import recording, undoing, writing
from .refusal import Refusal
from .writing import Side

# With two events an order is a coin's toss; more than five are a test of memory.
FEWEST_EVENTS = 3
MOST_EVENTS = 5


def problems(question: Question) -> list["str | Promise"]:
    """What keeps the question from being approved, in plain words; empty when nothing does."""
    found: list[str | Promise] = []
    choices = list(question.choices.all())
    format_ = Format(question.format)
    if format_.has_choices:
        if len(choices) < 2:
            found.append(_("It needs at least two choices."))
        if sum(choice.is_key for choice in choices) != 1:
            found.append(_("Mark exactly one choice as the right answer."))
    if format_ is Format.TRUE_FALSE and {choice.text for choice in choices} != {"True", "False"}:
        found.append(_("A true-or-false question has the two choices True and False."))
    if format_ is Format.ORDERING and not FEWEST_EVENTS <= len(choices) <= MOST_EVENTS:
        found.append(
            _("It needs %(fewest)s to %(most)s events, in the right order.")
            % {"fewest": FEWEST_EVENTS, "most": MOST_EVENTS}
        )
    if format_ in (Format.CLOZE, Format.SHORT_ANSWER) and not question.accepted_answers.exists():
        found.append(_("Add at least one answer that counts as right."))
    if format_ is Format.CLOZE and question.stem.count(BLANK) != 1:
        found.append(_("A gap is written as five underscores (_____), once."))
    if not question.evidence.exists():
        found.append(_("Add the words of the article it rests on."))
    if question.is_debate and (not hasattr(question, "brief") or question.brief.positions.count() < 2):
        found.append(_("A debate needs at least two positions."))
    return found


@transaction.atomic
def approve_question(*, question: Question, reviewer: User) -> Question:
    """Let the question into quizzes. Raises Refusal when something is missing or a flaw is not dealt with."""
    if found := problems(question):
        raise Refusal(" ".join(str(problem) for problem in found))
    if flaws := open_warnings(question):
        advice = " ".join(dict.fromkeys(flaw.advice for flaw in flaws))
        raise Refusal(
            _("%(advice)s Or waive the warning with a reason in the review of the article.") % {"advice": advice}
        )
    undoing.remember(act=ReviewAct.Act.APPROVE, question=question, by=reviewer)
    return _decide(question, reviewer, Question.Status.APPROVED)


@transaction.atomic
def reject_question(*, question: Question, reviewer: User, reason: str = "") -> Question:
    """Keep the question out of quizzes. Raises Refusal while a quiz has it."""
    _refuse_if_used(question)
    undoing.remember(act=ReviewAct.Act.REJECT, question=question, by=reviewer)
    question.rejected_because = reason
    return _decide(question, reviewer, Question.Status.REJECTED)


@transaction.atomic
def reopen_question(*, question: Question, reviewer: User) -> Question:
    """Put a decided question back among the drafts. Raises Refusal while a quiz has it."""
    _refuse_if_used(question)
    undoing.remember(act=ReviewAct.Act.REOPEN, question=question, by=reviewer)
    question.rejected_because = ""
    question.merged_into = None
    return _decide(question, reviewer, Question.Status.DRAFT)


@transaction.atomic
def edit_question(
    *,
    question: Question,
    editor: User,
    choices: list[Choice] | None,
    answers: list[str] | None,
    spans: Iterable[tuple[int, int]],
) -> list["str | Promise"]:
    """Store the question's own fields as they are set, with its parts; None leaves choices or answers alone.

    Returns what an approved question lacks now, which puts it back among the drafts. Raises Refusal for that while a
    quiz has it.
    """
    undoing.remember(act=ReviewAct.Act.EDIT, question=question, by=editor)
    before = recording.right_answer(question)
    question.save()
    if choices is not None:
        writing.set_choices(question=question, choices=choices)
    if answers is not None:
        writing.set_answers(question=question, answers=answers)
    writing.set_evidence(question=question, spans=spans)
    recording.record_key(question=question, by=editor, old=before, new=recording.right_answer(question))
    return take_back_unfit(question=Question.objects.get(pk=question.pk))


@transaction.atomic
def write_question(
    *, question: Question, choices: list[Choice] | None, answers: list[str] | None, spans: Iterable[tuple[int, int]]
) -> Question:
    """Store a teacher's own new question with its parts, as a draft."""
    question.save()
    if choices is not None:
        writing.set_choices(question=question, choices=choices)
    if answers is not None:
        writing.set_answers(question=question, answers=answers)
    writing.set_evidence(question=question, spans=spans)
    return question


@transaction.atomic
def edit_debate(
    *, question: Question, brief: DebateBrief, editor: User, sides: list[Side], spans: Iterable[tuple[int, int]]
) -> list["str | Promise"]:
    """Store a debate's own fields and its brief as they are set, with its positions; `spans` are the whole debate's.

    Returns what an approved debate lacks now, which puts it back among the drafts. Raises Refusal for that while a
    quiz has it, and for a position that would go while students argue for it.
    """
    undoing.remember(act=ReviewAct.Act.EDIT, question=question, by=editor)
    write_debate(question=question, brief=brief, sides=sides, spans=spans)
    return take_back_unfit(question=Question.objects.get(pk=question.pk))


@transaction.atomic
def write_debate(
    *, question: Question, brief: DebateBrief, sides: list[Side], spans: Iterable[tuple[int, int]]
) -> Question:
    """Store a debate with its brief and positions; a new one is a draft."""
    question.save()
    brief.question = question
    brief.save()
    writing.set_sides(brief=brief, sides=sides)
    writing.set_evidence(question=question, spans=spans)
    return question


@transaction.atomic
def merge_questions(*, kept: Question, other: Question, reviewer: User) -> Question:
    """Keep the wording of `kept` with the evidence of both; `other` is retired.

    Raises Refusal for questions that are not of one article and format, for debates, and while a quiz has `other`.
    """
    if kept.pk == other.pk or kept.article_id != other.article_id:
        raise Refusal(_("Only two questions on the same article can be merged."))
    if kept.is_debate or other.is_debate:
        raise Refusal(_("A debate cannot be merged. Reject the one you do not need."))
    _refuse_if_used(other)
    undoing.remember(act=ReviewAct.Act.MERGE, question=kept, by=reviewer, also=[other])
    spans = {(span.start, span.end) for question in (kept, other) for span in question.evidence.all()}
    writing.set_evidence(question=kept, spans=spans)
    other.merged_into = kept
    _decide(other, reviewer, Question.Status.RETIRED)
    return kept


@transaction.atomic
def waive_flaw(*, question: Question, flaw: str, about: str, reason: str, by: User) -> Waiver:
    """Let a flaw of the question pass for a reason. Raises Refusal without one, and where there is no such flaw."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say in a few words why the warning does not matter here."))
    if flaw not in Advice or not any((one.flaw, one.about) == (flaw, about) for one in warnings(question)):
        raise Refusal(_("This warning is gone already."))
    undoing.remember(act=ReviewAct.Act.WAIVE, question=question, by=by)
    waiver, _new = Waiver.objects.update_or_create(
        question=question, flaw=flaw, about=about, defaults={"reason": reason[:300], "by": by}
    )
    return waiver


def take_back_unfit(*, question: Question) -> list["str | Promise"]:
    """After an edit: put an approved question that now lacks something back among the drafts; return what it lacks.

    Raises Refusal while a quiz has it, which undoes the edit: a quiz must not hold a question nobody can answer.
    """
    found = problems(question) if question.status == Question.Status.APPROVED else []
    if found:
        if question.items.exists():
            raise Refusal(" ".join(str(problem) for problem in found))
        question.status = Question.Status.DRAFT
        question.save(update_fields=["status"])
    return found


def approve_questions(*, questions: Iterable[Question], reviewer: User) -> tuple[int, list[tuple[Question, str]]]:
    """Approve each question that can be; return how many were, and the others with what is missing."""
    return _each(questions, reviewer, approve_question)


def reject_questions(*, questions: Iterable[Question], reviewer: User) -> tuple[int, list[tuple[Question, str]]]:
    """Reject each question that can be; return how many were, and the others with the reason."""
    return _each(questions, reviewer, reject_question)


def reopen_questions(*, questions: Iterable[Question], reviewer: User) -> tuple[int, list[tuple[Question, str]]]:
    """Put each question that can be back among the drafts; return how many were, and the others with the reason."""
    return _each(questions, reviewer, reopen_question)


def _each(
    questions: Iterable[Question], reviewer: User, decide: Callable[..., Question]
) -> tuple[int, list[tuple[Question, str]]]:
    done = 0
    refused: list[tuple[Question, str]] = []
    for question in questions:
        try:
            decide(question=question, reviewer=reviewer)
            done += 1
        except Refusal as refusal:
            refused.append((question, str(refusal)))
    return done, refused


def _decide(question: Question, reviewer: User, status: Question.Status) -> Question:
    question.status = status
    question.reviewed_by = reviewer
    question.reviewed_at = timezone.now()
    question.save(update_fields=["status", "reviewed_by", "reviewed_at", "rejected_because", "merged_into"])
    return question


def _refuse_if_used(question: Question) -> None:
    if item := question.items.select_related("quiz").first():
        raise Refusal(_("It is in the quiz “%(quiz)s”. Take it out of the quiz first.") % {"quiz": item.quiz.title})
