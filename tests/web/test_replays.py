"""Saves that come again, in any order, also to a process that was killed in between: the highest number wins."""

import random
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException

import pytest

from quizzes.models import Response
from quizzes.services import attempting
from tests import factories

from .conftest import together
from .site import Site
from .visitor import Visitor

SAVES = 10
TIMES = 10
SENDERS = 8


@pytest.mark.parametrize("killed", [False, True], ids=["alive", "killed in between"])
def test_the_highest_number_wins(site: Site, killed: bool, figure: Callable[[str], None]) -> None:
    site.start()
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(article=article, questions=[factories.ShortAnswerFactory(article=article)])
    assignment = factories.AssignmentFactory(quiz=quiz)
    student = factories.EnrollmentFactory(classroom=assignment.classroom).student
    response: Response = attempting.start_attempt(assignment=assignment, student=student).responses.get()
    order = [number for number in range(1, SAVES + 1) for _time in range(TIMES)]
    random.Random(20261128).shuffle(order)
    visitors = [Visitor(site.port, student) for _sender in range(SENDERS)]
    half = len(order) // SENDERS // 2

    def send(sender: int) -> list[tuple[int, int, int]]:
        """(number sent, status, number answered) of this sender's part, each sent until it is answered."""
        told = []
        with visitors[sender] as visitor:
            for count, number in enumerate(order[sender::SENDERS]):
                if killed and sender == 0 and count == half:
                    site.kill()
                    site.start()
                while True:
                    try:
                        reply = visitor.save(response, {"text": f"answer {number}"}, number)
                        break
                    except (OSError, HTTPException):
                        continue
                told.append(
                    (number, reply.status, int(reply.text.partition('"sequence": ')[2].rstrip("}").split(",")[0]))
                )
        return told

    told = [one for part in together(SENDERS, send) for one in part]
    statuses = Counter(status for _number, status, _answered in told)
    stored = Response.objects.get(pk=response.pk)
    figure(
        f"{SAVES} saves {TIMES} times each in shuffled order{', the processes killed in between' * killed}: "
        f"number {stored.sequence} is kept, {statuses[200]} saved, {statuses[409]} known to be older"
    )
    assert (stored.sequence, stored.answer) == (SAVES, {"text": f"answer {SAVES}"})
    assert set(statuses) == {200, 409}
    saved = Counter(number for number, status, _answered in told if status == 200)
    assert saved and max(saved.values()) == 1, "a save was taken twice"
    assert [one for one in told if one[1] == 409 and one[2] < one[0]] == [], "refused by something older"


def test_one_save_ten_times_is_taken_once(site: Site) -> None:
    site.start()
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(article=article, questions=[factories.ShortAnswerFactory(article=article)])
    assignment = factories.AssignmentFactory(quiz=quiz)
    student = factories.EnrollmentFactory(classroom=assignment.classroom).student
    response: Response = attempting.start_attempt(assignment=assignment, student=student).responses.get()
    visitors = [Visitor(site.port, student) for _time in range(TIMES)]

    def send(number: int) -> int:
        with visitors[number] as visitor:
            return visitor.save(response, {"text": "the same"}, 7).status

    assert Counter(together(TIMES, send)) == {200: 1, 409: TIMES - 1}
    response.refresh_from_db()
    assert (response.sequence, response.answer) == (7, {"text": "the same"})
