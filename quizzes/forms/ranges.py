"""Numbers and ranges as people write them: "2, 5-7"."""

import re

_RANGE = re.compile(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?")


def read_ranges(text: str) -> list[tuple[int, int]]:
    """The ranges in `text`, each as (first, last); a number alone is both. Raises ValueError for anything else.

    >>> read_ranges("2, 7-5")
    [(2, 2), (5, 7)]
    """
    found = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(f"{part.strip()!r} is neither a number nor a range such as 5-7")
        one = int(match[1])
        other = int(match[2] or one)
        found.append((min(one, other), max(one, other)))
    return found


def numbers(ranges: list[tuple[int, int]]) -> tuple[int, ...]:
    """Every number in the ranges once, in order.

    >>> numbers([(5, 7), (2, 2), (6, 8)])
    (2, 5, 6, 7, 8)
    """
    return tuple(sorted({number for first, last in ranges for number in range(first, last + 1)}))
