"""The demo class: a teacher, students, articles, an assigned quiz and a debate, made as a teacher would make them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Final

from django.db import transaction
from django.utils import timezone

from quizzes import generator
from quizzes.models import Article, Assignment, Classroom, Question, User
from quizzes.queries import visible

from . import assigning, building, demo_debate, generating, intake, reviewing, rosters

TEACHER: Final = "demo-teacher"
STUDENTS: Final = ("demo-amina", "demo-jonas")
# They argue in the debate; nobody logs in as them.
CLASSMATES: Final = ("demo-lena", "demo-omar", "demo-sofia")
QUESTIONS_IN_QUIZ = 8
DEBATES_IN_QUIZ = 2
RIGHTS_NOTE = "Written for this project; free to use."

# Small letters and digits that nobody mistakes for one another; twelve of twenty-eight are 57 bits.
_PASSWORD_ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"

Progress = Callable[[str, str, int], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo class; `passwords` (log-in name -> password) only when they were made just now."""

    teacher: User
    classroom: Classroom
    passwords: dict[str, str]


def load_demo(*, time_zone: str, progress: Progress | None = None) -> Demo:
    """The demo class, made if it is not there; called again it changes nothing.

    `progress` hears (article's title, stage, per cent) while questions are generated.
    """
    found = find_demo()
    if found is not None:
        return found
    with transaction.atomic():
        teacher, classroom, passwords = _people(time_zone)
        pact = _article(teacher, "defence-pact.txt")
        street = _article(teacher, "school-street.txt")
        for article in (pact, street):
            _generate(article, teacher, progress)
        _assign(pact, teacher, classroom)
        demo_debate.give_demo_debate(article=street, teacher=teacher, classroom=classroom)
    return Demo(teacher, classroom, passwords)


def find_demo() -> Demo | None:
    """The demo class as it is now, or None when there is none."""
    teacher = User.objects.filter(username=TEACHER).first()
    if teacher is None:
        return None
    classroom = visible.classrooms(teacher).order_by("pk").first()
    return Demo(teacher, classroom, {}) if classroom else None


@transaction.atomic
def reset_logins(*, demo: Demo) -> Demo:
    """New passwords for the demo's people, and a new join code; their work stays as it is."""
    passwords = {name: new_password() for name in (TEACHER, *STUDENTS)}
    for user in User.objects.filter(username__in=(*passwords, *CLASSMATES)):
        user.set_password(passwords.get(user.username) or new_password())
        user.save(update_fields=["password"])
    return Demo(demo.teacher, rosters.renew_join_code(classroom=demo.classroom), passwords)


def new_password() -> str:
    """A random password (57 bits) that is easy to read and type, such as `k7qm-t2xw-9hbd`."""
    return "-".join("".join(secrets.choice(_PASSWORD_ALPHABET) for _place in range(4)) for _group in range(3))


def _people(time_zone: str) -> tuple[User, Classroom, dict[str, str]]:
    passwords = {name: new_password() for name in (TEACHER, *STUDENTS)}
    teacher = rosters.create_teacher(username=TEACHER, password=passwords[TEACHER], full_name="Demo Teacher")
    classroom = rosters.create_classroom(teacher=teacher, name="Demo class", time_zone=time_zone)
    for name in (*STUDENTS, *CLASSMATES):
        rosters.register_student(classroom=classroom, nickname=name, password=passwords.get(name) or new_password())
    return teacher, classroom, passwords


def _article(teacher: User, name: str) -> Article:
    title, text = generator.split_title(files("quizzes").joinpath("samples", name).read_text(encoding="utf-8"))
    article, _furniture = intake.add_article(owner=teacher, title=title, text=text, rights_note=RIGHTS_NOTE)
    return article


def _generate(article: Article, teacher: User, progress: Progress | None) -> None:
    run = generating.ask_for_questions(article=article, asked_by=teacher, options=generator.Options())
    generating.generate_questions(
        run=run, progress=progress and (lambda stage, per_cent: progress(article.title, stage, per_cent))
    )
    if progress:
        progress(article.title, f"{article.questions.count()} questions proposed", 100)


def _assign(article: Article, teacher: User, classroom: Classroom) -> Assignment:
    """Approve the generator's best questions (it drafts the best first), and give them to the class for a week."""
    drafts = list(article.questions.filter(status=Question.Status.DRAFT).order_by("pk"))
    best = [question for question in drafts if not question.is_debate][:QUESTIONS_IN_QUIZ]
    best += [question for question in drafts if question.is_debate][:DEBATES_IN_QUIZ]
    reviewing.approve_questions(questions=best, reviewer=teacher)
    approved = [question for question in best if question.status == Question.Status.APPROVED]
    quiz = building.create_quiz(owner=teacher, article=article, title=article.title, questions=approved)
    now = timezone.now()
    return assigning.assign_quiz(
        assignment=Assignment(
            quiz=quiz,
            classroom=classroom,
            opens_at=now,
            due_at=now + timedelta(days=7),
            release=Assignment.Release.AT_ONCE,
        ),
        teacher=teacher,
    )
