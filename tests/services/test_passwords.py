"""Passwords to hand out."""

import re

from django.contrib.auth.hashers import check_password

from quizzes.services.passwords import hashed, readable_password


def test_a_password_is_two_halves_nobody_misreads():
    made = {readable_password() for _time in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[b-df-hj-km-np-tv-z2-9]{5}-[b-df-hj-km-np-tv-z2-9]{5}", one) for one in made)


def test_passwords_are_stored_in_order():
    stored = hashed(["one-1", "two-2"])
    assert [check_password("one-1", stored[0]), check_password("two-2", stored[1])] == [True, True]
