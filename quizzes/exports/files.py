"""A table as the file a teacher asked for."""

from django.db import models
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from .csv import csv_response
from .table import Table
from .xlsx import xlsx_response


class FileFormat(models.TextChoices):
    """The kinds of file a table can be had as."""

    CSV = "csv", _("CSV (any program)")
    XLSX = "xlsx", _("XLSX (spreadsheet)")


def file_response(name: str, table: Table, file_format: str) -> HttpResponseBase:
    """The table as a download; `name` is without its ending. Raises ValueError for an unknown format."""
    wanted = FileFormat(file_format)
    if wanted is FileFormat.XLSX:
        return xlsx_response(f"{name}.xlsx", table)
    return csv_response(f"{name}.csv", table.header, table.rows)
