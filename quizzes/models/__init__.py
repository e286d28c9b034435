"""The domain model, one file an aggregate: fields, constraints and tiny properties; no workflow."""

from .articles import Article
from .assessments import Assessment, CriterionMark, FeedbackDecision, MarkChange
from .assignments import Assignment, AssignmentMessage, Override
from .attempts import Attempt, Response
from .changes import ClassChange
from .discussions import (
    Board,
    Citation,
    Discussion,
    HeldWord,
    Moderation,
    Move,
    PendingEdit,
    Post,
    PostRevision,
    Restated,
    RestatementAnswer,
    Seat,
    Stance,
)
from .grading import Correction, GradeChange, QuickComment, ResponseLevel
from .people import TEACHERS, Classroom, Enrollment, StudentGroup, User
from .questions import (
    AcceptedAnswer,
    Activity,
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
from .quizzes import Quiz, QuizItem, Section
from .reading import GlossaryNote, Highlight
from .reviewing import ReviewAct, Waiver
from .rubrics import Criterion, Level, Rubric

__all__ = [
    "TEACHERS",
    "AcceptedAnswer",
    "Activity",
    "Article",
    "Assessment",
    "Assignment",
    "AssignmentMessage",
    "Attempt",
    "Bloom",
    "Board",
    "Choice",
    "Citation",
    "ClassChange",
    "Classroom",
    "Correction",
    "Criterion",
    "CriterionMark",
    "DebateBrief",
    "Discussion",
    "Enrollment",
    "Evidence",
    "FeedbackDecision",
    "Format",
    "GenerationRun",
    "GlossaryNote",
    "GradeChange",
    "HeldWord",
    "Highlight",
    "Kind",
    "Level",
    "MarkChange",
    "Moderation",
    "Move",
    "Override",
    "PendingEdit",
    "Position",
    "Post",
    "PostRevision",
    "Question",
    "QuickComment",
    "Quiz",
    "QuizItem",
    "Response",
    "ResponseLevel",
    "Restated",
    "RestatementAnswer",
    "ReviewAct",
    "Rubric",
    "Seat",
    "Section",
    "Skill",
    "Stance",
    "StudentGroup",
    "User",
    "Waiver",
]
