"""Marking an assignment by question: the answers to one on a page, saved as they are marked."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.grading import (
    GradeForm,
    GroupForm,
    Names,
    Order,
    QuickCommentsForm,
    Scale,
    ViewForm,
    as_fields,
    mark_in_words,
    typed_in_words,
)
from quizzes.models import Assignment, Criterion, Evidence, Format, Level, QuickComment, QuizItem, Response, User
from quizzes.models.grading import Earlier
from quizzes.queries import marking
from quizzes.queries.passages import passages
from quizzes.services import grading
from quizzes.services.alike import alike
from quizzes.services.grading import Overtaken
from quizzes.services.refusal import Refusal

from .owned import teacher
from .result_pages import ResultPages, page

STATUS = {"saved": 200, "refused": 400, "stale": 409}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on the page, with the name it goes by."""

    form: GradeForm
    name: str

    @property
    def response(self) -> Response:
        return self.form.response

    @property
    def waits(self) -> bool:
        """Whether somebody waits for the mark: not who is excused."""
        return self.response.points is None and not getattr(self.response, "excused", False)

    @property
    def words(self) -> str:
        return mark_in_words(self.response)

    @property
    def earlier(self) -> list[Earlier]:
        """Other answers that stood here until the attempt was opened again, with what they were given."""
        changes = self.response.grade_changes.all()
        return [change.earlier for change in changes if change.earlier and not change.is_of(self.response)]


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that say the same; `form` marks them together, None where there is only one.

    `sent` is the form of the group as it was sent, where something was typed for it and is not saved yet. One answer
    has a form too where it is left of several that a mark was typed for.
    """

    answers: list[Answer]
    form: GroupForm | None
    sent: GroupForm | None = None

    @property
    def key(self) -> int:
        """The name of the group on the page, whatever the order of its answers."""
        return min(answer.response.pk for answer in self.answers)

    @property
    def waiting(self) -> int:
        return sum(answer.waits for answer in self.answers)

    @property
    def texts(self) -> list[str]:
        """What was answered, each wording once."""
        return list(dict.fromkeys(answer.response.answer_text for answer in self.answers))

    @property
    def is_wrong(self) -> bool:
        """Whether something that was sent for one of the answers has to be mended."""
        return any(answer.form.errors for answer in self.answers)


class MarkingPages(ResultPages):
    """The pages on which the answers to an assignment are marked."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("grade/", require_GET(self.grade), "grade"),
            self.at("grade/<int:item_pk>/", require_http_methods(["GET", "POST"])(self.grade_item), "grade_item"),
            self.at("grade/<int:item_pk>/<int:response_pk>/", require_POST(self.grade_answer), "grade_answer"),
            *super().get_urls(),
        ]

    def grade(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """The questions of the assignment, each with how many answers wait."""
        assignment = self.closed_or_404(request, pk)
        items: list[Any] = list(marking.items_to_mark(assignment))
        return self.framed(
            request,
            assignment,
            "grade",
            title=_g("Mark the answers"),
            items=items,
            waiting=sum(item.waiting for item in items),
            first=next((item for item in items if item.waiting), None),
        )

    def grade_item(self, request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
        """Every answer to one question, to mark on one page."""
        assignment = self.markable_or_404(request, pk)
        items: list[Any] = list(marking.items_to_mark(assignment))
        item = next((one for one in items if one.pk == item_pk), None)
        if item is None:
            raise Http404
        following = marking.next_to_mark(items, item)
        sheet = _Sheet(request, assignment, item)
        if request.method == "POST":
            self._tell_left_out(request, sheet)
            if sheet.is_valid() and self._save(request, sheet):
                return _after(request, assignment, item, following)
        view = ViewForm(request.GET)
        names, order = view.chosen()
        groups = sheet.groups(names, order)
        if unplaced := sheet.unplaced(groups):
            said = _g("Answers are grouped otherwise by now, and this is given to none yet: %(marks)s.")
            self.message_user(request, said % {"marks": _quoted(unplaced)}, messages.WARNING)
        return self.framed(
            request,
            assignment,
            "grade_item",
            title=_g("Mark question %(number)s") % {"number": item.position},
            item=item,
            question=item.question,
            model=sheet.model,
            passages=sheet.passages,
            view_form=ViewForm(initial={"names": names, "order": order}),
            names=names,
            order=order,
            query=_query(request),
            groups=groups,
            first=next((group for group in groups if group.waiting), None),
            waiting=sum(group.waiting for group in groups),
            following=following,
            comments=sheet.comments,
            comment_form=QuickCommentsForm(request.POST if sheet.failed else None),
            typed=Format(item.question.format).is_typed,
            failed=sheet.failed,
        )

    def markable_or_404(self, request: HttpRequest, pk: int) -> Assignment:
        """The teacher's assignment; 403 for staff who may look at answers but not mark them."""
        assignment = self.closed_or_404(request, pk)
        if not request.user.has_perm("quizzes.change_response"):
            raise PermissionDenied
        return assignment

    def _save(self, request: HttpRequest, sheet: "_Sheet") -> bool:
        """Save all that was changed on the page, or nothing; whether it is saved."""
        try:
            saved = sheet.save(request.POST)
        except Overtaken as overtaken:
            sheet.show_newer(overtaken.current)
            return False
        except Refusal as refusal:
            sheet.failed = True
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        words = ngettext("%(count)s answer saved.", "%(count)s answers saved.", saved) % {"count": saved}
        if saved or not sheet.left_out:
            self.message_user(request, words if saved else _g("Everything is saved."), messages.SUCCESS)
        return True

    def _tell_left_out(self, request: HttpRequest, sheet: "_Sheet") -> None:
        """Show again what was typed for answers that are not those of the page any more: it is stored nowhere."""
        if left_out := sheet.left_out:
            said = ngettext(
                "%(count)s answer was opened again, handed in anew or marked meanwhile, and this was not given to it: "
                "%(marks)s.",
                "%(count)s answers were opened again, handed in anew or marked meanwhile, and this was not given to "
                "them: %(marks)s.",
                sum(left_out.values()),
            )
            wanted = {"count": sum(left_out.values()), "marks": _quoted(left_out)}
            self.message_user(request, said % wanted, messages.WARNING)

    def grade_answer(self, request: HttpRequest, pk: int, item_pk: int, response_pk: int) -> JsonResponse:
        """Save the mark of one answer as the page sends it while the teacher marks; says in JSON what became of it."""
        assignment = self.markable_or_404(request, pk)
        item = get_object_or_404(assignment.quiz.items.select_related("question__rubric"), pk=item_pk)
        get_object_or_404(item.responses.filter(attempt__assignment=assignment), pk=response_pk)
        response = marking.responses_to(assignment, item).filter(pk=response_pk).first()
        if response is None:
            said = _g(
                "The student has this answer open again: it cannot be marked now. What you wrote is kept on this "
                "device until it is handed in. Reload the page."
            )
            return JsonResponse({"state": "refused", "message": said}, status=STATUS["refused"])
        scale = marking.scale_of(item.question.rubric)
        form = GradeForm(request.POST, response=response, scale=scale)
        if form.is_valid():
            try:
                response = _mark(form, teacher(request), form.cleaned_data, form.levels)
            except Overtaken as overtaken:
                return _reply("stale", overtaken.current, scale)
            except Refusal as refusal:
                return JsonResponse({"state": "refused", "message": str(refusal)}, status=STATUS["refused"])
            return _reply("saved", response, scale)
        if form.overtaken:
            return _reply("stale", response, scale)
        message = next(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"state": "refused", "message": message}, status=STATUS["refused"])


def _reply(state: str, response: Response, scale: Scale) -> JsonResponse:
    """What became of a save, with the mark as it is now."""
    response = Response.objects.select_related("attempt").prefetch_related("levels").get(pk=response.pk)
    words = mark_in_words(response)
    reply = {
        "state": state,
        "fields": as_fields(response, scale),
        "words": words,
        "waits": response.points is None,
    }
    if state == "stale":
        reply["theirs"] = words
        if response.attempt.reopened:
            # The page may have an earlier answer than this one.
            reply["answer"] = response.answer_text or _g("no answer")
            reply["theirs"] = _g("the answer is “%(answer)s”. %(mark)s") % {"answer": reply["answer"], "mark": words}
    return JsonResponse(reply, status=STATUS[state])


def _quoted(marks: Iterable[str]) -> str:
    return "; ".join(f"“{mark}”" for mark in marks)


def _mark(form: GradeForm, by: User, given: dict[str, Any], levels: dict[Criterion, Level]) -> Response:
    return grading.grade_response(
        response=form.response,
        teacher=by,
        points=given["points"],
        feedback=given["feedback"],
        reason=given.get("reason", ""),
        levels=levels if form.scale else None,
        seen=given.get("seen"),
    )


class _Sheet:
    """The answers to one item with their forms, as shown or as sent."""

    def __init__(self, request: HttpRequest, assignment: Assignment, item: QuizItem) -> None:
        self.teacher, self.assignment, self.item = teacher(request), assignment, item
        self.data = request.POST if request.method == "POST" else None
        self.scale = marking.scale_of(item.question.rubric)
        self.comments: list[QuickComment] = list(self.teacher.quick_comments.all())
        self.responses = list(marking.responses_to(assignment, item))
        self.forms = {
            response.pk: GradeForm(self.data, response=response, scale=self.scale, comments=self.comments)
            for response in self.responses
        }
        self.group_forms: dict[int, GroupForm] = {}
        #: What was typed for answers that are not there to be marked as the page had them, and for how many of them.
        self.left_out: Counter[str] = Counter()
        if self.data:
            self._read_groups(self.data)
            self._read_left_out(self.data)
        self.failed = False

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def model(self) -> Response | None:
        """The newest answer: it keeps how these answers are marked, corrections included."""
        return max(self.responses, key=lambda response: response.pk, default=None)

    @property
    def passages(self) -> Any:
        if self.model is None:
            return []
        spans = [Evidence(**span) for span in self.model.marking["evidence"]]
        return passages(self.assignment.quiz.article.text, spans)

    def groups(self, names: Names, order: Order) -> list[Group]:
        """The answers as the page shows them: together those that say the same."""
        # Who looks for nobody's answer in particular gets them in an order that gives nobody away.
        shuffled = sorted(self.responses, key=marking.shuffle_key)
        called = {response.pk: _g("Answer %(number)s") % {"number": n} for n, response in enumerate(shuffled, start=1)}
        if names is Names.SHOWN:
            called = {response.pk: response.attempt.student.display_name for response in self.responses}
        ordered = self.responses if names is Names.SHOWN and order is Order.ALIKE else shuffled
        groups = [
            self._group([Answer(self.forms[response.pk], called[response.pk]) for response in group])
            for group in _together(ordered, Format(self.item.question.format))
        ]
        if order is Order.ALIKE:
            groups.sort(
                key=lambda group: (not group.waiting, -len(group.answers), group.answers[0].response.answer_text)
            )
        return groups

    def _group(self, answers: list[Answer]) -> Group:
        responses = [answer.response for answer in answers]
        here = {response.pk for response in responses}
        for sent in self._begun():
            # What was typed for a group stays with those of its answers that still say the same.
            if here & {response.pk for response in sent.responses}:
                return Group(answers, sent.shown_for(responses), sent)
        if len(answers) == 1:
            return Group(answers, None)
        return Group(answers, GroupForm(responses=responses, scale=self.scale, comments=self.comments))

    def _begun(self) -> list[GroupForm]:
        """The forms of groups in which something was typed, if only a reason."""
        return [
            form for form in self.group_forms.values() if form.errors or self._in_words(form.data, str(form.prefix))
        ]

    def unplaced(self, groups: list[Group]) -> list[str]:
        """What was typed for groups that none of those on the page has taken over, in words."""
        placed = {group.sent.key for group in groups if group.sent}
        return [self._in_words(form.data, str(form.prefix)) for form in self._begun() if form.key not in placed]

    # --- what was sent ----------------------------------------------------------------------------------------------

    def _read_groups(self, data: QueryDict) -> None:
        """The groups as they were on the page that was sent, with those of their answers that are as they were there.

        Whoever has handed in since is in none; nor is an answer that the teacher has not seen yet.
        """
        for name, value in data.items():
            part = re.fullmatch(r"(g(\d{1,18}))-of", name)
            if part is None:
                continue
            pks = [pk for pk in dict.fromkeys(map(key_of, str(value).split(","))) if pk]
            here = [self.forms[pk].response for pk in pks if pk in self.forms and not self._is_anew(self.forms[pk])]
            if here:
                self.group_forms[int(part[2])] = GroupForm(
                    data, responses=here, key=int(part[2]), scale=self.scale, comments=self.comments
                )
            gone = [pk for pk in set(pks) - {one.pk for one in here} if not self._in_words(data, f"r{pk}")]
            if gone and (words := self._in_words(data, part[1])):
                self.left_out[words] += len(gone)

    def _read_left_out(self, data: QueryDict) -> None:
        """What was typed for single answers that are not handed in any more."""
        sent = {part[1]: int(part[2]) for name in data if (part := re.fullmatch(r"(r(\d{1,18}))-\w+", name))}
        for prefix, pk in sent.items():
            if pk not in self.forms and (words := self._in_words(data, prefix)):
                self.left_out[words] += 1

    def _in_words(self, data: Mapping[str, Any], prefix: str) -> str:
        return typed_in_words(data, prefix, self.scale, self.comments)

    def _is_anew(self, form: GradeForm) -> bool:
        """Whether the answer was opened again and has changed hands since the page was made."""
        return form.response.attempt.reopened and form.is_behind

    def is_valid(self) -> bool:
        """Whether all that was sent can be saved: one wrong number saves nothing and loses nothing."""
        wrong = [form for form in (*self.forms.values(), *self.group_forms.values()) if not form.is_valid()]
        self.failed = bool(wrong)
        if self.failed:
            self._show_current()
        return not wrong

    def _show_current(self) -> None:
        """Have the page that comes back show marks and answers as they are now, with what was typed beside them."""
        for form in self.forms.values():
            if form.overtaken or (self._is_anew(form) and not form.is_marked):
                form.show_current()

    def show_newer(self, marked: Response) -> None:
        """Have the page say that somebody else has marked one of the answers of a group."""
        form = self.forms[marked.pk]
        for name in ("teacher_points", "feedback", "mark_sequence"):
            setattr(form.response, name, getattr(marked, name))
        form.overtake()
        self._show_current()
        self.failed = True

    @transaction.atomic
    def save(self, sent: QueryDict) -> int:
        """Save the marks changed on the page, then those given to groups, then the quick comments; how many marks."""
        changed = [form for form in self.forms.values() if form.is_marked]
        for form in changed:
            _mark(form, self.teacher, form.cleaned_data, form.levels)
        own = {form.response.pk for form in changed}
        for group in self.group_forms.values():
            if group.is_filled:
                own |= {self._give(group, response) for response in group.responses if response.pk not in own}
        if new := sent.get("new_comment", "").strip():
            grading.keep_comment(owner=self.teacher, text=new)
        if gone := sent.getlist("forget"):
            grading.forget_comments(owner=self.teacher, pks=map(key_of, gone))
        return len(own)

    def _give(self, group: GroupForm, response: Response) -> int:
        """Give the answer what the group is given; what was left empty there stays."""
        form = self.forms[response.pk]
        levels = {**form.levels, **group.levels}
        points = group.cleaned_data["points"]
        if points is None and group.levels:
            points = grading.points_by_levels(most=response.points_possible, scale=self.scale, levels=levels)
        given = {
            "points": response.teacher_points if points is None else points,
            "feedback": group.cleaned_data["feedback"] or response.feedback,
            "seen": form.cleaned_data["seen"],
            # For the record of a change: a first mark changes none.
            "reason": "" if response.points is None else group.cleaned_data.get("reason", ""),
        }
        _mark(form, self.teacher, given, levels)
        return response.pk


def _together(responses: Sequence[Response], format_: Format) -> list[list[Response]]:
    """The responses that say the same, in order: typed ones by likeness, others by what was picked."""
    if format_.has_choices or format_.is_ordered:
        groups: dict[str, list[Response]] = {}
        for response in responses:
            groups.setdefault(response.answer_text, []).append(response)
        return list(groups.values())
    return [[responses[place] for place in group] for group in alike([one.answer_text for one in responses])]


def _query(request: HttpRequest) -> str:
    """What the teacher chose of names and order, to go along to the next page; "" for nothing."""
    chosen = {name: request.GET[name] for name in ("names", "order") if request.GET.get(name)}
    return f"?{urlencode(chosen)}" if chosen else ""


def item_page(assignment: Assignment, item: QuizItem) -> str:
    """The address of the page on which the answers to the item are marked."""
    return reverse("admin:quizzes_assignment_grade_item", args=[assignment.pk, item.pk])


def _after(
    request: HttpRequest, assignment: Assignment, item: QuizItem, following: QuizItem | None
) -> HttpResponseRedirect:
    """Where a save leads: on to the next question with answers that wait, back to this one, or to the overview."""
    if "stay" in request.POST:
        return HttpResponseRedirect(item_page(assignment, item) + _query(request))
    if "next" in request.POST and following:
        return HttpResponseRedirect(item_page(assignment, following) + _query(request))
    return HttpResponseRedirect(page("grade", assignment))
