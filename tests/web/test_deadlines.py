"""The end of an attempt's time, a second before and after, whatever the student's clock says and when clocks change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine

from quizzes.models import Attempt
from tests import factories

from .site import Site
from .visitor import Visitor

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
MINUTES = 30


@dataclass(frozen=True, slots=True)
class Case:
    """A start in Berlin, the end half an hour of real time later, and what the student's page says of it."""

    started: str
    ends: str
    says: str


CASES = {
    "an ordinary day": Case("2025-06-11T08:10:00+00:00", "2025-06-11T08:40:00+00:00", "10:40"),
    # At 2 o'clock it is 3 o'clock: 01:45 and half an hour is 03:15.
    "an hour left out": Case("2025-03-30T00:45:00+00:00", "2025-03-30T01:15:00+00:00", "03:15"),
    # At 3 o'clock it is 2 o'clock again: 02:45 and half an hour is 02:15.
    "an hour twice": Case("2025-10-26T00:45:00+00:00", "2025-10-26T01:15:00+00:00", "02:15"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("limit", ["time limit", "closing time"])
def test_the_server_decides(
    site: Site, case: Case, limit: str, request: pytest.FixtureRequest, figure: Callable[[str], None]
) -> None:
    site.start()
    started, ends = datetime.fromisoformat(case.started), datetime.fromisoformat(case.ends)
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(article=article, questions=[factories.ClozeFactory(article=article)])
    with time_machine.travel(started, tick=False):
        assignment = factories.AssignmentFactory(
            quiz=quiz,
            classroom__time_zone="Europe/Berlin",
            due_at=None,
            time_limit_minutes=MINUTES if limit == "time limit" else None,
            closes_at=None if limit == "time limit" else ends,
        )
    for wrong_by in (-HOUR, timedelta(0), HOUR):
        student = factories.EnrollmentFactory(classroom=assignment.classroom).student
        with Visitor(site.port, student) as visitor:

            def clocks(moment: datetime, wrong_by: timedelta = wrong_by) -> dict[str, str]:
                """The server's clock, and the student's."""
                return {"X_Test_Clock": moment.isoformat(), "Date": format_datetime(moment + wrong_by)}

            begun = visitor.post(f"/assignments/{assignment.pk}/", {}, **clocks(started))
            attempt = Attempt.objects.get(student=student)
            assert (begun.status, attempt.started_at, attempt.deadline) == (302, started, ends)
            response = attempt.responses.get()
            page = visitor.get(begun.location, **clocks(started))
            assert f"Time ends at {case.says}" in page.text
            assert f'data-seconds="{MINUTES * 60}"' in page.text

            path = f"/attempts/{attempt.pk}/responses/{response.pk}/"
            said = (ends - SECOND + wrong_by).isoformat()
            in_time = {"answer": {"text": "in time"}, "sequence": 1, "time": said}
            assert visitor.send(path, in_time, **clocks(ends - SECOND)).status == 200
            too_late = {"answer": {"text": "too late"}, "sequence": 2, "time": said}
            for moment in (ends, ends + SECOND):
                assert visitor.send(path, too_late, **clocks(moment)).status == 410
            form = {f"answer-{response.pk}": "too late", f"sequence-{response.pk}": "1"}
            refused = visitor.post(begun.location, form, **clocks(ends + SECOND))
            # Nothing of it counts; it is shown to be copied.
            assert refused.status == 410
            assert "too late" in refused.text
            again = visitor.post(f"/assignments/{assignment.pk}/", {}, **clocks(ends + SECOND))
            assert again.location == f"/assignments/{assignment.pk}/"
        response.refresh_from_db()
        attempt.refresh_from_db()
        assert response.answer == {"text": "in time"}
        assert (attempt.state, attempt.submitted_at) == (Attempt.State.SUBMITTED, ends)
        assert Attempt.objects.filter(student=student).count() == 1
    figure(
        f"{request.node.callspec.id}: saved a second before the end, closed from then on, whether the student's clock "
        "is right or an hour wrong"
    )
