"""Starting, saving and handing in: what the server's clock and the rules allow."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from quizzes.models import Assignment, Attempt, Override, Response
from quizzes.services import attempting
from quizzes.services.attempting import Save
from quizzes.services.refusal import Refusal
from quizzes.services.rosters import remove_student
from tests import factories
from tests.conftest import World


def start(world: World) -> Attempt:
    return attempting.start_attempt(assignment=world.assignment, student=world.bob)


def pick(response: Response, *, right: bool) -> dict[str, str]:
    key = response.marking["key"]
    return {"choice": next(one["id"] for one in response.shown["choices"] if (one["id"] == key) is right)}


def test_two_starts_give_one_attempt(world: World) -> None:
    assert start(world) == start(world)
    assert Attempt.objects.count() == 1
    assert Response.objects.count() == 1


def test_a_finished_attempt_is_the_last_one_allowed(world: World) -> None:
    attempting.submit_attempt(attempt=start(world))
    with pytest.raises(Refusal, match="used all your attempts"):
        start(world)


def test_an_outsider_and_a_removed_student_cannot_start(world: World) -> None:
    with pytest.raises(Refusal, match="not in this class"):
        attempting.start_attempt(assignment=world.assignment, student=world.charlie)
    remove_student(enrollment=world.bob.enrollments.get())
    with pytest.raises(Refusal, match="not in this class"):
        start(world)


def test_an_override_opens_early_for_one_student(world: World) -> None:
    world.assignment.opens_at = timezone.now() + timedelta(hours=1)
    world.assignment.save()
    with pytest.raises(Refusal, match="not open yet"):
        start(world)
    Override.objects.create(
        assignment=world.assignment, student=world.bob, opens_at=timezone.now() - timedelta(minutes=1)
    )
    assert start(world).number == 1


def test_nobody_tries_again_after_seeing_results_that_wait_for_the_due_time(world: World) -> None:
    world.assignment.attempts_allowed = 2
    world.assignment.release = "after_due"
    world.assignment.save()
    attempting.submit_attempt(attempt=start(world))
    assert world.assignment.due_at is not None
    with (
        time_machine.travel(world.assignment.due_at + timedelta(seconds=1), tick=False),
        pytest.raises(Refusal, match="results"),
    ):
        start(world)
    assert start(world).number == 2


def test_results_shown_at_once_may_be_followed_by_another_attempt(world: World) -> None:
    world.assignment.attempts_allowed = 2
    world.assignment.save()
    attempting.submit_attempt(attempt=start(world))
    assert start(world).number == 2


def test_the_deadline_is_the_time_limit_with_extra_time_or_the_closing_time(world: World) -> None:
    world.assignment.time_limit_minutes = 40
    world.assignment.save()
    world.bob.enrollments.update(extra_time_percent=25)
    attempt = start(world)
    assert attempt.deadline == attempt.started_at + timedelta(minutes=50)
    attempting.submit_attempt(attempt=attempt)
    closes_at = world.assignment.closes_at = timezone.now() + timedelta(days=2)
    world.assignment.attempts_allowed = 2
    world.assignment.time_limit_minutes = None
    world.assignment.save()
    assert start(world).deadline == closes_at


def test_the_highest_sequence_wins_whatever_the_order(world: World) -> None:
    response = start(world).responses.get()
    right, wrong = pick(response, right=True), pick(response, right=False)
    saves = [
        attempting.save_response(response=response, answer=answer, sequence=sequence)
        for answer, sequence in [(wrong, 1), (right, 3), (wrong, 2), (wrong, 3), (right, 3)]
    ]
    assert saves == [Save.SAVED, Save.SAVED, Save.STALE, Save.STALE, Save.STALE]
    response.refresh_from_db()
    assert (response.answer, response.sequence) == (right, 3)


@pytest.mark.parametrize(("seconds", "expected"), [(-1, Save.SAVED), (0, Save.CLOSED), (1, Save.CLOSED)])
def test_the_deadline_to_the_second(world: World, seconds: int, expected: Save) -> None:
    world.assignment.time_limit_minutes = 10
    world.assignment.save()
    attempt = start(world)
    response = attempt.responses.get()
    assert attempt.deadline is not None
    with time_machine.travel(attempt.deadline + timedelta(seconds=seconds), tick=False):
        assert attempting.save_response(response=response, answer=pick(response, right=True), sequence=1) == expected


def test_nothing_is_saved_after_handing_in(world: World) -> None:
    attempt = start(world)
    response = attempt.responses.get()
    attempting.submit_attempt(attempt=attempt)
    assert attempting.save_response(response=response, answer=pick(response, right=True), sequence=9) == Save.CLOSED
    page = attempting.save_page(attempt=attempt, answers={response.pk: (pick(response, right=True), 9)})
    assert page.state == Save.CLOSED
    response.refresh_from_db()
    assert (response.answer, response.auto_points) == ({}, Decimal(0))


def test_another_questions_choice_is_refused(world: World) -> None:
    response = start(world).responses.get()
    with pytest.raises(Refusal, match="does not belong"):
        attempting.save_response(response=response, answer={"choice": "nonsense"}, sequence=1)


def start_ordering(world: World) -> Response:
    question = factories.OrderingFactory(article=world.assignment.quiz.article)
    world.assignment.quiz.items.update(question=question)
    return start(world).responses.get()


def test_the_events_are_shuffled_though_nothing_else_is(world: World) -> None:
    world.assignment.shuffle_choices = False
    world.assignment.attempts_allowed = 20
    world.assignment.save()
    orders = set()
    for _time in range(20):
        response = start_ordering(world)
        attempting.submit_attempt(attempt=response.attempt)
        texts = {choice["id"]: choice["text"] for choice in response.shown["choices"]}
        assert tuple(texts[one] for one in response.marking["order"]) == factories.EVENTS
        assert response.marking["key"] is None
        orders.add(tuple(texts.values()))
    # All twenty the same by chance: once in 24 to the power of 19.
    assert len(orders) > 1


@pytest.mark.parametrize("places", [[1, 2, 3, 4], [0, 0, 2, 0], [1, 1, 1, 1]])
def test_an_order_is_kept_as_far_as_it_goes(world: World, places: list[int]) -> None:
    response = start_ordering(world)
    assert attempting.save_response(response=response, answer={"places": places}, sequence=1) == Save.SAVED
    response.refresh_from_db()
    assert (response.answer, response.answered) == ({"places": places}, True)


def test_no_places_are_no_answer(world: World) -> None:
    response = start_ordering(world)
    assert attempting.fitting_answer(response, {"places": [0, 0, 0, 0]}) == {}
    assert attempting.fitting_answer(response, {"places": []}) == {}
    assert attempting.fitting_answer(response, {}) == {}


@pytest.mark.parametrize(
    "answer", [{"places": [1, 2, 3]}, {"places": [1, 2, 3, 5]}, {"places": [-1, 2, 3, 4]}, {"text": "x"}]
)
def test_places_of_another_question_are_refused(world: World, answer: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="does not fit"):
        attempting.fitting_answer(start_ordering(world), answer)


def test_letters_no_database_stores_are_left_out(world: World) -> None:
    attempt = start(world)
    response = attempt.responses.get()
    response.shown["format"] = "short_answer"
    assert attempting.fitting_answer(response, {"text": "a\x00b\ud800c\r\nd"}) == {"text": "abc\nd"}
    with pytest.raises(Refusal, match="20001"):
        attempting.fitting_answer(response, {"text": "x" * 20_001})


def test_an_overdue_attempt_is_handed_in_at_its_deadline_with_what_was_saved(world: World) -> None:
    world.assignment.time_limit_minutes = 10
    world.assignment.save()
    attempt = start(world)
    response = attempt.responses.get()
    attempting.save_response(response=response, answer=pick(response, right=True), sequence=1)
    assert attempt.deadline is not None
    with time_machine.travel(attempt.deadline + timedelta(hours=1), tick=False):
        assert attempting.close_overdue(student=world.bob) == 1
        assert attempting.close_overdue(student=world.bob) == 0
    attempt.refresh_from_db()
    response.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("submitted", attempt.deadline)
    assert response.points == Decimal(2)


def test_handing_in_twice_marks_once(world: World) -> None:
    attempt = start(world)
    assert attempting.submit_attempt(attempt=attempt) is True
    assert attempting.submit_attempt(attempt=attempt) is False


def test_a_page_that_is_behind_overwrites_nothing(world: World) -> None:
    attempt = start(world)
    response = attempt.responses.get()
    right, wrong = pick(response, right=True), pick(response, right=False)
    attempting.save_response(response=response, answer=right, sequence=4)
    behind = attempting.save_page(attempt=attempt, answers={response.pk: (wrong, 3)})
    assert (behind.state, behind.conflicts) == (Save.STALE, frozenset({response.pk}))
    same = attempting.save_page(attempt=attempt, answers={response.pk: (right, 0)})
    empty = attempting.save_page(attempt=attempt, answers={response.pk: ({}, 0)})
    assert (same.state, empty.state) == (Save.SAVED, Save.SAVED)
    response.refresh_from_db()
    assert (response.answer, response.sequence) == (right, 4)
    attempting.save_page(attempt=attempt, answers={response.pk: (wrong, 4)})
    response.refresh_from_db()
    assert (response.answer, response.sequence) == (wrong, 5)


def test_an_attempt_keeps_what_was_shown_when_the_question_changes(world: World) -> None:
    response = start(world).responses.get()
    shown = response.shown
    question = response.item.question
    question.stem = "Changed?"
    question.save()
    response.refresh_from_db()
    assert response.shown == shown


def test_a_debate_quotes_the_same_words_once(world: World) -> None:
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(
        owner=world.alice, article=article, questions=[factories.DebateFactory(article=article)]
    )
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz)
    response = attempting.start_attempt(assignment=assignment, student=world.bob).responses.get()
    assert [span["quote"] for span in response.marking["evidence"]] == [
        factories.KEY_QUOTE,
        "Shop owners say they will lose customers.",
    ]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ({}, {"closes_at": 2}, 2),
        ({"closes_at": 2}, {"closes_at": 5}, 5),
        ({"closes_at": 5}, {"closes_at": 2}, 2),
        ({"closes_at": 2}, {"closes_at": None}, None),
        ({"time_limit_minutes": 60}, {"time_limit_minutes": 120}, 2),
        ({"time_limit_minutes": 120}, {"time_limit_minutes": 60}, 2),
        ({}, {"time_limit_minutes": 60}, None),
        ({"time_limit_minutes": 120}, {"closes_at": 1}, 1),
    ],
)
def test_changed_dates_reach_running_attempts_but_a_limit_is_never_shortened(
    world: World, was: dict[str, int], now: dict[str, int | None], expected: int | None
) -> None:
    """Closing times are in hours from the start, limits in minutes; `expected` is the end, in hours."""
    began = timezone.now().replace(microsecond=0)
    change_dates(world.assignment, began, was)
    with time_machine.travel(began, tick=False):
        attempt = start(world)
    change_dates(world.assignment, began, now)
    attempting.reset_deadlines(assignment=world.assignment)
    attempt.refresh_from_db()
    assert attempt.deadline == (None if expected is None else began + timedelta(hours=expected))


def change_dates(assignment: Assignment, began: datetime, dates: Mapping[str, int | None]) -> None:
    for name, value in dates.items():
        at = began + timedelta(hours=value) if name == "closes_at" and value is not None else value
        setattr(assignment, name, at)
    assignment.due_at = None
    assignment.save()
