"""Per cent in words, wherever a page shows them."""

from django.utils.formats import localize


def percent(value: object) -> str:
    """The number with its sign, such as "64 %"; the two never part at the end of a line.

    >>> percent(64) == "64\\N{NO-BREAK SPACE}%"
    True
    """
    return f"{localize(value)}\N{NO-BREAK SPACE}%"
