"""Classes with their rosters and join codes; user accounts for those who run the site."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.forms.panel.people import ClassroomForm, EnrollmentForm
from quizzes.models import ClassChange, Classroom, Enrollment, User
from quizzes.services import attempting, recording, rosters

from .class_pages import ClassPages, code_works, page
from .owned import ONE_INPUT, FieldNames, OwnedTabularInline, UserAdminOf, in_zone, teacher
from .roster_pages import RosterPages


class EnrollmentInline(OwnedTabularInline[Enrollment, Classroom]):
    """The roster. Moving, removing and a new password have a page for each student."""

    model = Enrollment
    form = EnrollmentForm
    fields = ["name", "nickname", "joined", "state", "extra_time_percent"]
    readonly_fields = ["name", "nickname", "joined", "state"]
    can_delete = False
    verbose_name_plural = _("students")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        # Those who left come last: the roster is read for who is there.
        return (
            super()
            .get_queryset(request)
            .select_related("student", "classroom")
            .order_by(F("removed_at").asc(nulls_first=True), "student__username")
        )

    @admin.display(description=_("student"))
    def name(self, enrollment: Enrollment) -> str:
        address = page("student", enrollment.classroom, enrollment.pk)
        return format_html('<a href="{}">{}</a>', address, enrollment.student.display_name)

    @admin.display(description=_("nickname"))
    def nickname(self, enrollment: Enrollment) -> str:
        return enrollment.student.username

    @admin.display(description=_("joined"))
    def joined(self, enrollment: Enrollment) -> str:
        return in_zone(enrollment.joined_at, enrollment.classroom.zone)

    @admin.display(description=_("in the class"))
    def state(self, enrollment: Enrollment) -> str:
        if enrollment.removed_at is None:
            return _g("yes")
        return _g("removed %(when)s") % {"when": in_zone(enrollment.removed_at, enrollment.classroom.zone)}


class ClassroomAdmin(ClassPages, RosterPages):
    """A teacher's classes."""

    form = ClassroomForm
    list_display = ["name", "students_now", "join_code_shown", "time_zone"]
    search_fields = ["name"]

    def get_fields(self, request: HttpRequest, obj: Classroom | None = None) -> FieldNames:
        # Teachers let one another in by name; only those who run the site see a list of them all.
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
        return classroom.join_code_shown if code_works(classroom) else _g("stopped")

    def save_form(self, request: HttpRequest, form: ClassroomForm, change: bool) -> Classroom:
        """A new class is made by the service, which makes its maker the teacher."""
        classroom: Classroom = super().save_form(request, form, change)
        if change:
            return classroom
        return rosters.create_classroom(teacher=teacher(request), **form.cleaned_data)

    def save_model(self, request: HttpRequest, obj: Classroom, form: ClassroomForm, change: bool) -> None:
        """A new class was saved in `save_form`."""
        if change:
            rosters.change_classroom(classroom=obj, by=teacher(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = set(form.instance.teachers.all()) if change else set()
        super().save_related(request, form, formsets, change)
        if not change:
            return
        self._record_teachers(request, form.instance, before)
        for assignment in form.instance.assignments.filter(time_limit_minutes__isnull=False):
            attempting.reset_deadlines(assignment=assignment)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The roster's only field is saved by the service, which records it."""
        for enrollment in formset.save(commit=False):
            percent = enrollment.extra_time_percent
            rosters.set_extra_time(enrollment=enrollment, percent=percent, by=teacher(request))

    def _record_teachers(self, request: HttpRequest, classroom: Classroom, before: set[User]) -> None:
        after = set(classroom.teachers.all())
        for action, people in (
            (ClassChange.Action.TEACHER_ADDED, after - before),
            (ClassChange.Action.TEACHER_REMOVED, before - after),
        ):
            for one in sorted(people, key=lambda person: person.username):
                recording.record(classroom=classroom, action=action, by=teacher(request), subject=one.display_name)

    def response_add(
        self, request: HttpRequest, obj: Classroom, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        self.message_user(
            request,
            _("The class is made. Next: import your students, or give them its join code."),
            messages.SUCCESS,
        )
        return self.to("change", obj)

    def response_change(self, request: HttpRequest, obj: Classroom) -> HttpResponseRedirect:
        self.message_user(request, _("The class is saved."), messages.SUCCESS)
        return self.to("change", obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if classroom := context["original"]:
            context |= {
                "code_works": code_works(classroom),
                "code_until": in_zone(classroom.join_code_expires_at, classroom.zone),
                "subtitle": None,
                "title": _g("Class: %(name)s") % {"name": classroom},
            }
        return super().render_change_form(request, context, *args, **kwargs)


class UserAdmin(UserAdminOf[User]):
    """Accounts, for those who run the site; teachers meet their students in their classes."""

    formfield_overrides = ONE_INPUT
    # Django's two lists side by side have icons with names that screen readers may not read.
    filter_horizontal = ()

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
