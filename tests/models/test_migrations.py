"""What the migrations make of what is there already."""

from importlib import import_module

from django.apps import apps

from quizzes.models import DebateBrief
from tests import factories


def test_a_brief_that_suggests_a_controversy_suits_one(db: None) -> None:
    suggested = (
        "Structured academic controversy: in pairs argue one side, restate the other side fairly, switch.",
        "structured academic controversy",
        "Four corners, or a structured academic controversy.",
        "",
    )
    for activity in suggested:
        DebateBrief.objects.filter(question=factories.DebateFactory()).update(activity=activity)
    import_module("quizzes.migrations.0007_peer_feedback").suggest(apps, None)
    found = dict(DebateBrief.objects.values_list("activity", "suits"))
    assert found == dict(zip(suggested, ("controversy", "controversy", "board", "board"), strict=True))
