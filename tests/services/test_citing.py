"""The sentences cited as proof are saved with the answer, under its number, and nonsense is refused."""

import pytest

from quizzes.services import attempting
from quizzes.services.attempting import Save
from quizzes.services.citing import MOST, fitting_citations
from quizzes.services.refusal import Refusal
from tests import factories


@pytest.fixture
def response(world):
    assignment = factories.AssignmentFactory(classroom=world.classroom, cite_evidence=True)
    return attempting.start_attempt(assignment=assignment, student=world.bob).responses.get()


def stored(response):
    response.refresh_from_db()
    return response.answer, response.cited, response.sequence


def test_answer_and_sentences_are_one_save(response):
    key = {"choice": response.marking["key"]}
    assert attempting.save_response(response=response, answer=key, sequence=2, cited=[[82, 156], [0, 81]]) is Save.SAVED
    assert stored(response) == (key, [[0, 81], [82, 156]], 2)
    # Older: neither of the two is taken.
    assert attempting.save_response(response=response, answer={}, sequence=1, cited=[]) is Save.STALE
    assert stored(response) == (key, [[0, 81], [82, 156]], 2)
    # A page that knows nothing of sentences leaves them.
    assert attempting.save_response(response=response, answer={}, sequence=3) is Save.SAVED
    assert stored(response) == ({}, [[0, 81], [82, 156]], 3)


def test_another_windows_sentences_are_a_conflict_too(response):
    attempting.save_response(response=response, answer={}, sequence=4, cited=[[0, 81]])
    saved = attempting.save_page(
        attempt=response.attempt, answers={response.pk: ({}, 1)}, cited={response.pk: [[82, 156]]}
    )
    assert (saved.state, saved.conflicts) == (Save.STALE, {response.pk})
    assert stored(response) == ({}, [[0, 81]], 4)
    saved = attempting.save_page(attempt=response.attempt, answers={response.pk: ({}, 4)}, cited={response.pk: []})
    assert saved.state is Save.SAVED
    assert stored(response) == ({}, [], 5)


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ([[5, 5]], "not understood"),
        ([[-1, 4]], "not understood"),
        ([[1, 2, 3]], "not understood"),
        ([[0, 10**9]], "not understood"),
        ([[number, number + 1] for number in range(MOST + 1)], f"at most {MOST}"),
    ],
)
def test_what_is_no_sentence_is_refused(response, cited, words):
    with pytest.raises(Refusal, match=words):
        fitting_citations(response, cited)


def test_a_question_that_asks_for_none_takes_none(world):
    response = attempting.start_attempt(assignment=world.assignment, student=world.bob).responses.get()
    assert "cite" not in response.shown
    assert fitting_citations(response, []) == []
    with pytest.raises(Refusal, match="asks for no sentence"):
        attempting.save_response(response=response, answer={}, sequence=1, cited=[[0, 81]])


def test_a_flag_is_kept_until_the_end(response):
    assert attempting.flag_response(response=response, flagged=True)
    response.refresh_from_db()
    assert (response.flagged, response.sequence) == (True, 0)
    attempting.submit_attempt(attempt=response.attempt)
    assert not attempting.flag_response(response=response, flagged=False)
    response.refresh_from_db()
    assert response.flagged
