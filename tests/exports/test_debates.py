"""A debate's contributions and marks as rows of CSV."""

import pytest

from quizzes.exports import debates
from quizzes.models import CriterionMark
from quizzes.services import marking_debates
from tests.debates import cite, debate, post, stand


@pytest.fixture
def argued(world):
    world.classroom.time_zone = "Asia/Kathmandu"
    world.classroom.save()
    made = debate(world, activity="controversy")
    made.discussion.seats.filter(student=made.bob).update(alias="Heron")
    made.discussion.seats.filter(student=made.ann).update(alias="Otter")
    return made


def test_a_row_a_contribution(argued):
    position = argued.discussion.question.brief.positions.first()
    claim = post(
        argued.board, argued.bob, "Close it.", reasoning="Weak.", counterclaim="Shops? Help them.", position=position
    )
    cite(claim, "Shop owners say they will lose customers.")
    cite(claim, "The repairs will cost two million pounds")
    reply = post(argued.board, argued.ann, "Shops will die.", claim, state="hidden", edited_at=claim.posted_at)
    post(argued.board, argued.ann, "Not ready.", state="draft")
    assert list(debates.contributions(argued.discussion)) == [
        [
            claim.pk, "Whole class", "bob", "bob", "Heron", "claim", None, None, "Yes, keep it closed.",
            "Close it.", "Weak.", "Shops? Help them.",
            "Shop owners say they will lose customers.\nThe repairs will cost two million pounds",
            "posted", "2026-03-01T15:45:00+05:45", None, None, None, None,
        ],
        [
            reply.pk, "Whole class", "Ann Lee", "ann", "Otter", "reply", "challenge", claim.pk, None,
            "Shops will die.", None, None, None,
            "hidden", "2026-03-01T15:46:00+05:45", "2026-03-01T15:45:00+05:45", None, None, None,
        ],
    ]  # fmt: skip


def test_a_row_a_student(argued, world):
    post(argued.board, argued.ann, "Open it.")
    stand(argued.discussion, argued.ann, 2, 4)
    levels = {one: one.levels.get(points=2) for one in argued.discussion.rubric.criteria.all()}
    marking_debates.mark(
        discussion=argued.discussion, student=argued.ann, assessor=world.alice, levels=levels, comment="Good."
    )
    names = ("Claim", "Evidence", "Reasoning", "Counterclaim", "Listening")
    assert debates.marks_header(argued.discussion) == [
        "student", "username", "enrolled", "board", "stance_before", "stance_after", "claims", "replies",
        "c1_criterion", "c1_points", "c2_criterion", "c2_points", "c3_criterion", "c3_points",
        "c4_criterion", "c4_points", "c5_criterion", "c5_points", "total", "possible", "comment", *debates.PEERS,
    ]  # fmt: skip
    assert list(debates.marks(argued.discussion)) == [
        [
            "Ann Lee", "ann", "yes", "Whole class", 2, 4, 1, 0,
            *(cell for name in names for cell in (name, 2)), 10, 15, "Good.", 0, None, None, 0,
        ],
        ["bob", "bob", "yes", "Whole class", None, None, 0, 0,
         *(cell for name in names for cell in (name, None)), None, None, None, 0, None, None, 0],
    ]  # fmt: skip
    CriterionMark.objects.filter(criterion__name="Claim").delete()
    ann, _bob = debates.marks(argued.discussion)
    assert ann[8:12] == ["Claim", None, "Evidence", 2]
    assert ann[-7:-4] == [None, 15, "Good."]


def test_a_debate_without_rubric_has_no_criteria(argued):
    argued.discussion.rubric = None
    assert debates.marks_header(argued.discussion) == [*debates.ABOUT, *debates.TOTALS, *debates.PEERS]
    assert [row[-7:] for row in debates.marks(argued.discussion)] == [[None, None, None, 0, None, None, 0]] * 2
