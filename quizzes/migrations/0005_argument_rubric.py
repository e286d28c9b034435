"""The ready-made rubric for argument, everybody's to use and to copy."""

from typing import Any

from django.db import migrations

NAME = "Argument in a debate"

# Name, what it asks, and the levels from 0 points to 3: their name and what they look like.
CRITERIA = [
    (
        "Claim",
        "Does the student take a clear position on the motion?",
        [
            ("Not yet", "No position can be found."),
            ("Beginning", "A position is hinted at, or changes without saying so."),
            ("Clear", "One position, said plainly."),
            ("Precise", "One position, said plainly, with its limits: for whom, when, or on what condition."),
        ],
    ),
    (
        "Evidence",
        "Is the claim backed with words of the article?",
        [
            ("Not yet", "Nothing from the article."),
            ("Beginning", "Something from the article, but it does not fit the claim."),
            ("Clear", "A fitting line of the article, quoted."),
            ("Strong", "Several fitting lines, and a word on how far they can be trusted."),
        ],
    ),
    (
        "Reasoning",
        "Does the student say why the evidence supports the claim?",
        [
            ("Not yet", "No reason is given."),
            ("Beginning", "A reason is given, but the step to the claim is missing."),
            ("Clear", "The step from the evidence to the claim can be followed."),
            ("Strong", "Every step can be followed, and what is taken for granted is said."),
        ],
    ),
    (
        "Counterclaim",
        "Is the other side taken seriously and answered?",
        [
            ("Not yet", "The other side does not appear."),
            ("Beginning", "The other side is named, but not answered."),
            ("Clear", "The other side is put fairly and answered."),
            ("Strong", "The strongest point of the other side is put fairly and answered with evidence."),
        ],
    ),
    (
        "Listening",
        "Do replies build on what others wrote?",
        [
            ("Not yet", "No reply, or replies that pass the others by."),
            ("Beginning", "Replies agree or disagree without saying with what."),
            ("Clear", "Replies take up a point of another student and say something about it."),
            ("Strong", "Replies take up others' points, ask or connect, and carry the discussion further."),
        ],
    ),
]


def add(apps: Any, _schema_editor: Any) -> None:
    """Add the rubric with its criteria and levels."""
    rubric = apps.get_model("quizzes", "Rubric").objects.create(owner=None, name=NAME)
    for order, (name, asks, levels) in enumerate(CRITERIA, start=1):
        criterion = apps.get_model("quizzes", "Criterion").objects.create(
            rubric=rubric, order=order, name=name, description=asks, weight=1
        )
        for points, (level, looks) in enumerate(levels):
            apps.get_model("quizzes", "Level").objects.create(
                criterion=criterion, points=points, name=level, description=looks
            )


def remove(apps: Any, _schema_editor: Any) -> None:
    """Take the rubric away again."""
    apps.get_model("quizzes", "Rubric").objects.filter(owner=None, name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0004_debates_in_class")]

    operations = [migrations.RunPython(add, remove)]
