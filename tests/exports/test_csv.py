"""CSV that is safe to open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exports.csv import LINES, csv_response, safe

STARTS = "=+-@\t\r\n＝＋－＠"


def test_the_bytes_of_a_file():
    rows = [["Zoë", 'says "hi", twice'], ["two\nlines", None], [Decimal("1.50"), -3]]
    response = csv_response("x.csv", ["name", "text"], rows)
    assert b"".join(response.streaming_content) == (
        b'\xef\xbb\xbfname,text\r\nZo\xc3\xab,"says ""hi"", twice"\r\n"two\nlines",\r\n1.50,-3\r\n'
    )
    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="x.csv"'


@pytest.mark.parametrize("start", STARTS)
def test_formulas_are_neutralised(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("start", "=+-@＝＋－＠")
def test_a_formula_after_blanks_is_neutralised_too(start):
    assert safe(f" \n {start}1+1") == f"' \n {start}1+1"


@pytest.mark.parametrize("cell", ["", "plain", "2-1", "a=b", None, 0, -1, Decimal("-0.5"), "'quoted'"])
def test_everything_else_stays_as_it_is(cell):
    assert safe(cell) == cell


@given(st.text())
def test_no_cell_starts_like_a_formula(text):
    assert not str(safe(text)).lstrip().startswith(tuple("=+-@＝＋－＠"))


def test_rows_are_written_as_they_are_asked_for():
    asked = []

    def rows():
        for number in range(2 * LINES):
            asked.append(number)
            yield [number]

    stream = iter(csv_response("x.csv", ["n"], rows()).streaming_content)
    next(stream)
    assert asked == []
    next(stream)
    assert asked == list(range(LINES))
