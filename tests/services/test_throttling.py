"""Ten failures a minute, then a pause."""

import pytest
import time_machine
from django.core.cache import cache

from quizzes.services.refusal import Refusal
from quizzes.services.throttling import count_failure, refuse_after_failures


def test_the_eleventh_try_waits_until_the_minute_is_over() -> None:
    cache.clear()
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        for _try in range(10):
            refuse_after_failures(marks=["a", "b"])
            count_failure(marks=["a"])
        with pytest.raises(Refusal, match="Wait a minute"):
            refuse_after_failures(marks=["a", "b"])
        refuse_after_failures(marks=["b"])
        clock.shift(61)
        refuse_after_failures(marks=["a"])
