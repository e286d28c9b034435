"""Slowing down guesses of join codes and passwords: ten failures a minute, then a pause.

Only failures count, so a whole class behind one address joins unhindered. Counted in Django's cache, which holds no
code or name in clear.
"""

import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from .refusal import Refusal

FAILURES_ALLOWED = 10
WINDOW_SECONDS = 60


def refuse_after_failures(*, marks: Iterable[str]) -> None:
    """Raise Refusal when one of the marks (a code, a session, an address) has failed too often this minute."""
    failures = cache.get_many([_key(mark) for mark in marks])
    if any(count >= FAILURES_ALLOWED for count in failures.values()):
        raise Refusal(_("That went wrong too often. Wait a minute, then try again."))


def count_failure(*, marks: Iterable[str]) -> None:
    """Count one failure against each of the marks; a count lasts a minute from its first failure."""
    for mark in marks:
        key = _key(mark)
        if not cache.add(key, 1, WINDOW_SECONDS):
            try:
                cache.incr(key)
            except ValueError:  # The minute ended between the two lines.
                cache.add(key, 1, WINDOW_SECONDS)


def _key(mark: str) -> str:
    return f"failures:{hashlib.sha256(mark.encode()).hexdigest()}"
