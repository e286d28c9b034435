"""Mallory teaches elsewhere: nothing of Alice's is there for her, on no page and under no address of the panel."""

import pytest
from django.test import Client

from quizzes.models import Assignment, GenerationRun, Question, Quiz
from quizzes.services import attempting
from tests import factories
from tests.admin.pages import url

MODELS = ["article", "generationrun", "question", "quiz", "assignment", "attempt", "classroom"]


@pytest.fixture
def alices(world):
    """The key of one of Alice's things for each model."""
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    question = Question.objects.get()
    run = GenerationRun.objects.create(article=question.article, asked_by=world.alice, options={})
    return {
        "article": question.article.pk,
        "generationrun": run.pk,
        "question": question.pk,
        "quiz": world.assignment.quiz.pk,
        "assignment": world.assignment.pk,
        "attempt": attempt.pk,
        "classroom": world.classroom.pk,
        "item": world.assignment.quiz.items.get().pk,
    }


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_pages_of_one_thing_are_404(world, alices, model, page):
    address = url(model, page, alices[model])
    own = world.client(world.alice).get(address).status_code
    # A teacher may delete neither runs, attempts nor classes.
    assert own == (403 if page == "delete" and model in ("generationrun", "attempt", "classroom") else 200)
    assert world.client(world.mallory).get(address).status_code in ((404,) if own == 200 else (403, 404))
    assert world.client(world.mallory).post(address, {"post": "yes"}).status_code in (403, 404)
    assert world.client(world.bob).get(address).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_empty(world, alices, model):
    own = world.client(world.alice).get(url(model, "changelist"))
    others = world.client(world.mallory).get(url(model, "changelist"))
    assert [row.pk for row in own.context["cl"].queryset] == [alices[model]]
    mine = [world.other_classroom.pk] if model == "classroom" else []
    assert [row.pk for row in others.context["cl"].queryset] == mine


@pytest.mark.parametrize(
    ("model", "query"),
    [
        ("question", "article__id__exact={article}"),
        ("quiz", "article__id__exact={article}"),
        ("assignment", "classroom__id__exact={classroom}"),
        ("assignment", "quiz__id__exact={quiz}"),
        ("attempt", "assignment__id__exact={assignment}"),
        ("generationrun", "article__id__exact={article}"),
    ],
)
def test_filters_show_nothing(world, alices, model, query):
    address = f"{url(model, 'changelist')}?{query.format(**alices)}"
    assert world.client(world.alice).get(address).context["cl"].result_count == 1
    assert world.client(world.mallory).get(address).context["cl"].result_count == 0


def test_filters_offer_only_ones_own(world, alices):
    for title in ("First of Alice", "Second of Alice"):
        factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice, title=title))
        factories.QuestionFactory(article=factories.ArticleFactory(owner=world.mallory, title="Of Mallory"))
    page = world.client(world.alice).get(url("question", "changelist")).content.decode()
    assert "First of Alice" in page
    assert "Of Mallory" not in page
    page = world.client(world.mallory).get(url("question", "changelist")).content.decode()
    assert "of Alice" not in page


@pytest.mark.parametrize("action", ["approve", "reject", "reopen", "delete_selected"])
def test_actions_touch_nothing(world, alices, action):
    data = {"action": action, "_selected_action": [alices["question"]], "post": "yes"}
    world.client(world.mallory).post(url("question", "changelist"), data)
    assert Question.objects.get(pk=alices["question"]).status == Question.Status.APPROVED


def test_making_a_quiz_of_anothers_questions_makes_none(world, alices):
    data = {"action": "make_quiz", "_selected_action": [alices["question"]]}
    assert world.client(world.mallory).post(url("question", "changelist"), data).status_code == 302
    assert Quiz.objects.filter(owner=world.mallory).count() == 0


@pytest.mark.parametrize(
    ("method", "model", "page", "keys"),
    [
        ("post", "article", "propose", ["article"]),
        ("post", "article", "quiz", ["article"]),
        ("post", "question", "another", ["question", "sentence"]),
        ("post", "question", "another", ["question", "kind"]),
        ("post", "question", "another", ["question", "skill"]),
        ("post", "classroom", "renew_code", ["classroom"]),
        ("post", "classroom", "stop_code", ["classroom"]),
        ("get", "assignment", "results", ["assignment"]),
        ("get", "assignment", "export", ["assignment"]),
        ("get", "assignment", "analysis", ["assignment"]),
        ("get", "gradebook", "export", ["classroom"]),
        ("get", "gradebook", "roster", ["classroom"]),
        ("get", "gradebook", "files", ["classroom"]),
        ("post", "assignment", "release", ["assignment"]),
        ("post", "assignment", "withhold", ["assignment"]),
        ("get", "assignment", "grade", ["assignment"]),
        ("get", "assignment", "grade_item", ["assignment", "item"]),
        ("post", "assignment", "grade_item", ["assignment", "item"]),
    ],
)
def test_the_panels_own_pages_are_404(world, alices, method, model, page, keys):
    address = url(model, page, *(alices.get(key, key) for key in keys))
    assert getattr(world.client(world.mallory), method)(address).status_code == 404
    assert getattr(world.client(world.bob), method)(address).status_code == 302
    assert getattr(Client(), method)(address).status_code == 302


def test_an_item_of_another_quiz_is_404(world, alices):
    mine = factories.AssignmentFactory(classroom=world.other_classroom)
    address = url("assignment", "grade_item", mine.pk, alices["item"])
    assert world.client(world.mallory).get(address).status_code == 404


@pytest.mark.parametrize(("model", "field"), [("question", "article"), ("quiz", "article")])
def test_forms_offer_and_take_only_ones_own_article(world, alices, model, field):
    client = world.client(world.mallory)
    form = client.get(url(model, "add")).context["adminform"].form
    assert list(form.fields[field].queryset) == []
    response = client.post(url(model, "add"), {"title": "x", "stem": "x", field: alices["article"]})
    assert field in response.context["adminform"].form.errors


def test_forms_offer_and_take_only_ones_own_quiz_and_class(world, alices):
    client = world.client(world.mallory)
    form = client.get(url("assignment", "add")).context["adminform"].form
    assert list(form.fields["quiz"].queryset) == []
    assert list(form.fields["classroom"].queryset) == [world.other_classroom]
    response = client.post(url("assignment", "add"), {"quiz": alices["quiz"], "classroom": alices["classroom"]})
    assert {"quiz", "classroom"} <= set(response.context["adminform"].form.errors)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "field"),
    [("question", "article"), ("quiz", "article"), ("assignment", "quiz"), ("assignment", "classroom")],
)
def test_autocomplete_gives_nothing_away(world, alices, model, field):
    address = f"/admin/autocomplete/?app_label=quizzes&model_name={model}&field_name={field}&term="
    response = world.client(world.mallory).get(address)
    found = [entry["text"] for entry in response.json()["results"]] if response.status_code == 200 else []
    assert found == (["Mallory's class"] if field == "classroom" else [])


@pytest.mark.parametrize("page", ["changelist", "add"])
def test_teachers_do_not_see_user_accounts(world, page):
    assert world.client(world.alice).get(url("user", page)).status_code == 403
    assert world.client(world.alice).get(url("user", "change", world.bob.pk)).status_code == 403


def test_staff_who_are_no_teachers_see_nothing(world, alices):
    clerk = factories.UserFactory(username="clerk", is_staff=True)
    client = world.client(clerk)
    for model in MODELS:
        assert client.get(url(model, "changelist")).status_code == 403
    for page in ("results", "export", "analysis", "grade"):
        assert client.get(url("assignment", page, alices["assignment"])).status_code == 404


def test_who_runs_the_site_sees_everything(world, alices):
    client = world.client(factories.UserFactory(username="root", is_staff=True, is_superuser=True))
    assert client.get(url("user", "changelist")).status_code == 200
    for model in MODELS:
        assert client.get(url(model, "change", alices[model])).status_code == 200
