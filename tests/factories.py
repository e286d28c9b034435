"""Factories for every aggregate; each makes the smallest thing that is true to the domain."""

import hashlib
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from quizzes import models
from quizzes.services import rosters

TEXT = (
    "The town council of Marlow voted on Tuesday to close the old iron bridge to cars. "
    "Engineers found deep cracks in two of its supports after a flood in March.\n\n"
    "Shop owners say they will lose customers. "
    "“We live from the people who drive past,” said Ana Ruiz, who sells bread.\n\n"
    "The repairs will cost two million pounds, and the council hopes to open the bridge again next summer."
)
KEY_QUOTE = "Engineers found deep cracks in two of its supports after a flood in March."
# In the right order.
EVENTS = ("A flood came.", "Cracks were found.", "The council voted.", "The bridge was closed.")
PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory[models.User]):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"student{n}")
    password = factory.django.Password(PASSWORD)


class TeacherFactory(UserFactory):
    username = factory.Sequence(lambda n: f"teacher{n}")
    is_staff = True

    @factory.post_generation
    def group(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            self.groups.add(rosters.ensure_teachers_group())


class ClassroomFactory(factory.django.DjangoModelFactory[models.Classroom]):
    class Meta:
        model = models.Classroom
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Class {n}")

    @factory.post_generation
    def teachers(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            self.teachers.set(extracted or [TeacherFactory()])


class EnrollmentFactory(factory.django.DjangoModelFactory[models.Enrollment]):
    class Meta:
        model = models.Enrollment

    classroom = factory.SubFactory(ClassroomFactory)
    student = factory.SubFactory(UserFactory)


class ArticleFactory(factory.django.DjangoModelFactory[models.Article]):
    class Meta:
        model = models.Article

    owner = factory.SubFactory(TeacherFactory)
    title = "Old bridge closes to cars"
    text = TEXT
    sha256 = factory.LazyAttribute(lambda article: hashlib.sha256(article.text.encode()).hexdigest())
    word_count = factory.LazyAttribute(lambda article: len(article.text.split()))
    reading_grade = 8.0


class QuestionFactory(factory.django.DjangoModelFactory[models.Question]):
    """An approvable multiple-choice question with its choices and evidence; see the formats' factories below."""

    class Meta:
        model = models.Question
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory)
    kind = models.Kind.REASON
    format = models.Format.MULTIPLE_CHOICE
    stem = factory.Sequence(lambda n: f"Why was the bridge closed to cars? ({n})")
    explanation = "The article says that engineers found deep cracks in two of its supports."
    skill = models.Skill.LOCATE
    bloom = models.Bloom.UNDERSTAND
    status = models.Question.Status.APPROVED

    @factory.post_generation
    def parts(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not create:
            return
        add_evidence(self)
        texts = {
            models.Format.MULTIPLE_CHOICE: (
                "Its supports were cracked.",
                "Shops lost customers.",
                "It was too narrow.",
            ),
            models.Format.TRUE_FALSE: ("True", "False"),
            models.Format.ORDERING: EVENTS,
        }.get(models.Format(self.format), ())
        for position, text in enumerate(texts, start=1):
            is_wrong = position > 1 and self.format != models.Format.ORDERING
            models.Choice.objects.create(
                question=self,
                position=position,
                text=text,
                is_key=position == 1 and self.format != models.Format.ORDERING,
                reason="unsupported" if is_wrong else "",
                note="The article does not say so." if is_wrong else "",
            )
        if self.format in (models.Format.CLOZE, models.Format.SHORT_ANSWER):
            models.AcceptedAnswer.objects.create(question=self, text="cracks")


class TrueFalseFactory(QuestionFactory):
    kind = models.Kind.DETAIL
    format = models.Format.TRUE_FALSE
    stem = factory.Sequence(lambda n: f"The bridge had cracks in its supports. ({n})")


class ClozeFactory(QuestionFactory):
    kind = models.Kind.DETAIL
    format = models.Format.CLOZE
    stem = factory.Sequence(lambda n: f"Engineers found deep _____ in two of its supports. ({n})")


class OrderingFactory(QuestionFactory):
    kind = models.Kind.SEQUENCE
    format = models.Format.ORDERING
    stem = factory.Sequence(lambda n: f"In which order did this happen? ({n})")
    skill = models.Skill.INTERPRET


class ShortAnswerFactory(QuestionFactory):
    kind = models.Kind.DETAIL
    format = models.Format.SHORT_ANSWER
    stem = factory.Sequence(lambda n: f"What did engineers find? ({n})")
    model_answer = "Deep cracks"


class DebateFactory(QuestionFactory):
    kind = models.Kind.DEBATE
    format = models.Format.WRITTEN
    stem = factory.Sequence(lambda n: f"Should the bridge stay closed to cars? ({n})")
    explanation = ""
    skill = models.Skill.EVALUATE
    bloom = models.Bloom.EVALUATE

    @factory.post_generation
    def brief_parts(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not create:
            return
        brief = models.DebateBrief.objects.create(
            question=self,
            form=models.DebateBrief.Form.POLICY,
            tension="Safety for all against a living for some.",
            definitions=["Safe means that nobody has been hurt.", "Safe means that nobody can be hurt."],
            unheard=["the people who drive past"],
            follow_ups=["Who should pay?", "What would change your mind?", "What else could be done?"],
            activity="Four corners, then a written response.",
        )
        for order, stance in enumerate(("Yes, keep it closed.", "No, open one lane."), start=1):
            position = models.Position.objects.create(brief=brief, order=order, stance=stance)
            add_evidence(self, quote="Shop owners say they will lose customers.", position=position)


def add_evidence(
    question: models.Question, quote: str = KEY_QUOTE, position: models.Position | None = None
) -> models.Evidence:
    """Evidence for the question from its article, found by its words."""
    start = question.article.text.index(quote)
    return models.Evidence.objects.create(
        question=question, position=position, start=start, end=start + len(quote), quote=quote
    )


class QuizFactory(factory.django.DjangoModelFactory[models.Quiz]):
    """A quiz with the `questions` given, or with one multiple-choice question."""

    class Meta:
        model = models.Quiz
        skip_postgeneration_save = True

    owner = factory.SubFactory(TeacherFactory)
    article = factory.SubFactory(ArticleFactory, owner=factory.SelfAttribute("..owner"))
    title = "Bridge quiz"

    @factory.post_generation
    def questions(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not create:
            return
        questions = extracted if extracted is not None else [QuestionFactory(article=self.article)]
        for position, question in enumerate(questions, start=1):
            models.QuizItem.objects.create(quiz=self, question=question, position=position, points=2)


class AssignmentFactory(factory.django.DjangoModelFactory[models.Assignment]):
    """Open since an hour ago, due in a day, results at once."""

    class Meta:
        model = models.Assignment

    classroom = factory.SubFactory(ClassroomFactory)
    quiz = factory.LazyAttribute(lambda assignment: QuizFactory(owner=assignment.classroom.teachers.first()))
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    release = models.Assignment.Release.AT_ONCE


class DiscussionFactory(factory.django.DjangoModelFactory[models.Discussion]):
    """A class discussion, open since an hour ago and due in a day; it has no board yet."""

    class Meta:
        model = models.Discussion

    classroom = factory.SubFactory(ClassroomFactory)
    question = factory.LazyAttribute(
        lambda discussion: DebateFactory(article=ArticleFactory(owner=discussion.classroom.teachers.first()))
    )
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class BoardFactory(factory.django.DjangoModelFactory[models.Board]):
    class Meta:
        model = models.Board

    discussion = factory.SubFactory(DiscussionFactory)
    name = factory.Sequence(lambda n: f"Group {n}")


class SeatFactory(factory.django.DjangoModelFactory[models.Seat]):
    """A seat of a student who is in the class."""

    class Meta:
        model = models.Seat

    board = factory.SubFactory(BoardFactory)
    student = factory.LazyAttribute(lambda seat: EnrollmentFactory(classroom=seat.board.discussion.classroom).student)
    alias = factory.Sequence(lambda n: f"Student {n + 100}")


class PostFactory(factory.django.DjangoModelFactory[models.Post]):
    """A claim that is posted; give `reply_to` and `move` for a reply."""

    class Meta:
        model = models.Post

    board = factory.SubFactory(BoardFactory)
    author = factory.LazyAttribute(lambda post: SeatFactory(board=post.board).student)
    claim = factory.Sequence(lambda n: f"The bridge should stay closed. ({n})")
    reasoning = "Its supports are cracked."
    state = models.Post.State.POSTED
    posted_at = factory.LazyAttribute(lambda post: None if post.state == models.Post.State.DRAFT else timezone.now())
