"""A debate page by page as its students use it, and what nobody else gets to see of it."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.models import Assessment, Moderation, Post
from quizzes.services import marking_debates, moderating, rosters
from tests import factories
from tests.debates import debate, post, stand

START = factories.TEXT.index(factories.KEY_QUOTE)
KEY = f"{START}-{START + len(factories.KEY_QUOTE)}"
ARGUMENT = {"claim": "Keep it closed.", "reasoning": "It has cracks.", "cite": [KEY], "sequence": "0"}


@pytest.fixture
def made(world):
    return debate(world, due_at=timezone.now() + timedelta(days=1), instructions="Be fair.")


@pytest.fixture
def client(world):
    return world.client(world.bob)


def address(made, rest=""):
    return f"/discussions/{made.discussion.pk}/{rest}"


def autosave(client, url, sequence=1, cite=(), **fields):
    body = json.dumps({"fields": fields, "cite": list(cite), "sequence": sequence})
    return client.post(url, body, content_type="application/json")


def text(reply):
    return reply.content.decode()


def test_from_stance_to_reply(made, client):
    theirs = post(made.board, made.ann, "Open <b>it</b>, see http://example.org/.")
    page = text(client.get(address(made)))
    for words in ("Close the bridge?", "Safety for all", "Be fair.", "the people who drive past", "Strongly against"):
        assert words in page
    assert "Open &lt;b&gt;" not in page
    assert "First say where you stand" in page

    reply = client.post(address(made, "stance/"), {"moment": "before", "value": "4"}, follow=True)
    assert "Your stance is saved." in text(reply)
    reply = client.post(address(made, "argument/"), ARGUMENT | {"save": "1"})
    assert reply["Location"] == address(made) + "#board"
    assert Post.objects.get(author=made.bob).state == "draft"
    reply = client.post(address(made, "argument/"), ARGUMENT | {"sequence": "1", "post": "1"}, follow=True)
    mine = Post.objects.get(author=made.bob)
    assert reply.redirect_chain == [(f"{address(made)}#post-{mine.pk}", 302)]
    page = text(reply)
    assert "Open &lt;b&gt;it&lt;/b&gt;, see http://example.org/." in page
    assert 'href="http' not in page
    assert '<a href="#sentence-2">“Engineers found' in page

    url = f"/posts/{theirs.pk}/reply/"
    assert "Reply to Ann Lee" in text(client.get(url))
    assert "Choose what your reply does" in text(client.post(url, {"claim": "Why?", "sequence": "0", "post": "1"}))
    reply = client.post(url, {"claim": "Why?", "move": "ask", "sequence": "1", "post": "1"}, follow=True)
    assert "You have written the replies your teacher expects." in text(reply)
    client.post(address(made, "stance/"), {"moment": "after", "value": "3"})
    assert dict(made.discussion.stances.values_list("moment", "value")) == {"before": 4, "after": 3}


def test_what_is_missing_is_said_and_what_was_typed_stays(made, client):
    reply = client.post(address(made, "argument/"), ARGUMENT | {"reasoning": "", "post": "1"})
    assert reply.status_code == 200
    for words in ("Write your reasoning", "Keep it closed.", 'value="1" id="id_sequence"'):
        assert words in text(reply)
    assert Post.objects.get().state == "draft"
    reply = client.post(address(made, "argument/"), ARGUMENT | {"cite": ["0-3"], "sequence": "1", "save": "1"})
    assert "Only whole sentences" in text(reply)
    reply = client.post(address(made, "stance/"), {"moment": "before", "value": "6"}, follow=True)
    assert "Choose one of the five places" in text(reply)


def test_autosave_keeps_the_newer(made, client):
    url = address(made, "argument/draft/")
    assert autosave(client, url, claim="One", cite=[KEY]).json() == {"state": "saved", "sequence": 1}
    reply = autosave(client, url, claim="Other")
    assert reply.status_code == 409
    assert reply.json() == {
        "state": "stale",
        "sequence": 1,
        "fields": {"claim": "One", "reasoning": "", "counterclaim": "", "move": "", "position": ""},
        "cite": [KEY],
    }
    assert autosave(client, url, 2, claim="Two").status_code == 200
    assert Post.objects.get().claim == "Two"


def test_autosave_after_posting_makes_no_new_draft(made, client):
    client.post(address(made, "argument/"), ARGUMENT | {"post": "1"})
    assert autosave(client, address(made, "argument/draft/"), 7, claim="Late").status_code == 410
    assert Post.objects.get().state == "posted"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"fields": {"state": "posted"}, "cite": [], "sequence": 1}',
        '{"fields": {"claim": 3}, "cite": [], "sequence": 1}',
        '{"fields": {}, "cite": "x", "sequence": 1}',
        '{"fields": {}, "cite": [], "sequence": true}',
        '{"fields": {"position": "99999"}, "cite": [], "sequence": 1}',
        '{"fields": {"position": "one"}, "cite": [], "sequence": 1}',
        '{"fields": {}, "cite": ["a-b"], "sequence": 1}',
        '{"fields": {"move": "ask"}, "cite": [], "sequence": 1}',
        "[" * 100_000,
    ],
)
def test_strange_autosaves_are_refused(made, client, body):
    reply = client.post(address(made, "argument/draft/"), body, content_type="application/json")
    assert (reply.status_code, reply.json()["state"]) == (400, "refused")
    assert not Post.objects.exclude(claim="").exists()


def test_another_windows_draft_is_shown_and_not_overwritten(made, client):
    client.post(address(made, "argument/"), ARGUMENT | {"save": "1"})
    reply = client.post(address(made, "argument/"), ARGUMENT | {"claim": "Mine.", "post": "1"})
    assert "Another window saved something different" in text(reply)
    assert "Mine." in text(reply)
    assert (Post.objects.get().state, Post.objects.get().claim) == ("draft", "Keep it closed.")


def test_a_post_sent_twice_is_there_once(made, client):
    for _again in range(2):
        client.post(address(made, "argument/"), ARGUMENT | {"post": "1"})
    assert [one.state for one in Post.objects.all()] == ["posted"]


def test_a_post_is_changed_until_it_is_due(made, client):
    mine = post(made.board, made.bob, "Close it.", reasoning="Cracks.")
    url = f"/posts/{mine.pk}/edit/"
    assert "Close it." in text(client.get(url))
    reply = client.post(url, ARGUMENT | {"post": "1"}, follow=True)
    assert "Keep it closed." in text(reply)
    assert [old.claim for old in mine.revisions.all()] == ["Close it."]
    made.discussion.opens_at = timezone.now() - timedelta(days=2)
    made.discussion.due_at = timezone.now() - timedelta(days=1)
    made.discussion.save()
    reply = client.post(url, ARGUMENT | {"claim": "Later.", "sequence": "1", "post": "1"})
    assert "The due date has passed" in text(reply)
    assert url not in text(client.get(address(made)))


def test_a_held_post_says_so_and_only_to_its_author(made, world, client):
    moderating.set_held_words(classroom=world.classroom, words=["silly"])
    post(made.board, made.ann, "Open it.")
    reply = client.post(address(made, "argument/"), ARGUMENT | {"claim": "Silly bridge.", "post": "1"}, follow=True)
    assert "Your teacher reads this post before your classmates see it." in text(reply)
    assert "Silly bridge." not in text(world.client(made.ann).get(address(made)))


def test_a_hidden_post_shows_its_author_the_reason(made, world, client):
    moderating.hide_post(post=post(made.board, made.bob, "Silly."), by=world.alice, reason="Be <kind>.")
    assert "The reason: Be &lt;kind&gt;." in text(client.get(address(made)))


def test_a_post_is_reported(made, client):
    post(made.board, made.bob, "Close it.")
    theirs = post(made.board, made.ann, "Rude.")
    reply = client.post(f"/posts/{theirs.pk}/report/", {"reason": "It is rude."}, follow=True)
    assert "Reported." in text(reply)
    assert "You reported this post." in text(reply)
    assert Moderation.objects.get().by == made.bob
    assert "already" in text(client.post(f"/posts/{theirs.pk}/report/", {"reason": "Again."}, follow=True))
    assert "Say in a few words" in text(client.post(f"/posts/{theirs.pk}/report/", {"reason": " "}, follow=True))


def test_a_mark_is_shown_once_it_is_released(made, world, client):
    levels = {criterion: criterion.levels.last() for criterion in made.discussion.rubric.criteria.all()}
    marking_debates.mark(
        discussion=made.discussion, student=made.bob, assessor=world.alice, levels=levels, comment="Well <argued>."
    )
    assert "Your mark" not in text(client.get(address(made)))
    marking_debates.release_marks(discussion=made.discussion)
    page = text(client.get(address(made)))
    for words in ("Your mark", "Well &lt;argued&gt;.", str(next(iter(levels)).name)):
        assert words in page
    assert "Your mark" not in text(world.client(made.ann).get(address(made)))


def test_students_look_at_their_own_part_once_they_have_posted(made, client):
    criteria = list(made.discussion.rubric.criteria.all())
    chosen = {f"criterion_{criterion.pk}": criterion.levels.last().pk for criterion in criteria}
    url = address(made, "own-view/")
    assert "own part by the rubric" not in text(client.get(address(made)))
    assert "Post your argument first" in text(client.post(url, chosen, follow=True))
    assert not Assessment.objects.exists()

    post(made.board, made.bob, "Close it.")
    assert "own part by the rubric" in text(client.get(address(made)))
    first = next(iter(chosen))
    page = text(client.post(url, {first: chosen[first], "comment": "More <quotes>."}))
    assert "Nothing is saved yet" in page
    assert "More &lt;quotes&gt;." in page
    reply = client.post(url, chosen | {"comment": "More quotes."})
    assert reply["Location"] == address(made) + "#own-view"
    own = Assessment.objects.get()
    assert (own.student, own.assessor, own.counts, own.comment) == (made.bob, made.bob, False, "More quotes.")
    assert {mark.level_id for mark in own.marks.all()} == set(chosen.values())
    assert "checked" in text(client.get(address(made)))


def test_a_locked_board_is_read_only(made, world, client):
    post(made.board, made.bob, "Close it.")
    moderating.lock_board(board=made.board, by=world.alice)
    page = text(client.get(address(made)))
    assert "locked this board" in page
    assert 'id="write"' not in page
    assert "locked this board" in text(client.post(address(made, "argument/"), ARGUMENT | {"post": "1"}))
    assert autosave(client, address(made, "argument/draft/"), claim="x").status_code == 400


def test_a_written_response_has_no_board(world, client):
    made = debate(world, activity="written")
    post(made.board, made.ann, "Open it.")
    client.post(address(made, "argument/"), ARGUMENT | {"post": "1"})
    page = text(client.get(address(made)))
    assert "What you posted" in page
    assert "Open it." not in page
    assert 'id="write"' not in page


def test_a_controversy_says_the_side_and_the_steps(world, client):
    made = debate(world, activity="controversy")
    side = made.board.seats.get(student=made.bob).side
    stand(made.discussion, made.bob, 1)
    page = text(client.get(address(made)))
    assert f"<strong>Your side:</strong> {side.stance}" in page
    assert "The case for your side" in page
    theirs = post(made.board, made.ann, "Theirs.")
    client.post(address(made, "argument/"), ARGUMENT | {"post": "1"})
    assert text(client.get(address(made))).count("✓ done") == 1
    data = {"claim": "You say it feeds people.", "move": "restate", "sequence": "0", "post": "1"}
    client.post(f"/posts/{theirs.pk}/reply/", data)
    page = text(client.get(address(made)))
    assert "Waiting for Ann Lee" in page
    assert "Switch: make the best case for the other side" in page
    client.post(address(made, "argument/"), ARGUMENT | {"claim": "Open it.", "post": "1"})
    ground = {"claim": "Both want safety.", "move": "ground", "sequence": "0", "post": "1"}
    client.post(f"/posts/{theirs.pk}/reply/", ground)
    client.post(address(made, "stance/"), {"moment": "after", "value": "2"})
    assert text(client.get(address(made))).count("✓ done") == 4
    switched = Post.objects.get(author=made.bob, claim="Open it.")
    assert switched.position != side
    assert switched.position == made.board.seats.get(student=made.ann).side


def test_who_was_restated_answers_and_what_they_typed_stays(world, client):
    made = debate(world, activity="controversy")
    post(made.board, made.bob, "Close it.")
    theirs = post(made.board, made.ann, "Open it.")
    mine = post(made.board, made.bob, "You say it feeds people.", theirs, move="restate")
    ann = world.client(made.ann)
    url = f"/posts/{mine.pk}/answer/"
    assert url not in text(client.get(address(made)))
    assert "Is this what you meant?" in text(ann.get(address(made)))
    assert "Say in a line what is missing" in text(ann.post(url, {"answer": "not_quite", "sequence": "0"}))
    page = text(ann.post(url, {"answer": "not_quite", "missing": "Jobs.", "sequence": "7"}))
    assert "was changed meanwhile" in page
    assert 'value="Jobs."' in page
    ann.post(url, {"answer": "not_quite", "missing": "Jobs.", "sequence": "0"})
    assert "change your restatement. What is missing:" in text(client.get(address(made)))

    edit = {"claim": "You say it feeds people and gives jobs.", "move": "restate", "sequence": "0", "post": "1"}
    client.post(f"/posts/{mine.pk}/edit/", edit)
    page = text(client.get(address(made)))
    assert "Waiting for Ann Lee" in page
    assert "Changed since the writer missed this:" in page
    ann.post(url, {"answer": "meant", "sequence": "1"})
    assert "The writer says: that is what I meant." in text(client.get(address(made)))
    for person in (made.bob, world.charlie, world.alice):
        assert world.client(person).post(url, {"answer": "meant", "sequence": "1"}).status_code == 404


def test_only_the_other_side_is_restated_and_only_in_a_controversy(made, world, client):
    theirs = post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    url = f"/posts/{theirs.pk}/reply/"
    assert 'value="restate"' not in text(client.get(url))
    reply = client.post(url, {"claim": "You say.", "move": "restate", "sequence": "0", "post": "1"})
    assert "This move does not belong here" in text(reply)
    assert not Post.objects.filter(move="restate").exists()
    made.discussion.activity = "controversy"
    made.discussion.save()
    seats = {seat.student_id: seat for seat in made.board.seats.all()}
    first, second = made.discussion.question.brief.positions.all()[:2]
    for seat, side in ((seats[made.bob.pk], first), (seats[made.ann.pk], second)):
        seat.side = side
        seat.save()
    assert 'value="restate"' in text(client.get(url))
    seats[made.ann.pk].side = first
    seats[made.ann.pk].save()
    assert 'value="restate"' not in text(client.get(url))


def test_an_anonymous_debate_names_nobody(world):
    made = debate(world, anonymous=True, post_first=False)
    mine = post(made.board, made.bob, "Close it.")
    post(made.board, made.ann, "Open it.")
    alias = made.board.seats.get(student=made.bob).alias
    client = world.client(made.ann)
    for url in (address(made), f"/posts/{mine.pk}/reply/"):
        page = text(client.get(url))
        assert alias in page
        assert "bob" not in page


def test_who_joins_late_gets_a_seat_by_opening_the_page(made, world):
    late = factories.EnrollmentFactory(classroom=world.classroom).student
    assert world.client(late).get(address(made)).status_code == 200
    assert made.board.seats.get(student=late).alias == "Student 3"


def test_the_home_page_lists_debates(made, client):
    page = text(client.get("/"))
    assert "Close the bridge?" in page
    assert "Take part" in page


def urls(made, mine):
    """Every page of a debate: (method, address)."""
    return [
        ("get", address(made)),
        ("post", address(made, "stance/")),
        ("post", address(made, "argument/")),
        ("post", address(made, "argument/draft/")),
        ("get", f"/posts/{mine.pk}/reply/"),
        ("post", address(made, "own-view/")),
        ("post", f"/posts/{mine.pk}/reply/"),
        ("post", f"/posts/{mine.pk}/reply/draft/"),
        ("get", f"/posts/{mine.pk}/edit/"),
        ("post", f"/posts/{mine.pk}/edit/"),
        ("post", f"/posts/{mine.pk}/report/"),
        ("post", f"/posts/{mine.pk}/answer/"),
        ("post", f"/posts/{mine.pk}/edit/draft/"),
        ("get", f"/boards/{mine.board_id}/new/"),
        ("get", f"/boards/{mine.board_id}/posts/"),
    ]


def test_no_page_is_there_for_other_classes_removed_students_and_teachers(made, world):
    mine = post(made.board, made.bob, "Close it.")
    place = world.classroom.enrollments.get(student=made.ann)
    post(made.board, made.ann, "Open it.")
    rosters.remove_student(enrollment=place)
    for person in (world.charlie, made.ann, world.mallory, world.alice):
        client = world.client(person)
        found = {(method, url): getattr(client, method)(url).status_code for method, url in urls(made, mine)}
        assert set(found.values()) == {404}, person
    for method, url in urls(made, mine):
        reply = getattr(Client(), method)(url)
        assert reply["Location"] == f"/login/?next={url}"
    assert Post.objects.count() == 2


def test_posts_of_another_board_hidden_ones_and_those_not_to_be_seen_yet_are_not_there(made, client):
    other = factories.PostFactory(board=factories.BoardFactory(discussion=made.discussion))
    too_early = post(made.board, made.ann, "Open it.")

    def statuses(one):
        return {
            getattr(client, method)(url).status_code for method, url in urls(made, one) if url.startswith("/posts/")
        }

    assert statuses(too_early) == {404}
    post(made.board, made.bob, "Close it.")
    assert client.get(f"/posts/{too_early.pk}/reply/").status_code == 200
    hidden = post(made.board, made.ann, "Rude.", state="hidden")
    draft = post(made.board, made.ann, "Unfinished.", state="draft")
    own_draft = post(made.board, made.bob, "Unfinished too.", state="draft")
    for one in (other, hidden, draft, own_draft):
        assert statuses(one) == {404}
    assert client.get(f"/posts/{too_early.pk}/edit/").status_code == 404


def test_pages_answer_no_other_method(made, client):
    for rest in ("stance/", "own-view/", "argument/", "argument/draft/"):
        assert client.get(address(made, rest)).status_code == 405
    assert client.post(address(made)).status_code == 405


def test_a_page_asks_as_often_for_many_posts_as_for_few(made, client, django_assert_num_queries):
    claim = post(made.board, made.bob, "Close it.")
    for more in (1, 8):
        for _one in range(more):
            post(made.board, made.ann, "Why?", claim)
        with django_assert_num_queries(20):
            client.get(address(made))
