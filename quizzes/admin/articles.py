"""Articles: pasting one, asking for questions on it, and what each run of the generator made."""

from copy import copy
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quizzes import tasks
from quizzes.forms.panel.articles import ArticleForm, GlossaryForm, GlossaryFormSet, ProposeForm
from quizzes.models import Article, GenerationRun, GlossaryNote, Kind, Question
from quizzes.services import building, generating, intake

from .owned import OwnedAdmin, OwnedTabularInline, ReadOnly, teacher
from .workbench import Workbench, review_url


class GlossaryInline(OwnedTabularInline[GlossaryNote, Article]):
    """Words of the article that students find explained where they stand."""

    model = GlossaryNote
    form = GlossaryForm
    formset: Any = GlossaryFormSet
    fields = ["phrase", "note"]
    extra = 1


class ArticleAdmin(Workbench):
    """Article intake, and the way from an article to its questions and quiz."""

    form = ArticleForm
    list_display = ["title", "publication", "published_on", "word_count", "reading_grade", "to_review", "approved"]
    search_fields = ["title", "author", "publication"]
    fieldsets = [
        (None, {"fields": ["title", "text"]}),
        (_("Where it comes from"), {"fields": ["author", "publication", "published_on", "url", "rights_note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                drafts=Count("questions", filter=Q(questions__status=Question.Status.DRAFT)),
                ready=Count("questions", filter=Q(questions__status=Question.Status.APPROVED)),
            )
        )

    @admin.display(description=_("to review"))
    def to_review(self, article: Any) -> str:
        return format_html('<a href="{}">{}</a>', review_url(article), article.drafts)

    @admin.display(description=_("approved"))
    def approved(self, article: Any) -> str:
        return format_html('<a href="{}">{}</a>', questions_url(article, Question.Status.APPROVED), article.ready)

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> list[Any]:
        return [GlossaryInline] if obj else []

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/propose/", wrap(require_POST(self.propose)), name="quizzes_article_propose"),
            path("<int:pk>/quiz/", wrap(require_POST(self.make_quiz)), name="quizzes_article_quiz"),
            *super().get_urls(),
        ]

    def save_form(self, request: HttpRequest, form: ArticleForm, change: bool) -> Article:
        """What the service adds is the page's object; a change is saved when the whole page is right."""
        article: Article = super().save_form(request, form, change)
        if not change:
            article, furniture = intake.add_article(owner=teacher(request), **form.cleaned_data)
            self._tell_left_out(request, furniture)
        return article

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """Save a change; an edit of a text that questions quote makes `obj` a new revision."""
        if not change:
            return
        _article, furniture = intake.change_article(article=obj, text=form.cleaned_data["text"])
        self._tell_left_out(request, furniture)
        if _is_new_revision(request, obj):
            self.message_user(
                request,
                _(
                    "Questions quote the old text, so it stays as it was. This is a new revision of the article; "
                    "propose questions on it."
                ),
                messages.WARNING,
            )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The words explained on the page are those of the article it was opened for; a revision takes them over."""
        revised = change and _is_new_revision(request, form.instance)
        for formset in formsets if revised else ():
            formset.instance = form.instance.revision_of
        super().save_related(request, form, formsets, change)
        if revised:
            intake.carry_glossary(revision=form.instance)

    def _tell_left_out(self, request: HttpRequest, furniture: tuple[str, ...]) -> None:
        if furniture:
            dropped = " / ".join(furniture)
            self.message_user(
                request,
                _("Left out at the end, because it is not part of the article: %(lines)s") % {"lines": dropped},
                messages.WARNING,
            )

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        self.message_user(request, _("The article is saved. Next: propose questions."), messages.SUCCESS)
        return HttpResponseRedirect(article_url(obj))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponseRedirect:
        self.message_user(request, _("The article is saved."), messages.SUCCESS)
        return HttpResponseRedirect(article_url(obj))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article: Article | None = context["original"]
        if article:
            context |= {
                "propose_form": context.get("propose_form") or ProposeForm(article=article),
                "runs": article.runs.all()[:5],
                "review_url": review_url(article),
                "approved_url": questions_url(article, Question.Status.APPROVED),
                "show_save_and_add_another": False,
                "show_save_and_continue": False,
            }
        else:
            context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def propose(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Run the generator over the article and go to the drafts, or to the run while it is not done."""
        article = self.changeable_or_404(request, pk)
        form = ProposeForm(request.POST, article=article)
        if not form.is_valid():
            return self._again(request, article, form)
        # Asked again, the generator breaks its ties in another way and so finds other questions.
        run = generating.ask_for_questions(
            article=article, asked_by=teacher(request), options=form.options(seed=article.runs.count())
        )
        tasks.generate_questions.enqueue(run.pk)
        run.refresh_from_db()
        if run.state != GenerationRun.State.DONE or not run.report["kept"]:
            return HttpResponseRedirect(reverse("admin:quizzes_generationrun_change", args=[run.pk]))
        kept = run.report["kept"]
        proposed = ngettext(
            "%(count)s question is proposed. Approve it, change it or reject it.",
            "%(count)s questions are proposed. Approve, change or reject each.",
            kept,
        ) % {"count": kept}
        more = reverse("admin:quizzes_generationrun_change", args=[run.pk])
        why = _("What was left out, and why")
        beside = _("Review them beside the article")
        self.message_user(
            request,
            format_html(
                '{} <a href="{}">{}</a> · <a href="{}">{}</a>', proposed, review_url(article), beside, more, why
            ),
            messages.SUCCESS,
        )
        return HttpResponseRedirect(questions_url(article, Question.Status.DRAFT))

    def _again(self, request: HttpRequest, article: Article, form: ProposeForm) -> HttpResponse:
        """The article's page as it is read, with the form as it was typed."""
        reading = copy(request)
        reading.method = "GET"
        page: HttpResponse = self.changeform_view(
            reading, str(article.pk), form_url=article_url(article), extra_context={"propose_form": form}
        )
        return page

    def make_quiz(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A quiz of all approved questions of the article."""
        article = self.changeable_or_404(request, pk)
        approved = article.questions.filter(status=Question.Status.APPROVED)
        if not approved:
            self.message_user(request, _("Approve at least one question first."), messages.ERROR)
            return HttpResponseRedirect(article_url(article))
        quiz = building.create_quiz(
            owner=teacher(request), article=article, title=article.title[:200], questions=approved
        )
        self.message_user(
            request, _("The quiz is made. Set the order and the points, then assign it to a class."), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))


def _is_new_revision(request: HttpRequest, article: Article) -> bool:
    """Whether saving the page of another article made this one."""
    assert request.resolver_match is not None
    opened = request.resolver_match.kwargs.get("object_id")
    return article.revision_of_id is not None and opened == str(article.revision_of_id)


class GenerationRunAdmin(ReadOnly, OwnedAdmin[GenerationRun]):
    """What each run of the generator made, kept and dropped."""

    list_display = ["article", "state", "kept", "created_at"]
    list_filter = ["state", ("article", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["article"]

    @admin.display(description=_("questions kept"))
    def kept(self, run: GenerationRun) -> int | None:
        kept: int | None = run.report.get("kept")
        return kept

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        run: GenerationRun = context["original"]
        dropped = sorted(run.report.get("dropped", {}).items(), key=lambda entry: -entry[1])
        context |= {
            "title": _g("Proposing questions"),
            "subtitle": None,
            "unfinished": run.state in (GenerationRun.State.QUEUED, GenerationRun.State.RUNNING),
            "failed": run.state == GenerationRun.State.FAILED,
            "left_out": [
                (Kind(kind).label if kind in Kind.values else kind.replace("_", " "), reason.replace("_", " "))
                for kind, reason in run.report.get("left_out", {}).items()
            ],
            "dropped": [(reason.replace("_", " "), count) for reason, count in dropped],
            "drafts_url": questions_url(run.article, Question.Status.DRAFT),
        }
        return super().render_change_form(request, context, *args, **kwargs)


def article_url(article: Article) -> str:
    """The article's page in the panel."""
    return reverse("admin:quizzes_article_change", args=[article.pk])


def questions_url(article: Article, status: Question.Status) -> str:
    """The list of the article's questions with this status."""
    return f"{reverse('admin:quizzes_question_changelist')}?article__id__exact={article.pk}&status__exact={status}"
