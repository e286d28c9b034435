"""Correcting a right answer after it was handed in: a page that first shows whose points change, then changes them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.correcting import CorrectionForm, counted
from quizzes.models import Assignment, Attempt, Correction, QuizItem
from quizzes.queries import visible
from quizzes.queries.marking import Rule
from quizzes.services import correcting
from quizzes.services.correcting import Current, Plan
from quizzes.services.refusal import Refusal

from .marking_pages import MarkingPages, item_page
from .owned import teacher


class CorrectionPages(MarkingPages):
    """The page on which a right answer is corrected."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("grade/<int:item_pk>/correct/", require_http_methods(["GET", "POST"])(self.correct), "correct"),
            *super().get_urls(),
        ]

    def correct(self, request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
        """What counts as right for a question: first who would change by how much, then, when agreed, all of it."""
        assignment = self.markable_or_404(request, pk)
        item: QuizItem = get_object_or_404(assignment.quiz.items.select_related("question__article"), pk=item_pk)
        try:
            current = correcting.current(assignment=assignment, item=item)
            form = self._form(request, assignment, item, current)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return HttpResponseRedirect(item_page(assignment, item))
        plan = None
        if form.is_valid():
            plan = correcting.plan_correction(
                assignments=[assignment, *form.chosen_others],
                item=item,
                rule=form.rule,
                change_question=form.cleaned_data.get("change_question", False),
            )
            if "apply" in request.POST and self._apply(request, plan, form):
                return HttpResponseRedirect(item_page(assignment, item))
            # What the teacher is shown now is what they agree to next.
            form.show_fingerprint(plan.fingerprint)
        return self.framed(
            request,
            assignment,
            "correct",
            title=_g("Correct question %(number)s") % {"number": item.position},
            item=item,
            now=correcting.in_words(current.rule, current.choices),
            form=form,
            plan=plan,
            apply=counted(len(plan.changed)) if plan else "",
            is_new=plan is not None and (plan.rule != current.rule or plan.change_question or bool(plan.changed)),
            corrections=assignment.corrections.filter(item=item).select_related("by").order_by("-pk"),
            own_question=self._is_own(request, item),
        )

    def _form(self, request: HttpRequest, assignment: Assignment, item: QuizItem, current: Current) -> CorrectionForm:
        others = visible.assignments(teacher(request)).filter(quiz=assignment.quiz_id).exclude(pk=assignment.pk)
        return CorrectionForm(
            request.POST if request.method == "POST" else None,
            current=current,
            start=self._start(request, assignment, item, current),
            others=list(others.select_related("classroom", "quiz")),
            can_change_question=self._is_own(request, item),
        )

    def _is_own(self, request: HttpRequest, item: QuizItem) -> bool:
        """Whether the question is the teacher's; a colleague in the class may correct marks, not the question."""
        who = teacher(request)
        return bool(who.is_superuser or item.question.article.owner_id == who.pk)

    def _start(self, request: HttpRequest, assignment: Assignment, item: QuizItem, current: Current) -> Rule:
        """What the form begins with: what holds now, an answer to accept as well, or what held before a correction."""
        if back := key_of(request.GET.get("back")):
            correction: Correction = get_object_or_404(assignment.corrections.filter(item=item), pk=back)
            before: Rule = correction.before
            return before
        rule: Rule = {**current.rule}
        if (also := key_of(request.GET.get("answer"))) and current.format.is_typed:
            answers = item.responses.filter(attempt__assignment=assignment).select_related("attempt")
            found = get_object_or_404(answers, pk=also)
            if found.attempt.state != Attempt.State.SUBMITTED:
                raise Refusal(_("The student has not handed this in yet."))
            words = " ".join(found.answer_text.split())
            rule["accepted"] = [*dict.fromkeys([*rule["accepted"], *([words] if words else [])])]
        return rule

    def _apply(self, request: HttpRequest, plan: Plan, form: CorrectionForm) -> bool:
        """Apply what was shown; where that is no longer what would happen, say so and show it anew."""
        if form.cleaned_data["fingerprint"] != plan.fingerprint:
            self.message_user(
                request,
                _("What would change is not what you were shown. Look at it again, then apply it."),
                messages.WARNING,
            )
            return False
        try:
            correcting.correct(plan=plan, by=teacher(request), reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        done = _done(len(plan.changed))
        if plan.change_question:
            done += " " + _g("The question is changed too. Read its explanation again: it may be of the old answer.")
        self.message_user(request, done, messages.SUCCESS)
        return True


def _done(changes: int) -> Any:
    words = ngettext(
        "Corrected. The points of %(count)s answer changed; its student is told once results are out.",
        "Corrected. The points of %(count)s answers changed; their students are told once results are out.",
        changes,
    )
    return words % {"count": changes} if changes else _g("Corrected. Nobody’s points changed.")
