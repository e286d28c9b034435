"""Every web process killed while students save: what was acknowledged is there afterwards."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from threading import Event

import pytest

from quizzes.models import Response
from quizzes.services import attempting
from tests import factories

from .site import Site
from .visitor import Visitor

SAVERS = 50
KILLS = 5
# Saves acknowledged between one kill and the next, and seconds to wait for them at most.
BETWEEN = 60
PATIENCE = 30


@pytest.fixture
def responses(transactional_db: None) -> list[Response]:
    """An unanswered question of an attempt for each of the students who save."""
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(article=article, questions=[factories.ShortAnswerFactory(article=article)])
    assignment = factories.AssignmentFactory(quiz=quiz)
    students = [factories.EnrollmentFactory(classroom=assignment.classroom).student for _saver in range(SAVERS)]
    return [attempting.start_attempt(assignment=assignment, student=student).responses.get() for student in students]


def save_and_kill(
    site: Site, responses: list[Response], kills: int, **environment: str
) -> tuple[list[tuple[int, int]], list[int]]:
    """Save while the processes are killed: what was acknowledged (key, number), and other statuses."""
    acknowledged: list[tuple[int, int]] = []
    others: list[int] = []
    over = Event()

    def save(visitor: Visitor, response: Response) -> None:
        sequence = 0
        with visitor:
            while not over.is_set():
                sequence += 1
                # Who is not answered cannot know what became of it, and types on.
                with suppress(OSError, HTTPException):
                    status = visitor.save(response, {"text": f"answer {sequence}"}, sequence).status
                    if status == 200:
                        acknowledged.append((response.pk, sequence))
                    else:
                        others.append(status)

    visitors = [Visitor(site.port, response.attempt.student) for response in responses]
    with ThreadPoolExecutor(SAVERS) as threads:
        savers = [threads.submit(save, *pair) for pair in zip(visitors, responses, strict=True)]
        try:
            site.start(**environment)
            for _kill in range(kills):
                wait_for_more(acknowledged)
                site.kill()
                site.start(**environment)
            wait_for_more(acknowledged)
        finally:
            over.set()
    for saver in savers:
        saver.result()
    return acknowledged, others


def wait_for_more(acknowledged: list[tuple[int, int]]) -> None:
    """Wait until so many more saves are acknowledged."""
    enough, until = len(acknowledged) + BETWEEN, time.monotonic() + PATIENCE
    while len(acknowledged) < enough:
        assert time.monotonic() < until, "the processes answer no saves: what they said stands above"
        time.sleep(0.01)


def lost(acknowledged: list[tuple[int, int]]) -> list[str]:
    """The acknowledged saves that are not in the database, nor a later one of the same question."""
    stored = {response.pk: response for response in Response.objects.all()}
    return [
        f"response {key}: {sequence} was acknowledged, {stored[key].sequence} is stored: {stored[key].answer}"
        for key, sequence in acknowledged
        if stored[key].sequence < sequence or stored[key].answer != {"text": f"answer {stored[key].sequence}"}
    ]


def test_what_was_acknowledged_survives_the_processes(
    site: Site, responses: list[Response], figure: Callable[[str], None]
) -> None:
    acknowledged, others = save_and_kill(site, responses, KILLS)
    missing = lost(acknowledged)
    figure(
        f"{KILLS} kills of every process under {SAVERS} concurrent saves: {len(acknowledged)} answers acknowledged, "
        f"{len(missing)} lost"
    )
    assert missing == [], "look at save_response and at the database's durability: synchronous, fsync, WAL"
    assert others == [], "every answer is 200, or none comes because the process is gone"


def test_an_acknowledgement_before_the_write_would_be_found(
    site: Site, responses: list[Response], figure: Callable[[str], None]
) -> None:
    acknowledged, _others = save_and_kill(site, responses, 1, TESTS_WITHOUT="waiting")
    missing = lost(acknowledged)
    figure(f"1 kill, saves acknowledged before they are written: {len(acknowledged)} acknowledged, {len(missing)} lost")
    assert missing
