"""Marking by question: names hidden, alike answers together, each mark saved, nothing lost between two teachers."""

import re
from decimal import Decimal

import pytest

from quizzes.models import Assignment, GradeChange, QuickComment, Response, Rubric
from quizzes.services import attempting, grading, watching
from tests import factories
from tests.admin.pages import messages, url
from tests.admin.test_assignments import hand_in, short

__all__ = ["short"]


def page_of(world, item):
    return url("assignment", "grade_item", world.assignment.pk, item.pk)


def save_of(world, item, response):
    return url("assignment", "grade_answer", world.assignment.pk, item.pk, response.pk)


def student(world, name):
    return factories.EnrollmentFactory(classroom=world.classroom, student__username=name).student


def answered(world, *texts):
    """Answers of new students, a student each."""
    return [hand_in(world, text, student(world, f"pupil{number}")) for number, text in enumerate(texts)]


def names_in(html):
    return re.findall(r'name="((?:initial-)?[rg]\d+-\w+)"', html)


def test_an_old_page_takes_no_newer_marks_back(world, short):
    response = hand_in(world, "something else")
    client = world.client(world.alice)
    address = url("assignment", "grade_item", world.assignment.pk, short.pk)
    # What the page showed travels in hidden fields beside the visible ones.
    names = re.findall(r'name="((?:initial-)?r\d+-\w+)"', client.get(address).content.decode())
    assert len(names) == 5
    old_page = dict.fromkeys(names, "")
    newer = client.post(address, {**old_page, f"r{response.pk}-points": "2"}, follow=True)
    assert messages(newer) == ["1 answer saved."]
    assert messages(client.post(address, old_page, follow=True)) == ["Everything is saved."]
    response.refresh_from_db()
    assert response.teacher_points == Decimal(2)


def test_marking_a_question(world, short):
    dana = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student
    answers = [hand_in(world, "A flood"), hand_in(world, "the flood.", dana)]
    client = world.client(world.alice)
    overview = client.get(url("assignment", "grade", world.assignment.pk))
    assert [(item.handed_in, item.waiting) for item in overview.context["items"]] == [(2, 2)]
    address = url("assignment", "grade_item", world.assignment.pk, short.pk)
    page = client.get(address)
    assert [len(group.answers) for group in page.context["groups"]] == [2]
    text = page.content.decode()
    assert all(words in text for words in ("Deep cracks", f"<mark>{factories.KEY_QUOTE}</mark>"))
    data = {f"r{answers[0].pk}-points": "1.5", f"r{answers[0].pk}-feedback": "Nearly.", f"r{answers[1].pk}-points": "0"}
    response = client.post(address, data, follow=True)
    assert messages(response) == ["2 answers saved."]
    assert "Nothing waits to be marked." in response.content.decode()
    assert list(Response.objects.order_by("pk").values_list("teacher_points", "feedback")) == [
        (Decimal("1.5"), "Nearly."),
        (Decimal(0), ""),
    ]
    assert [(change.changed_by, change.old_points, change.new_points) for change in GradeChange.objects.all()] == [
        (world.alice, None, Decimal("1.5")),
        (world.alice, None, Decimal(0)),
    ]
    assert "alice:" in " ".join(client.get(address).content.decode().split())


def test_one_wrong_number_saves_nothing_and_loses_nothing(world, short):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    good, bad = hand_in(world, "a flood"), hand_in(world, "rain", dana)
    address = url("assignment", "grade_item", world.assignment.pk, short.pk)
    data = {f"r{good.pk}-points": "1", f"r{bad.pk}-points": "7", f"r{bad.pk}-feedback": "Read it again."}
    response = world.client(world.alice).post(address, data)
    page = response.content.decode()
    assert "Nothing is saved yet." in page
    assert "Give between 0 and 2 points." in page
    assert 'value="7"' in page
    assert "Read it again." in page
    assert set(Response.objects.values_list("teacher_points", flat=True)) == {None}


def test_nothing_to_mark_says_so(world, short):
    page = world.client(world.alice).get(url("assignment", "grade_item", world.assignment.pk, short.pk))
    assert "Nobody has handed in an answer to this question yet." in page.content.decode()


def test_a_running_attempt_is_not_marked(world, short):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.save_response(response=attempt.responses.get(), answer={"text": "not handed in"}, sequence=1)
    client = world.client(world.alice)
    page = client.get(url("assignment", "grade_item", world.assignment.pk, short.pk)).content.decode()
    assert "not handed in" not in page


def test_the_marking_page_shows_the_right_order_and_each_students(world, short):
    question = factories.OrderingFactory(article=world.assignment.quiz.article)
    short.question = question
    short.save()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    response = attempt.responses.get()
    place = dict(zip(response.marking["order"], (2, 1, 3, 4), strict=True))
    places = [place[choice["id"]] for choice in response.shown["choices"]]
    attempting.save_response(response=response, answer={"places": places}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    client = world.client(world.alice)
    page = client.get(url("assignment", "grade_item", world.assignment.pk, short.pk)).content.decode()
    assert "<br>".join(f"{place}. {event}" for place, event in enumerate(factories.EVENTS, start=1)) in page
    assert "1. Cracks were found.<br>2. A flood came.<br>3. The council voted.<br>4. The bridge was closed." in page
    assert "Marked by rule: 1.33." in page
    page = client.get(url("attempt", "change", attempt.pk)).content.decode()
    assert "1. A flood came.<br>2. Cracks were found." in page


def test_names_are_hidden_unless_asked_for(world, short):
    hand_in(world, "A flood")
    hand_in(world, "rain", student(world, "dana"))
    client = world.client(world.alice)
    hidden = client.get(page_of(world, short)).content.decode()
    assert not re.search("bob|dana", hidden)
    assert re.findall(r"<legend>\s*(Answer \d)", hidden) in (["Answer 1", "Answer 2"], ["Answer 2", "Answer 1"])
    shown = client.get(page_of(world, short) + "?names=shown").content.decode()
    assert re.findall(r"<legend>\s*(\w+)", shown) == ["bob", "dana"]
    # What is not a choice is the first one, not an error.
    assert "bob" not in client.get(page_of(world, short) + "?names=please&order=up").content.decode()


def test_a_shuffled_order_is_the_same_each_time_and_carries_on_to_the_next_question(world, short):
    second = world.assignment.quiz.items.create(
        question=factories.ShortAnswerFactory(article=world.assignment.quiz.article), position=2, points=2
    )
    for number, text in enumerate(["one", "two", "three", "four", "five", "six"]):
        attempt = attempting.start_attempt(assignment=world.assignment, student=student(world, f"pupil{number}"))
        for response in attempt.responses.all():
            attempting.save_response(response=response, answer={"text": text}, sequence=1)
        attempting.submit_attempt(attempt=attempt)
    client = world.client(world.alice)
    address = page_of(world, short) + "?order=shuffled"
    orders = []
    for _time in range(2):
        groups = client.get(address).context["groups"]
        orders.append([answer.response.pk for group in groups for answer in group.answers])
    assert orders[0] == orders[1] != sorted(orders[0])
    assert [group.answers[0].name for group in groups] == [f"Answer {n}" for n in range(1, 7)]
    # A mark goes to the answer it was given to, whatever the order.
    response = client.post(address, {f"r{orders[0][3]}-points": "2", "next": "yes"})
    assert response["Location"] == page_of(world, second) + "?order=shuffled"
    assert list(Response.objects.filter(teacher_points=2).values_list("pk", flat=True)) == [orders[0][3]]


def test_one_mark_for_answers_that_say_the_same(world, short):
    one, two, three, other = answered(world, "A flood came", "the flood came.", "a flod came", "rain")
    client = world.client(world.alice)
    groups = client.get(page_of(world, short)).context["groups"]
    assert [len(group.answers) for group in groups] == [2, 1, 1]
    ids = f"{one.pk},{two.pk}"
    given = {f"g{one.pk}-of": ids, f"g{one.pk}-points": "1", f"g{one.pk}-feedback": "Which one?", "stay": "group"}
    # One of them is marked by itself on the same page; that holds.
    response = client.post(page_of(world, short), {**given, f"r{two.pk}-points": "2"}, follow=True)
    assert messages(response) == ["2 answers saved."]
    assert response.redirect_chain == [(page_of(world, short), 302)]
    marks = list(Response.objects.order_by("pk").values_list("teacher_points", "feedback"))
    assert marks == [(1, "Which one?"), (2, ""), (None, ""), (None, "")]
    # Feedback alone leaves the points as they are.
    client.post(page_of(world, short), {f"g{one.pk}-of": ids, f"g{one.pk}-feedback": "See me."})
    marks = list(Response.objects.order_by("pk").values_list("teacher_points", "feedback"))
    assert marks == [(1, "See me."), (2, "See me."), (None, ""), (None, "")]
    assert (three.pk, other.pk) == (one.pk + 2, one.pk + 3)


def test_a_group_has_none_but_answers_to_this_question(world, short):
    mine = hand_in(world, "a flood")
    given = factories.AssignmentFactory(classroom=world.other_classroom)
    attempt = attempting.start_attempt(assignment=given, student=world.charlie)
    attempting.submit_attempt(attempt=attempt)
    strange = attempt.responses.get()
    data = {f"g{mine.pk}-of": f"{mine.pk},{strange.pk},x,{'9' * 40}", f"g{mine.pk}-points": "1"}
    world.client(world.alice).post(page_of(world, short), data)
    assert [one.teacher_points for one in (Response.objects.get(pk=mine.pk), Response.objects.get(pk=strange.pk))] == [
        1,
        None,
    ]


def test_two_teachers_lose_nothing_to_each_other(world, short):
    """Without JavaScript: the second is told what the first gave, and saves again or not."""
    response = hand_in(world, "a flood")
    client = world.client(world.alice)
    seen = {f"r{response.pk}-seen": "0", f"initial-r{response.pk}-points": ""}
    grading.grade_response(response=response, teacher=world.alice, points=Decimal("0.5"), feedback="Why?")
    answer = client.post(page_of(world, short), {**seen, f"r{response.pk}-points": "2"})
    page = answer.content.decode()
    assert "Somebody else has marked this meanwhile. Marked: 0.5 points. “Why?” Save again" in page
    assert f'name="r{response.pk}-points" value="2"' in page
    assert Response.objects.get().teacher_points == Decimal("0.5")
    form = answer.context["groups"][0].answers[0].form
    again = {name: form.data[name] for name in (f"r{response.pk}-seen", f"initial-r{response.pk}-points")}
    assert again == {f"r{response.pk}-seen": "1", f"initial-r{response.pk}-points": "0.5"}
    client.post(page_of(world, short), {**again, f"r{response.pk}-points": "2"})
    assert Response.objects.get().teacher_points == 2


def test_each_mark_is_saved_by_itself(world, short):
    response = hand_in(world, "a flood")
    client = world.client(world.alice)
    address, name = save_of(world, short, response), f"r{response.pk}"
    saved = client.post(address, {f"{name}-points": "1.50", f"{name}-feedback": " Nearly. ", f"{name}-seen": "0"})
    assert (saved.status_code, saved.json()) == (
        200,
        {
            "state": "saved",
            "fields": {"points": "1.5", "feedback": "Nearly.", "seen": "1"},
            "words": "Marked: 1.5 points. “Nearly.”",
            "waits": False,
        },
    )
    # The same again, since its answer was lost, is neither a change nor a conflict.
    again = client.post(address, {f"{name}-points": "1.5", f"{name}-feedback": "Nearly.", f"{name}-seen": "0"})
    assert (again.status_code, again.json()["fields"]["seen"]) == (200, "1")
    assert GradeChange.objects.count() == 1
    stale = client.post(address, {f"{name}-points": "0", f"{name}-feedback": "Nearly.", f"{name}-seen": "0"})
    assert (stale.status_code, stale.json()["state"], stale.json()["fields"]["points"]) == (409, "stale", "1.5")
    refused = client.post(address, {f"{name}-points": "3", f"{name}-seen": "1"})
    assert (refused.status_code, refused.json()) == (
        400,
        {"state": "refused", "message": "Give between 0 and 2 points."},
    )
    assert Response.objects.get().teacher_points == Decimal("1.5")


def test_who_may_only_look_at_answers_marks_none(world, short):
    response = hand_in(world, "a flood")
    world.alice.groups.get().permissions.remove(
        *world.alice.groups.get().permissions.filter(codename="change_response")
    )
    client = world.client(world.alice)
    assert client.get(page_of(world, short)).status_code == 403
    assert client.post(save_of(world, short, response), {f"r{response.pk}-points": "1"}).status_code == 403
    assert client.get(url("assignment", "correct", world.assignment.pk, short.pk)).status_code == 403


def test_quick_comments_are_ones_own_and_saved_with_the_marks(world, short):
    response = hand_in(world, "a flood")
    QuickComment.objects.create(owner=world.mallory, text="Mallory's words")
    client = world.client(world.alice)
    data = {f"r{response.pk}-points": "1", "new_comment": "  Say  where it says so. ", "stay": "comments"}
    client.post(page_of(world, short), data)
    (comment,) = world.alice.quick_comments.all()
    assert comment.text == "Say where it says so."
    page = client.get(page_of(world, short)).content.decode()
    assert "Mallory" not in page
    assert page.count("<span>Say where it says so.</span>") == 1
    client.post(page_of(world, short), {f"r{response.pk}-points": "1", f"r{response.pk}-quick": comment.pk})
    response.refresh_from_db()
    assert (response.teacher_points, response.feedback) == (1, "Say where it says so.")
    strange = QuickComment.objects.get(owner=world.mallory)
    client.post(page_of(world, short), {"forget": [comment.pk, strange.pk, "x"]})
    assert list(QuickComment.objects.all()) == [strange]


def test_a_quick_comment_that_does_not_fit_is_not_cut(world, short):
    response = hand_in(world, "a flood")
    comment = grading.keep_comment(owner=world.alice, text="Say where it says so.")
    name = f"r{response.pk}"
    data = {f"{name}-feedback": "x" * 4990, f"{name}-quick": comment.pk}
    refused = world.client(world.alice).post(page_of(world, short), data)
    assert "The feedback is too long to add this comment." in refused.content.decode()
    assert Response.objects.get().feedback == ""


def test_the_next_question_with_answers_that_wait(world, short):
    quiz = world.assignment.quiz
    for position in (2, 3):
        question = factories.ShortAnswerFactory(article=quiz.article)
        quiz.items.create(question=question, position=position, points=2)
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    for response in attempt.responses.exclude(position=2):
        attempting.save_response(response=response, answer={"text": "a flood"}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    client = world.client(world.alice)
    first, _second, third = quiz.items.all()
    assert client.get(page_of(world, first)).context["following"] == third
    assert client.get(page_of(world, third)).context["following"] == first
    mine = attempt.responses.get(position=1)
    going = client.post(page_of(world, first), {f"r{mine.pk}-points": "1", "next": "yes"})
    assert going["Location"] == page_of(world, third)
    assert client.get(page_of(world, third)).context["following"] is None
    last = attempt.responses.get(position=3)
    done = client.post(page_of(world, third), {f"r{last.pk}-points": "1", "next": "yes"}, follow=True)
    assert "Nothing waits to be marked." in done.content.decode()


@pytest.fixture
def rubric(world, short):
    """Two criteria of the ready-made rubric's first, with levels of 0 to 3 points, the second of double weight."""
    rubric = Rubric.objects.create(owner=world.alice, name="Answers")
    for order, (name, weight) in enumerate((("Content", 1), ("Words", 2)), start=1):
        criterion = rubric.criteria.create(order=order, name=name, weight=weight)
        for points in range(4):
            criterion.levels.create(points=points, name=f"level {points}")
    short.question.rubric = rubric
    short.question.save()
    return rubric


def level(rubric, criterion, points):
    return rubric.criteria.get(name=criterion).levels.get(points=points)


def test_levels_of_a_rubric_give_the_points(world, short, rubric):
    response = hand_in(world, "a flood")
    client = world.client(world.alice)
    content, words = rubric.criteria.all()
    name = f"r{response.pk}"
    data = {f"{name}-c{content.pk}": level(rubric, "Content", 3).pk, f"{name}-seen": "0"}
    # One of two criteria: the level is kept, the points are still to come.
    saved = client.post(save_of(world, short, response), data).json()
    assert (saved["fields"]["points"], saved["fields"]["seen"], saved["waits"]) == ("", "1", True)
    data |= {f"{name}-c{words.pk}": level(rubric, "Words", 1).pk, f"{name}-seen": "1"}
    saved = client.post(save_of(world, short, response), data).json()
    # 3 x 1 + 1 x 2 of 3 x 1 + 3 x 2, of two points.
    assert saved["fields"]["points"] == "1.11"
    # Points that are typed hold beside the levels.
    data |= {f"{name}-points": "2", f"initial-{name}-points": "1.11", f"{name}-seen": "2"}
    assert client.post(save_of(world, short, response), data).json()["fields"]["points"] == "2"
    given = [(one.criterion.name, one.level.points) for one in response.levels.all()]
    assert given == [("Content", 3), ("Words", 1)]
    page = client.get(page_of(world, short)).content.decode()
    assert re.search(rf'<option value="{level(rubric, "Words", 1).pk}" selected>1 – level 1</option>', page)


def test_a_level_for_a_group_leaves_the_other_criteria_as_they_are(world, short, rubric):
    one, two = answered(world, "A flood came", "the flood came.")
    content, words = rubric.criteria.all()
    grading.grade_response(
        response=one, teacher=world.alice, points=None, levels={content: level(rubric, "Content", 3)}
    )
    given = {f"g{one.pk}-of": f"{one.pk},{two.pk}", f"g{one.pk}-c{words.pk}": level(rubric, "Words", 1).pk}
    kept = {f"r{one.pk}-c{content.pk}": level(rubric, "Content", 3).pk, f"r{one.pk}-seen": "1"}
    kept[f"initial-r{one.pk}-c{content.pk}"] = level(rubric, "Content", 3).pk
    world.client(world.alice).post(page_of(world, short), {**given, **kept, "stay": "group"})
    assert sorted(one.levels.values_list("criterion__name", flat=True)) == ["Content", "Words"]
    marks = [Response.objects.get(pk=response.pk).teacher_points for response in (one, two)]
    assert marks == [Decimal("1.11"), None]


def test_a_level_of_another_rubric_is_refused(world, short, rubric):
    response = hand_in(world, "a flood")
    strange = Rubric.objects.get(owner=None).criteria.first().levels.first()
    content = rubric.criteria.first()
    answer = world.client(world.alice).post(
        save_of(world, short, response), {f"r{response.pk}-c{content.pk}": strange.pk}
    )
    assert answer.status_code == 400
    assert not response.levels.exists()


@pytest.mark.parametrize("students", [1, 6])
@pytest.mark.parametrize(("with_rubric", "queries"), [(False, 10), (True, 12)])
def test_the_marking_pages_queries_do_not_grow(
    world, short, rubric, students, with_rubric, queries, django_assert_num_queries
):
    if not with_rubric:
        short.question.rubric = None
        short.question.save()
    grading.keep_comment(owner=world.alice, text="Good.")
    for response in answered(world, *(f"answer {number}" for number in range(students))):
        grading.grade_response(response=response, teacher=world.alice, points=Decimal(1))
    client = world.client(world.alice)
    client.get(page_of(world, short))
    with django_assert_num_queries(queries):
        client.get(page_of(world, short))


def test_a_changed_grade_has_its_reason_on_record(world, short):
    response = hand_in(world, "a flood")
    client = world.client(world.alice)
    name = f"r{response.pk}"
    assert f"{name}-reason" not in client.get(page_of(world, short)).content.decode()
    client.post(page_of(world, short), {f"{name}-points": "1"})
    assert f"{name}-reason" in client.get(page_of(world, short)).content.decode()
    # A reason alone is no change.
    data = {f"{name}-reason": " I read it again. ", f"{name}-points": "1", f"initial-{name}-points": "1"}
    client.post(page_of(world, short), data)
    assert GradeChange.objects.count() == 1
    client.post(save_of(world, short, response), {**data, f"{name}-points": "2"})
    assert list(GradeChange.objects.values_list("old_points", "new_points", "reason")) == [
        (None, 1, ""),
        (1, 2, "I read it again."),
    ]


def test_a_reason_for_a_group_is_on_record_for_each_mark_it_changes(world, short):
    one, two, three = answered(world, "A flood came", "the flood came.", "A flood came!")
    client = world.client(world.alice)
    assert f"g{one.pk}-reason" not in client.get(page_of(world, short)).content.decode()
    for response in (one, two):
        grading.grade_response(response=response, teacher=world.alice, points=Decimal(2))
    assert f"g{one.pk}-reason" in client.get(page_of(world, short)).content.decode()
    given = {f"g{one.pk}-of": f"{one.pk},{two.pk},{three.pk}", f"g{one.pk}-reason": " It rained. "}
    # A reason alone is no change, and too long a one loses nothing.
    client.post(page_of(world, short), {**given, "stay": "group"})
    long = client.post(page_of(world, short), {**given, f"g{one.pk}-points": "1", f"g{one.pk}-reason": "x" * 501})
    assert "at most 500 characters" in long.content.decode()
    assert GradeChange.objects.count() == 2
    client.post(page_of(world, short), {**given, f"g{one.pk}-points": "1", "stay": "group"})
    assert list(GradeChange.objects.values_list("response", "old_points", "new_points", "reason"))[2:] == [
        (one.pk, 2, 1, "It rained."),
        (two.pk, 2, 1, "It rained."),
        (three.pk, None, 1, ""),
    ]


def test_a_newer_mark_in_a_group_is_shown_and_can_be_replaced(world, short):
    one, two = answered(world, "A flood came", "the flood came.")
    seen = {f"r{response.pk}-seen": "0" for response in (one, two)}
    given = {f"g{one.pk}-of": f"{one.pk},{two.pk}", f"g{one.pk}-points": "2", "stay": "group", **seen}
    grading.grade_response(response=two, teacher=world.alice, points=Decimal("0.5"))
    client = world.client(world.alice)
    refused = client.post(page_of(world, short), given)
    page = refused.content.decode()
    assert "Somebody else has marked this meanwhile. Marked: 0.5 points. Save again" in page
    assert f'name="g{one.pk}-points" value="2"' in page
    assert set(Response.objects.values_list("teacher_points", flat=True)) == {None, Decimal("0.5")}
    # What the page sends next.
    (group,) = refused.context["groups"]
    sent = {
        field.html_name: field.value() or ""
        for answer in group.answers
        for field in answer.form
        if field.name in ("points", "seen")
    }
    assert sent == {
        f"r{one.pk}-points": "",
        f"r{one.pk}-seen": "0",
        f"r{two.pk}-points": "0.5",
        f"r{two.pk}-seen": "1",
    }
    client.post(page_of(world, short), {**given, **sent, f"initial-r{two.pk}-points": "0.5"})
    assert set(Response.objects.values_list("teacher_points", flat=True)) == {Decimal(2)}


def test_a_mark_for_an_answer_that_is_open_again_is_not_lost_silently(world, short):
    one, two = answered(world, "a flood", "rain")
    client = world.client(world.alice)
    watching.reopen_attempt(attempt=one.attempt, minutes=10, by=world.alice)
    sent = {
        f"r{one.pk}-points": "1.5",
        f"r{one.pk}-feedback": "Which?",
        f"r{one.pk}-seen": "0",
        f"r{two.pk}-points": "1",
    }
    assert messages(client.post(page_of(world, short), sent, follow=True)) == [
        "1 answer was opened again, handed in anew or marked meanwhile, and this was not given to it: “1.5, Which?”.",
        "1 answer saved.",
    ]
    # What the page showed already is no mark that was sent.
    shown = {f"r{one.pk}-points": "1", f"initial-r{one.pk}-points": "1"}
    assert messages(client.post(page_of(world, short), shown, follow=True)) == ["Everything is saved."]
    refused = client.post(save_of(world, short, one), {f"r{one.pk}-points": "1", f"r{one.pk}-seen": "0"})
    assert (refused.status_code, refused.json()) == (
        400,
        {
            "state": "refused",
            "message": "The student has this answer open again: it cannot be marked now. What you wrote is kept on "
            "this device until it is handed in. Reload the page.",
        },
    )
    other = factories.AssignmentFactory(classroom=world.other_classroom)
    strange = url("assignment", "grade_answer", world.assignment.pk, short.pk, two.pk + 99)
    assert client.post(strange, {}).status_code == 404
    assert other.attempts.count() == 0


def handed_in_anew(world, response, text):
    """The answer opened again, changed and handed in once more."""
    attempt = watching.reopen_attempt(attempt=response.attempt, minutes=10, by=world.alice)
    attempting.save_response(response=response, answer={"text": text}, sequence=2)
    attempting.submit_attempt(attempt=attempt)


def sent_group(responses, **typed):
    """What the page sends for a group of answers that nobody has marked yet."""
    key = min(response.pk for response in responses)
    sent = {f"g{key}-of": ",".join(str(response.pk) for response in responses), "stay": "group"}
    seen = {f"r{response.pk}-seen": "0" for response in responses}
    return sent | seen | {f"g{key}-{name}": value for name, value in typed.items()}


def given():
    return list(Response.objects.order_by("pk").values_list("teacher_points", "feedback"))


def test_a_mark_for_a_group_reaches_those_of_it_that_are_there_and_what_others_miss_is_shown(world, short, rubric):
    one, two, three, four = answered(world, "A flood came", "the flood came.", "A flood came!", "the flood came")
    comment = grading.keep_comment(owner=world.alice, text="Say where.")
    content = rubric.criteria.first()
    typed = {
        "points": "1",
        "feedback": "Which one?",
        "quick": str(comment.pk),
        f"c{content.pk}": str(level(rubric, "Content", 3).pk),
    }
    # The first, which the group is named after, is open again; the third has another answer by now.
    watching.reopen_attempt(attempt=one.attempt, minutes=10, by=world.alice)
    handed_in_anew(world, three, "rain")
    client = world.client(world.alice)
    answer = client.post(page_of(world, short), sent_group([one, two, three, four], **typed), follow=True)
    assert messages(answer) == [
        "2 answers were opened again, handed in anew or marked meanwhile, and this was not given to them: "
        "“1, Content: level 3, Which one?, Say where.”.",
        "2 answers saved.",
    ]
    assert given() == [(None, ""), (1, "Which one?\nSay where."), (None, ""), (1, "Which one?\nSay where.")]
    assert [response.levels.count() for response in (one, two, three, four)] == [0, 1, 0, 1]


def test_a_mark_for_a_group_of_which_nobody_is_left_is_shown_again(world, short):
    one, two = answered(world, "A flood came", "the flood came.")
    for response in (one, two):
        watching.reopen_attempt(attempt=response.attempt, minutes=10, by=world.alice)
    client = world.client(world.alice)
    # What was typed for one of them holds for that one.
    sent = sent_group([one, two], points="1") | {f"r{two.pk}-feedback": "See me."}
    assert messages(client.post(page_of(world, short), sent, follow=True)) == [
        "2 answers were opened again, handed in anew or marked meanwhile, and this was not given to them: "
        "“1”; “See me.”."
    ]
    assert given() == [(None, ""), (None, "")]
    assert messages(client.post(page_of(world, short), sent_group([one, two]), follow=True)) == ["Everything is saved."]


def test_what_is_typed_for_a_group_stays_on_the_page_with_those_that_still_say_the_same(world, short):
    one, two, three, four = answered(world, "A flood came", "the flood came.", "A flood came!", "the flood came")
    handed_in_anew(world, one, "rain")
    client = world.client(world.alice)
    refused = client.post(page_of(world, short), sent_group([one, two, three, four], points="7"))
    page = refused.content.decode()
    groups = {group.key: {answer.response.pk for answer in group.answers} for group in refused.context["groups"]}
    assert groups == {one.pk: {one.pk}, two.pk: {two.pk, three.pk, four.pk}}
    assert re.search(rf'name="g{two.pk}-points" value="7"', page)
    assert "Give between 0 and 2 points." in page
    assert f"g{one.pk}-" not in page
    # Sent again it reaches nobody who has answered otherwise by now, though the page has shown that answer.
    fields = dict(re.findall(r'name="([rg]\d+-(?:of|seen))" value="([^"]*)"', page))
    assert fields[f"r{one.pk}-seen"] == "1"
    assert set(fields[f"g{two.pk}-of"].split(",")) == {str(response.pk) for response in (two, three, four)}
    client.post(page_of(world, short), {**fields, f"g{two.pk}-points": "1", "stay": "group"})
    assert [points for points, _feedback in given()] == [None, 1, 1, 1]


def test_what_is_typed_for_a_group_stays_with_the_one_that_is_left(world, short):
    one, two = answered(world, "A flood came", "the flood came.")
    watching.reopen_attempt(attempt=one.attempt, minutes=10, by=world.alice)
    client = world.client(world.alice)
    page = client.post(page_of(world, short), sent_group([one, two], points="7", feedback="Which?")).content.decode()
    assert "The one that is left of answers that said the same" in page
    assert re.search(rf'name="g{two.pk}-points" value="7"', page)
    assert "this was not given to it: “7, Which?”" in page
    client.post(page_of(world, short), {f"g{two.pk}-of": str(two.pk), f"g{two.pk}-points": "2"})
    assert [points for points, _feedback in given()] == [None, 2]


def test_what_is_typed_for_a_group_that_is_one_with_another_by_now_is_shown_again(world, short):
    one, two, three, four = answered(world, "A flood came", "the flood came.", "A flood came!", "the flood came")
    first, second = sent_group([one, two], points="7"), sent_group([three, four], points="1", feedback="Both?")
    page = world.client(world.alice).post(page_of(world, short), first | second)
    assert messages(page) == ["Answers are grouped otherwise by now, and this is given to none yet: “1, Both?”."]
    assert re.search(rf'name="g{one.pk}-points" value="7"', page.content.decode())
    assert [points for points, _feedback in given()] == [None] * 4


def test_a_reason_begun_for_a_group_stays_while_something_else_is_wrong(world, short):
    one, two, three, four = answered(world, "A flood came", "the flood came.", "rain", "Rain.")
    for response in (one, two, three, four):
        grading.grade_response(response=response, teacher=world.alice, points=1)
    client, reason = world.client(world.alice), "Too hard on them."
    sent = sent_group([one, two], reason=reason) | sent_group([three, four]) | {f"r{three.pk}-points": "99"}
    page = client.post(page_of(world, short), sent)
    reasons = {group.key: group.form["reason"].value() for group in page.context["groups"]}
    assert reasons == {one.pk: reason, three.pk: None}
    assert messages(page) == []
    # Also where nobody is left in the group.
    for response in (one, two):
        handed_in_anew(world, response, "snow")
    assert messages(client.post(page_of(world, short), sent, follow=True)) == [
        f"2 answers were opened again, handed in anew or marked meanwhile, and this was not given to them: “{reason}”."
    ]


def test_a_mark_for_an_answer_that_was_handed_in_anew_is_shown_beside_the_new_answer(world, short):
    (one,) = answered(world, "a flood")
    handed_in_anew(world, one, "rain")
    sent = {f"r{one.pk}-points": "2", f"r{one.pk}-seen": "0"}
    client = world.client(world.alice)
    page = client.post(page_of(world, short), sent).content.decode()
    assert "This was handed in anew or marked meanwhile. Not marked yet. Save again to put yours in its place." in page
    assert "rain" in page
    stale = client.post(save_of(world, short, one), sent)
    said = {name: stale.json()[name] for name in ("words", "theirs", "answer")}
    assert (stale.status_code, said) == (
        409,
        {"words": "Not marked yet.", "theirs": "the answer is “rain”. Not marked yet.", "answer": "rain"},
    )
    assert given() == [(None, "")]


def test_the_mark_of_the_answer_before_stands_beside_the_new_one_for_the_teacher_alone(world, short):
    response = hand_in(world, "a flood")
    grading.grade_response(response=response, teacher=world.alice, points=Decimal("1.5"), feedback="Which one?")
    attempt = watching.reopen_attempt(attempt=response.attempt, minutes=10, by=world.alice)
    attempting.save_response(response=response, answer={"text": "the flood in March"}, sequence=2)
    attempting.submit_attempt(attempt=attempt)
    page = " ".join(world.client(world.alice).get(page_of(world, short)).content.decode().split())
    assert "<p>On the earlier answer:</p> <blockquote> a flood </blockquote> <p> Points: 1.5. “Which one?” </p>" in page
    assert "Not marked yet." in page
    assert re.search(rf'<textarea name="r{response.pk}-feedback"[^>]*> </textarea>', page)
    Assignment.objects.filter(pk=world.assignment.pk).update(release="at_once")
    results = world.client(world.bob).get(f"/attempts/{attempt.pk}/results/").content.decode()
    assert "the flood in March" in results
    assert "Which one?" not in results


def test_a_written_response_is_marked_beside_its_positions(world, short):
    short.question = factories.DebateFactory(article=world.assignment.quiz.article)
    short.save()
    hand_in(world, "Yes, since it is not safe.")
    page = world.client(world.alice).get(page_of(world, short)).content.decode()
    assert "<li>Yes, keep it closed.</li><li>No, open one lane.</li>" in "".join(
        line.strip() for line in page.splitlines()
    )
    assert "Accept this answer" not in page


def test_before_anybody_handed_in_the_page_says_so_and_nothing_else(world, short):
    page = world.client(world.alice).get(url("assignment", "grade_item", world.assignment.pk, short.pk))
    text = page.content.decode()
    assert "Nobody has handed in an answer to this question yet." in text
    assert "Every answer is marked." not in text
    assert "No evidence yet." not in text
