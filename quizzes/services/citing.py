"""The sentences a student gives as proof of an answer: what may be stored of what a page sends."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from quizzes.models import Response

from .refusal import Refusal

MOST = 12
# No article is longer; the text itself is not needed to keep nonsense out.
LAST = 2_000_000


def fitting_citations(response: Response, cited: Iterable[Sequence[int]]) -> list[list[int]]:
    """The sentences as they are stored: each once, in the order of the text.

    Raises Refusal for a question that asks for none, for what is no place in a text, and for too many.
    """
    spans = sorted({tuple(span) for span in cited})
    if spans and not response.shown.get("cite"):
        raise Refusal(_("This question asks for no sentence. Reload the page and answer again."))
    if any(len(span) != 2 or not 0 <= span[0] < span[1] <= LAST for span in spans):
        raise Refusal(_("These sentences are not understood. Reload the page and choose again."))
    if len(spans) > MOST:
        raise Refusal(_("Choose at most %(most)s sentences: those that prove the answer.") % {"most": MOST})
    return [list(span) for span in spans]
