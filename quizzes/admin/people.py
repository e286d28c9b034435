"""Classes with their rosters and join codes; user accounts for those who run the site."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.forms.panel.discussions import HeldWordsForm
from quizzes.forms.panel.people import ClassroomForm, EnrollmentForm
from quizzes.models import Classroom, Enrollment, User
from quizzes.services import attempting, moderating, rosters

from .owned import FieldNames, OwnedAdmin, OwnedTabularInline, UserAdminOf, in_zone, teacher


class EnrollmentInline(OwnedTabularInline[Enrollment, Classroom]):
    """The roster. Students come with the join code, and leaving keeps their work."""

    model = Enrollment
    form = EnrollmentForm
    fields = ["name", "joined", "extra_time_percent", "in_class"]
    readonly_fields = ["name", "joined"]
    can_delete = False
    verbose_name_plural = _("students")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("student", "classroom")

    @admin.display(description=_("student"))
    def name(self, enrollment: Enrollment) -> str:
        return enrollment.student.display_name

    @admin.display(description=_("joined"))
    def joined(self, enrollment: Enrollment) -> str:
        return in_zone(enrollment.joined_at, enrollment.classroom.zone)


class ClassroomAdmin(OwnedAdmin[Classroom]):
    """A teacher's classes."""

    form = ClassroomForm
    list_display = ["name", "students_now", "join_code_shown", "time_zone"]
    search_fields = ["name"]
    filter_horizontal = ["teachers"]

    def get_fields(self, request: HttpRequest, obj: Classroom | None = None) -> FieldNames:
        # Only those who run the site see a list of all teachers; a new class is its maker's.
        return ["name", "time_zone", *(["teachers"] if obj and teacher(request).is_superuser else [])]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = User.objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Classroom | None) -> list[Any]:
        return [EnrollmentInline] if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Classroom]:
        here_now = Count("enrollments", filter=Q(enrollments__removed_at__isnull=True), distinct=True)
        return super().get_queryset(request).annotate(roster=here_now)

    @admin.display(description=_("students"), ordering="roster")
    def students_now(self, classroom: Any) -> int:
        return int(classroom.roster)

    @admin.display(description=_("join code"))
    def join_code_shown(self, classroom: Classroom) -> str:
        works = classroom.join_code_expires_at > timezone.now()
        return classroom.join_code_shown if works else _g("stopped")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/renew-code/", wrap(require_POST(self.renew_code)), name="quizzes_classroom_renew_code"),
            path("<int:pk>/stop-code/", wrap(require_POST(self.stop_code)), name="quizzes_classroom_stop_code"),
            path(
                "<int:pk>/held-words/",
                wrap(require_http_methods(["GET", "POST"])(self.held_words)),
                name="quizzes_classroom_held_words",
            ),
            *super().get_urls(),
        ]

    def save_form(self, request: HttpRequest, form: ClassroomForm, change: bool) -> Classroom:
        """A new class is made by the service, which makes its maker the teacher."""
        classroom: Classroom = super().save_form(request, form, change)
        if change:
            return classroom
        return rosters.create_classroom(teacher=teacher(request), **form.cleaned_data)

    def save_model(self, request: HttpRequest, obj: Classroom, form: ClassroomForm, change: bool) -> None:
        """A new class was saved in `save_form`."""
        if change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            for assignment in form.instance.assignments.filter(time_limit_minutes__isnull=False):
                attempting.reset_deadlines(assignment=assignment)

    def response_add(
        self, request: HttpRequest, obj: Classroom, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        self.message_user(request, _("The class is made. Next: give your students its join code."), messages.SUCCESS)
        return _page(obj)

    def response_change(self, request: HttpRequest, obj: Classroom) -> HttpResponseRedirect:
        self.message_user(request, _("The class is saved."), messages.SUCCESS)
        return _page(obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if classroom := context["original"]:
            context |= {
                "code_works": classroom.join_code_expires_at > timezone.now(),
                "code_until": in_zone(classroom.join_code_expires_at, classroom.zone),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def renew_code(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """A new join code; the old one stops working."""
        classroom = rosters.renew_join_code(classroom=self.changeable_or_404(request, pk))
        self.message_user(request, _("The class has a new join code. The old one no longer works."), messages.SUCCESS)
        return _page(classroom)

    def stop_code(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Let nobody else join."""
        classroom = rosters.stop_join_code(classroom=self.changeable_or_404(request, pk))
        self.message_user(request, _("Nobody can join with the code any more."), messages.SUCCESS)
        return _page(classroom)

    def held_words(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The words that make a post of the class wait for its teacher."""
        classroom = self.changeable_or_404(request, pk)
        words = [held.word for held in classroom.held_words.all()]
        form = HeldWordsForm(request.POST if request.method == "POST" else None, initial={"words": words})
        if form.is_valid():
            moderating.set_held_words(classroom=classroom, words=form.cleaned_data["words"])
            self.message_user(request, _("The words that hold a post are saved."), messages.SUCCESS)
            return _page(classroom)
        request.current_app = self.admin_site.name
        context = {"opts": self.opts, "classroom": classroom, "title": _g("Words that hold a post"), "form": form}
        return TemplateResponse(
            request,
            "admin/quizzes/classroom/held_words.html",
            {**self.admin_site.each_context(request), **context},
        )


def _page(classroom: Classroom) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:quizzes_classroom_change", args=[classroom.pk]))


class UserAdmin(UserAdminOf[User]):
    """Accounts, for those who run the site; teachers meet their students in their classes."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _runs_the_site(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _runs_the_site(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _runs_the_site(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _runs_the_site(request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _runs_the_site(request)


def _runs_the_site(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser
