"""Every word of the student's pages goes through gettext: in a made-up language none stays as it was."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation

from quizzes.models import Assignment, GlossaryNote
from quizzes.services import attempting, grading, reading
from tests import factories
from tests.conftest import World

# Greek stands for what teachers and students write.
TEXT = "Η γέφυρα είναι κλειστή. Έχει ρωγμές.\n\nΟι έμποροι χάνουν πελάτες."
ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áćéíńóśúýźÁĆÉÍŃÓŚÚÝŹ")
# What a format fills in, and what is markup, stays.
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}|<[^>]*>|&\w+;")
# Attributes that are read out or written on the page by its scripts.
READ = re.compile(
    r"\b(?:aria-label|title|alt|placeholder|data-(?:saved|saving|offline|unsaved|different|clash|gaps|closed|minutes?|"
    r'cited|earlier|later|hide|show|says|own|single|many|none|resume))="([^"]*)"'
)
# The formats of dates and numbers are Django's own, and the units and letters of the site's are no words.
NO_WORDS = {"ABCDE"}


def pseudo(message: str) -> str:
    """The message with an accent on every letter that can have one, and a foreign end to words that have none."""
    parts, last = [], 0
    for kept in KEPT.finditer(message):
        parts += [_foreign(message[last : kept.start()]), kept[0]]
        last = kept.end()
    return "".join([*parts, _foreign(message[last:])])


def _foreign(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda word: "".join(f"{letter.translate(ACCENTS)}\u0301" for letter in word[0]), text)


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up language in place of English, which shares its name: no piece of a page is kept across the two."""
    real = translation._trans  # type: ignore[attr-defined]
    plain: dict[str, Callable[..., Any]] = {name: getattr(real, name) for name in ("gettext", "ngettext", "pgettext")}

    def one(message: Any) -> str:
        # Django asks for formats and languages by the same way.
        text = plain["gettext"](str(message))
        return text if re.fullmatch(r"[A-Z_]+", str(message)) else pseudo(text)

    monkeypatch.setattr(real, "gettext", one)
    monkeypatch.setattr(real, "ngettext", lambda *message: pseudo(plain["ngettext"](*message)))
    monkeypatch.setattr(real, "pgettext", lambda _context, message: one(message))
    caches["template_fragments"].clear()
    yield
    caches["template_fragments"].clear()


def words_left(page: str) -> set[str]:
    """The words of the page that are still in plain letters: in its text and in what is read out of attributes."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    # The letters of a receipt's code may stand together like a word.
    page = re.sub(r'class="receipt-code"[^>]*>[^<]*<', "<", page)
    attributes = " ".join(READ.findall(page))
    text = html.unescape(re.sub(r"<[^>]*>", " ", page) + " " + attributes)
    text = re.sub(r"\{\w+\}", "", text)
    return set(re.findall(r"(?<![\w\u0301])[A-Za-z]{2,}(?![\w\u0301])", text)) - NO_WORDS


@pytest.fixture
def greek(world: World) -> Any:
    """Bob's running attempt at a question of each format, in a class where all is Greek; the client, its log-in."""
    for user, name in ((world.bob, "βίδρα"), (world.alice, "αλίκη")):
        user.username = name
        user.save()
    world.classroom.name = "Τάξη"
    world.classroom.save()
    article = factories.ArticleFactory(owner=world.alice, title="Γέφυρα", text=TEXT)
    GlossaryNote.objects.create(article=article, phrase="ρωγμές", note="Σπασίματα.")
    factories.EVENTS, events = ("Α", "Β", "Γ", "Δ"), factories.EVENTS
    kinds = (
        factories.QuestionFactory,
        factories.TrueFalseFactory,
        factories.ClozeFactory,
        factories.ShortAnswerFactory,
        factories.OrderingFactory,
        factories.DebateFactory,
    )
    questions = [_question(kind, article) for kind in kinds]
    factories.EVENTS = events
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions, title="Κουίζ")
    quiz.instructions = "Διαβάστε."
    quiz.save()
    world.assignment.delete()
    assignment = factories.AssignmentFactory(
        classroom=world.classroom,
        quiz=quiz,
        cite_evidence=True,
        one_at_a_time=True,
        time_limit_minutes=30,
        attempts_allowed=3,
    )
    reading.highlight(article=article, student=world.bob, start=0, end=10, note="Σημείωση")
    return attempting.start_attempt(assignment=assignment, student=world.bob)


def _question(kind: Any, article: Any) -> Any:
    """A question in which every word is Greek."""
    plain = factories.add_evidence
    quote = "Έχει ρωγμές."
    factories.add_evidence = lambda question, quote=quote, position=None: plain(question, "Έχει ρωγμές.", position)
    try:
        question = kind(article=article, stem="Γιατί _____;", explanation="Επειδή.", model_answer="")
    finally:
        factories.add_evidence = plain
    for number, choice in enumerate(question.choices.all()):
        choice.text, choice.note = "ΑΒΓΔΕ"[number], choice.note and "Όχι."
        choice.save()
    question.accepted_answers.update(text="ρωγμές")
    if hasattr(question, "brief"):
        brief = question.brief
        brief.tension, brief.definitions, brief.activity = "Ένταση.", ["Ασφαλές."], ""
        brief.unheard, brief.follow_ups = [], []
        brief.save()
        for number, position in enumerate(brief.positions.all()):
            position.stance = "ΝΟ"[number]
            position.save()
    return question


def test_the_made_up_language_changes_every_word() -> None:
    assert pseudo("%(count)s of <b>") == "%(count)s ó\u0301f\u0301 <b>"
    assert words_left(pseudo("All of <b>your</b> answers &amp; those")) == set()
    assert words_left("<p title='x' aria-label=\"Close it\">Go on {n}</p>") == {"Close", "it", "Go", "on"}


def test_no_word_of_the_students_pages_is_left_in_english(world: World, greek: Any, foreign: None) -> None:
    client, stranger = world.client(world.bob), Client()
    base = f"/attempts/{greek.pk}/"
    left = {}

    def look(name: str, reply: Any) -> None:
        found = words_left(reply.content.decode())
        if found:
            left[name] = found

    for address in ("/", "/join/", "/login/", "/no/"):
        look(address, stranger.get(address))
    look("log-in refused", stranger.post("/login/", {"username": "χ", "password": "x"}))
    look(
        "join refused", stranger.post("/join/", {"code": "", "nickname": "δ δ", "password": "1", "password_again": "2"})
    )
    for address in ("/", "/join/", "/account/", "/account/data/", "/password/", f"/assignments/{greek.assignment_id}/"):
        look(address, client.get(address))
    look("nickname refused", client.post("/account/", {"nickname": "δ δ"}))
    look("password refused", client.post("/password/", {"old_password": "x", "new_password1": "1"}))
    look("attempt", client.get(base))
    order = greek.responses.get(position=5)
    data = {f"answer-{order.pk}": ["1", "1", "", ""], "flags": "1", f"flag-{order.pk}": "on", "save": "1"}
    look("saved, not finished", client.post(base, data, follow=True))
    look("saved", client.post(base, {"save": "1"}, follow=True))
    attempting.save_response(
        response=greek.responses.get(position=4), answer={"text": "ΑΛΛΟ"}, sequence=5, cited=[[0, 23]]
    )
    look("two answers", client.post(base, {f"answer-{greek.responses.get(position=4).pk}": "ΕΔΩ"}))
    look("highlighted", client.post(f"{base}highlights/", {"place": "0-5"}, follow=True))
    look("no words", client.post(f"{base}highlights/", {"place": ""}, follow=True))
    look("hand in", client.get(f"{base}hand-in/"))
    Assignment.objects.update(release="by_hand")
    attempting.submit_attempt(attempt=greek)
    look("receipt", client.get(f"{base}results/"))
    Assignment.objects.update(release="at_once")
    for response in greek.responses.all():
        grading.grade_response(response=response, teacher=world.alice, points=response.points_possible, feedback="Ναι.")
    look("results", client.get(f"{base}results/"))
    Assignment.objects.update(due_at=None, closes_at=timezone.now())
    look("closed", client.get(f"/assignments/{greek.assignment_id}/"))
    look("list", client.get("/"))
    assert left == {}
