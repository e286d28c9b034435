"""Every page of a student in every state is accessible, fits and is light, at both widths, directions and themes."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizsite.static import light
from quizzes.models import Assignment, Attempt, Enrollment
from quizzes.services import attempting, reading
from tests import factories
from tests.browser import looks
from tests.browser.attempts import begun, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Controls that are neither inside a sentence nor drawn by the browser (WCAG 2.2, 2.5.8 lets these be smaller).
SMALL = """() => [...document.querySelectorAll('a, button, select, input:not([type=hidden]), textarea, summary')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.reading-text, .visually-hidden'))
  .filter(one => !(one.matches('a') && getComputedStyle(one).display === 'inline'))
  .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 1 && (box.width < 24 || box.height < 24))
  .map(([what, box]) => `${what} ${box.width}x${box.height}`)"""
UNSTICK = """() => [...document.querySelectorAll('.panes, .pick, .actions, .term-note')]
  .forEach(one => (one.style.position = 'static'))"""
MOST_REQUESTS = 8
MOST_KILOBYTES = 100
MOST_SCRIPT_KILOBYTES = 10


class Look:
    """Opens pages and keeps what is wrong with each."""

    def __init__(self, page, widths=looks.WIDTHS):
        self.page = page
        self.widths = widths
        self.wrong = {}

    def at(self, url, state=""):
        asked = set()

        def note(request):
            asked.add(request.url)

        self.page.on("request", note)
        self.page.goto(url)
        self.page.remove_listener("request", note)
        self.here(f"{url} {state}".strip())
        if len(asked) > MOST_REQUESTS:
            self.wrong[url] = [*self.wrong.get(url, []), f"{len(asked)} requests"]

    def here(self, name):
        # What sticks to an edge covers other controls for as long as nobody scrolls.
        self.page.evaluate(UNSTICK)
        if wrong := looks.wrong(self.page, also=SMALL, widths=self.widths):
            self.wrong[name] = wrong


@pytest.fixture
def languages(settings):
    """Arabic beside English, though without a word of it: what matters is the direction."""
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]


@pytest.mark.parametrize(("width", "direction"), [(1366, "ltr"), (360, "rtl")])
def test_every_page_in_every_state(languages, open_window, width, direction):
    """Used at one width, and looked at in both and in both colour schemes."""
    attempt = begun(cite_evidence=True, time_limit_minutes=30, release="by_hand", attempts_allowed=2)
    article = attempt.assignment.quiz.article
    reading.highlight(article=article, student=attempt.student, start=0, end=20, colour="pink", note="Who?")
    window = open_window(width=width, locale="ar" if direction == "rtl" else "en")
    page, base = window.page, f"/attempts/{attempt.pk}/"
    page.emulate_media(reduced_motion="reduce")
    look = Look(page)

    for url in ("/", "/join/", "/login/"):
        look.at(url)
    assert page.evaluate("document.documentElement.dir") == direction
    page.locator("[name=username]").fill("nobody")
    page.locator("[name=password]").fill("wrong")
    page.locator("[type=submit][name=go]").click()
    look.here("login, refused")
    page.goto("/join/")
    page.locator("[name=code]").fill("ABCDE-23456")
    page.locator("[name=nickname]").fill("two words")
    page.locator("[name=password]").fill("short")
    page.locator("[name=password_again]").fill("other")
    page.locator("[type=submit][name=go]").click()
    look.here("join, refused")

    log_in(page)
    for url in ("/?", "/account/", "/account/data/", "/password/", f"/assignments/{attempt.assignment_id}/", "/no/"):
        look.at(url)
    page.goto("/account/")
    page.locator("[name=nickname]").fill("two words")
    page.locator("[type=submit][name=go]").click()
    look.here("account, refused")

    look.at(base)
    page.evaluate("document.querySelectorAll('#article details').forEach(one => (one.open = true))")
    look.here("reading help")
    page.locator(".term").click()
    look.here("a word explained")
    look.at(f"{base}#question-3")
    page.evaluate("document.querySelectorAll('#questions details').forEach(one => (one.open = true))")
    look.here("questions, all open")
    page.locator("#question-2 [data-cite]").click()
    page.locator(".sentence").last.click()
    look.here("choosing a sentence")
    # Two answers to one question, in the page and as the server shows them without a script.
    short = attempt.responses.get(position=1)
    attempting.save_response(response=short, answer={"text": "elsewhere"}, sequence=9)
    page.goto(f"{base}#question-1")
    attempting.save_response(response=short, answer={"text": "elsewhere still"}, sequence=10)
    page.locator("#question-1 textarea").fill("here")
    expect(page.locator(".conflict")).to_be_visible()
    look.here("two answers")
    page.reload()
    Assignment.objects.update(one_at_a_time=True)
    look.at(f"{base}#question-6", "one at a time")
    look.at(f"{base}hand-in/")
    # Time runs out on an open page, and on one that is opened then.
    page.goto(base)
    Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    page.locator("#questions").evaluate("one => one.classList.add('shown')")
    look.at(base, "time is over: the receipt")
    look.at(f"{base}results/", "receipt")
    Assignment.objects.update(due_at=None, closes_at=timezone.now())
    look.at(f"/assignments/{attempt.assignment_id}/", "closed")
    Assignment.objects.update(release="at_once")
    look.at(f"{base}results/", "released")
    look.at(f"{base}results/#question-2", "an answer")
    Enrollment.objects.update(removed_at=timezone.now())
    look.at(base, "not there any more")
    look.at("/", "nothing to do")
    assert look.wrong == {}, look.wrong


@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "contrast"])
def test_every_theme_and_the_largest_text(open_window, theme):
    attempt = begun(cite_evidence=True)
    article = attempt.assignment.quiz.article
    for number, colour in enumerate(("yellow", "green", "blue", "pink")):
        reading.highlight(
            article=article, student=attempt.student, start=number * 10, end=number * 10 + 9, colour=colour
        )
    page = open_window(width=360).page
    log_in(page)
    base = f"/attempts/{attempt.pk}/"
    cookie = f"size=xl&spacing=xl&width=s&theme={theme}"
    page.context.add_cookies([{"name": "reading", "value": cookie, "url": page.url}])
    look = Look(page, [360])
    look.at(base)
    assert page.locator(".reading-text").evaluate("one => getComputedStyle(one).fontSize") == "25.6px"
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    look.here("all open")
    look.at(f"{base}#question-6")
    look.at("/")
    attempting.submit_attempt(attempt=attempt)
    look.at(f"{base}results/")
    page.get_by_role("tab", name="Article").click()
    look.here("evidence")
    assert look.wrong == {}, look.wrong


@pytest.mark.parametrize(("width", "zoom"), [(320, "320 px wide"), (320, "1280 px at 400 %")])
def test_nothing_is_wider_than_a_small_screen(open_window, width, zoom):
    """A window of 1280 px at 400 % has 320 px, of which 200 are its height at most."""
    attempt = begun(cite_evidence=True, time_limit_minutes=30)
    attempting.save_response(response=attempt.responses.get(position=6), answer={"places": [1, 1, 0, 2]}, sequence=1)
    page = open_window(width=width).page
    if "400" in zoom:
        page.set_viewport_size({"width": width, "height": 200})
    log_in(page)
    look = Look(page, [width])
    base = f"/attempts/{attempt.pk}/"
    for url in ("/", "/account/data/", f"/assignments/{attempt.assignment_id}/", base, f"{base}#question-6"):
        look.at(url)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        look.here(f"{url}, all open")
    look.at(f"{base}hand-in/")
    attempting.submit_attempt(attempt=attempt)
    look.at(f"{base}results/")
    page.get_by_role("tab", name="Article").click()
    look.here("evidence")
    assert look.wrong == {}, look.wrong


def test_the_first_load_is_light(open_window):
    """An article of 1200 words and ten questions with proof asked for: bytes as they come compressed."""
    text = "\n\n".join(
        " ".join(f"Sentence {number} of paragraph {paragraph} tells something new of it." for number in range(8))
        for paragraph in range(15)
    )
    article = factories.ArticleFactory(text=f"{factories.TEXT}\n\n{text}")
    questions = [factories.QuestionFactory(article=article) for _time in range(10)]
    quiz = factories.QuizFactory(article=article, questions=questions)
    assignment = factories.AssignmentFactory(quiz=quiz, cite_evidence=True, time_limit_minutes=30)
    student = factories.UserFactory(username="otter")
    factories.EnrollmentFactory(classroom=assignment.classroom, student=student)
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    window = open_window()
    page = window.page
    log_in(page)
    loaded = {}

    def is_script(response):
        return response.url.endswith(".js")

    def keep(response):
        if response.status == 200:
            body = response.body()
            # A real site serves scripts without their comments.
            loaded[response.url] = len(gzip.compress(light(body.decode()).encode() if is_script(response) else body, 9))

    page.on("response", keep)
    page.goto(f"/attempts/{attempt.pk}/")
    page.wait_for_load_state("networkidle")
    scripts = sum(size for url, size in loaded.items() if url.endswith(".js"))
    # Not every browser asks for the icon when it has no window.
    others = sorted(url for url in loaded if not url.endswith("icon.svg"))
    assert len(others) + 1 <= MOST_REQUESTS, others
    assert sum(loaded.values()) <= MOST_KILOBYTES * 1024
    # Reading aloud comes when it is opened, and is counted all the same.
    page.locator("#reading-help > summary").click()
    with page.expect_response("**/speaking.js"):
        page.locator("#speaking > summary").click()
    page.wait_for_load_state("networkidle")
    every = sum(size for url, size in loaded.items() if url.endswith(".js"))
    assert scripts < every <= MOST_SCRIPT_KILOBYTES * 1024
    assert window.wrong == []
