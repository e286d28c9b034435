"""The same tables as workbooks."""

import io
from decimal import Decimal

import openpyxl
import pytest

from quizzes.exports.files import file_response
from quizzes.exports.table import Table
from quizzes.exports.xlsx import MOST_CHARACTERS, write

HEADER = ["name", "points"]


def cells(table, **options):
    """What is in the workbook: a list of rows for each sheet."""
    file = io.BytesIO()
    write(file, table, **options)
    return [
        [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in openpyxl.load_workbook(file).worksheets
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "\tb", "https://x.org", "{=1}", " =1", "007", "1e5", "Zoë 🌉"]
)
def test_a_text_stays_the_text_it_is(text):
    file = io.BytesIO()
    write(file, Table(HEADER, [[text, None]]))
    cell = openpyxl.load_workbook(file).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_numbers_are_numbers_and_nothing_is_nothing():
    assert cells(Table(HEADER, [[-3, Decimal("1.50")], [None, 0]])) == [[HEADER, [-3, 1.5], [None, 0]]]


def test_an_empty_table_has_its_columns():
    assert cells(Table(HEADER, [])) == [[HEADER]]


def test_a_long_table_goes_on_on_the_next_sheet():
    found = cells(Table(HEADER, ([number, None] for number in range(5))), most_rows=3)
    assert found == [
        [HEADER, [0, None], [1, None]],
        [HEADER, [2, None], [3, None]],
        [HEADER, [4, None]],
    ]


def test_a_text_that_no_cell_holds_is_cut_and_says_so():
    whole, long = "x" * MOST_CHARACTERS, "x" * (MOST_CHARACTERS + 1)
    ((_header, one, two),) = cells(Table(HEADER, [[whole, None], [long, None]]))
    assert one[0] == whole
    assert (len(two[0]), two[0][-8:]) == (MOST_CHARACTERS, "x …[cut]")


def test_the_file_is_named_and_closed(db):
    response = file_response("class-roster", Table(HEADER, [["a", 1]]), "xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="class-roster.xlsx"'
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    body = b"".join(response.streaming_content)
    assert openpyxl.load_workbook(io.BytesIO(body)).active["A2"].value == "a"
    file = response.file_to_stream
    response.close()
    assert file.closed


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError):
        file_response("x", Table(HEADER, []), "pdf")
