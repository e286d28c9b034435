"""docs/csv.md and the code say the same of every table: its columns, their order, and the codes in them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from quizzes.exports import classes, debates, items, results
from quizzes.models import Choice, Format, Kind, Move, Post, Skill
from quizzes.queries.class_gradebook import Standing
from quizzes.queries.gradebook import Status
from quizzes.queries.item_analysis import Hint, NoAlpha, Which

COLUMNS = {
    "results": [*results.COLUMNS, *(f"qN_{part}" for part in results.OF_AN_ITEM)],
    "responses": [*results.RESPONSES],
    "items": [*items.ITEMS],
    "choices": [*items.CHOICES],
    "gradebook": [*classes.ABOUT, *(f"aN_{part}" for part in classes.OF_AN_ASSIGNMENT)],
    "roster": [*classes.ROSTER],
    "contributions": [*debates.CONTRIBUTIONS],
    "marks": [*debates.ABOUT, "cN_criterion", "cN_points", *debates.TOTALS, *debates.PEERS],
}
CODES = {
    ("results", "status"): Status.values,
    ("responses", "kind"): Kind.values,
    ("responses", "format"): Format.values,
    ("responses", "skill"): Skill.values,
    ("items", "attempts"): Which.values,
    ("items", "hint"): Hint.values,
    ("items", "quiz_alpha_status"): ["shown", *NoAlpha.values],
    ("choices", "reason"): Choice.Reason.values,
    ("gradebook", "aN_status"): Standing.values,
    ("contributions", "move"): Move.values,
    ("contributions", "state"): [state for state in Post.State.values if state != Post.State.DRAFT],
}
EXAMPLES = {
    "whole": r"\d+",
    "decimal": r"-?\d+(\.\d+)?",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
    "code": r"[a-z_]+",
    "text": r".+",
}


def dictionary():
    """Every table of the document: its name -> rows of (column, type, meaning, example)."""
    text = (Path(settings.BASE_DIR) / "docs" / "csv.md").read_text(encoding="utf-8")
    found = {}
    for section in re.split(r"^## ", text, flags=re.M)[1:]:
        if name := re.match(r".*\(`(\w+)`\)\n", section):
            lines = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \| `(.+)` \|$", section, flags=re.M)
            assert len(lines) == len(re.findall(r"^\| `", section, flags=re.M))
            found[name[1]] = lines
    return found


def test_every_column_is_in_the_dictionary_in_its_place_and_no_other():
    assert {name: [line[0] for line in lines] for name, lines in dictionary().items()} == COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_every_example_is_of_its_type(name):
    assert [line for line in dictionary()[name] if not re.fullmatch(EXAMPLES[line[1]], line[3])] == []


@pytest.mark.parametrize(("table", "column"), CODES)
def test_every_code_is_in_the_dictionary(table, column):
    meaning = next(line[2] for line in dictionary()[table] if line[0] == column)
    assert [code for code in CODES[table, column] if f"`{code}`" not in meaning] == []


def test_the_address_of_every_table_is_at_the_top():
    text = (Path(settings.BASE_DIR) / "docs" / "csv.md").read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in re.findall(r"^## (.+)$", text, flags=re.M)
    }
    linked = re.findall(r"^\| \[`(\w+)`\]\(#([\w-]+)\)", text, flags=re.M)
    assert [name for name, _anchor in linked] == list(COLUMNS)
    assert [anchor for _name, anchor in linked if anchor not in anchors] == []
