"""Attempts and the responses in them, with what each student was shown."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .assignments import Assignment
from .quizzes import QuizItem


class Attempt(models.Model):
    """One student's try at an assignment."""

    class State(models.TextChoices):
        IN_PROGRESS = "in_progress", _("in progress")
        SUBMITTED = "submitted", _("handed in")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="attempts")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.IN_PROGRESS)
    started_at = models.DateTimeField(_("started"))
    # Whether a teacher opened it again after it was handed in: it then ends when they said, not by its time limit.
    reopened = models.BooleanField(_("opened again"), default=False)
    deadline = models.DateTimeField(_("time ends"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    # When the student's page last said that it is there, and the position of the question they were then on. A save is
    # a sign of life too, which Response.saved_at keeps.
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    on_position = models.PositiveSmallIntegerField(_("on question"), null=True, blank=True)

    class Meta:
        ordering = ["assignment_id", "student_id", "number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "student", "number"], name="attempt_number_once"),
            # Two starts at the same moment end in the same attempt, never in two.
            models.UniqueConstraint(
                fields=["assignment", "student"], condition=Q(state="in_progress"), name="attempt_one_in_progress"
            ),
            models.CheckConstraint(
                condition=Q(state="in_progress", submitted_at__isnull=True)
                | Q(state="submitted", submitted_at__isnull=False),
                name="attempt_submitted_has_time",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempt_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.student.display_name}, {self.assignment}, {self.number}"


class Response(models.Model):
    """The answer to one item in an attempt.

    `shown` and `marking` are taken when the attempt starts, so an attempt never changes when a question does:

    - `shown` is what the student may see: {"kind", "format", "stem", "choices": [{"id", "text"}], "brief": {"tension",
      "definitions", "positions": [{"stance", "quotes"}]} | None}. Choice ids are random for each attempt. Where the
      sentence that proves the answer is asked for too, it has "cite": true.
    - `marking` is what only teachers may see before release: {"key": choice id | None, "order": [choice id],
      "accepted": [text], "model_answer", "explanation", "evidence": [{"start", "end", "quote"}], "notes": {choice id:
      text}, "picks": {choice id: Choice primary key}}. "order" is the right one of an ordering question's events.
      A correction (services/correcting.py) may change these and add "also": [choice id], further right ones, and
      "everyone": true, full points whatever was answered.
    - `answer` is {} (nothing yet), {"choice": id}, {"text": text} or, for an ordering question, {"places": [place given
      to each of the choices as shown, the first place being 1; 0 while it has none]}.
    - `cited` are the sentences that prove it, as the student says: [[start, end]] in the article's text, in order. It
      is saved together with the answer, under the same sequence number.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    item = models.ForeignKey(QuizItem, models.PROTECT, related_name="responses")
    position = models.PositiveSmallIntegerField(_("position"))
    points_possible = models.DecimalField(_("points possible"), max_digits=5, decimal_places=2)
    shown = models.JSONField(_("what was shown"))
    marking = models.JSONField(_("how it is marked"))
    answer = models.JSONField(_("answer"), default=dict, blank=True)
    cited = models.JSONField(_("sentences cited"), default=list, blank=True)
    flagged = models.BooleanField(_("marked by the student to come back to"), default=False)
    sequence = models.PositiveBigIntegerField(_("sequence number of the last save"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    auto_points = models.DecimalField(_("points, automatic"), max_digits=5, decimal_places=2, null=True, blank=True)
    teacher_points = models.DecimalField(
        _("points, by the teacher"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    feedback = models.TextField(_("feedback"), blank=True, max_length=5000)
    # Grows with each change by a teacher, so that a page that is behind is noticed.
    mark_sequence = models.PositiveIntegerField(_("sequence number of the last mark"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item"], name="response_once_an_item"),
            models.UniqueConstraint(fields=["attempt", "position"], name="response_position_once"),
            models.CheckConstraint(
                condition=(Q(auto_points__isnull=True) | Q(auto_points__gte=0, auto_points__lte=F("points_possible")))
                & (Q(teacher_points__isnull=True) | Q(teacher_points__gte=0, teacher_points__lte=F("points_possible"))),
                name="response_points_within_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.position}"

    @property
    def points(self) -> Decimal | None:
        """The points that count: the teacher's where given, else the automatic ones; None until marked."""
        return self.auto_points if self.teacher_points is None else self.teacher_points

    @property
    def answered(self) -> bool:
        return bool(
            self.answer.get("choice") or any(self.answer.get("places", ())) or str(self.answer.get("text", "")).strip()
        )

    @property
    def answer_text(self) -> str:
        """The answer in words: the text typed, the text of the choice picked, or the events in the order given, a line
        each with its place; "" where there is none.
        """
        return in_words(self.shown, self.answer)

    @property
    def key_text(self) -> str:
        """The right answer in words, for teachers and released results; an order has a line for each event."""
        if order := self.marking.get("order"):
            texts = {choice["id"]: choice["text"] for choice in self.shown["choices"]}
            return "\n".join(f"{place}. {texts[event]}" for place, event in enumerate(order, start=1))
        if keys := self.right_choices:
            return "\n".join(choice["text"] for choice in self.shown["choices"] if choice["id"] in keys)
        return str(self.marking["model_answer"] or ", ".join(self.marking["accepted"]))

    @property
    def right_choices(self) -> frozenset[str]:
        """The ids of the choices that count as right; empty where there are none to pick from."""
        key = self.marking["key"]
        return frozenset() if key is None else frozenset([key, *self.marking.get("also", ())])

    @property
    def choice_note(self) -> str:
        """Why the choice picked is wrong, for released results; "" for a right one or a typed answer."""
        picked = self.answer.get("choice")
        return "" if picked in self.right_choices else str(self.marking["notes"].get(picked, ""))


def in_words(shown: dict[str, Any], answer: dict[str, Any]) -> str:
    """The answer in words, given what was shown, both as a Response keeps them; "" where there is none."""
    if picked := answer.get("choice"):
        return next((choice["text"] for choice in shown["choices"] if choice["id"] == picked), "")
    if places := answer.get("places"):
        placed = sorted(zip(places, shown["choices"], strict=True), key=lambda pair: pair[0] or len(places) + 1)
        return "\n".join(f"{place}. {choice['text']}" if place else f"– {choice['text']}" for place, choice in placed)
    return str(answer.get("text", ""))
