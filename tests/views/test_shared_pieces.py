"""Pieces of a page that are made once for everybody: never anybody's own, never behind a change, never secret."""

import pickle
import re
from collections.abc import Callable

from django.core.cache import caches
from django.urls import reverse
from pytest_django import Settings

from quizzes.models import Article, Assignment, Attempt, Format, GlossaryNote, Quiz
from quizzes.services import attempting, reading
from tests import factories
from tests.conftest import World
from tests.views.test_attempts import ALL, EXPLANATION, MODEL_ANSWER, NOTE

Begin = Callable[..., Attempt]


def opened(world: World, attempt: Attempt, language: str = "en") -> str:
    client = world.client(attempt.student)
    return client.get(f"/attempts/{attempt.pk}/", headers={"Accept-Language": language}).content.decode()


def another(world: World, attempt: Attempt) -> Attempt:
    """The attempt of another student of the class."""
    student = factories.EnrollmentFactory(classroom=world.classroom).student
    return attempting.start_attempt(assignment=attempt.assignment, student=student)


def own(attempt: Attempt) -> set[str]:
    """What only this attempt's page names: its answers, and the choices to pick from by their ids."""
    found = set()
    for response in attempt.responses.all():
        found.add(f'name="answer-{response.pk}"')
        if Format(response.shown["format"]).has_choices:
            found |= {choice["id"] for choice in response.shown["choices"]}
    return found


def test_two_students_get_their_own_answers_and_shuffles(world: World, begin: Begin) -> None:
    first = begin(*ALL)
    second = another(world, first)
    cloze = first.responses.get(position=3)
    attempting.save_response(response=cloze, answer={"text": "quite my own words"}, sequence=1)
    for _again in range(2):
        for mine, other in ((first, second), (second, first)):
            page = opened(world, mine)
            assert {words for words in own(mine) if words not in page} == set()
            assert {words for words in own(other) if words in page} == set()
            assert ("quite my own words" in page) is (mine == first)
            for response in mine.responses.all():
                texts = [choice["text"] for choice in response.shown["choices"]]
                assert re.search(".*".join(map(re.escape, texts)), page, re.DOTALL), "not in the order of this attempt"


def test_what_one_student_highlights_no_other_sees(world: World, begin: Begin) -> None:
    first = begin()
    second = another(world, first)
    before = [opened(world, second), opened(world, first)]
    article = first.assignment.quiz.article
    reading.highlight(article=article, student=world.bob, start=0, end=10, note="my own note")
    marked = opened(world, first)
    assert '<mark class="in-yellow">' in marked
    assert "my own note" in marked
    after = opened(world, second)
    assert "<mark" not in after
    assert "my own note" not in after
    assert len(after) == len(before[0])
    world.bob.highlights.all().delete()
    assert len(opened(world, first)) == len(before[1])


def test_a_change_is_on_the_page_at_once(world: World, begin: Begin) -> None:
    attempt = begin()
    article = attempt.assignment.quiz.article
    assert "Zebras" not in opened(world, attempt)
    # The text alone: whoever forgets its hash is served no old one either.
    Article.objects.filter(pk=article.pk).update(title="Other <title>", text=f"Zebras came. {article.text}")
    Quiz.objects.update(title="Another quiz")
    page = opened(world, attempt)
    # In the text, and among the sentences to choose from.
    assert page.count("Zebras came.") == 2
    assert "Other &lt;title&gt;" in page
    assert "<h1>Another quiz</h1>" in page
    note = GlossaryNote.objects.create(article=article, phrase="Zebras", note="striped")
    assert "striped" in opened(world, attempt)
    GlossaryNote.objects.update(note="like horses")
    page = opened(world, attempt)
    assert ("striped" in page, "like horses" in page) == (False, True)
    note.delete()
    assert "like horses" not in opened(world, attempt)


def test_every_language_has_pieces_of_its_own(world: World, begin: Begin, settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("he", "Hebrew")]
    attempt = begin()
    for language, direction, sheet in (("en", "ltr", "min"), ("he", "rtl", "rtl.min"), ("en", "ltr", "min")):
        page = opened(world, attempt, language)
        assert f'dir="{direction}"' in page
        assert re.findall(r"bootstrap\.([\w.]*min)", page) == [sheet]
        assert set(re.findall(r'class="paragraph-number" lang="(\w+)"', page)) == {language}


def test_how_a_device_reads_is_its_own(world: World, begin: Begin) -> None:
    attempt = begin()
    client = world.client(world.bob)
    for theme in ("dark", "sepia", "dark"):
        client.cookies["reading"] = f"theme={theme}"
        page = client.get(f"/attempts/{attempt.pk}/").content.decode()
        assert re.findall(r'name="theme"\s+value="(\w+)" class="form-check-input" checked', page) == [theme]


def test_nothing_secret_and_nobodys_own_is_kept(world: World, begin: Begin) -> None:
    caches["template_fragments"].clear()
    first = begin(*ALL, release=Assignment.Release.BY_HAND)
    second = another(world, first)
    opened(world, first)
    reading.highlight(article=first.assignment.quiz.article, student=world.bob, start=0, end=10, note="my own note")
    attempting.submit_attempt(attempt=first)
    client = world.client(world.bob)
    client.get(f"/attempts/{first.pk}/hand-in/")
    Assignment.objects.filter(pk=first.assignment_id).update(release=Assignment.Release.AT_ONCE)
    released = client.get(f"/attempts/{first.pk}/results/").content.decode()
    assert all(words in released for words in (EXPLANATION, "my own note", 'class="evidence"'))
    kept = [str(pickle.loads(piece)) for piece in caches["template_fragments"]._cache.values()]  # type: ignore[attr-defined]
    assert any(first.assignment.quiz.article.text[:20] in piece for piece in kept)
    nobodys = [
        EXPLANATION,
        NOTE,
        MODEL_ANSWER,
        "evidence",
        "my own note",
        "csrfmiddlewaretoken",
        "/attempts/",
        "answer-",
    ]
    nobodys += [str(world.bob.display_name), *own(first)]
    assert [(words, piece) for piece in kept for words in nobodys if words in piece] == []
    # Who still writes gets nothing of what another has been shown.
    page = opened(world, second)
    assert [words for words in (EXPLANATION, NOTE, MODEL_ANSWER, 'class="evidence"') if words in page] == []


def test_the_addresses_of_a_question_are_those_that_save_it(world: World, begin: Begin) -> None:
    attempt = begin(*ALL[:2])
    page = opened(world, attempt)
    for name, part in (("save_response", "url"), ("flag_response", "flag")):
        wanted = [reverse(name, args=[attempt.pk, one.pk]) for one in attempt.responses.all()]
        assert [one for one in re.findall(rf'data-{part}="([^"]+)"', page) if "/responses/" in one] == wanted
