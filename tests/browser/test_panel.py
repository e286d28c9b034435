"""Asking the generator for questions in a real browser; test_every_page.py looks at each page of the panel."""

import pytest
from playwright.sync_api import expect

from quizzes import generator
from quizzes.models import GenerationRun
from quizzes.services import generating
from tests import factories
from tests.admin.pages import url
from tests.browser.looks import wrong
from tests.drafts import made_by_hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(world, monkeypatch):
    """Alice's article with drafts."""
    monkeypatch.setattr(generator, "generate", made_by_hand)
    article = factories.ArticleFactory(owner=world.alice)
    run = generating.ask_for_questions(article=article, asked_by=world.alice, options=generator.Options())
    generating.generate_questions(run=run)
    return article


def log_in(page):
    page.goto("/login/")
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_wrong_wish_is_mended_on_the_page(world, article, open_window):
    window = open_window(width=360)
    window.enter(world.alice)
    page = window.page
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
    assert wrong(page) == []
    page.get_by_label("Paragraphs to leave out").fill("2")
    page.get_by_role("button", name="Propose questions").click()
    expect(page.get_by_text("The article gives nothing new for what you asked.")).to_be_visible()
    asked = GenerationRun.objects.latest("pk").options
    assert (asked["kinds"], asked["focus"], asked["leave_out"]) == (["inference"], ["bridge", "council"], [2])


def test_a_waiting_page_says_how_far_the_generator_is(world, open_window):
    article = factories.ArticleFactory(owner=world.alice)
    run = GenerationRun.objects.create(article=article, asked_by=world.alice, options={}, state="running", progress=40)
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("generationrun", "change", run.pk))
    expect(page.get_by_role("progressbar", name="Running")).to_have_js_property("value", 40)
    GenerationRun.objects.filter(pk=run.pk).update(progress=75)
    expect(page.get_by_role("progressbar", name="Running")).to_have_js_property("value", 75)
    GenerationRun.objects.filter(pk=run.pk).update(state="done", report={"made": 9, "kept": 8})
    expect(page.get_by_text("9 questions made, 8 of them new.")).to_be_visible()
    assert window.wrong == []


def test_a_list_says_on_a_phone_what_each_cell_is(world, open_window):
    factories.ArticleFactory(owner=world.alice)
    window = open_window(width=360)
    window.enter(world.alice)
    window.page.goto(url("article", "changelist"))
    said = "cell => getComputedStyle(cell, '::before').content"
    words = window.page.locator("#result_list .field-word_count").first
    assert words.evaluate(said) == '"Words: "'
    window.page.set_viewport_size({"width": 1366, "height": 800})
    assert words.evaluate(said) == "none"
    assert window.wrong == []
