"""A quiz as it is now: the one query finds all that the models have, each in its order."""

import pytest
from pytest_django import DjangoAssertNumQueries

from quizzes.models import Evidence, Section
from quizzes.queries.asking import asked_in
from tests import factories
from tests.conftest import World

KINDS = (
    factories.QuestionFactory,
    factories.TrueFalseFactory,
    factories.ClozeFactory,
    factories.ShortAnswerFactory,
    factories.OrderingFactory,
    factories.DebateFactory,
)


def test_everything_of_every_format_is_there(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    article = factories.ArticleFactory(owner=world.alice)
    questions = [kind(article=article) for kind in KINDS]
    for question in questions:
        # Not in the order of the text, which is the order they are wanted in.
        for start, end in ((20, 30), (5, 12), (5, 9)):
            Evidence.objects.create(question=question, start=start, end=end, quote=article.text[start:end])
    # Others' questions, and the same question in another quiz, are none of it.
    factories.QuestionFactory(article=article)
    factories.QuizFactory(article=article, questions=questions[:1])
    quiz = factories.QuizFactory(article=article, questions=questions)
    quiz.items.filter(position=2).update(points="2.50")
    Section.objects.create(quiz=quiz, first=2, heading="Part “two”", instructions="Line one\nline two")
    with django_assert_num_queries(1):
        found = asked_in(quiz.pk)
    items = list(quiz.items.select_related("question__brief"))
    assert [one.item["pk"] for one in found] == [item.pk for item in items]
    for one, item in zip(found, items, strict=True):
        question = item.question
        for name in ("kind", "format", "stem", "model_answer", "explanation"):
            assert one.item[name] == getattr(question, name)
        assert (one.points, one.item["position"]) == (item.points, item.position)
        assert [(row["pk"], row["text"], bool(row["is_key"]), row["note"]) for row in one.choices] == list(
            question.choices.values_list("pk", "text", "is_key", "note")
        )
        assert [row["text"] for row in one.accepted] == list(question.accepted_answers.values_list("text", flat=True))
        # Two positions may rest on the same words, in no order.
        spans = [(row["start"], row["end"], row["quote"], row["position"] or 0) for row in one.evidence]
        assert [span[:2] for span in spans] == sorted(span[:2] for span in spans)
        assert sorted(spans) == sorted(
            (span.start, span.end, span.quote, span.position_id or 0) for span in question.evidence.all()
        )
        brief = question.brief if question.is_debate else None
        assert one.item["tension"] == (brief.tension if brief else None)
        assert one.definitions == (brief.definitions if brief else [])
        assert [(row["pk"], row["stance"]) for row in one.positions] == (
            list(brief.positions.values_list("pk", "stance")) if brief else []
        )
    assert [one.section for one in found] == [
        None,
        {"heading": "Part “two”", "instructions": "Line one\nline two"},
        *[None] * 4,
    ]


@pytest.mark.parametrize("pk", [0, 2**40])
def test_a_quiz_without_items_asks_nothing(world: World, pk: int) -> None:
    assert asked_in(pk) == []
