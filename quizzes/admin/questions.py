"""Questions: reviewing the drafts one by one or in bulk, and writing one's own."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quizzes import generator, tasks
from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.questions import (
    AcceptedAnswerForm,
    BriefForm,
    ChoiceForm,
    ChoiceFormSet,
    EventForm,
    EventFormSet,
    EvidenceForm,
    EvidenceFormSet,
    QuestionForm,
)
from quizzes.models import (
    AcceptedAnswer,
    Article,
    Choice,
    DebateBrief,
    Difficulty,
    Evidence,
    Format,
    GenerationRun,
    Question,
    ReviewAct,
)
from quizzes.queries import visible
from quizzes.queries.passages import passages
from quizzes.queries.workbench import SHOWN
from quizzes.services import building, generating, recording, reviewing, undoing, writing
from quizzes.services.generating import Like
from quizzes.services.refusal import Refusal

from .articles import article_url, questions_url
from .owned import FieldNames, OwnedAdmin, OwnedStackedInline, OwnedTabularInline, teacher
from .workbench import card_url

Refused = list[tuple[Question, str]]


class ChoiceInline(OwnedTabularInline[Choice, Question]):
    """The choices of a multiple-choice question."""

    model = Choice
    form = ChoiceForm
    formset: Any = ChoiceFormSet


class TrueFalseInline(ChoiceInline):
    """True and False, which are always there."""

    fields = ["text", "is_key", "note"]
    max_num = 2
    can_delete = False


class EventInline(ChoiceInline):
    """The events of an ordering question, in the right order."""

    form = EventForm
    formset: Any = EventFormSet
    verbose_name = _("event")
    verbose_name_plural = _("events, in the right order")


class AcceptedAnswerInline(OwnedTabularInline[AcceptedAnswer, Question]):
    """The wordings that count as right."""

    model = AcceptedAnswer
    form = AcceptedAnswerForm


class BriefInline(OwnedStackedInline[DebateBrief, Question]):
    """A debate's brief."""

    model = DebateBrief
    form = BriefForm
    can_delete = False
    max_num = 1


class EvidenceInline(OwnedTabularInline[Evidence, Question]):
    """The words of the article the question rests on."""

    model = Evidence
    form = EvidenceForm
    formset: Any = EvidenceFormSet
    fields = ["quote"]


class DebateEvidenceInline(EvidenceInline):
    """Evidence of a debate, which may belong to one of its positions."""

    fields = ["quote", "position"]


INLINES: dict[Format, list[Any]] = {
    Format.MULTIPLE_CHOICE: [ChoiceInline, EvidenceInline],
    Format.TRUE_FALSE: [TrueFalseInline, EvidenceInline],
    Format.CLOZE: [AcceptedAnswerInline, EvidenceInline],
    Format.SHORT_ANSWER: [AcceptedAnswerInline, EvidenceInline],
    Format.ORDERING: [EventInline, EvidenceInline],
    Format.WRITTEN: [BriefInline, DebateEvidenceInline],
}


class DifficultyFilter(admin.SimpleListFilter):
    """Questions of one step of difficulty."""

    title = _("difficulty")
    parameter_name = "hardness"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return Difficulty.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        wanted = self.value()
        if wanted is None or wanted not in Difficulty:
            return queryset
        estimates = set(queryset.order_by().values_list("difficulty", flat=True).distinct())
        step = generator.Difficulty(wanted)
        return queryset.filter(difficulty__in=[one for one in estimates if generator.Difficulty.of(one) is step])


class QuestionAdmin(OwnedAdmin[Question]):
    """The teacher's review: nothing gets into a quiz that is not approved here."""

    form = QuestionForm
    list_display = ["question", "answer", "kind", "format", "hardness", "status", "rests_on"]
    list_display_links = ["question"]
    list_filter = ["status", "kind", "format", DifficultyFilter, ("article", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["stem"]
    actions = ["approve", "reject", "reopen", "make_quiz"]
    list_per_page = 25

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return (
            super()
            .get_queryset(request)
            .select_related("brief")
            .prefetch_related("article", "choices", "accepted_answers", "evidence", "brief__positions")
        )

    # --- the list ---------------------------------------------------------------------------------------------------

    @admin.display(description=_("question"), ordering="stem")
    def question(self, question: Question) -> str:
        return question.stem

    @admin.display(description=_("right answer"))
    def answer(self, question: Question) -> str:
        if question.is_debate:
            return " / ".join(position.stance for position in question.brief.positions.all())
        if question.format == Format.ORDERING:
            return " → ".join(choice.text for choice in question.choices.all())
        key = next((choice.text for choice in question.choices.all() if choice.is_key), "")
        return key or question.model_answer or ", ".join(answer.text for answer in question.accepted_answers.all())

    @admin.display(description=_("difficulty"), ordering="difficulty")
    def hardness(self, question: Question) -> str:
        return str(question.hardness.label)

    @admin.display(description=_("evidence"))
    def rests_on(self, question: Question) -> str:
        # A debate's anchor is enough here; what each position rests on is on the question's page.
        anchor = [span for span in question.evidence.all() if span.position_id is None]
        spans = anchor or list(question.evidence.all())
        return render_to_string(
            "admin/quizzes/evidence.html",
            {"passages": passages(question.article.text, spans), "fold": True},
        )

    @admin.action(description=_("Approve"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        done, refused = reviewing.approve_questions(questions=queryset, reviewer=teacher(request))
        self._report(
            request, ngettext("%(count)s question approved.", "%(count)s questions approved.", done), done, refused
        )
        articles = {question.article for question in queryset}
        if done and len(articles) == 1:
            self._tell_when_reviewed(request, articles.pop())

    @admin.action(description=_("Reject"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        done, refused = reviewing.reject_questions(questions=queryset, reviewer=teacher(request))
        self._report(
            request, ngettext("%(count)s question rejected.", "%(count)s questions rejected.", done), done, refused
        )

    @admin.action(description=_("Put back to review"), permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        done, refused = reviewing.reopen_questions(questions=queryset, reviewer=teacher(request))
        self._report(
            request,
            ngettext("%(count)s question put back to review.", "%(count)s questions put back to review.", done),
            done,
            refused,
        )

    @admin.action(description=_("Make a quiz from these"), permissions=["change"])
    def make_quiz(self, request: HttpRequest, queryset: QuerySet[Question]) -> HttpResponse | None:
        questions = list(queryset.order_by("pk"))
        articles = {question.article for question in questions}
        if len(articles) != 1:
            self.message_user(
                request, _("A quiz is about one article. Choose questions on one article only."), messages.ERROR
            )
            return None
        article = articles.pop()
        try:
            quiz = building.create_quiz(
                owner=teacher(request), article=article, title=article.title[:200], questions=questions
            )
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        self.message_user(
            request, _("The quiz is made. Set the order and the points, then assign it to a class."), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))

    def _report(self, request: HttpRequest, message: str, done: int, refused: Refused) -> None:
        if done:
            self.message_user(request, message % {"count": done}, messages.SUCCESS)
        for question, problem in refused:
            self.message_user(request, f"“{question.stem}”: {problem}", messages.ERROR)

    def _tell_when_reviewed(self, request: HttpRequest, article: Article) -> None:
        if not article.questions.filter(status=Question.Status.DRAFT).exists():
            words = _g("Nothing is left to review in this article. Next: make a quiz.")
            self.message_user(request, format_html('<a href="{}">{}</a>', article_url(article), words))

    # --- one question -----------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        another = self.admin_site.admin_view(require_POST(self.another))
        return [
            path("<int:pk>/another/<str:like>/", another, name="quizzes_question_another"),
            *super().get_urls(),
        ]

    def another(self, request: HttpRequest, pk: int, like: str) -> HttpResponse:
        """Ask for one more question like this one and go to it, or say that there is none."""
        question = self.changeable_or_404(request, pk)
        if like not in Like:
            raise Http404
        try:
            run = generating.ask_for_another(question=question, asked_by=teacher(request), like=Like(like))
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(_page(question))
        tasks.generate_questions.enqueue(run.pk)
        run.refresh_from_db()
        if run.state != GenerationRun.State.DONE:
            return HttpResponseRedirect(reverse("admin:quizzes_generationrun_change", args=[run.pk]))
        made = run.questions.first()
        if made is None:
            self.message_user(request, _NO_OTHER[Like(like)], messages.WARNING)
            return HttpResponseRedirect(_page(question))
        self.message_user(request, _("Here is another question. Approve it, change it or reject it."), messages.SUCCESS)
        return HttpResponseRedirect(_page(made))

    def get_inlines(self, request: HttpRequest, obj: Question | None) -> list[Any]:
        return INLINES[Format(obj.format)] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        return ["kind", "format", "status"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Question | None = None) -> FieldNames:
        if obj is None:
            return ["article", "kind", "format", "stem", "skill", "bloom", "hardness"]
        own: FieldNames = [] if obj.is_debate else ["model_answer", "explanation"]
        if obj.format == Format.ORDERING:
            # Its events are the answer.
            own = ["explanation"]
        rubric = ["rubric"] if obj.format in (Format.SHORT_ANSWER, Format.WRITTEN) else []
        return ["stem", *own, *rubric, "kind", "format", "status", "skill", "bloom", "hardness"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Question:
        if request.method == "POST":
            # What the page is compared with stays as it is until the page is stored.
            Question.objects.select_for_update().filter(pk=key_of(object_id)).first()
        return super().get_object(request, object_id, from_field)

    def save_model(self, request: HttpRequest, obj: Question, form: QuestionForm, change: bool) -> None:
        # A change is stored below, with all its parts.
        if not change:
            writing.begin_question(question=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = recording.right_answer(form.instance)
        if change:
            if any(part.has_changed() for part in (form, *formsets)):
                undoing.remember(act=ReviewAct.Act.EDIT, question=form.instance, by=teacher(request))
            super().save_model(request, form.instance, form, change)
        super().save_related(request, form, formsets, change)
        after = recording.right_answer(form.instance)
        recording.record_key(question=form.instance, by=teacher(request), old=before, new=after)

    def response_add(
        self, request: HttpRequest, obj: Question, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        self.message_user(
            request, _("The question is begun. Add its answers and the words of the article it rests on.")
        )
        return HttpResponseRedirect(_page(obj))

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponseRedirect:
        """Decide as the button pressed says; a decision leads to the next draft."""
        question = visible.questions(teacher(request)).get(pk=obj.pk)
        decide, done = {
            "_approve": (reviewing.approve_question, _("Approved: “%(stem)s”")),
            "_reject": (reviewing.reject_question, _("Rejected: “%(stem)s”")),
            "_reopen": (reviewing.reopen_question, _("Put back to review: “%(stem)s”")),
        }.get(next((name for name in request.POST if name in ("_approve", "_reject", "_reopen")), ""), (None, ""))
        if decide is None:
            self._recheck(request, question)
            return HttpResponseRedirect(_page(question))
        # A question in a quiz must stay one that can be answered, whatever is decided about it.
        reviewing.take_back_unfit(question=question)
        try:
            decide(question=question, reviewer=teacher(request))
        except Refusal as refusal:
            self.message_user(request, _("Saved, but: %(problem)s") % {"problem": refusal}, messages.ERROR)
            return HttpResponseRedirect(_page(question))
        self.message_user(request, done % {"stem": question.stem}, messages.SUCCESS)
        following = self._next_draft(request, question)
        if following:
            return HttpResponseRedirect(_page(following))
        self._tell_when_reviewed(request, question.article)
        return HttpResponseRedirect(questions_url(question.article, Question.Status.APPROVED))

    def _recheck(self, request: HttpRequest, question: Question) -> None:
        missing = reviewing.take_back_unfit(question=question)
        if missing:
            self.message_user(
                request,
                _("Saved. It is to review again, since something is missing: %(problems)s")
                % {"problems": " ".join(str(problem) for problem in missing)},
                messages.WARNING,
            )
        else:
            self.message_user(request, _("The question is saved."), messages.SUCCESS)

    def _next_draft(self, request: HttpRequest, question: Question) -> Question | None:
        drafts = (
            visible.questions(teacher(request))
            .filter(article=question.article_id, status=Question.Status.DRAFT)
            .exclude(pk=question.pk)
        )
        return drafts.filter(pk__gt=question.pk).first() or drafts.first()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        question: Question | None = context["original"]
        if question:
            following = self._next_draft(request, question)
            spans = list(Evidence.objects.filter(question=question))
            context |= {
                "title": _g("Review the question"),
                "review_url": card_url(question.article, question.pk) if question.status in SHOWN else None,
                "subtitle": None,
                "passages": passages(question.article.text, spans),
                "sources": question.choices.exclude(source_quote=""),
                "likes": [] if question.is_debate else Like.choices,
                "missing": reviewing.problems(question),
                "next_draft": _page(following) if following else None,
                "can_give": question.is_debate and question.status == Question.Status.APPROVED,
                "debates": visible.discussions(teacher(request)).filter(question=question).select_related("classroom"),
                "can_approve": question.status != Question.Status.APPROVED,
                "can_reject": question.status in (Question.Status.DRAFT, Question.Status.APPROVED),
                "can_reopen": question.status in (Question.Status.REJECTED, Question.Status.RETIRED),
            }
        return super().render_change_form(request, context, *args, **kwargs)


_NO_OTHER = {
    Like.SENTENCE: _("The article gives no other question on this sentence."),
    Like.KIND: _("The article gives no other question of this kind."),
    Like.SKILL: _("The article gives no other question of this skill."),
}


def _page(question: Question) -> str:
    return reverse("admin:quizzes_question_change", args=[question.pk])
