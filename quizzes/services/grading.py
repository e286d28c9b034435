"""Marking: by rule what a rule can decide, by the teacher the rest. One service for pages, panel and commands."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, zip_longest

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import DamerauLevenshtein

from quizzes.generator.lexicon import number_words
from quizzes.models import (
    Attempt,
    Correction,
    Criterion,
    Format,
    GradeChange,
    Level,
    QuickComment,
    Response,
    ResponseLevel,
    User,
)
from quizzes.models.grading import LONGEST_QUICK_COMMENT
from quizzes.queries.marking import Rule, corrected

from .earlier_marks import give_back
from .refusal import Refusal

MOST_QUICK_COMMENTS = 50

# A slip of the pen in a longer word ("agression") is read as the word; short words differ by too little for that.
SPELLING_TOLERANCE = 0.85
SPELLING_MIN_LETTERS = 6
# On the Zipf scale (van Heuven et al. 2014): words people write on purpose; misspellings lie below.
WORD_IN_USE = 3.0

_LEADING_WORDS = {"the", "a", "an", "because", "that", "it", "was", "is", "to", "of", "in", "by", "at", "on", "for"}


def mark_attempt(*, attempt: Attempt) -> None:
    """Give every response of the attempt its automatic points; None stays where only the teacher can tell.

    What the teacher corrected after the questions were shown holds for this attempt too. Where the attempt was opened
    again, answers that have not changed get back what a teacher gave them.
    """
    responses = list(attempt.responses.all())
    # The last correction of each item is the one that holds.
    rules: dict[int, Rule] = dict(
        Correction.objects.filter(assignment=attempt.assignment_id).order_by("pk").values_list("item_id", "rule")
    )
    for response in responses:
        if response.item_id in rules:
            response.marking = corrected(response.marking, rules[response.item_id])
        response.auto_points = automatic_points(response)
    Response.objects.bulk_update(responses, ["marking", "auto_points"] if rules else ["auto_points"])
    give_back(attempt=attempt, responses=responses)


def automatic_points(response: Response) -> Decimal | None:
    """The points a rule can give: all for a right answer, none for a wrong or empty one, None when it is unsure.

    An order earns a part of them for each pair of neighbours in the right order that the student put one after the
    other. A typed answer that differs from every accepted one is never marked wrong by rule, unless both are numbers of
    different value: it may be right in other words, so the teacher decides. Where a correction gives credit to
    everyone, that is all of it, whatever was answered.
    """
    if response.marking.get("everyone"):
        return response.points_possible
    if not response.answered:
        return Decimal(0)
    if Format(response.shown["format"]).has_choices:
        right = response.answer["choice"] in response.right_choices
        return response.points_possible if right else Decimal(0)
    if response.shown["format"] == Format.ORDERING:
        return (response.points_possible * _share_in_order(response)).quantize(Decimal("0.01"))
    accepted = response.marking["accepted"]
    if not accepted:
        return None
    if any(same_answer(response.answer_text, text) for text in accepted):
        return response.points_possible
    typed = _number(response.answer_text)
    wanted = [_number(text) for text in accepted]
    if typed is not None and None not in wanted and typed not in wanted:
        return Decimal(0)
    return None


def _share_in_order(response: Response) -> Decimal:
    """The share of the neighbours in the right order whose first the student placed before their second."""
    ids = [choice["id"] for choice in response.shown["choices"]]
    place = dict(zip(ids, response.answer["places"], strict=True))
    pairs = list(pairwise(response.marking["order"]))
    return Decimal(sum(0 < place[first] < place[second] for first, second in pairs)) / len(pairs)


def same_answer(typed: str, accepted: str) -> bool:
    """Whether the two are the same answer but for case, accents, punctuation, small leading words or a slip of the pen.

    >>> same_answer("In the Baltic sea.", "Baltic Sea"), same_answer("15%", "50%")
    (True, False)
    """
    one, other = normalise(typed), normalise(accepted)
    if one == other:
        return bool(one)
    pairs = list(zip_longest(one.split(), other.split(), fillvalue=""))
    return bool(pairs) and all(_same_word(mine, theirs) for mine, theirs in pairs)


def _same_word(one: str, other: str) -> bool:
    """Word by word, so that "safe" in a long answer is never a slip of the pen for "unsafe"."""
    if one == other:
        return True
    if min(len(one), len(other)) < SPELLING_MIN_LETTERS or not (one + other).isalpha() or _is_word(one):
        return False
    return DamerauLevenshtein.normalized_similarity(one, other) >= SPELLING_TOLERANCE


def _is_word(word: str) -> bool:
    """Whether a word is in use: then it was meant, and "million" is no slip of the pen for "billion"."""
    # Its frequency tables take a second to load, which only marking has to wait for.
    from wordfreq import zipf_frequency

    return bool(zipf_frequency(word, "en") >= WORD_IN_USE)


def normalise(text: str) -> str:
    """`text` in lower case without accents, punctuation, thousands separators and small leading words.

    A minus or a currency sign before a number stays: -5 is not 5, and £5 is not $5.
    """
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain).replace("per cent", "%").replace("percent", "%")
    numbers = {word: str(value) for value, word in enumerate(number_words())}
    words = [numbers.get(word, word) for word in re.findall(r"[-−]?[£$€¥]?\d+(?:\.\d+)?%?|[^\W\d_]+|%", plain)]
    while len(words) > 1 and words[0] in _LEADING_WORDS:
        words.pop(0)
    return re.sub(r"(?<=\d) %", "%", " ".join(words))


def _number(text: str) -> Decimal | None:
    """The number an answer is, whether per cent or not; None where it is more or less than a number."""
    digits = normalise(text).rstrip("%").replace("−", "-")
    return Decimal(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else None


def plain(points: Decimal) -> str:
    """Points without needless zeros: 2, 1.5, 10."""
    return f"{points.normalize():f}"


class Overtaken(Refusal):
    """Somebody else has marked the answer since the page was made; `current` is the answer as it is now."""

    def __init__(self, current: Response) -> None:
        super().__init__(_("Somebody else has marked this answer since you opened the page."))
        self.current = current


@transaction.atomic
def grade_response(
    *,
    response: Response,
    teacher: User,
    points: Decimal | None,
    feedback: str = "",
    reason: str = "",
    levels: Mapping[Criterion, Level] | None = None,
    seen: int | None = None,
) -> Response:
    """Set the teacher's points (None takes them back), feedback and levels, and record a change of points.

    `levels` are all that the answer is given, None leaves those it has. `seen` is the sequence number of the mark that
    the teacher was shown. Raises Overtaken where that has changed, unless to the same; Refusal for points outside
    what the item gives, a level of another criterion, or before the attempt was handed in.
    """
    current = Response.objects.select_for_update(of=("self",)).select_related("attempt").get(pk=response.pk)
    if current.attempt.state != Attempt.State.SUBMITTED:
        raise Refusal(_("The student has not handed this in yet."))
    if points is not None and not 0 <= points <= current.points_possible:
        raise Refusal(_("Give between 0 and %(points)s points.") % {"points": plain(current.points_possible)})
    if any(level.criterion_id != criterion.pk for criterion, level in (levels or {}).items()):
        raise Refusal(_("This level belongs to another criterion."))
    # A save sent twice, because its answer was lost, is no change and no conflict.
    if is_marked(current, points, feedback, levels):
        return current
    if seen is not None and seen != current.mark_sequence:
        raise Overtaken(current)
    before = current.points
    current.teacher_points = points
    current.feedback = feedback.strip()
    current.mark_sequence += 1
    current.save(update_fields=["teacher_points", "feedback", "mark_sequence"])
    if levels is not None:
        current.levels.all().delete()
        ResponseLevel.objects.bulk_create(
            ResponseLevel(response=current, criterion=criterion, level=level) for criterion, level in levels.items()
        )
    if current.points != before:
        GradeChange.objects.create(
            response=current, changed_by=teacher, old_points=before, new_points=current.points, reason=reason.strip()
        )
    return current


def is_marked(
    response: Response, points: Decimal | None, feedback: str, levels: Mapping[Criterion, Level] | None
) -> bool:
    """Whether the answer has just this mark: points, feedback and, unless None, levels."""
    return (
        response.teacher_points == points
        and response.feedback == feedback.strip()
        and (
            levels is None
            or {one.criterion_id: one.level_id for one in response.levels.all()}
            == {criterion.pk: level.pk for criterion, level in levels.items()}
        )
    )


def points_by_levels(
    *, most: Decimal, scale: Mapping[Criterion, Sequence[Level]], levels: Mapping[Criterion, Level]
) -> Decimal | None:
    """The share of `most` that the levels are of the best of the scale, by weight; None until every criterion has one.

    Rounded to two places, halves up.
    """
    best = sum(criterion.weight * max(level.points for level in steps) for criterion, steps in scale.items())
    if not best or set(levels) != set(scale):
        return None
    given = sum(criterion.weight * level.points for criterion, level in levels.items())
    return (most * given / best).quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- quick comments -------------------------------------------------------------------------------------------------


def keep_comment(*, owner: User, text: str) -> QuickComment:
    """A comment to have at hand; the same words again are the same comment. Raises Refusal where there are too many."""
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST_QUICK_COMMENT:
        raise Refusal(_("Write a comment of at most %(limit)s characters.") % {"limit": LONGEST_QUICK_COMMENT})
    if owner.quick_comments.exclude(text=words).count() >= MOST_QUICK_COMMENTS:
        raise Refusal(_("You have %(most)s quick comments. Delete one first.") % {"most": MOST_QUICK_COMMENTS})
    kept, _made = QuickComment.objects.get_or_create(owner=owner, text=words)
    return kept


def forget_comments(*, owner: User, pks: Iterable[int]) -> int:
    """Delete those of the owner's quick comments; how many there were. What was written with them stays."""
    deleted, _by_model = owner.quick_comments.filter(pk__in=list(pks)).delete()
    return deleted
