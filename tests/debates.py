"""What the tests of debates share: a debate of Alice's class in which Bob and Ann have written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.apps import apps

from quizzes.models import Board, Citation, Discussion, Post, Rubric, Stance, User
from quizzes.services import debating
from tests import factories


@dataclass
class Debate:
    """The debate, its one board, and its two students."""

    discussion: Discussion
    board: Board
    bob: User
    ann: User


def debate(world: Any, **fields: Any) -> Debate:
    """A debate of Alice's class with the ready-made rubric; nobody has written yet."""
    ann = factories.UserFactory(username="ann", first_name="Ann", last_name="Lee")
    factories.EnrollmentFactory(classroom=world.classroom, student=ann)
    question = factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice), stem="Close the bridge?")
    rubric = fields.pop("rubric", None) or ready_made()
    discussion = Discussion(question=question, classroom=world.classroom, rubric=rubric, **fields)
    debating.give_debate(discussion=discussion, teacher=world.alice, seed=1)
    return Debate(discussion, discussion.boards.get(), world.bob, ann)


def ready_made() -> Rubric:
    """The ready-made rubric, made anew where a test of a server has emptied the database since."""
    if not Rubric.objects.filter(owner=None).exists():
        import_module("quizzes.migrations.0005_argument_rubric").add(apps, None)
    return Rubric.objects.get(owner=None)


def post(board: Board, author: User, claim: str, reply_to: Post | None = None, **fields: Any) -> Post:
    """A post that was posted: each a minute after the one before."""
    moment = datetime.fromisoformat("2026-03-01T10:00:00Z") + timedelta(minutes=Post.objects.count())
    fields.setdefault("state", Post.State.POSTED)
    if fields["state"] != Post.State.DRAFT:
        fields["posted_at"] = moment
    if reply_to:
        fields.setdefault("move", "challenge")
    return Post.objects.create(board=board, author=author, claim=claim, reply_to=reply_to, **fields)


def cite(post: Post, quote: str) -> Citation:
    """A citation of the article, found by its words."""
    start = post.board.discussion.question.article.text.index(quote)
    return Citation.objects.create(post=post, start=start, end=start + len(quote), quote=quote)


def stand(discussion: Discussion, student: User, before: int, after: int | None = None) -> None:
    """Where the student stands before, and after where that is given."""
    Stance.objects.create(discussion=discussion, student=student, moment="before", value=before)
    if after is not None:
        Stance.objects.create(discussion=discussion, student=student, moment="after", value=after)
