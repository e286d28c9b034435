"""The student's way through an attempt, page by page, and what nobody else gets to see of it."""

import html
import json
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quizzes.models import Assignment, Attempt, GlossaryNote, Response
from quizzes.services import attempting, grading, reading, watching
from quizzes.services.rosters import remove_student
from tests import factories
from tests.conftest import World

Begin = Callable[..., Attempt]
ALL = (
    factories.QuestionFactory,
    factories.TrueFalseFactory,
    factories.ClozeFactory,
    factories.ShortAnswerFactory,
    factories.OrderingFactory,
    factories.DebateFactory,
)
# What only the marking knows: none of it stands in the article or in what is shown.
EXPLANATION = "The article says that engineers found deep cracks"
NOTE = "The article does not say so."
MODEL_ANSWER = "Deep cracks"


def answers(attempt: Attempt, *, right: bool = True) -> dict[str, Any]:
    """The page as a student without JavaScript posts it, every question answered."""
    data: dict[str, Any] = {}
    for response in attempt.responses.all():
        key = response.marking["key"]
        if order := response.marking["order"]:
            place = dict(zip(order if right else reversed(order), "1234", strict=True))
            data[f"answer-{response.pk}"] = [place[choice["id"]] for choice in response.shown["choices"]]
        elif key:
            ids = [choice["id"] for choice in response.shown["choices"]]
            data[f"answer-{response.pk}"] = key if right else next(one for one in ids if one != key)
        else:
            data[f"answer-{response.pk}"] = "cracks" if right else "something else"
        data[f"sequence-{response.pk}"] = str(response.sequence)
    return data


def autosave(client: Client, response: Response, answer: object, sequence: object = 1) -> Any:
    return client.post(
        f"/attempts/{response.attempt_id}/responses/{response.pk}/",
        json.dumps({"answer": answer, "sequence": sequence}),
        content_type="application/json",
    )


def test_from_start_to_results(world: World, begin: Begin) -> None:
    client = world.client(world.bob)
    attempt = begin(*ALL)
    reply = client.post(f"/assignments/{attempt.assignment_id}/")
    assert reply["Location"] == f"/attempts/{attempt.pk}/"
    page = client.get(reply["Location"]).content.decode()
    assert "Engineers found deep cracks" in page
    assert "Safety for all against a living for some." in page

    reply = client.post(f"/attempts/{attempt.pk}/", answers(attempt) | {"save": "1"}, follow=True)
    assert reply.redirect_chain == [(f"/attempts/{attempt.pk}/", 302)]
    assert "Saved." in reply.content.decode()

    reply = client.post(f"/attempts/{attempt.pk}/", answers(attempt) | {"hand_in": "1"}, follow=True)
    assert reply.redirect_chain == [(f"/attempts/{attempt.pk}/hand-in/", 302)]
    assert "All questions are answered and saved." in reply.content.decode()

    reply = client.post(f"/attempts/{attempt.pk}/hand-in/", follow=True)
    assert reply.redirect_chain == [(f"/attempts/{attempt.pk}/results/", 302)]
    page = reply.content.decode()
    assert "<strong>10</strong> of 12 points" in page
    assert "1 answer is waiting for your teacher" in page
    assert [response.points for response in attempt.responses.all()] == [Decimal(2)] * 5 + [None]
    for again in (client.get(f"/attempts/{attempt.pk}/"), client.post(f"/attempts/{attempt.pk}/hand-in/")):
        assert again["Location"] == f"/attempts/{attempt.pk}/results/"


def test_results_explain_each_answer_and_show_the_teachers_words(world: World, begin: Begin) -> None:
    attempt = begin(factories.QuestionFactory, factories.DebateFactory)
    attempting.save_page(
        attempt=attempt,
        answers={
            response.pk: (
                {"choice": next(c["id"] for c in response.shown["choices"] if c["id"] != response.marking["key"])}
                if response.shown["choices"]
                else {"text": "Keep it <closed>."},
                0,
            )
            for response in attempt.responses.all()
        },
    )
    attempting.submit_attempt(attempt=attempt)
    grading.grade_response(
        response=attempt.responses.get(position=2), teacher=world.alice, points=Decimal(1), feedback="Say why."
    )
    page = world.client(world.bob).get(f"/attempts/{attempt.pk}/results/").content.decode()
    for words in ("Not right", NOTE, EXPLANATION, "Its supports were cracked.", "Keep it &lt;closed&gt;.", "Say why."):
        assert words in page
    assert "<strong>1</strong> of 4 points" in page


def test_what_is_not_answered_is_listed_before_handing_in(world: World, begin: Begin) -> None:
    attempt = begin(factories.QuestionFactory, factories.ClozeFactory)
    client = world.client(world.bob)
    data = answers(attempt)
    data[f"answer-{attempt.responses.get(position=2).pk}"] = "  "
    page = client.post(f"/attempts/{attempt.pk}/", data | {"hand_in": "1"}, follow=True).content.decode()
    assert "1 of 2 questions is not answered yet" in page
    assert f'href="/attempts/{attempt.pk}/#question-2"' in page
    assert "#question-1" not in page


def test_an_error_saves_the_rest_and_keeps_what_was_typed(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.ShortAnswerFactory)
    first, second = attempt.responses.all()
    data = answers(attempt) | {f"answer-{second.pk}": "y" * 20_001}
    client = world.client(world.bob)
    page = client.post(f"/attempts/{attempt.pk}/", data).content.decode()
    assert "this one has 20001" in page
    assert "y" * 20_001 in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, second.answer) == ({"text": "cracks"}, {})
    assert f'name="sequence-{first.pk}" value="1"' in page


def test_another_windows_answer_is_shown_beside_ones_own(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory)
    response = attempt.responses.get()
    old_page = answers(attempt)
    attempting.save_response(response=response, answer={"text": "newer words"}, sequence=7)
    client = world.client(world.bob)
    page = client.post(f"/attempts/{attempt.pk}/", old_page | {"hand_in": "1"}).content.decode()
    assert "Another window saved a different answer" in page
    assert "newer words" in page
    assert 'value="cracks"' in page
    assert f'name="sequence-{response.pk}" value="7"' in page
    response.refresh_from_db()
    assert response.answer == {"text": "newer words"}


def test_autosave_says_what_became_of_it(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory)
    response = attempt.responses.get()
    client = world.client(world.bob)
    reply = autosave(client, response, {"text": "cracks"}, 2)
    assert (reply.status_code, reply.json()) == (200, {"state": "saved", "sequence": 2})
    reply = autosave(client, response, {"text": "older"}, 1)
    assert (reply.status_code, reply.json()) == (
        409,
        {"state": "stale", "sequence": 2, "answer": {"text": "cracks"}, "cited": [], "words": "cracks"},
    )
    attempting.submit_attempt(attempt=attempt)
    reply = autosave(client, response, {"text": "late"}, 3)
    assert (reply.status_code, reply.json()) == (410, {"state": "closed", "sequence": 3})


def test_an_order_is_chosen_saved_and_shown_again(world: World, begin: Begin) -> None:
    attempt = begin(factories.OrderingFactory)
    response = attempt.responses.get()
    client = world.client(world.bob)
    page = client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert page.count(f'name="answer-{response.pk}"') == 4
    assert page.count(" selected>") == 1
    for number, choice in enumerate(response.shown["choices"]):
        assert f'<label for="id_answer-{response.pk}_{number}" lang="en" dir="auto">{choice["text"]}</label>' in page
    assert page.count('<option value="4" >4th</option>') == 4

    reply = client.post(f"/attempts/{attempt.pk}/", answers(attempt, right=False) | {"save": "1"}, follow=True)
    assert "Saved." in reply.content.decode()
    assert reply.content.decode().count(" selected>") == 5
    client.post(f"/attempts/{attempt.pk}/hand-in/")
    page = client.get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert "1. The bridge was closed.<br>2. The council voted.<br>3. Cracks were found.<br>4. A flood came." in page
    assert "1. A flood came.<br>2. Cracks were found.<br>3. The council voted.<br>4. The bridge was closed." in page
    assert "Not right" in page


@pytest.mark.parametrize(
    ("places", "lacks"),
    [
        (["2", "", "1", ""], "Not every event has a place yet. Give each event one."),
        (["2", "2", "1", "3"], "Two events have the same place. Give each event a place of its own."),
    ],
)
def test_an_unfinished_order_is_saved_and_said(world: World, begin: Begin, places: list[str], lacks: str) -> None:
    attempt = begin(factories.ClozeFactory, factories.OrderingFactory)
    response = attempt.responses.get(position=2)
    client = world.client(world.bob)
    data = answers(attempt) | {f"answer-{response.pk}": places}
    page = client.post(f"/attempts/{attempt.pk}/", data | {"save": "1"}, follow=True).content.decode()
    assert "Saved, but not finished: the order in question 2." in page
    assert f'role="status">{lacks}</p>' in page
    assert page.count(" selected>") == 1 + sum(map(bool, places))
    response.refresh_from_db()
    assert response.answer == {"places": [int(place or 0) for place in places]}

    data[f"sequence-{response.pk}"] = str(response.sequence)
    page = client.post(f"/attempts/{attempt.pk}/", data | {"hand_in": "1"}, follow=True).content.decode()
    assert "Not finished yet:" in page
    assert f'href="/attempts/{attempt.pk}/#question-2"' in page
    assert lacks in page
    assert "All questions are answered and saved." not in page


@pytest.mark.parametrize("nonsense", [["9", "x", "", "1"], ["9" * 5000, "", "", "1"], ["²", "", "", "1"]])
def test_a_page_with_nonsense_for_places_stores_none_of_it(world: World, begin: Begin, nonsense: list[str]) -> None:
    attempt = begin(factories.OrderingFactory)
    response = attempt.responses.get()
    data = answers(attempt) | {f"answer-{response.pk}": nonsense}
    page = world.client(world.bob).post(f"/attempts/{attempt.pk}/", data).content.decode()
    assert "This answer does not fit the question." in page
    response.refresh_from_db()
    assert response.answer == {}


def test_autosave_keeps_an_order_place_by_place(world: World, begin: Begin) -> None:
    response = begin(factories.OrderingFactory).responses.get()
    client = world.client(world.bob)
    reply = autosave(client, response, {"places": [0, 3, 0, 0]}, 1)
    assert (reply.status_code, reply.json()) == (200, {"state": "saved", "sequence": 1})
    reply = autosave(client, response, {"places": [1, 3, 0, 0]}, 1)
    assert (reply.status_code, reply.json()["answer"]) == (409, {"places": [0, 3, 0, 0]})
    for nonsense in ([True, 3, 0, 0], ["1", 3, 0, 0], "1234", {"1": 2}, [1, 2, 3, 9], [1.0, 2, 3, 4]):
        assert autosave(client, response, {"places": nonsense}, 2).status_code == 400
    assert autosave(client, response, {"choice": [1]}, 2).status_code == 400


def test_no_byte_tells_the_order_before_release(world: World, begin: Begin) -> None:
    """Two attempts at the same question differ in nothing that could tell the order: only in ids and in the shuffle."""
    attempt = begin(factories.OrderingFactory, release="by_hand", attempts_allowed=2)
    response = attempt.responses.get()
    response.shown["choices"].sort(key=lambda choice: choice["text"])
    response.save()
    client = world.client(world.bob)
    before = client.get(f"/attempts/{attempt.pk}/").content
    # The same page with the events in another right order is the same page.
    response.marking["order"].reverse()
    response.save()
    assert _without_token(client.get(f"/attempts/{attempt.pk}/").content) == _without_token(before)


def _without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


@pytest.mark.parametrize(
    ("answer", "sequence"),
    [("text", 1), ({"text": 1}, 1), ({"text": "x"}, 0), ({"text": "x"}, True), ({"text": "x"}, 2**60), (None, 1)],
)
def test_a_save_that_makes_no_sense_is_refused(world: World, begin: Begin, answer: object, sequence: object) -> None:
    response = begin(factories.ClozeFactory).responses.get()
    reply = autosave(world.client(world.bob), response, answer, sequence)
    assert (reply.status_code, reply.json()["state"]) == (400, "refused")
    response.refresh_from_db()
    assert response.answer == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_a_body_that_is_no_save_is_refused(world: World, begin: Begin, body: bytes) -> None:
    response = begin(factories.ClozeFactory).responses.get()
    url = f"/attempts/{response.attempt_id}/responses/{response.pk}/"
    assert world.client(world.bob).post(url, body, content_type="application/json").status_code == 400


def test_autosave_needs_the_token_of_the_page(world: World, begin: Begin) -> None:
    response = begin(factories.ClozeFactory).responses.get()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.bob)
    assert autosave(client, response, {"text": "x"}).status_code == 403


def test_after_the_deadline_what_was_saved_is_handed_in(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, time_limit_minutes=10)
    response = attempt.responses.get()
    client = world.client(world.bob)
    autosave(client, response, {"text": "cracks"})
    assert attempt.deadline is not None
    assert "Time ends at" in client.get(f"/attempts/{attempt.pk}/").content.decode()
    with time_machine.travel(attempt.deadline + timedelta(seconds=1), tick=False):
        assert autosave(client, response, {"text": "too late"}, 2).status_code == 410
        reply = client.post(f"/attempts/{attempt.pk}/", {f"answer-{response.pk}": "cracks"}, follow=True)
    assert reply.redirect_chain == [(f"/attempts/{attempt.pk}/results/", 302)]
    assert "Time is over. What was saved until then has been handed in." in reply.content.decode()
    response.refresh_from_db()
    assert (response.answer, response.points) == ({"text": "cracks"}, Decimal(2))


def test_what_comes_too_late_can_be_copied(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.ShortAnswerFactory, factories.QuestionFactory)
    client = world.client(world.bob)
    first, second, third = attempt.responses.all()
    data = answers(attempt) | {f"answer-{second.pk}": "long " * 4_001}
    autosave(client, third, {"choice": data[f"answer-{third.pk}"]})
    attempting.submit_attempt(attempt=attempt)
    reply = client.post(f"/attempts/{attempt.pk}/", data | {"hand_in": "1"})
    page = reply.content.decode()
    assert reply.status_code == 410
    assert re.search(r"<h1>\s+Handed in already\s+</h1>", page)
    assert re.search(r'role="alert">Something here could not be saved in time\.', page)
    assert re.findall(r">(\d)\. ", page) == ["1", "2"]
    assert re.search(r"<blockquote[^>]*>\s+cracks\s+</blockquote>", page)
    assert "long " * 4_000 in page
    assert f'href="/attempts/{attempt.pk}/results/"' in page
    first.refresh_from_db()
    assert first.answer == {}


def test_proof_and_refused_orders_that_come_too_late_can_be_copied(world: World, begin: Begin) -> None:
    attempt = begin(*[factories.ClozeFactory] * 3, factories.OrderingFactory, cite_evidence=True, time_limit_minutes=10)
    client = world.client(world.bob)
    same, changed, refused, order = attempt.responses.all()
    for response in (same, changed):
        attempting.save_response(response=response, answer={"text": "cracks"}, sequence=1, cited=[[0, 81]])
    data: dict[str, str | list[str]] = {f"answer-{one.pk}": "cracks" for one in (same, changed, refused)}
    data |= {f"cited-{same.pk}": "0-81", f"cited-{changed.pk}": "82-156", f"cited-{refused.pk}": "no place"}
    data |= {f"answer-{order.pk}": ["1", "9", "", "2"]}
    assert attempt.deadline is not None
    with time_machine.travel(attempt.deadline + timedelta(seconds=1), tick=False):
        page = client.post(f"/attempts/{attempt.pk}/", data | {"save": "1"}).content.decode()
    assert re.search(r"<h1>\s+Time is over\s+</h1>", page)
    sentence = attempt.assignment.quiz.article.text[82:156]
    assert [words.strip() for words in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.S)] == [
        f"cracks<br>Sentences chosen: {sentence}",
        "cracks",
        "1, 9, , 2",
    ]
    assert re.findall(r">(\d)\. ", page) == ["2", "3", "4"]


def test_a_refused_page_shows_what_is_stored_and_what_is_not(world: World, begin: Begin) -> None:
    """Beside a conflict and a refusal: what another window saved where this one had nothing, and what was saved."""
    attempt = begin(*[factories.ClozeFactory] * 4, *[factories.OrderingFactory] * 2)
    client = world.client(world.bob)
    clash, refused, elsewhere, saved, empty, placed = attempt.responses.all()
    data = answers(attempt) | {f"answer-{refused.pk}": "x" * 20_001, f"answer-{elsewhere.pk}": ""}
    data |= {f"answer-{empty.pk}": [""] * 4, f"answer-{placed.pk}": ["3", "", "1", "2"]}
    # The page was made after the refused one's third save.
    data |= {f"sequence-{refused.pk}": "3"}
    for response in (clash, refused, elsewhere):
        autosave(client, response, {"text": "newer words"}, 4)
    page = client.post(f"/attempts/{attempt.pk}/", data | {"save": "1"}).content.decode()

    def shown(response: Response) -> tuple[str, ...]:
        part = page.partition(f'id="question-{response.position}"')[2].partition("</li>")[0]
        value, number = (re.search(rf'name="{name}-{response.pk}"\s+value="(\w*(?: \w+)*)"', part) for name in NAMES)
        script = re.search(r'data-sequence="(\w+)"\s+(?:data-wrong="(\w+)")?', part)
        assert value is not None
        assert number is not None
        assert script is not None
        return value[1], number[1], *script.groups("")

    # For the script a conflict is made anew; without it, saving again puts this over the other.
    assert shown(clash) == ("cracks", "4", "4", "0")
    # Another window's answer is not passed over once the text is short enough.
    assert shown(refused) == ("x" * 20_001, "3", "4", "3")
    assert shown(elsewhere) == ("newer words", "4", "4", "")
    assert shown(saved) == ("cracks", "1", "1", "")
    assert page.count("data-wrong") == 2
    assert re.findall(r'<a href="#question-(\d)">Question', page) == ["1", "2"]
    order = page.partition('id="question-6"')[2]
    assert re.findall(r'value="(\d?)" selected', order) == ["3", "1", "2"]


NAMES = ("answer", "sequence")


def test_before_and_after_handing_in_the_page_knows_what_is_stored(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.ShortAnswerFactory, cite_evidence=True, release="by_hand")
    client = world.client(world.bob)
    first, second = attempt.responses.all()
    attempting.save_response(response=first, answer={"text": 'a "word"'}, sequence=1, cited=[[0, 81]])

    def known(part: str) -> object:
        found = re.search(r'data-stored="([^"]*)"', client.get(f"/attempts/{attempt.pk}/{part}/").content.decode())
        assert found is not None
        return json.loads(html.unescape(found[1]))

    stored = {
        str(first.pk): {"answer": {"text": 'a "word"', "cited": [[0, 81]]}, "number": 1, "choices": {}},
        str(second.pk): {"answer": {}, "number": 2, "choices": {}},
    }
    assert known("hand-in") == stored
    attempting.submit_attempt(attempt=attempt)
    assert known("results") == stored
    Assignment.objects.update(release="at_once")
    assert known("results") == stored


def test_the_start_page_tells_the_rules_and_why_one_cannot_start(world: World) -> None:
    client = world.client(world.bob)
    Assignment.objects.update(time_limit_minutes=40)
    world.assignment.quiz.instructions = "Read it all first."
    world.assignment.quiz.save()
    url = f"/assignments/{world.assignment.pk}/"
    page = client.get(url).content.decode()
    for words in ("Read it all first.", "40 minutes from your start", "1 of 1 left", "as soon as you hand in"):
        assert words in page
    assert Attempt.objects.count() == 0
    Assignment.objects.update(due_at=None, closes_at=timezone.now())
    page = client.post(url, follow=True).content.decode()
    assert "This assignment is closed." in page
    assert Attempt.objects.count() == 0


# Before release no byte tells an answer.


def pages(client: Client, attempt: Attempt) -> list[bytes]:
    """Every page and reply of the attempt, with its headers."""
    urls = ["/", f"/assignments/{attempt.assignment_id}/"]
    urls += [f"/attempts/{attempt.pk}/{part}" for part in ("", "hand-in/", "results/")]
    found = []
    for url in urls:
        reply = client.get(url)
        found.append(str(dict(reply.items())).encode() + reply.content)
    for response in attempt.responses.all():
        for sequence in (1, 1):
            reply = autosave(client, response, {"text": "x"} if not response.shown["choices"] else {}, sequence)
            found.append(str(dict(reply.items())).encode() + reply.content)
    return found


@pytest.mark.parametrize("release", ["after_due", "by_hand"])
def test_no_byte_tells_an_answer_before_release(world: World, begin: Begin, release: str) -> None:
    attempt = begin(*ALL, release=release)
    client = world.client(world.bob)
    secrets = [EXPLANATION, NOTE, MODEL_ANSWER, "is_key", "marking", "auto_points", "unsupported", "Right answer"]
    running = pages(client, attempt)
    attempting.submit_attempt(attempt=attempt)
    for content in [*running, *pages(client, attempt)]:
        assert [secret for secret in secrets if secret.encode() in content] == []
    receipt = client.get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert "Handed in" in receipt
    assert "3 of 6 questions" in receipt
    Assignment.objects.filter(pk=attempt.assignment_id).update(release="at_once")
    released = client.get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert all(secret in released for secret in (EXPLANATION, MODEL_ANSWER, "Right answer"))


def test_the_ids_of_choices_tell_nothing_and_differ_between_attempts(world: World, begin: Begin) -> None:
    attempt = begin(factories.QuestionFactory, attempts_allowed=2)
    attempting.submit_attempt(attempt=attempt)
    other = attempting.start_attempt(assignment=attempt.assignment, student=world.bob)
    ids = [{choice["id"] for choice in one.responses.get().shown["choices"]} for one in (attempt, other)]
    assert not ids[0] & ids[1]


# Not yours: not there.


def addresses(attempt: Attempt) -> list[str]:
    response = attempt.responses.get()
    base = f"/attempts/{attempt.pk}/"
    return [
        f"/assignments/{attempt.assignment_id}/",
        base,
        f"{base}hand-in/",
        f"{base}results/",
        f"{base}responses/{response.pk}/",
        f"{base}responses/{response.pk}/flag/",
    ]


@pytest.mark.parametrize("who", ["charlie", "mallory", "alice", "removed", "classmate"])
def test_others_find_nothing(world: World, begin: Begin, who: str) -> None:
    attempt = begin()
    urls = addresses(attempt)
    if who == "removed":
        remove_student(enrollment=world.bob.enrollments.get())
        user = world.bob
    elif who == "classmate":
        user = factories.EnrollmentFactory(classroom=world.classroom).student
        urls = urls[1:]  # The assignment is the whole class's.
    else:
        user = getattr(world, who)
    client = world.client(user)
    for url in urls:
        assert (client.post if "responses" in url else client.get)(url).status_code == 404, url
        if "results" not in url:
            assert client.post(url).status_code == 404, url
    attempt.refresh_from_db()
    assert attempt.state == Attempt.State.IN_PROGRESS


def test_who_is_not_logged_in_is_asked_to_log_in(world: World, begin: Begin) -> None:
    for url in addresses(begin()):
        reply = Client().get(url) if "results" in url else Client().post(url)
        assert (reply.status_code, reply["Location"]) == (302, f"/login/?next={url}")


def test_a_response_is_found_only_through_its_own_attempt(world: World, begin: Begin) -> None:
    first, second = begin(factories.ClozeFactory), begin(factories.ClozeFactory)
    for of, pk in ((first.pk, second.responses.get().pk), (first.pk, 2**63), (2**63, first.responses.get().pk)):
        url = f"/attempts/{of}/responses/{pk}/"
        assert world.client(world.bob).post(url, "{}", content_type="application/json").status_code == 404


def test_what_is_not_open_yet_is_not_there(world: World) -> None:
    Assignment.objects.update(opens_at=timezone.now() + timedelta(minutes=1))
    client = world.client(world.bob)
    assert client.get(f"/assignments/{world.assignment.pk}/").status_code == 404
    assert b"Bridge quiz" not in client.get("/").content


# Queries do not grow with the questions.


@pytest.mark.parametrize("kinds", [ALL[:1], ALL[:3], ALL])
def test_queries(
    world: World,
    begin: Begin,
    kinds: tuple[type[factories.QuestionFactory], ...],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    attempt = begin(*kinds)
    client = world.client(world.bob)
    response = attempt.responses.all()[0]
    with django_assert_num_queries(5):  # session, user, attempt, responses, article
        client.get(f"/attempts/{attempt.pk}/")
    with django_assert_num_queries(4):  # session, user, response, save
        assert autosave(client, response, {"choice": response.marking["key"]}).status_code == 200
    data = answers(attempt, right=False)
    with django_assert_num_queries(10):  # the page's five, then presence, responses and save in a savepoint
        client.post(f"/attempts/{attempt.pk}/", data)
    # session, user, attempt; in a savepoint: state, attempt, responses, earlier marks, corrections, points
    with django_assert_num_queries(11):
        client.post(f"/attempts/{attempt.pk}/hand-in/")
    # with the levels of a rubric, what was corrected, and the two of the article
    with django_assert_num_queries(13):
        client.get(f"/attempts/{attempt.pk}/results/")


def test_what_stands_beside_the_questions_takes_a_query_each(
    world: World, begin: Begin, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    attempt = begin()
    client = world.client(world.bob)
    article = attempt.assignment.quiz.article
    additions: list[Callable[[], object]] = [
        lambda: reading.highlight(article=article, student=world.bob, start=0, end=10),
        lambda: GlossaryNote.objects.create(article=article, phrase="bridge", note="It crosses a river."),
        lambda: watching.send_message(assignment=attempt.assignment, text="Go on!", by=world.alice),
    ]
    for queries, add in enumerate(additions, start=6):
        add()
        with django_assert_num_queries(queries):
            page = client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert all(words in page for words in ('<mark class="in-yellow">', "It crosses a river.", "Go on!"))


@pytest.mark.parametrize("kinds", [ALL[:1], ALL[:5], ALL])
def test_queries_of_a_start(
    world: World,
    kinds: tuple[type[factories.QuestionFactory], ...],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(article=article, questions=[kind(article=article) for kind in kinds])
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz)
    client = world.client(world.bob)
    # session, user, assignment, attempts, the quiz with all its parts; in a savepoint: assignment, place in the class
    # with exception, attempt, responses
    with django_assert_num_queries(11):
        client.post(f"/assignments/{assignment.pk}/")


@pytest.mark.parametrize("others", [0, 3])
def test_queries_of_the_list(world: World, others: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.AssignmentFactory.create_batch(others, classroom=world.classroom)
    client = world.client(world.bob)
    with django_assert_num_queries(8):  # session, user, what is overdue, the four of the standings, and the debates
        client.get("/")


def test_another_try_is_offered_with_the_work_where_it_is_allowed(world: World, begin: Begin) -> None:
    attempt = begin(factories.QuestionFactory, attempts_allowed=2)
    attempting.submit_attempt(attempt=attempt)
    client = world.client(world.bob)
    offer = f'href="/assignments/{attempt.assignment_id}/">Try again'
    assert offer in " ".join(client.get("/").content.decode().split())
    attempting.start_attempt(assignment=attempt.assignment, student=world.bob)
    assert offer not in " ".join(client.get("/").content.decode().split())
    attempting.submit_attempt(attempt=attempt.assignment.attempts.get(number=2))
    assert offer not in " ".join(client.get("/").content.decode().split())
