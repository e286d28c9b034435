"""What is written beside an article: a student's highlights and notes, and the teacher's notes on words."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from .articles import Article


class Highlight(models.Model):
    """Words of an article that a student marked, perhaps with a note. Nobody else sees it."""

    class Colour(models.TextChoices):
        YELLOW = "yellow", _("yellow")
        GREEN = "green", _("green")
        BLUE = "blue", _("blue")
        PINK = "pink", _("pink")

    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="highlights")
    article = models.ForeignKey(Article, models.CASCADE, related_name="highlights")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("words"))
    colour = models.CharField(_("colour"), max_length=6, choices=Colour.choices, default=Colour.YELLOW)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["start", "end", "pk"]
        verbose_name = _("highlight")
        verbose_name_plural = _("highlights")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & Q(end=F("start") + Length("quote")), name="highlight_quote_fits_span"
            ),
            models.UniqueConstraint(fields=["student", "article", "start", "end"], name="highlight_once_a_span"),
        ]

    def __str__(self) -> str:
        return self.quote


class GlossaryNote(models.Model):
    """What a word or phrase of an article means, in the teacher's words; students open it where the word stands."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="glossary")
    phrase = models.CharField(_("word or phrase"), max_length=80, help_text=_("As it stands in the article."))
    note = models.CharField(_("what it means"), max_length=300)

    class Meta:
        ordering = ["phrase", "pk"]
        verbose_name = _("word explained")
        verbose_name_plural = _("words explained")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "phrase"],
                name="glossary_phrase_once_an_article",
                violation_error_message=_("This word is explained already; change that note."),
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
