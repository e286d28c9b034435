"""The teacher's pages in a real browser: accessible, and no wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from quizzes import generator
from quizzes.models import GenerationRun
from quizzes.services import attempting, generating
from tests import factories
from tests.admin.pages import url
from tests.browser.test_attempt import RULES
from tests.drafts import made_by_hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(world, monkeypatch):
    """Alice's article with drafts in each format, one of them an order that Bob has answered."""
    monkeypatch.setattr(generator, "generate", made_by_hand)
    article = factories.ArticleFactory(owner=world.alice)
    run = generating.ask_for_questions(article=article, asked_by=world.alice, options=generator.Options())
    generating.generate_questions(run=run)
    ordering = factories.OrderingFactory(article=article)
    item = world.assignment.quiz.items.get()
    item.question = ordering
    item.save()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.save_response(response=attempt.responses.get(), answer={"places": [2, 1, 3, 0]}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    return article


def log_in(page):
    page.goto("/login/")
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()


def wrong(page):
    """The rules of accessibility the page breaks, and whether it is wider than the screen."""
    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in violations], overflow


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 360])
def test_the_pages_of_questions_are_accessible_and_fit(world, article, open_window, width, scheme):
    page = open_window(width=width).page
    page.emulate_media(color_scheme=scheme)
    log_in(page)
    ordering = article.questions.get(format="ordering", status="draft")
    choice = article.questions.get(format="multiple_choice")
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=[])
    for question in (factories.QuestionFactory(article=article), factories.ShortAnswerFactory(article=article)):
        quiz.items.create(question=question, position=quiz.items.count() + 1)
    choice.choices.filter(is_key=False).update(text="All of the above")
    item = world.assignment.quiz.items.get()
    found = {}
    for address in (
        url("article", "change", article.pk),
        url("generationrun", "change", GenerationRun.objects.get().pk),
        url("question", "change", choice.pk),
        url("question", "change", ordering.pk),
        url("article", "review", article.pk),
        url("article", "review", article.pk) + f"?edit={choice.pk}",
        url("article", "review", article.pk) + "?add=ordering",
        url("quiz", "change", quiz.pk),
        url("quiz", "build", quiz.pk),
        url("quiz", "paper", quiz.pk, "A"),
        url("quiz", "key", quiz.pk, "A"),
        url("assignment", "grade_item", world.assignment.pk, item.pk),
    ):
        page.goto(address)
        for details in page.locator(".next details, .bench details, .builder details").all():
            details.evaluate("element => element.open = true")
        found[address] = wrong(page)
    assert found == dict.fromkeys(found, ([], False))


@pytest.mark.parametrize("width", [1366, 360])
def test_a_wrong_wish_is_mended_on_the_page(article, open_window, width):
    page = open_window(width=width).page
    log_in(page)
    page.goto(url("article", "change", article.pk))
    page.get_by_text("Propose more questions").click()
    page.get_by_text("Choose kinds, skills, difficulty or parts of the article").click()
    page.get_by_label("inference").check()
    page.get_by_label("Words to ask about first").fill("bridge, council")
    page.get_by_label("Paragraphs to leave out").fill("2, 9")
    page.get_by_role("button", name="Propose questions").click()
    expect(page.get_by_text("There is no paragraph 9; the article has paragraphs 1 to 3.")).to_be_visible()
    expect(page.get_by_label("inference")).to_be_checked()
    expect(page.get_by_label("Words to ask about first")).to_have_value("bridge, council")
    assert wrong(page) == ([], False)
    page.get_by_label("Paragraphs to leave out").fill("2")
    page.get_by_role("button", name="Propose questions").click()
    expect(page.get_by_text("The article gives nothing new for what you asked.")).to_be_visible()
    asked = GenerationRun.objects.latest("pk").options
    assert (asked["kinds"], asked["focus"], asked["leave_out"]) == (["inference"], ["bridge", "council"], [2])
