"""Finds the spreadsheet program that the tests of files open them with."""

import shutil


def libreoffice() -> str | None:
    """The path of LibreOffice; None when there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")
