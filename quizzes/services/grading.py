"""Marking: by rule what a rule can decide, by the teacher the rest. One service for pages, panel and commands."""

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise, zip_longest

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import DamerauLevenshtein

from quizzes.generator.lexicon import number_words
from quizzes.models import Attempt, Format, GradeChange, Response, User

from .refusal import Refusal

# A slip of the pen in a longer word ("agression") is read as the word; short words differ by too little for that.
SPELLING_TOLERANCE = 0.85
SPELLING_MIN_LETTERS = 6
# On the Zipf scale (van Heuven et al. 2014): words people write on purpose; misspellings lie below.
WORD_IN_USE = 3.0

_LEADING_WORDS = {"the", "a", "an", "because", "that", "it", "was", "is", "to", "of", "in", "by", "at", "on", "for"}


def mark_attempt(*, attempt: Attempt) -> None:
    """Give every response of the attempt its automatic points; None stays where only the teacher can tell."""
    responses = list(attempt.responses.all())
    for response in responses:
        response.auto_points = automatic_points(response)
    Response.objects.bulk_update(responses, ["auto_points"])


def automatic_points(response: Response) -> Decimal | None:
    """The points a rule can give: all for a right answer, none for a wrong or empty one, None when it is unsure.

    An order earns a part of them for each pair of neighbours in the right order that the student put one after the
    other. A typed answer that differs from every accepted one is never marked wrong by rule, unless both are numbers of
    different value: it may be right in other words, so the teacher decides.
    """
    if not response.answered:
        return Decimal(0)
    if Format(response.shown["format"]).has_choices:
        right = response.answer["choice"] == response.marking["key"]
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


@transaction.atomic
def grade_response(
    *, response: Response, teacher: User, points: Decimal | None, feedback: str = "", reason: str = ""
) -> Response:
    """Set the teacher's points (None takes them back) and feedback, and record a change of points.

    Raises Refusal for points outside what the item gives, or before the attempt was handed in.
    """
    current = Response.objects.select_for_update(of=("self",)).select_related("attempt").get(pk=response.pk)
    if current.attempt.state != Attempt.State.SUBMITTED:
        raise Refusal(_("The student has not handed this in yet."))
    if points is not None and not 0 <= points <= current.points_possible:
        raise Refusal(_("Give between 0 and %(points)s points.") % {"points": plain(current.points_possible)})
    before = current.points
    current.teacher_points = points
    current.feedback = feedback.strip()
    current.save(update_fields=["teacher_points", "feedback"])
    if current.points != before:
        GradeChange.objects.create(
            response=current, changed_by=teacher, old_points=before, new_points=current.points, reason=reason
        )
    return current
