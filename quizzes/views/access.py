"""Who may open a page: everything but the way in needs a login; what is not yours is found by no view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from quizzes.models import User

P = ParamSpec("P")


class Signed(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


def page(
    *methods: str,
) -> Callable[
    [Callable[Concatenate[Signed, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """A view for people who are logged in, answering these HTTP methods."""

    def decorate(
        view: Callable[Concatenate[Signed, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def signed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            assert isinstance(request.user, User)  # login_required has seen to it.
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return require_http_methods(methods)(login_required(signed))

    return decorate
