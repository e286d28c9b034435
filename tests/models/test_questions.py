"""What a question may not be."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from quizzes.models import Choice
from tests import factories


def test_a_quote_that_is_not_verbatim_cannot_be_saved(db: None) -> None:
    question = factories.QuestionFactory()
    evidence = question.evidence.get()
    evidence.quote = evidence.quote.replace("Engineers", "Plumbers!")
    with pytest.raises(ValidationError, match="word for word"):
        evidence.save()


def test_a_source_that_is_not_verbatim_cannot_be_saved(db: None) -> None:
    choice = factories.QuestionFactory().choices.last()
    choice.source_start, choice.source_end, choice.source_quote = 0, 8, "The town"
    choice.save()
    choice.source_quote = "The city"
    with pytest.raises(ValidationError, match="word for word"):
        choice.save()


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, None, ""), (None, 8, ""), (None, None, "The town"), (0, None, "The town"), (0, 9, "The town"), (4, 4, "")],
)
def test_half_a_source_is_refused_by_the_database(db: None, start: int | None, end: int | None, quote: str) -> None:
    choices = Choice.objects.filter(question=factories.QuestionFactory())
    with pytest.raises(IntegrityError, match="choice_source_whole_or_none"), transaction.atomic():
        choices.update(source_start=start, source_end=end, source_quote=quote)
