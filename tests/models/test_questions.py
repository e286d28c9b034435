"""What a question may not be."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories


def test_a_quote_that_is_not_verbatim_cannot_be_saved(db: None) -> None:
    question = factories.QuestionFactory()
    evidence = question.evidence.get()
    evidence.quote = evidence.quote.replace("Engineers", "Plumbers!")
    with pytest.raises(ValidationError, match="word for word"):
        evidence.save()
