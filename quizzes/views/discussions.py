"""A debate in class as students see it: the motion, their stance, their argument, the others' posts and replies."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.forms.assessing import OwnViewForm
from quizzes.forms.discussing import SCALE, PostForm, ReportForm, StanceForm, read_draft, words_from
from quizzes.models import Discussion, Post, Seat, User
from quizzes.queries import boards, peer_feedback, visible
from quizzes.queries.debate_marks import criteria_of, own_view, released_mark
from quizzes.services import discussing
from quizzes.services.attempting import Save
from quizzes.services.marking_debates import assess_oneself
from quizzes.services.refusal import Refusal

from .access import Signed, page
from .attempts import STATUS


@dataclass(frozen=True, slots=True)
class Writing:
    """What a form of the page writes: a claim, a reply to `target`, or a change of `post`; `address` takes it."""

    seat: Seat
    address: str
    target: Post | None = None
    post: Post | None = None

    @property
    def discussion(self) -> Discussion:
        return self.seat.board.discussion

    def form(self, stored: Post | None, data: QueryDict | None = None) -> PostForm:
        return PostForm(
            self.discussion,
            boards.article_sentences(self.discussion),
            post=stored,
            is_reply=self.target is not None,
            data=data,
        )


def seat_of(student: User, pk: int) -> Seat:
    """The student's seat in the debate, taken now where there was none."""
    discussion = get_object_or_404(visible.students_discussions(student), pk=pk)
    seat = discussing.take_seat(discussion=discussion, student=student)
    return Seat.objects.select_related(
        "student", "side", "board__discussion__classroom", "board__discussion__question__article"
    ).get(pk=seat.pk)


def _post(student: User, pk: int) -> Post:
    posts = visible.students_posts(student).exclude(state=Post.State.DRAFT)
    return get_object_or_404(posts.select_related("author", "board", "reply_to__author"), pk=pk)


def _claim(student: User, pk: int) -> Writing:
    return Writing(seat_of(student, pk), reverse("discussion_claim", args=[pk]))


def _reply(student: User, pk: int) -> Writing:
    target = _post(student, pk)
    seat = seat_of(student, target.board.discussion_id)
    return Writing(seat, reverse("post_reply", args=[pk]), target=target)


# --- the page -------------------------------------------------------------------------------------------------------


@page("GET", "HEAD")
def discussion(request: Signed, pk: int) -> HttpResponse:
    """The article beside the debate: stance, argument, and the others' posts once they may be seen."""
    writing = _claim(request.user, pk)
    draft = discussing.draft_of(writing.seat.board, request.user)
    return _board(request, writing, writing.form(draft))


def _board(
    request: Signed,
    writing: Writing,
    form: PostForm,
    conflict: Post | None = None,
    own: OwnViewForm | None = None,
) -> HttpResponse:
    seat, given = writing.seat, writing.discussion
    view = boards.view(given, seat, timezone.now())
    context = _context(writing, form, conflict) | {"view": view, "scale": SCALE}
    context["mark"] = released_mark(given, request.user)
    context["own"] = own or _own_view(request.user, given) if view.posted else None
    context |= {"feedback_open": peer_feedback.is_open(given, timezone.now())}
    if given.peers:
        context |= {"readings": peer_feedback.to_read(seat), "feedback": peer_feedback.received(seat)}
        context["feedback_begins"] = peer_feedback.begins_at(given)
    context["brief"] = getattr(given.question, "brief", None)
    return render(request, "quizzes/discussion.html", context)


def _context(writing: Writing, form: PostForm, conflict: Post | None) -> dict[str, object]:
    return {
        "discussion": writing.discussion,
        "article": writing.discussion.question.article,
        "seat": writing.seat,
        "paragraphs": form.sentences,
        "form": form,
        "writing": writing,
        "conflict": conflict,
    }


def _own_view(student: User, given: Discussion, data: QueryDict | None = None) -> OwnViewForm | None:
    """The form in which students look at their own part; None for a debate without rubric."""
    if given.rubric is None:
        return None
    return OwnViewForm(data, criteria=criteria_of(given.rubric), assessment=own_view(given, student))


def _back(writing: Writing, post: Post | None = None) -> HttpResponse:
    address = reverse("discussion", args=[writing.discussion.pk])
    return redirect(f"{address}#post-{post.pk}" if post else f"{address}#board")


@page("POST")
def stance(request: Signed, pk: int) -> HttpResponse:
    """Take a stance, before or after."""
    seat = seat_of(request.user, pk)
    form = StanceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the five places on the scale."))
        return redirect("discussion", pk)
    try:
        discussing.take_stance(student=request.user, discussion=seat.board.discussion, **form.cleaned_data)
        messages.success(request, _("Your stance is saved."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("discussion", pk)


@page("POST")
def assess(request: Signed, pk: int) -> HttpResponse:
    """Say by the rubric how one's own part went; what is missing is said on the page, with what was chosen."""
    writing = _claim(request.user, pk)
    given = writing.discussion
    form = _own_view(request.user, given, request.POST)
    if form is None or not boards.view(given, writing.seat, timezone.now()).posted:
        messages.error(request, _("Post your argument first; then you can look at it by the rubric."))
        return redirect("discussion", pk)
    if not form.is_valid():
        messages.error(request, _("Nothing is saved yet: choose a level for every criterion."))
        return _board(request, writing, writing.form(discussing.draft_of(writing.seat.board, request.user)), own=form)
    try:
        assess_oneself(discussion=given, student=request.user, levels=form.levels, comment=form.cleaned_data["comment"])
        messages.success(request, _("Your view is saved. Your teacher sees it; it is not a mark."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('discussion', args=[pk])}#own-view")


# --- writing --------------------------------------------------------------------------------------------------------


@page("POST")
def claim(request: Signed, pk: int) -> HttpResponse:
    """Save the draft of an argument, or post it."""
    writing = _claim(request.user, pk)
    return _write(request, writing)


@page("GET", "HEAD", "POST")
def reply(request: Signed, pk: int) -> HttpResponse:
    """A page to reply to a post on; a POST saves the draft or posts it."""
    writing = _reply(request.user, pk)
    if request.method == "POST":
        return _write(request, writing)
    return _page(request, writing, writing.form(discussing.draft_of(writing.seat.board, request.user, writing.target)))


def _page(request: Signed, writing: Writing, form: PostForm, conflict: Post | None = None) -> HttpResponse:
    """The page of one form: a reply or a change; the argument has its form on the board."""
    if writing.target is None and writing.post is None:
        return _board(request, writing, form, conflict)
    context = _context(writing, form, conflict)
    if writing.target is not None:
        context["name"] = boards.name_of(writing.target, writing.seat)
        context["quotes"] = boards.quotes_of(writing.target)
    return render(request, "quizzes/discussion_write.html", context)


def _write(request: Signed, writing: Writing) -> HttpResponse:
    form = writing.form(None, request.POST)
    if not form.is_valid():
        return _page(request, writing, form)
    try:
        draft = discussing.open_draft(board=writing.seat.board, student=request.user, reply_to=writing.target)
        saved = discussing.save_draft(post=draft, words=form.words, citations=form.places, sequence=form.next_sequence)
        if saved is Save.STALE and not form.says_the_same(draft):
            return _page(request, writing, writing.form(draft, form.again(draft.sequence)), draft)
        if "post" in request.POST and saved is not Save.CLOSED:
            return _posted(request, writing, discussing.publish(post=draft))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, writing, _refreshed(writing, form, request.user))
    messages.success(request, _("Saved as a draft. Only you see it."))
    return redirect(writing.address) if writing.target else _back(writing)


def _refreshed(writing: Writing, form: PostForm, student: User) -> PostForm:
    """The form as it was sent, with what is wrong, at the number of what is stored."""
    draft = discussing.draft_of(writing.seat.board, student, writing.target)
    again = writing.form(draft, form.again(draft.sequence if draft else 0))
    for error in form.non_field_errors():
        again.add_error(None, error)
    return again


def _posted(request: Signed, writing: Writing, post: Post) -> HttpResponse:
    if post.state == Post.State.HELD:
        messages.warning(request, _("Your teacher reads this post before your classmates see it."))
    else:
        messages.success(request, _("Posted."))
    return _back(writing, post)


@page("GET", "HEAD", "POST")
def edit(request: Signed, pk: int) -> HttpResponse:
    """A page to change a post of one's own on, until it is due; what it said before is kept."""
    post = get_object_or_404(
        visible.students_posts(request.user).filter(author=request.user).exclude(state=Post.State.DRAFT), pk=pk
    )
    seat = seat_of(request.user, post.board.discussion_id)
    target = post.reply_to if post.reply_to_id else None
    writing = Writing(seat, reverse("post_edit", args=[pk]), target=target, post=post)
    if request.method != "POST":
        return _page(request, writing, writing.form(post))
    form = writing.form(None, request.POST)
    if not form.is_valid():
        return _page(request, writing, form)
    try:
        saved = discussing.edit(post=post, words=form.words, citations=form.places, sequence=form.next_sequence)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, writing, form)
    if saved is Save.STALE and not form.says_the_same(post):
        return _page(request, writing, writing.form(post, form.again(post.sequence)), post)
    post.refresh_from_db()
    return _posted(request, writing, post)


# --- autosave and reports -------------------------------------------------------------------------------------------


@page("POST")
def save_claim(request: Signed, pk: int) -> HttpResponse:
    """Save the draft of an argument as the page sends it while the student types."""
    return _autosave(request, _claim(request.user, pk))


@page("POST")
def save_reply(request: Signed, pk: int) -> HttpResponse:
    """Save the draft of a reply as the page sends it while the student types."""
    return _autosave(request, _reply(request.user, pk))


def _autosave(request: Signed, writing: Writing) -> HttpResponse:
    """Says in JSON what became of the save; one that goes on from a draft which was posted meanwhile is too late."""
    board = writing.seat.board
    try:
        fields, cited, sequence = read_draft(request.body)
        words = words_from(fields, writing.discussion)
        if sequence > 1 and discussing.draft_of(board, request.user, writing.target) is None:
            return JsonResponse({"state": Save.CLOSED}, status=STATUS[Save.CLOSED])
        draft = discussing.open_draft(board=board, student=request.user, reply_to=writing.target)
        state = discussing.save_draft(post=draft, words=words, citations=cited, sequence=sequence)
    except (ValueError, RecursionError):
        return JsonResponse({"state": "refused", "message": _("This was not understood.")}, status=400)
    except Refusal as refusal:
        return JsonResponse({"state": "refused", "message": str(refusal)}, status=400)
    answer: dict[str, object] = {"state": state, "sequence": sequence}
    if state is Save.STALE:
        answer |= {"sequence": draft.sequence, "fields": _fields(draft), "cite": _cited(draft)}
    return JsonResponse(answer, status=STATUS[state])


def _fields(draft: Post) -> dict[str, str]:
    return {
        "claim": draft.claim,
        "reasoning": draft.reasoning,
        "counterclaim": draft.counterclaim,
        "move": draft.move,
        "position": str(draft.position_id or ""),
    }


def _cited(draft: Post) -> list[str]:
    return [f"{one.start}-{one.end}" for one in draft.citations.all()]


@page("POST")
def report(request: Signed, pk: int) -> HttpResponse:
    """Tell the teacher about a classmate's post."""
    post = _post(request.user, pk)
    seat = seat_of(request.user, post.board.discussion_id)
    form = ReportForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        discussing.report(post=post, student=request.user, reason=reason)
        messages.success(request, _("Reported. Your teacher will look at the post; nobody else learns that you did."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(Writing(seat, ""), post)
