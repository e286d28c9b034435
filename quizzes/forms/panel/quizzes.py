"""Building a quiz: its title and its items in order."""

import math
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models import Question, Quiz, QuizItem
from quizzes.services import building

from .base import ModelForm, RowFormSet


class QuizItemForm(ModelForm[QuizItem]):
    """A question of the quiz's article, with its points and place."""

    position = forms.IntegerField(
        label=_("Place"), min_value=1, max_value=10_000, required=False, help_text=_("Empty: at the end.")
    )

    class Meta:
        model = QuizItem
        fields = ["position", "question", "points"]

    def __init__(self, *args: Any, quiz: Quiz, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "question" in self.fields:
            questions = self.fields["question"]
            assert isinstance(questions, forms.ModelChoiceField)
            questions.queryset = Question.objects.filter(
                Q(status=Question.Status.APPROVED) | Q(items__quiz=quiz), article=quiz.article_id
            ).distinct()
            # An item keeps its question; another question is another item.
            questions.disabled = self.instance.pk is not None

    def validate_unique(self) -> None:
        """Left to the formset: the stored items are about to change together."""

    def validate_constraints(self) -> None:
        """Left to the formset: the stored items are about to change together."""


class QuizItemFormSet(RowFormSet[QuizItem, Quiz, QuizItemForm]):
    """All items of a quiz, saved together in the order of their places."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "quiz": self.instance}

    def validate_unique(self) -> None:
        """Done in `clean`, in plainer words."""

    def clean(self) -> None:
        super().clean()
        questions = [form.cleaned_data["question"] for form in self._kept() if form.cleaned_data.get("question")]
        if len(questions) != len(set(questions)):
            raise forms.ValidationError(_("A question is in the quiz twice. Take one of the two out."))

    def save(self, commit: bool = True) -> list[QuizItem]:
        changed = super().save(commit=False)
        if not self.has_changed():
            return changed
        kept = self._kept()
        # sorted() is stable: items without a place stay in the order of the page, after the others.
        kept.sort(key=lambda form: form.cleaned_data["position"] or math.inf)
        building.set_items(quiz=self.instance, items=[form.instance for form in kept])
        return changed

    def _kept(self) -> list[QuizItemForm]:
        return [
            form for form in self.forms if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]
