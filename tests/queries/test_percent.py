"""Per cent in words."""

from decimal import Decimal

import pytest
from django.utils import translation

from quizzes.queries.percent import percent


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 64, "64\u00a0%"),
        ("en", Decimal("64.5"), "64.5\u00a0%"),
        ("de", Decimal("64.5"), "64,5\u00a0%"),
        ("en", "0–9", "0–9\u00a0%"),
    ],
)
def test_the_sign_stays_with_its_number(language: str, number: object, words: str) -> None:
    with translation.override(language):
        assert percent(number) == words
