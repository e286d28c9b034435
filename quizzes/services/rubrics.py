"""Copying rubrics and changing one's own."""

from collections.abc import Sequence
from itertools import chain, count

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from quizzes.models import Criterion, Level, Rubric, User
from quizzes.queries import visible

from .refusal import Refusal

_OUT_OF_THE_WAY = 10000


@transaction.atomic
def copy_rubric(*, rubric: Rubric, owner: User) -> Rubric:
    """A copy of the rubric that `owner` can change, with a name they do not use yet."""
    copied = Rubric.objects.create(owner=owner, name=_free_name(rubric, owner))
    for criterion in rubric.criteria.prefetch_related("levels"):
        levels = list(criterion.levels.all())
        new = Criterion.objects.create(
            rubric=copied,
            order=criterion.order,
            name=criterion.name,
            description=criterion.description,
            weight=criterion.weight,
        )
        Level.objects.bulk_create(
            Level(criterion=new, points=level.points, name=level.name, description=level.description)
            for level in levels
        )
    return copied


def _free_name(rubric: Rubric, owner: User) -> str:
    taken = set(visible.rubrics(owner).values_list("name", flat=True))
    numbered = (f"{rubric.name[:110]} ({number})" for number in count(2))
    return next(name for name in chain([rubric.name], numbered) if name not in taken)


@transaction.atomic
def set_levels(*, criterion: Criterion, levels: Sequence[tuple[Level | None, int, str, str]]) -> Criterion:
    """Give the criterion these levels: one it has already or None for a new one, points, name and description.

    Raises Refusal where a level that was given to students would go.
    """
    kept = [level.pk for level, _points, _name, _description in levels if level]
    for level in criterion.levels.exclude(pk__in=kept):
        if level.marks.exists() or level.response_levels.exists():
            raise Refusal(
                _("“%(level)s” of “%(criterion)s” was given to students, so it cannot be taken away.")
                % {"level": level.name, "criterion": criterion.name}
            )
        level.delete()
    # Points are unique within a criterion: the levels that stay first step out of one another's way.
    criterion.levels.update(points=F("points") + _OUT_OF_THE_WAY)
    for old, points, name, description in levels:
        level = old or Level(criterion=criterion)
        level.points, level.name, level.description = points, name, description
        level.save()
    return criterion
