"""The domain model, one file an aggregate: fields, constraints and tiny properties; no workflow."""

from .articles import Article
from .assignments import Assignment, Override
from .attempts import Attempt, Response
from .grading import GradeChange
from .people import TEACHERS, Classroom, Enrollment, User
from .questions import (
    AcceptedAnswer,
    Bloom,
    Choice,
    DebateBrief,
    Evidence,
    Format,
    GenerationRun,
    Kind,
    Position,
    Question,
    Skill,
)
from .quizzes import Quiz, QuizItem

__all__ = [
    "TEACHERS",
    "AcceptedAnswer",
    "Article",
    "Assignment",
    "Attempt",
    "Bloom",
    "Choice",
    "Classroom",
    "DebateBrief",
    "Enrollment",
    "Evidence",
    "Format",
    "GenerationRun",
    "GradeChange",
    "Kind",
    "Override",
    "Position",
    "Question",
    "Quiz",
    "QuizItem",
    "Response",
    "Skill",
    "User",
]
