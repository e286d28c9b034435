"""The dates of each student in the panel, and exceptions for several students at once."""

import re
from datetime import UTC, datetime

import pytest

from quizzes.models import Assignment, Override, StudentGroup
from quizzes.services import attempting, overriding, rosters
from tests import factories
from tests.admin.pages import messages, url

EMPTY = {
    "opens_at": "",
    "due_at": "",
    "closes_at": "",
    "extra_minutes": "",
    "attempts_allowed": "",
    "excused": "",
    "group_name": "",
}


@pytest.fixture
def dana(world):
    return factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student


def post(world, *students, **fields):
    data = {**EMPTY, "students": [student.pk for student in students], **fields}
    return world.client(world.alice).post(url("assignment", "dates", world.assignment.pk), data, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_an_exception_is_shown_before_it_is_given(world, dana):
    world.classroom.time_zone = "America/New_York"
    world.classroom.save()
    Assignment.objects.filter(pk=world.assignment.pk).update(closes_at=datetime(2035, 7, 1, 14, tzinfo=UTC))
    world.assignment.refresh_from_db()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    fields = {"closes_at": "2035-07-01T12:00", "attempts_allowed": "3"}
    response = post(world, world.bob, dana, **fields)
    assert not Override.objects.exists()
    assert [one.dates.student for one in response.context["plan"]] == [world.bob, dana]
    page = text_of(response)
    assert "time of the running attempt ends: 1 Jul 2035, 10:00 → <strong>1 Jul 2035, 12:00</strong>" in page
    assert "Save for 2 students" in page
    assert f'value="{dana.pk}" checked' in page
    confirmation = response.context["confirmation"]
    # What was ticked since is shown first.
    other = post(world, dana, confirm=confirmation, **fields)
    assert (Override.objects.count(), len(other.context["plan"])) == (0, 1)
    saved = post(world, world.bob, dana, confirm=confirmation, **fields)
    assert messages(saved) == ["Saved for 2 students."]
    closes = datetime(2035, 7, 1, 16, tzinfo=UTC)
    assert set(Override.objects.values_list("closes_at", "attempts_allowed")) == {(closes, 3)}
    attempt.refresh_from_db()
    assert attempt.deadline == closes


def test_exceptions_are_taken_back_after_a_look(world, dana):
    values = {"attempts_allowed": 3}
    overriding.give_exceptions(assignment=world.assignment, students=[world.bob, dana], values=values, by=world.alice)
    response = post(world, world.bob, take_back="yes")
    assert [(str(c.what), c.old, c.new) for c in response.context["plan"][0].changes] == [
        ("attempts allowed", "3", "1")
    ]
    assert Override.objects.count() == 2
    post(world, world.bob, confirm_back=response.context["confirmation"])
    assert [one.student for one in Override.objects.all()] == [dana]
    assert "Nothing would change" in text_of(post(world, world.bob, take_back="yes"))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Fill in what is different for these students."),
        ({"extra_minutes": "601"}, "Give at most 600."),
        ({"attempts_allowed": "0"}, "Give at least 1."),
        (
            {"due_at": "2035-07-02T12:00", "closes_at": "2035-07-01T12:00"},
            "Opening, due and closing time must follow one another.",
        ),
        ({"extra_minutes": "5"}, "There is no time limit to add minutes to. Move the closing time instead."),
        ({"opens_at": "soon"}, "Enter a valid date/time."),
        ({"excused": "no"}, "Nothing would change: this holds for these students already."),
        ({"students": ["0"]}, "Nothing is saved yet. Mend what is marked here."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, fields, problem):
    response = post(world, world.bob, **fields)
    assert problem in text_of(response)
    form = response.context["form"]
    assert {name: form[name].value() for name in fields} == fields
    assert not Override.objects.exists()


def test_a_student_has_to_be_ticked(world):
    assert "Tick at least one student." in text_of(post(world, extra_minutes="5"))


def test_a_time_that_the_class_does_not_have_is_refused(world):
    world.classroom.time_zone = "Europe/London"
    world.classroom.save()
    for typed in ("2027-03-28T01:30", "2027-10-31T01:30"):
        response = post(world, world.bob, closes_at=typed)
        assert "may be ambiguous or it may not exist" in text_of(response)


def test_everybody_is_everybody_who_is_in_the_class_now(world, dana):
    gone = factories.EnrollmentFactory(classroom=world.classroom, removed_at=world.assignment.opens_at)
    response = post(world, everybody="on", attempts_allowed="2")
    assert [one.dates.student for one in response.context["plan"]] == [world.bob, dana]
    post(world, everybody="on", attempts_allowed="2", confirm=response.context["confirmation"])
    assert not Override.objects.filter(student=gone.student).exists()


def test_a_group_is_kept_chosen_and_forgotten(world, dana):
    eve = factories.EnrollmentFactory(classroom=world.classroom, student__username="eve").student
    assert messages(post(world, world.bob, dana, group="yes", group_name="red group")) == [
        "The group red group is kept for this class."
    ]
    group = StudentGroup.objects.get()
    response = post(world, eve, groups=[group.pk], excused="yes")
    assert [one.dates.student for one in response.context["plan"]] == [world.bob, dana, eve]
    # Who has left the class since is in no choice.
    dana.enrollments.update(removed_at=world.assignment.opens_at)
    response = post(world, groups=[group.pk], excused="yes")
    assert [one.dates.student for one in response.context["plan"]] == [world.bob]
    assert "Tick at least one student." in text_of(post(world, group="yes", group_name="blue"))
    asked = post(world, forget=group.pk)
    assert "Forget the group red group?" in asked.content.decode()
    assert "Fill in what is different" not in asked.content.decode()
    assert StudentGroup.objects.exists()
    assert messages(post(world, forget_sure=group.pk)) == [
        "There is no group red group any more. Its students and their exceptions stay as they are."
    ]
    assert not StudentGroup.objects.exists()


def test_a_group_of_that_name_is_replaced_only_when_that_is_agreed(world, dana):
    group = overriding.name_group(assignment=world.assignment, students=[world.bob], name="Red group")
    asked = post(world, dana, group="yes", group_name="red  group", extra_minutes="7")
    page = text_of(asked)
    assert "There is a group Red group already." in page
    assert "<dt>It has</dt> <dd> bob </dd> <dt>Chosen above</dt> <dd> dana </dd>" in page
    assert (messages(asked), list(group.students.all())) == ([], [world.bob])
    assert 'name="extra_minutes" value="7"' in page
    # Agreed to one group, it says nothing about another.
    other = overriding.name_group(assignment=world.assignment, students=[world.bob], name="blue")
    assert "There is a group blue already." in text_of(post(world, dana, group_sure=group.pk, group_name="blue"))
    assert messages(post(world, dana, group_sure=group.pk, group_name="red group")) == [
        "The group Red group has these students now, in place of those it had."
    ]
    assert (list(group.students.all()), list(other.students.all())) == ([dana], [world.bob])
    assert StudentGroup.objects.count() == 2


@pytest.mark.parametrize("acts", ["keeps", "refused", "asks", "forgets"])
def test_what_is_typed_of_an_exception_stays_when_groups_are_changed(world, dana, acts):
    typed = {"closes_at": "2035-07-01T12:00", "extra_minutes": "x", "excused": "yes", "students": [dana.pk]}
    kept = overriding.name_group(assignment=world.assignment, students=[world.bob], name="red")
    button = {
        "keeps": {"group": "yes", "group_name": "blue"},
        "refused": {"group": "yes", "group_name": ""},
        "asks": {"forget": kept.pk},
        "forgets": {"forget_sure": kept.pk},
    }[acts]
    page = text_of(post(world, **typed, **button))
    assert 'name="closes_at" value="2035-07-01T12:00"' in page
    assert 'name="extra_minutes" value="x"' in page
    assert '<option value="yes" selected>' in page
    assert f'value="{dana.pk}" checked' in page
    # Nobody asked for the exception yet: nothing is wrong with it.
    assert "Write a whole number." not in page
    # Once seen it is not kept any longer.
    again = world.client(world.alice).get(url("assignment", "dates", world.assignment.pk)).content.decode()
    assert "2035-07-01T12:00" not in again


@pytest.mark.parametrize("button", ["look", "take_back", "forget", "forget_sure", "cancel", "give"])
def test_the_name_of_a_group_stays_when_another_button_is_pressed(world, dana, button):
    kept = overriding.name_group(assignment=world.assignment, students=[world.bob], name="red")
    overriding.give_exceptions(
        assignment=world.assignment, students=[dana], values={"attempts_allowed": 2}, by=world.alice
    )
    typed = {"attempts_allowed": "3", "group_name": "blue"}
    sent = {button: kept.pk if button.startswith("forget") else "yes"}
    if button == "give":
        sent = {"confirm": post(world, dana, **typed).context["confirmation"]}
    page = text_of(post(world, dana, **typed, **sent))
    assert 'name="group_name" value="blue"' in " ".join(page.split(" "))
    # It stands where it can be seen.
    assert "<details open>" in page


def test_what_is_typed_of_an_exception_stays_when_it_is_not_given_after_all(world, dana):
    typed = {"closes_at": "2035-07-01T12:00", "excused": "yes"}
    asked = post(world, dana, **typed)
    assert re.search(r'<button type="submit" form="exceptions" name="cancel"', text_of(asked))
    page = text_of(post(world, dana, cancel="yes", **typed))
    assert "What will change" not in page
    assert 'name="closes_at" value="2035-07-01T12:00"' in page
    assert f'value="{dana.pk}" checked' in page
    assert not Override.objects.exists()


def test_what_is_typed_of_an_exception_stays_when_others_are_taken_back(world, dana):
    values = {"attempts_allowed": 3}
    overriding.give_exceptions(assignment=world.assignment, students=[world.bob], values=values, by=world.alice)
    typed = {"closes_at": "2035-07-01T12:00", "attempts_allowed": "5", "excused": "yes", "group_name": "blue"}
    asked = post(world, world.bob, take_back="yes", **typed)
    page = text_of(post(world, world.bob, confirm_back=asked.context["confirmation"], **typed))
    assert not Override.objects.exists()
    assert 'name="closes_at" value="2035-07-01T12:00"' in page
    assert 'name="attempts_allowed" value="5"' in page
    assert '<option value="yes" selected>' in page
    assert 'name="group_name" value="blue"' in page
    # Given, it is typed no longer.
    asked = post(world, world.bob, **typed)
    page = text_of(post(world, world.bob, confirm=asked.context["confirmation"], **typed))
    assert 'name="closes_at" value="2035' not in page


def test_who_has_left_is_said_where_they_were_chosen(world):
    assert "Not all that was chosen is in the class now." in text_of(post(world, students=["0"], excused="yes"))


def test_another_classs_group_is_neither_chosen_nor_forgotten(world):
    theirs = StudentGroup.objects.create(classroom=world.other_classroom, name="theirs")
    assert "groups" in post(world, world.bob, groups=[theirs.pk], excused="yes").context["form"].errors
    assert post(world, forget=theirs.pk).status_code == 404
    assert post(world, forget="x").status_code == 404
    assert post(world, forget_sure=theirs.pk).status_code == 404
    assert StudentGroup.objects.get() == theirs


def test_who_left_the_class_in_the_meantime_is_said_and_nothing_is_saved(world, dana, monkeypatch):
    give = overriding.give_exceptions

    def after_the_student_left(**arguments):
        rosters.remove_student(enrollment=world.bob.enrollments.get())
        return give(**arguments)

    confirmation = post(world, world.bob, excused="yes").context["confirmation"]
    monkeypatch.setattr(overriding, "give_exceptions", after_the_student_left)
    response = post(world, world.bob, excused="yes", confirm=confirmation)
    assert messages(response) == ["Not all of these students are in the class now. Look who is, and choose again."]
    assert '<option value="yes" selected>' in response.content.decode()
    assert not Override.objects.exists()


def test_another_classs_student_is_not_chosen(world):
    response = post(world, world.charlie, excused="yes")
    assert "students" in response.context["form"].errors
    assert not Override.objects.exists()


@pytest.mark.parametrize("students", [1, 8])
def test_the_queries_do_not_grow(world, students, django_assert_max_num_queries):
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        attempting.start_attempt(assignment=world.assignment, student=student)
        Override.objects.create(assignment=world.assignment, student=student, extra_minutes=3)
    client = world.client(world.alice)
    with django_assert_max_num_queries(12):
        client.get(url("assignment", "dates", world.assignment.pk))
