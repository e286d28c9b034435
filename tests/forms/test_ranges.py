"""Numbers and ranges as people write them."""

import pytest

from quizzes.forms.ranges import numbers, read_ranges


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("2", [(2, 2)]), (" 2 , 5-7", [(2, 2), (5, 7)]), ("7 – 5", [(5, 7)]), ("1-1,1", [(1, 1), (1, 1)])],
)
def test_ranges_are_read(typed, expected):
    assert read_ranges(typed) == expected


@pytest.mark.parametrize("typed", ["", "two", "2,,3", "1-2-3", "-1", "1.5", "1234567", "2;3"])
def test_anything_else_is_refused(typed):
    with pytest.raises(ValueError, match="neither a number nor a range"):
        read_ranges(typed)


def test_each_number_is_there_once():
    assert numbers([(5, 7), (2, 2), (6, 8)]) == (2, 5, 6, 7, 8)
