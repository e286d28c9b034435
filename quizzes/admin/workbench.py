"""The review of an article: its text beside its questions, with everything a teacher decides about them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from quizzes import tasks
from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.debate_card import DebateCardForm
from quizzes.forms.panel.workbench import CardForm
from quizzes.models import Article, Bloom, Format, GenerationRun, Kind, Question, Skill
from quizzes.queries import workbench
from quizzes.queries.item_flaws import Caution, approved_stems, found_in, setting, warnings
from quizzes.queries.sentences import sentences
from quizzes.services import generating, reviewing, undoing
from quizzes.services.generating import Like
from quizzes.services.refusal import Refusal

from .owned import OwnedAdmin, teacher

Card = CardForm | DebateCardForm

KIND_OF = {Format.ORDERING: Kind.SEQUENCE, Format.WRITTEN: Kind.DEBATE}
BLOOM_OF = {Skill.LOCATE: Bloom.REMEMBER, Skill.INTERPRET: Bloom.UNDERSTAND, Skill.EVALUATE: Bloom.EVALUATE}


class Workbench(OwnedAdmin[Article]):
    """The pages of an article's review."""

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
            return path(f"<int:pk>/review/{route}", self.admin_site.admin_view(view), name=f"quizzes_article_{name}")

        return [
            at("", self.review, "review"),
            at("undo/", require_POST(self.undo), "undo"),
            at("write/<str:format_>/", require_POST(self.write), "write"),
            at("check/<str:format_>/", require_POST(self.check_new), "check"),
            at("<int:question_pk>/edit/", require_POST(self.edit), "edit"),
            at("<int:question_pk>/check/", require_POST(self.check_stored), "check_stored"),
            at("<int:question_pk>/<str:verb>/", require_POST(self.decide), "decide"),
            *super().get_urls(),
        ]

    # --- the page -----------------------------------------------------------------------------------------------------

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; `edit` names the question being changed, `add` the format of a new one, `at` the current one."""
        article = self.changeable_or_404(request, pk)
        form: Card | None = None
        if edited := key_of(request.GET.get("edit")):
            form = _card(_editable(article, edited))
        elif "add" in request.GET:
            form = _card(_new(article, request.GET["add"], request.GET.get("skill", "")))
        return self._page(request, article, form)

    def _page(
        self, request: HttpRequest, article: Article, form: Card | None, found: list[Caution] | None = None
    ) -> TemplateResponse:
        shown, rejected = workbench.questions_of(article)
        others = [
            (one.pk, one.stem) for one in shown if one.status == Question.Status.APPROVED and one.kind != Kind.DEBATE
        ]
        left = [question for question in shown if question.status == Question.Status.DRAFT]
        only = _filtered(request, article, shown)
        at = key_of(request.GET.get("at")) or (form.question.pk if form and form.question.pk else 0)
        mergeable = [question for question in shown if not question.is_debate]
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            "admin/quizzes/article/review.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _g("Review: %(title)s") % {"title": article.title},
                "article": article,
                "cards": [
                    {
                        "question": question,
                        "warnings": (cautions := warnings(question, others)),
                        "blocked": any(caution.waiver is None for caution in cautions),
                        "paragraphs": sorted(workbench.paragraphs_of(article, question)),
                        "sides": workbench.sides(question) if question.is_debate else [],
                        "others": [other for other in mergeable if other.pk != question.pk]
                        if question in mergeable
                        else [],
                    }
                    for question in only
                ],
                "form": form,
                "adding": form is not None and form.question.pk is None,
                "found": found,
                "paragraphs": workbench.marked(article, shown),
                "sentences": sentences(article.text) if form else None,
                "picks": form.picks() if form else [],
                "at": at,
                "coverage": workbench.coverage(article, shown),
                "skills": Skill.choices,
                "filter": _filter(request),
                "left": len(left),
                "total": len(shown),
                "reviewed": len(shown) - len(left),
                "approved": len(shown) - len(left),
                "rejected": rejected,
                "formats": Format.choices,
                "likes": Like.choices,
                "last": undoing.last_act(article=article, by=teacher(request)),
            },
        )

    # --- what is done -------------------------------------------------------------------------------------------------

    def decide(self, request: HttpRequest, pk: int, question_pk: int, verb: str) -> HttpResponse:
        """One act on one question, then back to the page at the question that comes next."""
        article = self.changeable_or_404(request, pk)
        question = get_object_or_404(article.questions, pk=question_pk)
        acts: dict[str, Callable[[HttpRequest, Article, Question], int]] = {
            "approve": self._approve,
            "reject": self._reject,
            "reopen": self._reopen,
            "waive": self._waive,
            "merge": self._merge,
            "another": self._another,
        }
        if verb not in acts:
            raise Http404
        try:
            at = acts[verb](request, article, question)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            at = question.pk
        return _to(article, at)

    def _approve(self, request: HttpRequest, article: Article, question: Question) -> int:
        reviewing.approve_question(question=question, reviewer=teacher(request))
        self.message_user(request, _("Approved: “%(stem)s”") % {"stem": question.stem}, messages.SUCCESS)
        return _next(article, question)

    def _reject(self, request: HttpRequest, article: Article, question: Question) -> int:
        reason = request.POST.get("reason", "").strip()[:300]
        reviewing.reject_question(question=question, reviewer=teacher(request), reason=reason)
        self.message_user(request, _("Rejected: “%(stem)s”") % {"stem": question.stem}, messages.SUCCESS)
        return _next(article, question)

    def _reopen(self, request: HttpRequest, article: Article, question: Question) -> int:
        reviewing.reopen_question(question=question, reviewer=teacher(request))
        self.message_user(request, _("Put back to review: “%(stem)s”") % {"stem": question.stem}, messages.SUCCESS)
        return question.pk

    def _waive(self, request: HttpRequest, article: Article, question: Question) -> int:
        reviewing.waive_flaw(
            question=question,
            flaw=request.POST.get("flaw", ""),
            about=request.POST.get("about", ""),
            reason=request.POST.get("reason", ""),
            by=teacher(request),
        )
        self.message_user(request, _("The warning is waived, with your reason beside it."), messages.SUCCESS)
        return question.pk

    def _merge(self, request: HttpRequest, article: Article, question: Question) -> int:
        other = get_object_or_404(article.questions, pk=key_of(request.POST.get("other")))
        kept, gone = (other, question) if request.POST.get("keep") == "other" else (question, other)
        reviewing.merge_questions(kept=kept, other=gone, reviewer=teacher(request))
        self.message_user(
            request, _("Merged into one, with the evidence of both: “%(stem)s”") % {"stem": kept.stem}, messages.SUCCESS
        )
        return kept.pk

    def _another(self, request: HttpRequest, article: Article, question: Question) -> int:
        like = request.POST.get("like", "")
        if like not in Like:
            raise Http404
        run = generating.ask_for_another(question=question, asked_by=teacher(request), like=Like(like))
        tasks.generate_questions.enqueue(run.pk)
        run.refresh_from_db()
        made = run.questions.first()
        if made:
            self.message_user(request, _("Here is another question. Approve it, change it or reject it."))
            return made.pk
        if run.state == GenerationRun.State.DONE:
            words = str(_("The article gives no other question %(like)s.") % {"like": Like(like).label})
        elif run.state == GenerationRun.State.FAILED:
            words = run.problem
        else:
            words = str(_("Another question is being made. Load this page again in a moment."))
        self.message_user(request, words, messages.WARNING)
        return question.pk

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back the teacher's last act on the article, which the page has named."""
        article = self.changeable_or_404(request, pk)
        seen = article.review_acts.filter(by=teacher(request), pk=key_of(request.POST.get("act"))).first()
        try:
            act = undoing.undo_last(article=article, by=teacher(request), seen=seen)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return _to(article, 0)
        self.message_user(
            request,
            _("Undone: “%(stem)s” is as it was before you %(act)s it.")
            % {"stem": act.question.stem, "act": act.get_act_display()},
            messages.SUCCESS,
        )
        return _to(article, act.question_id)

    # --- writing ------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def edit(self, request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
        """Store a question as it is typed on its card."""
        article = self.changeable_or_404(request, pk)
        # What the card is compared with stays as it is until the card is stored.
        article.questions.select_for_update().filter(pk=question_pk).first()
        form = _card(_editable(article, question_pk), request.POST)
        if "check" in request.POST or not form.is_valid():
            return self._page(request, article, form, self._cautions(form))
        try:
            lacking = form.change(editor=teacher(request))
        except Refusal as refusal:
            self.message_user(request, _("Not saved: %(reason)s") % {"reason": refusal}, messages.ERROR)
            return self._page(request, article, _card(_editable(article, question_pk), request.POST))
        if lacking:
            words = " ".join(str(problem) for problem in lacking)
            self.message_user(request, _("Saved, and to review again: %(why)s") % {"why": words}, messages.WARNING)
        else:
            self.message_user(request, _("The question is saved."), messages.SUCCESS)
        return _to(article, question_pk)

    def write(self, request: HttpRequest, pk: int, format_: str) -> HttpResponse:
        """Store a teacher's own question as it is typed."""
        article = self.changeable_or_404(request, pk)
        form = _card(_new(article, format_), request.POST)
        if "check" in request.POST or not form.is_valid():
            return self._page(request, article, form, self._cautions(form))
        form.question.bloom = BLOOM_OF[Skill(form.cleaned_data["skill"])]
        made = form.add()
        self.message_user(request, _("Your question is saved. Approve it when it is ready."), messages.SUCCESS)
        return _to(article, made.pk)

    def check_new(self, request: HttpRequest, pk: int, format_: str) -> JsonResponse:
        """The warnings of a new question as it is typed so far."""
        article = self.changeable_or_404(request, pk)
        return self._said(_card(_new(article, format_), request.POST))

    def check_stored(self, request: HttpRequest, pk: int, question_pk: int) -> JsonResponse:
        """The warnings of a stored question as it is typed so far."""
        article = self.changeable_or_404(request, pk)
        return self._said(_card(_editable(article, question_pk), request.POST))

    def _said(self, form: Card) -> JsonResponse:
        return JsonResponse({"warnings": [[one.advice, one.about] for one in self._cautions(form)]})

    def _cautions(self, form: Card) -> list[Caution]:
        question = form.question
        if isinstance(form, DebateCardForm) or question.format == Format.ORDERING:
            return []
        waived = set(question.waivers.values_list("flaw", "about")) if question.pk else set()
        beside = setting(question.article, approved_stems(question.article), without=question.pk)
        found = [one for one in found_in(form.item(), beside) if (one.flaw.value, one.about) not in waived]
        return [Caution(one.flaw.value, one.about) for one in dict.fromkeys(found)]


def review_url(article: Article) -> str:
    """The page of the article's review."""
    return reverse("admin:quizzes_article_review", args=[article.pk])


def card_url(article: Article, pk: int) -> str:
    """The card of a question on the review."""
    return f"{review_url(article)}?at={pk}#card-{pk}"


def _to(article: Article, at: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(card_url(article, at) if at else review_url(article))


def _next(article: Article, question: Question) -> int:
    drafts = article.questions.filter(status=Question.Status.DRAFT).order_by("pk")
    following = drafts.filter(pk__gt=question.pk).first() or drafts.first()
    return following.pk if following else 0


def _filter(request: HttpRequest) -> dict[str, Any]:
    skill = request.GET.get("skill", "")
    wanted = {"paragraph": key_of(request.GET.get("paragraph")), "skill": skill if skill in Skill else ""}
    return wanted if any(wanted.values()) and "add" not in request.GET else {}


def _filtered(request: HttpRequest, article: Article, questions: list[Question]) -> list[Question]:
    wanted = _filter(request)
    return [
        question
        for question in questions
        if (not wanted.get("paragraph") or wanted["paragraph"] in workbench.paragraphs_of(article, question))
        and (not wanted.get("skill") or wanted["skill"] == question.skill)
    ]


def _editable(article: Article, pk: int) -> Question:
    question: Question = get_object_or_404(article.questions.select_related("brief"), pk=pk)
    question.article = article
    return question


def _new(article: Article, format_: str, skill: str = "") -> Question:
    if format_ not in Format:
        raise Http404
    usual = Skill.EVALUATE if format_ == Format.WRITTEN else Skill.LOCATE
    return Question(
        article=article,
        format=Format(format_),
        kind=KIND_OF.get(Format(format_), Kind.DETAIL),
        skill=skill if skill in Skill else usual,
        bloom=Bloom.UNDERSTAND,
    )


def _card(question: Question, data: QueryDict | None = None) -> Card:
    """The form of the question's card, with what was typed, if anything."""
    return DebateCardForm(data, question=question) if question.is_debate else CardForm(data, question=question)
