"""How fast the pages and files of results open: `python -m tests.benchmarks.results [--students N] [--assignments N]`.

A database of its own is filled with a class of 200 students who have handed in 40 quizzes of 10 questions, and with one
of 1,000 students who have handed in a quiz of 20. Seconds are CPU time of this process (time.process_time), the best of
several runs, from the request to the last byte, the middleware and the template with it. Beside each stands a baseline
that does the least anybody could do, and the ratio to it, which tells more than seconds do, which are those of this
machine. For a page it reads the rows of points with a raw cursor. For the files of answers it is a script that writes
responses.csv, the same to the byte (a test compares them): one SQL statement that joins the same tables, json.loads of
what was shown, answered and marked, and csv.writer. Where there is PostgreSQL, all is done there too; DATABASE_URL
chooses another database.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests import postgres

if TYPE_CHECKING:
    from quizzes.models import Assignment, Classroom

# Of all answers, right, wrong, left empty.
WEIGHTS = {1.0: 60, 0.0: 35, None: 5}
RAW_POINTS = """
    SELECT r.attempt_id, r.item_id, r.points_possible, r.auto_points, r.teacher_points FROM quizzes_response r
    JOIN quizzes_attempt a ON a.id = r.attempt_id JOIN quizzes_assignment g ON g.id = a.assignment_id
    WHERE {where} = %s
"""
# All that responses.csv tells, of the attempts handed in; with one attempt each, all of them count.
RAW_ANSWERS = """
    SELECT u.first_name, u.last_name, u.username, e.removed_at, a.number, a.started_at, a.submitted_at, i.position,
    i.id, r.shown, q.skill, r.answer, r.marking, r.auto_points, r.teacher_points, r.points_possible, r.saved_at,
    r.feedback
    FROM quizzes_response r JOIN quizzes_attempt a ON a.id = r.attempt_id JOIN quizzes_user u ON u.id = a.student_id
    JOIN quizzes_assignment g ON g.id = a.assignment_id JOIN quizzes_quizitem i ON i.id = r.item_id
    JOIN quizzes_question q ON q.id = i.question_id
    JOIN quizzes_enrollment e ON e.student_id = u.id AND e.classroom_id = g.classroom_id
    WHERE a.assignment_id = %s AND a.state = 'submitted' ORDER BY u.username, a.number, i.position
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one page or file took: seconds of the best run, those of its baseline, its queries and its kilobytes."""

    name: str
    seconds: float
    baseline: float
    queries: int
    kilobytes: float

    @property
    def ratio(self) -> float:
        return self.seconds / max(self.baseline, 1e-9)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill a database of its own, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=200, help="in the class of the gradebook")
    parser.add_argument("--assignments", type=int, default=40, help="of that class")
    parser.add_argument("--large", type=int, default=1000, help="students in the class of the results")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args(arguments)
    # As on a real site: with DEBUG every query is kept, and no template.
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", DEBUG="0")
    import django
    from django.db import connection

    django.setup()
    print(connection.vendor)
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "benchmark.sqlite3")
        connection.creation.create_test_db(verbosity=0)
        try:
            print(table(measure(given.students, given.assignments, given.large, given.repeats)))
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    if "DATABASE_URL" in os.environ:
        return 0
    return on_postgres(sys.argv[1:] if arguments is None else arguments)


def on_postgres(arguments: Sequence[str]) -> int:
    """The same on a PostgreSQL server of our own, in another process; nothing where there is no PostgreSQL."""
    if (folder := postgres.binaries()) is None:
        return 0
    with postgres.server(folder) as address:
        command = [sys.executable, "-m", "tests.benchmarks.results", *arguments]
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


def measure(students: int, assignments: int, large: int, repeats: int) -> list[Figure]:
    """Fill the database and measure every page and file of results."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from quizzes.models import Response
    from tests import factories

    teacher = factories.TeacherFactory()
    client = Client(SERVER_NAME="localhost")
    client.force_login(teacher)
    few = classroom(teacher, students, assignments, questions=10)
    many = classroom(teacher, large, 1, questions=20)
    assignment = many.assignments.get()
    Response.objects.update(saved_at=timezone.now())
    of_class = partial(read_points, RAW_POINTS.format(where="g.classroom_id"), few.pk)
    written = partial(write_points, RAW_POINTS.format(where="g.classroom_id"), few.pk)
    of_one = partial(read_points, RAW_POINTS.format(where="g.id"), assignment.pk)
    answers = partial(write_answers, assignment)
    size = f"{students} x {assignments}"
    export = reverse("admin:quizzes_assignment_export", args=[assignment.pk])
    pages: list[tuple[str, str, Callable[[], object]]] = [
        (f"gradebook, {size}", reverse("admin:quizzes_gradebook", args=[few.pk]), of_class),
        (f"gradebook.csv, {size}", reverse("admin:quizzes_gradebook_export", args=[few.pk]), written),
        (f"results, {large}", reverse("admin:quizzes_assignment_results", args=[assignment.pk]), of_one),
        (f"item analysis, {large}", reverse("admin:quizzes_assignment_analysis", args=[assignment.pk]), of_one),
        (f"results.csv, {large}", export, answers),
        (f"responses.csv, {large}", f"{export}?table=responses", answers),
        (f"responses.xlsx, {large}", f"{export}?table=responses&format=xlsx", answers),
    ]
    return [figure(client, name, address, least, repeats) for name, address, least in pages]


def classroom(teacher: object, students: int, assignments: int, questions: int) -> "Classroom":
    """A class in which every student has handed in every assignment."""
    from tests import factories, results

    random = Random(20261128)
    made = factories.ClassroomFactory(teachers=[teacher])
    pupils = None
    for _number in range(assignments):
        article = factories.ArticleFactory(owner=teacher)
        asked = [factories.QuestionFactory(article=article) for _question in range(questions)]
        quiz = factories.QuizFactory(owner=teacher, article=article, questions=asked)
        assignment: Assignment = factories.AssignmentFactory(classroom=made, quiz=quiz)
        marks = [random.choices(list(WEIGHTS), list(WEIGHTS.values()), k=questions) for _student in range(students)]
        pupils = results.hand_in_all(assignment, marks, pupils)
    return made


def figure(client: object, name: str, address: str, least: Callable[[], object], repeats: int) -> Figure:
    """Open the address, the first time to warm up and count queries, and take the best of the runs after it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        size = len(opened(client, address))
    # Before the next request begins a new log.
    count = len(queries)
    return Figure(name, best(lambda: opened(client, address), repeats), best(least, repeats), count, size / 1000)


def opened(client: object, address: str) -> bytes:
    """Everything the address sends."""
    response = client.get(address)  # type: ignore[attr-defined]
    assert response.status_code == 200, (address, response.status_code)
    return b"".join(response.streaming_content) if response.streaming else response.content


def read_points(sql: str, key: int) -> int:
    """Read the rows of points; how many there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        return len(cursor.fetchall())


def write_points(sql: str, key: int) -> int:
    """Read the rows of points and write them as CSV."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        csv.writer(io.StringIO()).writerows(cursor)
    return 0


def write_answers(assignment: "Assignment") -> str:
    """responses.csv as a script would make it: a raw cursor, json.loads and csv.writer; the same lines to the byte.

    It knows that there is one attempt each and that no cell is a formula, and has the whole file in memory.
    """
    from django.db import connection

    from quizzes.exports.results import RESPONSES

    zone = assignment.classroom.zone
    file = io.StringIO()
    write = csv.writer(file).writerow
    write(RESPONSES)
    with connection.cursor() as cursor:
        cursor.execute(RAW_ANSWERS, [assignment.pk])
        for row in cursor:
            write(_line(row, zone))
    return file.getvalue()


def _line(row: Sequence[Any], zone: ZoneInfo) -> list[object]:
    first, last, username, removed, number, started, submitted, position, item, *rest = row
    shown, skill, answer, marking, auto, teacher, possible, saved, feedback = rest
    shown, answer, marking = json.loads(shown), json.loads(answer), json.loads(marking)
    picked = answer.get("choice")
    text = next((one["text"] for one in shown["choices"] if one["id"] == picked), "") if picked else answer.get("text")
    points = (auto if teacher is None else teacher) if answer or teacher is not None or auto else None
    waits = auto is None and teacher is None
    return [
        f"{first} {last}".strip(),
        username,
        "removed" if removed else "yes",
        number,
        "yes",
        _clock(started, zone),
        _clock(submitted, zone),
        f"q{position}",
        f"i{item}",
        shown["stem"],
        shown["kind"],
        shown["format"],
        skill,
        "to_grade" if waits else "omitted" if points is None else "graded",
        text or None,
        f"c{marking['picks'][picked]}" if picked else None,
        None if points is None else f"{points:.2f}",
        f"{possible:.2f}",
        None if points is None else "rule" if teacher is None else "teacher",
        _clock(saved, zone),
        feedback or None,
        None,
        None,
    ]


def _clock(moment: Any, zone: ZoneInfo) -> str | None:
    if isinstance(moment, str):
        # SQLite has no type for moments; they are stored as text, in UTC.
        moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def best(run: Callable[[], object], repeats: int) -> float:
    """The seconds of the fastest of the runs."""
    seconds = []
    for _time in range(repeats):
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return min(seconds)


def table(figures: Sequence[Figure]) -> str:
    """The figures as aligned text, a line each."""
    lines = [f"{'':<28}{'seconds':>9}{'baseline':>10}{'ratio':>8}{'queries':>9}{'kB':>9}"]
    lines += [
        f"{one.name:<28}{one.seconds:>9.3f}{one.baseline:>10.3f}{one.ratio:>8.1f}{one.queries:>9}{one.kilobytes:>9.0f}"
        for one in figures
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
