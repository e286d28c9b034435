"""A table to be written to a file: its columns and its rows, one at a time; and how cells are worded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows; docs/csv.md is the dictionary of both."""

    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """The moment as ISO 8601 has it, to the second, with the offset of the zone."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def decimal(number: float | None, places: int = 4) -> Decimal | None:
    """The number to so many places; None for none."""
    return None if number is None else round(Decimal(number), places)


def yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def item_key(pk: int) -> str:
    """The name of a quiz item in every file, unique on the site; it never changes."""
    return f"i{pk}"


def choice_key(pk: int) -> str:
    """The name of a choice in every file, unique on the site; it never changes."""
    return f"c{pk}"
