"""Importing a roster: what would happen, and all of it or nothing."""

import pytest
from django.contrib.auth import authenticate

from quizzes.models import ClassChange, Enrollment, User
from quizzes.services import roster_import, rosters
from quizzes.services.refusal import Refusal
from quizzes.services.roster_files import read
from quizzes.services.roster_import import Fate
from tests import factories


def plan(world, text):
    return roster_import.plan_import(classroom=world.classroom, by=world.alice, sheet=read(text))


def fates(made):
    return [(row.fate.value, row.nickname, str(row.note)) for row in made.rows]


def carry_out(world, made):
    return roster_import.carry_out(classroom=world.classroom, by=world.alice, plan=made)


def test_new_students_get_accounts_they_can_log_in_with(world):
    logins = carry_out(world, plan(world, "Zoë;Ek\nAmina;Okoye"))
    assert [(one.student.username, one.student.display_name) for one in logins] == [
        ("zoë.e", "Zoë Ek"),
        ("amina.o", "Amina Okoye"),
    ]
    for login in logins:
        assert authenticate(username=login.student.username, password=login.password) == login.student
        assert (login.student.is_staff, list(login.student.classrooms_joined.all())) == (False, [world.classroom])
    recorded = ClassChange.objects.filter(action="enrolled").values_list("by__username", "student__username")
    assert list(recorded) == [("alice", "zoë.e"), ("alice", "amina.o")]


@pytest.mark.parametrize("text", ["Zoë;Ek\nAmina;Okoye", "name,nickname\nZoë Ek,zoe\nAmina Okoye,am1", "otter\nbob"])
def test_a_second_time_changes_nothing(world, text):
    carry_out(world, plan(world, text))
    before = (User.objects.count(), Enrollment.objects.count(), ClassChange.objects.count())
    again = plan(world, text)
    assert {row.fate for row in again.rows} == {Fate.HERE}
    assert carry_out(world, again) == []
    assert (User.objects.count(), Enrollment.objects.count(), ClassChange.objects.count()) == before


def test_every_row_says_what_happens_to_it(world):
    gone = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana")
    rosters.remove_student(enrollment=gone)
    second = factories.ClassroomFactory(name="8C", teachers=[world.alice])
    factories.EnrollmentFactory(classroom=second, student__username="erin", student__first_name="Erin")
    made = plan(
        world,
        "name,nickname\nBob,BOB\n,dana\nErin,erin\nErin,\nFinn,charlie\nGus,alice\nHal,two words\nIda,ida\nIda,ida\n"
        "Ida,\nIda,\n,\n",
    )
    assert fates(made) == [
        ("here", "bob", ""),
        ("back", "dana", ""),
        ("joins", "erin", ""),
        (
            "new",
            "erin2",
            "A student of this name is in another class of yours. If it is the same one, write the nickname erin.",
        ),
        (
            "problem",
            "charlie",
            "Somebody outside your classes uses this nickname. Choose another one, for example with initials.",
        ),
        ("problem", "alice", "This is a teacher's account. Choose another nickname."),
        ("problem", "two words", "A nickname has letters, digits and . - _ @ + only, and no spaces."),
        ("new", "ida", ""),
        ("problem", "ida", "Line 9 has the same nickname. Each student needs one of their own."),
        ("new", "ida2", ""),
        ("problem", "", "Line 11 has the same name. Give both a nickname so that they can be told apart."),
    ]
    assert (made.problems, made.new, made.changes) == (5, 3, 5)


def test_nothing_is_imported_while_a_row_has_a_problem(world):
    before = User.objects.count()
    with pytest.raises(Refusal, match=r"Mend the rows with a problem first\. Nothing was imported\."):
        carry_out(world, plan(world, "name,nickname\nZoë Ek,zoe\nGus,alice"))
    assert User.objects.count() == before


def test_nothing_is_imported_when_somebody_takes_a_nickname_in_between(world):
    made = plan(world, "name,nickname\nAmina Okoye,am1\nZoë Ek,zoe")
    factories.UserFactory(username="zoe")
    with pytest.raises(Refusal, match=r"Nothing was imported; check the list again\."):
        carry_out(world, made)
    assert not User.objects.filter(username="am1").exists()


def test_those_who_come_back_or_join_keep_their_account_and_get_no_password(world):
    gone = world.bob.enrollments.get()
    rosters.remove_student(enrollment=gone, by=world.alice)
    second = factories.ClassroomFactory(teachers=[world.alice])
    erin = factories.EnrollmentFactory(classroom=second, student__username="erin").student
    secret = erin.password
    assert carry_out(world, plan(world, "bob\nerin\n".replace("\n", ",\n").join(["nickname,x\n", ""]))) == []
    gone.refresh_from_db()
    assert gone.removed_at is None
    erin.refresh_from_db()
    assert (erin.password, erin.enrollments.count()) == (secret, 2)


def test_two_of_one_name_in_the_class_must_be_told_apart(world):
    for nickname in ("kim1", "kim2"):
        factories.EnrollmentFactory(classroom=world.classroom, student__username=nickname, student__first_name="Kim")
    assert fates(plan(world, "Kim")) == [
        ("problem", "", "2 students of this name are in the class. Write the nickname of the one you mean.")
    ]
    assert fates(plan(world, "name,nickname\nKim,kim1\nKim Li,kim2")) == [
        ("here", "kim1", ""),
        ("here", "kim2", "The account is called Kim and keeps that name."),
    ]


def test_one_student_on_two_lines_is_a_problem(world):
    assert fates(plan(world, "name,nickname\nbob,\nBob,bob")) == [
        ("here", "bob", ""),
        ("problem", "bob", "Line 2 is the same student. Delete one of the two."),
    ]


def test_another_teachers_students_cannot_be_put_on_a_roster(world):
    assert fates(plan(world, "name,nickname\n,charlie"))[0][0] == "problem"


def test_nicknames_asked_for_are_kept_for_those_who_ask(world):
    made = plan(world, "name,nickname\nZoë Ek,\nAda,zoë.e")
    assert [row.nickname for row in made.rows] == ["zoë.e2", "zoë.e"]


def test_a_changed_class_changes_the_fingerprint(world):
    before = plan(world, "Zoë Ek").fingerprint
    assert plan(world, "Zoë Ek").fingerprint == before
    factories.UserFactory(username="zoë.e")
    assert plan(world, "Zoë Ek").fingerprint != before


def test_an_archived_class_takes_nobody(world):
    made = plan(world, "Zoë Ek")
    rosters.archive_classroom(classroom=world.classroom, by=world.alice)
    with pytest.raises(Refusal, match=r"is archived\. Bring it back first\."):
        carry_out(world, made)


def test_the_plan_takes_as_many_queries_for_many_as_for_one(world, django_assert_num_queries):
    for text in ("Zoë Ek", "\n".join(f"Student Number{n}" for n in range(100))):
        with django_assert_num_queries(4):
            plan(world, text)
