"""Cards of a debate saved, and acts undone, at the same moment; see tests/services/test_attempting_at_once.py."""

import pytest
from django.db import connection

from quizzes.models import Question
from quizzes.services import reviewing, undoing
from quizzes.services.refusal import Refusal
from tests import factories
from tests.admin.pages import filled_in, url
from tests.admin.test_workbench import argued
from tests.services.test_attempting_at_once import AT_ONCE, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database with more than one writer"),
]


@pytest.mark.parametrize("again", range(3))
@pytest.mark.parametrize("every", [1, 2])
def test_a_position_added_at_the_same_moment_stays(world, every, again):
    """All at once add one on the card, or every second one does while the others reword one on the whole page."""
    article = factories.ArticleFactory(owner=world.alice)
    debate = factories.DebateFactory(article=article, status="draft")
    card, saved = argued(article), url("article", "edit", article.pk, debate.pk)
    # What the debate rests on is from now on what the card says.
    world.client(world.alice).post(saved, card)
    one = url("question", "change", debate.pk)
    page = filled_in(world.client(world.alice), one)
    page |= {"brief-0-positions": "Yes, keep it closed.\r\nNo, open it.", "_save": "1"}
    clients = [world.client(world.alice) for _number in range(AT_ONCE)]

    def act(number):
        if number % every:
            # Refused as soon as the positions are no longer those of the page.
            return clients[number].post(one, page).status_code in (200, 302)
        return clients[number].post(saved, {**card, "stance_3": f"Way {number}."}).status_code == 302

    assert all(together(act))
    stances = {position.stance for position in debate.brief.positions.all()}
    assert stances >= {f"Way {number}." for number in range(0, AT_ONCE, every)}


@pytest.mark.parametrize("again", range(5))
def test_an_undo_wipes_out_nothing_that_is_done_at_the_same_moment(world, again):
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    article = factories.ArticleFactory(owner=world.alice)
    question = factories.QuestionFactory(article=article, stem="First?")

    def edit(by, stem):
        fresh = Question.objects.get(pk=question.pk)
        fresh.stem = stem
        spans = [(span.start, span.end) for span in fresh.evidence.all()]
        reviewing.edit_question(question=fresh, editor=by, choices=None, answers=None, spans=spans)

    edit(world.alice, "By Alice?")

    def act(number):
        if number != AT_ONCE // 2:
            return edit(root, "By root?")
        try:
            undoing.undo_last(article=article, by=world.alice)
        except Refusal:
            return None

    together(act)
    assert Question.objects.get(pk=question.pk).stem == "By root?"
