"""A student with a running attempt at one question of each format, and the way in, for the browser tests."""

from playwright.sync_api import Page, expect

from quizzes.models import Attempt, GlossaryNote
from quizzes.services import attempting
from tests import factories

FORMATS = (
    factories.ShortAnswerFactory,
    factories.QuestionFactory,
    factories.TrueFalseFactory,
    factories.ClozeFactory,
    factories.DebateFactory,
    factories.OrderingFactory,
)


def begun(**rules: object) -> Attempt:
    """A running attempt of student "otter"; a word of its article is explained. `rules` are the assignment's."""
    article = factories.ArticleFactory()
    GlossaryNote.objects.create(article=article, phrase="supports", note="The parts that hold the bridge up.")
    quiz = factories.QuizFactory(article=article, questions=[kind(article=article) for kind in FORMATS])
    assignment = factories.AssignmentFactory(quiz=quiz, **rules)
    student = factories.UserFactory(username="otter")
    factories.EnrollmentFactory(classroom=assignment.classroom, student=student)
    return attempting.start_attempt(assignment=assignment, student=student)


def log_in(page: Page) -> None:
    """Log "otter" in, in whatever language the page is."""
    page.goto("/login/")
    page.locator("[name=username]").fill("Otter")
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("[type=submit][name=go]").click()
    expect(page.locator("[data-logout]")).to_have_count(1)


def wait_until_sent(page: Page) -> None:
    """Wait until the device keeps nothing; `wait_for_function` needs eval, which the pages forbid, to look again."""
    for _ in range(200):
        if not page.evaluate("Object.keys(localStorage).length"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"still kept on the device: {page.evaluate('JSON.stringify(localStorage)')}")
