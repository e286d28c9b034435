"""Runs of the generator."""

import pytest

from quizzes import generator, tasks
from quizzes.models import Article, DebateBrief, GenerationRun
from quizzes.services import generating
from quizzes.services.generating import Like
from quizzes.services.refusal import Refusal
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
    briefs = DebateBrief.objects.order_by("pk").values_list("form", "activity", "suits")
    assert list(briefs) == [("definition", "Four corners.", "board"), ("policy", "Four corners.", "controversy")]


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


def test_a_wrong_choice_keeps_the_words_it_was_made_from(run, monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    generating.generate_questions(run=run)
    right, wrong = run.questions.get(format="multiple_choice").choices.all()
    assert (right.source_start, right.source_end, right.source_quote) == (None, None, "")
    assert wrong.source_quote == run.article.text[wrong.source_start : wrong.source_end]
    assert wrong.source_quote.startswith("The town council of Marlow")


def test_the_report_says_which_kinds_have_no_question(run, monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    generating.generate_questions(run=run)
    assert GenerationRun.objects.get().report["left_out"] == {"vocabulary": "no word of it is hard enough"}


@pytest.fixture
def asked(monkeypatch):
    """The options the generator was asked with."""
    heard = []

    def generate(text, options, **more):
        heard.append(options)
        return made_by_hand(text, options, **more)

    monkeypatch.setattr(generator, "generate", generate)
    return heard


def test_options_are_read_back_as_they_were_asked(world, asked):
    options = generator.Options(
        count=3,
        kinds=(generator.Kind.MAIN_IDEA,),
        formats=(generator.Format.ORDERING,),
        debates=1,
        seed=4,
        skills=(generator.Skill.EVALUATE,),
        difficulties=(generator.Difficulty.HARD,),
        focus=("bridge",),
        leave_out=(2, 3),
        seen=("What?",),
        near=(3, 9),
    )
    article = factories.ArticleFactory(owner=world.alice)
    run = generating.ask_for_questions(article=article, asked_by=world.alice, options=options)
    generating.generate_questions(run=run)
    assert asked == [options]


def test_a_run_asked_before_an_option_existed_is_read_without_it(run, asked):
    old = {name: run.options[name] for name in ("count", "kinds", "formats", "debates", "seed")}
    GenerationRun.objects.update(options=old)
    generating.generate_questions(run=run)
    assert asked == [generator.Options(count=4)]


@pytest.mark.parametrize("status", ["draft", "approved", "rejected", "retired"])
def test_what_the_article_had_once_is_never_made_again(world, asked, status):
    question = factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice), status=status)
    run = generating.ask_for_questions(
        article=question.article, asked_by=world.alice, options=generator.Options(count=4, seen=("Older?",))
    )
    generating.generate_questions(run=run)
    assert asked == [generator.Options(count=4, seen=("Older?", question.stem))]


@pytest.mark.parametrize(
    ("like", "wanted"),
    [
        (Like.SENTENCE, {"near": (82, 156)}),
        (Like.KIND, {"kinds": (generator.Kind.REASON,)}),
        (Like.SKILL, {"skills": (generator.Skill.LOCATE,)}),
    ],
)
def test_another_question_like_one(world, asked, like, wanted):
    question = factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice), status="rejected")
    run = generating.ask_for_another(question=question, asked_by=world.alice, like=like)
    assert (run.article, run.asked_by, run.state) == (question.article, world.alice, "queued")
    generating.generate_questions(run=run)
    assert asked == [generator.Options(count=1, debates=0, seen=(question.stem,), **wanted)]
    assert run.questions.count() == 1
    again = generating.ask_for_another(question=question, asked_by=world.alice, like=like)
    assert (again.seed, len(again.options["seen"])) == (1, 2)


def test_there_is_no_other_debate_and_none_on_an_unknown_sentence(world):
    debate = factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice))
    with pytest.raises(Refusal, match="on the page of the article"):
        generating.ask_for_another(question=debate, asked_by=world.alice, like=Like.KIND)
    question = factories.QuestionFactory(article=debate.article)
    question.evidence.all().delete()
    with pytest.raises(Refusal, match="Add the words of the article"):
        generating.ask_for_another(question=question, asked_by=world.alice, like=Like.SENTENCE)
    assert not GenerationRun.objects.exists()
