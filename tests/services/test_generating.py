"""Runs of the generator."""

import pytest

from quizzes import generator, tasks
from quizzes.models import Article, GenerationRun
from quizzes.services import generating
from tests import factories
from tests.drafts import made_by_hand


@pytest.fixture
def run(world):
    article = factories.ArticleFactory(owner=world.alice)
    return generating.ask_for_questions(article=article, asked_by=world.alice, options=generator.Options(count=4))


def raising(error):
    def generate(*_args, **_kwargs):
        raise error

    return generate


def test_an_unusable_article_fails_the_run_with_its_reason(run, monkeypatch):
    error = generator.UnusableArticle(generator.article.Problem.TOO_SHORT, 7)
    monkeypatch.setattr(generator, "generate", raising(error))
    generating.generate_questions(run=run)
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", str(error))
    assert run.finished_at is not None


def test_a_crash_never_leaves_a_run_running(run, monkeypatch):
    monkeypatch.setattr(generator, "generate", raising(MemoryError("secret")))
    with pytest.raises(MemoryError):
        generating.generate_questions(run=run)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "secret" not in run.problem


@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_a_run_is_carried_out_once(run, monkeypatch, state):
    monkeypatch.setattr(generator, "generate", raising(AssertionError("asked again")))
    GenerationRun.objects.filter(pk=run.pk).update(state=state)
    tasks.generate_questions.call(run.pk)
    run.refresh_from_db()
    assert run.state == state


def test_what_was_drafted_is_kept_with_a_report(run, monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    tasks.generate_questions.call(run.pk)
    run.refresh_from_db()
    assert run.state == "done"
    assert run.report["kept"] == run.questions.count() > 0
    for question in run.questions.all():
        assert question.status == "draft"
        for evidence in question.evidence.all():
            assert run.article.text[evidence.start : evidence.end] == evidence.quote


def test_what_the_article_has_already_is_not_kept_again(run, monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    generating.generate_questions(run=run)
    again = generating.ask_for_questions(article=run.article, asked_by=run.asked_by, options=generator.Options(count=4))
    generating.generate_questions(run=again)
    assert (again.report["kept"], again.state) == (0, "done")


def test_nothing_is_kept_of_a_text_that_was_changed_meanwhile(run, monkeypatch):
    def generate(text, options, **_more):
        Article.objects.filter(pk=run.article_id).update(text="Another text.", sha256="another")
        return made_by_hand(text, options)

    monkeypatch.setattr(generator, "generate", generate)
    generating.generate_questions(run=run)
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", "The article was changed meanwhile. Ask for questions again.")
    assert not run.article.questions.exists()
