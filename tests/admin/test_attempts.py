"""Attempts in the panel: by the code on a receipt, and with the sentences given as proof."""

import pytest

from quizzes.queries.receipts import receipt_code
from quizzes.services import attempting
from tests import factories
from tests.admin.pages import url
from tests.results import hand_in_all


def handed_in(world, student, **rules):
    assignment = factories.AssignmentFactory(classroom=world.classroom, **rules)
    return attempting.start_attempt(assignment=assignment, student=student)


def found(world, user, term):
    page = world.client(user).get(url("attempt", "changelist"), {"q": term})
    return [attempt.pk for attempt in page.context["cl"].result_list]


def test_an_attempt_is_found_by_its_code_in_any_shape_by_its_teacher_alone(world):
    attempts = [handed_in(world, world.bob) for _time in range(3)]
    for attempt in attempts:
        attempting.submit_attempt(attempt=attempt)
    code = receipt_code(attempts[1].pk)
    for typed in (code, code.lower(), code.replace("-", "")):
        assert found(world, world.alice, typed) == [attempts[1].pk]
    assert found(world, world.mallory, code) == []
    assert len(found(world, world.alice, "bob")) == 3


def test_the_page_shows_the_code_and_the_proof(world):
    attempt = handed_in(world, world.bob, cite_evidence=True)
    address = url("attempt", "change", attempt.pk)
    assert receipt_code(attempt.pk) not in world.client(world.alice).get(address).content.decode()
    response = attempt.responses.get()
    attempting.save_response(response=response, answer={}, sequence=1, cited=[[82, 156]])
    attempting.submit_attempt(attempt=attempt)
    page = world.client(world.alice).get(address).content.decode()
    assert receipt_code(attempt.pk) in page
    assert "Engineers found deep cracks in two of its supports after a flood in March. (100\u00a0%)" in page


@pytest.mark.parametrize("assignments", [2, 5])
def test_the_list_takes_as_many_queries_however_many_assignments_there_are(
    world, assignments, django_assert_num_queries
):
    for number in range(assignments):
        quiz = factories.QuizFactory(owner=world.alice, title=f"Quiz {number}")
        hand_in_all(factories.AssignmentFactory(classroom=world.classroom, quiz=quiz), [[1.0], [0.0]])
    client = world.client(world.alice)
    with django_assert_num_queries(8):
        page = client.get(url("attempt", "changelist"))
    choices = page.context["cl"].filter_specs[1].lookup_choices
    assert sorted(name for _key, name in choices) == [f"Quiz {number} – Alice's class" for number in range(assignments)]
