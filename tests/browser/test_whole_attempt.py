"""One whole attempt, from logging in to the receipt: with the keyboard alone, and as a screen reader meets it."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.queries.receipts import receipt_code
from quizzes.services import attempting
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 120


@pytest.fixture
def assignment():
    """A quiz of a typed, a chosen and an ordering question for student "otter", who has not begun."""
    article = factories.ArticleFactory()
    kinds = (factories.ShortAnswerFactory, factories.QuestionFactory, factories.OrderingFactory)
    stems = ("What did engineers find?", "Why was it closed?", "In which order?")
    questions = [kind(article=article, stem=stem) for kind, stem in zip(kinds, stems, strict=True)]
    quiz = factories.QuizFactory(article=article, questions=questions)
    given = factories.AssignmentFactory(quiz=quiz, cite_evidence=True, release="by_hand", shuffle_choices=False)
    factories.EnrollmentFactory(classroom=given.classroom, student=factories.UserFactory(username="otter"))
    return given


class Keyboard:
    """Somebody who has no mouse: goes from control to control with Tab and acts with the keys."""

    def __init__(self, page):
        self.page = page

    def reach(self, role, name):
        """Press Tab until the control of that role and name has the focus, which has to be seen."""
        wanted = self.page.get_by_role(role, name=name, exact=isinstance(name, str))
        for _time in range(MOST_TABS):
            if wanted.evaluate_all("found => found.includes(document.activeElement)"):
                seen = self.page.evaluate(
                    "(([style, box]) => style.outlineStyle !== 'none' && box.width > 0)"
                    "([getComputedStyle(document.activeElement), document.activeElement.getBoundingClientRect()])"
                    " || document.activeElement.matches('input, textarea, select')"
                )
                assert seen, f"the focus on {name} is not seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{role} “{name}” is not reached with Tab")

    def press(self, role, name, key="Enter"):
        self.reach(role, name)
        self.page.keyboard.press(key)

    def type(self, role, name, text):
        self.reach(role, name)
        self.page.keyboard.type(text)


@pytest.mark.parametrize("width", [1366, 360])
def test_the_keyboard_alone_is_enough(assignment, open_window, width):
    window = open_window(width=width, reduced_motion="reduce")
    page = window.page
    keys = Keyboard(page)
    page.goto("/login/")
    keys.type("textbox", "Nickname*", "otter")
    keys.type("textbox", "Password*", factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your work")).to_be_visible()
    keys.press("link", re.compile("^Start ?: Bridge quiz$"))
    expect(page.get_by_role("heading", name="Bridge quiz")).to_be_visible()
    keys.press("button", "Start")
    expect(page.get_by_role("heading", name="Old bridge closes to cars")).to_be_visible()
    attempt = assignment.attempts.get()

    # A sentence is highlighted by its number, and the note is kept.
    article = page.locator("#article")
    for summary in ("Reading help", "Highlights and notes"):
        article.locator("summary", has_text=summary).first.focus()
        page.keyboard.press("Enter")
    keys.reach("combobox", "Sentence")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    keys.type("textbox", "Note (can stay empty)", "Look here")
    keys.press("button", "Highlight")
    expect(page.locator("#reading-said")).to_have_text("Highlighted.")
    assert [(one.quote, one.note) for one in attempt.student.highlights.all()] == [(factories.KEY_QUOTE, "Look here")]

    if width == 360:
        page.get_by_role("tab", name="Article").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name="Questions")).to_be_focused()
    keys.type("textbox", "1. What did engineers find?", "Deep cracks")
    page.locator("#question-1 .cite summary").focus()
    page.keyboard.press("Enter")
    keys.press("checkbox", factories.KEY_QUOTE, "Space")
    keys.press("radio", "Its supports were cracked.", "Space")
    keys.press("checkbox", re.compile("Come back.*question 2"), "Space")
    first = page.locator("#question-3 .events label").first.inner_text()
    keys.press("button", f"Later: {first} (–)")
    expect(page.get_by_role("button", name=f"Later: {first} (2nd)")).to_be_focused()
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(page.locator("#progress")).to_have_text("3 of 3 answered")
    keys.press("button", "Hand in")
    expect(page.get_by_text("You wanted to come back to:")).to_be_visible()
    keys.press("button", "Hand in now")
    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()
    attempt.refresh_from_db()
    one, two, three = attempt.responses.all()
    assert one.answer == {"text": "Deep cracks"}
    assert one.cited == [[82, 156]]
    assert (two.answer["choice"], two.flagged) == (two.marking["key"], True)
    assert sorted(three.answer["places"]) == [1, 2, 3, 4]
    assert window.wrong == []


def test_a_screen_reader_meets_names_roles_and_states_in_order(assignment, open_window):
    page = open_window().page
    page.goto("/login/")
    expect(page.locator("body")).to_match_aria_snapshot("""
      - link "Skip to the page"
      - banner:
        - link "Classroom"
        - navigation "Your account":
          - link "Join a class"
          - link "Log in"
      - main:
        - heading "Log in" [level=1]
        - textbox "Nickname*"
        - textbox "Password*"
        - button "Log in"
    """)
    page.get_by_role("textbox", name="Nickname").fill("otter")
    page.get_by_role("textbox", name="Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("main")).to_match_aria_snapshot("""
      - main:
        - heading "Your work" [level=1]
        - list:
          - listitem:
            - heading "Bridge quiz" [level=2]:
              - link "Bridge quiz"
            - link /Start.*Bridge quiz/
    """)
    page.get_by_role("link", name=re.compile("^Start")).click()
    expect(page.locator("main")).to_match_aria_snapshot("""
      - main:
        - heading "Bridge quiz" [level=1]
        - term: Article
        - definition: /Old bridge closes to cars/
        - term: Time limit
        - definition: None
        - button "Start"
    """)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("main")).to_match_aria_snapshot("""
      - main:
        - heading "Bridge quiz" [level=1]
        - region "Old bridge closes to cars":
          - article:
            - heading "Old bridge closes to cars" [level=2]
            - group: Reading help
            - paragraph: /Paragraph 1.*The town council/
            - paragraph: /Paragraph 2.*Shop owners/
            - paragraph: /Paragraph 3.*The repairs/
        - region "Questions":
          - heading "Questions" [level=2]
          - group: 0 of 3 answered
          - list:
            - listitem "Question 1 of 3":
              - textbox "1. What did engineers find?"
              - group: /Which sentence proves your answer.*none chosen/
              - checkbox /Come back.*question 1/
            - listitem "Question 2 of 3":
              - group "2. Why was it closed?":
                - radio "Its supports were cracked."
                - radio "Shops lost customers."
                - radio "It was too narrow."
              - checkbox /Come back.*question 2/
            - listitem "Question 3 of 3":
              - group /3\\. In which order/
              - checkbox /Come back.*question 3/
          - status
          - button "Save"
          - button "Hand in"
    """)
    page.get_by_role("textbox", name="1. What did engineers find?").fill("Deep cracks")
    page.get_by_role("radio", name="Its supports were cracked.").check()
    page.get_by_role("checkbox", name=re.compile("Come back.*question 3")).check()
    page.locator("#question-1 .cite summary").click()
    page.get_by_role("checkbox", name=factories.KEY_QUOTE).first.check()
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(page.locator("#questions")).to_match_aria_snapshot("""
      - region "Questions":
        - group: 2 of 3 answered
        - list:
          - listitem "Question 1 of 3":
            - textbox "1. What did engineers find?": Deep cracks
            - group:
              - group "Sentences of the article":
                - group "Paragraph 1":
                  - checkbox /The town council/
                  - checkbox /Engineers found/ [checked]
          - listitem "Question 2 of 3":
            - group "2. Why was it closed?":
              - radio "Its supports were cracked." [checked]
          - listitem "Question 3 of 3":
            - checkbox /Come back.*question 3/ [checked]
        - status: Saved
    """)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main")).to_match_aria_snapshot("""
      - main:
        - heading "Hand in “Bridge quiz”?" [level=1]
        - paragraph: "/1 of 3 questions is not answered yet:/"
        - list:
          - listitem:
            - link "3. In which order?"
        - paragraph: "You wanted to come back to:"
        - list:
          - listitem:
            - link "3. In which order?"
        - link "Back"
        - button "Hand in now"
    """)
    page.get_by_role("button", name="Hand in now").click()
    expect(page.locator("main")).to_match_aria_snapshot(
        """
      - main:
        - heading "Handed in" [level=1]
        - term: When
        - definition
        - term: Receipt
        - definition:
          - strong: CODE
        - term: Answered
        - definition: 2 of 3 questions
        - paragraph:
          - link "Back to your work"
    """.replace("CODE", receipt_code(assignment.attempts.get().pk))
    )


def test_results_lead_to_the_evidence_and_back_with_the_keyboard(assignment, open_window):
    student = assignment.classroom.students.get()
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    attempting.submit_attempt(attempt=attempt)
    type(assignment).objects.update(release="at_once")
    for width in (1366, 360):
        page = open_window(width=width, reduced_motion="reduce").page
        keys = Keyboard(page)
        page.goto("/login/")
        keys.type("textbox", "Nickname*", "otter")
        keys.type("textbox", "Password*", factories.PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Your work")).to_be_visible()
        page.goto(f"/attempts/{attempt.pk}/results/")
        keys.press("link", re.compile("See it in the article.*question 2"))
        expect(page.locator("#evidence-2")).to_be_in_viewport()
        assert re.search("Engineers found", page.locator("mark.evidence").first.inner_text())
        keys.press("link", re.compile("Evidence for question ?2"))
        expect(page.locator("#question-2")).to_be_in_viewport()
        expect(page.locator("#question-2")).to_be_focused()
