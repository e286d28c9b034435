"""The benchmark of the students' pages: what it counts and prints. How long anything takes is no test's business."""

import pytest

from . import web


def test_pages_and_lists_take_few_queries(db):
    counted = web.queries(students=3)
    assert list(counted) == [
        "queries: assignment",
        "queries: start",
        "queries: autosave",
        "queries: page of questions",
        "queries: submit",
        "queries: results",
        "queries: admin list, most",
        "queries: admin list, least",
    ]
    assert [line for line, number in counted.items() if not 0 < number <= 20] == []


def test_what_comes_late_has_waited():
    took, errors = web.latencies([0.0, 0.0, 0.0], lambda number: None if number == 1 else float("inf"))
    assert (took, errors) == ([float("inf")] * 2, 1)


@pytest.mark.parametrize(("share", "found"), [(50, 2), (75, 3), (95, 4), (99, 4), (1, 1)])
def test_percentiles(share, found):
    assert web.percentile([4, 1, 3, 2], share) == found


def test_the_table():
    columns = {
        "SQLite": {"autosave to minimal view": 0.52, "save at 50/s, p50, ms": 12.34, "start, errors": 0},
        "PostgreSQL": {"autosave to minimal view": 0.52, "save at 50/s, p50, ms": 150.2, "start, errors": 1},
    }
    assert web.table(columns).splitlines() == [
        "                                    SQLite  PostgreSQL  target",
        "autosave to minimal view              0.52        0.52  at least 0.5, at least 0.65  missed: PostgreSQL",
        "save at 50/s, p50, ms                 12.3         150",
        "start, errors                            0           1  at most 0  missed: PostgreSQL",
    ]
