"""Articles: the frozen text that questions quote."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Article(models.Model):
    """A text as the class reads it. Once a question cites it the text is frozen; an edit makes a new revision."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="articles")
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    author = models.CharField(_("author"), max_length=200, blank=True)
    publication = models.CharField(_("publication"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    rights_note = models.CharField(
        _("rights note"),
        max_length=500,
        blank=True,
        help_text=_("What allows you to use the text in class, for example “school licence” or “own work”."),
    )
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, editable=False)
    word_count = models.PositiveIntegerField(_("words"), editable=False, validators=[MinValueValidator(1)])
    reading_grade = models.FloatField(
        _("reading grade"),
        editable=False,
        help_text=_("US school grade by the Flesch-Kincaid formula; add five for a reader's age."),
    )
    revision_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="revisions"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            # A text changes only together with its hash, so an unhashed text is a bug.
            models.CheckConstraint(condition=~models.Q(sha256=""), name="article_has_hash"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paragraphs(self) -> list[str]:
        """The text's paragraphs, in order."""
        return self.text.split("\n\n")
