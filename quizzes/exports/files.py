"""A table as the file a teacher asked for."""

from django.http.response import HttpResponseBase

from .csv import csv_response
from .table import Table
from .xlsx import xlsx_response


def file_response(name: str, table: Table, file_format: str) -> HttpResponseBase:
    """The table as a download; `name` is without its ending. Raises ValueError for a format other than csv and xlsx."""
    match file_format:
        case "csv":
            return csv_response(f"{name}.csv", table.header, table.rows)
        case "xlsx":
            return xlsx_response(f"{name}.xlsx", table)
        case _:
            raise ValueError(file_format)
