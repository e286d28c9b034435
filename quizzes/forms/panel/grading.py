"""Marking the answers to one question."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Response
from quizzes.services.grading import plain


class GradeForm(forms.Form):
    """A student's points and feedback for one answer; empty points leave it as the rules marked it.

    What the page showed is sent along, so that an old page changes only what was changed on it.
    """

    feedback = forms.CharField(
        label=_("Feedback"),
        max_length=5000,
        required=False,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["points", "feedback"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, response: Response) -> None:
        self.response = response
        given = response.teacher_points
        shown = None if given is None else Decimal(plain(given))
        initial = {"points": shown, "feedback": response.feedback}
        super().__init__(data, prefix=f"r{response.pk}", initial=initial)
        most = plain(response.points_possible)
        outside = _("Give between 0 and %(points)s points.") % {"points": most}
        self.fields["points"] = forms.DecimalField(
            label=_("Points (of %(points)s)") % {"points": most},
            min_value=Decimal(0),
            max_value=response.points_possible,
            max_digits=5,
            decimal_places=2,
            required=False,
            show_hidden_initial=True,
            error_messages={"min_value": outside, "max_value": outside, "invalid": outside},
        )
        self.order_fields(self.field_order)
