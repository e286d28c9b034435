"""Correcting what counts as right after answers were handed in: first who would change by how much, then just that."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    Assignment,
    Attempt,
    Correction,
    Format,
    GradeChange,
    Question,
    QuizItem,
    Response,
    ReviewAct,
    User,
)
from quizzes.queries.marking import Rule, corrected, rule_of

from . import recording, undoing, writing
from .grading import automatic_points
from .refusal import Refusal

SAME = _("This is what counts as right already. Change something first.")


@dataclass(frozen=True, slots=True)
class Current:
    """What counts as right for an item of an assignment now, and what there is to choose from.

    `choices` are the choices or events that students were shown, by the primary key of the Choice.
    """

    rule: Rule
    choices: dict[int, str]
    format: Format


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its points now and by the correction. `by_teacher`: a teacher's points, which stay."""

    response: Response
    before: Decimal | None
    by_rule: Decimal | None
    by_teacher: bool

    @property
    def after(self) -> Decimal | None:
        return self.before if self.by_teacher else self.by_rule

    @property
    def changes(self) -> bool:
        return self.after != self.before


@dataclass(frozen=True)
class Plan:
    """What a correction would do, answer by answer. Answers that a teacher gave other points are `kept`."""

    assignments: tuple[Assignment, ...]
    item: QuizItem
    rule: Rule
    change_question: bool
    lines: tuple[Line, ...]

    @cached_property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.changes]

    @cached_property
    def kept(self) -> list[Line]:
        return [line for line in self.lines if line.by_teacher and line.by_rule != line.before]

    @property
    def unchanged(self) -> int:
        return len(self.lines) - len(self.changed) - len(self.kept)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with anything a teacher was shown, so that what is done is what they agreed to."""
        shown = [
            [assignment.pk for assignment in self.assignments],
            self.rule,
            self.change_question,
            [[line.response.pk, str(line.before), str(line.by_rule), line.by_teacher] for line in self.lines],
        ]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]


def current(*, assignment: Assignment, item: QuizItem) -> Current:
    """What counts as right now for those who handed in. Raises Refusal where nobody has."""
    latest = _handed_in([assignment], item).order_by("-pk").first()
    if latest is None:
        raise Refusal(_("Nobody has handed in an answer to this question yet. Change the question itself."))
    format_ = Format(latest.shown["format"])
    texts = {choice["id"]: choice["text"] for choice in latest.shown["choices"]}
    picks: dict[str, int] = latest.marking.get("picks") or {}
    # As the teacher wrote them, not as they were shuffled for this student.
    choices = {pk: texts[one] for one, pk in sorted(picks.items(), key=lambda pair: pair[1]) if one in texts}
    return Current(_last_rule(assignment, item) or rule_of(latest.marking, format_), choices, format_)


def _last_rule(assignment: Assignment, item: QuizItem) -> Rule | None:
    last = Correction.objects.filter(assignment=assignment, item=item).order_by("-pk").first()
    rule: Rule | None = last.rule if last else None
    return rule


def _handed_in(assignments: Sequence[Assignment], item: QuizItem) -> QuerySet[Response]:
    return Response.objects.filter(
        attempt__assignment__in=assignments, attempt__state=Attempt.State.SUBMITTED, item=item
    )


def in_words(rule: Rule, choices: dict[int, str]) -> str:
    """The rule as a teacher reads it."""
    parts = [" | ".join(choices.get(pk, "?") for pk in rule["keys"])] if "keys" in rule else []
    parts += [" | ".join(rule["accepted"])] if "accepted" in rule else []
    parts += [" → ".join(choices.get(pk, "?") for pk in rule["order"])] if "order" in rule else []
    if rule.get("everyone"):
        parts.append(_g("full points for everyone"))
    return "; ".join(part for part in parts if part) or _g("marked by hand")


def plan_correction(
    *, assignments: Sequence[Assignment], item: QuizItem, rule: Rule, change_question: bool = False
) -> Plan:
    """What the rule would do to the answers handed in; changes nothing. One query."""
    found = _handed_in(assignments, item).select_related("attempt__student", "attempt__assignment__classroom")
    ordered = found.order_by("attempt__assignment__classroom__name", "attempt__student__username", "attempt__number")
    return Plan(tuple(assignments), item, rule, change_question, tuple(_lines(ordered, rule)))


def _lines(responses: QuerySet[Response], rule: Rule) -> Iterator[Line]:
    for response in responses:
        before, by_teacher = response.points, response.teacher_points is not None
        response.marking = corrected(response.marking, rule)
        response.auto_points = automatic_points(response)
        yield Line(response, before, response.auto_points, by_teacher)


@transaction.atomic
def correct(*, plan: Plan, by: User, reason: str) -> list[Correction]:
    """Do just what the plan says, and record it: a correction for each assignment, a change for each grade.

    Raises Refusal without a reason, where nothing would be different, or where answers came or were marked since the
    plan was made.
    """
    if not reason.strip():
        raise Refusal(_("Say why. Students whose points change are told."))
    item = plan.item
    # Held until this is written, so that no mark comes between looking and writing, and who is handing in right now is
    # marked either before, and seen here, or by the new rule.
    list(Attempt.objects.filter(assignment__in=plan.assignments).order_by("pk").select_for_update().values_list("pk"))
    list(_handed_in(plan.assignments, item).select_for_update(of=("self",)).values_list("pk"))
    now = plan_correction(assignments=plan.assignments, item=item, rule=plan.rule, change_question=plan.change_question)
    if now.fingerprint != plan.fingerprint:
        raise Refusal(_("Answers were handed in or marked meanwhile. Look at the changes again."))
    held = current(assignment=plan.assignments[0], item=item)
    made = {}
    for assignment in plan.assignments:
        differs = any(line.changes for line in now.lines if line.response.attempt.assignment_id == assignment.pk)
        if correction := _record(assignment, plan, held, by, reason, differs=differs):
            made[assignment.pk] = correction
    if not made and not plan.change_question:
        raise Refusal(SAME)
    lines = [line for line in now.lines if line.response.attempt.assignment_id in made]
    Response.objects.bulk_update([line.response for line in lines], ["marking", "auto_points"], batch_size=500)
    GradeChange.objects.bulk_create(
        GradeChange(
            response=line.response,
            changed_by=by,
            old_points=line.before,
            new_points=line.after,
            reason=reason.strip(),
            correction=made[line.response.attempt.assignment_id],
        )
        for line in lines
        if line.changes
    )
    if plan.change_question:
        _change_question(item.question, plan.rule, by, reason)
    return list(made.values())


def _record(
    assignment: Assignment, plan: Plan, held: Current, by: User, reason: str, *, differs: bool
) -> Correction | None:
    """The correction of one assignment; None where it says what holds there already and no answer `differs` from it.

    Where nobody has handed in yet it is for those who will, and `held` is what held in the first of the assignments.
    """
    if _handed_in([assignment], plan.item).exists():
        now = current(assignment=assignment, item=plan.item)
    else:
        now = Current(_last_rule(assignment, plan.item) or held.rule, held.choices, held.format)
    if now.rule == plan.rule and not differs:
        return None
    old, new = in_words(now.rule, now.choices)[:500], in_words(plan.rule, now.choices)[:500]
    recording.record(
        classroom=assignment.classroom,
        action=recording.Action.CORRECTED,
        by=by,
        subject=f"{assignment.quiz}: {plan.item.question.stem}",
        old=old,
        new=new,
        reason=reason,
    )
    return Correction.objects.create(
        assignment=assignment,
        item=plan.item,
        by=by,
        rule=plan.rule,
        before=now.rule,
        old=old,
        new=new,
        reason=reason.strip()[:500],
    )


def _change_question(question: Question, rule: Rule, by: User, reason: str) -> None:
    """Give the question the same right answer for those who begin it from now on."""
    undoing.remember(act=ReviewAct.Act.EDIT, question=question, by=by)
    before = recording.right_answer(question)
    if "accepted" in rule:
        writing.set_answers(question=question, answers=rule["accepted"])
    else:
        choices = list(question.choices.all())
        if "order" in rule:
            if {choice.pk for choice in choices} != set(rule["order"]):
                raise Refusal(_("The question has other events by now. Change it on its own page."))
            choices.sort(key=lambda choice: rule["order"].index(choice.pk))
        else:
            key = next((choice for choice in choices if [choice.pk] == rule.get("keys")), None)
            if key is None:
                raise Refusal(_("The question has other choices by now. Change it on its own page."))
            for choice in choices:
                choice.is_key = choice == key
            key.reason, key.note = "", ""
            key.source_start = key.source_end = None
            key.source_quote = ""
        writing.set_choices(question=question, choices=choices)
    recording.record_key(question=question, by=by, old=before, new=recording.right_answer(question), reason=reason)


def put_away(*, correction: Correction, student: User) -> None:
    """The student has read of the correction; it is not shown to them again."""
    correction.seen_by.add(student)
