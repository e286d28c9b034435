"""Article text -> draft questions. Knows nothing of Django or of the rest of the app; `generate` is its one door."""

from .article import PreparedText, UnusableArticle, prepare, split_title
from .drafts import (
    BACKEND,
    BLANK,
    VERSION,
    Bloom,
    Choice,
    DebateForm,
    DebatePrompt,
    Difficulty,
    DraftQuestion,
    Drafts,
    Evidence,
    Format,
    Kind,
    Options,
    Progress,
    Reason,
    Skill,
    Stance,
    Timing,
)

__all__ = [
    "BACKEND",
    "BLANK",
    "VERSION",
    "Bloom",
    "Choice",
    "DebateForm",
    "DebatePrompt",
    "Difficulty",
    "DraftQuestion",
    "Drafts",
    "Evidence",
    "Format",
    "Kind",
    "Options",
    "PreparedText",
    "Progress",
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


# The language libraries take seconds to import, which only what generates has to wait for.


def generate(text: str, options: Options, *, title: str = "", progress: Progress | None = None) -> Drafts:
    """Draft questions and debates on an article's text; see pipeline.generate."""
    from . import pipeline

    return pipeline.generate(text, options, title=title, progress=progress)


def warm() -> None:
    """Load what the first article would otherwise wait for."""
    from . import pipeline

    pipeline.warm()
