"""Help with reading in a real browser: highlights, notes, explained words, settings, reading aloud, proof, tabs."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Highlight
from quizzes.services import attempting, reading
from tests.browser.attempts import begun, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Selects from a point of one sentence to a point of another, as a mouse or a finger does.
SELECT = """([first, from, last, to]) => {
  const point = (number, at) => {
    const walk = document.createTreeWalker(document.getElementById(`sentence-${number}`), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest('[data-aside]')) continue;
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
  };
  getSelection().setBaseAndExtent(...point(first, from), ...point(last, to));
}"""
# A device with one voice of its own and one of a company's; what is said is noted and ends at once.
VOICES = """
  window.said = [];
  const voices = [{name: 'Far', lang: 'en-GB', localService: false}, {name: 'Near', lang: 'en-GB', localService: true}];
  Object.defineProperty(window, 'SpeechSynthesisUtterance', {value: class { constructor(text) { this.text = text; } }});
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => voices.filter(voice => !window.noVoice || !voice.localService),
    speak(one) { said.push([one.voice.name, one.rate, one.text]); window.finish = () => one.onend(); },
    cancel() {}, addEventListener() {},
  }});
"""


@pytest.fixture
def attempt():
    return begun(cite_evidence=True)


def opened(attempt, open_window, width=1366, **more):
    window = open_window(width=width, reduced_motion="reduce", **more)
    log_in(window.page)
    window.page.goto(f"/attempts/{attempt.pk}/")
    return window


def marks():
    return [(one.quote, one.colour, one.note) for one in Highlight.objects.order_by("pk")]


@pytest.mark.parametrize("width", [1366, 360])
def test_selected_words_are_highlighted_undone_and_there_again_with_the_results(attempt, open_window, width):
    window = opened(attempt, open_window, width)
    page = window.page
    # Over an explained word and the end of a sentence, beside an older highlight.
    page.evaluate(SELECT, [2, 10, 2, 70])
    page.get_by_role("button", name="blue").click()
    expect(page.locator("mark.in-blue").first).to_be_visible()
    assert marks() == [("found deep cracks in two of its supports after a flood in Ma", "blue", "")]
    page.evaluate(SELECT, [1, 4, 2, 9])
    page.get_by_role("button", name="pink").click()
    expect(page.locator("mark.in-pink")).to_have_text(
        ["town council of Marlow voted on Tuesday to close the old iron bridge to cars.", "Engineers"]
    )
    assert marks()[1][0].endswith("cars. Engineers")
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("mark.in-pink")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("mark.in-pink")).to_have_count(2)
    attempting.submit_attempt(attempt=attempt)
    page.goto(f"/attempts/{attempt.pk}/results/")
    expect(page.locator("mark.in-pink.evidence")).to_have_text("Engineers")
    assert window.wrong == []


def test_a_highlight_that_cannot_be_kept_says_so(attempt, open_window):
    page = opened(attempt, open_window).page
    page.evaluate(SELECT, [1, 0, 1, 9])
    page.context.set_offline(True)
    page.get_by_role("button", name="green").click()
    expect(page.locator("#reading-said")).to_have_text(
        "Not kept: there is no connection, or you are logged out. Try again later; what you typed is still here."
    )
    page.context.set_offline(False)
    page.get_by_role("button", name="green").click()
    expect(page.locator("mark.in-green")).to_have_text("The town ")
    assert marks() == [("The town ", "green", "")]


def test_a_note_is_written_changed_and_found_from_the_list(attempt, open_window):
    article = attempt.assignment.quiz.article
    reading.highlight(article=article, student=attempt.student, start=0, end=9, note="First <b>thought</b>")
    page = opened(attempt, open_window).page
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").first.click()
    expect(page.locator(".mark-note")).to_have_text("First <b>thought</b>")
    page.locator(".change summary").click()
    page.locator(".change textarea").fill("Second thought")
    page.locator(".change").get_by_role("button", name="Save").click()
    expect(page.locator(".mark-note")).to_have_text("Second thought")
    page.locator(".marks a").click()
    expect(page.locator(".anchor")).to_be_in_viewport()
    assert marks() == [("The town ", "yellow", "Second thought")]


def test_a_word_is_explained_by_keyboard_and_closed_again(attempt, open_window):
    page = opened(attempt, open_window).page
    word = page.get_by_role("button", name="supports")
    word.focus()
    page.keyboard.press("Enter")
    note = page.get_by_text("The parts that hold the bridge up.")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()


def test_a_word_is_explained_and_a_highlight_made_without_javascript(attempt, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.get_by_role("button", name="supports").click()
    expect(page.get_by_text("The parts that hold the bridge up.")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").first.click()
    page.get_by_label("Sentence", exact=True).select_option(index=2)
    page.get_by_label("green").first.check()
    page.get_by_role("button", name="Highlight", exact=True).click()
    # The explained word parts the highlight, which stays one.
    expect(page.locator("mark.in-green").first).to_have_text("Engineers found deep cracks in two of its ")
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").last.click()
    page.get_by_label("very large").check()
    page.get_by_label("sepia").check()
    page.get_by_role("button", name="Use these").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    expect(page.locator("html")).to_have_attribute("data-size", "xl")
    context.close()


def test_the_look_changes_at_once_and_stays(attempt, open_window):
    page = opened(attempt, open_window).page
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").last.click()
    with page.expect_response("**/reading/"):
        page.get_by_label("high contrast").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"


def test_reading_aloud_uses_voices_of_the_device_sentence_by_sentence(attempt, open_window):
    window = open_window()
    page = window.page
    page.add_init_script(VOICES)
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.locator("#reading-help > summary").click()
    page.locator("#speaking > summary").click()
    expect(page.get_by_label("Voice").locator("option")).to_have_text(["Near"])
    page.get_by_label("Speed").select_option("0.7")
    page.get_by_role("button", name="Read aloud").click()
    expect(page.locator(".spoken")).to_have_attribute("id", "sentence-1")
    page.evaluate("finish()")
    expect(page.locator(".spoken")).to_have_attribute("id", "sentence-2")
    page.get_by_role("button", name="Pause").click()
    page.evaluate("finish()")
    expect(page.locator(".spoken")).to_have_attribute("id", "sentence-2")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".spoken")).to_have_count(0)
    expect(page.get_by_role("button", name="Read aloud")).to_be_focused()
    first = "The town council of Marlow voted on Tuesday to close the old iron bridge to cars."
    second = "Engineers found deep cracks in two of its supports after a flood in March."
    assert page.evaluate("said") == [["Near", 0.7, first], ["Near", 0.7, second], ["Near", 0.7, second]]
    assert window.wrong == []


def test_without_a_voice_of_its_own_the_device_says_so(attempt, open_window):
    page = open_window().page
    page.add_init_script(f"window.noVoice = true; {VOICES}")
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.locator("#reading-help > summary").click()
    page.locator("#speaking > summary").click()
    expect(page.get_by_text(re.compile("^This device has no voice of its own"))).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)


@pytest.mark.parametrize("width", [1366, 360])
def test_proof_is_chosen_by_clicking_sentences_and_saved_with_the_answer(attempt, open_window, width):
    window = opened(attempt, open_window, width)
    page = window.page
    if width == 360:
        page.get_by_role("tab", name="Questions").click()
    question = page.locator("#question-3")
    question.locator(".cite summary").click()
    question.get_by_role("button", name="Choose in the article").click()
    expect(page.get_by_text("Choose the sentences that prove your answer to question 3.")).to_be_visible()
    for number in (1, 3):
        # Where nothing is explained or cut by a line's end.
        page.locator(f"#sentence-{number}").click(position={"x": 60, "y": 6} if width == 1366 else None)
    expect(page.locator(".sentence.cited")).to_have_count(2)
    page.locator("#sentence-3").click()
    page.get_by_role("button", name="Done").click()
    expect(question.locator(".cite-count")).to_have_text("1 chosen")
    expect(page.locator("#save-state")).to_have_text("Saved")
    assert attempt.responses.get(position=3).cited == [[0, 81]]
    expect(page.locator(".sentence.cited")).to_have_count(0)
    # Out of the mode a click chooses nothing.
    if width == 1366:
        page.locator("#sentence-3").click()
        expect(question.locator(".cite-count")).to_have_text("1 chosen")
    assert window.wrong == []


def test_tabs_keep_their_places_and_say_what_they_are(attempt, open_window):
    page = opened(attempt, open_window, 360).page
    tabs = page.get_by_role("tablist").get_by_role("tab")
    expect(tabs).to_have_text(["Article", "Questions"])
    expect(page.get_by_role("tab", name="Article", selected=True)).to_be_visible()
    page.get_by_role("tab", name="Questions").click()
    expect(page.get_by_role("tabpanel")).to_have_attribute("id", "questions")
    page.evaluate("scrollTo(0, 400)")
    page.get_by_role("tab", name="Article").click()
    assert page.evaluate("scrollY") == 0
    page.get_by_role("tab", name="Questions").click()
    assert page.evaluate("scrollY") == 400
    # A reload opens the tab that was last open; a wide screen has no tabs.
    page.reload()
    expect(page.get_by_role("tab", name="Questions", selected=True)).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 800})
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.get_by_role("region", name="Questions")).to_be_visible()
    expect(page.get_by_role("region", name="Old bridge closes to cars")).to_be_visible()


def test_progress_and_flags_are_seen_and_kept(attempt, open_window):
    page = opened(attempt, open_window).page
    expect(page.locator("#progress")).to_have_text("0 of 6 answered")
    page.locator("#question-3 input[type=radio]").first.check()
    page.locator("#question-4 input[type=text]").fill("cracks")
    expect(page.locator("#progress")).to_have_text("2 of 6 answered")
    with page.expect_response("**/flag/"):
        page.get_by_label("Come back to this later").nth(4).check()
    page.locator("#progress").click()
    expect(page.locator("[data-of='5'] .is-flagged")).to_be_visible()
    expect(page.locator("[data-of='3'] .is-open")).to_be_hidden()
    expect(page.locator("#save-state")).to_have_text("Saved")
    page.reload()
    expect(page.locator("#progress")).to_have_text("2 of 6 answered")
    expect(page.get_by_label("Come back to this later").nth(4)).to_be_checked()
    page.locator("#progress").click()
    page.locator("[data-of='5'] a").click()
    expect(page.locator("#question-5")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_question_at_a_time_with_and_without_javascript(chromium, live_server, javascript):
    attempt = begun(one_at_a_time=True)
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=javascript, viewport={"width": 1366, "height": 800}
    )
    page = context.new_page()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    questions = page.locator("li.question")

    def shown():
        return [number for number, one in enumerate(questions.all(), start=1) if one.is_visible()]

    assert shown() == [1]
    questions.nth(0).locator("textarea").fill("one")
    questions.nth(0).get_by_role("link", name="Next question").click()
    expect(questions.nth(1)).to_be_visible()
    assert shown() == [2]
    questions.nth(1).locator("input[type=radio]").first.check()
    questions.nth(1).get_by_role("link", name="Back").click()
    expect(questions.nth(0)).to_be_visible()
    assert shown() == [1]
    page.locator("#progress").click()
    page.locator("[data-of='6'] a").click()
    expect(questions.nth(5)).to_be_visible()
    assert shown() == [6]
    questions.nth(5).get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("4 of 6 questions are not answered yet:")).to_be_visible()
    page.get_by_role("link", name=re.compile("^3\\.")).click()
    expect(questions.nth(2)).to_be_visible()
    assert shown() == [3]
    context.close()


def test_on_paper_there_are_article_and_questions_and_nothing_to_press(attempt, open_window):
    attempt.assignment.one_at_a_time = True
    attempt.assignment.save()
    page = opened(attempt, open_window).page
    page.emulate_media(media="print")
    expect(page.locator("#sentence-5")).to_be_visible()
    assert [one.is_visible() for one in page.locator("li.question").all()] == [True] * 6
    for gone in (".bar", ".panes", "#reading-help", ".actions", ".question-foot", ".cite", ".move"):
        assert not page.locator(gone).first.is_visible(), gone
    # Whoever reads light words on a dark screen prints dark ones on white paper.
    for theme in ("dark", "contrast"):
        page.locator("html").evaluate("(html, theme) => (html.dataset.theme = theme)", theme)
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 36, 48)"


def test_on_a_phone_the_frame_of_an_attempt_is_one_line(attempt, open_window):
    page = opened(attempt, open_window, 360).page
    assert page.locator(".bar").bounding_box()["height"] < 60
    expect(page.get_by_role("link", name="Join a class")).to_have_count(0)
    page.goto("/")
    assert page.locator(".bar").bounding_box()["height"] < 60
    expect(page.get_by_role("link", name="Join a class")).to_be_visible()


def test_who_is_logged_out_keeps_the_article_and_what_was_typed(attempt, open_window):
    page = opened(attempt, open_window).page
    page.context.clear_cookies()
    page.evaluate(SELECT, [1, 4, 1, 16])
    page.get_by_role("button", name="With a note").click()
    page.locator("#highlight-note").fill("My own note")
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator("#reading-said")).to_contain_text("Not kept")
    expect(page.locator("#sentence-1")).to_contain_text("town council")
    expect(page.locator("#highlight-note")).to_have_value("My own note")
    assert not Highlight.objects.exists()


def test_other_highlights_leave_a_note_alone_that_is_being_written(attempt, open_window):
    reading.highlight(article=attempt.assignment.quiz.article, student=attempt.student, start=4, end=16, note="Old")
    page = opened(attempt, open_window).page
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").first.click()
    page.locator(".change summary").click()
    page.locator("#reading-marks textarea").fill("Old and half a new th")
    page.locator("#highlight-note").fill("Another one")
    page.evaluate(SELECT, [2, 10, 2, 70])
    page.get_by_role("button", name="blue").last.click()
    expect(page.locator("mark.in-blue").first).to_be_visible()
    expect(page.locator("#reading-marks textarea").first).to_have_value("Old and half a new th")
    expect(page.locator("#reading-marks textarea").first).to_be_visible()
    # The button is gone; the focus is on what undoes it.
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.locator("#highlight-note").fill("A third")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("mark.in-blue")).to_have_count(0)
    expect(page.locator("#highlight-note")).to_have_value("A third")


def test_choosing_proof_on_a_phone_moves_the_focus_along(attempt, open_window):
    page = opened(attempt, open_window, 360).page
    page.get_by_role("tab", name="Questions").click()
    page.locator("#question-1 .cite summary").click()
    page.locator("#question-1 [data-cite]").press("Enter")
    expect(page.get_by_role("button", name="Done")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question-1 [data-cite]")).to_be_focused()


def test_a_note_that_is_being_written_is_there_after_a_reload(attempt, open_window):
    article = attempt.assignment.quiz.article
    reading.highlight(article=article, student=attempt.student, start=0, end=9, note="Old")
    window = opened(attempt, open_window, 360)
    page = window.page
    page.evaluate(SELECT, [2, 0, 2, 9])
    page.get_by_role("button", name="With a note").click()
    page.locator("#highlight-note").fill("Half a thou")
    page.locator(".change summary").click()
    page.locator("#reading-marks textarea").fill("Old and half a new th")
    # Another page, as after the browser was closed: nothing of it is from the browser's own memory of forms.
    page = page.context.new_page()
    page.goto(f"/attempts/{attempt.pk}/")
    note, change = page.locator("#highlight-note"), page.locator("#reading-marks textarea")
    expect(note).to_have_value("Half a thou")
    expect(note).to_be_visible()
    expect(change).to_have_value("Old and half a new th")
    expect(change).to_be_visible()
    # The words it is about are still chosen. Once saved, a note is not kept here; the other one is.
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator(".mark-note")).to_have_text(["Old", "Half a thou"])
    expect(note).to_have_value("")
    page.locator(".change").first.get_by_role("button", name="Save").click()
    expect(page.locator(".mark-note")).to_have_text(["Old and half a new th", "Half a thou"])
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert [(quote, written) for quote, _colour, written in marks()] == [
        ("The town ", "Old and half a new th"),
        ("Engineers", "Half a thou"),
    ]
    assert window.wrong == []


def with_note(page, text=None):
    """Open the form of a new highlight, and type a note."""
    page.locator("#reading-help > summary").click()
    page.locator("#reading-help .aid > summary").first.click()
    if text:
        page.locator("#highlight-note").fill(text)


def number_kept(page):
    return page.evaluate("Object.keys(localStorage).length")


def test_a_note_that_is_being_written_is_there_with_the_results_and_asked_about_at_log_out(attempt, open_window):
    page = opened(attempt, open_window).page
    with_note(page)
    page.get_by_label("Sentence", exact=True).select_option(index=2)
    page.locator("#highlight-note").fill("Half a thought")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("#highlight-note")).to_have_value("Half a thought")
    assert asked == ["Not everything you typed is saved. Log out and lose it?"]
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Your results")).to_be_visible()
    # It goes on there, with its words; whoever logs out from another page is asked, too.
    page.goto("/")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(".menu summary").click()
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Log out").click()
    assert len(asked) == 2
    page.goto(f"/attempts/{attempt.pk}/results/")
    note = page.locator("#highlight-note")
    expect(note).to_have_value("Half a thought")
    expect(note).to_be_visible()
    note.fill("Half a thought, and an afterthought")
    page.goto("about:blank")
    page.goto(f"/attempts/{attempt.pk}/results/")
    expect(note).to_have_value("Half a thought, and an afterthought")
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator(".mark-note")).to_have_text("Half a thought, and an afterthought")
    assert [(quote[:9], note) for quote, _colour, note in marks()] == [
        ("Engineers", "Half a thought, and an afterthought")
    ]
    assert number_kept(page) == 0


@pytest.mark.parametrize("change", [False, True])
def test_what_is_typed_while_a_note_is_saved_stays(attempt, open_window, change):
    article = attempt.assignment.quiz.article
    reading.highlight(article=article, student=attempt.student, start=82, end=91, note="Old")
    page = opened(attempt, open_window).page
    with_note(page)
    if change:
        page.locator(".change summary").click()
        note, save = page.locator("#reading-marks textarea"), page.locator(".change").get_by_role("button", name="Save")
    else:
        page.get_by_label("Sentence", exact=True).select_option(index=2)
        note, save = page.locator("#highlight-note"), page.get_by_role("button", name="Highlight", exact=True)
    held = []
    page.route("**/highlights/", lambda route: held.append(route))
    note.fill("First half")
    save.click()
    page.wait_for_timeout(300)
    note.fill("First half, second half")
    with page.expect_response("**/highlights/"):
        held[0].continue_()
    expect(page.locator("#reading-said")).to_have_text("Highlighted.")
    expect(note).to_have_value("First half, second half")
    assert number_kept(page) == 1
    page.unroute("**/highlights/")
    page.reload()
    expect(note).to_have_value("First half, second half")
    expect(note).to_be_visible()
    save.click()
    expect(page.locator(".mark-note").filter(has_text="First half, second half")).to_have_count(1)
    assert number_kept(page) == 0
    assert len(marks()) == (1 if change else 2)


def test_another_window_takes_no_note_away(attempt, open_window):
    first = opened(attempt, open_window).page
    second = first.context.new_page()
    second.goto(f"/attempts/{attempt.pk}/")
    for page, place, text in ((first, 1, "From the first"), (second, 2, "From the second")):
        with_note(page)
        page.get_by_label("Sentence", exact=True).select_option(index=place)
        page.locator("#highlight-note").fill(text)
    # One is saved in its window; the other is still kept when both windows are gone.
    second.get_by_role("button", name="Highlight", exact=True).click()
    expect(second.locator(".mark-note")).to_have_text("From the second")
    second.evaluate(SELECT, [3, 0, 3, 9])
    second.get_by_role("button", name="blue").last.click()
    expect(second.locator("mark.in-blue")).to_have_count(1)
    second.close()
    third = first.context.new_page()
    first.close()
    third.goto(f"/attempts/{attempt.pk}/")
    expect(third.locator("#highlight-note")).to_have_value("From the first")
    third.get_by_role("button", name="Highlight", exact=True).click()
    expect(third.locator(".mark-note")).to_have_text(["From the first", "From the second"])
    assert number_kept(third) == 0
    assert [quote[:8] for quote, _colour, note in marks() if note == "From the first"] == ["The town"]


def test_notes_of_two_windows_for_one_place_are_both_kept(attempt, open_window):
    first = opened(attempt, open_window).page
    second = first.context.new_page()
    second.goto(f"/attempts/{attempt.pk}/")
    for page, text in ((first, "From the first"), (second, "From the second")):
        with_note(page, text)
    third = first.context.new_page()
    third.goto(f"/attempts/{attempt.pk}/")
    note = third.locator("#highlight-note")
    assert sorted(note.input_value().splitlines()) == ["From the first", "From the second"]
    # Only what is saved word for word is forgotten.
    third.close()
    first.get_by_label("Sentence", exact=True).select_option(index=1)
    first.get_by_role("button", name="Highlight", exact=True).click()
    expect(first.locator(".mark-note")).to_have_text("From the first")
    first.reload()
    assert sorted(first.locator("#highlight-note").input_value().splitlines()) == ["From the first", "From the second"]


def test_a_note_that_is_saved_is_not_brought_back_by_a_window_that_showed_it(attempt, open_window):
    first = opened(attempt, open_window).page
    with_note(first)
    first.get_by_label("Sentence", exact=True).select_option(index=1)
    first.locator("#highlight-note").fill("Half a thought")
    second = first.context.new_page()
    second.goto(f"/attempts/{attempt.pk}/")
    expect(second.locator("#highlight-note")).to_have_value("Half a thought")
    second.close()
    first.get_by_role("button", name="Highlight", exact=True).click()
    expect(first.locator(".mark-note")).to_have_text("Half a thought")
    assert number_kept(first) == 0


def test_a_note_on_words_whose_highlight_was_deleted_meanwhile_is_offered_anew(attempt, open_window):
    article = attempt.assignment.quiz.article
    made = reading.highlight(article=article, student=attempt.student, start=82, end=91, note="Old")
    page = opened(attempt, open_window).page
    with_note(page)
    page.locator(".change summary").click()
    page.locator("#reading-marks textarea").fill("Old and new")
    page.goto("about:blank")
    reading.take_away(highlight=made)
    page.goto(f"/attempts/{attempt.pk}/")
    expect(page.locator("#highlight-note")).to_have_value("Old and new")
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator(".mark-note")).to_have_text("Old and new")
    assert marks() == [("Engineers", "yellow", "Old and new")]
    # Whoever deletes a highlight gives up what was half written about it.
    page.locator(".change summary").click()
    page.locator("#reading-marks textarea").fill("Given up")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator("#highlight-note")).to_have_value("")
    assert number_kept(page) == 0


def test_an_older_copy_of_a_note_is_not_brought_back(attempt, open_window):
    page = opened(attempt, open_window).page
    with_note(page)
    page.get_by_label("Sentence", exact=True).select_option(index=2)
    page.locator("#highlight-note").fill("first half")
    # It takes a copy with it, which stays when it is closed.
    second = page.context.new_page()
    second.goto(f"/attempts/{attempt.pk}/")
    second.close()
    page.locator("#highlight-note").fill("first half, second half")
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator("#reading-said")).to_have_text("Highlighted.")
    expect(page.locator("#highlight-note")).to_have_value("")
    assert number_kept(page) == 0


@pytest.mark.parametrize(
    ("draft", "stored", "shown"),
    [
        ("Old and", "Old and newer", "Old and newer"),
        ("Old and mine", "Old and newer", "Old and newer\nOld and mine"),
        ("O", "Old", "O"),
    ],
)
def test_a_draft_of_a_note_is_put_over_what_it_was_begun_from_alone(attempt, open_window, draft, stored, shown):
    article = attempt.assignment.quiz.article
    made = reading.highlight(article=article, student=attempt.student, start=82, end=91, note="Old")
    page = opened(attempt, open_window).page
    with_note(page)
    page.locator(".change summary").click()
    page.locator("#reading-marks textarea").fill(draft)
    page.goto("about:blank")
    Highlight.objects.filter(pk=made.pk).update(note=stored)
    page.goto(f"/attempts/{attempt.pk}/")
    expect(page.locator("#reading-marks textarea")).to_have_value(shown)


def test_what_is_taken_out_of_a_note_while_it_is_saved_stays_out(attempt, open_window):
    article = attempt.assignment.quiz.article
    reading.highlight(article=article, student=attempt.student, start=82, end=91, note="Old")
    page = opened(attempt, open_window).page
    with_note(page)
    page.locator(".change summary").click()
    note = page.locator("#reading-marks textarea")
    held = []
    page.route("**/highlights/", lambda route: held.append(route))
    note.fill("New, and more")
    with page.expect_request("**/highlights/"):
        page.locator(".change").get_by_role("button", name="Save").click()
    note.fill("New")
    held[0].continue_()
    expect(page.locator("#reading-said")).to_have_text("Highlighted.")
    expect(note).to_have_value("New")
    assert number_kept(page) == 1


def test_a_note_on_words_whose_highlight_was_made_again_meanwhile_stays(attempt, open_window):
    article = attempt.assignment.quiz.article
    made = reading.highlight(article=article, student=attempt.student, start=82, end=91, note="Old")
    page = opened(attempt, open_window).page
    with_note(page)
    page.locator(".change summary").click()
    page.locator("#reading-marks textarea").fill("Old and half a new th")
    reading.take_away(highlight=made)
    reading.highlight(article=article, student=attempt.student, start=82, end=91, note="Old")
    page.get_by_label("Sentence", exact=True).select_option(index=1)
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator("#highlight-note")).to_have_value("Old and half a new th")
    expect(page.locator("#highlight-place")).to_have_value("82-91")
    assert number_kept(page) == 1


def test_a_refused_note_stays_without_javascript(attempt, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    with_note(page, "One line\nand another")
    page.get_by_role("button", name="Highlight", exact=True).click()
    note = page.locator("#highlight-note")
    expect(note).to_be_visible()
    expect(note).to_have_value("One line\nand another")
    expect(page.locator("#refused")).to_have_text("Choose words of the article first.")
    page.get_by_label("Sentence", exact=True).select_option(index=2)
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator("mark.in-yellow").first).to_have_text("Engineers found deep cracks in two of its ")
    assert [written for _quote, _colour, written in marks()] == ["One line\nand another"]
    context.close()


def flags(attempt):
    return [response.flagged for response in attempt.responses.order_by("position")]


def test_the_last_of_two_quick_clicks_on_a_flag_counts(attempt, open_window):
    page = opened(attempt, open_window).page
    sent = []

    def first_is_slow(route):
        sent.append(route)
        if len(sent) > 1:
            route.continue_()

    page.route("**/flag/", first_is_slow)
    flag = page.get_by_label("Come back to this later").first
    flag.check()
    flag.uncheck()
    page.wait_for_timeout(500)
    with page.expect_response("**/flag/"):
        sent[0].continue_()
    page.wait_for_timeout(500)
    expect(page.locator("#save-state")).to_have_text("Saved")
    assert flags(attempt) == [False] * 6


def test_a_flag_that_is_not_saved_is_said_and_tried_again(attempt, open_window):
    page = opened(attempt, open_window).page
    page.clock.install()
    said = "Not saved: what to come back to. It is tried again when there is a connection."
    page.route("**/flag/", lambda route: route.fulfill(status=503))
    page.get_by_label("Come back to this later").first.check()
    expect(page.locator("#save-state")).to_have_text(said)
    assert flags(attempt) == [False] * 6
    page.unroute("**/flag/")
    page.clock.run_for(6_000)
    expect(page.locator("#save-state")).to_have_text("Saved")
    assert flags(attempt) == [True] + [False] * 5


def test_a_flag_is_tried_again_whatever_the_answer_was_and_sent_before_logging_out(attempt, open_window):
    page = opened(attempt, open_window).page
    page.clock.install()
    page.route("**/flag/", lambda route: route.fulfill(body="<p>Log in to the network</p>", content_type="text/html"))
    flag, state = page.get_by_label("Come back to this later"), page.locator("#save-state")
    flag.first.check()
    expect(state).to_contain_text("Not saved: what to come back to.")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(".menu summary").click()
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Log out").click()
    assert asked == ["Not everything you typed is saved. Log out and lose it?"]
    page.unroute("**/flag/")
    page.clock.run_for(6_000)
    expect(state).to_have_text("Saved")
    assert flags(attempt) == [True] + [False] * 5
    flag.nth(1).check()
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("[data-logout]")).to_have_count(0)
    assert flags(attempt) == [True, True] + [False] * 4


@pytest.mark.parametrize("hash_", ["#1", "#a.b", "#question-99", "#%"])
def test_an_address_that_leads_nowhere_opens_the_page_all_the_same(attempt, open_window, hash_):
    window = open_window(width=360)
    log_in(window.page)
    window.page.goto(f"/attempts/{attempt.pk}/{hash_}")
    expect(window.page.get_by_role("tab", name="Article", selected=True)).to_be_visible()
    window.page.get_by_role("tab", name="Questions").click()
    expect(window.page.locator("#question-1")).to_be_visible()
    assert window.wrong == []
