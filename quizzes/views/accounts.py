"""The way in: joining a class with its code, logging in, changing one's password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quizzes.forms.student import CodeForm, JoinForm, LogInForm, NewPasswordForm
from quizzes.models import User
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
    success_url = reverse_lazy("home")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        messages.success(self.request, gettext_lazy("Your password is changed."))
        return super().form_valid(form)


@page("GET", "HEAD")
def account(request: Signed) -> HttpResponse:
    """The student's own account: nickname, password, and what is stored about them."""
    return render(request, "quizzes/account.html")
