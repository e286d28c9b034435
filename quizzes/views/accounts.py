"""The way in, and one's own account: joining, logging in, nickname, password, and what is stored about oneself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quizzes.forms.student import CodeForm, JoinForm, LogInForm, NewPasswordForm, NicknameForm
from quizzes.models import User
from quizzes.queries import own_data
from quizzes.services import rosters
from quizzes.services.refusal import Refusal
from quizzes.services.throttling import count_failure, refuse_after_failures

from .access import Signed, page


def _address(request: HttpRequest) -> str:
    """Whom the request comes from. Behind a proxy (BEHIND_PROXY) that is what the proxy itself wrote down last."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _marks(request: HttpRequest, door: str, named: str) -> list[str]:
    """What failures at a door are counted against: what was named, the session and the address."""
    marks = [f"{door}:named:{named.strip().casefold()}", f"{door}:address:{_address(request)}"]
    if request.session.session_key:
        marks.append(f"{door}:session:{request.session.session_key}")
    return marks


def _count(request: HttpRequest, door: str, named: str) -> None:
    if not request.session.session_key:
        request.session.create()
    count_failure(marks=_marks(request, door, named))


@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Join a class: a newcomer makes an account, a student who is logged in needs the code alone."""
    student = request.user if isinstance(request.user, User) else None
    if student and student.is_staff:
        return render(request, "quizzes/join_as_teacher.html")
    form_class = CodeForm if student else JoinForm
    form = form_class(request.POST) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid() and (joined := _join(request, form, student)):
        messages.success(request, _("You are in %(classroom)s now.") % {"classroom": joined})
        return redirect("home")
    return render(request, "quizzes/join.html", {"form": form})


def _join(request: HttpRequest, form: Form, student: User | None) -> str:
    """Join as the form says and return the name of the class; "" when something is wrong, which the form then says."""
    typed = form.cleaned_data
    field = "code"
    try:
        refuse_after_failures(marks=_marks(request, "join", typed["code"]))
        try:
            classroom = rosters.find_classroom(code=typed["code"])
        except Refusal:
            _count(request, "join", typed["code"])
            raise
        if student:
            rosters.enroll(classroom=classroom, student=student)
        else:
            field = "nickname"
            newcomer = rosters.register_student(
                classroom=classroom, nickname=typed["nickname"], password=typed["password"]
            )
            login(request, newcomer)
    except Refusal as refusal:
        form.add_error(field, str(refusal))
        return ""
    except ValidationError as error:
        form.add_error("password", error)
        return ""
    return classroom.name


class LogIn(LoginView):
    """Log in, with a pause after too many wrong passwords."""

    form_class = LogInForm
    template_name = "quizzes/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:  # type: ignore[override]
        named = request.POST.get("username", "")
        try:
            refuse_after_failures(marks=_marks(request, "login", named))
        except Refusal as refusal:
            empty = LogInForm(request, initial={"username": named})
            return self.render_to_response(self.get_context_data(form=empty, refusal=refusal), status=429)
        form = self.get_form()
        if form.is_valid():
            return self.form_valid(form)
        _count(request, "login", named)
        return self.form_invalid(form)


class ChangePassword(PasswordChangeView):
    """Change one's own password; other sessions of the account end."""

    form_class = NewPasswordForm
    template_name = "quizzes/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        messages.success(self.request, gettext_lazy("Your password is changed."))
        return super().form_valid(form)


@page("GET", "HEAD", "POST")
def account(request: Signed) -> HttpResponse:
    """One's own account: the nickname, the way to a new password, and to what is stored."""
    form = NicknameForm(request.POST or None, initial={"nickname": request.user.username})
    if form.is_valid():
        # The page's header shows the name as it is stored, not one that may be refused.
        student = User.objects.get(pk=request.user.pk)
        try:
            rosters.change_nickname(student=student, nickname=form.cleaned_data["nickname"])
        except Refusal as refusal:
            form.add_error("nickname", str(refusal))
        else:
            messages.success(request, _("You are %(name)s now. Log in with this name.") % {"name": student.username})
            return redirect("account")
    return render(request, "quizzes/account.html", {"form": form})


@page("GET", "HEAD")
def own(request: Signed) -> HttpResponse:
    """What is stored about the student, to read."""
    _refuse_staff(request)
    sections = [(section.title, rows) for section, rows in own_data.own_data(request.user, timezone.now())]
    nothing = [title for title, rows in sections if not rows]
    return render(request, "quizzes/own_data.html", {"sections": sections, "nothing": nothing})


@page("GET", "HEAD")
def own_file(request: Signed) -> HttpResponse:
    """What is stored about the student, as a file."""
    _refuse_staff(request)
    found = {section.key: rows for section, rows in own_data.own_data(request.user, timezone.now())}
    reply = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    reply["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return reply


def _refuse_staff(request: Signed) -> None:
    """A teacher's articles, classes and marks are on the pages of the panel."""
    if request.user.is_staff:
        raise Http404
