"""What helps with reading, page by page: highlights, flags, proof and settings, with and without a script."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.models import Assignment, GlossaryNote, Highlight
from quizzes.queries.receipts import receipt_code
from quizzes.services import attempting, reading
from tests import factories
from tests.conftest import World
from tests.views.test_attempts import ALL, Begin, autosave

SCRIPT = {"X-Requested-With": "fetch"}


def mark(client: Client, attempt: Any, place: str = "82-91", **data: str) -> Any:
    script = data.pop("script", "")
    return client.post(
        f"/attempts/{attempt.pk}/highlights/", {"place": place, **data}, headers=SCRIPT if script else {}
    )


def test_a_highlight_is_made_changed_deleted_and_undone_without_a_script(world: World, begin: Begin) -> None:
    attempt, client = begin(), world.client(world.bob)
    page = client.post(
        f"/attempts/{attempt.pk}/highlights/", {"place": "82-91", "colour": "blue", "note": "Who?"}, follow=True
    ).content.decode()
    assert '<mark class="in-blue">Engineers</mark> found deep cracks' in page
    assert "Highlighted." in page
    made = Highlight.objects.get()
    assert (made.student, made.quote, made.colour, made.note) == (world.bob, "Engineers", "blue", "Who?")
    mark(client, attempt, colour="pink", note="Why?")
    made.refresh_from_db()
    assert (made.colour, made.note) == ("pink", "Why?")
    page = client.post(f"/attempts/{attempt.pk}/highlights/{made.pk}/", follow=True).content.decode()
    assert not Highlight.objects.exists()
    assert 'name="note" value="Why?"' in page
    assert "Undo" in page
    # It is offered once.
    assert "Undo" not in client.get(f"/attempts/{attempt.pk}/").content.decode()


def test_a_script_gets_the_text_and_the_list(world: World, begin: Begin) -> None:
    attempt, client = begin(), world.client(world.bob)
    reply = mark(client, attempt, quick="green", colour="yellow", script="yes")
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "<html" not in page
    assert '<mark class="in-green">Engineers</mark>' in page
    assert f'action="/attempts/{attempt.pk}/highlights/{Highlight.objects.get().pk}/"' in page


@pytest.mark.parametrize("place", ["", "x", "5-5", "9-5", "0-99999", "1-2-3"])
def test_what_is_no_place_is_told_and_makes_nothing(world: World, begin: Begin, place: str) -> None:
    attempt, client = begin(), world.client(world.bob)
    reply = mark(client, attempt, place, script="yes")
    assert reply.status_code == 400
    assert "Choose words of the article first." in reply.content.decode()
    assert not Highlight.objects.exists()


def test_highlights_stay_for_the_article_and_are_there_with_the_results(world: World, begin: Begin) -> None:
    attempt = begin(attempts_allowed=2)
    client = world.client(world.bob)
    mark(client, attempt)
    attempting.submit_attempt(attempt=attempt)
    again = attempting.start_attempt(assignment=attempt.assignment, student=world.bob)
    for page in (f"/attempts/{again.pk}/", f"/attempts/{attempt.pk}/results/"):
        if "results" in page:
            attempting.submit_attempt(attempt=again)
        assert "in-yellow" in client.get(page).content.decode()


def test_a_fragment_shows_evidence_only_after_release(world: World, begin: Begin) -> None:
    attempt = begin(release="by_hand")
    client = world.client(world.bob)
    assert b"evidence" not in mark(client, attempt, script="yes").content
    attempting.submit_attempt(attempt=attempt)
    assert b"evidence" not in mark(client, attempt, script="yes").content
    Assignment.objects.filter(pk=attempt.assignment_id).update(release="at_once")
    assert b'id="evidence-1"' in mark(client, attempt, script="yes").content


@pytest.mark.parametrize("who", ["charlie", "mallory", "alice", "classmate"])
def test_nobody_else_reads_or_changes_them(world: World, begin: Begin, who: str) -> None:
    attempt = begin()
    made = reading.highlight(article=attempt.assignment.quiz.article, student=world.bob, start=82, end=91, note="Mine")
    user = factories.EnrollmentFactory(classroom=world.classroom).student if who == "classmate" else getattr(world, who)
    client = world.client(user)
    assert mark(client, attempt).status_code == 404
    assert client.post(f"/attempts/{attempt.pk}/highlights/{made.pk}/").status_code == 404
    if who == "classmate":
        own = attempting.start_attempt(assignment=attempt.assignment, student=user)
        assert client.post(f"/attempts/{own.pk}/highlights/{made.pk}/").status_code == 404
        assert b"Mine" not in client.get(f"/attempts/{own.pk}/").content
    assert Highlight.objects.count() == 1


def test_a_word_is_explained_where_it_stands(world: World, begin: Begin) -> None:
    attempt = begin()
    GlossaryNote.objects.create(article=attempt.assignment.quiz.article, phrase="supports", note="What <holds> it up.")
    page = world.client(world.bob).get(f"/attempts/{attempt.pk}/").content.decode()
    assert 'class="term" popovertarget="term-' in page
    assert "What &lt;holds&gt; it up." in page


def test_flags_are_kept_with_and_without_a_script_and_listed_before_handing_in(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.TrueFalseFactory)
    client = world.client(world.bob)
    first, second = attempt.responses.all()
    address = f"/attempts/{attempt.pk}/responses/{first.pk}/flag/"
    reply = client.post(address, json.dumps({"flagged": True}), content_type="application/json")
    assert (reply.status_code, reply.json()) == (200, {"state": "saved"})
    page = client.get(f"/attempts/{attempt.pk}/hand-in/").content.decode()
    assert "You wanted to come back to:" in page
    assert page.count('#question-1"') == 2
    # The page's own form says of every question whether it is flagged.
    client.post(f"/attempts/{attempt.pk}/", {"flags": "1", f"flag-{second.pk}": "on", "save": "1"})
    assert [one.flagged for one in attempt.responses.all()] == [False, True]
    assert client.post(address, "{}", content_type="application/json").status_code == 400
    attempting.submit_attempt(attempt=attempt)
    assert client.post(address, json.dumps({"flagged": True}), content_type="application/json").status_code == 410


def test_proof_is_chosen_on_the_page_saved_and_told_with_the_results(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, cite_evidence=True)
    client = world.client(world.bob)
    response = attempt.responses.get()
    data = {f"answer-{response.pk}": "cracks", f"cited-{response.pk}": ["0-81", "82-156"], "hand_in": "1"}
    page = client.post(f"/attempts/{attempt.pk}/", data, follow=True).content.decode()
    assert "No sentence is chosen as proof yet" not in page
    page = client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert page.count('value="0-81" checked') == 1
    assert "2 chosen" in page
    client.post(f"/attempts/{attempt.pk}/hand-in/")
    page = client.get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert "Sentences that prove your answers: <strong>64\u00a0%</strong>" in page
    assert "Agreement with the evidence: 64\u00a0%" in page
    assert "<strong>2</strong> of 2 points" in page


def test_missing_proof_is_told_before_handing_in(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.TrueFalseFactory, factories.DebateFactory, cite_evidence=True)
    for response in attempt.responses.exclude(position=2):
        attempting.save_response(response=response, answer={"text": "x"}, sequence=1)
    page = world.client(world.bob).get(f"/attempts/{attempt.pk}/hand-in/").content.decode()
    assert page.partition("No sentence is chosen as proof yet:")[2].count("#question-") == 1


def test_autosave_carries_the_proof_and_a_conflict_shows_both(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, cite_evidence=True)
    response = attempt.responses.get()
    client = world.client(world.bob)
    attempting.save_response(response=response, answer={"text": "x"}, sequence=5, cited=[[0, 81]])
    reply = autosave(client, response, {"text": "y"}, 3)
    stored = {"answer": {"text": "x"}, "cited": [[0, 81]], "words": "x"}
    assert reply.json() == {"state": "stale", "sequence": 5, **stored}
    for cited in ("x", [1], [["a", "b"]], [[True, 5]]):
        body = json.dumps({"answer": {}, "sequence": 9, "cited": cited})
        address = f"/attempts/{attempt.pk}/responses/{response.pk}/"
        assert client.post(address, body, content_type="application/json").status_code == 400


def test_before_release_the_receipt_has_the_code_and_no_score_of_the_proof(world: World, begin: Begin) -> None:
    attempt = begin(*ALL, release="by_hand", cite_evidence=True)
    attempting.submit_attempt(attempt=attempt)
    client = world.client(world.bob)
    page = client.get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert receipt_code(attempt.pk) in page
    assert "prove" not in page
    assert "evidence" not in page


def test_handing_in_twice_changes_nothing(world: World, begin: Begin) -> None:
    attempt, client = begin(), world.client(world.bob)
    client.post(f"/attempts/{attempt.pk}/hand-in/")
    attempt.refresh_from_db()
    first = (attempt.submitted_at, attempt.state, attempt.responses.get().auto_points)
    client.post(f"/attempts/{attempt.pk}/hand-in/")
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.state, attempt.responses.get().auto_points) == first


def test_evidence_is_marked_in_the_article_and_leads_back(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.TrueFalseFactory)
    client = world.client(world.bob)
    assert "evidence" not in client.get(f"/attempts/{attempt.pk}/").content.decode()
    attempting.submit_attempt(attempt=attempt)
    page = client.get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert f'<mark class="evidence">{factories.KEY_QUOTE}</mark>' in page
    for number in (1, 2):
        assert f'id="evidence-{number}" class="to-question" href="#question-{number}"' in page
        assert f'class="to-evidence" href="#evidence-{number}"' in page
        assert f'<li id="question-{number}"' in page


def test_a_question_leads_only_to_a_paragraph_it_names(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.TrueFalseFactory)
    response = attempt.responses.get(position=2)
    response.shown["stem"] = "What does paragraph 2 say?"
    response.save()
    page = world.client(world.bob).get(f"/attempts/{attempt.pk}/").content.decode()
    assert page.count('href="#paragraph-') == 1
    assert 'href="#paragraph-2"' in page


def test_one_question_at_a_time_has_a_next_step_each(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.TrueFalseFactory, one_at_a_time=True)
    page = world.client(world.bob).get(f"/attempts/{attempt.pk}/").content.decode()
    assert 'class="questions one-at-a-time"' in page
    assert page.count("Next question") == 1


def test_how_one_reads_is_kept_on_the_device(world: World) -> None:
    client = world.client(world.bob)
    sent = {"size": "xl", "theme": "sepia", "width": "m", "spacing": "nonsense", "next": "/join/"}
    reply = client.post("/reading/", sent)
    assert reply["Location"] == "/join/"
    assert reply.cookies["reading"].value == "size=xl&theme=sepia"
    assert reply.cookies["reading"]["httponly"]
    page = client.get("/").content.decode()
    assert 'data-size="xl" data-theme="sepia"' in page
    assert client.post("/reading/", {"next": "https://elsewhere.example/"})["Location"] == "/"


def test_a_cookie_from_elsewhere_does_no_harm(world: World) -> None:
    client = world.client(world.bob)
    client.cookies["reading"] = "theme=<script>&size=l&&=&x"
    page = client.get("/").content.decode()
    assert 'data-size="l">' in page
    assert "data-theme" not in page


def test_time_over_leaves_highlights_to_the_results(world: World, begin: Begin) -> None:
    attempt = begin(release="by_hand")
    attempt.deadline = timezone.now() - timedelta(seconds=1)
    attempt.save()
    client = world.client(world.bob)
    reply = client.get(f"/attempts/{attempt.pk}/", follow=True)
    assert "Time is over." in reply.content.decode()
    assert mark(client, attempt).status_code == 302


def test_marking_the_same_words_again_keeps_their_note(world: World, begin: Begin) -> None:
    attempt, client = begin(), world.client(world.bob)
    mark(client, attempt, colour="blue", note="Who?")
    mark(client, attempt, quick="pink", colour="yellow", note="", new="1", script="yes")
    made = Highlight.objects.get()
    assert (made.colour, made.note) == ("pink", "Who?")
    # A note is emptied where it is changed.
    mark(client, attempt, colour="pink", note="")
    made.refresh_from_db()
    assert made.note == ""


@pytest.mark.parametrize("place", ["", "x", "82-91"])
def test_a_refused_note_is_still_there_without_a_script(world: World, begin: Begin, place: str) -> None:
    attempt, client = begin(), world.client(world.bob)
    note = "N" * 2_001 if place == "82-91" else "What I thought"
    data = {"place": place, "colour": "blue", "note": note, "new": "1"}
    page = client.post(f"/attempts/{attempt.pk}/highlights/", data, follow=True).content.decode()
    form = page.partition('<form id="highlight"')[2].partition("</form>")[0]
    reason = (
        "A note can have 2000 characters; this one has 2001." if place == "82-91" else "Choose words of the article"
    )
    assert reason in form
    assert f">{note}</textarea>" in form
    assert re.search(r'value="blue"\s+class="form-check-input"\s+checked', form)
    assert ('<option value="82-91" lang="en" selected>Engineers</option>' in form) == (place == "82-91")
    assert page.count('<details class="aid" open>') == 1
    assert not Highlight.objects.exists()
    # A colour that there is not is the usual one.
    page = client.post(f"/attempts/{attempt.pk}/highlights/", data | {"colour": "red"}, follow=True).content.decode()
    assert re.search(r'value="yellow"\s+class="form-check-input"\s+checked', page.partition('<form id="highlight"')[2])
    # It is told once.
    assert "What I thought" not in client.get(f"/attempts/{attempt.pk}/").content.decode()


def test_a_refused_change_of_a_note_is_still_there_without_a_script(world: World, begin: Begin) -> None:
    attempt = begin()
    made = reading.highlight(article=attempt.assignment.quiz.article, student=world.bob, start=82, end=91, note="Old")
    attempting.submit_attempt(attempt=attempt)
    client = world.client(world.bob)
    page = mark(client, attempt, note="N" * 2_001).url
    page = client.get(page, follow=True).content.decode()
    change = page.partition('<details class="change" open>')[2].partition("</details>")[0]
    assert "A note can have 2000 characters; this one has 2001." in change
    assert re.search(rf'id="note-{made.pk}"[^>]*>{"N" * 2_001}</textarea>', change)
    assert page.count('id="refused"') == 1
    made.refresh_from_db()
    assert made.note == "Old"


def test_the_end_of_a_line_is_one_character_of_a_note(world: World, begin: Begin) -> None:
    attempt, client = begin(), world.client(world.bob)
    mark(client, attempt, note="n\r\n" * 999 + "nn")
    assert Highlight.objects.get().note == "n\n" * 999 + "nn"


def test_undoing_a_change_brings_back_what_was_there(world: World, begin: Begin) -> None:
    attempt, client = begin(), world.client(world.bob)
    mark(client, attempt, colour="blue", note="Who?")
    page = mark(client, attempt, colour="pink", note="Why?", script="yes").content.decode()
    undo = page.partition('id="reading-undo"')[2]
    assert f'action="/attempts/{attempt.pk}/highlights/"' in undo
    assert 'name="colour" value="blue"' in undo
    assert 'name="note" value="Who?"' in undo


def test_too_many_sentences_are_told_where_they_were_chosen(world: World, begin: Begin) -> None:
    attempt = begin(factories.ClozeFactory, factories.ClozeFactory, cite_evidence=True, one_at_a_time=True)
    second = attempt.responses.get(position=2)
    places = [f"{number}-{number + 1}" for number in range(13)]
    data = {f"answer-{second.pk}": "cracks", f"cited-{second.pk}": places, "save": "1"}
    page = world.client(world.bob).post(f"/attempts/{attempt.pk}/", data).content.decode()
    assert "Choose at most 12 sentences" in page.partition('id="question-2"')[2]
    # The question that needs a look may be one that does not show.
    assert '<a href="#question-2">Question 2</a>' in page.partition('role="alert"')[2].partition("</p>")[0]
    assert '<a href="#question-1">Question 1</a>' not in page


def test_words_beside_the_article_are_in_the_language_of_the_page(world: World, begin: Begin) -> None:
    page = world.client(world.bob).get(f"/attempts/{begin().pk}/").content.decode()
    assert '<span class="paragraph-number" lang="en" data-aside>' in page
