"""A quiz on paper: two versions in different order, always the same two, each with its key."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from quizzes.generator import BLANK
from quizzes.models import Format, Question, Quiz, QuizItem

VERSIONS = ("A", "B")
LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A question as it is printed, with what its key page says."""

    number: int
    question: Question
    points: Decimal
    options: tuple[tuple[str, str], ...]
    answer: str

    @property
    def stem(self) -> str:
        return self.question.stem.replace(BLANK, "_" * 12)

    @property
    def lines(self) -> range:
        """How many lines there are to write on."""
        return range({Format.SHORT_ANSWER: 3, Format.WRITTEN: 12}.get(Format(self.question.format), 0))


@dataclass(slots=True)
class Group:
    """A section with its questions; the first may have no heading."""

    heading: str = ""
    instructions: str = ""
    items: list[PaperItem] = field(default_factory=list)


def paper(quiz: Quiz, version: str) -> list[Group]:
    """The sections of one version: questions are shuffled within theirs, options and events within their question."""
    chance = random.Random(f"{quiz.pk}-{version}")
    number = 0
    groups = []
    for group, items in _grouped(quiz):
        chance.shuffle(items)
        for item in items:
            number += 1
            group.items.append(_printed(item, number, chance))
        groups.append(group)
    return groups


def _grouped(quiz: Quiz) -> Iterator[tuple[Group, list[QuizItem]]]:
    sections = {section.first: section for section in quiz.sections.all()}
    group, inside = Group(), list[QuizItem]()
    items = quiz.items.select_related("question").prefetch_related("question__choices", "question__accepted_answers")
    for item in items:
        if item.position in sections:
            if inside:
                yield group, inside
            section = sections[item.position]
            group, inside = Group(section.heading, section.instructions), []
        inside.append(item)
    if inside:
        yield group, inside


def _printed(item: QuizItem, number: int, chance: random.Random) -> PaperItem:
    question = item.question
    choices = list(question.choices.all())
    right = list(choices)
    if question.format in (Format.MULTIPLE_CHOICE, Format.ORDERING):
        chance.shuffle(choices)
    letters = {choice.pk: LETTERS[place] for place, choice in enumerate(choices)}
    if question.format == Format.ORDERING:
        answer = " – ".join(letters[choice.pk] for choice in right)
    elif choices:
        answer = next((f"{letters[choice.pk]}. {choice.text}" for choice in choices if choice.is_key), "")
    else:
        accepted = " / ".join(accepted.text for accepted in question.accepted_answers.all())
        answer = question.model_answer or accepted
    options = tuple((letters[choice.pk], choice.text) for choice in choices)
    return PaperItem(number, question, item.points, options, answer)
