"""The settings of the tests' web processes: those of the tests, with the static files too."""

from tests.settings import *  # noqa: F403  (everything else is as in the tests)

WHITENOISE_USE_FINDERS = True
