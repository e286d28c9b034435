"""Marking a debate in the panel, one student at a time."""

import csv
import io

import openpyxl
import pytest
from django.test import Client

from quizzes.models import Assessment, MarkChange
from quizzes.queries.debate_marks import Points, points_of
from quizzes.services import marking_debates
from tests.admin.pages import messages, url
from tests.debates import cite, debate, post, stand


@pytest.fixture
def argued(world):
    made = debate(world)
    claim = post(made.board, made.bob, "Close it.")
    cite(claim, "Shop owners say they will lose customers.")
    post(made.board, made.ann, "Shops will die.", claim)
    stand(made.discussion, made.ann, 2, 4)
    return made


def page(argued, name, *keys):
    return url("discussion", name, argued.discussion.pk, *keys)


def sent(argued, points):
    return {
        f"criterion_{criterion.pk}": criterion.levels.get(points=points).pk
        for criterion in argued.discussion.rubric.criteria.all()
    } | {"comment": "Well said."}


def test_the_work_stands_beside_the_rubric(world, argued):
    response = world.client(world.alice).get(page(argued, "mark", argued.ann.pk))
    shown = response.content.decode()
    assert "Student 1 of 2; 0 of 2 marked" in shown
    assert "To bob: “Close it.”" in shown
    assert "before <strong>2</strong>," in shown
    assert "Does the student take a clear position on the motion?" in shown
    assert [field.label for field in response.context["form"]] == [
        "Claim",
        "Evidence",
        "Reasoning",
        "Counterclaim",
        "Listening",
        "Comment for the student",
    ]
    shown = world.client(world.alice).get(page(argued, "mark", argued.bob.pk)).content.decode()
    assert "<blockquote>Shop owners say they will lose customers.</blockquote>" in shown


def test_saving_leads_to_the_next_student_and_then_to_the_marks(world, argued):
    client = world.client(world.alice)
    response = client.post(page(argued, "mark", argued.ann.pk), sent(argued, 2), follow=True)
    assert messages(response) == ["The mark of Ann Lee is saved."]
    assert response.redirect_chain == [(page(argued, "mark", argued.bob.pk), 302)]
    assert "Student 2 of 2; 1 of 2 marked" in response.content.decode()
    response = client.post(page(argued, "mark", argued.bob.pk), sent(argued, 3), follow=True)
    assert response.redirect_chain == [(page(argued, "marks"), 302)]
    assert [points_of(one) for one in Assessment.objects.filter(counts=True).order_by("pk")] == [
        Points(10, 15),
        Points(15, 15),
    ]
    assert "2 of 2 marked." in response.content.decode()
    form = client.get(page(argued, "mark", argued.ann.pk)).context["form"]
    assert {name: str(value) for name, value in form.initial.items()} == {
        name: str(value) for name, value in sent(argued, 2).items()
    }


def test_a_criterion_without_level_saves_nothing_and_loses_nothing(world, argued):
    data = sent(argued, 2)
    data.popitem()
    first = next(iter(data))
    del data[first]
    response = world.client(world.alice).post(page(argued, "mark", argued.ann.pk), {**data, "comment": "Kept."})
    assert response.context["form"].errors == {first: ["Choose a level."]}
    assert response.context["form"]["comment"].value() == "Kept."
    assert not Assessment.objects.exists()


def test_how_students_see_themselves_is_shown(world, argued):
    levels = {one: one.levels.get(points=3) for one in argued.discussion.rubric.criteria.all()}
    marking_debates.assess_oneself(
        discussion=argued.discussion, student=argued.ann, levels=levels, comment="I listened."
    )
    shown = world.client(world.alice).get(page(argued, "mark", argued.ann.pk)).content.decode()
    assert "I listened." in shown
    assert "Claim: 3 – Precise" in shown


def test_marks_are_released_and_withheld(world, argued):
    client = world.client(world.alice)
    response = client.get(page(argued, "marks"))
    assert "Release marks" not in response.content.decode()
    client.post(page(argued, "mark", argued.ann.pk), sent(argued, 2))
    assert "Release marks" in client.get(page(argued, "marks")).content.decode()
    response = client.post(page(argued, "release"), follow=True)
    assert messages(response) == ["Students can now see their marks and your comments."]
    response = client.post(page(argued, "withhold"), follow=True)
    assert messages(response) == ["Students can no longer see their marks."]


def test_the_rubric_stays_once_something_is_marked(world, argued):
    client = world.client(world.alice)
    change = page(argued, "change")
    assert "rubric" in client.get(change).context["adminform"].form.fields
    client.post(page(argued, "mark", argued.ann.pk), sent(argued, 2))
    assert "rubric" not in client.get(change).context["adminform"].form.fields


def test_without_a_rubric_nothing_is_marked(world, argued):
    argued.discussion.rubric = None
    argued.discussion.save()
    response = world.client(world.alice).get(page(argued, "mark", argued.ann.pk), follow=True)
    assert messages(response) == ["This debate has no rubric. Choose one on the debate's page first."]
    assert "Choose a rubric first" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "on", "kind", "first"),
    [("contributions", "boards", "contributions", "post"), ("export", "marks", "marks", "student")],
)
def test_contributions_and_marks_as_workbooks(world, argued, name, on, kind, first):
    client = world.client(world.alice)
    address = page(argued, name)
    shown = client.get(page(argued, on)).content.decode()
    assert f'href="{address}?format=csv"' in shown
    assert f'href="{address}?format=xlsx"' in shown
    response = client.get(f"{address}?format=xlsx")
    assert response["Content-Disposition"] == f'attachment; filename="alices-class-close-the-bridge-{kind}.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(book.active.values)
    assert rows[0][0] == first
    assert len(rows) == 1 + 2
    assert client.get(f"{address}?format=pdf").status_code == 404


def test_a_student_of_another_class_is_404(world, argued):
    client = world.client(world.alice)
    assert client.get(page(argued, "mark", world.charlie.pk)).status_code == 404
    assert client.post(page(argued, "mark", world.charlie.pk), sent(argued, 2)).status_code == 404


def test_marks_and_contributions_are_exported_safely(world, argued):
    client = world.client(world.alice)
    post(argued.board, argued.ann, "=1+1")
    response = client.get(page(argued, "contributions"))
    assert response["Content-Disposition"] == 'attachment; filename="alices-class-close-the-bridge-contributions.csv"'
    text = b"".join(response.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeffpost,board,")
    assert [(row["username"], row["kind"], row["move"], row["claim"]) for row in rows] == [
        ("bob", "claim", "", "Close it."),
        ("ann", "reply", "challenge", "Shops will die."),
        ("ann", "claim", "", "'=1+1"),
    ]
    client.post(page(argued, "mark", argued.ann.pk), sent(argued, 2))
    text = b"".join(client.get(page(argued, "export")).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["username"], row["stance_after"], row["claims"], row["total"], row["comment"]) for row in rows] == [
        ("ann", "4", "1", "10", "Well said."),
        ("bob", "", "1", "", ""),
    ]


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "marks"),
        ("get", "export"),
        ("get", "contributions"),
        ("post", "release"),
        ("post", "withhold"),
        ("get", "mark"),
        ("post", "mark"),
    ],
)
def test_pages_are_404_for_other_teachers_and_closed_to_students(world, argued, method, name):
    place = page(argued, name, *([argued.ann.pk] if name == "mark" else []))
    assert getattr(world.client(world.mallory), method)(place, sent(argued, 2)).status_code == 404
    assert getattr(world.client(world.bob), method)(place).status_code == 302
    assert getattr(Client(), method)(place).status_code == 302
    assert not MarkChange.objects.exists()
