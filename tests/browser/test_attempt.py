"""An attempt in a real browser: nothing typed is lost offline or in two windows, and nothing needs JavaScript."""

import pytest
from playwright.sync_api import expect

from quizzes.services import attempting
from tests.browser.attempts import begun, log_in, wait_until_sent
from tests.browser.looks import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt():
    return begun(time_limit_minutes=30)


def stored(attempt):
    return attempt.responses.get(position=1).answer.get("text")


def test_what_is_typed_offline_survives_a_reload_and_is_sent(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    box.fill("typed online")
    expect(state).to_have_text("Saved")
    assert stored(attempt) == "typed online"

    # The network fails, then the page is opened anew with the network back.
    page.route("**/responses/**", lambda route: route.abort())
    box.fill("typed offline, with “quotes”\nand a second line")
    expect(state).to_have_text("Offline – kept on this device")
    assert stored(attempt) == "typed online"
    page.goto("about:blank")
    page.unroute("**/responses/**")
    page.goto(f"/attempts/{attempt.pk}/")
    expect(box).to_have_value("typed offline, with “quotes”\nand a second line")
    # The page that was left may have sent it with its last breath: then there is nothing to say.
    wait_until_sent(page)
    assert stored(attempt) == "typed offline, with “quotes”\nand a second line"


def test_ten_minutes_offline_in_the_middle_of_a_sentence_lose_no_character(attempt, open_window):
    """Time is simulated: every retry of ten minutes happens and fails, then the page is opened anew while offline."""
    page = open_window().page
    page.clock.install()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    box.press_sequentially("The engineers found")
    page.clock.run_for(2_000)
    expect(state).to_have_text("Saved")
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.context.set_offline(True)
    box.press_sequentially(" deep cracks “in two” of its suppor")
    page.clock.run_for(600_000)
    expect(state).to_have_text("Offline – kept on this device")
    assert failed
    box.press_sequentially("ts –")
    page.clock.run_for(2_000)
    assert stored(attempt) == "The engineers found"
    # The network is back for the page alone: the first save fails still.
    page.route("**/responses/**", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    written = "The engineers found deep cracks “in two” of its supports –"
    expect(box).to_have_value(written)
    box.press("End")
    box.press_sequentially(" and more")
    page.unroute("**/responses/**")
    page.clock.run_for(20_000)
    expect(state).to_have_text("Saved")
    assert stored(attempt) == f"{written} and more"
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("button", ["Keep what is here", "Take the other answer"])
def test_two_windows_offer_both_proofs_with_their_answers(open_window, button):
    attempt = begun(cite_evidence=True)
    first = open_window().page
    log_in(first)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/attempts/{attempt.pk}/")
        page.locator("#question-1 .cite summary").click()
    first.locator("#questions textarea").first.fill("from the first")
    first.locator("#question-1 .cite-list input").nth(0).check()
    expect(first.locator("#save-state")).to_have_text("Saved")
    second.locator("#questions textarea").first.fill("from the second")
    second.locator("#question-1 .cite-list input").nth(1).check()
    offered = second.locator(".conflict blockquote")
    expect(offered).to_contain_text("from the first")
    expect(offered).to_contain_text("Sentences chosen: The town council of Marlow voted")
    second.get_by_role("button", name=button).click()
    expect(second.locator("#save-state")).to_have_text("Saved")
    response = attempt.responses.get(position=1)
    wanted = ("from the second", [[82, 156]]) if "Keep" in button else ("from the first", [[0, 81]])
    assert (response.answer["text"], response.cited) == wanted
    boxes = second.locator("#question-1 .cite-list input").all()
    assert [box.is_checked() for box in boxes[:2]] == (["Keep" not in button, "Keep" in button])


@pytest.mark.parametrize(
    ("button", "kept"), [("Keep what is here", "from the second"), ("Take the other answer", "from the first")]
)
def test_two_windows_offer_both_answers(attempt, open_window, button, kept):
    first = open_window().page
    log_in(first)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/attempts/{attempt.pk}/")
    first.locator("#questions textarea").first.fill("from the first")
    expect(first.locator("#save-state")).to_have_text("Saved")
    second.locator("#questions textarea").first.fill("from the second")
    expect(second.locator(".conflict blockquote")).to_have_text("from the first")
    expect(second.locator("#questions textarea").first).to_have_value("from the second")
    assert stored(attempt) == "from the first"
    second.get_by_role("button", name=button).click()
    expect(second.locator("#save-state")).to_have_text("Saved")
    expect(second.locator("#questions textarea").first).to_have_value(kept)
    assert stored(attempt) == kept


def placed(attempt):
    return attempt.responses.get(position=6).answer.get("places")


def test_an_order_is_chosen_with_the_keyboard_and_saved(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    question, state = page.locator("#question-6"), page.locator("#save-state")
    selects, lacks = question.get_by_role("combobox"), question.locator(".lacks[role=status]")
    selects.first.focus()
    page.keyboard.press("2")
    selects.nth(1).focus()
    page.keyboard.press("2")
    expect(lacks).to_have_text("Two events have the same place. Give each event a place of its own.")
    page.keyboard.press("ArrowUp")
    expect(lacks).to_have_text("Not every event has a place yet. Give each event one.")
    expect(state).to_have_text("Saved")
    assert placed(attempt) == [2, 1, 0, 0]
    # Between two selects are the buttons that move the event.
    for press in ("Tab", "Tab", "Tab", "4", "Tab", "Tab", "Tab", "3"):
        page.keyboard.press(press)
    expect(lacks).to_have_text("")
    expect(state).to_have_text("Saved")
    assert placed(attempt) == [2, 1, 4, 3]
    # Opened again, a whole order stands as it was made.
    page.reload()
    assert [select.input_value() for select in selects.all()] == ["1", "2", "3", "4"]
    first = question.locator(".events label").first.inner_text()
    question.get_by_role("button", name=f"Later: {first} (1st)").press("Enter")
    expect(question.get_by_role("button", name=f"Later: {first} (2nd)")).to_be_focused()
    expect(state).to_have_text("Saved")
    assert placed(attempt) == [1, 2, 4, 3]


def test_two_windows_offer_both_orders(attempt, open_window):
    first = open_window().page
    log_in(first)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/attempts/{attempt.pk}/")
    for page, places in ((first, "1234"), (second, "4321")):
        for select, place in zip(page.locator("#question-6").get_by_role("combobox").all(), places, strict=True):
            select.select_option(place)
        expect(page.locator("#save-state")).to_have_text(
            "Saved" if page is first else "Two different answers – choose one Question 6 of 6"
        )
    events = attempt.responses.get(position=6).shown["choices"]
    lines = [f"{place}. {event['text']}" for place, event in enumerate(events, start=1)]
    assert second.locator(".conflict blockquote").inner_text() == "\n".join(lines)
    second.get_by_role("button", name="Take the other answer").click()
    expect(second.locator("#save-state")).to_have_text("Saved")
    selects = second.locator("#question-6").get_by_role("combobox").all()
    assert [select.input_value() for select in selects] == ["1", "2", "3", "4"]
    assert placed(attempt) == [1, 2, 3, 4]


def test_everything_works_without_javascript(attempt, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.get_by_role("link", name="Continue").click()
    page.locator("#questions textarea").first.fill("by hand")
    selects = page.locator("#question-6").get_by_role("combobox")
    selects.first.select_option(label="3rd")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved, but not finished: the order in question 6.")).to_be_visible()
    for select, place in zip(selects.all(), "3124", strict=True):
        select.select_option(place)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert placed(attempt) == [3, 1, 2, 4]
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("4 of 6 questions are not answered yet:")).to_be_visible()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Your results")).to_be_visible()
    assert stored(attempt) == "by hand"
    context.close()


def test_pages_are_accessible_small_and_fit(attempt, open_window):
    page = open_window().page
    found = {}

    def look(url):
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url)
        found[url] = (wrong(page), len(set(asked)) > 8)

    for url in ("/", "/join/", "/login/"):
        look(url)
    log_in(page)
    base = f"/attempts/{attempt.pk}/"
    for url in ("/?", f"/assignments/{attempt.assignment_id}/", base, f"{base}#question-3", f"{base}hand-in/", "/no/"):
        look(url)
    # One width more, since a phone's page at 400 % is not wider; with an order that has something to say.
    order = attempt.responses.get(position=6)
    attempting.save_response(response=order, answer={"places": [1, 1, 0, 2]}, sequence=1)
    page.set_viewport_size({"width": 320, "height": 800})
    look(f"{base}#question-6")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size({"width": 1366, "height": 800})
    attempting.submit_attempt(attempt=attempt)
    look(f"{base}results/")
    assert found == dict.fromkeys(found, ([], False))


def test_who_never_pauses_is_saved_all_the_same(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box = page.locator("#questions textarea").first
    # Between two keys there is less time than a save waits for a pause.
    for _time in range(60):
        box.press_sequentially("word ", delay=50)
        if (stored(attempt) or "").startswith("word "):
            break
    assert (stored(attempt) or "").startswith("word ")


def test_a_reload_that_shows_the_page_from_before_a_save_loses_nothing(attempt, open_window):
    """Back online and reloaded in one moment: the page was made before the save, and arrives after it."""
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    old = page.request.get(f"/attempts/{attempt.pk}/").text()
    page.context.set_offline(True)
    box.fill("typed offline")
    expect(state).to_have_text("Offline – kept on this device")
    page.context.set_offline(False)
    expect(state).to_have_text("Saved")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.route(f"**/attempts/{attempt.pk}/", lambda route: route.fulfill(body=old, content_type="text/html"))
    page.reload()
    expect(box).to_have_value("")
    page.unroute(f"**/attempts/{attempt.pk}/")
    # Handing in what seems empty takes nothing away; going on typing offers both.
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.wait_for_url("**/hand-in/")
    assert stored(attempt) == "typed offline"
    page.route(f"**/attempts/{attempt.pk}/", lambda route: route.fulfill(body=old, content_type="text/html"))
    page.goto(f"/attempts/{attempt.pk}/")
    box.fill("typed again")
    expect(page.locator(".conflict blockquote")).to_have_text("typed offline")
    expect(box).to_have_value("typed again")
    assert stored(attempt) == "typed offline"


def test_two_windows_offline_keep_both_answers(attempt, open_window):
    first = open_window().page
    log_in(first)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/attempts/{attempt.pk}/")
    first.context.set_offline(True)
    first.locator("#questions textarea").first.fill("from the first")
    expect(first.locator("#save-state")).to_have_text("Offline – kept on this device")
    second.locator("#question-5 textarea").fill("from the second")
    expect(second.locator("#save-state")).to_have_text("Offline – kept on this device")
    # Both windows are gone before there is a network again.
    second.close()
    first.goto("about:blank")
    first.context.set_offline(False)
    first.goto(f"/attempts/{attempt.pk}/")
    expect(first.locator("#questions textarea").first).to_have_value("from the first")
    expect(first.locator("#question-5 textarea")).to_have_value("from the second")
    # What a page sends while it is left may be there before the next one, which then has nothing to say.
    wait_until_sent(first)
    assert stored(attempt) == "from the first"
    assert attempt.responses.get(position=5).answer == {"text": "from the second"}


def test_logging_out_saves_first_and_asks_before_it_forgets(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    page.locator(".menu summary").click()
    log_out = page.get_by_role("button", name="Log out")
    page.route("**/responses/**", lambda route: route.abort())
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    box.fill("typed offline")
    log_out.click()
    expect(state).to_have_text("Offline – kept on this device")
    assert asked == ["Not everything you typed is saved. Log out and lose it?"]
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.unroute("**/responses/**")
    # Within the time for which typing waits.
    box.fill("typed at the last moment")
    log_out.click()
    expect(page.locator("[data-logout]")).to_have_count(0)
    assert stored(attempt) == "typed at the last moment"
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_handing_in_waits_for_a_save_that_is_under_way(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    slow = []

    def hold(route):
        slow.append(route.fetch())
        page.wait_for_timeout(1_500)
        route.fulfill(response=slow[-1])

    page.route("**/responses/**", hold)
    box = page.locator("#questions textarea").first
    box.fill("typed first")
    expect(page.locator("#save-state")).to_have_text("Saving…")
    with page.expect_request("**/responses/**"):
        page.evaluate("document.dispatchEvent(new Event('time-nearly-over'))")
    # The save has arrived, its answer has not; and there is more to say.
    box.fill("typed first, and more")
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.wait_for_url("**/hand-in/")
    assert stored(attempt) == "typed first, and more"
    assert page.get_by_text("Another window saved").count() == 0
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Your results")).to_be_visible()
    assert stored(attempt) == "typed first, and more"


def test_enter_in_a_gap_saves_where_one_question_is_shown_at_a_time(open_window):
    attempt = begun(one_at_a_time=True)
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/#question-4")
    page.locator("#question-4 input[type=text]").fill("cracks")
    page.keyboard.press("Enter")
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(page.locator("#question-4")).to_be_visible()
    assert attempt.responses.get(position=4).answer == {"text": "cracks"}


def test_what_comes_back_from_this_device_does_not_pass_for_newer_when_handed_in(attempt, open_window):
    phone = open_window().page
    log_in(phone)
    phone.goto(f"/attempts/{attempt.pk}/")
    phone.route("**/responses/**", lambda route: route.abort())
    phone.locator("#questions textarea").first.fill("from the phone")
    expect(phone.locator("#save-state")).to_have_text("Offline – kept on this device")
    phone.goto("about:blank")
    response = attempt.responses.get(position=1)
    attempting.save_response(response=response, answer={"text": "from the laptop"}, sequence=response.sequence + 1)
    phone.unroute("**/responses/**")
    phone.goto(f"/attempts/{attempt.pk}/")
    expect(phone.locator(".conflict blockquote")).to_have_text("from the laptop")
    phone.get_by_role("button", name="Hand in", exact=True).click()
    expect(phone.get_by_text("Not everything is saved yet.")).to_be_visible()
    assert stored(attempt) == "from the laptop"


def test_an_old_browser_saves_and_hands_in(attempt, open_window):
    page = open_window().page
    page.add_init_script("delete AbortSignal.timeout; delete HTMLFormElement.prototype.requestSubmit")
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.locator("#questions textarea").first.fill("all the same")
    expect(page.locator("#save-state")).to_have_text("Saved")
    page.locator("#questions textarea").first.fill("all the same, and more")
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.wait_for_url("**/hand-in/")
    assert stored(attempt) == "all the same, and more"


def number_kept(page):
    return page.evaluate("Object.keys(localStorage).length")


def test_what_a_page_brings_back_since_the_server_refused_it_is_sent_and_not_forgotten(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.route("**/responses/**", lambda route: route.abort())
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    essay = page.locator("#question-5 textarea")
    box.fill("from here")
    essay.fill("word " * 4_001)
    expect(state).to_have_text("Offline – kept on this device")
    response = attempt.responses.get(position=1)
    attempting.save_response(response=response, answer={"text": "from elsewhere"}, sequence=1)
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_text("Not everything is saved yet.")).to_be_visible()
    expect(state).to_have_text("Offline – kept on this device")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(state).to_have_text("Offline – kept on this device")
    assert number_kept(page) == 1

    page.unroute("**/responses/**")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".conflict")).to_have_count(1)
    expect(page.locator(".conflict blockquote")).to_have_text("from elsewhere")
    expect(state).to_contain_text("An answer can have 20000 characters; this one has 20005.")
    with page.expect_response(lambda reply: "/responses/" in reply.url and reply.ok):
        essay.fill("word")
    expect(state).to_have_text("Two different answers – choose one Question 1 of 6")
    assert attempt.responses.get(position=5).answer == {"text": "word"}
    assert stored(attempt) == "from elsewhere"
    page.reload()
    expect(page.locator(".conflict blockquote")).to_have_text("from elsewhere")
    expect(box).to_have_value("from here")
    page.get_by_role("button", name="Keep what is here").click()
    expect(state).to_have_text("Saved")
    assert stored(attempt) == "from here"
    assert number_kept(page) == 0


def test_a_refused_page_without_anything_kept_on_the_device_is_sent_too(attempt, open_window):
    """As when the device's memory is full: the page alone has what was typed."""
    page = open_window().page
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.add_init_script("Object.defineProperty(window, 'localStorage', {value: Object.freeze({})})")
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.route("**/responses/**", lambda route: route.abort())
    page.locator("#questions textarea").first.fill("from here")
    response = attempt.responses.get(position=1)
    attempting.save_response(response=response, answer={"text": "from elsewhere"}, sequence=1)
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_text("Another window saved a different answer")).to_be_visible()
    page.unroute("**/responses/**")
    expect(page.get_by_role("button", name="Keep what is here")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Keep what is here").click()
    expect(page.locator("#save-state")).to_have_text("Saved")
    assert stored(attempt) == "from here"


def chosen(attempt):
    response = attempt.responses.get(position=2)
    texts = {choice["id"]: choice["text"] for choice in response.shown["choices"]}
    return texts.get(response.answer.get("choice"))


def test_a_choice_made_elsewhere_is_not_taken_for_a_try_made_here(attempt, open_window):
    """Offline here: first one, then another. Meanwhile the first is chosen on another device, and is the newest."""
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.route("**/responses/**", lambda route: route.abort())
    question, state = page.locator("#question-2"), page.locator("#save-state")
    first, second = "Its supports were cracked.", "It was too narrow."
    for choice in (first, second):
        with page.expect_event("requestfailed"):
            question.get_by_label(choice).check()
    expect(state).to_have_text("Offline – kept on this device")
    response = attempt.responses.get(position=2)
    (there,) = (choice["id"] for choice in response.shown["choices"] if choice["text"] == first)
    attempting.save_response(response=response, answer={"choice": there}, sequence=1)
    page.unroute("**/responses/**")
    page.reload()
    expect(page.locator(".conflict blockquote")).to_have_text(first)
    expect(state).to_have_text("Two different answers – choose one Question 2 of 6")
    assert chosen(attempt) == first
    page.get_by_role("button", name="Keep what is here").click()
    expect(state).to_have_text("Saved")
    assert chosen(attempt) == second


def test_tries_that_wait_do_not_pass_over_what_was_written_elsewhere(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.route("**/responses/**", lambda route: route.abort())
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    for words in ("one", "one and two"):
        with page.expect_event("requestfailed"):
            box.fill(words)
    expect(state).to_have_text("Offline – kept on this device")
    # Elsewhere the same first words are changed, and come back.
    response = attempt.responses.get(position=1)
    for sequence, words in enumerate(("other", "one"), start=1):
        attempting.save_response(response=response, answer={"text": words}, sequence=sequence)
    page.unroute("**/responses/**")
    expect(page.locator(".conflict blockquote")).to_have_text("one", timeout=10_000)
    assert stored(attempt) == "one"
    # Back to what stood here at first is no answer to the question which of the two holds.
    box.fill("")
    expect(state).to_have_text("Two different answers – choose one Question 1 of 6")
    page.get_by_role("button", name="Take the other answer").click()
    expect(state).to_have_text("Saved")
    expect(box).to_have_value("one")


def test_the_same_answer_in_two_windows_asks_nothing(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    response = attempt.responses.get(position=1)
    for sequence, words in enumerate(("other", "cracks"), start=1):
        attempting.save_response(response=response, answer={"text": words}, sequence=sequence)
    page.locator("#questions textarea").first.fill("cracks")
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(page.locator(".conflict")).to_have_count(0)


def test_a_conflict_in_a_question_that_is_not_shown_is_said_with_a_way_to_it(open_window):
    attempt = begun(one_at_a_time=True)
    window = open_window(width=360)
    page = window.page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.get_by_role("tab", name="Questions").click()
    response = attempt.responses.get(position=1)
    attempting.save_response(response=response, answer={"text": "from elsewhere"}, sequence=1)
    page.locator("#question-1 textarea").fill("from here")
    page.locator("#question-1").get_by_role("link", name="Next question").click()
    state = page.locator("#save-state")
    expect(state).to_have_text("Two different answers – choose one Question 1 of 6")
    expect(page.locator("#question-1")).to_be_hidden()
    assert wrong(page) == []
    state.get_by_role("link", name="Question 1 of 6").click()
    expect(page.locator("#question-1")).to_be_focused()
    expect(page.locator(".conflict blockquote")).to_have_text("from elsewhere")
    page.locator("#question-1").get_by_role("link", name="Next question").click()
    page.locator("#question-2").get_by_role("link", name="Next question").click()
    # What the server refuses is opened at once.
    page.get_by_role("button", name="Hand in", exact=True).first.click()
    expect(page.get_by_text("Not everything is saved yet.")).to_be_visible()
    expect(page.locator("#question-1 .conflict button").first).to_be_visible()
    page.get_by_role("button", name="Take the other answer").click()
    expect(state).to_have_text("Saved")
    expect(state.get_by_role("link")).to_have_count(0)


def test_who_leaves_in_the_middle_of_a_word_has_sent_it(attempt, open_window):
    page = open_window().page
    page.add_init_script(
        "const all = fetch; window.fetch = (...what) => (sent.push(what[1]), all(...what)); window.sent = [];"
    )
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.locator("#questions textarea").first.fill("the last wor")
    # As the browser says it of a page that is left: what is asked for now outlives the page.
    with page.expect_response("**/responses/**"):
        page.evaluate(
            """() => {
              Object.defineProperty(document, 'hidden', {value: true});
              document.dispatchEvent(new Event('visibilitychange'));
            }"""
        )
    assert page.evaluate("sent.map((one) => one.keepalive)") == [True]
    assert stored(attempt) == "the last wor"


# What a page sends with its last breath is not seen by a route: here nothing at all is sent while the network is cut.
CUT = """const all = window.fetch;
window.fetch = (...what) => (sessionStorage.cut ? Promise.reject(new TypeError("cut")) : all(...what));"""


def test_handing_in_does_not_pass_over_what_a_page_could_not_send(attempt, open_window):
    page = open_window().page
    page.add_init_script(CUT)
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box = page.locator("#questions textarea").first
    box.fill("typed online")
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.wait_for_url("**/hand-in/")
    # What the page has sent is not kept any more.
    assert number_kept(page) == 0
    page.get_by_role("link", name="Back").click()
    page.evaluate("sessionStorage.cut = 1")
    box.fill("typed offline")
    expect(page.locator("#save-state")).to_have_text("Offline – kept on this device")
    page.go_back()
    notice = page.get_by_text("Something you typed is kept on this device and not saved yet.")
    expect(notice).to_be_visible()
    assert wrong(page) == []
    page.get_by_role("button", name="Hand in now").click()
    expect(notice).to_be_focused()
    attempt.refresh_from_db()
    assert attempt.state == "in_progress"
    page.evaluate("delete sessionStorage.cut")
    page.get_by_role("link", name="Back").click()
    expect(page.locator("#save-state")).to_have_text("Saved")
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Your results")).to_be_visible()
    expect(page.get_by_text("Something here could not be saved in time.")).to_be_hidden()
    assert stored(attempt) == "typed offline"


def test_what_was_kept_when_time_ended_can_be_copied_from_the_next_page(attempt, open_window):
    page = open_window().page
    page.add_init_script(CUT)
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.evaluate("sessionStorage.cut = 1")
    page.locator("#questions textarea").first.fill("typed offline")
    page.locator("#question-5 textarea").fill("One line\nand another")
    page.locator("#question-3 input").first.check()
    page.locator("#question-6").get_by_role("combobox").first.select_option("3")
    expect(page.locator("#save-state")).to_have_text("Offline – kept on this device")
    page.goto("about:blank")
    attempting.submit_attempt(attempt=attempt)
    page.goto(f"/attempts/{attempt.pk}/")
    expect(page.get_by_role("heading", name="Your results")).to_be_visible()
    late = page.get_by_role("alert").locator("blockquote")
    assert late.inner_text() == "1. typed offline\n\n3. True\n\n5. One line\nand another\n\n6. 3,0,0,0"
    assert wrong(page) == []
    assert number_kept(page) == 0
    page.reload()
    expect(late).to_be_hidden()


def test_without_javascript_what_comes_too_late_can_be_copied(attempt, chromium, live_server, open_window):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.locator("#questions textarea").first.fill("One line\nand another")
    attempting.submit_attempt(attempt=attempt)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("blockquote")).to_have_text("One line and another", use_inner_text=True)
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", name="Your results")).to_be_visible()
    context.close()
    # The same page with a script looks right.
    again = open_window().page
    log_in(again)
    token = again.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value")
    form = {"csrfmiddlewaretoken": token, f"answer-{attempt.responses.get(position=1).pk}": "late"}
    again.evaluate(
        """([url, fields]) => {
          const form = document.createElement('form');
          form.method = 'post';
          form.action = url;
          for (const [name, value] of Object.entries(fields)) {
            const input = document.createElement('input');
            [input.name, input.value] = [name, value];
            form.append(input);
          }
          document.body.append(form);
          form.submit();
        }""",
        [f"/attempts/{attempt.pk}/", form],
    )
    expect(again.get_by_role("heading", name="Handed in already")).to_be_visible()
    assert wrong(again) == []


def test_what_no_school_page_answers_is_tried_again(attempt, open_window):
    """A page of the school's network in place of an answer, or a log-in that has run out: then all is well again."""
    page = open_window().page
    page.clock.install()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    portal = {"body": "<p>Log in to the network</p>", "content_type": "text/html"}
    page.route("**/responses/**", lambda route: route.fulfill(**portal))
    page.locator("#questions textarea").first.fill("typed meanwhile")
    state = page.locator("#save-state")
    page.clock.run_for(2_000)
    expect(state).to_contain_text("Not saved – kept on this device.")
    page.unroute("**/responses/**")
    page.clock.run_for(6_000)
    expect(state).to_have_text("Saved")
    assert stored(attempt) == "typed meanwhile"


def test_retries_say_nothing_anew(attempt, open_window):
    page = open_window().page
    page.clock.install()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.route("**/responses/**", lambda route: route.abort())
    page.locator("#questions textarea").first.fill("typed offline")
    page.clock.run_for(2_000)
    expect(page.locator("#save-state")).to_have_text("Offline – kept on this device")
    page.evaluate(
        """() => {
          window.heard = 0;
          new MutationObserver(() => (heard += 1)).observe(document.getElementById('save-state'), {childList: true});
        }"""
    )
    with page.expect_event("requestfailed"):
        page.clock.run_for(6_000)
    with page.expect_event("requestfailed"):
        page.clock.run_for(6_000)
    assert page.evaluate("heard") == 0


def test_logging_out_asks_about_another_attempt_too_and_leaves_nothing_behind(attempt, open_window):
    page = open_window().page
    log_in(page)
    other = '{"1": {"answer": {"text": "kept"}}}'
    page.evaluate("([key, kept]) => { localStorage[key] = kept; }", [f"answers:{attempt.student_id}:999", other])
    page.goto(f"/attempts/{attempt.pk}/")
    page.route("**/responses/**", lambda route: route.abort())
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(".menu summary").click()
    log_out = page.get_by_role("button", name="Log out")
    with page.expect_event("dialog"):
        log_out.click()
    assert asked == ["Not everything you typed is saved. Log out and lose it?"]
    assert number_kept(page) == 1
    # Whoever agrees to lose it finds it nowhere again.
    page.locator("#questions textarea").first.fill("typed and given up")
    page.once("dialog", lambda dialog: dialog.accept())
    log_out.click()
    expect(page.locator("[data-logout]")).to_have_count(0)
    assert number_kept(page) == 0


def test_a_page_from_the_memory_of_the_browser_is_loaded_anew(attempt, open_window):
    """Back after logging out and in again, or after another window saved: nothing is typed on a page that is over."""
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    response = attempt.responses.get(position=1)
    attempting.save_response(response=response, answer={"text": "from elsewhere"}, sequence=1)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator("#questions textarea").first).to_have_value("from elsewhere")


def test_when_time_is_over_text_can_be_copied_and_nothing_else_is_done(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    box = page.locator("#questions textarea").first
    page.route("**/responses/**", lambda route: route.abort())
    box.fill("typed at the last moment")
    page.evaluate("document.dispatchEvent(new Event('time-over', {cancelable: true}))")
    expect(page.get_by_text("Something here could not be saved in time.")).to_be_visible()
    expect(page.locator("#save-state")).to_have_text("Time is over")
    expect(box).to_be_enabled()
    expect(box).not_to_be_editable()
    expect(page.locator("#question-4 input[type=text]")).not_to_be_editable()
    assert page.locator("#answers").locator("[type=radio]:enabled, select:enabled, button:enabled").count() == 0
    assert wrong(page) == []


def test_a_choice_alone_that_came_too_late_is_told_too(attempt, open_window):
    page = open_window().page
    page.add_init_script(CUT)
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.evaluate("sessionStorage.cut = 1")
    page.locator("#question-2").get_by_label("It was too narrow.").check()
    expect(page.locator("#save-state")).to_have_text("Offline – kept on this device")
    page.goto("about:blank")
    attempting.submit_attempt(attempt=attempt)
    page.goto(f"/attempts/{attempt.pk}/")
    expect(page.get_by_role("alert").locator("blockquote")).to_have_text("2. It was too narrow.")
    assert number_kept(page) == 0


def test_after_a_new_log_in_in_another_tab_the_page_saves_again(attempt, open_window):
    """A log-in makes a new token; the page's own is from before."""
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.context.clear_cookies(name="sessionid")
    box, state = page.locator("#questions textarea").first, page.locator("#save-state")
    box.fill("typed while logged out")
    expect(state).to_contain_text("Not saved – kept on this device.")
    log_in(page.context.new_page())
    expect(state).to_have_text("Saved", timeout=10_000)
    assert stored(attempt) == "typed while logged out"
    # The forms of the page are good again, too.
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.wait_for_url("**/hand-in/")


def test_logging_out_leaves_nothing_in_another_tab_either(attempt, open_window):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    other = page.context.new_page()
    other.goto("/")
    page.add_init_script(CUT)
    page.reload()
    page.evaluate("sessionStorage.cut = 1")
    page.locator("#questions textarea").first.fill("words of otter")
    page.locator("#highlight-note").evaluate("(note) => { note.value = 'a note of otter'; }")
    expect(page.locator("#save-state")).to_have_text("Offline – kept on this device")
    other.once("dialog", lambda dialog: dialog.accept())
    other.locator(".menu summary").click()
    other.get_by_role("button", name="Log out").click()
    expect(other.locator("[data-logout]")).to_have_count(0)
    expect(page.locator("body")).to_be_hidden()
    page.evaluate("document.getElementById('article').dispatchEvent(new Event('input'))")
    # Within this time the page would have tried again.
    expect(page.locator("[name=username]")).to_be_visible()
    other.wait_for_timeout(5_500)
    assert number_kept(other) == 0


@pytest.mark.parametrize("cleared", [False, True])
def test_ones_own_try_whose_reply_was_lost_is_no_other_window(attempt, open_window, cleared):
    page = open_window().page
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    question = page.locator("#question-1" if cleared else "#question-2")
    state = page.locator("#save-state")
    if cleared:
        question.locator("textarea").fill("first words")
        expect(state).to_have_text("Saved")

    def lose_reply(route):
        route.fetch()
        route.abort()

    page.route("**/responses/**", lose_reply, times=1)
    with page.expect_event("requestfailed"):
        if cleared:
            question.locator("textarea").fill("")
        else:
            question.get_by_label("Its supports were cracked.").check()
    if cleared:
        question.locator("textarea").fill("new words")
    else:
        question.get_by_label("It was too narrow.").check()
    expect(state).to_have_text("Saved", timeout=10_000)
    expect(page.locator(".conflict")).to_have_count(0)
    assert (stored(attempt) if cleared else chosen(attempt)) == ("new words" if cleared else "It was too narrow.")


def test_what_is_shortened_while_it_is_refused_is_sent(attempt, open_window):
    page = open_window().page
    page.clock.install()
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    held = []
    page.route("**/responses/**", lambda route: held.append(route))
    essay, state = page.locator("#question-5 textarea"), page.locator("#save-state")
    essay.fill("word " * 4_001)
    with page.expect_request("**/responses/**"):
        page.clock.run_for(2_000)
    essay.fill("short")
    page.clock.run_for(2_000)
    with page.expect_response("**/responses/**"):
        held[0].continue_()
    page.unroute("**/responses/**")
    expect(state).to_contain_text("An answer can have 20000 characters")
    page.clock.run_for(6_000)
    expect(state).to_have_text("Saved")
    assert attempt.responses.get(position=5).answer == {"text": "short"}


def test_a_page_from_the_memory_of_the_browser_first_sends_what_only_it_has(attempt, open_window):
    page = open_window().page
    page.add_init_script("Object.defineProperty(window, 'localStorage', {value: undefined})")
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/")
    page.locator("#questions textarea").first.fill("kept nowhere")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator("#questions textarea").first).to_have_value("kept nowhere")
    assert stored(attempt) == "kept nowhere"
