"""A classmate's work to read, and what the student says of it by the rubric."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.forms.assessing import FeedbackForm
from quizzes.models import Assessment
from quizzes.queries import boards, peer_feedback
from quizzes.queries.debate_marks import criteria_of
from quizzes.services.peer_feedback import give_feedback, may_read
from quizzes.services.refusal import Refusal

from .access import Signed, page
from .discussions import seat_of


@page("GET", "HEAD", "POST")
def feedback(request: Signed, pk: int, seat_pk: int) -> HttpResponse:
    """Read a board-mate's posts beside the article and say what was strong and what to do next."""
    seat = seat_of(request.user, pk)
    discussion = seat.board.discussion
    target = get_object_or_404(seat.board.seats.select_related("student", "board__discussion"), pk=seat_pk)
    said = discussion.assessments.filter(student=target.student, assessor=request.user, counts=False).first()
    reads = said is not None or may_read(seat, target)
    begun = peer_feedback.is_open(discussion, timezone.now())
    if target.pk == seat.pk or not reads or discussion.rubric is None or (not begun and request.method != "POST"):
        raise Http404
    form = FeedbackForm(request.POST or None, criteria=criteria_of(discussion.rubric), assessment=said)
    if form.is_valid():
        words = {"strong": form.cleaned_data["comment"], "suggestion": form.cleaned_data["suggestion"]}
        try:
            given = give_feedback(seat=seat, target=target, levels=form.levels, **words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, given)
            return redirect(f"{reverse('discussion', args=[pk])}#feedback")
    context = {
        "discussion": discussion,
        "article": discussion.question.article,
        "paragraphs": boards.article_sentences(discussion),
        "name": boards.known_as(target.student, seat),
        "reads": peer_feedback.posts_of(target),
        "form": form,
    }
    return render(request, "quizzes/feedback.html", context)


def _tell(request: Signed, given: Assessment) -> None:
    if given.state == Assessment.State.HELD:
        messages.warning(request, _("Your teacher reads this feedback before your classmate sees it."))
    else:
        messages.success(request, _("Saved. Your classmate sees it when your teacher releases it."))
