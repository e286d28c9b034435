"""A student's highlights and notes on an article: making, changing and taking away. Making again changes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models import Article, Highlight, User

from .refusal import Refusal

MOST = 200
LONGEST_NOTE = 2000


@transaction.atomic
def highlight(
    *, article: Article, student: User, start: int, end: int, colour: str = Highlight.Colour.YELLOW, note: str = ""
) -> Highlight:
    """Mark the words from `start` to `end`; the same words marked again get the new colour and note.

    Raises Refusal for words that are not there, a note that is too long, and more highlights than a person needs.
    """
    quote = article.text[start:end]
    if not 0 <= start < end <= len(article.text) or not quote.strip():
        raise Refusal(_("Choose words of the article first."))
    if colour not in Highlight.Colour.values:
        raise Refusal(_("Choose one of the four colours."))
    # A form sends the end of a line as two characters, and lets people type as many as there is room for of one.
    note = note.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(note) > LONGEST_NOTE:
        raise Refusal(
            _("A note can have %(limit)s characters; this one has %(count)s.")
            % {"limit": LONGEST_NOTE, "count": len(note)}
        )
    if student.highlights.filter(article=article).exclude(start=start, end=end).count() >= MOST:
        raise Refusal(_("There are %(most)s highlights on this article. Delete one first.") % {"most": MOST})
    made, _new = Highlight.objects.update_or_create(
        student=student,
        article=article,
        start=start,
        end=end,
        defaults={"quote": quote, "colour": colour, "note": note},
    )
    return made


def take_away(*, highlight: Highlight) -> None:
    """Delete a highlight with its note; who wants it back makes it again."""
    highlight.delete()
