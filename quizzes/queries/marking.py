"""What waits for a teacher's marking, by question."""

from django.db.models import Count, Q, QuerySet

from quizzes.models import Assignment, Attempt, QuizItem, Response


def items_to_mark(assignment: Assignment) -> QuerySet[QuizItem]:
    """The assignment's items, each with `handed_in` and `waiting`, the numbers of answers to it."""
    here = Q(responses__attempt__assignment=assignment, responses__attempt__state=Attempt.State.SUBMITTED)
    unmarked = Q(responses__auto_points__isnull=True, responses__teacher_points__isnull=True)
    return assignment.quiz.items.select_related("question").annotate(
        handed_in=Count("responses", filter=here), waiting=Count("responses", filter=here & unmarked)
    )


def responses_to(assignment: Assignment, item: QuizItem) -> QuerySet[Response]:
    """Every answer handed in to the item, with its student and the history of its grade."""
    return (
        Response.objects.filter(attempt__assignment=assignment, attempt__state=Attempt.State.SUBMITTED, item=item)
        .select_related("attempt__student")
        .prefetch_related("grade_changes__changed_by")
        .order_by("attempt__student__username", "attempt__number")
    )
