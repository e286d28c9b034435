"""An article in pieces: what is highlighted, what rests on it, and which words are explained."""

import pytest

from quizzes.models import GlossaryNote, Highlight
from quizzes.queries import reading
from quizzes.queries.reading import laid_out, paragraphs_named
from quizzes.services import reading as writing
from tests import factories

TEXT = "The bridge is old. It has cracks.\n\nShops lose money. “We live from drivers,” says Ana."


def mark(pk, words, colour="yellow"):
    start = TEXT.index(words)
    return Highlight(pk=pk, start=start, end=start + len(words), quote=words, colour=colour)


def shown(paragraphs):
    """Each piece that is more than plain text: its words, look, anchors, and the questions that begin there."""
    pieces = [piece for paragraph in paragraphs for line in paragraph for piece in line.pieces]
    return [(one.text, one.look, one.anchors, one.begins) for one in pieces if one.look or one.anchors or one.begins]


def test_the_pieces_of_every_sentence_are_its_words():
    paragraphs = laid_out(
        TEXT, [mark(1, "old. It has")], {3: [(4, 10)]}, [GlossaryNote(pk=1, phrase="Cracks", note="x")]
    )
    lines = [line for paragraph in paragraphs for line in paragraph]
    assert [len(paragraph) for paragraph in paragraphs] == [2, 2]
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [line.sentence.text for line in lines]


def test_a_highlight_over_two_sentences_begins_once():
    assert shown(laid_out(TEXT, [mark(1, "old. It has", "blue")])) == [
        ("old.", "in-blue", (1,), ()),
        ("It has", "in-blue", (), ()),
    ]


def test_where_highlights_overlap_the_newer_is_seen():
    found = laid_out(TEXT, [mark(2, "is old", "pink"), mark(1, "bridge is", "green")])
    assert shown(found) == [
        ("bridge ", "in-green", (1,), ()),
        ("is", "in-pink", (2,), ()),
        (" old", "in-pink", (), ()),
    ]


def test_evidence_of_two_questions_is_marked_once_and_leads_back_to_both():
    places = [(0, 18), (19, 33)]
    assert shown(laid_out(TEXT, (), {2: places, 5: [(19, 33)]})) == [
        ("The bridge is old.", "evidence", (), (2,)),
        ("It has cracks.", "evidence", (), (5,)),
    ]


def test_a_word_is_explained_at_its_first_place_in_each_paragraph_and_the_longer_phrase_goes_first():
    text = "Interest rates rise; interest falls.\n\nNo interesting interest."
    notes = [GlossaryNote(pk=1, phrase="interest", note="a"), GlossaryNote(pk=2, phrase="interest rates", note="b")]
    lines = [line for paragraph in laid_out(text, glossary=notes) for line in paragraph]
    found = [(one.text, one.term.id, one.term.note) for line in lines for one in line.pieces if one.term]
    assert found == [("Interest rates", "term-2-1", "b"), ("interest", "term-1-1", "a"), ("interest", "term-1-2", "a")]


def test_a_page_has_only_ones_own_highlights_and_those_that_still_fit(world, django_assert_num_queries):
    article = world.assignment.quiz.article
    kept = writing.highlight(article=article, student=world.bob, start=4, end=16)
    writing.highlight(article=article, student=world.charlie, start=4, end=16)
    Highlight.objects.create(student=world.bob, article=article, start=0, end=3, quote="Foo")
    with django_assert_num_queries(2):
        page = reading.page(article, world.bob)
    assert page.highlights == (kept,)
    assert [one.number for one in page.sentences] == [1, 2, 3, 4, 5]
    assert reading.page(article, None).highlights == ()


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("What does paragraph 2 say?", [2]),
        ("Compare paragraph 1 and Paragraph 3.", [1, 3]),
        ("Why does Ana Ruiz say “We live from the people who drive past”?", [2]),
        ("Why was the bridge closed?", []),
        ("What is in paragraph 7?", []),
        # Too short to tell one place from another.
        ("What does “bridge” mean?", []),
    ],
)
def test_a_stem_leads_only_to_paragraphs_it_names_itself(stem, found):
    assert paragraphs_named(stem, factories.TEXT) == found
