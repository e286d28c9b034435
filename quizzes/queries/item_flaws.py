"""The flaws of a stored question that a teacher has to mend or to waive, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes import generator
from quizzes.generator.item_flaws import Found, Item, ItemFlaw, Option, Setting, item_flaws
from quizzes.models import Article, Choice, Format, Kind, Question, Waiver

# Their options are sentences, words or summaries of the article.
WHOLE = frozenset({Kind.EVIDENCE, Kind.CLAIM_OR_FACT, Kind.MAIN_IDEA, Kind.VOCABULARY, Kind.SEQUENCE})
LONGEST_ABOUT = 1000


class Advice(models.TextChoices):
    """What each flaw is and how to mend it."""

    TWO_DEFENSIBLE = ItemFlaw.TWO_DEFENSIBLE.value, _("A second option may be right as well. Make it clearly wrong.")
    KEY_LONGEST = (
        ItemFlaw.KEY_LONGEST.value,
        _("The right option is the longest by far. Shorten it, or make the others as long."),
    )
    NOT_VERBATIM = (
        ItemFlaw.NOT_VERBATIM.value,
        _("The article does not have these words. Quote it exactly, or take the quotation marks away."),
    )
    IN_STEM = ItemFlaw.IN_STEM.value, _("The answer stands in the question itself. Ask in other words.")
    IN_TITLE = (
        ItemFlaw.IN_TITLE.value,
        _("The answer stands in the title, so it needs no reading. Ask for something else."),
    )
    IN_OTHER = (
        ItemFlaw.IN_OTHER.value,
        _("Another approved question gives the answer away. Change one of the two, or use one only."),
    )
    NEGATIVE = ItemFlaw.NEGATIVE.value, _("“Not” in a question is easily overlooked. Ask for what is so.")
    ABSOLUTE_WORDS = (
        ItemFlaw.ABSOLUTE_WORDS.value,
        _("Words such as “always” or “never” stand in wrong options only, which gives them away. Soften them."),
    )
    CATCH_ALL = (
        ItemFlaw.CATCH_ALL.value,
        _("“All of the above” tests guessing, and options are shuffled. Write an option of its own."),
    )
    ECHO = (
        ItemFlaw.ECHO.value,
        _("The right option alone repeats words of the question. Reword it, or let others repeat them too."),
    )
    GRAMMAR_CUE = (
        ItemFlaw.GRAMMAR_CUE.value,
        _("The right option alone begins in another way than the others. Let all begin alike."),
    )


@dataclass(frozen=True, slots=True)
class Caution:
    """A flaw as a teacher reads it, and the waiver that lets it pass, if any."""

    flaw: str
    about: str
    waiver: Waiver | None = None

    @property
    def advice(self) -> str:
        return str(Advice(self.flaw).label)


def setting(article: Article, others: Iterable[tuple[int, str]], *, without: int | None = None) -> Setting:
    """What a question of the article is read beside; `others` are (key, stem) of the approved ones."""
    return Setting(article.text, article.title, tuple(stem for key, stem in others if key != without))


def approved_stems(article: Article) -> list[tuple[int, str]]:
    """(key, stem) of the article's approved questions; a debate gives no answer away."""
    approved = article.questions.filter(status=Question.Status.APPROVED).exclude(kind=Kind.DEBATE)
    return list(approved.values_list("pk", "stem"))


def checked_item(
    question: Question, *, choices: Iterable[Choice], answers: Iterable[str], quotes: Iterable[str]
) -> Item:
    """The question with these parts, stored or only typed so far, as the checks take it."""
    return Item(
        format=generator.Format(question.format),
        stem=question.stem,
        options=tuple(
            Option(choice.text, choice.is_key, choice.reason == Choice.Reason.ELSEWHERE) for choice in choices
        ),
        answers=tuple(answers),
        quotes=tuple(quotes),
        whole=question.kind in WHOLE,
    )


def found_in(item: Item, beside: Setting) -> list[Found]:
    """The item's flaws, what they were found in cut to what can be stored."""
    return [Found(found.flaw, found.about[:LONGEST_ABOUT]) for found in item_flaws(item, beside)]


def warnings(question: Question, others: Iterable[tuple[int, str]] | None = None) -> list[Caution]:
    """The flaws of a stored question with their waivers. Reads its choices, answers, evidence and waivers."""
    if question.format in (Format.WRITTEN, Format.ORDERING):
        return []
    item = checked_item(
        question,
        choices=question.choices.all(),
        answers=[answer.text for answer in question.accepted_answers.all()],
        quotes=[span.quote for span in question.evidence.all()],
    )
    stems = approved_stems(question.article) if others is None else others
    waivers = {(waiver.flaw, waiver.about): waiver for waiver in question.waivers.all()}
    found = dict.fromkeys(found_in(item, setting(question.article, stems, without=question.pk)))
    return [Caution(one.flaw.value, one.about, waivers.get((one.flaw.value, one.about))) for one in found]


def open_warnings(question: Question, others: Iterable[tuple[int, str]] | None = None) -> list[Caution]:
    """The flaws that are neither mended nor waived."""
    return [warning for warning in warnings(question, others) if warning.waiver is None]
