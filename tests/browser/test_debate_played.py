"""A debate played from end to end in real browsers: a teacher, four students in two groups, marks, and the CSV."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizzes.models import Discussion, Post
from tests import factories
from tests.admin.pages import url
from tests.browser import test_panel
from tests.debates import ready_made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ["bob", "cleo", "dan", "eve"]


@pytest.fixture
def question(world):
    """An approved debate of Alice's, whose class has four students."""
    ready_made()
    for name in NAMES[1:]:
        factories.EnrollmentFactory(classroom=world.classroom, student=factories.UserFactory(username=name))
    article = factories.ArticleFactory(owner=world.alice)
    return factories.DebateFactory(article=article, stem="Close the bridge?", status="approved")


def test_from_giving_a_debate_to_its_marks(world, question, open_window):
    teacher = open_window()
    test_panel.log_in(teacher.page)
    discussion = give(teacher.page, question)
    boards = list(discussion.boards.all())
    assert sorted(board.seats.count() for board in boards) == [2, 2]

    windows = {name: open_window(width=390) for name in NAMES}
    for name, window in windows.items():
        log_in(window.page, name)
        argue(window.page, f"{name} says close it.")
    for board in boards:
        one, other = board.seats.values_list("student__username", flat=True)
        reply(windows[one].page, f"{other} says close it.", f"{one} asks why.")
        expect(windows[one].page.get_by_text(f"{one} asks why.", exact=True)).to_be_visible()
    # Nobody sees the other group's board.
    for name, window in windows.items():
        own = {post.author.username for post in Post.objects.filter(board__seats__student__username=name)}
        window.page.reload()
        shown = {other for other in NAMES if window.page.get_by_text(f"{other} says close it.", exact=True).count()}
        assert shown == own

    mark_everybody(teacher.page, discussion)
    rows = export(teacher.page, discussion)
    assert sorted(row["username"] for row in rows) == NAMES
    assert {(row["stance_before"], row["claims"]) for row in rows} == {("5", "1")}
    assert sum(int(row["replies"]) for row in rows) == 2

    for outsider in (world.charlie, world.mallory):
        client = world.client(outsider)
        post = Post.objects.first()
        pages = (
            f"/discussions/{discussion.pk}/",
            f"/posts/{post.pk}/reply/",
            url("discussion", "boards", discussion.pk),
            url("discussion", "marks", discussion.pk),
            url("discussion", "export", discussion.pk),
        )
        assert {client.get(page).status_code for page in pages} <= {404, 302}
        assert client.get(pages[0]).status_code == 404
    assert [window.wrong for window in (teacher, *windows.values())] == [[]] * 5


def give(page, question):
    """The teacher gives the debate to the class in two groups."""
    page.goto(url("question", "change", question.pk))
    page.get_by_role("link", name="Give this debate to a class").click()
    page.get_by_label("Number of groups").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Stances and participation")).to_be_visible()
    return Discussion.objects.get()


def log_in(page, name):
    page.goto("/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your work")).to_be_visible()


def argue(page, claim):
    """A student takes a stance and posts an argument, by keyboard alone from the page on."""
    page.get_by_role("link", name="Take part").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Strongly for").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save my stance").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your stance is saved.")).to_be_visible()
    page.get_by_label("Claim", exact=True).focus()
    page.keyboard.type(claim)
    page.get_by_label("Reasoning").focus()
    page.keyboard.type("The article says so.")
    page.get_by_role("button", name="Post", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Posted.", exact=True)).to_be_visible()


def reply(page, to, text):
    page.reload()
    page.locator(".post", has_text=to).first.get_by_role("link", name="Reply").click()
    page.get_by_label("Ask").check()
    page.get_by_label("Your reply").fill(text)
    page.get_by_role("button", name="Post the reply").click()


def mark_everybody(page, discussion):
    """The teacher marks one student after the other by keyboard."""
    first = discussion.seats.order_by("student__username").first().student
    page.goto(url("discussion", "mark", discussion.pk, first.pk))
    for done in range(len(NAMES)):
        expect(page.get_by_text(f"{done} of {len(NAMES)} marked")).to_be_visible()
        for key in "33333":
            page.keyboard.press(key)
        page.get_by_role("button", name="Save").first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("is saved.")).to_be_visible()


def export(page, discussion):
    """The rows of the marks' CSV."""
    page.goto(url("discussion", "marks", discussion.pk))
    with page.expect_download() as download:
        page.get_by_role("link", name="Export marks as CSV").click()
    content = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))
