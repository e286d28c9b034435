"""Taking back the last act of a review: questions are remembered as they were, and put back."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    Article,
    Choice,
    DebateBrief,
    Evidence,
    Position,
    Question,
    ReviewAct,
    Rubric,
    User,
    Waiver,
)

from . import recording, writing
from .refusal import Refusal
from .writing import Side

FIELDS = (
    "kind",
    "stem",
    "model_answer",
    "explanation",
    "skill",
    "bloom",
    "difficulty",
    "status",
    "rejected_because",
    "merged_into_id",
    "reviewed_by_id",
    "rubric_id",
)
# What these name may be gone by the time an act is undone.
OTHERS: dict[str, type[Model]] = {"merged_into_id": Question, "reviewed_by_id": User, "rubric_id": Rubric}
BRIEF = ("form", "tension", "definitions", "unheard", "follow_ups", "activity", "suits")
CHOICE = ("text", "is_key", "reason", "note", "source_start", "source_end", "source_quote")


def remember(*, act: ReviewAct.Act, question: Question, by: User, also: Iterable[Question] = ()) -> ReviewAct:
    """Keep `question`, and others the act touches, as they are stored now. Call it before the act.

    Until the transaction ends, nobody else changes them.
    """
    pks = [one.pk for one in (question, *also)]
    before = [_snapshot(one) for one in _locked(pks)]
    return ReviewAct.objects.create(article=question.article, question=question, act=act, by=by, before=before)


def last_act(*, article: Article, by: User) -> ReviewAct | None:
    """The teacher's last act on the article that can be undone: no later act touches what it touched."""
    later: set[int] = set()
    for act in article.review_acts.filter(undone_at=None).select_related("question").iterator(chunk_size=20):
        if act.by_id == by.pk and not later & _touched(act):
            return act
        later |= _touched(act)
    return None


@transaction.atomic
def undo_last(*, article: Article, by: User, seen: ReviewAct | None = None) -> ReviewAct:
    """Take back the teacher's last act on the article; a right answer that changes by that is on record.

    Raises Refusal when there is none, it is not the one they have `seen`, what it left is in use by now, or somebody
    else has changed it since.
    """
    act = last_act(article=article, by=by)
    if seen and seen != act:
        _refuse_if_changed_since(seen, by)
        raise Refusal(_("This is undone already, or you have done something else since."))
    # A second press at the same moment finds it undone.
    if act is None or not ReviewAct.objects.filter(pk=act.pk, undone_at=None).update(undone_at=timezone.now()):
        raise Refusal(_("There is nothing to undo."))
    questions = {question.pk: question for question in _locked(_touched(act))}
    _refuse_if_changed_since(act, by)
    for snapshot in act.before:
        if question := questions.get(snapshot["pk"]):
            right = recording.right_answer(question)
            _restore(question, snapshot)
            recording.record_key(
                question=question,
                by=by,
                old=right,
                new=recording.right_answer(question),
                reason=_g("An earlier change was undone."),
            )
    return act


def _locked(pks: Collection[int]) -> list[Question]:
    # In one order, so that two who change the same questions wait for each other and not both.
    return list(Question.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def _touched(act: ReviewAct) -> set[int]:
    return {snapshot["pk"] for snapshot in act.before}


def _refuse_if_changed_since(act: ReviewAct, by: User) -> None:
    """Whatever changes a question remembers it; what the teacher did later themselves is undone before this."""
    for later in act.article.review_acts.filter(pk__gt=act.pk, undone_at=None).exclude(by=by):
        if changed := _touched(act) & _touched(later):
            raise Refusal(
                _("Somebody else has changed “%(stem)s” since then. Change the question itself.")
                % {"stem": Question.objects.get(pk=min(changed)).stem}
            )


def _snapshot(question: Question) -> dict[str, Any]:
    return {
        "pk": question.pk,
        "fields": {name: getattr(question, name) for name in FIELDS}
        | {
            "points": str(question.points),
            "reviewed_at": question.reviewed_at.isoformat() if question.reviewed_at else None,
        },
        "choices": [{"pk": one.pk} | {name: getattr(one, name) for name in CHOICE} for one in question.choices.all()],
        "answers": list(question.accepted_answers.values_list("text", flat=True)),
        "brief": _brief(question),
        "evidence": list(question.evidence.values("position_id", "start", "end", "quote")),
        "waivers": list(question.waivers.values_list("pk", flat=True)),
    }


def _brief(question: Question) -> dict[str, Any] | None:
    brief = DebateBrief.objects.filter(question=question).first()
    if brief is None:
        return None
    fields = {name: getattr(brief, name) for name in BRIEF}
    return {"fields": fields, "positions": list(brief.positions.values("pk", "stance"))}


def _restore(question: Question, snapshot: dict[str, Any]) -> None:
    fields = snapshot["fields"]
    item = question.items.select_related("quiz").first()
    if item and fields["status"] != Question.Status.APPROVED:
        raise Refusal(
            _("“%(stem)s” is in the quiz “%(quiz)s” by now. Take it out of the quiz first.")
            % {"stem": question.stem, "quiz": item.quiz.title}
        )
    for name in FIELDS:
        # What was remembered before a field was kept has none of it.
        value = fields.get(name, getattr(question, name))
        if name in OTHERS and not OTHERS[name]._default_manager.filter(pk=value).exists():
            value = None
        setattr(question, name, value)
    question.points = fields["points"]
    question.reviewed_at = parse_datetime(fields["reviewed_at"]) if fields["reviewed_at"] else None
    question.save()
    stored = {choice.pk: choice for choice in question.choices.all()}
    choices = []
    for kept in snapshot["choices"]:
        choice = stored.get(kept["pk"]) or Choice(question=question)
        for name in CHOICE:
            setattr(choice, name, kept[name])
        choices.append(choice)
    writing.set_choices(question=question, choices=choices)
    writing.set_answers(question=question, answers=snapshot["answers"])
    # What was remembered before briefs were has none.
    places = _restore_brief(question, snapshot["brief"]) if snapshot.get("brief") else {}
    question.evidence.all().delete()
    here = set(Position.objects.filter(brief__question=question).values_list("pk", flat=True))
    for span in snapshot["evidence"]:
        place = places.get(span["position_id"], span["position_id"])
        # Evidence of a position that is gone is kept as evidence of the question.
        Evidence(question=question, **span | {"position_id": place if place in here else None}).save()
    Waiver.objects.filter(question=question).exclude(pk__in=snapshot["waivers"]).delete()


def _restore_brief(question: Question, kept: dict[str, Any]) -> dict[int, int]:
    """Put the brief back; positions that went since come back under new keys: (old key -> key) of each."""
    brief = question.brief
    for name in BRIEF:
        setattr(brief, name, kept["fields"][name])
    brief.save()
    stored = {position.pk: position for position in brief.positions.all()}
    positions = []
    for one in kept["positions"]:
        position = stored.get(one["pk"]) or Position(brief=brief)
        position.stance = one["stance"]
        positions.append(position)
    writing.set_sides(brief=brief, sides=[Side(position, []) for position in positions])
    return {one["pk"]: position.pk for one, position in zip(kept["positions"], positions, strict=True)}
