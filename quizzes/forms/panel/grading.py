"""Marking the answers to one question: one by one, or alike ones together; names hidden and order shuffled, or not."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes.models import Criterion, Level, QuickComment, Response
from quizzes.models.grading import LONGEST_QUICK_COMMENT
from quizzes.services.grading import is_marked, plain, points_by_levels

LONGEST_FEEDBACK = 5000
LONGEST_REASON = 500

# The criteria of a rubric, each with its levels.
Scale = Mapping[Criterion, Sequence[Level]]


class Names(models.TextChoices):
    """Whether the marking page says who gave an answer."""

    HIDDEN = "hidden", _("hidden")
    SHOWN = "shown", _("shown")


class Order(models.TextChoices):
    """In which order the answers stand."""

    ALIKE = "alike", _("what waits first, then frequent answers")
    SHUFFLED = "shuffled", _("shuffled")


class ViewForm(forms.Form):
    """How a teacher wants to see the answers; what is left out or unknown is the first choice."""

    names = forms.ChoiceField(label=_("Names"), choices=Names.choices, required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)

    def chosen(self) -> tuple[Names, Order]:
        self.is_valid()
        names, order = self.cleaned_data.get("names"), self.cleaned_data.get("order")
        return Names(names or Names.HIDDEN), Order(order or Order.ALIKE)


class _MarkForm(forms.Form):
    """Points, feedback, a quick comment to add to it, and a level for each criterion of the question's rubric."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        prefix: str,
        initial: Mapping[str, Any],
        most: Decimal,
        scale: Scale,
        comments: Sequence[QuickComment],
    ) -> None:
        super().__init__(data, prefix=prefix, initial=dict(initial))
        self.most, self.scale, self.comments = most, scale, comments
        outside = _("Give between 0 and %(points)s points.") % {"points": plain(most)}
        for criterion, levels in scale.items():
            self.fields[f"c{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                choices=[("", "–"), *((str(level.pk), _level(level)) for level in levels)],
                required=False,
                show_hidden_initial=True,
            )
        self.fields["points"] = forms.DecimalField(
            label=_("Points (of %(points)s)") % {"points": plain(most)},
            min_value=Decimal(0),
            max_value=most,
            max_digits=5,
            decimal_places=2,
            required=False,
            show_hidden_initial=True,
            error_messages={"min_value": outside, "max_value": outside, "invalid": outside},
        )
        self.fields["feedback"] = forms.CharField(
            label=_("Feedback"),
            max_length=LONGEST_FEEDBACK,
            required=False,
            show_hidden_initial=True,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        if comments:
            self.fields["quick"] = forms.ChoiceField(
                label=_("Add a quick comment"),
                choices=[("", "–"), *((str(one.pk), one.text) for one in comments)],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if quick := cleaned.get("quick"):
            words = next(one.text for one in self.comments if str(one.pk) == quick)
            cleaned["feedback"] = "\n".join(filter(None, [cleaned.get("feedback", ""), words]))
            if len(cleaned["feedback"]) > LONGEST_FEEDBACK:
                self.add_error("quick", _("The feedback is too long to add this comment."))
        levels_changed = any(f"c{criterion.pk}" in self.changed_data for criterion in self.scale)
        # Points that were typed hold; else those of the levels.
        if levels_changed and "points" not in self.changed_data and not self.errors:
            points = points_by_levels(most=self.most, scale=self.scale, levels=self.levels)
            cleaned["points"] = cleaned.get("points") if points is None else points
        return cleaned

    @property
    def levels(self) -> dict[Criterion, Level]:
        """The levels chosen, which may be fewer than the criteria."""
        return {
            criterion: level
            for criterion, levels in self.scale.items()
            for level in levels
            if str(level.pk) == self.cleaned_data.get(f"c{criterion.pk}")
        }

    @property
    def reason_fields(self) -> list[forms.BoundField]:
        """The field for a reason, where there are points to change."""
        return [self["reason"]] if "reason" in self.fields else []

    @property
    def level_fields(self) -> list[forms.BoundField]:
        return [self[f"c{criterion.pk}"] for criterion in self.scale]


def _level(level: Level) -> str:
    return f"{level.points} – {level.name}" + (f": {level.description}" if level.description else "")


class GradeForm(_MarkForm):
    """A student's points, feedback and levels for one answer; empty points leave it as the rules marked it.

    What the page showed is sent along, so that an old page changes only what was changed on it, and so is the sequence
    number of the mark, so that it never puts a mark over a newer one unasked.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        response: Response,
        scale: Scale | None = None,
        comments: Sequence[QuickComment] = (),
    ) -> None:
        self.response = response
        #: Whether somebody else has marked the answer since the page was made, otherwise than it says.
        self.overtaken = False
        super().__init__(
            data,
            prefix=f"r{response.pk}",
            initial=_shown(response, scale),
            most=response.points_possible,
            scale=scale or {},
            comments=comments,
        )
        if response.points is not None:
            self.fields["reason"] = _reason()
        self.fields["seen"] = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @property
    def is_marked(self) -> bool:
        """Whether something of the mark was changed on the page."""
        return bool(set(self.changed_data) - {"seen", "reason"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen = cleaned.get("seen")
        if self.errors or not self.is_marked or seen in (None, self.response.mark_sequence):
            return cleaned
        levels = self.levels if self.scale else None
        if not is_marked(self.response, cleaned["points"], cleaned["feedback"], levels):
            self.overtake()
        return cleaned

    @property
    def is_behind(self) -> bool:
        """Whether what was sent comes from a page with an earlier mark, or none, of the answer."""
        return self["seen"].value() not in (None, "", str(self.response.mark_sequence))

    def overtake(self) -> None:
        """Say that the answer was marked, or handed in anew, since the page was made."""
        self.overtaken = True
        if self.response.attempt.reopened:
            said = _("This was handed in anew or marked meanwhile. %(mark)s Save again to put yours in its place.")
        else:
            said = _("Somebody else has marked this meanwhile. %(mark)s Save again to put yours in its place.")
        self.add_error(None, said % {"mark": mark_in_words(self.response)})

    def show_current(self) -> None:
        """Have the page show the answer's mark as it is now where nothing was typed, and send back that it was seen."""
        typed, data = set(self.changed_data), self.data.copy()  # type: ignore[attr-defined]  # what was sent
        for name, value in _shown(self.response, self.scale).items():
            shown = "" if value is None else str(value)
            if name == "seen" or name not in typed:
                data[self.add_prefix(name)] = shown
            if name != "seen":
                data[self.add_initial_prefix(name)] = shown
        self.data = data


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Why you change the points (for the record)"), max_length=LONGEST_REASON, required=False
    )


def _shown(response: Response, scale: Scale | None) -> dict[str, Any]:
    """The mark an answer has, as the fields of its form."""
    given = response.teacher_points
    shown: dict[str, Any] = {
        "points": None if given is None else Decimal(plain(given)),
        "feedback": response.feedback,
        "seen": response.mark_sequence,
    }
    if scale:
        levels = {one.criterion_id: str(one.level_id) for one in response.levels.all()}
        shown |= {f"c{criterion.pk}": levels.get(criterion.pk, "") for criterion in scale}
    return shown


def typed_in_words(sent: Mapping[str, str], prefix: str, scale: Scale, comments: Sequence[QuickComment]) -> str:
    """What was typed of a mark, however it fits, for a teacher to read again; "" where nothing was changed."""

    def typed(name: str) -> str:
        value = sent.get(f"{prefix}-{name}", "")
        return "" if value == sent.get(f"initial-{prefix}-{name}", "") else value.strip()

    levels = [
        f"{criterion.name}: {level.name}"
        for criterion, steps in scale.items()
        for level in steps
        if str(level.pk) == typed(f"c{criterion.pk}")
    ]
    quick = [one.text for one in comments if str(one.pk) == typed("quick")]
    return ", ".join(filter(None, [typed("points"), *levels, typed("feedback"), *quick, typed("reason")]))


def mark_in_words(response: Response) -> str:
    """What an answer has been given, as teachers read it beside the answer."""
    given = response.teacher_points
    if given is not None:
        words = ngettext("Marked: %(points)s point.", "Marked: %(points)s points.", 1 if given == 1 else 2) % {
            "points": plain(given)
        }
    elif response.auto_points is not None:
        words = _g("Marked by rule: %(points)s.") % {"points": plain(response.auto_points)}
    else:
        words = _g("Not marked yet.")
    return f"{words} “{response.feedback}”" if response.feedback else words


def as_fields(response: Response, scale: Scale) -> dict[str, str]:
    """The mark an answer has, as a page writes it into its fields."""
    return {name: "" if value is None else str(value) for name, value in _shown(response, scale).items()}


class GroupForm(_MarkForm):
    """One mark for several answers; what is left empty stays as each of them has it.

    `key` is the name that the group had on the page it was sent from.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        responses: Sequence[Response],
        key: int | None = None,
        scale: Scale | None = None,
        comments: Sequence[QuickComment] = (),
    ) -> None:
        self.responses = responses
        # The same name whatever the order of the answers, and whoever of them is there yet.
        self.key = min(response.pk for response in responses) if key is None else key
        super().__init__(
            data,
            prefix=f"g{self.key}",
            initial={"of": ",".join(str(response.pk) for response in responses)},
            most=min(response.points_possible for response in responses),
            scale=scale or {},
            comments=comments,
        )
        self.fields["of"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if any(response.points is not None for response in responses):
            self.fields["reason"] = _reason()

    @property
    def is_filled(self) -> bool:
        """Whether there is something to give to all."""
        return self.cleaned_data["points"] is not None or bool(self.cleaned_data["feedback"] or self.levels)

    def shown_for(self, responses: Sequence[Response]) -> "GroupForm":
        """The form with what was typed in it, for a group as it is on the page now."""
        now: dict[str, Any] = {"responses": responses, "scale": self.scale, "comments": self.comments}
        fresh, own = GroupForm(**now), re.compile(rf"(initial-)?{self.prefix}-(\w+)")
        data = {
            f"{part[1] or ''}{fresh.prefix}-{part[2]}": value
            for name, value in self.data.items()
            if (part := own.fullmatch(name))
        }
        return GroupForm({**data, fresh.add_prefix("of"): fresh.initial["of"]}, **now)


class QuickCommentsForm(forms.Form):
    """A comment to have at hand from now on, and those to delete; sent together with the marks."""

    new_comment = forms.CharField(label=_("New quick comment"), max_length=LONGEST_QUICK_COMMENT, required=False)
