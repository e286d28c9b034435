"""Taking articles in, and changing them without moving the ground under questions that quote them."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from quizzes import generator
from quizzes.models import Article, GlossaryNote, User


class Details(TypedDict, total=False):
    """What is known about an article besides its text."""

    author: str
    publication: str
    published_on: date | None
    url: str
    rights_note: str


def add_article(*, owner: User, title: str, text: str, **details: Unpack[Details]) -> tuple[Article, tuple[str, ...]]:
    """Store `text`, normalised and measured; return the article and the lines of web furniture that were dropped.

    Raises generator.UnusableArticle when the generator could make nothing of the text.
    """
    prepared = generator.prepare(text)
    article = Article(owner=owner, title=title.strip(), **details)
    _set_text(article, prepared)
    article.full_clean(exclude=["owner"])
    article.save()
    return article, prepared.furniture


@transaction.atomic
def change_article(*, article: Article, text: str) -> tuple[Article, tuple[str, ...]]:
    """Save `article`, whose details may have been changed, with `text`; return it and the dropped web furniture.

    Once a question cites the article its text is frozen: then another text becomes a new revision, which is returned.
    Raises generator.UnusableArticle when the generator could make nothing of the text.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    if text == stored.text:
        article.text = stored.text
        article.save()
        return article, ()
    prepared = generator.prepare(text)
    if prepared.sha256 != stored.sha256 and stored.questions.exists():
        article.pk = None
        article._state.adding = True
        article.revision_of = stored
    _set_text(article, prepared)
    article.save()
    return article, prepared.furniture


def carry_glossary(*, revision: Article) -> None:
    """Explain in a new revision the words that the text before it explains; those it no longer has do no harm."""
    if revision.revision_of is not None:
        notes = revision.revision_of.glossary.all()
        GlossaryNote.objects.bulk_create(
            GlossaryNote(article=revision, phrase=one.phrase, note=one.note) for one in notes
        )


def _set_text(article: Article, prepared: generator.PreparedText) -> None:
    article.text = prepared.text
    article.sha256 = prepared.sha256
    article.word_count = prepared.words
    article.reading_grade = prepared.reading_grade
