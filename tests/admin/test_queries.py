"""Every page of the panel takes as many queries with much in it as with little, and a list at most twelve."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.models import (
    Assessment,
    Citation,
    ClassChange,
    Correction,
    CriterionMark,
    FeedbackDecision,
    GenerationRun,
    GradeChange,
    HeldWord,
    MarkChange,
    Moderation,
    Question,
    QuickComment,
    Response,
    Section,
    Stance,
    Waiver,
)
from quizzes.services import rubrics
from tests import factories, results
from tests.debates import ready_made
from tests.results import WAITS

from . import test_every_address as every

MOST = 12
# Pages that are no lists: forms look up what each of their fields and rows belongs to, a delete what hangs from it,
# and one student's part in a debate stands beside the rubric, the feedback of classmates and the record of the mark.
MOST_OF = {
    "quizzes_discussion_mark": 23,
    "quizzes_discussion_change": 16,
    "quizzes_question_change": 15,
    "quizzes_question_delete": 17,
    "quizzes_quiz_change": 13,
    "quizzes_quiz_preview": 14,
    "quizzes_assignment_delete": 13,
}

keys = every.keys

FACTORIES = (
    factories.QuestionFactory,
    factories.TrueFalseFactory,
    factories.ClozeFactory,
    factories.OrderingFactory,
    factories.ShortAnswerFactory,
    factories.DebateFactory,
)


def grow(world: Any, keys: dict[str, Any], times: int, statuses: Iterable[str] = Question.Status.values) -> None:
    """As much again of everything that hangs from Alice's things, so many times; questions with these statuses."""
    for _time in range(times):
        _more_questions(world, keys, statuses)
        _more_students(world, keys)
        _more_debating(world, keys)
        _more_beside(world)


def _more_questions(world: Any, keys: dict[str, Any], statuses: Iterable[str]) -> None:
    article, quiz = world.assignment.quiz.article, world.assignment.quiz
    for status in statuses:
        for make in FACTORIES:
            question = make(article=article, status=status, reviewed_by=world.alice, run_id=keys["generationrun"])
            Waiver.objects.create(question=question, flaw="vague", about=question.stem, reason="Fine.", by=world.alice)
            if status == Question.Status.APPROVED:
                last = quiz.items.count()
                quiz.items.create(question=question, position=last + 1, points=2)
                if make is factories.QuestionFactory:
                    Section.objects.create(quiz=quiz, first=last + 1, heading=f"Part {last}")
    GenerationRun.objects.create(article=article, asked_by=world.alice, options={})


def _more_students(world: Any, keys: dict[str, Any]) -> None:
    assignment = world.assignment
    for marks in (1.0, WAITS, None):
        count = assignment.quiz.items.count()
        students = results.hand_in_all(assignment, [[marks] * count, [0.0] * count])
        for student in students:
            for kind, action in (("roster", "joined"), ("grade", "regraded")):
                ClassChange.objects.create(
                    classroom=world.classroom, kind=kind, action=action, by=world.alice, student=student
                )
    by = world.alice
    for response in Response.objects.filter(attempt__assignment=assignment, grade_changes=None):
        GradeChange.objects.create(response=response, changed_by=by, new_points=1, reason="Read again.")
    item = assignment.quiz.items.get(pk=keys["item_pk"])
    rule = {"keys": [item.question.choices.all()[0].pk], "everyone": True}
    Correction.objects.create(
        assignment=assignment, item=item, by=by, rule=rule, before={}, old="", new="all", reason="Unclear."
    )
    assignment.overrides.create(student=factories.EnrollmentFactory(classroom=world.classroom).student)
    QuickComment.objects.create(owner=by, text=f"Well read, {QuickComment.objects.count()}")


def _more_debating(world: Any, keys: dict[str, Any]) -> None:
    discussion = world.classroom.discussions.get(pk=keys["discussion"])
    for board in (discussion.boards.get(pk=keys["board_pk"]), factories.BoardFactory(discussion=discussion)):
        seats = [factories.SeatFactory(board=board) for _number in range(3)]
        top = None
        for seat in seats:
            post = factories.PostFactory(board=board, author=seat.student)
            top = top or post
            reply = factories.PostFactory(board=board, author=seat.student, reply_to=top, move="challenge")
            for one in (post, reply):
                quote = factories.KEY_QUOTE
                start = discussion.question.article.text.index(quote)
                Citation.objects.create(post=one, start=start, end=start + len(quote), quote=quote)
                Moderation.objects.create(board=board, post=one, action="hidden", by=world.alice, reason="Names.")
            Stance.objects.create(discussion=discussion, student=seat.student, moment="before", value=2)
            Stance.objects.create(discussion=discussion, student=seat.student, moment="after", value=4)
            MarkChange.objects.create(discussion=discussion, student=seat.student, changed_by=world.alice, new_points=3)
            for assessor, counts in ((world.alice, True), (world.bob, False)):
                _assess(discussion, seat.student, assessor, counts)
    HeldWord.objects.create(classroom=world.classroom, word=f"word{HeldWord.objects.count()}")


def _assess(discussion: Any, student: Any, assessor: Any, counts: bool) -> None:
    said = Assessment.objects.create(
        discussion=discussion, student=student, assessor=assessor, counts=counts, comment="Clear."
    )
    for criterion in discussion.rubric.criteria.all():
        CriterionMark.objects.create(assessment=said, criterion=criterion, level=criterion.levels.all()[0])
    if not counts:
        FeedbackDecision.objects.create(assessment=said, action="allowed", by=discussion.classroom.teachers.all()[0])


def _more_beside(world: Any) -> None:
    """Classes, articles, quizzes, assignments, debates and rubrics beside those whose pages are looked at."""
    classroom = factories.ClassroomFactory(teachers=[world.alice])
    factories.EnrollmentFactory(classroom=classroom)
    world.classroom.teachers.add(factories.TeacherFactory())
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(owner=world.alice, article=article)
    for where in (classroom, world.classroom):
        given = factories.AssignmentFactory(classroom=where, quiz=quiz, due_at=timezone.now() + timedelta(hours=3))
        results.hand_in_all(given, [[1.0], [WAITS]])
        debate = factories.DiscussionFactory(
            classroom=where, question=factories.DebateFactory(article=article), rubric=ready_made()
        )
        factories.PostFactory(board=factories.BoardFactory(discussion=debate))
    rubrics.copy_rubric(rubric=ready_made(), owner=world.alice)


def pages(world: Any, keys: dict[str, Any]) -> dict[str, int]:
    """Of each address of the panel that answers a GET: its name, and how many queries it takes."""
    client = world.client(world.alice)
    found: dict[str, int] = {}
    for address in every.PANEL:
        if address in every.OF_ONE:
            filled = every.address_of_alices(address, keys)
        elif address.name in every.EVERY_TEACHERS and not address.parts and address.name != "app_list":
            filled = f"/{address.route}"
        else:
            continue
        if client.get(filled).status_code != 200:
            continue
        found[str(address.name)] = _counted(client, filled)
    return found


def test_no_page_takes_more_queries_for_more_in_it(world, keys):
    discussion = world.classroom.discussions.get(pk=keys["discussion"])
    discussion.rubric = ready_made()
    discussion.save()
    grow(world, keys, 1)
    few = pages(world, keys)
    grow(world, keys, 2)
    many = pages(world, keys)
    grown = {name: (few[name], many[name]) for name in many if many[name] > few[name]}
    assert grown == {}
    above = {name: count for name, count in many.items() if count > MOST_OF.get(name, MOST)}
    assert above == {}


def test_a_controversy_and_a_card_being_edited_take_no_more(world, keys):
    """What the general pages above do not show: the steps of a controversy, and forms on the review."""
    discussion = world.classroom.discussions.get(pk=keys["discussion"])
    discussion.rubric, discussion.activity = ready_made(), "controversy"
    discussion.save()
    grow(world, keys, 1)
    review = every.address_of_alices(next(one for one in every.PANEL if one.name == "quizzes_article_review"), keys)
    addresses = (
        f"/admin/quizzes/discussion/{discussion.pk}/overview/",
        f"{review}?edit={keys['question']}",
        f"{review}?edit={discussion.question_id}",
        f"{review}?add=written",
        f"{review}?add=short_answer",
        f"{review}?skill=locate&paragraph=1",
    )
    client = world.client(world.alice)
    few = [_counted(client, address) for address in addresses]
    grow(world, keys, 2)
    many = [_counted(client, address) for address in addresses]
    assert many == few
    # A card that is open reads its question, choices, answers and evidence for the form.
    assert all(count <= MOST + 4 * ("edit=" in address) for count, address in zip(many, addresses, strict=True))


def _counted(client: Client, address: str) -> int:
    cache.clear()
    # The first time fills what is kept between requests, such as the types of content.
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
