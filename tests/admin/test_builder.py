"""The builder of a quiz, its preview and its paper."""

import pytest
from django.test import Client

from quizzes.models import Response
from quizzes.queries.papers import paper
from quizzes.services import attempting
from tests import factories
from tests.admin.pages import messages, url


@pytest.fixture
def quiz(world):
    article = factories.ArticleFactory(owner=world.alice)
    questions = [factories.QuestionFactory(article=article), factories.ShortAnswerFactory(article=article)]
    return factories.QuizFactory(owner=world.alice, article=article, questions=questions)


@pytest.fixture
def keys(quiz):
    return list(quiz.items.values_list("question", flat=True))


def row(key, points="2", heading="", instructions=""):
    return {f"q{key}-points": points, f"q{key}-heading": heading, f"q{key}-instructions": instructions}


def build(world, quiz, **data):
    return world.client(world.alice).post(url("quiz", "build", quiz.pk), data, follow=True)


def stored(quiz):
    return list(quiz.items.values_list("question", flat=True))


def test_order_points_and_sections_are_kept(world, quiz, keys):
    one, two = keys
    response = build(
        world, quiz, item=[two, one], save="1", **row(one, "1.5", "Part two", "In full sentences."), **row(two)
    )
    assert messages(response) == ["The quiz is saved."]
    assert list(quiz.items.values_list("question", "position", "points")) == [(two, 1, 2), (one, 2, 1.5)]
    assert list(quiz.sections.values_list("first", "heading", "instructions")) == [
        (2, "Part two", "In full sentences.")
    ]
    page = world.client(world.alice).get(url("quiz", "build", quiz.pk)).content.decode()
    assert 'value="Part two"' in page


@pytest.mark.parametrize(("button", "which", "order"), [("up", 1, [1, 0]), ("down", 0, [1, 0]), ("up", 0, [0, 1])])
def test_arrows_work_without_javascript(world, quiz, keys, button, which, order):
    build(world, quiz, item=keys, **{button: keys[which]}, **row(keys[0]), **row(keys[1]))
    assert stored(quiz) == [keys[place] for place in order]


def test_a_question_is_taken_out_and_another_put_in_with_its_points(world, quiz, keys):
    added = factories.TrueFalseFactory(article=quiz.article, points=3)
    build(world, quiz, item=keys, out=keys[0], add=[added.pk], **row(keys[0]), **row(keys[1]))
    assert stored(quiz) == [keys[1], added.pk]
    assert quiz.items.get(question=added).points == 3


def test_what_was_typed_stays_when_something_is_wrong(world, quiz, keys):
    response = build(
        world, quiz, item=keys, save="1", **row(keys[0], "lots", "Kept heading"), **row(keys[1], "1", "", "Alone")
    )
    page = response.content.decode()
    assert [form.errors for form in response.context["arrangement"].rows] == [
        {"points": ["Enter a number."]},
        {"heading": ["Instructions need a heading above them."]},
    ]
    assert 'value="lots"' in page
    assert 'value="Kept heading"' in page
    assert quiz.sections.count() == 0


@pytest.mark.parametrize("whose", ["draft", "another article's", "another teacher's"])
def test_only_approved_questions_of_the_article_get_in(world, quiz, keys, whose):
    question = {
        "draft": lambda: factories.QuestionFactory(article=quiz.article, status="draft"),
        "another article's": lambda: factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice)),
        "another teacher's": lambda: factories.QuestionFactory(),
    }[whose]()
    build(world, quiz, item=keys, add=[question.pk], save="1", **row(keys[0]), **row(keys[1]))
    assert stored(quiz) == keys


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["cloze", "ordering"]),
        ("kind=sequence", ["ordering"]),
        ("skill=locate", ["cloze"]),
        ("format=cloze", ["cloze"]),
        ("difficulty=hard", ["ordering"]),
        ("difficulty=medium", ["cloze"]),
        ("kind=nonsense", ["cloze", "ordering"]),
        ("kind=inference", []),
    ],
)
def test_the_bank_is_filtered(world, quiz, query, found):
    factories.ClozeFactory(article=quiz.article)
    factories.OrderingFactory(article=quiz.article, difficulty=0.9)
    page = world.client(world.alice).get(f"{url('quiz', 'build', quiz.pk)}?{query}")
    assert [question.format for question in page.context["bank"]] == found


def test_a_started_quiz_is_not_built(world):
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    response = build(world, world.assignment.quiz, save="1")
    assert response.redirect_chain[-1][0] == url("quiz", "change", world.assignment.quiz.pk)
    assert world.assignment.quiz.items.count() == 1


def test_the_preview_is_the_students_page_and_stores_nothing(world, quiz):
    quiz.sections.create(first=1, heading="Part one", instructions="Read first.")
    response = world.client(world.alice).get(url("quiz", "preview", quiz.pk))
    page = response.content.decode()
    assert "quizzes/attempt.html" in [template.name for template in response.templates]
    for words in ("Part one", "Read first.", "Its supports were cracked.", "What did engineers find?"):
        assert words in page
    assert "sounds likely" not in page
    assert Response.objects.count() == 0


def test_students_see_sections_unless_questions_are_shuffled(world):
    world.assignment.quiz.sections.create(first=1, heading="Part one")
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert attempt.responses.get().shown["section"] == {"heading": "Part one", "instructions": ""}
    assert "Part one" in world.client(world.bob).get(f"/attempts/{attempt.pk}/").content.decode()


def test_two_versions_differ_and_each_is_always_the_same(world, quiz):
    for _time in range(4):
        factories.QuizFactory._meta.model.objects.get(pk=quiz.pk).items.create(
            question=factories.OrderingFactory(article=quiz.article), position=quiz.items.count() + 1
        )

    def order(version):
        return [(item.question.pk, item.options) for group in paper(quiz, version) for item in group.items]

    assert order("A") == order("A")
    assert order("A") != order("B")
    assert {key for key, _options in order("A")} == {key for key, _options in order("B")}


def test_questions_stay_in_their_section_on_paper(quiz, keys):
    quiz.sections.create(first=2, heading="Part two")
    for version in ("A", "B"):
        groups = paper(quiz, version)
        assert [(group.heading, [item.question.pk for item in group.items]) for group in groups] == [
            ("", [keys[0]]),
            ("Part two", [keys[1]]),
        ]


def test_the_key_names_the_letters_of_its_own_version(quiz):
    quiz.items.create(question=factories.OrderingFactory(article=quiz.article), position=3)
    for version in ("A", "B"):
        for item in (item for group in paper(quiz, version) for item in group.items):
            texts = dict(item.options)
            if item.question.format == "ordering":
                assert tuple(texts[letter] for letter in item.answer.split(" – ")) == factories.EVENTS
            elif texts:
                assert texts[item.answer[0]] == "Its supports were cracked."
            else:
                assert item.answer == "Deep cracks"


def test_the_paper_has_no_answer_and_the_key_has(world, quiz):
    client = world.client(world.alice)
    assert "Deep cracks" not in client.get(url("quiz", "paper", quiz.pk, "A")).content.decode()
    assert "Deep cracks" in client.get(url("quiz", "key", quiz.pk, "A")).content.decode()
    assert client.get(url("quiz", "paper", quiz.pk, "C")).status_code == 404


@pytest.mark.parametrize(
    ("page", "more"), [("build", []), ("preview", []), ("paper", ["A"]), ("paper", ["B"]), ("key", ["A"])]
)
def test_outsiders_find_nothing(world, quiz, page, more):
    address = url("quiz", page, quiz.pk, *more)
    assert world.client(world.alice).get(address).status_code == 200
    assert world.client(world.mallory).get(address).status_code == 404
    assert world.client(world.mallory).post(address).status_code == 404
    assert world.client(world.bob).get(address).status_code == 302
    assert Client().get(address).status_code == 302
