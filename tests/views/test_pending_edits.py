"""The page that changes a post: what is typed is kept, offered again, never shown to others, and can be discarded."""

import pytest

from quizzes.models import PendingEdit, Post
from tests.admin.pages import url as panel
from tests.debates import debate, post
from tests.views.test_discussions import ARGUMENT, KEY, autosave, text


@pytest.fixture
def made(world):
    return debate(world)


@pytest.fixture
def client(world):
    return world.client(world.bob)


@pytest.fixture
def mine(made):
    post(made.board, made.ann, "Open it.")
    return post(made.board, made.bob, "Close it.", reasoning="Cracks.")


def test_what_is_typed_is_kept_and_only_its_author_sees_it(world, made, client, mine):
    url = f"/posts/{mine.pk}/edit/"
    fields = {"claim": "Close it, half", "reasoning": "Cracks."}
    assert autosave(client, f"{url}draft/", 1, [KEY], **fields).json() == {"state": "saved", "sequence": 1}
    page = text(client.get(url))
    assert "Close it, half" in page
    assert "This is the change you began" in page
    board = f"/discussions/{made.discussion.pk}/"
    assert "You began to change this post" in text(client.get(board))
    others = [
        world.client(made.ann).get(board),
        world.client(made.ann).get(f"/boards/{made.board.pk}/posts/"),
        world.client(world.alice).get(panel("discussion", "board", made.discussion.pk, made.board.pk)),
    ]
    for page in map(text, others):
        assert "Close it." in page
        assert "half" not in page
        assert "You began" not in page


def test_another_window_loses_nothing(client, mine):
    url = f"/posts/{mine.pk}/edit/"
    autosave(client, f"{url}draft/", 1, claim="First", reasoning="Cracks.")
    reply = autosave(client, f"{url}draft/", 1, claim="Second", reasoning="Cracks.")
    assert reply.status_code == 409
    assert (reply.json()["sequence"], reply.json()["fields"]["claim"]) == (1, "First")
    page = text(client.post(url, ARGUMENT | {"post": "1"}))
    for words in ("Another window saved something different", "First", "Keep it closed.", 'value="1" id="id_sequence"'):
        assert words in page
    assert Post.objects.get(pk=mine.pk).claim == "Close it."
    client.post(url, ARGUMENT | {"sequence": "1", "post": "1"})
    assert Post.objects.get(pk=mine.pk).claim == "Keep it closed."
    reply = autosave(client, f"{url}draft/", 2, claim="Second", reasoning="Cracks.")
    assert (reply.status_code, reply.json()["fields"]["claim"]) == (409, "Keep it closed.")


def test_without_javascript_a_change_is_kept_saved_and_discarded(client, mine):
    url = f"/posts/{mine.pk}/edit/"
    reply = client.post(url, ARGUMENT | {"save": "1"}, follow=True)
    assert "Kept. Classmates see the post as it was" in text(reply)
    assert "Keep it closed." in text(reply)
    assert Post.objects.get(pk=mine.pk).claim == "Close it."
    reply = client.post(url, ARGUMENT | {"discard": "1"}, follow=True)
    assert "your post stays as it was" in text(reply)
    assert not PendingEdit.objects.exists()
    reply = client.post(url, ARGUMENT | {"reasoning": " ", "post": "1"})
    assert "Write your reasoning" in text(reply)
    assert 'value="1" id="id_sequence"' in text(reply)
    for _twice in range(2):
        client.post(url, ARGUMENT | {"sequence": "1", "post": "1"})
    assert [old.claim for old in mine.revisions.all()] == ["Close it."]
    assert autosave(client, f"{url}draft/", 3, claim="x" * 5001).status_code == 400
    assert client.post(f"{url}draft/", "[]", content_type="application/json").status_code == 400
