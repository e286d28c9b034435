"""The files opened by LibreOffice, as a teacher opens them: no formula runs, and no character is lost."""

import csv
import subprocess

import pytest

from quizzes.exports.csv import lines, safe
from quizzes.exports.table import Table
from quizzes.exports.xlsx import write
from tests import offices

TEXTS = [
    '=HYPERLINK("http://example.org";"x")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "plain, with a comma",
    'says "hi"',
    "two\nlines",
    "Zoë Łukasz Ελένη 李雷 عمر 🌉",
    "e\u0301 and \u00e9",
    "a;b|c",
    "'quoted'",
    "x" * 20_000,
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Opens a file in LibreOffice and gives what its cells show, as rows of text."""
    program = offices.libreoffice()
    if program is None:
        pytest.skip("no LibreOffice on this machine")
    folder = tmp_path_factory.mktemp("office")

    def show(path):
        # 44,34,76: commas, double quotes, UTF-8; the last "false" keeps cells as they are stored, formulas as results.
        subprocess.run(
            [
                program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                "--infilter=CSV:44,34,76,1,,0,false,true" if path.suffix == ".csv" else "--nologo",
                "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
                "--outdir", str(folder), str(path),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with (folder / f"{path.stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    return show


def test_a_csv_shows_every_text_and_runs_no_formula(opened, tmp_path):
    path = tmp_path / "safe.csv"
    path.write_bytes("".join(lines(["text", "points"], [[text, 1] for text in TEXTS])).encode())
    assert opened(path) == [["text", "points"], *([safe(text), "1"] for text in TEXTS)]


def test_an_xlsx_shows_every_text_and_runs_no_formula(opened, tmp_path):
    path = tmp_path / "book.xlsx"
    with path.open("w+b") as file:
        write(file, Table(["text", "points"], [[text, 1] for text in TEXTS]))
    assert opened(path) == [["text", "points"], *([text, "1"] for text in TEXTS)]


def test_what_is_not_made_safe_would_run(opened, tmp_path):
    path = tmp_path / "unsafe.csv"
    path.write_text("text\n=1+1\n", encoding="utf-8")
    assert opened(path) == [["text"], ["2"]]
