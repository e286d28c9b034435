"""The pages of a quiz beside its form: building it, seeing it as a student, and printing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.forms.panel.builder import Arrangement, BankFilter
from quizzes.forms.student import AttemptForm
from quizzes.models import Quiz
from quizzes.queries import reading
from quizzes.queries.papers import VERSIONS, paper
from quizzes.queries.progress import Unfinished
from quizzes.services import attempting, building
from quizzes.services.refusal import Refusal

from .owned import OwnedAdmin


class QuizPages(OwnedAdmin[Quiz]):
    """Builder, preview and paper of a quiz."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/build/", wrap(self.build), name="quizzes_quiz_build"),
            path("<int:pk>/preview/", wrap(self.preview), name="quizzes_quiz_preview"),
            path("<int:pk>/paper/<str:version>/", wrap(self.paper), name="quizzes_quiz_paper"),
            path("<int:pk>/key/<str:version>/", wrap(self.key), name="quizzes_quiz_key"),
            *super().get_urls(),
        ]

    def build(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose, order, weigh and group the questions; every button keeps all that is typed."""
        quiz = self.changeable_or_404(request, pk)
        if building.started(quiz):
            self.message_user(
                request,
                _(
                    "Students have started this quiz, so its questions stay as they are. "
                    "Make a new quiz for other questions."
                ),
                messages.WARNING,
            )
            return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
        arrangement = Arrangement(quiz, request.POST if request.method == "POST" else None)
        if request.method == "POST" and arrangement.is_valid():
            try:
                building.arrange(quiz=quiz, placed=arrangement.placed())
            except Refusal as refusal:
                self.message_user(request, _("Not saved: %(reason)s") % {"reason": refusal}, messages.ERROR)
            else:
                self.message_user(request, _("The quiz is saved."), messages.SUCCESS)
                return HttpResponseRedirect(request.get_full_path())
        shown = BankFilter(request.GET)
        return self._framed(
            request,
            quiz,
            "build",
            title=_g("Build: %(title)s") % {"title": quiz.title},
            arrangement=arrangement,
            wrong=any(row.errors for row in arrangement.rows),
            filter=shown,
            bank=[question for question in arrangement.left if shown.keeps(question)],
            hidden=sum(not shown.keeps(question) for question in arrangement.left),
            assign_url=f"{reverse('admin:quizzes_assignment_add')}?quiz={quiz.pk}",
        )

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The student's own page, of an attempt that is nowhere stored."""
        quiz = self.changeable_or_404(request, pk)
        attempt, responses = attempting.preview(quiz)
        context = {
            "attempt": attempt,
            "form": AttemptForm(responses, text=quiz.article.text),
            "answered": 0,
            "reading": reading.page(quiz.article, None),
            "unfinished": Unfinished,
            "preview": reverse("admin:quizzes_quiz_change", args=[quiz.pk]),
        }
        return TemplateResponse(request, "quizzes/attempt.html", context)

    def paper(self, request: HttpRequest, pk: int, version: str) -> HttpResponse:
        """One version to print for students; no answer is on it."""
        return self._printed(request, pk, version, "paper")

    def key(self, request: HttpRequest, pk: int, version: str) -> HttpResponse:
        """The answers of one version, for the teacher."""
        return self._printed(request, pk, version, "key")

    def _printed(self, request: HttpRequest, pk: int, version: str, name: str) -> HttpResponse:
        quiz = self.changeable_or_404(request, pk)
        if version not in VERSIONS:
            raise Http404
        title = _g("%(title)s – version %(version)s") if name == "paper" else _g("Key: %(title)s – version %(version)s")
        return self._framed(
            request,
            quiz,
            name,
            title=title % {"title": quiz.title, "version": version},
            version=version,
            versions=VERSIONS,
            groups=paper(quiz, version),
        )

    def _framed(self, request: HttpRequest, quiz: Quiz, template: str, **context: Any) -> TemplateResponse:
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/quizzes/quiz/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, "quiz": quiz, **context},
        )
