"""Taking back the last act of a review: questions are remembered as they were, and put back."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from quizzes.models import Article, Choice, DebateBrief, Evidence, Position, Question, ReviewAct, User, Waiver

from . import writing
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
)
BRIEF = ("form", "tension", "definitions", "unheard", "follow_ups", "activity", "suits")
CHOICE = ("text", "is_key", "reason", "note", "source_start", "source_end", "source_quote")


def remember(*, act: ReviewAct.Act, question: Question, by: User, also: Iterable[Question] = ()) -> ReviewAct:
    """Keep `question`, and others the act touches, as they are stored now. Call it before the act."""
    before = [_snapshot(Question.objects.get(pk=one.pk)) for one in (question, *also)]
    return ReviewAct.objects.create(article=question.article, question=question, act=act, by=by, before=before)


def last_act(*, article: Article, by: User) -> ReviewAct | None:
    """The teacher's last act on the article that is not undone."""
    return article.review_acts.filter(by=by, undone_at=None).select_related("question").first()


@transaction.atomic
def undo_last(*, article: Article, by: User) -> ReviewAct:
    """Take back the teacher's last act on the article. Raises Refusal when there is none, or it is in use by now."""
    act = last_act(article=article, by=by)
    if act is None:
        raise Refusal(_("There is nothing to undo."))
    # A second press at the same moment finds it undone.
    if not ReviewAct.objects.filter(pk=act.pk, undone_at=None).update(undone_at=timezone.now()):
        raise Refusal(_("There is nothing to undo."))
    for snapshot in act.before:
        question = Question.objects.filter(pk=snapshot["pk"]).first()
        if question:
            _restore(question, snapshot)
    return act


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
        setattr(question, name, fields[name])
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
    for span in snapshot["evidence"]:
        place = span["position_id"]
        Evidence(question=question, **span | {"position_id": places.get(place, place)}).save()
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
