"""The teacher's panel, one file an aggregate; what is registered is listed here."""

from quizzes.models import (
    Article,
    Assignment,
    Attempt,
    Classroom,
    Discussion,
    GenerationRun,
    Question,
    Quiz,
    Rubric,
    User,
)

from .articles import ArticleAdmin, GenerationRunAdmin
from .assignments import AssignmentAdmin
from .attempts import AttemptAdmin
from .discussions import DiscussionAdmin
from .people import ClassroomAdmin, UserAdmin
from .questions import QuestionAdmin
from .quizzes import QuizAdmin
from .rubrics import RubricAdmin
from .site import panel

panel.register(Article, ArticleAdmin)
panel.register(GenerationRun, GenerationRunAdmin)
panel.register(Question, QuestionAdmin)
panel.register(Quiz, QuizAdmin)
panel.register(Assignment, AssignmentAdmin)
panel.register(Attempt, AttemptAdmin)
panel.register(Discussion, DiscussionAdmin)
panel.register(Rubric, RubricAdmin)
panel.register(Classroom, ClassroomAdmin)
panel.register(User, UserAdmin)
