"""CSV that opens right and safely in a spreadsheet: streamed, UTF-8 with a byte order mark, no formulas."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from .table import Cell

BYTE_ORDER_MARK = "\ufeff"

# What makes a spreadsheet run a cell (OWASP, "CSV injection"), with the full-width forms Excel reads as the same.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def safe(cell: Cell) -> Cell:
    """`cell` as a spreadsheet may have it: a text that would run as a formula gets an apostrophe before it.

    >>> safe("=1+1"), safe("2-1"), safe(-1)
    ("'=1+1", '2-1', -1)
    """
    if isinstance(cell, str) and (cell[:1] in _FORMULA_STARTS or cell.lstrip()[:1] in _FORMULA_STARTS):
        return "'" + cell
    return cell


def lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of the file, one at a time, the byte order mark first."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([safe(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """The rows as a download named `filename`."""
    return StreamingHttpResponse(
        lines(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
