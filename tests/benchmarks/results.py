"""How fast the pages and files of results open: `python -m tests.benchmarks.results [--students N] [--assignments N]`.

A database of its own is filled with a class of 200 students who have handed in 40 quizzes of 10 questions, and with one
of 1,000 students who have handed in a quiz of 20. Seconds are CPU time of this process (time.process_time), the best of
several runs, from the request to the last byte, the middleware and the template with it. Beside each stands a baseline
that does the least anybody could do: read the same rows with a raw cursor, and for a file write them with csv.writer;
the ratio to it tells more than seconds do, which are those of this machine. DATABASE_URL chooses another database.
"""

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import Assignment, Classroom

# Of all answers, right, wrong, left empty.
WEIGHTS = {1.0: 60, 0.0: 35, None: 5}
RAW_POINTS = """
    SELECT r.attempt_id, r.item_id, r.points_possible, r.auto_points, r.teacher_points FROM quizzes_response r
    JOIN quizzes_attempt a ON a.id = r.attempt_id JOIN quizzes_assignment g ON g.id = a.assignment_id
    WHERE {where} = %s
"""
RAW_ANSWERS = """
    SELECT u.username, a.number, a.started_at, a.submitted_at, i.position, r.shown, r.answer, r.marking, r.auto_points,
    r.points_possible, r.saved_at FROM quizzes_response r JOIN quizzes_attempt a ON a.id = r.attempt_id
    JOIN quizzes_user u ON u.id = a.student_id JOIN quizzes_quizitem i ON i.id = r.item_id
    WHERE a.assignment_id = %s ORDER BY u.username, a.number, i.position
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
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "benchmark.sqlite3")
        connection.creation.create_test_db(verbosity=0)
        try:
            print(table(measure(given.students, given.assignments, given.large, given.repeats)))
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return 0


def measure(students: int, assignments: int, large: int, repeats: int) -> list[Figure]:
    """Fill the database and measure every page and file of results."""
    from django.test import Client
    from django.urls import reverse

    from tests import factories

    teacher = factories.TeacherFactory()
    client = Client(SERVER_NAME="localhost")
    client.force_login(teacher)
    few = classroom(teacher, students, assignments, questions=10)
    many = classroom(teacher, large, 1, questions=20)
    assignment = many.assignments.get()
    of_class = RAW_POINTS.format(where="g.classroom_id"), few.pk
    of_one = RAW_POINTS.format(where="g.id"), assignment.pk
    answers = RAW_ANSWERS, assignment.pk
    size = f"{students} x {assignments}"
    export = reverse("admin:quizzes_assignment_export", args=[assignment.pk])
    pages = [
        (f"gradebook, {size}", reverse("admin:quizzes_gradebook", args=[few.pk]), of_class, False),
        (f"gradebook.csv, {size}", reverse("admin:quizzes_gradebook_export", args=[few.pk]), of_class, True),
        (f"results, {large}", reverse("admin:quizzes_assignment_results", args=[assignment.pk]), of_one, False),
        (f"item analysis, {large}", reverse("admin:quizzes_assignment_analysis", args=[assignment.pk]), of_one, False),
        (f"results.csv, {large}", export, answers, True),
        (f"responses.csv, {large}", f"{export}?table=responses", answers, True),
        (f"responses.xlsx, {large}", f"{export}?table=responses&format=xlsx", answers, True),
    ]
    return [
        figure(client, name, address, partial(baseline, *raw, as_file), repeats)
        for name, address, raw, as_file in pages
    ]


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


def baseline(sql: str, key: int, as_file: bool) -> int:
    """Read the rows, and write them as CSV if asked to; how many there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        rows = cursor.fetchall()
    if as_file:
        csv.writer(io.StringIO()).writerows(rows)
    return len(rows)


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
