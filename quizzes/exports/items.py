"""The item analysis of an assignment as tables: a row an item, or a row a choice; docs/csv.md is the dictionary."""

from quizzes.models import Assignment
from quizzes.queries.item_analysis import Analysis, ItemReport, Which, item_analysis

from .table import Cell, Table, choice_key, decimal, item_key, yes

ITEMS = (
    "item",
    "item_key",
    "question",
    "kind",
    "format",
    "skill",
    "attempts",
    "possible",
    "marked",
    "omitted",
    "to_grade",
    "facility",
    "discrimination",
    "discrimination_students",
    "hint",
    "quiz_alpha",
    "quiz_alpha_status",
)
CHOICES = (
    "item",
    "item_key",
    "question",
    "attempts",
    "choice_key",
    "choice",
    "is_key",
    "reason",
    "note",
    "picked",
    "share",
)


def items_table(assignment: Assignment, which: Which) -> Table:
    """A row for each item of the quiz, in its order."""
    analysis = item_analysis(assignment, which)
    return Table(ITEMS, [_item(analysis, report) for report in analysis.items])


def _item(analysis: Analysis, report: ItemReport) -> list[Cell]:
    question = report.item.question
    return [
        f"q{report.number}",
        item_key(report.item.pk),
        question.stem,
        question.kind,
        question.format,
        question.skill,
        analysis.which.value,
        report.item.points,
        report.marked,
        report.omitted,
        report.waiting,
        decimal(report.facility),
        decimal(report.discrimination),
        analysis.complete,
        report.hint.value if report.hint else None,
        decimal(analysis.alpha),
        analysis.no_alpha.value if analysis.no_alpha else "shown",
    ]


def choices_table(assignment: Assignment, which: Which) -> Table:
    """A row for each choice of the items that have some, in the order of quiz and question."""
    analysis = item_analysis(assignment, which)
    return Table(CHOICES, [row for report in analysis.items for row in _choices(analysis, report)])


def _choices(analysis: Analysis, report: ItemReport) -> list[list[Cell]]:
    return [
        [
            f"q{report.number}",
            item_key(report.item.pk),
            report.item.question.stem,
            analysis.which.value,
            choice_key(choice.key),
            choice.text,
            yes(choice.is_key),
            choice.reason or None,
            choice.note or None,
            choice.picked,
            decimal(choice.share),
        ]
        for choice in report.choices
    ]
