"""Highlights and notes: a student's own, one for the same words, and nothing that is not in the article."""

import pytest

from quizzes.models import Highlight
from quizzes.services import reading
from quizzes.services.refusal import Refusal


def test_the_same_words_again_change_colour_and_note(world):
    article = world.assignment.quiz.article
    made = reading.highlight(article=article, student=world.bob, start=4, end=16, colour="pink", note=" Why? ")
    assert (made.quote, made.colour, made.note) == ("town council", "pink", "Why?")
    again = reading.highlight(article=article, student=world.bob, start=4, end=16, colour="blue")
    assert (again.pk, again.colour, again.note) == (made.pk, "blue", "")
    reading.take_away(highlight=again)
    assert not Highlight.objects.exists()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"start": 5, "end": 5}, "Choose words"),
        ({"start": 3, "end": 4}, "Choose words"),
        ({"start": 0, "end": 100_000}, "Choose words"),
        ({"start": 0, "end": 3, "colour": "black"}, "four colours"),
        ({"start": 0, "end": 3, "note": "x" * 2001}, "this one has 2001"),
    ],
)
def test_what_cannot_be_is_refused_in_words(world, what, words):
    with pytest.raises(Refusal, match=words):
        reading.highlight(article=world.assignment.quiz.article, student=world.bob, **what)


def test_there_is_a_limit_which_changing_does_not_meet(world, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 2)
    article = world.assignment.quiz.article
    for end in (3, 8):
        reading.highlight(article=article, student=world.bob, start=0, end=end)
    reading.highlight(article=article, student=world.bob, start=0, end=8, colour="green")
    with pytest.raises(Refusal, match="2 highlights"):
        reading.highlight(article=article, student=world.bob, start=0, end=16)
    reading.highlight(article=article, student=world.charlie, start=0, end=16)
