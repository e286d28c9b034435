"""Reading rosters as people paste and save them."""

import re

import pytest

from quizzes.services.refusal import Refusal
from quizzes.services.roster_files import MOST_ROWS, Column, Entry, decode, read


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Zoë;Müller".encode(), "Zoë;Müller"),
        ("Zoë;Müller".encode("utf-8-sig"), "Zoë;Müller"),
        ("Zoë;Müller – “x”".encode("cp1252"), "Zoë;Müller – “x”"),
        ("Zoë\tMüller".encode("utf-16"), "Zoë\tMüller"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_was_saved_in(content, text):
    assert decode(content) == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (["First name", "Last name", "Username"], ["Zoë", "Ek", "zoe-7"]),
        (["USER NAME", "Surname", "class", "Given name"], ["zoe-7", "Ek", "8b", "Zoë"]),
        (["Vorname", "Nachname", "Benutzername"], ["Zoë", "Ek", "zoe-7"]),
        (["nickname", "Student"], ["zoe-7", "Zoë Ek"]),
    ],
)
def test_headings_say_what_the_columns_are_in_any_order(delimiter, heads, cells):
    sheet = read(f"{delimiter.join(heads)}\r\n{delimiter.join(cells)}\r\n")
    assert sheet.has_header
    assert sheet.entries == (Entry(2, "Zoë", "Ek", "zoe-7"),)


@pytest.mark.parametrize(
    ("text", "columns", "entry"),
    [
        ("Zoë Ek", ("name",), Entry(1, "Zoë", "Ek", "")),
        ("Ek, Zoë", ("last", "first"), Entry(1, "Zoë", "Ek", "")),
        ("Zoë,Ek", ("first", "last"), Entry(1, "Zoë", "Ek", "")),
        ("Zoë Ek, zoe-7", ("name", "nickname"), Entry(1, "Zoë", "Ek", "zoe-7")),
        ('"Ek, Zoë";zoe-7', ("name", "nickname"), Entry(1, "Zoë", "Ek", "zoe-7")),
        ("Zoë\tEk", ("first", "last"), Entry(1, "Zoë", "Ek", "")),
        ("Zoë Ek;zoe7", ("name", "nickname"), Entry(1, "Zoë", "Ek", "zoe7")),
        ("Zoë;Ek;zoe-7;;", ("first", "last", "nickname"), Entry(1, "Zoë", "Ek", "zoe-7")),
        ("zoe-7", ("name",), Entry(1, "zoe-7", "", "")),
        ("Zoë van der Ek", ("name",), Entry(1, "Zoë", "van der Ek", "")),
    ],
)
def test_without_headings_the_columns_are_guessed(text, columns, entry):
    sheet = read(text)
    assert (sheet.has_header, sheet.columns, sheet.entries) == (False, columns, (entry,))


def test_a_heading_alone_tells_last_name_first():
    sheet = read("Name\nEk\n\n  \nOkoye")
    assert sheet.columns == (Column.NAME,)
    assert [entry.line for entry in sheet.entries] == [2, 5]
    assert read('Name\n"Okoye, Amina"').entries == (Entry(2, "Amina", "Okoye", ""),)


@pytest.mark.parametrize("name", ["Ek", "Zoë Ek"])
def test_a_name_beside_a_first_name_is_the_last_one(name):
    assert read(f"Vorname;Name\nZoë;{name}").entries == (Entry(2, "Zoë", "Ek", ""),)


def test_the_line_excel_writes_about_its_delimiter_is_no_student():
    assert read("sep=;\r\nName;Nickname\r\nZoë Ek;zoe").entries == (Entry(3, "Zoë", "Ek", "zoe"),)


def test_blank_lines_and_blank_cells_are_no_students():
    assert read("first,last\n\n , \nZoë,Ek\n").entries == (Entry(4, "Zoë", "Ek", ""),)


def test_a_row_that_is_too_short_keeps_what_it_says():
    assert read("first,last,nickname\nZoë").entries == (Entry(2, "Zoë", "", ""),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is no name in this list."),
        (" \n,,\n", "There is no name in this list."),
        ("first,last", "a line of headings and nobody below it"),
        ("first,first name,last\na,b,c", "Two columns are called “first name”."),
        ("a,b,c,d\ne,f,g,h", "This list has 4 columns."),
        ("\n".join(f"Student {n}" for n in range(MOST_ROWS + 2)), "Import at most 500 students at a time."),
        ("x" * 200_000, "Line 1 cannot be read."),
    ],
)
def test_what_is_no_roster_is_refused_with_what_to_do(text, words):
    with pytest.raises(Refusal, match=re.escape(words)):
        read(text)
