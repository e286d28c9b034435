"""Correcting a right answer on its page: shown first, then done, and told to the students."""

import re

import pytest

from quizzes.models import Assignment, Correction, GradeChange, Question, Response
from quizzes.services import attempting, grading, rosters, watching
from tests import factories
from tests.admin.pages import messages, url
from tests.services.test_correcting import NAMES, asked, hand_in, keys, picking, points

__all__ = ["asked"]


@pytest.fixture
def address(world, asked):
    return url("assignment", "correct", world.assignment.pk, asked.pk)


def agreed(client, address, data):
    """The data with the fingerprint of what the page shows for it."""
    return {**data, "fingerprint": client.post(address, data).context["plan"].fingerprint, "apply": "yes"}


def squeezed(response):
    return " ".join(response.content.decode().split())


def test_first_shown_then_done(world, asked, address):
    client = world.client(world.alice)
    first = client.get(address)
    assert first.context["form"]["keys"].initial == keys(asked, "Its")
    assert "What would change" not in first.content.decode()
    data = {"keys": keys(asked, "Its", "Shops"), "reason": "Both are in the article."}
    shown = client.post(address, data)
    page = squeezed(shown)
    assert "Nothing is changed yet. 3 answers keep their points." in page
    cells = re.findall(r'<th scope="row"> (.*?) </th> <td.*?>(.*?)</td> <td.*?>(.*?)</td> <td.*?>(.*?)</td>', page)
    assert cells == [("ann", "Shops lost customers.", "0", "2")]
    assert 'data-label="Points now">0</td> <td data-label="Points then">2</td>' in page
    assert "Apply: 1 answer changes" in page
    assert points("ann") == {"ann": 0}
    done = client.post(address, agreed(client, address, data), follow=True)
    assert done.redirect_chain == [(url("assignment", "grade_item", world.assignment.pk, asked.pk), 302)]
    assert messages(done) == ["Corrected. The points of 1 answer changed; its student is told once results are out."]
    assert points("ann") == {"ann": 2}
    record = squeezed(client.get(url("classroom", "changes", world.classroom.pk) + "?kind=key"))
    assert "right answer corrected after it was handed in" in record
    assert "Its supports were cracked. | Shops lost customers." in record
    assert "Both are in the article." in record


def test_what_is_no_longer_so_is_shown_again(world, asked, address):
    client = world.client(world.alice)
    data = agreed(client, address, {"keys": keys(asked, "Shops"), "reason": "wrong"})
    ann = Response.objects.get(attempt__student__username="ann")
    grading.grade_response(response=ann, teacher=world.alice, points=1)
    again = client.post(address, data)
    assert messages(again) == ["What would change is not what you were shown. Look at it again, then apply it."]
    assert "Points you gave yourself, which stay" in again.content.decode()
    assert points("bob") == {"bob": 2}
    # The page sends back what it shows now, and what was typed is still there.
    assert again.context["form"]["fingerprint"].value() == again.context["plan"].fingerprint != data["fingerprint"]
    client.post(address, {**data, "fingerprint": again.context["plan"].fingerprint})
    assert points("bob", "ann") == {"bob": 0, "ann": 1}


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"reason": "wrong"}, "keys", "Tick at least one right answer."),
        ({"keys": "Its"}, "reason", "Say why. Students whose points change read this."),
        (
            {"keys": "both", "reason": "wrong", "change_question": "on"},
            "change_question",
            "A question has one right answer. Tick one only to change the question too, or leave it as it is.",
        ),
    ],
)
def test_what_is_missing_is_said(world, asked, address, data, field, message):
    data = {**data, "keys": keys(asked, "Its", "Shops") if data.get("keys") == "both" else keys(asked, "Its")}
    if field == "keys":
        del data["keys"]
    form = world.client(world.alice).post(address, data).context["form"]
    assert form.errors[field] == [message]


def test_nothing_new_is_not_applied(world, asked, address):
    client = world.client(world.alice)
    data = {"keys": keys(asked, "Its"), "reason": "wrong"}
    page = client.post(address, data)
    assert "This is what counts as right already." in page.content.decode()
    assert "Apply:" not in page.content.decode()
    refused = client.post(address, agreed(client, address, data))
    assert messages(refused) == ["This is what counts as right already. Change something first."]


def test_an_earlier_correction_is_put_back(world, asked, address):
    client = world.client(world.alice)
    wrong = {"keys": keys(asked, "Its"), "everyone": "on", "reason": "Too hard."}
    client.post(address, agreed(client, address, wrong))
    correction = Correction.objects.get()
    page = client.get(address).content.decode()
    assert f'href="?back={correction.pk}"' in page
    form = client.get(f"{address}?back={correction.pk}").context["form"]
    assert (form["keys"].initial, form["everyone"].initial) == (keys(asked, "Its"), False)
    assert client.get(address).context["form"]["everyone"].initial is True
    assert client.get(f"{address}?back={correction.pk + 1}").status_code == 404


@pytest.fixture
def typed(world):
    """The item, a short answer, with an answer that waits."""
    item = world.assignment.quiz.items.get()
    item.question = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    item.save()
    return item, hand_in(world.assignment, world.bob, {"text": "a  crevice"})


def test_an_answer_is_accepted_from_the_marking_page(world, typed):
    item, response = typed
    client = world.client(world.alice)
    link = url("assignment", "correct", world.assignment.pk, item.pk) + f"?answer={response.pk}"
    marking = url("assignment", "grade_item", world.assignment.pk, item.pk)
    assert f'href="{link}"' in client.get(marking).content.decode()
    page = client.get(link)
    assert page.context["form"]["accepted"].value() == "cracks\na crevice"
    data = {"accepted": "cracks\n a crevice \n", "reason": "The same.", "change_question": "on"}
    done = client.post(link, agreed(client, link, data), follow=True)
    assert messages(done) == [
        "Corrected. The points of 1 answer changed; its student is told once results are out. "
        "The question is changed too. Read its explanation again: it may be of the old answer."
    ]
    assert points() == {"bob": 2}
    assert "Counts as right: <strong>cracks, a crevice</strong>" in client.get(marking).content.decode()
    assert client.get(link.replace(str(response.pk), str(response.pk + 1))).status_code == 404


def test_events_get_places(world):
    item = world.assignment.quiz.items.get()
    item.question = factories.OrderingFactory(article=world.assignment.quiz.article)
    item.save()
    hand_in(world.assignment, world.bob, {})
    client = world.client(world.alice)
    address = url("assignment", "correct", world.assignment.pk, item.pk)
    form = client.get(address).context["form"]
    names = [field.name for field in form.own_fields]
    assert [field.initial for field in form.own_fields] == [1, 2, 3, 4]
    twice = client.post(address, {**dict.fromkeys(names, "1"), "reason": "wrong"})
    assert twice.context["form"].non_field_errors() == [
        "Two events have the same place. Give each event a place of its own."
    ]
    data = {**dict(zip(names, "2134", strict=True)), "reason": "The other way round."}
    plan = client.post(address, data).context["plan"]
    assert plan.rule["order"] == [int(names[place].removeprefix("place_")) for place in (1, 0, 2, 3)]


def test_a_colleague_corrects_marks_but_not_anothers_question(world, asked, address):
    colleague = factories.TeacherFactory(username="carol")
    rosters.add_teacher(classroom=world.classroom, username="carol", by=world.alice)
    client = world.client(colleague)
    assert "change_question" not in client.get(address).context["form"].fields
    data = {"keys": keys(asked, "Shops"), "reason": "wrong", "change_question": "on"}
    client.post(address, agreed(client, address, data))
    assert points("ann") == {"ann": 2}
    assert Question.objects.get(items=asked).choices.get(is_key=True).pk == keys(asked, "Its")[0]


def test_only_ones_own_classes_are_offered(world, asked, address):
    factories.AssignmentFactory(classroom=world.other_classroom, quiz=world.assignment.quiz)
    second = factories.ClassroomFactory(name="Alice's second", teachers=[world.alice])
    mine = factories.AssignmentFactory(classroom=second, quiz=world.assignment.quiz)
    client = world.client(world.alice)
    assert client.get(address).context["form"].fields["assignments"].choices == [(mine.pk, "Alice's second")]
    strange = Assignment.objects.get(classroom=world.other_classroom).pk
    form = client.post(
        address, {"keys": keys(asked, "Its"), "reason": "wrong", "assignments": [mine.pk, strange]}
    ).context["form"]
    assert "assignments" in form.errors


def test_nobody_has_handed_in(world):
    address = url("assignment", "correct", world.assignment.pk, world.assignment.quiz.items.get().pk)
    response = world.client(world.alice).get(address, follow=True)
    assert messages(response) == ["Nobody has handed in an answer to this question yet. Change the question itself."]


def test_the_analysis_shows_what_counts_now(world, asked, address):
    client = world.client(world.alice)
    client.post(address, agreed(client, address, {"keys": keys(asked, "Shops", "Its"), "reason": "both"}))
    analysis = client.get(url("assignment", "analysis", world.assignment.pk))
    assert address in analysis.content.decode()
    (report,) = analysis.context["analysis"].items
    assert [(choice.is_key, choice.reason, choice.picked) for choice in report.choices] == [
        (True, "", 1),
        (True, "", 1),
        (False, "unsupported", 1),
    ]


@pytest.mark.parametrize("students", [1, 6])
def test_the_pages_queries_do_not_grow(world, asked, address, students, django_assert_num_queries):
    for number in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom, student__username=f"pupil{number}").student
        hand_in(world.assignment, student, picking("Shops"))
    client = world.client(world.alice)
    data = {"keys": keys(asked, "Shops"), "reason": "wrong"}
    with django_assert_num_queries(12):
        client.post(address, data)
    client.post(address, agreed(client, address, data))
    assert GradeChange.objects.count() == students + 2


def test_a_student_is_told_until_they_have_seen_it(world, asked, address):
    client = world.client(world.alice)
    client.post(address, agreed(client, address, {"keys": keys(asked, "Shops"), "reason": "It was the shops."}))
    ann = Response.objects.get(attempt__student__username="ann")
    browser = world.client(ann.attempt.student)
    home = squeezed(browser.get("/"))
    assert "Your teacher corrected question 1 of “Bridge quiz”: <strong>0 → 2</strong> points." in home
    assert "It was the shops." in home
    results = f"/attempts/{ann.attempt_id}/results/"
    assert "<strong>0 → 2</strong>" in squeezed(browser.get(results))
    # Cem's points are as they were: there is nothing to tell.
    cem = Response.objects.get(attempt__student__username="cem").attempt
    assert "corrected" not in world.client(cem.student).get("/").content.decode()
    seen = f"/corrections/{Correction.objects.get().pk}/seen/"
    for stranger in (world.charlie, cem.student):
        assert world.client(stranger).post(seen).status_code == 404
    assert browser.get(seen).status_code == 405
    assert browser.post(seen, {"back": str(ann.attempt_id)})["Location"] == results
    assert browser.post(seen)["Location"] == "/"
    assert "corrected" not in browser.get("/").content.decode()
    assert "0 → 2" not in browser.get(results).content.decode()
    # Bob, who has not seen it, is still told.
    assert "2 → 0" in world.client(world.bob).get("/").content.decode()


def test_nobody_is_told_before_the_results_are_released(world, asked, address):
    Assignment.objects.filter(pk=world.assignment.pk).update(release=Assignment.Release.BY_HAND)
    client = world.client(world.alice)
    client.post(address, agreed(client, address, {"keys": keys(asked, "Shops"), "reason": "wrong"}))
    browser = world.client(world.bob)
    attempt = world.bob.attempts.get()
    for page in ("/", f"/attempts/{attempt.pk}/results/"):
        assert "corrected" not in browser.get(page).content.decode()
    client.post(url("assignment", "release", world.assignment.pk))
    for page in ("/", f"/attempts/{attempt.pk}/results/"):
        assert "2 → 0" in browser.get(page).content.decode()


def test_names_are_what_the_fixture_says(asked):
    assert set(points()) == {"bob", *NAMES}


def test_a_running_attempt_hides_the_notice(world, asked, address):
    """Its key is that of the attempt under way."""
    Assignment.objects.filter(pk=world.assignment.pk).update(attempts_allowed=2)
    client = world.client(world.alice)
    client.post(address, agreed(client, address, {"keys": keys(asked, "Shops"), "reason": "wrong"}))
    world.assignment.refresh_from_db()
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert "corrected" not in world.client(world.bob).get("/").content.decode()


def test_an_answer_that_is_not_handed_in_is_not_accepted(world, typed):
    item, response = typed
    hand_in(world.assignment, factories.EnrollmentFactory(classroom=world.classroom).student, {"text": "rain"})
    client = world.client(world.alice)
    link = url("assignment", "correct", world.assignment.pk, item.pk)
    watching.reopen_attempt(attempt=response.attempt, minutes=10, by=world.alice)
    refused = client.get(f"{link}?answer={response.pk}", follow=True)
    assert messages(refused) == ["The student has not handed this in yet."]
    assert refused.redirect_chain == [(url("assignment", "grade_item", world.assignment.pk, item.pk), 302)]
    assert client.get(f"{link}?answer={response.pk + 99}").status_code == 404
