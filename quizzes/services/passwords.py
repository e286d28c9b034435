"""Passwords that a teacher hands out: easy to read and to type, and shown once."""

import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.contrib.auth.hashers import make_password

# Small letters and digits that nobody mistakes for one another, and no vowels, so that no word comes out by chance.
# Ten of twenty-eight are 48 bits; the log-in page allows ten guesses a minute.
_ALPHABET: Final = "bcdfghjkmnpqrstvwxyz23456789"
_GROUP: Final = 5


def readable_password() -> str:
    """A random password in two halves, such as `k7qmt-2xw9h`."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _place in range(_GROUP)) for _half in range(2))


def hashed(passwords: Iterable[str]) -> list[str]:
    """The passwords as they are stored, in the same order. Slow on purpose, so it is done before any transaction."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(make_password, passwords))
