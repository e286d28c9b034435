"""manage.py hand_in_overdue."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from quizzes.management.commands import hand_in_overdue
from quizzes.models import Attempt
from quizzes.services import attempting


@pytest.fixture
def overdue(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    return attempt


def test_what_has_run_out_of_time_is_handed_in_though_nobody_looks(overdue, capsys):
    call_command("hand_in_overdue")
    overdue.refresh_from_db()
    assert (overdue.state, overdue.submitted_at) == ("submitted", overdue.deadline)
    assert capsys.readouterr().out == "Handed in: 1\n"
    call_command("hand_in_overdue")
    assert capsys.readouterr().out == ""


def test_it_goes_on_until_it_is_stopped(overdue, monkeypatch):
    waited = []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(hand_in_overdue.time, "sleep", wait)
    with pytest.raises(KeyboardInterrupt):
        call_command("hand_in_overdue", every=60)
    assert waited == [60, 60]
