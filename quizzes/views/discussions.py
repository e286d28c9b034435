"""A debate in class as students see it: the motion, their stance, their argument, the others' posts and replies."""

import hashlib
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from quizzes.forms.assessing import OwnViewForm
from quizzes.forms.discussing import SCALE, AnswerForm, PostForm, ReportForm, StanceForm, read_draft, words_from
from quizzes.models import Discussion, Move, PendingEdit, Post, Seat, User
from quizzes.queries import boards, controversies, peer_feedback, visible
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

    def form(self, stored: Post | PendingEdit | None, data: QueryDict | None = None) -> PostForm:
        return PostForm(
            self.discussion,
            boards.article_sentences(self.discussion),
            post=stored,
            moves=self._moves(),
            data=data,
        )

    def _moves(self) -> set[str] | None:
        """What a reply may do, with what it does already; None for a claim."""
        if self.target is None:
            return None
        if self.post and self.post.move == Move.RESTATE:
            return {Move.RESTATE}
        return {*controversies.moves_for(self.seat, self.target), *([self.post.move] if self.post else [])}


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
    conflict: Post | PendingEdit | None = None,
    own: OwnViewForm | None = None,
    refused: dict[str, object] | None = None,
) -> HttpResponse:
    seat, given = writing.seat, writing.discussion
    view = boards.view(given, seat, timezone.now())
    context = _context(writing, form, conflict) | {"view": view, "scale": SCALE}
    context["mark"] = released_mark(given, request.user)
    context["own"] = own or _own_view(request.user, given) if view.posted else None
    context["refused"] = refused
    context |= {"feedback_open": peer_feedback.is_open(given, timezone.now())}
    if given.peers:
        context |= {"readings": peer_feedback.to_read(seat), "feedback": peer_feedback.received(seat)}
        context["feedback_begins"] = peer_feedback.begins_at(given)
    context["brief"] = getattr(given.question, "brief", None)
    return render(request, "quizzes/discussion.html", context)


def _context(writing: Writing, form: PostForm, conflict: Post | PendingEdit | None) -> dict[str, object]:
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


# --- posts that came since ------------------------------------------------------------------------------------------


def _taken_seat(student: User, board: int) -> Seat:
    """The seat the student has on the board; whoever sits on another, or is not in the class, finds none."""
    seats = Seat.objects.filter(student=student, discussion__in=visible.students_discussions(student))
    return get_object_or_404(
        seats.select_related("student", "side", "board__discussion__classroom", "board__discussion__question__article"),
        board=board,
    )


@page("GET", "HEAD")
def new(request: Signed, pk: int) -> HttpResponseBase:
    """Which posts of others the student sees now, for a page that is open already; 304 where nothing changed."""
    answer = JsonResponse({"posts": boards.shown(_taken_seat(request.user, pk))})
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


@page("GET", "HEAD")
def posts(request: Signed, pk: int) -> HttpResponse:
    """The threads of the board alone, to put new posts into a page that is open already."""
    seat = _taken_seat(request.user, pk)
    view = boards.view(seat.board.discussion, seat, timezone.now())
    return render(request, "quizzes/debate/threads.html", {"view": view, "discussion": seat.board.discussion})


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


def _page(
    request: Signed, writing: Writing, form: PostForm, conflict: Post | PendingEdit | None = None
) -> HttpResponse:
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


def _edit(student: User, pk: int) -> Writing:
    own = visible.students_posts(student).filter(author=student).exclude(state=Post.State.DRAFT)
    post = get_object_or_404(own.select_related("board", "author", "reply_to__author"), pk=pk)
    seat = seat_of(student, post.board.discussion_id)
    return Writing(seat, reverse("post_edit", args=[pk]), target=post.reply_to, post=post)


@page("GET", "HEAD", "POST")
def edit(request: Signed, pk: int) -> HttpResponse:
    """A page to change a post of one's own on, until it is due; a change begun before is there again."""
    writing = _edit(request.user, pk)
    post = writing.post
    assert post is not None
    if request.method != "POST":
        return _page(request, writing, writing.form(discussing.pending_of(post) or post))
    if "discard" in request.POST:
        discussing.discard_edit(post=post)
        messages.success(request, _("The change is discarded; your post stays as it was."))
        return _back(writing, post)
    form = writing.form(None, request.POST)
    if not form.is_valid():
        return _page(request, writing, form)
    return _change(request, writing, form, post)


def _change(request: Signed, writing: Writing, form: PostForm, post: Post) -> HttpResponse:
    """Keep the change, or make it what the post says; what another window kept or saved is shown beside it."""
    sequence = form.next_sequence
    try:
        saved = discussing.save_edit(post=post, words=form.words, citations=form.places, sequence=sequence)
        if saved is Save.STALE:
            post.refresh_from_db()
            newest = discussing.pending_of(post) or post
            if not form.says_the_same(newest):
                return _page(request, writing, writing.form(newest, form.again(newest.sequence)), newest)
            if isinstance(newest, Post):
                return _posted(request, writing, post)
            sequence = newest.sequence
        if "post" in request.POST:
            saved = discussing.edit(post=post, words=form.words, citations=form.places, sequence=sequence)
    except Refusal as refusal:
        post.refresh_from_db()
        newest = discussing.pending_of(post) or post
        again = writing.form(newest, form.again(newest.sequence))
        again.add_error(None, str(refusal))
        return _page(request, writing, again)
    if saved is Save.STALE and "post" in request.POST:
        newest = discussing.pending_of(post) or post
        return _page(request, writing, writing.form(newest, form.again(newest.sequence)), newest)
    if "post" not in request.POST:
        messages.success(request, _("Kept. Classmates see the post as it was until you save the changes."))
        return redirect(writing.address)
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


@page("POST")
def keep_edit(request: Signed, pk: int) -> HttpResponse:
    """Keep the change of a post as the page sends it while the student types."""
    writing = _edit(request.user, pk)
    post = writing.post
    assert post is not None
    try:
        fields, cited, sequence = read_draft(request.body)
        words = words_from(fields, writing.discussion)
        state = discussing.save_edit(post=post, words=words, citations=cited, sequence=sequence)
    except (ValueError, RecursionError):
        return JsonResponse({"state": "refused", "message": _("This was not understood.")}, status=400)
    except Refusal as refusal:
        return JsonResponse({"state": "refused", "message": str(refusal)}, status=400)
    if state is Save.STALE:
        post.refresh_from_db()
    return _told(state, sequence, discussing.pending_of(post) or post)


def _told(state: Save, sequence: int, newest: Post | PendingEdit) -> JsonResponse:
    """What became of a save, with what is stored where that is newer."""
    answer: dict[str, object] = {"state": state, "sequence": sequence}
    if state is Save.STALE:
        answer |= {"sequence": newest.sequence, "fields": _fields(newest), "cite": _cited(newest)}
    return JsonResponse(answer, status=STATUS[state])


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
    return _told(state, sequence, draft)


def _fields(draft: Post | PendingEdit) -> dict[str, str]:
    return {
        "claim": draft.claim,
        "reasoning": draft.reasoning,
        "counterclaim": draft.counterclaim,
        "move": draft.move,
        "position": str(draft.position_id or ""),
    }


def _cited(draft: Post | PendingEdit) -> list[str]:
    return [f"{start}-{end}" for start, end in sorted(draft.places)]


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


@page("POST")
def answer(request: Signed, pk: int) -> HttpResponse:
    """Say whether a classmate's restatement is what one meant; what was typed stays where something is wrong."""
    post = get_object_or_404(
        visible.students_posts(request.user).filter(
            state=Post.State.POSTED, move=Move.RESTATE, reply_to__author=request.user
        ),
        pk=pk,
    )
    writing = _claim(request.user, post.board.discussion_id)
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Choose one of the two answers."))
        discussing.answer_restatement(
            post=post,
            student=request.user,
            meant=form.cleaned_data["answer"] == "meant",
            missing=form.cleaned_data["missing"],
            sequence=form.cleaned_data["sequence"],
        )
    except Refusal as refusal:
        draft = discussing.draft_of(writing.seat.board, request.user)
        wrong = {"pk": pk, "why": str(refusal), "missing": request.POST.get("missing", "")}
        return _board(request, writing, writing.form(draft), refused=wrong)
    messages.success(request, _("Your answer is saved; you can change it until the discussion closes."))
    return _back(writing, post)
