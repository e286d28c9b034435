"""Figures as an aligned plain-text table: a line a figure, a column a folder."""

from collections.abc import Mapping

from .figures import PUBLISHED, Figures, Value


def table(columns: Mapping[str, Figures]) -> str:
    """The figures under each other, one column for each of `columns`, and last what was published of human items.

    The column that tells most orders the lines. A column says 0 of a line under a heading that it has shares of, and
    nothing of a heading that it has not.
    """
    cells = [["", *columns, "published"]]
    for heading, lines in _lines(columns).items():
        cells += [[heading], *([f"  {line}", *_row(columns, heading, line)] for line in lines), []]
    widths = [max(len(row[index]) for row in cells if len(row) > index) for index in range(len(columns) + 2)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=False))
        ).rstrip()
        for row in cells
    ).rstrip()


def _lines(columns: Mapping[str, Figures]) -> dict[str, list[str]]:
    """Every heading and its lines, in the order of the fullest column; lines that only others have come after."""
    found: dict[str, list[str]] = {}
    for figures in sorted(columns.values(), key=lambda one: -sum(map(len, one.values()))):
        for heading, lines in figures.items():
            known = found.setdefault(heading, [])
            known += [line for line in lines if line not in known]
    return {heading: lines for heading, lines in found.items() if lines}


def _row(columns: Mapping[str, Figures], heading: str, line: str) -> list[str]:
    return [
        *(_cell(figures.get(heading, {}), line) for figures in columns.values()),
        PUBLISHED.get(heading, {}).get(line, ""),
    ]


def _cell(lines: Mapping[str, Value], line: str) -> str:
    if line in lines:
        return shown(lines[line])
    return "0" if lines and all(isinstance(value, tuple) for value in lines.values()) else ""


def shown(value: Value) -> str:
    """A value as the table shows it.

    >>> shown((3, 12)), shown((0, 0)), shown(10.0), shown(1.25)
    ('3  25%', '0   0%', '10', '1.25')
    """
    if isinstance(value, tuple):
        part, whole = value
        return f"{part} {part / whole if whole else 0:4.0%}"
    return f"{value:g}" if abs(value) < 1e5 else str(value)
