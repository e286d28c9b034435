"""A key that is sent to a page of the panel and cannot be one is nobody's: no page fails on it."""

import pytest

from quizzes.forms.panel.base import key_of
from quizzes.models import Rubric
from tests import factories
from tests.admin.pages import filled_in, url
from tests.admin.test_assignments import hand_in, short

__all__ = ["short"]

# More digits than the database holds, more than Python reads, digits that are none, and no digits.
KEYS = ["9" * 20, "9" * 5000, "²", "x", "-1", "0"]

# The page, and the field of its address or form that holds a key.
ASKED = [
    ("article", "review", "edit"),
    ("article", "review", "at"),
    ("article", "review", "paragraph"),
    ("article", "changelist", "p"),
    ("assignment", "add", "quiz"),
    ("assignment", "add", "classroom"),
    ("assignment", "changelist", "quiz__id__exact"),
    ("assignment", "changelist", "quiz"),
    ("assignment", "changelist", "classroom__id__exact"),
    ("assignment", "correct", "back"),
    ("assignment", "correct", "answer"),
    ("attempt", "changelist", "student__id__exact"),
    ("attempt", "changelist", "assignment__id__exact"),
    ("classroom", "cards", "student"),
    ("classroom", "changes", "page"),
    ("discussion", "add", "question"),
    ("discussion", "add", "classroom"),
    ("discussion", "add", "rubric"),
    ("discussion", "changelist", "classroom__id__exact"),
    ("generationrun", "changelist", "article__id__exact"),
    ("question", "add", "article"),
    ("question", "changelist", "article__id__exact"),
    ("question", "changelist", "article"),
    ("quiz", "add", "article"),
    ("quiz", "changelist", "article__id__exact"),
]
SENT = [
    ("article", "merge", "other"),
    ("assignment", "add", "quiz"),
    ("assignment", "add", "classroom"),
    ("assignment", "change", "quiz"),
    ("assignment", "correct", "keys"),
    ("assignment", "correct", "assignments"),
    ("assignment", "dates", "students"),
    ("assignment", "dates", "groups"),
    ("assignment", "dates", "forget"),
    ("assignment", "dates", "forget_sure"),
    ("assignment", "grade_item", "forget"),
    ("assignment", "watch", "students"),
    ("assignment", "watch", "groups"),
    ("classroom", "cards", "places"),
    ("classroom", "student_move", "to"),
    ("discussion", "add", "question"),
    ("discussion", "add", "classroom"),
    ("discussion", "add", "rubric"),
    ("discussion", "change", "rubric"),
    ("discussion", "mark", "{criterion}"),
    ("discussion", "move", "board"),
    ("question", "add", "article"),
    ("question", "add", "rubric"),
    ("question", "change", "evidence-0-id"),
    ("question", "change", "evidence-0-question"),
    ("question", "change", "accepted_answers-0-id"),
    ("quiz", "add", "article"),
    ("quiz", "build", "item"),
    ("quiz", "build", "add"),
    ("quiz", "build", "out"),
    ("quiz", "build", "up"),
    ("quiz", "change", "items-0-id"),
    ("quiz", "change", "items-0-question"),
    ("quiz", "give", "classroom"),
    *(
        (model, "changelist", "_selected_action")
        for model in ("article", "assignment", "classroom", "discussion", "question", "quiz", "rubric")
    ),
]


@pytest.fixture
def there(world, short):
    """The keys of each page, by its model and name; what is not here has the key of its model alone, or none."""
    article = world.assignment.quiz.article
    answer = hand_in(world, "a flood")
    debate = factories.DebateFactory(article=article)
    rubric = Rubric.objects.get(owner=None)
    discussion = factories.DiscussionFactory(classroom=world.classroom, question=debate, rubric=rubric)
    seat = factories.SeatFactory(board=factories.BoardFactory(discussion=discussion), student=world.bob)
    fresh = factories.QuizFactory(owner=world.alice, article=article)
    other = factories.AssignmentFactory(classroom=factories.ClassroomFactory(teachers=[world.alice]), quiz=fresh)
    own = {
        "article": article.pk,
        "assignment": world.assignment.pk,
        "classroom": world.classroom.pk,
        "discussion": discussion.pk,
        "question": answer.item.question_id,
        "quiz": fresh.pk,
    }
    return {
        **{(model, page): (pk,) for model, pk in own.items() for page in ("change", "review", "build", "give")},
        **{("classroom", page): (world.classroom.pk,) for page in ("cards", "changes")},
        **{("assignment", page): (world.assignment.pk,) for page in ("dates", "watch")},
        **{("assignment", page): (world.assignment.pk, short.pk) for page in ("correct", "grade_item")},
        ("article", "merge"): (article.pk, debate.pk, "merge"),
        ("classroom", "student_move"): (world.classroom.pk, world.bob.enrollments.get().pk),
        ("discussion", "mark"): (discussion.pk, world.bob.pk),
        ("discussion", "move"): (discussion.pk, seat.pk),
        "criterion": f"level_{rubric.criteria.first().pk}",
        "other": other,
    }


def address(there, model, page):
    return url(model, "decide" if page == "merge" else page, *there.get((model, page), ()))


@pytest.mark.parametrize(("model", "page", "name"), ASKED)
def test_asked_for(world, there, model, page, name):
    client, where = world.client(world.alice), address(there, model, page)
    for key in KEYS:
        # A list that cannot be narrowed so is a bad request.
        assert client.get(where, {name: key}, follow=True).status_code in (200, 404, 400)


@pytest.mark.parametrize(
    "query",
    [
        *(f"{name}__in=1,{key}" for name in ("id", "pk", "article__id") for key in KEYS[:2]),
        f"pk__in=%20{KEYS[0]}",
        f"id__gt=-{KEYS[0]}",
        f"id__lt=%2B{KEYS[0]}",
        "id__exact=9_" + KEYS[0],
        *(f"created_at__year={year}" for year in (0, -1, 99999)),
        f"created_at__year={KEYS[0]}",
        f"created_at__year__in=2026,{KEYS[0]}",
    ],
)
def test_a_list_is_not_narrowed_by_what_the_database_cannot_hold(world, there, query):
    response = world.client(world.alice).get(f"{url('question', 'changelist')}?{query}", follow=True)
    assert response.status_code in (200, 400)


@pytest.mark.parametrize(("model", "page", "name"), SENT)
def test_sent(world, there, model, page, name):
    client, where = world.client(world.alice), address(there, model, page)
    data = {"change": lambda: filled_in(client, where), "changelist": lambda: {"action": "delete_selected"}}
    sent, name = data.get(page, dict)(), name.format(criterion=there["criterion"])
    for key in KEYS:
        assert client.post(where, sent | {name: [key]}, follow=True).status_code in (200, 404)


@pytest.mark.parametrize(
    ("sent", "key"),
    [("12", 12), (12, 12), ("9" * 18, 10**18 - 1), ("9" * 19, 0), ("٣", 0), ("²", 0), ("", 0), (None, 0), ("-1", 0)],
)
def test_what_can_be_a_key(sent, key):
    assert key_of(sent) == key
