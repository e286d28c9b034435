"""Fixtures of the student pages: an empty count of failures, and a way to begin an attempt."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from quizzes.models import Assignment, Attempt
from quizzes.services import attempting
from tests import factories
from tests.conftest import World


@pytest.fixture(autouse=True)
def no_failures_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def begin(world: World) -> Callable[..., Attempt]:
    """Bob's attempt at a quiz with the questions of these factories, under an assignment with these rules."""

    def start(*kinds: type[factories.QuestionFactory], **rules: object) -> Attempt:
        article = factories.ArticleFactory(owner=world.alice)
        questions = [kind(article=article) for kind in kinds or (factories.QuestionFactory,)]
        quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
        assignment: Assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, **rules)
        return attempting.start_attempt(assignment=assignment, student=world.bob)

    return start
