"""Article text -> draft questions. Knows nothing of Django or of the rest of the app; `generate` is its one door."""

from .article import PreparedText, UnusableArticle, prepare, split_title
from .drafts import (
    Bloom,
    Choice,
    DebateForm,
    DebatePrompt,
    DraftQuestion,
    Drafts,
    Evidence,
    Format,
    Kind,
    Options,
    Reason,
    Skill,
    Stance,
    Timing,
)
from .pipeline import BACKEND, VERSION, generate, warm

__all__ = [
    "BACKEND",
    "VERSION",
    "Bloom",
    "Choice",
    "DebateForm",
    "DebatePrompt",
    "DraftQuestion",
    "Drafts",
    "Evidence",
    "Format",
    "Kind",
    "Options",
    "PreparedText",
    "Reason",
    "Skill",
    "Stance",
    "Timing",
    "UnusableArticle",
    "generate",
    "prepare",
    "split_title",
    "warm",
]
