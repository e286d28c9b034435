"""Quizzes: approved questions in order, with points."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import Article
from .questions import Question


class Quiz(models.Model):
    """An ordered set of questions on one article, which students read beside them."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quizzes")
    article = models.ForeignKey(Article, models.PROTECT, related_name="quizzes")
    title = models.CharField(_("title"), max_length=200)
    instructions = models.TextField(_("instructions for students"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return self.title


class QuizItem(models.Model):
    """A question at a position of a quiz, with its points."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    points = models.DecimalField(
        _("points"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question"],
                name="quiz_item_question_once",
                violation_error_message=_("This question is in the quiz already."),
            ),
            models.UniqueConstraint(fields=["quiz", "position"], name="quiz_item_position_once"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="quiz_item_points_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question}"

    def clean(self) -> None:
        # A form whose question was refused has none here; it has said so already.
        if self.question_id is None:
            return
        if self.question.status != Question.Status.APPROVED:
            raise ValidationError(_("Only approved questions can be put into a quiz."))
        if self.question.article_id != self.quiz.article_id:
            raise ValidationError(_("This question is about another article than the quiz."))


class Section(models.Model):
    """A heading and instructions in a quiz, standing before the item with position `first`."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="sections")
    first = models.PositiveSmallIntegerField(_("before item"))
    heading = models.CharField(_("heading"), max_length=200)
    instructions = models.TextField(_("instructions"), blank=True, max_length=1000)

    class Meta:
        ordering = ["first"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["quiz", "first"], name="section_once_before_an_item"),
        ]

    def __str__(self) -> str:
        return self.heading
