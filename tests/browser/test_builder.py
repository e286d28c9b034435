"""Dragging questions into order, the preview, and the paper as it is printed, in a real browser."""

import re
import unicodedata

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests import factories
from tests.admin.pages import LONG_TEXT, url
from tests.browser.looks import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A4 in CSS pixels, without the margins of Page.pdf below.
PAGE_HEIGHT = 1123 - 2 * 48


@pytest.fixture
def quiz(world):
    """A quiz of a long article, in two sections, with questions of every format."""
    article = factories.ArticleFactory(owner=world.alice, text=LONG_TEXT)
    makes = (
        factories.QuestionFactory,
        factories.TrueFalseFactory,
        factories.ClozeFactory,
        factories.OrderingFactory,
        factories.ShortAnswerFactory,
        factories.DebateFactory,
    )
    questions = [make(article=article) for make in makes * 3]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    quiz.sections.create(first=1, heading="Part one", instructions="Read first.")
    quiz.sections.create(first=7, heading="Part two", instructions="Read again.")
    return quiz


def test_questions_are_dragged_into_order(world, quiz, open_window):
    window = open_window()
    window.enter(world.alice)
    page = window.page
    # So high that nothing must be scrolled while something is dragged.
    page.set_viewport_size({"width": 1366, "height": 1600})
    page.goto(url("quiz", "build", quiz.pk))
    before = list(quiz.items.values_list("question", flat=True))
    moved, onto = (page.locator(f"#item-{pk}") for pk in (before[2], before[0]))
    start, end = moved.locator(".stem").bounding_box(), onto.locator(".stem").bounding_box()
    # As a hand does it: pressed, drawn in steps, let go.
    page.mouse.move(start["x"] + 20, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, start["y"] - 20, steps=5)
    page.mouse.move(end["x"] + 20, end["y"] + 2, steps=10)
    page.mouse.up()
    expect(page.locator("#moved")).to_have_text("Moved to place 1. Save to keep the order.")
    expect(page.locator(".item").first).to_have_id(f"item-{before[2]}")
    assert list(quiz.items.values_list("question", flat=True)) == before
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The quiz is saved.")).to_be_visible()
    after = [before[2], before[0], before[1], *before[3:]]
    assert list(quiz.items.values_list("question", flat=True)) == after
    assert window.wrong == []


def test_a_field_that_is_written_in_is_not_dragged(world, quiz, open_window):
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("quiz", "build", quiz.pk))
    before = [item.get_attribute("id") for item in page.locator(".item").all()]
    points = page.locator(".item input[type=number]").nth(2)
    points.focus()
    box = points.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] - 300, steps=10)
    page.mouse.up()
    assert [item.get_attribute("id") for item in page.locator(".item").all()] == before


def test_the_previews_questions_are_in_their_tab_on_a_phone(world, quiz, open_window):
    window = open_window(width=360)
    window.enter(world.alice)
    page = window.page
    page.goto(url("quiz", "preview", quiz.pk))
    page.get_by_role("tab", name="Questions").click()
    expect(page.get_by_role("heading", name="Part two")).to_be_visible()
    assert wrong(page) == []
    assert window.wrong == []


def test_the_paper_has_no_key_and_each_version_an_order_of_its_own(world, quiz, open_window):
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.emulate_media(media="print")
    orders = {}
    for version in "AB":
        page.goto(url("quiz", "key", quiz.pk, version))
        answers = page.locator("tbody td:nth-of-type(2)").all_inner_texts()
        page.goto(url("quiz", "paper", quiz.pk, version))
        expect(page.locator(".screen-only")).to_be_hidden()
        expect(page.locator("#header")).to_be_hidden()
        printed = page.locator("body").inner_text()
        # What a typed answer should be stands in the key alone; choices stand on both, marked in the key alone.
        assert "Deep cracks" in answers
        for words in ("Deep cracks", "The article does not say so", "read and marked by you", "Right answer"):
            assert words not in printed
        assert page.locator(".printed .key, .printed strong:not(:first-child)").count() == 0
        orders[version] = page.locator(".printed > p:first-child").all_inner_texts()
    stems = [{re.sub(r"^\d+\.\s*", "", text) for text in orders[version]} for version in "AB"]
    assert stems[0] == stems[1]
    assert orders["A"] != orders["B"]
    assert window.wrong == []


def test_no_question_is_cut_by_the_end_of_a_page(world, quiz, open_window, tmp_path):
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("quiz", "paper", quiz.pk, "A"))
    page.emulate_media(media="print")
    blocks = page.locator(".printed")
    assert {blocks.nth(place).evaluate("one => getComputedStyle(one).breakInside") for place in range(18)} == {"avoid"}
    # Else keeping them whole could not be kept.
    assert max(blocks.nth(place).bounding_box()["height"] for place in range(18)) < PAGE_HEIGHT
    file = tmp_path / "paper.pdf"
    file.write_bytes(page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "48px")))
    sheets = texts_of(file)
    assert len(sheets) > 2
    for block in blocks.all():
        lines = [line for line in block.inner_text().splitlines() if line.strip()]
        first, last = squeezed(lines[0]), squeezed(lines[-1])
        held = [sheet for sheet in sheets if first in sheet]
        assert len(held) == 1, first
        assert last in held[0][held[0].index(first) :]


def squeezed(text):
    """The text without white space, of which a PDF has its own, and with ligatures taken apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def texts_of(file):
    """What stands on each sheet of the PDF."""
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(file).pages]
