"""Many starts, saves and submits at the same moment, and that these tests see it when a guard is missing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from quizzes.models import Assignment, Attempt, Response
from quizzes.services import attempting
from quizzes.services.grading import automatic_points
from tests import factories

from .conftest import together
from .site import Site
from .visitor import Reply, Visitor

STARTS = 50
# Submits and saves, in turn.
ENDINGS = 20
# Seconds between looking and writing: what can come in between does.
PAUSE = "0.1"


@pytest.fixture
def assignment(transactional_db: None) -> Assignment:
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(article=article, questions=[factories.ClozeFactory(article=article)])
    return factories.AssignmentFactory(quiz=quiz)


@contextmanager
def visitors(site: Site, assignment: Assignment, count: int) -> Iterator[list[Visitor]]:
    """So many windows of one student of the class, each connected already."""
    student = factories.EnrollmentFactory(classroom=assignment.classroom).student
    with ExitStack() as stack:
        opened = [stack.enter_context(Visitor(site.port, student)) for _window in range(count)]
        together(count, lambda number: opened[number].get("/login/"))
        yield opened


def start(site: Site, assignment: Assignment) -> list[Reply]:
    with visitors(site, assignment, STARTS) as windows:
        return together(STARTS, lambda number: windows[number].post(f"/assignments/{assignment.pk}/"))


def wrong_with_starts(replies: list[Reply]) -> list[str]:
    """What is not as it should be after simultaneous starts with one attempt allowed."""
    made = list(Attempt.objects.values_list("pk", flat=True))
    errors = sum(reply.status >= 500 for reply in replies)
    elsewhere = sum((reply.status, reply.location) != (302, f"/attempts/{made[0]}/") for reply in replies)
    return [
        *([f"{len(made)} attempts"] if len(made) != 1 else []),
        *([f"{errors} server errors"] if errors else []),
        *([f"{elsewhere} not led to the first attempt"] if elsewhere else []),
    ]


def test_fifty_starts_make_one_attempt(site: Site, assignment: Assignment, figure: Callable[[str], None]) -> None:
    site.start(TESTS_PAUSE=PAUSE)
    replies = start(site, assignment)
    wrong = wrong_with_starts(replies)
    figure(f"{STARTS} simultaneous starts, one attempt allowed: {', '.join(wrong) or '1 attempt, all led to it'}")
    assert wrong == [], "look at the constraints of Attempt and at start_attempt"


@pytest.fixture
def unconstrained(transactional_db: None) -> Iterator[None]:
    """The table of attempts without the constraints that keep a second one from being made."""
    every = Attempt._meta.constraints
    once = [one for one in every if one.name in ("attempt_one_in_progress", "attempt_number_once")]
    # In this order: the one with a condition is an index of its own in SQLite; for the other SQLite makes the table
    # anew as the model says, with that index.
    once.sort(key=lambda constraint: constraint.name, reverse=True)
    Attempt._meta.constraints = [one for one in every if one not in once]
    for constraint in once:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Attempt, constraint)
    yield
    Response.objects.all().delete()
    Attempt.objects.all().delete()
    Attempt._meta.constraints = every
    for constraint in once:
        with connection.schema_editor() as editor:
            editor.add_constraint(Attempt, constraint)


def test_without_constraint_and_lock_starts_go_wrong(
    site: Site, unconstrained: None, assignment: Assignment, figure: Callable[[str], None]
) -> None:
    site.start(TESTS_PAUSE=PAUSE, TESTS_WITHOUT="locks,transactions")
    replies = start(site, assignment)
    wrong = wrong_with_starts(replies)
    figure(f"{STARTS} simultaneous starts without constraints and locks: {', '.join(wrong) or 'nothing goes wrong'}")
    assert wrong and Attempt.objects.count() > 1


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of simultaneous submits and saves of one attempt of one question."""

    # The number of the save that was marked, once for each marking.
    marked: list[int]
    # The number of the save that is stored, and the last that was acknowledged.
    stored: int
    acknowledged: int
    points_fit: bool
    errors: int
    pages: int

    @property
    def wrong(self) -> list[str]:
        return [
            *([f"{len(self.marked)} gradings"] if len(self.marked) != 1 else []),
            *(
                [f"save {self.acknowledged} was acknowledged, {self.stored} is stored, {self.marked} was marked"]
                if {self.acknowledged, self.stored} != set(self.marked)
                else []
            ),
            *([] if self.points_fit else ["the points are those of another answer"]),
            *([f"{self.errors} server errors"] if self.errors else []),
            *([f"{self.pages} different pages of results"] if self.pages != 1 else []),
        ]


def submit_and_save(site: Site, assignment: Assignment, marked: Path) -> Ending:
    """Submit from half of a student's windows while the other half saves right and wrong answers."""
    with visitors(site, assignment, ENDINGS) as windows:
        student = assignment.classroom.enrollments.get().student
        response = attempting.start_attempt(assignment=assignment, student=student).responses.get()
        path = f"/attempts/{response.attempt_id}"

        def act(number: int) -> Reply:
            if number % 2:
                return windows[number].post(f"{path}/hand-in/")
            return windows[number].save(response, {"text": "42" if number % 4 else "cracks"}, number + 1)

        replies = together(ENDINGS, act)
        pages = together(ENDINGS, lambda number: windows[number].get(f"{path}/results/"))
    response.refresh_from_db()
    return Ending(
        marked=[int(line.split()[1]) for line in marked.read_text("ascii").splitlines()],
        stored=response.sequence,
        acknowledged=max(
            (number + 1 for number, reply in enumerate(replies) if not number % 2 and reply.status == 200), default=0
        ),
        points_fit=response.auto_points == automatic_points(response),
        errors=sum(reply.status >= 500 for reply in [*replies, *pages]),
        pages=len({(page.status, page.page) for page in pages}),
    )


def test_submits_and_saves_at_once_are_graded_once(
    site: Site, assignment: Assignment, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    marked = tmp_path / "marked"
    site.start(TESTS_PAUSE=PAUSE, TESTS_MARKED=str(marked))
    wrong = submit_and_save(site, assignment, marked).wrong
    figure(f"{ENDINGS} simultaneous submits and saves: {', '.join(wrong) or '1 grading, one page of results for all'}")
    assert wrong == [], "look at _submit and save_response"


def test_without_the_condition_submits_and_saves_go_wrong(
    site: Site, assignment: Assignment, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    marked = tmp_path / "marked"
    site.start(TESTS_PAUSE=PAUSE, TESTS_MARKED=str(marked), TESTS_WITHOUT="conditions")
    wrong = submit_and_save(site, assignment, marked).wrong
    figure(
        f"{ENDINGS} simultaneous submits and saves without the condition of their updates: "
        f"{', '.join(wrong) or 'nothing goes wrong'}"
    )
    assert any(words.endswith("gradings") for words in wrong)
