"""What an open board is told of posts that came since: only those its student may see, and cheaply."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.services import debating, moderating
from tests import factories
from tests.debates import debate, post


@pytest.fixture
def made(world):
    return debate(world, opens_at=timezone.now() - timedelta(days=1))


def ids(client, made):
    return client.get(f"/boards/{made.board.pk}/new/").json()["posts"]


def fragment(client, made):
    return client.get(f"/boards/{made.board.pk}/posts/").content.decode()


def test_only_what_may_be_seen_is_counted(world, made):
    client = world.client(made.bob)
    theirs = post(made.board, made.ann, "Open it.")
    assert ids(client, made) == []
    assert "Open it." not in fragment(client, made)
    post(made.board, made.bob, "Close it.")
    post(made.board, made.ann, "Not ready.", state="draft")
    post(made.board, made.ann, "Rude.", state="held")
    hidden = post(made.board, made.ann, "Ruder.", state="hidden")
    post(factories.BoardFactory(discussion=made.discussion), world.bob, "Elsewhere.")
    assert ids(client, made) == [theirs.pk]
    moderating.restore_post(post=hidden, by=world.alice)
    assert ids(client, made) == [theirs.pk, hidden.pk]
    page = fragment(client, made)
    assert "Open it." in page
    assert "Rude." not in page
    assert "<html" not in page
    made.discussion.activity = "written"
    made.discussion.save()
    assert ids(client, made) == []


def test_an_anonymous_board_names_nobody(world):
    made = debate(world, anonymous=True)
    post(made.board, made.bob, "Close it.")
    post(made.board, made.ann, "Open it.")
    page = fragment(world.client(made.bob), made)
    assert "Ann" not in page
    assert made.board.seats.get(student=made.ann).alias in page


def test_nothing_changed_is_said_in_a_line(world, made, django_assert_num_queries):
    client = world.client(made.bob)
    post(made.board, made.bob, "Close it.")
    url = f"/boards/{made.board.pk}/new/"
    etag = client.get(url)["ETag"]
    with django_assert_num_queries(4):
        reply = client.get(url, headers={"If-None-Match": etag})
    assert (reply.status_code, reply.content) == (304, b"")
    for number in range(9):
        post(made.board, made.ann, f"Open it, {number}.")
    with django_assert_num_queries(4):
        reply = client.get(url, headers={"If-None-Match": etag})
    assert (reply.status_code, len(reply.json()["posts"])) == (200, 9)
    assert "no-store" in reply["Cache-Control"]


def test_who_moved_to_another_board_asks_in_vain(world, made):
    client = world.client(made.bob)
    other = factories.BoardFactory(discussion=made.discussion)
    assert client.get(f"/boards/{other.pk}/new/").status_code == 404
    debating.move_student(seat=made.board.seats.get(student=made.bob), board=other)
    for page in ("new", "posts"):
        assert client.get(f"/boards/{made.board.pk}/{page}/").status_code == 404
        assert client.post(f"/boards/{other.pk}/{page}/").status_code == 405
