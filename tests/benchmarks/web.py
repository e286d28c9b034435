"""How fast students are served: `python -m tests.benchmarks.web [--students N] [--processes N] [--threads N]`.

On SQLite and on a PostgreSQL of its own, one after the other, gunicorn serves the site as the README recommends, with a
real site's settings, over a database that this fills. Three things are measured of each from outside, by clients on the
same machine:

- how many saves a second eight students get answered who save as fast as they can, and how many of a view that only
  reads the session and makes one UPDATE, in turns; the ratio tells more than the rates, which are this machine's;
- how long a save takes when 50 come each second, from the moment it was due;
- how long a start takes when a class of 500 starts within 10 seconds, each over a connection of their own.

The queries of a page are those that the database connection counts, without the bounds of transactions.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPException
from math import ceil
from pathlib import Path
from random import Random
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING, Any

from tests import postgres

if TYPE_CHECKING:
    from quizzes.models import Assignment, Response, User

CLIENTS = 8
ROUNDS = 5
# Saves a second, and the seconds in which a class starts.
SAVES = 50
STARTING = 10
QUESTIONS = 10
SAMPLE = Path(__file__).resolve().parent.parent.parent / "quizzes/samples/school-street.txt"
# At most so many requests of one measurement wait for an answer.
WAITING = 200
BOUNDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

# Line -> the most it may be, or (with a minus) the least, for SQLite and for PostgreSQL.
Target = tuple[float, float]
TARGETS: dict[str, Target] = {
    "autosave to minimal view": (-0.5, -0.65),
    "save at 50/s, p99, ms": (500, 500),
    "save at 50/s, errors": (0, 0),
    "start, p95, ms": (1000, 1000),
    "start, errors": (0, 0),
    "queries: autosave": (4, 4),
    "queries: page of questions": (8, 8),
    "queries: submit": (12, 12),
    "queries: admin list, most": (12, 12),
}
Figures = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure on every database there is and print the figures side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=500, help="who start within ten seconds")
    parser.add_argument("--seconds", type=int, default=3, help="of each round of saves")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="of the web server")
    parser.add_argument("--threads", type=int, default=4, help="of each")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        json.dump(one(given.students, given.seconds, given.processes, given.threads), sys.stdout)
        return 0
    # As on a real site whatever the .env of this folder says, but for HTTPS, which the web server in front speaks.
    environment = {"DEBUG": "0", "REQUIRE_HTTPS": "0", "LOG_LEVEL": "ERROR"}
    options = [f"--{name}={getattr(given, name)}" for name in ("students", "seconds", "processes", "threads")]
    columns = {"SQLite": measured(options, environment)}
    if folder := postgres.binaries():
        with postgres.server(folder, durable=True) as url:
            columns["PostgreSQL"] = measured(options, {**environment, "DATABASE_URL": url})
    else:
        print("PostgreSQL was not found on this machine.")
    print(table(columns))
    return 0


def measured(options: Sequence[str], environment: Mapping[str, str]) -> Figures:
    """The figures of one database, measured in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-web-") as data:
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.web", "--one", *options],
            env={
                **inherited,
                "DATA_DIR": data,
                "DJANGO_SETTINGS_MODULE": "tests.benchmarks.web_settings",
                **environment,
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found: Figures = json.loads(done.stdout)
    return found


def one(students: int, seconds: float, processes: int, threads: int) -> Figures:
    """Fill the database of the settings and measure it."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.DATA_DIR / "benchmark.sqlite3")
    connection.creation.create_test_db(verbosity=0)
    try:
        figures = queries()
        given, pupils = school(students)
        with served(processes, threads) as port:
            figures = saving(port, given, pupils, seconds) | starting(port, given, pupils) | figures
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return figures


@contextmanager
def served(processes: int, threads: int) -> Iterator[int]:
    """The site as the README recommends to serve it, over the database of this process; gives its port."""
    from tests.web.site import HOST, database_url

    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--config=python:quizsite.gunicorn", f"--bind={HOST}:{port}"),
            *(f"--workers={processes}", f"--threads={threads}", "--log-level=error"),
        ],
        env={**os.environ, "DATABASE_URL": database_url()},
    )
    try:
        while True:
            with suppress(ConnectionRefusedError), socket.create_connection((HOST, port)):
                break
            assert server.poll() is None, "gunicorn did not start: what it said stands above"
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def school(students: int) -> "tuple[Assignment, list[User]]":
    """An assignment of ten questions in five formats on an article of usual length, and a class that has not begun."""
    from tests import factories, results

    article = factories.ArticleFactory(text=f"{factories.TEXT}\n\n{SAMPLE.read_text(encoding='utf-8').strip()}")
    kinds = (
        factories.QuestionFactory,
        factories.TrueFalseFactory,
        factories.ClozeFactory,
        factories.ShortAnswerFactory,
        factories.OrderingFactory,
    )
    asked = [kinds[number % len(kinds)](article=article) for number in range(QUESTIONS)]
    given: Assignment = factories.AssignmentFactory(quiz=factories.QuizFactory(article=article, questions=asked))
    return given, results.join(given, students + max(CLIENTS, SAVES))


def saving(port: int, given: "Assignment", pupils: "list[User]", seconds: float) -> Figures:
    """The rates of saves and of the minimal view in turns, and how long saves take that come evenly."""
    from quizzes.models import Format
    from quizzes.services import attempting
    from tests.web.visitor import Visitor

    savers = [pupils.pop() for _saver in range(max(CLIENTS, SAVES))]
    responses: list[Response] = [
        next(
            response
            for response in attempting.start_attempt(assignment=given, student=saver).responses.all()
            if response.shown["format"] == Format.SHORT_ANSWER
        )
        for saver in savers
    ]
    numbers = iter(range(1, 10**9))
    with ExitStack() as stack:
        visitors = [stack.enter_context(Visitor(port, saver)) for saver in savers]

        def save(number: int) -> int:
            sequence = next(numbers)
            return visitors[number].save(responses[number], {"text": f"An answer, {sequence}"}, sequence).status

        def least(number: int) -> int:
            sequence = next(numbers)
            sent = {"answer": {"text": f"An answer, {sequence}"}, "sequence": sequence}
            return visitors[number].send(f"/minimal/{responses[number].pk}/", sent).status

        # A page sends its saves one after the other; what has to wait for that is late all the same.
        turns = [Lock() for _saver in savers]

        def saved(number: int) -> float | None:
            with turns[number % SAVES]:
                return time.monotonic() if save(number % SAVES) == 200 else None

        rates: list[tuple[float, float]] = []
        # The first round warms up.
        for _round in range(ROUNDS + 1):
            rates.append((rate(save, seconds), rate(least, seconds)))
        del rates[0]
        even = [number / SAVES for number in range(int(SAVES * seconds * 3))]
        took, errors = latencies(even, saved)
    return {
        "autosave, a second": median(ours for ours, _least in rates),
        "minimal view, a second": median(least for _ours, least in rates),
        "autosave to minimal view": median(ours / least for ours, least in rates),
        "save at 50/s, p50, ms": percentile(took, 50) * 1000,
        "save at 50/s, p99, ms": percentile(took, 99) * 1000,
        "save at 50/s, errors": errors,
    }


def rate(ask: Callable[[int], int], seconds: float) -> float:
    """How many answers a second so many clients get who ask again as soon as they are answered."""
    until = time.monotonic() + seconds

    def keep_asking(number: int) -> int:
        answered = 0
        while time.monotonic() < until:
            assert (status := ask(number)) == 200, status
            answered += 1
        return answered

    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as threads:
        return sum(threads.map(keep_asking, range(CLIENTS))) / (time.monotonic() - started)


def starting(port: int, given: "Assignment", pupils: "list[User]") -> Figures:
    """How long a start takes, and the page of questions after it, when a class starts within some seconds."""
    from tests.web.visitor import Visitor

    random = Random(20261128)
    visitors = [Visitor(port, pupil) for pupil in pupils]
    pages: list[float] = []

    def start(number: int) -> float | None:
        with visitors[number] as visitor:
            begun = visitor.post(f"/assignments/{given.pk}/")
            answered = time.monotonic()
            if begun.status != 302 or not begun.location.startswith("/attempts/"):
                return None
            if visitor.get(begun.location).status != 200:
                return None
            pages.append(time.monotonic() - answered)
            return answered

    took, errors = latencies(sorted(random.random() * STARTING for _pupil in pupils), start)
    return {
        "start, p50, ms": percentile(took, 50) * 1000,
        "start, p95, ms": percentile(took, 95) * 1000,
        "page after it, p95, ms": percentile(pages, 95) * 1000,
        "start, errors": errors,
    }


def latencies(due: Sequence[float], act: Callable[[int], float | None]) -> tuple[list[float], int]:
    """Act at each of these seconds from now; the seconds from then to each answer, and how many got none.

    `act` gives the moment of its answer, None for an error. What is late because others wait counts as waiting too.
    """
    begun = time.monotonic() + 0.5

    def alone(number: int) -> float | None:
        time.sleep(max(0, begun + due[number] - time.monotonic()))
        try:
            answered = act(number)
        except (OSError, HTTPException):
            return None
        return None if answered is None else answered - begun - due[number]

    with ThreadPoolExecutor(WAITING) as threads:
        answers = list(threads.map(alone, range(len(due))))
    took = [seconds for seconds in answers if seconds is not None]
    return took, len(answers) - len(took)


def percentile(values: Sequence[float], share: float) -> float:
    """The least of the values that so many per cent of them do not exceed; 0 of none.

    >>> percentile([4, 1, 3, 2], 50), percentile([1, 2, 3, 4], 99)
    (2, 4)
    """
    return sorted(values)[ceil(len(values) * share / 100) - 1] if values else 0


def queries(students: int = 30) -> Figures:
    """How many queries the pages of a student and the lists of the panel take, with so many students in the class."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from quizzes.admin.site import panel
    from quizzes.models import Attempt
    from tests import factories

    from .results import classroom

    def count(client: Client, method: str, path: str, *sent: Any, **how: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            status = getattr(client, method)(path, *sent, **how).status_code
        assert status in (200, 302), (path, status)
        return sum(not query["sql"].startswith(BOUNDS) for query in captured.captured_queries)

    given, (pupil, *_others) = school(0)
    client = Client(SERVER_NAME="localhost")
    client.force_login(pupil)
    start = f"/assignments/{given.pk}/"
    # What a process keeps after its first request is not counted.
    client.get(start)
    found = {"assignment": count(client, "get", start), "start": count(client, "post", start)}
    attempt = Attempt.objects.get(student=pupil)
    response = next(one for one in attempt.responses.all() if not one.shown["choices"])
    path = f"/attempts/{attempt.pk}/"
    save = {"answer": {"text": "An answer"}, "sequence": 1}
    found["autosave"] = count(
        client, "post", f"{path}responses/{response.pk}/", json.dumps(save), content_type="application/json"
    )
    found["page of questions"] = count(client, "get", path)
    found["submit"] = count(client, "post", f"{path}hand-in/")
    found["results"] = count(client, "get", f"{path}results/")

    teacher = factories.TeacherFactory()
    classroom(teacher, students, assignments=3, questions=QUESTIONS)
    client.force_login(teacher)
    lists = [
        count(client, "get", f"/admin/{model._meta.app_label}/{model._meta.model_name}/")
        for model in panel._registry
        if teacher.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
    ]
    found["admin list, most"] = max(lists)
    found["admin list, least"] = min(lists)
    return {f"queries: {page}": number for page, number in found.items()}


def table(columns: Mapping[str, Figures]) -> str:
    """The figures of the databases side by side with their targets, a line each; what misses its target says so."""
    lines = [f"{'':<30}" + "".join(f"{name:>12}" for name in columns) + "  target"]
    for line in next(iter(columns.values())):
        values = [figures[line] for figures in columns.values()]
        targets = TARGETS.get(line, ())
        missed = [name for name, value, target in zip(columns, values, targets, strict=False) if not met(value, target)]
        lines.append(
            f"{line:<30}"
            + "".join(f"{shown(value):>12}" for value in values)
            + f"  {', '.join(dict.fromkeys(words(target) for target in targets))}"
            + (f"  missed: {', '.join(missed)}" if missed else "")
        )
    return "\n".join(line.rstrip() for line in lines)


def met(value: float, target: float) -> bool:
    """Whether the value is within its target: at most that, or at least what stands there with a minus."""
    return value >= -target if target < 0 else value <= target


def words(target: float) -> str:
    return f"at least {-target:g}" if target < 0 else f"at most {target:g}"


def shown(value: float) -> str:
    """A figure in three digits.

    >>> shown(4), shown(0.6172), shown(153.2)
    ('4', '0.617', '153')
    """
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
