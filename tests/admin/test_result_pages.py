"""The pages of results and of how questions worked, and their files."""

import csv
import io

import openpyxl
import pytest

from quizzes.services import attempting
from tests import factories
from tests.admin.pages import messages, url
from tests.queries.test_item_statistics import GUTTMAN
from tests.results import WAITS, hand_in_all


@pytest.fixture
def four(world):
    """An assignment of four questions of different skills."""
    article = factories.ArticleFactory(owner=world.alice)
    skills = ("locate", "locate", "interpret", "evaluate")
    questions = [factories.QuestionFactory(article=article, skill=skill) for skill in skills]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    return factories.AssignmentFactory(classroom=world.classroom, quiz=quiz)


def shown(response):
    return " ".join(response.content.decode().split())


def analysis(world, assignment, query=""):
    return world.client(world.alice).get(url("assignment", "analysis", assignment.pk) + query)


def export(world, assignment, query=""):
    return world.client(world.alice).get(url("assignment", "export", assignment.pk) + query, follow=True)


def test_the_analysis_of_nothing_leads_to_the_results(world, four):
    page = shown(analysis(world, four))
    assert "Nobody has handed in yet" in page
    assert url("assignment", "results", four.pk) in page


def test_the_analysis_says_what_is_counted_and_what_is_not(world, four):
    students = hand_in_all(four, [*GUTTMAN, (1, 1, WAITS, None)])
    place = world.classroom.enrollments.get(student=students[0])
    place.removed_at = place.joined_at
    place.save()
    page = shown(analysis(world, four))
    assert "The first attempt of each of 5 students." in page
    assert "Left out: 1 in the class who have not handed in, 1 who handed in and were taken out of the class." in page
    assert "are of the 4 with every answer marked." in page
    assert "Cronbach’s alpha is not shown: fewer than 10 students have every answer marked." in page
    assert page.count("not shown for fewer than 10 students") == 4
    assert "Median time from start to handing in: 10 minutes." in page
    assert "Look at the" not in page


def test_the_analysis_shows_figures_choices_and_skills(world, four):
    hand_in_all(four, GUTTMAN * 2)
    page = shown(analysis(world, four))
    assert "<strong>0.80</strong> (10 students)" in page
    assert "alpha of a short quiz is low" in page
    assert "<dd> 0.51 </dd>" in page
    assert "sounds likely, but the article does not say so:" in page
    assert '1 <span class="quiet">(10 %)</span>' in page
    assert '<th scope="col">find it in the text</th>' in page
    assert page.count('<svg class="chart"') == page.count("The same as a table") == 3
    assert '<title id="facilities-name">' in page


def test_another_choice_of_attempts_is_offered_where_there_are_some(world, four):
    four.attempts_allowed = 2
    four.save()
    students = hand_in_all(four, [(0, 0, 0, 0)])
    hand_in_all(four, [(1, 1, 1, 1)], students, number=2)
    page = shown(analysis(world, four))
    assert "Look at the attempt that counts instead" in page
    assert analysis(world, four).context["analysis"].items[0].facility == 0
    page = analysis(world, four, "?attempts=counted")
    assert page.context["analysis"].items[0].facility == 1
    assert "Look at the first attempt instead" in shown(page)
    assert analysis(world, four, "?attempts=worst").status_code == 404


@pytest.mark.parametrize("students", [1, 12])
def test_the_pages_queries_do_not_grow(world, four, students, django_assert_max_num_queries):
    hand_in_all(four, [(1, 0, None, WAITS)] * students)
    client = world.client(world.alice)
    for page in ("analysis", "results", "export"):
        with django_assert_max_num_queries(12):
            response = client.get(url("assignment", page, four.pk))
            assert response.streaming or response.content
            if response.streaming:
                b"".join(response.streaming_content)


def test_the_analysis_hands_in_what_ran_out_of_time(world, four):
    attempt = attempting.start_attempt(assignment=four, student=world.bob)
    attempt.deadline = attempt.started_at
    attempt.save()
    assert analysis(world, four).context["analysis"].students == 1


@pytest.mark.parametrize(
    ("query", "name", "lines"),
    [
        ("", "alices-class-bridge-quiz.csv", 3),
        ("?table=responses&attempts=all", "alices-class-bridge-quiz-responses.csv", 8),
        ("?table=items&attempts=first", "alices-class-bridge-quiz-items.csv", 4),
        ("?table=choices", "alices-class-bridge-quiz-choices.csv", 12),
    ],
)
def test_every_table_as_csv_and_as_xlsx(world, four, query, name, lines):
    hand_in_all(four, [(1, 0, None, WAITS), (1, 1, 1, 1)])
    response = export(world, four, query)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(body))
    assert len(rows) == lines
    response = export(world, four, f"{query or '?'}&format=xlsx")
    assert response["Content-Disposition"] == f'attachment; filename="{name[:-3]}xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == header
    numbers = [[as_number(cell) for cell in row] for row in rows]
    assert found[1:] == numbers


def as_number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell or None


@pytest.mark.parametrize("query", ["?table=items&attempts=all", "?table=secrets", "?format=pdf"])
def test_what_cannot_be_downloaded_says_why(world, four, query):
    response = export(world, four, query)
    assert response.redirect_chain == [(url("assignment", "results", four.pk), 302)]
    (said,) = messages(response)
    assert said.startswith("Figures of questions are of one attempt" if "items" in query else "Choose what to")


def test_the_results_page_leads_on(world, four):
    hand_in_all(four, [(1, 1, 1, 1)])
    page = shown(world.client(world.alice).get(url("assignment", "results", four.pk)))
    assert f'class="step" href="{url("assignment", "analysis", four.pk)}"' in page
    assert f'href="{url("gradebook", "files", world.classroom.pk)}"' not in page
    assert "Left out of it: who has not started" in page
