"""What a student reads and takes along of what is stored: all of their own, nothing before its time, nobody else's."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone

from quizzes.models import (
    Assessment,
    Assignment,
    ClassChange,
    Criterion,
    CriterionMark,
    Level,
    MarkChange,
    Moderation,
    Override,
    PendingEdit,
    Post,
    PostRevision,
    RestatementAnswer,
    Rubric,
    Stance,
)
from quizzes.queries.own_data import LABELS, LEFT_OUT, SECTIONS, own_data
from quizzes.services import attempting, grading, reading, watching
from quizzes.templatetags.reading import labelled
from tests import factories


def found(student):
    return {section.key: rows for section, rows in own_data(student, timezone.now())}


def written(student):
    return json.dumps(found(student), default=str, ensure_ascii=False)


def test_every_model_of_the_site_is_in_it_or_left_out_for_a_reason():
    """A new model fails here until somebody has decided whether it holds anything about a student."""
    covered = {model._meta.label for section in SECTIONS for model in section.models}
    everything = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert everything - covered - set(LEFT_OUT) == set()
    assert (covered | set(LEFT_OUT)) - everything == set()
    assert covered & set(LEFT_OUT) == set()


def test_every_model_with_a_link_to_a_student_that_is_left_out_is_the_teachers_or_holds_no_words():
    linked = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        and field.related_model._meta.label == "quizzes.User"
    }  # fmt: skip
    covered = {model._meta.label for section in SECTIONS for model in section.models}
    assert linked - covered == {
        "admin.LogEntry",
        "quizzes.Article",
        "quizzes.Classroom",
        "quizzes.Correction",
        "quizzes.Discussion",
        "quizzes.FeedbackDecision",
        "quizzes.GenerationRun",
        "quizzes.Question",
        "quizzes.QuickComment",
        "quizzes.Quiz",
        "quizzes.ReviewAct",
        "quizzes.Rubric",
        "quizzes.Waiver",
    }


@pytest.fixture
def lived(world):
    """Bob and a classmate have each done everything there is to do, in words that tell whose they are."""
    classmate = factories.EnrollmentFactory(classroom=world.classroom).student
    discussion = factories.DiscussionFactory(classroom=world.classroom)
    board = factories.BoardFactory(discussion=discussion)
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(
        owner=world.alice, article=article, questions=[factories.ShortAnswerFactory(article=article)]
    )
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, release="by_hand")
    rubric = Rubric.objects.create(name="r", owner=world.alice)
    criterion = Criterion.objects.create(rubric=rubric, order=1, name="Reasons")
    level = Level.objects.create(criterion=criterion, points=2, name="Sound")
    posts = {}
    for student, name in ((world.bob, "BOB"), (classmate, "MATE")):
        attempt = attempting.start_attempt(assignment=assignment, student=student)
        response = attempt.responses.get()
        attempting.save_response(response=response, answer={"text": f"{name} answer"}, sequence=1)
        attempting.submit_attempt(attempt=attempt)
        grading.grade_response(
            response=response, teacher=world.alice, points=Decimal(1), feedback=f"{name} comment", reason=f"{name} why"
        )
        reading.highlight(article=article, student=student, start=0, end=9, note=f"{name} note")
        seat = factories.SeatFactory(board=board, student=student, alias=f"{name} alias")
        Stance.objects.create(discussion=discussion, student=student, moment="before", value=4)
        posts[name] = factories.PostFactory(board=board, author=seat.student, claim=f"{name} claim")
        PostRevision.objects.create(post=posts[name], claim=f"{name} earlier")
        PendingEdit.objects.create(post=posts[name], claim=f"{name} begun", sequence=2, saved_at=timezone.now())
        Moderation.objects.create(board=board, post=posts[name], action="reported", by=student, reason=f"{name} report")
        Override.objects.create(assignment=assignment, student=student, attempts_allowed=7)
        ClassChange.objects.create(
            classroom=world.classroom, kind="roster", action="removed", student=student, reason=f"{name} removal"
        )
    for one, other, name in ((world.bob, classmate, "BOB"), (classmate, world.bob, "MATE")):
        given = Assessment.objects.create(
            discussion=discussion, student=other, assessor=one, comment=f"{name} said of the other"
        )
        CriterionMark.objects.create(assessment=given, criterion=criterion, level=level)
        Assessment.objects.create(
            discussion=discussion, student=one, assessor=world.alice, counts=True, comment=f"{name} mark"
        ) if name == "BOB" else None
        MarkChange.objects.create(discussion=discussion, student=one, new_points=2, reason=f"{name} mark change")
    restated = factories.PostFactory(
        board=board, author=classmate, reply_to=posts["BOB"], move="restate", claim="MATE restates"
    )
    RestatementAnswer.objects.create(
        post=restated, meant=False, missing="BOB misses something", sequence=0, answered_at=timezone.now()
    )
    return assignment, discussion


OWN = (
    *("answer", "note", "alias", "claim", "earlier", "begun", "report", "removal", "said of the other"),
    "misses something",
)
LATER = ("comment", "why")


def test_all_of_ones_own_is_in_it_and_nobody_elses(world, lived):
    text = written(world.bob)
    assert [words for words in OWN if f"BOB {words}" not in text] == []
    assert "MATE" not in text
    assert world.bob.username in text
    assert "7" in json.dumps(found(world.bob)["exceptions"], default=str)


def test_points_and_comments_come_with_their_release(world, lived):
    assignment, discussion = lived
    text = written(world.bob)
    assert [words for words in LATER if f"BOB {words}" in text] == []
    assert "BOB mark" not in text
    Assignment.objects.filter(pk=assignment.pk).update(released_at=timezone.now())
    discussion.marks_released_at = timezone.now()
    discussion.save()
    text = written(world.bob)
    assert [words for words in (*LATER, "mark", "mark change") if f"BOB {words}" not in text] == []
    # What a classmate wrote about Bob is shown to him on the board's page, too.
    assert text.count("MATE") == text.count("MATE said of the other") == 1


def test_it_stays_readable_after_leaving_the_class(world, lived):
    world.bob.enrollments.update(removed_at=timezone.now() - timedelta(days=1))
    assert "BOB answer" in written(world.bob)


def test_it_takes_as_many_queries_for_much_as_for_little(world, lived, django_assert_num_queries):
    with django_assert_num_queries(28):
        found(world.bob)
    _assignment, discussion = lived
    for _time in range(3):
        factories.PostFactory(board=discussion.boards.get(), author=world.bob)
    with django_assert_num_queries(28):
        found(world.bob)


def test_every_part_has_a_label(world, lived):
    assignment, discussion = lived
    attempt = watching.reopen_attempt(attempt=assignment.attempts.get(student=world.bob), minutes=9, by=world.alice)
    attempting.submit_attempt(attempt=attempt)
    Assignment.objects.update(released_at=timezone.now())
    discussion.marks_released_at = timezone.now()
    discussion.save()

    def keys(rows):
        for row in rows:
            for key, value in row.items():
                yield key
                if isinstance(value, list) and value and isinstance(value[0], dict):
                    yield from keys(value)

    used = {key for rows in found(world.bob).values() for key in keys(rows)}
    assert used == set(LABELS)


def test_ones_own_post_in_any_state_is_ones_own(world, lived):
    _assignment, discussion = lived
    hidden = factories.PostFactory(board=discussion.boards.get(), author=world.bob, state=Post.State.HIDDEN)
    Moderation.objects.create(board=hidden.board, post=hidden, action="hidden", by=world.alice, reason="Unkind")
    row = next(row for row in found(world.bob)["posts"] if row["claim"] == hidden.claim)
    assert row["hidden_because"] == "Unkind"


def test_no_points_are_told_and_what_is_empty_is_not() -> None:
    row = {"points": Decimal(0), "flagged": False, "answer": "", "cited": [], "saved": None}
    assert labelled(row) == [("points", "0", [])]


def test_feedback_on_an_answer_that_was_opened_again_is_with_that_answer(world):
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(
        owner=world.alice, article=article, questions=[factories.ShortAnswerFactory(article=article)]
    )
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, release="at_once")
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    response = attempt.responses.get()
    attempting.save_response(response=response, answer={"text": "a flood"}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    grading.grade_response(response=response, teacher=world.alice, points=Decimal(1), feedback="Which one?")
    attempt = watching.reopen_attempt(attempt=attempt, minutes=10, by=world.alice)
    assert "Which one?" not in written(world.bob)
    attempting.save_response(response=response, answer={"text": "the flood in March"}, sequence=2)
    attempting.submit_attempt(attempt=attempt)
    (row,) = found(world.bob)["attempts"][-1]["answers"]
    assert row["feedback"] == ""
    earlier = row["points_changed"][-1]
    assert (earlier["earlier_answer"], earlier["feedback"], earlier["criteria"]) == ("a flood", "Which one?", [])
    assert set(earlier) <= set(LABELS)
