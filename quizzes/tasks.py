"""Background jobs: each takes ids, fetches, and calls one service."""

from django_tasks import task

from quizzes.models import GenerationRun
from quizzes.services import generating


@task()
def generate_questions(run_id: int) -> None:
    """Carry a waiting generator run out; a second call for the same run changes nothing."""
    generating.generate_questions(run=GenerationRun.objects.select_related("article").get(pk=run_id))
