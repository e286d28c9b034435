"""Taking articles in and changing them."""

import hashlib

import pytest

from quizzes import generator
from quizzes.models import Article
from quizzes.services import intake
from tests import factories
from tests.admin.pages import LONG_TEXT


def test_an_article_is_normalised_and_measured_once(world):
    article, furniture = intake.add_article(
        owner=world.alice,
        title="  Bridge ",
        text=LONG_TEXT.replace("\n\n", "\r\n \r\n") + "\r\n\r\nRelated",
        author="A",
    )
    article.refresh_from_db()
    assert (article.title, article.text, article.author, furniture) == ("Bridge", LONG_TEXT, "A", ("Related",))
    assert article.sha256 == hashlib.sha256(LONG_TEXT.encode()).hexdigest()
    prepared = generator.prepare(LONG_TEXT)
    assert (article.word_count, article.reading_grade) == (prepared.words, prepared.reading_grade)


def test_an_unusable_text_is_refused(world):
    with pytest.raises(generator.UnusableArticle):
        intake.add_article(owner=world.alice, title="x", text="Too short.")
    assert not Article.objects.filter(title="x").exists()


def test_a_text_nobody_cites_changes_in_place(world):
    article, _furniture = intake.add_article(owner=world.alice, title="Bridge", text=LONG_TEXT)
    changed, _furniture = intake.change_article(article=article, text=LONG_TEXT + "\n\nThe council is pleased.")
    assert changed.pk == article.pk
    assert changed.sha256 == hashlib.sha256(changed.text.encode()).hexdigest()
    assert Article.objects.get(pk=article.pk).text.endswith("The council is pleased.")


def test_a_cited_text_is_frozen(world):
    article = factories.QuestionFactory(article__owner=world.alice).article
    before = article.pk
    revision, _furniture = intake.change_article(article=article, text=LONG_TEXT)
    assert (revision.pk == before, revision.revision_of_id, revision.text) == (False, before, LONG_TEXT)
    assert Article.objects.get(pk=before).text == factories.TEXT


def test_other_details_of_a_cited_article_change_in_place(world):
    article = factories.QuestionFactory(article__owner=world.alice).article
    article.title = "New title"
    changed, _furniture = intake.change_article(article=article, text=article.text)
    assert (changed.pk, Article.objects.get(pk=article.pk).title) == (article.pk, "New title")
