"""Every address of the panel, found by walking the URLconf, refuses every outsider.

An address of one thing is tried with Alice's things by Alice (so that the keys are right), by another teacher, by staff
without rights, by a student and by a stranger. Whoever is refused changes nothing. A new address needs an entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from quizzes import generator
from quizzes.admin.site import panel
from quizzes.models import Assessment, GenerationRun, Rubric
from quizzes.services import attempting
from tests import factories
from tests.drafts import made_by_hand

# The models whose standard pages (list, add, change, history, delete) are the teachers'.
MODELS = ["article", "generationrun", "question", "quiz", "assignment", "attempt", "discussion", "rubric", "classroom"]
STANDARD = {f"quizzes_{model}_{page}" for model in MODELS for page in ("change", "history", "delete")}
# Lists and empty forms are everybody's who teaches; test_outsiders.py shows that they hold only one's own.
EVERY_TEACHERS = {f"quizzes_{model}_{page}" for model in MODELS for page in ("changelist", "add")}
EVERY_TEACHERS |= {
    "index",
    "quizzes_gradebooks",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "app_list",
}
WAY_IN = {"login", "logout"}
ACCOUNTS = {f"quizzes_user_{page}" for page in ("changelist", "add", "change", "history", "delete")}
ACCOUNTS |= {"auth_user_password_change"}

# The panel's own pages of one thing: the thing whose key `pk` is, and what a POST of it needs.
OWN: dict[str, tuple[str, dict[str, Any]]] = {
    **{
        f"quizzes_article_{page}": ("article", {})
        for page in ("propose", "quiz", "review", "undo", "write", "check", "edit", "check_stored", "decide")
    },
    "quizzes_question_another": ("question", {}),
    **{f"quizzes_quiz_{page}": ("quiz", {}) for page in ("give", "build", "preview", "paper", "key")},
    **{
        f"quizzes_assignment_{page}": ("assignment", {})
        for page in (
            *("results", "export", "analysis", "release", "withhold"),
            *("grade", "grade_item", "grade_answer", "correct"),
            *("dates", "watch", "reopen"),
        )
    },
    **{
        f"quizzes_discussion_{page}": ("discussion", {})
        for page in (
            *("boards", "split", "board", "print", "lock", "unlock", "hide", "restore", "contributions", "overview"),
            *("marks", "export", "release", "withhold", "mark", "take_back", "remove_feedback", "allow_feedback"),
        )
    },
    "quizzes_discussion_move": ("discussion", {"board": "board_pk"}),
    **{f"quizzes_gradebook{page}": ("classroom", {}) for page in ("", "_export", "_roster", "_files", "_debate")},
    "quizzes_rubric_copy": ("rubric", {}),
    **{
        f"quizzes_classroom_{page}": ("classroom", {})
        for page in (
            *("renew_code", "stop_code", "wall", "held_words", "teachers", "remove_teacher", "archive", "bring_back"),
            *("changes", "import", "cards", "student", "student_remove", "student_put_back", "student_move"),
        )
    },
}


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf below /admin/: its route, its name and the names of its parts."""

    route: str
    name: str | None
    parts: tuple[str, ...] = field(default=())

    def filled(self, keys: dict[str, Any]) -> str:
        address = self.route
        for part in self.parts:
            for kind in ("path", "int", "str"):
                address = address.replace(f"<{kind}:{part}>", str(keys[part]))
            address = address.replace(f"<{part}>", str(keys[part]))
        return f"/{address}"


def walk(resolver: URLResolver, before: str = "") -> Iterator[Address]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from walk(found, before + str(found.pattern))
        elif isinstance(found, URLPattern):
            yield Address(before + str(found.pattern), found.name, tuple(found.pattern.converters))


PANEL = [address for address in walk(get_resolver()) if address.route.startswith("admin/")]
OF_ONE = [address for address in PANEL if address.name in STANDARD or address.name in OWN]
NESTED = [address for address in OF_ONE if len([part for part in address.parts if part.endswith("pk")]) > 1]


def ids(address: Address) -> str:
    return address.route


@pytest.fixture
def keys(world, monkeypatch):
    """The keys of Alice's things: of one of each model, and of what is in them by the names of the URLconf."""
    monkeypatch.setattr(generator, "generate", made_by_hand)
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    quiz = world.assignment.quiz
    question = quiz.items.get().question
    discussion = factories.DiscussionFactory(
        classroom=world.classroom, question=factories.DebateFactory(article=question.article)
    )
    board = factories.BoardFactory(discussion=discussion)
    seat = factories.SeatFactory(board=board, student=world.bob)
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    done = attempting.start_attempt(assignment=world.assignment, student=dana)
    attempting.submit_attempt(attempt=done)
    return {
        "article": question.article.pk,
        "generationrun": GenerationRun.objects.create(article=question.article, asked_by=world.alice, options={}).pk,
        "question": question.pk,
        "quiz": quiz.pk,
        "assignment": world.assignment.pk,
        "attempt": attempt.pk,
        "attempt_pk": attempt.pk,
        "discussion": discussion.pk,
        "rubric": Rubric.objects.create(name="Alice's", owner=world.alice).pk,
        "classroom": world.classroom.pk,
        "user": world.bob.pk,
        "item_pk": quiz.items.get().pk,
        "board_pk": board.pk,
        "seat_pk": seat.pk,
        "post_pk": factories.PostFactory(board=board, author=world.bob).pk,
        "question_pk": question.pk,
        "format_": "short_answer",
        "version": "A",
        "verb": "approve",
        "student_pk": world.bob.pk,
        "classroom_pk": world.classroom.pk,
        "debate_pk": discussion.pk,
        "part": "contributions",
        "assessment_pk": Assessment.objects.create(discussion=discussion, student=world.bob, assessor=world.alice).pk,
        "teacher_pk": world.alice.pk,
        "place_pk": world.bob.enrollments.get().pk,
        "like": "kind",
        "response_pk": done.responses.get().pk,
    }


def model_of(address: Address) -> str:
    return OWN[address.name][0] if address.name in OWN else str(address.name).split("_")[1]


def address_of_alices(address: Address, keys: dict[str, Any]) -> str:
    own = keys[model_of(address)]
    return address.filled({**keys, "pk": own, "object_id": own})


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the app, but for when somebody last logged in."""
    found = apps.get_app_config("quizzes").get_models()
    tables = {model.__name__: list(model._default_manager.order_by("pk").values()) for model in found}
    for row in tables["User"]:
        row.pop("last_login")
    return tables


def answers(client: Client, address: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
    """What GET and POST of the address answer; the POST says yes to whatever asks."""
    return {"get": client.get(address), "post": client.post(address, {"post": "yes", **(data or {})})}


def test_every_address_of_the_panel_has_an_entry():
    known = STANDARD | EVERY_TEACHERS | WAY_IN | ACCOUNTS | set(OWN)
    unnamed = [
        *(f"admin/quizzes/{model}/<path:object_id>/" for model in (*MODELS, "user")),
        "admin/(?P<url>.*)$",
        "admin/r/<path:content_type_id>/<path:object_id>/",
    ]
    assert [address for address in PANEL if address.name not in known and address.route not in unnamed] == []
    assert known - {address.name for address in PANEL} == set()


@pytest.mark.parametrize("address", OF_ONE, ids=ids)
def test_the_owner_reaches_it(world, keys, address):
    """Without this a wrong key would pass for a refusal."""
    data = {name: keys[key] for name, key in OWN.get(address.name, ("", {}))[1].items()}
    found = answers(world.client(world.alice), address_of_alices(address, keys), data)
    statuses = {answer.status_code for answer in found.values()}
    if str(address.name).endswith("_delete"):
        # Runs, attempts, classes and debates with posts are deleted by nobody.
        assert statuses <= {200, 302, 403}
    else:
        assert statuses & {200, 302}
        assert statuses <= {200, 302, 403, 405}


@pytest.mark.parametrize("address", OF_ONE, ids=ids)
def test_another_teacher_finds_nothing_there(world, keys, address):
    before = everything()
    for user in (world.mallory, factories.UserFactory(username="clerk", is_staff=True)):
        before["User"] = everything()["User"]
        found = answers(world.client(user), address_of_alices(address, keys))
        statuses = {answer.status_code for answer in found.values()}
        # A page that answers no GET says so before it looks anything up; delete may be refused as such.
        assert statuses <= ({404, 405} if not str(address.name).endswith("_delete") else {403, 404})
        assert statuses & {403, 404}
        assert everything() == before


@pytest.mark.parametrize("address", OF_ONE, ids=ids)
def test_students_and_strangers_are_sent_to_log_in(world, keys, address):
    before = everything()
    for client in (Client(), world.client(world.bob), world.client(world.charlie)):
        for answer in answers(client, address_of_alices(address, keys)).values():
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")
    assert everything() == before


@pytest.mark.parametrize("address", NESTED, ids=ids)
def test_what_is_in_anothers_thing_is_not_in_ones_own(world, keys, address):
    """The address of Mallory's own thing with the key of something that hangs from Alice's."""
    mine = {
        "article": factories.ArticleFactory(owner=world.mallory),
        "classroom": world.other_classroom,
        "assignment": factories.AssignmentFactory(classroom=world.other_classroom),
        "discussion": factories.DiscussionFactory(
            classroom=world.other_classroom, rubric=Rubric.objects.get(owner__isnull=True)
        ),
    }
    before = everything()
    found = answers(world.client(world.mallory), address.filled({**keys, "pk": mine[model_of(address)].pk}))
    assert 404 in {answer.status_code for answer in found.values()}
    assert {answer.status_code for answer in found.values()} <= {404, 405}
    assert everything() == before


def admin_of(model: str) -> Any:
    return panel.get_model_admin(apps.get_model("quizzes", model))


def asked_by(user: Any, path: str) -> Any:
    request = RequestFactory().get(path)
    request.user = user
    return request


@pytest.mark.parametrize("model", MODELS)
def test_every_action_of_a_list_leaves_anothers_things_alone(world, keys, model):
    """Those of what runs the site too, which a teacher is not offered."""
    listed = f"/admin/quizzes/{model}/"
    actions = admin_of(model).get_actions(asked_by(factories.UserFactory(is_superuser=True), listed))
    before = everything()
    client = world.client(world.mallory)
    for action in actions:
        client.post(listed, {"action": action, "_selected_action": [keys[model]], "post": "yes"})
    assert everything() == before


@pytest.mark.parametrize("model", MODELS)
def test_every_filter_of_a_list_shows_nothing_of_anothers(world, keys, model):
    """The links of each filter as Alice is offered them, and a search for her words, asked for by Mallory."""
    listed = f"/admin/quizzes/{model}/"
    page = world.client(world.alice).get(listed)
    changelist = page.context["cl"]
    own = {one.pk for one in changelist.queryset}
    links = {choice["query_string"] for spec in changelist.filter_specs for choice in spec.choices(changelist)}
    # A filter with one choice alone is not offered, and yet it can be asked for.
    fields = [one[0] if isinstance(one, tuple) else one for one in admin_of(model).list_filter]
    links |= {f"?{one}__id__exact={keys[one]}" for one in fields if one in keys}
    assert bool(links) == bool(fields)
    client = world.client(world.mallory)
    for link in links | {"?q=bridge", "?q=alice", f"?id={keys[model]}", f"?pk={keys[model]}"}:
        answer = client.get(listed + link, follow=True)
        assert answer.status_code == 200
        # A rubric that comes with the app is everybody's.
        shared = {one.pk for one in Rubric.objects.filter(owner=None)} if model == "rubric" else set()
        assert {one.pk for one in answer.context["cl"].queryset} & own <= shared, link


LINKED = [
    (model._meta.model_name, related.name)
    for model in apps.get_app_config("quizzes").get_models()
    for related in model._meta.get_fields()
    if related.concrete and (related.many_to_one or related.many_to_many)
]


@pytest.mark.parametrize(("model", "related"), LINKED)
def test_autocomplete_offers_nothing_of_anothers(world, keys, model, related):
    address = f"/admin/autocomplete/?app_label=quizzes&model_name={model}&field_name={related}&term="
    before, client = everything(), world.client(world.mallory)
    answer = client.get(address)
    assert answer.status_code in (200, 403, 404)
    found = answer.json()["results"] if answer.status_code == 200 else []
    hers = {
        "classroom": world.other_classroom.pk,
        "user": world.mallory.pk,
    }
    target = apps.get_model("quizzes", model)._meta.get_field(related).related_model._meta.model_name
    shared = {one.pk for one in Rubric.objects.filter(owner=None)} if target == "rubric" else {hers.get(target)}
    assert {int(one["id"]) for one in found} <= shared
    for outsider in (Client(), world.client(world.bob)):
        assert outsider.get(address).status_code == 302
    assert everything() == before


@pytest.mark.parametrize("model", MODELS)
def test_the_short_address_of_a_thing_leads_to_the_refusal(world, keys, model):
    response = world.client(world.mallory).get(f"/admin/quizzes/{model}/{keys[model]}/", follow=True)
    assert response.status_code == 404


@pytest.mark.parametrize("address", [one for one in PANEL if one.name in ACCOUNTS], ids=ids)
def test_accounts_are_for_those_who_run_the_site(world, keys, address):
    filled = address.filled({"object_id": world.bob.pk, "id": world.bob.pk})
    before = everything()
    for teacher in (world.alice, world.mallory):
        assert {answer.status_code for answer in answers(world.client(teacher), filled).values()} == {403}
    for client in (Client(), world.client(world.bob)):
        assert {answer.status_code for answer in answers(client, filled).values()} == {302}
    assert everything() == before


@pytest.mark.parametrize("address", [one for one in PANEL if one.name in EVERY_TEACHERS], ids=ids)
def test_general_pages_are_for_teachers_alone(world, address):
    filled = "/admin/quizzes/" if address.name == "app_list" else f"/{address.route}"
    if address.name != "jsi18n":
        for client in (Client(), world.client(world.bob)):
            assert client.get(filled).status_code == 302


@pytest.mark.parametrize("model", [*MODELS, "user"])
def test_view_on_site_gives_nothing_away(world, keys, model):
    kind = ContentType.objects.get(app_label="quizzes", model=model)
    address = f"/admin/r/{kind.pk}/{keys[model]}/"
    assert world.client(world.mallory).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_an_address_that_does_not_exist_is_no_page(world):
    assert world.client(world.mallory).get("/admin/nothing/").status_code == 404
