"""The order in which an article becomes drafts, and nothing else."""

from collections.abc import Callable

from .drafts import Drafts, Options

BACKEND = "rules"
VERSION = "1.0"

Progress = Callable[[str, int], None]


def warm() -> None:
    """Load what the first article would otherwise wait for."""


def generate(text: str, options: Options, *, title: str = "", progress: Progress | None = None) -> Drafts:
    """Draft questions and debates on `text`."""
    raise RuntimeError("being written")
