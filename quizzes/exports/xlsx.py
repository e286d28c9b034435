"""XLSX: the same tables as workbooks. A text is written as a text, so nothing in it can run as a formula."""

import tempfile
from collections.abc import Sequence
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse

from .table import Cell, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet and a cell of XLSX hold (ECMA-376; Excel's "specifications and limits").
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
CUT = " …[cut]"


def xlsx_response(filename: str, table: Table) -> FileResponse:
    """The table as a download named `filename`."""
    # The response closes it, and the system deletes it then.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    write(file, table)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=CONTENT_TYPE)


def write(file: IO[bytes], table: Table, most_rows: int = MOST_ROWS) -> None:
    """Write the workbook row by row, in little memory; a table longer than a sheet goes on on the next one.

    A text longer than a cell holds is cut, and the cell says so.
    """
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        sheet, place = _new_sheet(book, table.header, bold), 1
        for row in table.rows:
            if place == most_rows:
                sheet, place = _new_sheet(book, table.header, bold), 1
            _write_row(sheet, place, row)
            place += 1


def _new_sheet(book: Any, header: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    _write_row(sheet, 0, header, bold)
    return sheet


def _write_row(sheet: Any, place: int, row: Sequence[Cell], style: Any = None) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(place, column, _fitting(cell), style)
        elif cell is not None:
            sheet.write_number(place, column, cell, style)


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT
