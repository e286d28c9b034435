"""Questions in the teacher's own words: beginning one, and changing its choices and positions as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import CharField, F, Max, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    AcceptedAnswer,
    Choice,
    DebateBrief,
    Evidence,
    Format,
    PendingEdit,
    Position,
    Post,
    Question,
    Seat,
)

from .refusal import Refusal


@dataclass(frozen=True, slots=True)
class Side:
    """A position of a debate, new or stored, with (start, end) of each quote it rests on."""

    position: Position
    spans: list[tuple[int, int]]


@transaction.atomic
def begin_question(*, question: Question) -> Question:
    """Save a new question with the parts its format always has: True and False, or a debate's brief."""
    question.save()
    if question.format == Format.TRUE_FALSE:
        Choice.objects.bulk_create(
            Choice(question=question, position=position, text=text, is_key=text == "True")
            for position, text in enumerate(("True", "False"), start=1)
        )
    if question.is_debate:
        DebateBrief.objects.create(question=question, form=DebateBrief.Form.POLICY)
    return question


@transaction.atomic
def set_choices(*, question: Question, choices: list[Choice]) -> None:
    """Make `choices`, new or stored, the question's choices in this order; others are deleted."""
    question.choices.exclude(pk__in=[choice.pk for choice in choices if choice.pk]).delete()
    # Texts and the key are unique in a question, so those stored first move out of one another's way.
    question.choices.update(is_key=False, text=Concat(Value("\x1f"), Cast(F("pk"), CharField())))
    for position, choice in enumerate(choices, start=1):
        choice.question = question
        choice.position = position
        choice.save()


@transaction.atomic
def set_positions(*, brief: DebateBrief, stances: list[str]) -> None:
    """Make `stances` the brief's positions in this order.

    A position whose words stay keeps its evidence; so does one that is reworded while the number stays the same.
    Evidence of a position that goes is kept as evidence of the question. Raises Refusal where students argue for it.
    """
    check_positions(brief=brief, stances=stances)
    stored = list(brief.positions.all())
    unchanged = {position.stance: position for position in stored if position.stance in stances}
    spare = [position for position in stored if position.stance not in stances]
    kept = [unchanged.get(stance) or (spare.pop(0) if spare else Position(brief=brief)) for stance in stances]
    for position in spare:
        position.evidence.update(position=None)
        position.delete()
    for position, stance in zip(kept, stances, strict=True):
        position.stance = stance
    _order_positions(brief, kept)


def check_positions(*, brief: DebateBrief, stances: list[str]) -> None:
    """Raise Refusal where `set_positions` with these stances could take a position away that students argue for."""
    stored = list(brief.positions.all())
    if len(stances) < len(stored):
        # Which of the others is reworded and which goes, nobody has said.
        _refuse_if_argued(position for position in stored if position.stance not in stances)


@transaction.atomic
def set_sides(*, brief: DebateBrief, sides: list[Side]) -> None:
    """Make `sides` the brief's positions in this order, each with its evidence; others are deleted with theirs.

    Raises Refusal for one that would go while students argue for it.
    """
    kept = [side.position for side in sides]
    gone = brief.positions.exclude(pk__in=[position.pk for position in kept if position.pk])
    _refuse_if_argued(gone)
    gone.delete()
    _order_positions(brief, kept)
    for side in sides:
        set_evidence(question=brief.question, spans=side.spans, position=side.position)


def _refuse_if_argued(positions: Iterable[Position]) -> None:
    for position in positions:
        here = {"position": position}
        if (
            Seat.objects.filter(side=position).exists()
            or Post.objects.filter(**here).exists()
            or PendingEdit.objects.filter(**here).exists()
        ):
            raise Refusal(
                _("Students argue for “%(stance)s” in a debate, so this position stays. You can reword it.")
                % {"stance": position.stance}
            )


def _order_positions(brief: DebateBrief, positions: list[Position]) -> None:
    # Places are unique in a brief, so the positions stored first move out of one another's way and of the new ones.
    last = brief.positions.aggregate(last=Max("order", default=0))["last"]
    brief.positions.update(order=F("order") + last + len(positions))
    for order, position in enumerate(positions, start=1):
        position.brief = brief
        position.order = order
        position.save()


@transaction.atomic
def set_answers(*, question: Question, answers: Iterable[str]) -> None:
    """Make `answers` what counts as right for the question, in this order."""
    wanted = list(dict.fromkeys(answers))
    if wanted != list(question.accepted_answers.values_list("text", flat=True)):
        question.accepted_answers.all().delete()
        AcceptedAnswer.objects.bulk_create(AcceptedAnswer(question=question, text=text) for text in wanted)


@transaction.atomic
def set_evidence(*, question: Question, spans: Iterable[tuple[int, int]], position: Position | None = None) -> None:
    """Make the words of the article at `spans`, (start, end) each, what the question, or its `position`, rests on."""
    wanted = sorted(set(spans))
    evidence = question.evidence.filter(position=position)
    stored = {(span.start, span.end): span for span in evidence}
    evidence.exclude(pk__in=[stored[span].pk for span in wanted if span in stored]).delete()
    for start, end in wanted:
        if (start, end) not in stored:
            quote = question.article.text[start:end]
            Evidence(question=question, position=position, start=start, end=end, quote=quote).save()
