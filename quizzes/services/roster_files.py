"""Reading a roster that somebody pasted or saved from a spreadsheet: its encoding, its columns, its rows."""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from .refusal import Refusal

MOST_ROWS: Final = 500
MOST_BYTES: Final = 256 * 1024


class Column(models.TextChoices):
    """What a column of a roster holds."""

    FIRST = "first", _("first name")
    LAST = "last", _("last name")
    NAME = "name", _("full name")
    NICKNAME = "nickname", _("nickname")
    OTHER = "other", _("not used")


# What schools' systems and spreadsheets call them, in the languages whose spreadsheets write semicolons.
_HEADS: Final = {
    Column.FIRST: "first firstname given givenname givennames forename forenames christianname vorname prénom prenom "
    "nombre nombres fornavn förnamn voornaam imię nome",
    Column.LAST: "last lastname surname familyname family secondname nachname familienname nom apellido apellidos "
    "etternavn efternamn efternavn achternaam nazwisko cognome sobrenome",
    Column.NAME: "name names fullname student studentname students pupil pupilname learner displayname schüler",
    Column.NICKNAME: "nickname nick username user login loginname account userid userlogin loginid benutzername "
    "identifiant usuario brukernavn",
}
_COLUMN_OF: Final = {head: column for column, heads in _HEADS.items() for head in heads.split()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a roster: the line it stands on, and what it says. `nickname` is "" where it says none."""

    line: int
    first_name: str
    last_name: str
    nickname: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster as it was understood: what each column holds, whether the first row named them, and the rows."""

    columns: tuple[Column, ...]
    has_header: bool
    entries: tuple[Entry, ...]


def decode(content: bytes) -> str:
    """The text of a file, whether a spreadsheet wrote UTF-8 (with a byte order mark or not), UTF-16 or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> Sheet:
    """The roster in `text`. Raises Refusal, in words a person can act on, for what is none."""
    rows = _rows(text)
    if not rows:
        raise Refusal(_("There is no name in this list. Paste one student a line."))
    if len(rows) > MOST_ROWS + 1:
        raise Refusal(
            _("This list has %(rows)s lines. Import at most %(most)s students at a time.")
            % {"rows": len(rows), "most": MOST_ROWS}
        )
    named = _named_columns(rows[0][1])
    columns = named or _guessed_columns([cells for _line, cells in rows])
    if columns == (Column.FIRST, Column.LAST) and all(", " in line for line in text.splitlines() if line.strip()):
        # No program writes a space after its commas; people write "Okoye, Amina".
        columns = (Column.LAST, Column.FIRST)
    entries = tuple(_entry(line, cells, columns) for line, cells in (rows[1:] if named else rows))
    if not entries:
        raise Refusal(_("This list has a line of headings and nobody below it. Paste one student a line."))
    return Sheet(columns, bool(named), entries)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each row that is not blank with the line it ends on, split at the mark that splits most rows alike."""
    clean = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\0", ""))
    # Excel's own line about the delimiter is emptied, not taken out, so that the other lines keep their numbers.
    clean = re.sub(r"\Asep=.[^\r\n]*", "", clean, flags=re.IGNORECASE)
    best: list[tuple[int, list[str]]] = []
    most = -1
    for delimiter in "\t;,":
        rows = _split(clean, delimiter)
        widths = Counter(len(cells) for _line, cells in rows)
        alike = max((count for width, count in widths.items() if width > 1), default=0)
        # "Okoye, Amina" on every line is one column of names where nothing else splits it.
        if alike > most:
            best, most = rows, alike
    return best


def _split(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for cells in reader:
            cleaned = [" ".join(cell.split()) for cell in cells]
            # A row of nothing but delimiters is a spreadsheet's empty row, whichever of them splits the others.
            if any(cell.strip(',;\t"') for cell in cleaned):
                rows.append((reader.line_num, cleaned))
    except csv.Error as error:
        raise Refusal(
            _("Line %(line)s cannot be read. Is a quotation mark missing?") % {"line": reader.line_num}
        ) from error
    return rows


def _named_columns(cells: list[str]) -> tuple[Column, ...]:
    """What the row says the columns are; empty where it names none, and so is a student."""
    heads = ["".join(filter(str.isalnum, cell.casefold())) for cell in cells]
    columns = tuple(_COLUMN_OF.get(head, Column.OTHER) for head in heads)
    for column in (Column.FIRST, Column.LAST, Column.NAME, Column.NICKNAME):
        if columns.count(column) > 1:
            raise Refusal(
                _("Two columns are called “%(column)s”. Give one of them another heading.") % {"column": column.label}
            )
    return columns if set(columns) != {Column.OTHER} else ()


def _guessed_columns(rows: list[list[str]]) -> tuple[Column, ...]:
    """What columns without headings are, by how many there are and what stands in the second."""
    # An empty column at the end is a spreadsheet's way.
    width = max(max((place for place, cell in enumerate(cells, start=1) if cell), default=0) for cells in rows)
    if width == 1:
        return (Column.NAME,)
    if width == 2:
        seconds = [cells[1] for cells in rows if len(cells) > 1 and cells[1]]
        nicknames = all(_looks_like_nickname(cell) for cell in seconds)
        return (Column.NAME, Column.NICKNAME) if nicknames else (Column.FIRST, Column.LAST)
    if width == 3:
        return (Column.FIRST, Column.LAST, Column.NICKNAME)
    raise Refusal(
        _(
            "This list has %(width)s columns. Write a first line that says what they are: first name, last name, "
            "nickname. Columns with other headings are passed over."
        )
        % {"width": width}
    )


def _looks_like_nickname(cell: str) -> bool:
    return " " not in cell and (cell == cell.casefold() or any(mark.isdigit() or mark in "_@." for mark in cell))


def _entry(line: int, cells: list[str], columns: tuple[Column, ...]) -> Entry:
    said = dict(zip(columns, cells, strict=False))
    first, last = said.get(Column.FIRST, ""), said.get(Column.LAST, "")
    name = said.get(Column.NAME, "")
    if name and first and Column.LAST not in columns:
        # Beside a first name, "name" is the last name in many languages; it may be the whole name all the same.
        last = name.removeprefix(f"{first} ")
    elif name:
        whole_first, whole_last = _parted(name)
        first, last = first or whole_first, last or whole_last
    return Entry(line, first, last, said.get(Column.NICKNAME, ""))


def _parted(name: str) -> tuple[str, str]:
    """First and last name of "Amina Okoye" and of "Okoye, Amina"."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _space, last = name.partition(" ")
    return first, last
