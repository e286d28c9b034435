"""Rubrics in the panel: the ready-made one is read and copied, one's own is changed."""

import pytest

from quizzes.models import Discussion, MarkChange, Rubric
from quizzes.queries import debate_marks
from quizzes.services import debating, marking_debates, rubrics
from tests import factories
from tests.admin.pages import filled_in, messages, refused, url


@pytest.fixture
def ready_made(db):
    return Rubric.objects.get(owner=None)


@pytest.fixture
def own(world, ready_made):
    return rubrics.copy_rubric(rubric=ready_made, owner=world.alice)


@pytest.fixture
def marked(world, own):
    """Bob's mark by Alice's rubric: 2 points for each of five criteria."""
    question = factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice))
    discussion = Discussion(question=question, classroom=world.classroom, rubric=own)
    debating.give_debate(discussion=discussion, teacher=world.alice)
    levels = {criterion: criterion.levels.get(points=2) for criterion in own.criteria.all()}
    return marking_debates.mark(discussion=discussion, student=world.bob, assessor=world.alice, levels=levels)


def test_the_ready_made_one_is_read_and_copied(world, ready_made):
    client = world.client(world.alice)
    address = url("rubric", "change", ready_made.pk)
    page = client.get(address).content.decode()
    assert "Do replies build on what others wrote?" in page
    assert 'name="name"' not in page
    assert client.post(address, {"name": "Mine"}).status_code == 403
    assert client.get(url("rubric", "delete", ready_made.pk)).status_code == 403
    response = client.post(url("rubric", "copy", ready_made.pk), follow=True)
    assert messages(response) == ["This copy is yours: change what you like."]
    assert Rubric.objects.get(owner=world.alice).name == "Argument in a debate (2)"


def test_criteria_and_levels_are_changed(world, own):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    data = {
        **filled_in(client, address),
        "name": "Short",
        "criteria-0-weight": "2",
        "criteria-0-points_4": "5",
        "criteria-1-points_1": "",
        "criteria-1-name_1": "",
        "criteria-4-DELETE": "on",
    }
    response = client.post(address, data, follow=True)
    assert messages(response) == ["The rubric is saved."]
    own.refresh_from_db()
    assert own.name == "Short"
    shown = [
        (criterion.name, criterion.weight, [level.points for level in criterion.levels.all()])
        for criterion in own.criteria.all()
    ]
    assert shown == [
        ("Claim", 2, [0, 1, 2, 5]),
        ("Evidence", 1, [1, 2, 3]),
        ("Reasoning", 1, [0, 1, 2, 3]),
        ("Counterclaim", 1, [0, 1, 2, 3]),
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"points_2": "0"}, "Two levels of a criterion give the same points. Change one of them."),
        ({"name_2": ""}, "A level needs points and a name."),
        (
            {f"{part}_{n}": "" for part in ("points", "name") for n in (2, 3, 4)},
            "A criterion needs at least two levels.",
        ),
        ({"weight": "0"}, "Constraint “criterion_weighs_something” is violated."),
    ],
)
def test_what_does_not_fit_is_said(world, own, changes, error):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    data = filled_in(client, address) | {f"criteria-0-{name}": value for name, value in changes.items()}
    response = client.post(address, data)
    (formset,) = (inline.formset for inline in response.context["inline_admin_formsets"])
    assert [message for errors in formset.forms[0].errors.values() for message in errors] == [error]


def test_a_rubric_keeps_a_criterion(world, own):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    data = filled_in(client, address) | {f"criteria-{n}-DELETE": "on" for n in range(5)}
    response = client.post(address, data)
    (formset,) = (inline.formset for inline in response.context["inline_admin_formsets"])
    assert formset.non_form_errors() == ["A rubric needs at least one criterion."]


def test_marks_change_only_after_they_were_shown(world, own, marked):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    data = filled_in(client, address) | {"criteria-0-weight": "3"}
    response = client.post(address, data)
    (change,) = response.context["changes"]
    assert (change.before.given, change.before.possible) == (10, 15)
    assert (change.after.given, change.after.possible) == (14, 21)
    assert own.criteria.first().weight == 1
    assert MarkChange.objects.count() == 1
    sent = dict(response.context["sent"])
    assert messages(client.post(address, {**sent, "_apply": "1"}, follow=True)) == ["The rubric is saved."]
    assert own.criteria.first().weight == 3
    last = MarkChange.objects.last()
    assert (last.student, last.changed_by, last.old_points, last.new_points, last.reason) == (
        world.bob,
        world.alice,
        10,
        14,
        "The rubric was changed.",
    )


def test_a_new_criterion_leaves_marks_incomplete_and_says_so(world, own, marked):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    new = {
        "order": "6",
        "name": "Style",
        "weight": "1",
        "points_1": "0",
        "name_1": "No",
        "points_2": "1",
        "name_2": "Yes",
    }
    data = filled_in(client, address) | {f"criteria-5-{name}": value for name, value in new.items()}
    response = client.post(address, data | {"criteria-TOTAL_FORMS": "6"})
    assert "A new criterion has no level for these students yet." in response.content.decode()
    client.post(address, {**dict(response.context["sent"]), "_apply": "1"})
    assert [one.name for one in own.criteria.all()][-1] == "Style"
    assert [
        (row.points.given, row.points.possible, row.complete) for row in debate_marks.marked(marked.discussion)
    ] == [(10, 16, False)]
    assert MarkChange.objects.count() == 1


def test_a_change_of_words_needs_no_preview(world, own, marked):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    data = filled_in(client, address) | {"criteria-0-name": "Position"}
    assert messages(client.post(address, data, follow=True)) == ["The rubric is saved."]
    assert MarkChange.objects.count() == 1


def test_a_level_or_criterion_that_was_given_stays(world, own, marked):
    client = world.client(world.alice)
    address = url("rubric", "change", own.pk)
    data = filled_in(client, address) | {"criteria-0-points_3": "", "criteria-0-name_3": ""}
    page = client.post(address, data | {"name": "Typed with care"}, follow=True)
    assert page.context["adminform"].form["name"].value() == "Typed with care"
    assert refused(page) == ["Not saved: “Clear” of “Claim” was given to students, so it cannot be taken away."]
    client.post(address, filled_in(client, address) | {"criteria-0-DELETE": "on"})
    assert own.criteria.count() == 5


def test_a_rubric_begins_empty_with_four_levels(world):
    client = world.client(world.alice)
    address = url("rubric", "add")
    named = {"criteria-0-name": "Style", "criteria-1-name": "Tone", "criteria-1-order": "7", "criteria-2-name": "Form"}
    data = filled_in(client, address) | {"name": "Mine"} | named
    response = client.post(address, data, follow=True)
    assert messages(response) == ["The rubric is saved."]
    criteria = Rubric.objects.get(owner=world.alice).criteria.all()
    assert [(criterion.order, criterion.name) for criterion in criteria] == [(1, "Style"), (3, "Form"), (7, "Tone")]
    usual = [(0, "Not yet"), (1, "Beginning"), (2, "Clear"), (3, "Strong")]
    for criterion in criteria:
        assert [(level.points, level.name) for level in criterion.levels.all()] == usual


def test_a_new_criterion_without_name_is_left_out_and_a_rubric_without_any_is_refused(world):
    client = world.client(world.alice)
    address = url("rubric", "add")
    data = filled_in(client, address) | {"criteria-2-name": "Form"}
    assert messages(client.post(address, data, follow=True)) == ["The rubric is saved."]
    (criterion,) = Rubric.objects.get(owner=world.alice).criteria.all()
    assert (criterion.order, criterion.name) == (3, "Form")
    response = client.post(address, filled_in(client, address) | {"name": "Empty"})
    (formset,) = response.context["inline_admin_formsets"]
    assert formset.formset.non_form_errors() == ["A rubric needs at least one criterion."]
    response = client.post(address, data)
    assert response.context["adminform"].form.errors == {"name": ["You have another rubric with this name."]}
    assert Rubric.objects.filter(owner=world.alice).count() == 1


def test_other_teachers_find_nothing(world, own):
    client = world.client(world.mallory)
    assert client.get(url("rubric", "change", own.pk)).status_code == 404
    assert client.post(url("rubric", "copy", own.pk)).status_code == 404
    assert world.client(world.bob).post(url("rubric", "copy", own.pk)).status_code == 302
    assert [row.name for row in client.get(url("rubric", "changelist")).context["cl"].queryset] == [
        "Argument in a debate"
    ]
