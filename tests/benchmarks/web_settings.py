"""The settings of a real site, with one address more to measure against."""

from quizsite.settings import *  # noqa: F403  (everything else is as on the real site)

ROOT_URLCONF = "tests.benchmarks.minimal"
