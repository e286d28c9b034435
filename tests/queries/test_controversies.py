"""The steps of a structured academic controversy, student by student."""

from django.utils import timezone

from quizzes.models import RestatementAnswer
from quizzes.queries.controversies import moves_for, other_side, progress
from tests.debates import debate, post, stand


def of(made, student):
    return next(row.steps for row in progress(made.discussion) if row.student == student)


def answer(restatement, missing=""):
    RestatementAnswer.objects.update_or_create(
        post=restatement,
        defaults={
            "meant": not missing,
            "missing": missing,
            "sequence": restatement.sequence,
            "answered_at": timezone.now(),
        },
    )


def test_the_steps_come_one_after_the_other(world):
    made = debate(world, activity="controversy")
    theirs = post(made.board, made.ann, "Open it.")
    assert of(made, made.bob).current == "case"
    post(made.board, made.bob, "Close it.")
    assert of(made, made.bob).current == "restate"
    mine = post(made.board, made.bob, "You say it feeds people.", theirs, move="restate")
    assert (of(made, made.bob).current, of(made, made.bob).waiting) == ("switch", ("Ann Lee",))
    answer(mine, "Jobs.")
    assert (of(made, made.bob).current, of(made, made.bob).missing) == ("restate", ("Jobs.",))
    answer(mine)
    assert (of(made, made.bob).current, of(made, made.bob).confirmed) == ("switch", True)
    post(made.board, made.bob, "Open it after all.")
    assert of(made, made.bob).current == "ground"
    post(made.board, made.bob, "Both want safety.", theirs, move="ground")
    assert of(made, made.bob).current == "stand"
    stand(made.discussion, made.bob, 1, 3)
    assert of(made, made.bob).current == ""


def test_a_changed_restatement_waits_again(world):
    made = debate(world, activity="controversy")
    theirs = post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    mine = post(made.board, made.bob, "You say so.", theirs, move="restate")
    answer(mine)
    mine.sequence += 1
    mine.save()
    assert of(made, made.bob).waiting == ("Ann Lee",)


def test_hidden_posts_and_other_activities_count_for_nothing(world):
    made = debate(world, activity="controversy")
    theirs = post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    post(made.board, made.bob, "You say so.", theirs, move="restate", state="hidden")
    assert of(made, made.bob).restated is None
    made.discussion.activity = "board"
    assert progress(made.discussion) == []


def test_the_other_side_is_the_next(world):
    first, second, *more = debate(world).discussion.question.brief.positions.all()
    assert other_side(first) == second
    assert other_side((more or [second])[-1]) == first
    assert other_side(None) is None


def test_nobody_of_another_side_holds_nobody_up(world):
    made = debate(world, activity="controversy")
    post(made.board, made.bob, "Close it.")
    alone = of(made, made.bob)
    assert (alone.current, alone.may_switch, alone.restatable) == ("switch", True, False)
    post(made.board, made.ann, "Open it.")
    met = of(made, made.bob)
    assert (met.current, met.may_switch, met.restatable) == ("restate", False, True)
    made.board.seats.filter(student=made.bob).update(side=None)
    assert of(made, made.bob).may_switch


def test_a_hidden_case_keeps_its_place(world):
    made = debate(world, activity="controversy")
    case = post(made.board, made.bob, "Close it.", state="hidden")
    assert (of(made, made.bob).current, of(made, made.bob).may_switch) == ("case", False)
    post(made.board, made.bob, "Open it.")
    assert (of(made, made.bob).current, of(made, made.bob).switched) == ("case", True)
    case.state = "posted"
    case.save()
    assert (of(made, made.bob).current, of(made, made.bob).may_switch) == ("ground", False)


def test_common_ground_comes_after_the_switch(world):
    made = debate(world, activity="controversy")
    theirs = post(made.board, made.ann, "Open it.")
    seat = made.board.seats.get(student=made.bob)
    post(made.board, made.bob, "Close it.")
    assert set(moves_for(seat, theirs)) == {"restate", "agree", "challenge", "ask", "connect"}
    post(made.board, made.bob, "Open it after all.")
    assert "ground" in moves_for(seat, theirs)
    restatement = post(made.board, made.ann, "You say it is old.", move="restate", reply_to=theirs)
    assert "restate" not in moves_for(seat, restatement)
