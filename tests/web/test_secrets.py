"""Every byte of a whole attempt before results are released: nothing in it tells a right answer."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from quizzes.models import Assignment, Attempt, Choice, Format, Question
from tests import factories

from .site import Site
from .visitor import Reply, Visitor

# Ids and orders are looked at over so many students and questions of three choices.
STUDENTS = 20
QUESTIONS = 10
LINK = re.compile(r'(?:href|src)="(/static/[^"]+)"')
RADIO = re.compile(r'name="answer-(\d+)"\s[^>]*?value="([\w-]+)"', re.DOTALL)
# Words of the code for what is right, none of which has a place in a student's page, script or style.
FLAGS = re.compile(rb"is_key|accepted|model_answer|correct|marking|explanation|distractor|auto_points", re.IGNORECASE)


def secret(number: int, what: str) -> str:
    """A word that stands nowhere else."""
    return f"zq{what}{number}qz"


@pytest.fixture
def told(transactional_db: None) -> tuple[Assignment, list[str]]:
    """An assignment with a question of every format whose results come later, and all that only its marking knows."""
    article = factories.ArticleFactory()
    kinds = (
        factories.QuestionFactory,
        factories.TrueFalseFactory,
        factories.ClozeFactory,
        factories.ShortAnswerFactory,
        factories.OrderingFactory,
        factories.DebateFactory,
    )
    questions = [kind(article=article) for kind in kinds]
    assert {question.format for question in questions} == set(Format)
    secrets: list[str] = []
    for number, question in enumerate(questions):
        words = {what: secret(number, what) for what in ("explanation", "model", "accepted", "note", "reason")}
        Question.objects.filter(pk=question.pk).update(
            explanation=words["explanation"], model_answer=words["model"] if question.model_answer else ""
        )
        question.accepted_answers.update(text=words["accepted"])
        question.choices.exclude(note="").update(note=words["note"])
        secrets += words.values()
    quiz = factories.QuizFactory(article=article, questions=questions)
    return factories.AssignmentFactory(
        quiz=quiz, cite_evidence=True, release=Assignment.Release.BY_HAND, due_at=None
    ), secrets


def whole_attempt(site: Site, assignment: Assignment) -> list[tuple[str, Reply]]:
    """Everything a student can get from logging in to the receipt: (what was asked, the answer)."""
    student = factories.EnrollmentFactory(classroom=assignment.classroom).student
    got: list[tuple[str, Reply]] = []

    def note(what: str, reply: Reply) -> Reply:
        got.append((what, reply))
        return reply

    with Visitor(site.port) as visitor:
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', note("login", visitor.get("/login/")).text)
        assert token
        form = {
            "csrfmiddlewaretoken": token[1],
            "username": student.username,
            "password": factories.PASSWORD,
        }
        assert note("log in", visitor.post("/login/", form)).status == 302
        for path in ("/", f"/assignments/{assignment.pk}/"):
            assert note(path, visitor.get(path)).status == 200
        path = note("start", visitor.post(f"/assignments/{assignment.pk}/")).location
        attempt = Attempt.objects.get(student=student)
        assert path == f"/attempts/{attempt.pk}/"
        page = note("the page", visitor.get(path))
        for link in sorted(set(LINK.findall(page.text))):
            assert note(link, visitor.get(link)).status == 200
        forms: dict[str, object] = {}
        for response in attempt.responses.all():
            choices = response.shown["choices"]
            tries: list[dict[str, object]] = (
                [{"places": [1, 0, 0, 0]}, {"places": [4, 3, 2, 1]}]
                if response.shown["format"] == Format.ORDERING
                else [{"choice": choice["id"]} for choice in choices] or [{"text": "cracks"}, {"text": "42"}]
            )
            for sequence, answer in enumerate(tries, start=2):
                assert note(f"save {answer}", visitor.save(response, answer, sequence)).status == 200
            assert note("save what is older", visitor.save(response, tries[0], 1)).status == 409
            assert note("save what fits nothing", visitor.save(response, {"choice": "x", "text": "y"}, 9)).status == 400
            forms |= {f"answer-{response.pk}": "x", f"sequence-{response.pk}": "0"}
        note("a page that is behind and wrong", visitor.post(path, forms))
        note("the saved page", visitor.get(path))
        note("handing in", visitor.get(f"{path}hand-in/"))
        note("results too early", visitor.get(f"{path}results/"))
        assert note("hand in", visitor.post(f"{path}hand-in/")).location == f"{path}results/"
        for address in (f"{path}results/", path, f"{path}hand-in/", f"/assignments/{assignment.pk}/", "/"):
            note(f"afterwards {address}", visitor.get(address))
        response = attempt.responses.all()[0]
        note("save too late", visitor.save(response, {"choice": response.shown["choices"][0]["id"]}, 99))
        note("nobody's", visitor.get("/attempts/0/"))
    assert [what for what, reply in got if reply.status >= 500] == []
    return got


def test_no_byte_tells_what_is_right(
    site: Site, told: tuple[Assignment, list[str]], figure: Callable[[str], None]
) -> None:
    assignment, secrets = told
    site.start()
    got = whole_attempt(site, assignment)
    flags = {(what, found) for what, reply in got for found in FLAGS.findall(reply.raw)}
    leaks = [(what, word) for what, reply in got for word in secrets if word.encode() in reply.raw]
    figure(
        f"every byte of an attempt before its results are released: {len(got)} answers of the server, "
        f"{sum(len(reply.raw) for _what, reply in got) // 1000} kB, {len(secrets)} secret words, {len(leaks)} found"
    )
    assert leaks == []
    assert flags == set()


def test_after_release_the_same_search_finds_them(site: Site, told: tuple[Assignment, list[str]]) -> None:
    assignment, secrets = told
    Assignment.objects.update(release=Assignment.Release.AT_ONCE)
    site.start()
    sent = b"".join(reply.raw for _what, reply in whole_attempt(site, assignment))
    found = {re.sub(r"\d", "", word) for word in secrets if word.encode() in sent}
    assert found >= {secret(0, what).replace("0", "") for what in ("explanation", "model", "accepted", "note")}


def test_neither_ids_nor_order_tell_the_key(site: Site, transactional_db: None, figure: Callable[[str], None]) -> None:
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(
        article=article, questions=[factories.QuestionFactory(article=article) for _number in range(QUESTIONS)]
    )
    assignment = factories.AssignmentFactory(quiz=quiz)
    site.start()
    placed: Counter[int] = Counter()
    sorted_: Counter[int] = Counter()
    seen: list[str] = []
    for _number in range(STUDENTS):
        student = factories.EnrollmentFactory(classroom=assignment.classroom).student
        with Visitor(site.port, student) as visitor:
            page = visitor.get(visitor.post(f"/assignments/{assignment.pk}/").location)
        ids: dict[int, list[str]] = {}
        for response_pk, value in RADIO.findall(page.text):
            ids.setdefault(int(response_pk), []).append(value)
        keys = {
            response.pk: response.marking["key"] for response in Attempt.objects.get(student=student).responses.all()
        }
        assert ids.keys() == keys.keys()
        for response_pk, key in keys.items():
            placed[ids[response_pk].index(key)] += 1
            sorted_[sorted(ids[response_pk]).index(key)] += 1
            seen += ids[response_pk]
    figure(
        f"{STUDENTS * QUESTIONS} questions of 3 choices: the key stood first, second and third {places(placed)} times, "
        f"its id came first, second and third {places(sorted_)} times"
    )
    assert len(seen) == len(set(seen)) == STUDENTS * QUESTIONS * 3
    assert {len(one) for one in seen} == {8}
    assert Choice.objects.count() == QUESTIONS * 3
    # By chance each third is 67 give or take 7; five times that is one run in a million.
    assert all(abs(counts[place] - 67) < 34 for counts in (placed, sorted_) for place in range(3))


def places(counts: Counter[int]) -> str:
    return ", ".join(str(counts[place]) for place in range(3))
