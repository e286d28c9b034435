"""A board in the panel: its posts, what the teacher does about them, the pictures, the words that hold a post."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Moderation
from quizzes.services import debating, moderating
from tests.admin.pages import messages, url
from tests.debates import cite, debate, post, stand


@pytest.fixture
def argued(world):
    made = debate(world)
    claim = post(made.board, made.bob, "Close it.", reasoning="It is <b>weak</b>.", counterclaim="Shops? Help them.")
    cite(claim, "Shop owners say they will lose customers.")
    post(made.board, made.ann, "Shops will die.", claim)
    return made


def address(argued, page, *keys):
    return url("discussion", page, argued.discussion.pk, argued.board.pk, *keys)


def test_the_board_shows_posts_in_threads(world, argued):
    post(argued.board, argued.ann, "Not ready.", state="draft")
    page = world.client(world.alice).get(address(argued, "board")).content.decode()
    for words in (
        "Close it.",
        "It is &lt;b&gt;weak&lt;/b&gt;.",
        "<blockquote>Shop owners say they will lose customers.</blockquote>",
        "Shops? Help them.",
        "Ann Lee – challenge",
        "1 Mar 2026, 10:00",
    ):
        assert words in page
    assert "Not ready." not in page


def test_an_empty_board_says_so(world):
    made = debate(world)
    assert "Nobody has posted here yet." in world.client(world.alice).get(address(made, "board")).content.decode()


def test_a_post_is_hidden_and_restored(world, argued):
    client = world.client(world.alice)
    claim = argued.board.posts.get(claim="Close it.")
    response = client.post(address(argued, "hide", claim.pk), {"reason": "Rude."}, follow=True)
    assert messages(response) == ["The post is hidden from students."]
    assert response.redirect_chain == [(f"{address(argued, 'board')}#post-{claim.pk}", 302)]
    assert "hidden, alice: Rude." in response.content.decode()
    claim.refresh_from_db()
    assert claim.state == "hidden"
    response = client.post(address(argued, "restore", claim.pk), follow=True)
    assert messages(response) == ["Students see the post."]
    response = client.post(address(argued, "hide", claim.pk), {"reason": ""}, follow=True)
    assert messages(response) == ["Say why you hide the post; the student sees the reason."]
    claim.refresh_from_db()
    assert claim.state == "posted"


def test_what_waits_stands_on_top(world, argued):
    reply = argued.board.posts.get(claim="Shops will die.")
    Moderation.objects.create(board=argued.board, post=reply, action="reported", by=argued.bob, reason="Not nice.")
    held = post(argued.board, argued.ann, "Idiots.", state="held")
    response = world.client(world.alice).get(address(argued, "board"))
    assert [thread.post for thread in response.context["waiting"]] == [reply, held]
    page = response.content.decode()
    assert page.index("Waits for you") < page.index("All posts")
    assert "Not nice." in page
    assert "2 posts wait for you" in (
        world.client(world.alice).get(url("discussion", "boards", argued.discussion.pk)).content.decode()
    )


def test_the_panels_home_tells_of_open_debates_and_posts_to_look_at(world, argued):
    post(argued.board, argued.ann, "Idiots.", state="held")
    todo = world.client(world.alice).get(reverse("admin:index")).context["todo"]
    assert (todo.to_moderate, todo.debates) == ([(argued.board, 1)], [argued.discussion])
    todo = world.client(world.mallory).get(reverse("admin:index")).context["todo"]
    assert (todo.to_moderate, todo.debates) == ([], [])


def test_a_board_is_locked_and_opened(world, argued):
    client = world.client(world.alice)
    response = client.post(address(argued, "lock"), follow=True)
    assert messages(response) == ["“Whole class” is locked: students can read but not post."]
    response = client.post(address(argued, "unlock"), follow=True)
    assert messages(response) == ["Students can post on “Whole class” again."]
    assert [one.action for one in Moderation.objects.all()] == ["locked", "unlocked"]


def test_a_draft_or_a_post_of_another_board_is_404(world, argued):
    client = world.client(world.alice)
    draft = post(argued.board, argued.ann, "Not ready.", state="draft")
    assert client.post(address(argued, "hide", draft.pk), {"reason": "x"}).status_code == 404
    other = debating.give_debate(
        discussion=type(argued.discussion)(question=argued.discussion.question, classroom=world.classroom),
        teacher=world.alice,
    )
    strange = post(other.boards.get(), argued.ann, "Elsewhere.")
    assert client.post(address(argued, "hide", strange.pk), {"reason": "x"}).status_code == 404
    assert client.get(url("discussion", "board", argued.discussion.pk, other.boards.get().pk)).status_code == 404


def test_on_paper_names_and_posts_are_what_classmates_see(world, argued):
    client = world.client(world.alice)
    moderating.hide_post(post=argued.board.posts.get(claim="Shops will die."), by=world.alice, reason="Rude.")
    claim = argued.board.posts.get(claim="Close it.")
    Moderation.objects.create(board=argued.board, post=claim, action="reported", by=argued.ann, reason="Rude.")
    page = client.get(address(argued, "print")).content.decode()
    assert "Close it." in page
    assert "reported" not in page
    assert "Shops will die." not in page
    assert "<strong>bob</strong>" in page
    argued.discussion.anonymous = True
    argued.discussion.save()
    alias = argued.discussion.seats.get(student=argued.bob).alias
    page = client.get(address(argued, "print")).content.decode()
    assert f"<strong>{alias}</strong>" in page
    assert "<strong>bob</strong>" not in page


def test_stances_and_participation_are_drawn_and_written(world, argued):
    client = world.client(world.alice)
    overview = url("discussion", "overview", argued.discussion.pk)
    assert "Nobody has taken a stance yet." in client.get(overview).content.decode()
    stand(argued.discussion, argued.bob, 2, 4)
    page = client.get(overview).content.decode()
    assert "Of those asked twice, 1 moved towards “for”, 0 towards “against”, and 0 stayed." in page
    assert '<rect x="130" y="52" width="250" height="16" class="before" />' in page


def test_words_that_hold_a_post(world):
    client = world.client(world.alice)
    words = url("classroom", "held_words", world.classroom.pk)
    response = client.post(words, {"words": "Idiot\nshut up\n"}, follow=True)
    assert messages(response) == ["The words that hold a post are saved."]
    assert client.get(words).context["form"]["words"].value() == "idiot\nshut up"
    response = client.post(words, {"words": "x" * 61})
    assert list(response.context["form"].errors) == ["words"]
    client.post(words, {"words": ""})
    assert not world.classroom.held_words.exists()


@pytest.mark.parametrize(
    ("method", "page", "kind"),
    [
        ("get", "board", "board"),
        ("get", "print", "board"),
        ("post", "lock", "board"),
        ("post", "unlock", "board"),
        ("post", "hide", "post"),
        ("post", "restore", "post"),
        ("get", "overview", "discussion"),
    ],
)
def test_pages_are_404_for_other_teachers_and_closed_to_students(world, argued, method, page, kind):
    keys = {
        "discussion": [argued.discussion.pk],
        "board": [argued.discussion.pk, argued.board.pk],
        "post": [argued.discussion.pk, argued.board.pk, argued.board.posts.first().pk],
    }[kind]
    place = url("discussion", page, *keys)
    assert getattr(world.client(world.mallory), method)(place, {"reason": "x"}).status_code == 404
    assert getattr(world.client(world.bob), method)(place).status_code == 302
    assert getattr(Client(), method)(place).status_code == 302
    assert not Moderation.objects.exists()


def test_held_words_are_the_own_classs(world):
    words = url("classroom", "held_words", world.classroom.pk)
    assert world.client(world.mallory).get(words).status_code == 404
    assert world.client(world.mallory).post(words, {"words": "x"}).status_code == 404
    assert world.client(world.bob).get(words).status_code == 302


def test_the_steps_of_a_controversy_are_listed_and_marked_in_the_map(world):
    made = debate(world, activity="controversy")
    theirs = post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    post(made.board, made.bob, "You say it feeds people.", theirs, move="restate")
    client = world.client(world.alice)
    page = client.get(url("discussion", "overview", made.discussion.pk)).content.decode()
    assert "The steps of the controversy" in page
    assert "waiting for Ann Lee" in page
    board = client.get(url("discussion", "board", made.discussion.pk, made.board.pk)).content.decode()
    assert "<title>bob – restate, waiting for an answer</title>bob – restate, waiting for an answer</text>" in board
    made.bob.first_name = "Bartholomew Maximilian von"
    made.bob.save()
    board = client.get(url("discussion", "board", made.discussion.pk, made.board.pk)).content.decode()
    assert "…</text>" in board
