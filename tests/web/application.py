"""The product's WSGI application as these tests serve it: its clock can be set, its guards can be taken out.

Nothing here is known to the product. The environment of a web process says what is changed in it:

- TESTS_WITHOUT: guards that are switched off, for the negative controls, parted by commas: `conditions` (that an
  attempt must still be in progress to be changed), `locks` (SELECT ... FOR UPDATE), `transactions` (of a start or
  save), `waiting` (for the write before a save is acknowledged).
- TESTS_PAUSE: seconds to wait between looking and writing, so that what can come in between does.
- TESTS_MARKED: a file that gets a line for each response marked: its key and the sequence number that was marked.

A request with the header X-Test-Clock is answered as if it were that moment (ISO 8601).
"""

import os
import threading
import time
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from functools import wraps
from types import SimpleNamespace
from typing import Any

import time_machine
from django.core.wsgi import get_wsgi_application

product = get_wsgi_application()

from django.db.models import QuerySet  # noqa: E402  (Django must be set up first)

from quizzes.models import Attempt  # noqa: E402
from quizzes.queries.rules import Rules  # noqa: E402
from quizzes.services import attempting, grading  # noqa: E402


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The product's answer, at the moment the request names."""
    moment = environ.get("HTTP_X_TEST_CLOCK")
    if moment is None:
        return product(environ, start_response)
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        return list(product(environ, start_response))


def prepare() -> None:
    """Change this process as its environment says."""
    pause, marked = float(os.environ.get("TESTS_PAUSE", "0")), os.environ.get("TESTS_MARKED")
    if pause:
        wait_before_starting(pause)
    if marked:
        watch_marking(marked, pause)
    for guard in filter(None, os.environ.get("TESTS_WITHOUT", "").split(",")):
        GUARDS[guard]()


def wait_before_starting(pause: float) -> None:
    """Wait after the rules were asked and before an attempt is made."""
    asked = Rules.bar

    @wraps(asked)
    def bar(self: Rules, **known: Any) -> Any:
        answer = asked(self, **known)
        time.sleep(pause)
        return answer

    Rules.bar = bar  # type: ignore[method-assign]


def watch_marking(path: str, pause: float) -> None:
    """Write down what is marked, and wait before the points are stored."""
    marked = grading.automatic_points

    @wraps(marked)
    def automatic_points(response: Any) -> Any:
        points = marked(response)
        with open(path, "a", encoding="ascii") as file:
            file.write(f"{response.pk} {response.sequence}\n")
        time.sleep(pause)
        return points

    grading.automatic_points = automatic_points


def take_out_conditions() -> None:
    """Change attempts whatever their state."""
    conditional = QuerySet.filter

    @wraps(conditional)
    def filtered(self: Any, *conditions: Any, **fields: Any) -> Any:
        if self.model is Attempt:
            fields.pop("state", None)
        return conditional(self, *conditions, **fields)

    QuerySet.filter = filtered  # type: ignore[method-assign]


def take_out_locks() -> None:
    """Read rows without locking them."""
    QuerySet.select_for_update = lambda self, **_how: self.all()  # type: ignore[method-assign]


def take_out_transactions() -> None:
    """Let each statement of a start or a save stand alone."""
    attempting.transaction = SimpleNamespace(atomic=lambda **_how: nullcontext())  # type: ignore[assignment, attr-defined]


def take_out_waiting() -> None:
    """Acknowledge a save at once and write it a moment later."""
    write = attempting.save_response

    def later(**save: Any) -> attempting.Save:
        threading.Timer(0.3, write, kwargs=save).start()
        return attempting.Save.SAVED

    attempting.save_response = later


GUARDS = {
    "conditions": take_out_conditions,
    "locks": take_out_locks,
    "transactions": take_out_transactions,
    "waiting": take_out_waiting,
}
