"""The builder of a quiz: which questions, in which order, for how many points, under which headings."""

from collections.abc import Iterator
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.models import Difficulty, Format, Kind, Question, Quiz, QuizItem, Section, Skill
from quizzes.services.building import Placed

from .base import key_of

ANY = ("", _("any"))


class BankFilter(forms.Form):
    """Which approved questions to show."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Kind.choices], required=False)
    skill = forms.ChoiceField(label=_("Skill"), choices=[ANY, *Skill.choices], required=False)
    format = forms.ChoiceField(label=_("Format"), choices=[ANY, *Format.choices], required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=[ANY, *Difficulty.choices], required=False)

    def keeps(self, question: Question) -> bool:
        """Whether the question is one of those wanted; a wish that does not exist leaves none out."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return all(
            not wanted.get(name) or wanted[name] == value
            for name, value in (
                ("kind", question.kind),
                ("skill", question.skill),
                ("format", question.format),
                ("difficulty", question.hardness),
            )
        )


class PlaceForm(forms.Form):
    """One question of the quiz: its points, and the section that begins with it."""

    points = forms.DecimalField(label=_("Points"), min_value=0, max_value=100, max_digits=5, decimal_places=2)
    heading = forms.CharField(label=_("Heading before it"), max_length=200, required=False)
    instructions = forms.CharField(
        label=_("Instructions under the heading"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None, question: Question, initial: dict[str, object]) -> None:
        super().__init__(data, prefix=f"q{question.pk}", initial=initial, label_suffix="")
        self.question = question

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("instructions") and not cleaned.get("heading"):
            self.add_error("heading", _("Instructions need a heading above them."))
        return cleaned


class Arrangement:
    """The questions of a quiz as they are stored, or as the page sends them."""

    def __init__(self, quiz: Quiz, data: QueryDict | None = None) -> None:
        self.quiz = quiz
        self.data = data
        self.items: dict[int, QuizItem] = {item.question_id: item for item in quiz.items.select_related("question")}
        self.sections: dict[int, Section] = {section.first: section for section in quiz.sections.all()}
        self.bank = {question.pk: question for question in self._bank()}
        self.rows = [self._row(pk) for pk in self._order()]

    def _bank(self) -> Iterator[Question]:
        yield from self.quiz.article.questions.filter(status=Question.Status.APPROVED).order_by("pk")

    def _order(self) -> list[int]:
        if self.data is None:
            return list(self.items)
        known = self.bank.keys() | self.items.keys()
        sent = map(key_of, self.data.getlist("item") + self.data.getlist("add"))
        order = [pk for pk in dict.fromkeys(sent) if pk in known]
        out, up, down = (key_of(self.data.get(name)) for name in ("out", "up", "down"))
        order = [pk for pk in order if pk != out]
        for pk, by in ((up, -1), (down, 1)):
            if pk in order:
                place = order.index(pk)
                to = max(0, min(len(order) - 1, place + by))
                order.insert(to, order.pop(place))
        return order

    def _row(self, pk: int) -> PlaceForm:
        item = self.items.get(pk)
        question = item.question if item else self.bank[pk]
        section = self.sections.get(item.position) if item else None
        initial = {
            "points": item.points if item else question.points,
            "heading": section.heading if section else "",
            "instructions": section.instructions if section else "",
        }
        # A question that is only being put in has sent no points yet.
        sent = self.data is not None and f"q{pk}-points" in self.data
        return PlaceForm(self.data if sent else None, question, initial)

    @property
    def left(self) -> list[Question]:
        """The approved questions that are not in the quiz."""
        used = {row.question.pk for row in self.rows}
        return [question for pk, question in self.bank.items() if pk not in used]

    @property
    def total(self) -> Decimal:
        """The points of all questions as they are stored."""
        return sum((item.points for item in self.items.values()), Decimal(0))

    def is_valid(self) -> bool:
        """Whether every row that was sent is right."""
        # Every row, not up to the first wrong one: each says what is wrong with it.
        return not [row for row in self.rows if row.is_bound and not row.is_valid()]

    def placed(self) -> list[Placed]:
        """The rows for the service."""
        return [
            Placed(
                row.question,
                row.cleaned_data["points"] if row.is_bound else row.question.points,
                row.cleaned_data["heading"] if row.is_bound else "",
                row.cleaned_data["instructions"] if row.is_bound else "",
            )
            for row in self.rows
        ]
