"""A board of a debate: what was written there, and what its teacher does about it; the debate in pictures."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from quizzes.exports.debates import contributions_table
from quizzes.forms.panel.discussions import ReasonForm
from quizzes.models import Board, Post
from quizzes.queries.controversies import progress
from quizzes.queries.debate_pictures import argument_map, participation, stances
from quizzes.queries.debates import flat, threads
from quizzes.services import moderating

from .debate_pages import DebatePages, file_of, page
from .owned import teacher


class BoardPages(DebatePages):
    """The pages of a board, and the pictures of the whole debate."""

    def get_urls(self) -> list[URLPattern]:
        board, post = "boards/<int:board_pk>/", "boards/<int:board_pk>/posts/<int:post_pk>/"
        return [
            self.at(board, require_GET(self.board), "board"),
            self.at(f"{board}print/", require_GET(self.print_board), "print"),
            self.at(f"{board}lock/", require_POST(self.lock), "lock"),
            self.at(f"{board}unlock/", require_POST(self.unlock), "unlock"),
            self.at(f"{post}hide/", require_POST(self.hide), "hide"),
            self.at(f"{post}restore/", require_POST(self.restore), "restore"),
            self.at("contributions/", require_GET(self.contributions), "contributions"),
            self.at("overview/", require_GET(self.overview), "overview"),
            *super().get_urls(),
        ]

    def board(self, request: HttpRequest, pk: int, board_pk: int) -> TemplateResponse:
        """The board's posts in threads, those that wait for the teacher on top."""
        board = self.own_board(request, pk, board_pk)
        found = threads(board)
        return self.framed(
            request,
            board.discussion,
            "board",
            title=board.name,
            board=board,
            threads=found,
            waiting=[thread for thread in flat(found) if thread.waits],
            map=argument_map(found),
            history=board.moderations.filter(post=None).select_related("by"),
            reason_form=ReasonForm(),
        )

    def print_board(self, request: HttpRequest, pk: int, board_pk: int) -> TemplateResponse:
        """The board as it goes on paper: what classmates see."""
        board = self.own_board(request, pk, board_pk)
        return self.framed(
            request,
            board.discussion,
            "print",
            title=_g("%(board)s, to print") % {"board": board},
            board=board,
            threads=threads(board),
        )

    def overview(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Stances before and after, and who took part."""
        discussion = self.changeable_or_404(request, pk)
        prefetch_related_objects([discussion], "boards", "seats", "stances")
        return self.framed(
            request,
            discussion,
            "overview",
            title=_g("Stances and participation"),
            stances=stances(discussion),
            participation=participation(discussion),
            progress=progress(discussion),
        )

    def contributions(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Every contribution as a file."""
        discussion = self.changeable_or_404(request, pk)
        return file_of(request, discussion, "contributions", contributions_table(discussion))

    def lock(self, request: HttpRequest, pk: int, board_pk: int) -> HttpResponse:
        """Let nobody post on the board."""
        board = self.own_board(request, pk, board_pk)
        done = _("“%(board)s” is locked: students can read but not post.") % {"board": board}
        self.doing(request, moderating.lock_board, done, board=board, by=teacher(request))
        return self.to("board", board.discussion, board.pk)

    def unlock(self, request: HttpRequest, pk: int, board_pk: int) -> HttpResponse:
        """Open the board again."""
        board = self.own_board(request, pk, board_pk)
        done = _("Students can post on “%(board)s” again.") % {"board": board}
        self.doing(request, moderating.unlock_board, done, board=board, by=teacher(request))
        return self.to("board", board.discussion, board.pk)

    def hide(self, request: HttpRequest, pk: int, board_pk: int, post_pk: int) -> HttpResponse:
        """Take a post away from the students, with the reason."""
        board = self.own_board(request, pk, board_pk)
        post = _posted_or_404(board, post_pk)
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        done = _("The post is hidden from students.")
        self.doing(request, moderating.hide_post, done, post=post, by=teacher(request), reason=reason)
        return _back_to(board, post)

    def restore(self, request: HttpRequest, pk: int, board_pk: int, post_pk: int) -> HttpResponse:
        """Show a post to the students."""
        board = self.own_board(request, pk, board_pk)
        post = _posted_or_404(board, post_pk)
        done = _("Students see the post.")
        self.doing(request, moderating.restore_post, done, post=post, by=teacher(request))
        return _back_to(board, post)


def _posted_or_404(board: Board, pk: int) -> Post:
    return get_object_or_404(board.posts.exclude(state=Post.State.DRAFT), pk=pk)


def _back_to(board: Board, post: Post) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{page('board', board.discussion, board.pk)}#post-{post.pk}")
