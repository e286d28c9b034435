"""Reviewing and building by keyboard in a real browser."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.admin.pages import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_review_by_keyboard(world, open_window):
    article = factories.ArticleFactory(owner=world.alice)
    first = factories.QuestionFactory(article=article, status="draft")
    second = factories.ShortAnswerFactory(article=article, status="draft")
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("article", "review", article.pk))
    page.keyboard.press("j")
    expect(page.locator(f"#card-{first.pk}")).to_be_focused()
    expect(page.locator("mark.current")).to_have_text(factories.KEY_QUOTE)
    page.keyboard.press("a")
    expect(page.get_by_text("1 question is left to review.")).to_be_visible()
    expect(page.locator(f"#card-{second.pk}")).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_text("2 questions are left to review.")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("jaeu?")
    expect(page.locator(f"#card-{first.pk} [name=reason]")).to_have_value("jaeu?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rejected: ")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator("#card-form")).to_be_visible()
    page.get_by_label("Answers that count as right").fill("the engineers find")
    page.get_by_label("Question", exact=True).fill("What did the engineers find?")
    expect(page.locator("#cautions")).to_contain_text("The answer stands in the question itself.")
    page.get_by_label("Shop owners say they will lose customers.").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The question is saved.")).to_be_visible()
    assert second.evidence.count() == 2
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_label("Shortcuts are on").uncheck()
    page.locator("h1").first.click()
    page.keyboard.press("u")
    expect(page.get_by_text("1 question is left to review.")).to_be_visible()
    assert second.evidence.count() == 2
    assert window.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_a_debate_is_edited_on_its_card(world, open_window, script):
    article = factories.ArticleFactory(owner=world.alice)
    factories.QuestionFactory(article=article, status="draft")
    debate = factories.DebateFactory(article=article, status="draft")
    window = open_window(java_script_enabled=script)
    window.enter(world.alice)
    page = window.page
    page.goto(url("article", "review", article.pk))
    page.locator(f"#card-{debate.pk}").get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Position 3").fill("Ask the town.")
    page.get_by_role("group", name="Shop owners say").get_by_label("position 3").check()
    page.get_by_label("Follow-up questions").fill("Who pays?\nWho decides?")
    page.get_by_label("Tension").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Position 3")).to_have_value("Ask the town.")
    page.get_by_label("Tension").fill("Safety against trade.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The question is saved.")).to_be_visible()
    card = page.locator(f"#card-{debate.pk}")
    expect(card.get_by_role("listitem").filter(has_text="Ask the town.")).to_contain_text("Shop owners say")
    debate.refresh_from_db()
    assert debate.brief.follow_ups == ["Who pays?", "Who decides?"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: ")).to_be_visible()
    expect(card).not_to_contain_text("Ask the town.")
    assert window.wrong == []


def test_questions_are_ordered_by_keyboard(world, open_window):
    article = factories.ArticleFactory(owner=world.alice)
    questions = [factories.QuestionFactory(article=article), factories.ShortAnswerFactory(article=article)]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("quiz", "build", quiz.pk))
    up = page.get_by_role("button", name=f"Move up: {questions[1].stem}")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_have_text("Moved to place 1. Save to keep the order.")
    expect(up).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The quiz is saved.")).to_be_visible()
    assert list(quiz.items.values_list("question", flat=True)) == [questions[1].pk, questions[0].pk]
    assert window.wrong == []
