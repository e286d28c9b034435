"""The benchmark of results: what it measures and prints. How long anything takes is no test's business."""

from tests import factories

from . import results
from .results import Figure


def test_every_page_and_file_opens_with_few_queries(db):
    figures = results.measure(students=2, assignments=2, large=3, repeats=1)
    assert [one.name for one in figures] == [
        "gradebook, 2 x 2",
        "gradebook.csv, 2 x 2",
        "results, 3",
        "item analysis, 3",
        "results.csv, 3",
        "responses.csv, 3",
        "responses.xlsx, 3",
    ]
    assert [one.name for one in figures if not 0 < one.queries <= 12] == []


def test_the_baseline_of_the_answers_writes_the_same_file(db, client):
    teacher = factories.TeacherFactory()
    assignment = results.classroom(teacher, 3, 1, questions=4).assignments.get()
    client.force_login(teacher)
    address = f"/admin/quizzes/assignment/{assignment.pk}/results/export/?table=responses"
    exported = results.opened(client, address).decode("utf-8-sig")
    assert exported.count("\r\n") == 1 + 3 * 4
    assert results.write_answers(assignment) == exported


def test_the_table():
    assert results.table([Figure("gradebook, 2 x 2", 0.5, 0.25, 11, 12.4)]).splitlines() == [
        "                              seconds  baseline   ratio  queries       kB",
        "gradebook, 2 x 2                0.500     0.250     2.0       11       12",
    ]
