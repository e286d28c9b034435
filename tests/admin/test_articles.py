"""Pasting articles and asking for questions on them."""

import pytest

from quizzes import generator
from quizzes.models import Article, GenerationRun, Question, Quiz
from tests import factories
from tests.admin.pages import LONG_TEXT, filled_in, messages, url
from tests.drafts import made_by_hand


def paste(world, text, **fields):
    data = {"title": "Bridge", "text": text, **fields}
    return world.client(world.alice).post(url("article", "add"), data, follow=True)


def test_a_pasted_article_is_kept_with_its_measures(world):
    response = paste(world, LONG_TEXT.replace("\n\n", "\r\n\r\n"), author="A. Writer", published_on="2026-11-02")
    article = Article.objects.get(title="Bridge")
    assert response.redirect_chain == [(url("article", "change", article.pk), 302)]
    assert (article.owner, article.author, str(article.published_on)) == (world.alice, "A. Writer", "2026-11-02")
    assert article.text == LONG_TEXT
    assert article.word_count == generator.prepare(LONG_TEXT).words
    assert messages(response) == ["The article is saved. Next: propose questions."]


def test_web_furniture_is_left_out_and_told(world):
    response = paste(world, LONG_TEXT + "\n\nRelated\n\nShare this")
    assert Article.objects.get(title="Bridge").text == LONG_TEXT
    assert messages(response)[0] == ("Left out at the end, because it is not part of the article: Related / Share this")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "There is no text. Paste the whole article."),
        ("   \n ", "There is no text. Paste the whole article."),
        ("Only five words are here.", "The article has 5 words; good questions need at least 120."),
        ("word " * 10_001, "The article has 10,001 words; the limit is 10,000."),
        ("%PDF-1.7 " + LONG_TEXT, "This is not plain text; it looks like a file"),
        ("\x00\x01\x02 binary", "This is not plain text; it looks like a file"),
        (
            "Der Rat der Stadt hat am Dienstag beschlossen, die alte Brücke für Autos zu sperren. " * 12,
            "The article does not seem to be in English",
        ),
    ],
)
def test_an_unusable_text_is_refused_and_stays_in_its_field(world, text, reason):
    response = paste(world, text)
    form = response.context["adminform"].form
    assert form.errors["text"][0].startswith(reason)
    assert form["text"].value() == text
    assert not Article.objects.filter(title="Bridge").exists()


def test_a_changed_detail_leaves_the_text_alone(world):
    article = world.assignment.quiz.article
    client = world.client(world.alice)
    data = filled_in(client, url("article", "change", article.pk))
    client.post(url("article", "change", article.pk), {**data, "author": "B. Writer"})
    before, article = article, Article.objects.get(pk=article.pk)
    assert (article.author, article.text, article.revisions.count()) == ("B. Writer", before.text, 0)


def test_a_cited_text_is_frozen_and_an_edit_makes_a_revision(world):
    article = world.assignment.quiz.article
    client = world.client(world.alice)
    data = filled_in(client, url("article", "change", article.pk))
    response = client.post(url("article", "change", article.pk), {**data, "text": LONG_TEXT}, follow=True)
    revision = Article.objects.get(revision_of=article)
    assert response.redirect_chain == [(url("article", "change", revision.pk), 302)]
    assert (revision.text, revision.owner) == (LONG_TEXT, world.alice)
    assert Article.objects.get(pk=article.pk).text == factories.TEXT
    assert messages(response)[0].startswith("Questions quote the old text, so it stays as it was.")


@pytest.fixture
def generates(monkeypatch):
    """The generator replaced by one that drafts a true-or-false question; the options it was asked with."""
    asked = []

    def generate(text, options, **_kwargs):
        asked.append(options)
        start = text.index(factories.KEY_QUOTE)
        draft = generator.DraftQuestion(
            kind=generator.Kind.DETAIL,
            format=generator.Format.TRUE_FALSE,
            stem=f"The supports of the bridge had cracks. {options.seed}",
            choices=(generator.Choice("True", True), generator.Choice("False")),
            accepted_answers=(),
            model_answer="True",
            evidence=(generator.Evidence(start, start + len(factories.KEY_QUOTE), factories.KEY_QUOTE),),
            skill=generator.Skill.LOCATE,
            bloom=generator.Bloom.REMEMBER,
            difficulty=0.3,
            rule="test",
            score=0.9,
            explanation="The article says so.",
        )
        return generator.Drafts(
            "rules", "1.0", options.seed, (draft,), (), {"answer_in_stem": 2}, generator.Timing(0.1, 0.2)
        )

    monkeypatch.setattr(generator, "generate", generate)
    return asked


def test_one_button_proposes_questions(world, generates):
    article = factories.ArticleFactory(owner=world.alice)
    data = {"count": "5", "debates": "0", "kinds": ["detail"], "formats": ["true_false"]}
    response = world.client(world.alice).post(url("article", "propose", article.pk), data, follow=True)
    assert generates == [
        generator.Options(5, (generator.Kind.DETAIL,), (generator.Format.TRUE_FALSE,), debates=0, seed=0)
    ]
    run = GenerationRun.objects.get()
    assert messages(response) == [
        "1 question is proposed. Approve it, change it or reject it. "
        f'<a href="{url("article", "review", run.article_id)}">Review them beside the article</a> · '
        f'<a href="{url("generationrun", "change", run.pk)}">What was left out, and why</a>'
    ]
    assert [question.stem for question in response.context["cl"].result_list] == [
        "The supports of the bridge had cracks. 0"
    ]
    run = GenerationRun.objects.get()
    assert (run.state, run.asked_by, run.report["kept"]) == ("done", world.alice, 1)
    page = world.client(world.alice).get(url("generationrun", "change", run.pk)).content.decode()
    assert "answer in stem" in page
    assert 'http-equiv="refresh"' not in page


def test_asking_again_breaks_ties_anew(world, generates):
    article = factories.ArticleFactory(owner=world.alice)
    for _time in range(2):
        world.client(world.alice).post(url("article", "propose", article.pk), {"count": "5", "debates": "0"})
    assert [options.seed for options in generates] == [0, 1]
    assert article.questions.count() == 2


def test_asking_for_nothing_is_refused(world, generates):
    article = factories.ArticleFactory(owner=world.alice)
    response = world.client(world.alice).post(url("article", "propose", article.pk), {"count": "0", "debates": "0"})
    assert "Ask for at least one question." in response.content.decode()
    assert GenerationRun.objects.count() == 0


def propose(world, article, **fields):
    data = {"count": "5", "debates": "0", **fields}
    return world.client(world.alice).post(url("article", "propose", article.pk), data)


def test_a_teacher_says_what_to_ask_and_where(world, generates):
    article = factories.ArticleFactory(owner=world.alice)
    propose(
        world,
        article,
        skills=["interpret"],
        difficulties=["easy", "hard"],
        focus=" iron  bridge, Cracks, cracks ,,",
        leave_out="3, 2-2",
    )
    asked = generator.Options(
        count=5,
        debates=0,
        skills=(generator.Skill.INTERPRET,),
        difficulties=(generator.Difficulty.EASY, generator.Difficulty.HARD),
        focus=("iron bridge", "Cracks"),
        leave_out=(2, 3),
    )
    assert generates == [asked]
    assert GenerationRun.objects.get().options["leave_out"] == [2, 3]


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("count", "51", "Ensure this value is less than or equal to 50."),
        ("leave_out", "two", "Write numbers and ranges with commas between, such as: 2, 5-7."),
        ("leave_out", "2-4", "There is no paragraph 4; the article has paragraphs 1 to 3."),
        ("leave_out", "0", "There is no paragraph 0; the article has paragraphs 1 to 3."),
        ("leave_out", "1-999999", "There is no paragraph 999999; the article has paragraphs 1 to 3."),
        ("leave_out", "1-3", "That leaves out the whole article. Keep at least one paragraph."),
        ("focus", ",".join(map(str, range(21))), "Write at most 20 words; these are 21."),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(world, generates, field, typed, reason):
    article = factories.ArticleFactory(owner=world.alice)
    fields = {"kinds": ["reason"], "focus": "bridge", "leave_out": "2", field: typed}
    response = propose(world, article, **fields)
    page = response.content.decode()
    form = response.context["propose_form"]
    assert form.errors == {field: [reason]}
    assert {name: form[name].value() for name in fields} == fields
    assert "Nothing is proposed yet." in page
    # The article's own form still goes to the article's own page.
    assert f'<form action="{url("article", "change", article.pk)}"' in page
    assert response.context["adminform"].form["title"].value() == article.title
    assert (generates, GenerationRun.objects.count()) == ([], 0)


def test_the_page_numbers_the_paragraphs(world):
    article = factories.ArticleFactory(owner=world.alice)
    page = world.client(world.alice).get(url("article", "change", article.pk)).content.decode()
    assert page.count("<li>Shop owners say they will lose customers.") == 1


def test_a_run_says_which_kinds_have_no_question_and_why(world, monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    propose(world, factories.ArticleFactory(owner=world.alice))
    run = GenerationRun.objects.get()
    page = world.client(world.alice).get(url("generationrun", "change", run.pk)).content.decode()
    assert "Kinds without a question, and why" in page
    assert "<td>word in context</td>" in page
    assert "<td>no word of it is hard enough</td>" in page


def test_a_failed_run_says_why(world, monkeypatch):
    def generate(*_args, **_kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(generator, "generate", generate)
    article = factories.ArticleFactory(owner=world.alice)
    response = world.client(world.alice).post(
        url("article", "propose", article.pk), {"count": "5", "debates": "0"}, follow=True
    )
    page = response.content.decode()
    assert "The generator stopped unexpectedly. Your article is safe" in page
    assert "secret detail" not in page


@pytest.mark.parametrize("state", ["queued", "running"])
def test_an_unfinished_run_shows_its_progress_and_looks_again(world, state):
    article = factories.ArticleFactory(owner=world.alice)
    run = GenerationRun.objects.create(article=article, asked_by=world.alice, options={}, state=state, progress=40)
    page = world.client(world.alice).get(url("generationrun", "change", run.pk)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'value="40"' in page


def test_a_quiz_is_made_of_all_approved_questions(world):
    article = factories.ArticleFactory(owner=world.alice)
    approved = [factories.QuestionFactory(article=article), factories.TrueFalseFactory(article=article)]
    factories.ClozeFactory(article=article, status=Question.Status.DRAFT)
    world.client(world.alice).post(url("article", "quiz", article.pk))
    quiz = Quiz.objects.get(article=article)
    assert [item.question for item in quiz.items.all()] == approved
    assert quiz.owner == world.alice


def test_no_quiz_is_made_of_nothing(world):
    article = factories.ArticleFactory(owner=world.alice)
    response = world.client(world.alice).post(url("article", "quiz", article.pk), follow=True)
    assert messages(response) == ["Approve at least one question first."]


@pytest.mark.parametrize("articles", [1, 3])
def test_the_lists_queries_do_not_grow(world, articles, django_assert_num_queries):
    factories.ArticleFactory.create_batch(articles, owner=world.alice)
    client = world.client(world.alice)
    client.get(url("article", "changelist"))
    with django_assert_num_queries(6):
        client.get(url("article", "changelist"))


def explain(world, article, phrase, note, **more):
    client = world.client(world.alice)
    address = url("article", "change", article.pk)
    last = article.glossary.count()
    row = {f"glossary-{last}-phrase": phrase, f"glossary-{last}-note": note}
    return client.post(address, {**filled_in(client, address), **row, **more}, follow=True)


def test_words_are_explained_on_the_articles_page(world):
    article = world.assignment.quiz.article
    explain(world, article, "Supports", "The parts that hold it up.")
    assert [(one.phrase, one.note) for one in article.glossary.all()] == [("Supports", "The parts that hold it up.")]
    page = explain(world, article, "skyscraper", "A tall house.").content.decode()
    assert "“skyscraper” does not stand in the article." in page
    assert "A tall house." in page
    assert article.glossary.count() == 1


def test_a_revision_explains_the_same_words_and_the_old_text_still_does(world):
    article = world.assignment.quiz.article
    explain(world, article, "cracks", "Thin breaks.")
    explain(world, article, "flood", "Too much water.", text=LONG_TEXT)
    revision = Article.objects.get(revision_of=article)
    found = [[note.phrase for note in one.glossary.all()] for one in (article, revision)]
    assert found == [["cracks", "flood"]] * 2
