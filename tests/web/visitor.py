"""A student's browser, as little of it as the site needs: cookies, the token of the forms, one connection kept open."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from importlib import import_module
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from quizzes.models import Response, User

from .site import HOST

TOKEN = "a" * 32
# What differs from one opening of a page to the next without meaning anything.
_TOKENS = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answered. `raw` is every byte of it, the headers before the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def location(self) -> str:
        return next((value for name, value in self.headers if name == "Location"), "")

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> bytes:
        """The body without the tokens of its forms, to compare."""
        return _TOKENS.sub(b"", self.body)

    @property
    def raw(self) -> bytes:
        return "".join(f"{name}: {value}\r\n" for name, value in self.headers).encode() + b"\r\n" + self.body


class Visitor:
    """Somebody at the site, logged in from the start if a user is given; a context manager."""

    def __init__(self, port: int, user: User | None = None) -> None:
        self.cookies = {settings.CSRF_COOKIE_NAME: TOKEN}
        if user:
            self.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **headers: str) -> Reply:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(data or {}, doseq=True).encode(), kind | headers)

    def save(self, response: Response, answer: Mapping[str, Any], sequence: int, **headers: str) -> Reply:
        """Save an answer as the page does while the student types."""
        path = f"/attempts/{response.attempt_id}/responses/{response.pk}/"
        return self.send(path, {"answer": answer, "sequence": sequence}, **headers)

    def send(self, path: str, sent: Mapping[str, Any], **headers: str) -> Reply:
        """Send JSON."""
        return self._ask("POST", path, json.dumps(sent).encode(), {"Content-Type": "application/json"} | headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        """Ask once. Raises OSError or HTTPException when the process that was asked is gone; ask again then."""
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"X-CSRFToken": self.cookies[settings.CSRF_COOKIE_NAME]} if method == "POST" else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        try:
            self._connection.request(method, path, body, sent)
            answer = self._connection.getresponse()
            reply = Reply(answer.status, tuple(answer.getheaders()), answer.read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        for name, value in reply.headers:
            if name == "Set-Cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return reply


def session_of(user: User) -> str:
    """The key of a new session in which the user is logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    key: str = session.session_key
    return key
