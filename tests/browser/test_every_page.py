"""Every page of the panel is accessible and fits, at both widths and in both colour schemes, with much in it.

The pages are those of the URLconf, so a new one is looked at without being listed; an address that is no page to look
at needs an entry here.
"""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from quizzes.models import Assignment, Enrollment, Question
from quizzes.services import overriding, rosters, watching
from tests import factories
from tests.admin import test_every_address as every
from tests.admin.pages import url
from tests.admin.test_queries import grow
from tests.browser.looks import wrong
from tests.debates import ready_made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Addresses that a GET gives no page of: they take a POST alone, send a file, or lead elsewhere.
POSTED = {
    *(
        f"quizzes_article_{page}"
        for page in ("propose", "quiz", "undo", "write", "check", "edit", "check_stored", "decide")
    ),
    *("quizzes_question_another", "quizzes_quiz_give", "quizzes_rubric_copy"),
    *(f"quizzes_assignment_{page}" for page in ("release", "withhold", "grade_answer")),
    *(f"quizzes_discussion_{page}" for page in ("split", "move", "lock", "unlock", "hide", "restore")),
    *(f"quizzes_discussion_{page}" for page in ("release", "withhold", "take_back", "remove_feedback")),
    "quizzes_discussion_allow_feedback",
    *(f"quizzes_classroom_{page}" for page in ("renew_code", "stop_code", "remove_teacher", "bring_back")),
    *(f"quizzes_classroom_{page}" for page in ("student_remove", "student_put_back", "student_move")),
}
FILES = {
    *("quizzes_assignment_export", "quizzes_discussion_contributions", "quizzes_discussion_export"),
    *(f"quizzes_gradebook_{part}" for part in ("export", "roster", "debate")),
}
# What a teacher may not delete (a debate only while nobody has posted), adds by another way, or is not a page at all.
NOWHERE = {
    *(f"quizzes_{model}_delete" for model in ("generationrun", "attempt", "classroom", "discussion")),
    *(f"quizzes_{model}_add" for model in ("generationrun", "attempt")),
    *("autocomplete", "jsi18n", "view_on_site", *every.WAY_IN),
}
NO_PAGES = POSTED | FILES | NOWHERE

keys = every.keys


@pytest.fixture
def full(world, keys):
    """Alice's things with much in them, and states that few things are in."""
    discussion = world.classroom.discussions.get(pk=keys["discussion"])
    discussion.rubric = ready_made()
    discussion.save()
    Assignment.objects.filter(pk=world.assignment.pk).update(time_limit_minutes=30)
    grow(world, keys, 1, statuses=(Question.Status.DRAFT, Question.Status.APPROVED))
    factories.QuestionFactory(article=discussion.question.article, status="rejected", rejected_because="Too easy.")
    overriding.name_group(assignment=world.assignment, students=[world.bob], name="red group")
    watching.send_message(assignment=world.assignment, text="Read slowly.", by=world.alice)
    gone = factories.EnrollmentFactory(classroom=world.classroom, student__first_name="Anna-Maria")
    rosters.remove_student(enrollment=gone, by=world.alice, reason="moved to another school in the middle of the term")
    rosters.archive_classroom(classroom=factories.ClassroomFactory(teachers=[world.alice]), by=world.alice)
    factories.DiscussionFactory(classroom=world.classroom, question=discussion.question)
    return world


def states(world: Any, keys: dict[str, Any]) -> list[str]:
    """Addresses of states that pages have beside the one that their own address gives."""
    article = f"/admin/quizzes/article/{keys['article']}/review/"
    questions = {one.format: one.pk for one in world.assignment.quiz.article.questions.filter(status="draft")}
    gone = Enrollment.objects.filter(classroom=world.classroom, removed_at__isnull=False)[0]
    assignment = f"/admin/quizzes/assignment/{keys['assignment']}"
    given = world.classroom.discussions.get(pk=keys["discussion"]).question_id
    unwritten = world.classroom.discussions.filter(question=given).exclude(pk=keys["discussion"]).get()
    return [
        *(f"{article}?edit={questions[format_]}" for format_ in ("multiple_choice", "short_answer", "written")),
        *(f"{article}?add={format_}" for format_ in ("ordering", "true_false", "written")),
        *(f"/admin/quizzes/question/{pk}/change/" for pk in questions.values()),
        f"{assignment}/grade/{keys['item_pk']}/?names=shown&order=shuffled",
        f"/admin/quizzes/assignment/add/?quiz={keys['quiz']}",
        f"/admin/quizzes/discussion/add/?question={given}",
        url("discussion", "delete", unwritten.pk),
        url("discussion", "boards", unwritten.pk),
        f"/admin/quizzes/rubric/{ready_made().pk}/change/",
        "/admin/quizzes/classroom/?archived=yes",
        f"/admin/quizzes/classroom/{keys['classroom']}/students/{gone.pk}/",
    ]


def filled(address: every.Address, keys: dict[str, Any]) -> str:
    if address in every.OF_ONE:
        return every.address_of_alices(address, keys)
    if address.name == "app_list":
        return "/admin/quizzes/"
    return address.filled({"object_id": keys["user"], "id": keys["user"]})


def pages(keys: dict[str, Any], names: set[str]) -> list[str]:
    return [filled(one, keys) for one in every.PANEL if one.name in names]


def look(page: Any, addresses: list[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        try:
            answer = page.goto(address)
        except Error as error:
            found[address] = [f"no page: {error.message}"]
            continue
        if answer.status != 200 or "html" not in answer.headers["content-type"]:
            found[address] = [f"no page: {answer.status} {answer.headers['content-type']}"]
        elif said := wrong(page, unfolded=True):
            found[address] = said
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_of_a_teacher(full, keys, open_window, half):
    """In two halves, so that two workers share them."""
    window = open_window()
    window.enter(full.alice)
    names = {str(one.name) for one in every.PANEL if one.name} - NO_PAGES - every.ACCOUNTS
    found = look(window.page, [*pages(keys, names), *states(full, keys)][half::2])
    assert found == {}, found
    assert window.wrong == []


def test_every_page_of_those_who_run_the_site(world, keys, open_window):
    window = open_window()
    window.enter(factories.UserFactory(is_staff=True, is_superuser=True))
    # Who teaches a class is a field for them alone.
    found = look(window.page, pages(keys, every.ACCOUNTS | {"quizzes_classroom_change"}))
    assert found == {}, found
    assert window.wrong == []


def test_every_page_with_nothing_in_it(world, keys, open_window):
    """What a list, a table or a picture is like before there is anything to show."""
    window = open_window()
    window.enter(world.mallory)
    lists = {name for name in every.EVERY_TEACHERS if name.endswith(("changelist", "gradebooks"))} | {"index"}
    assignment = factories.AssignmentFactory(classroom=world.other_classroom)
    found = look(
        window.page,
        [
            *pages(keys, lists),
            *(url("assignment", page, assignment.pk) for page in ("results", "analysis", "watch", "grade")),
            *(reverse(f"admin:quizzes_gradebook{page}", args=[world.other_classroom.pk]) for page in ("", "_files")),
        ],
    )
    assert found == {}, found
    assert window.wrong == []
