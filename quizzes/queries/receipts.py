"""The short code on a student's receipt, by which a teacher finds the attempt."""

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from quizzes.models import Attempt
from quizzes.models.people import JOIN_CODE_ALPHABET

LENGTH = 8


def receipt_code(attempt_pk: int) -> str:
    """The attempt's code, such as "K7QM-2WXC": an HMAC of its key, the same whenever it is asked for.

    Nobody can make one without the site's secret key; a site that gets another secret key gets other codes.
    """
    number = int.from_bytes(salted_hmac("quizzes.receipt", str(attempt_pk), algorithm="sha256").digest())
    letters = ""
    for _place in range(LENGTH):
        number, place = divmod(number, len(JOIN_CODE_ALPHABET))
        letters += JOIN_CODE_ALPHABET[place]
    return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def with_code(attempts: QuerySet[Attempt], typed: str) -> int | None:
    """The attempt among these that has the code, typed in any case and with or without the dash; None without one."""
    wanted = "".join(letter for letter in typed.upper() if letter in JOIN_CODE_ALPHABET)
    if len(wanted) != LENGTH or len(typed.strip()) > LENGTH + 1:
        return None
    keys = attempts.order_by().values_list("pk", flat=True)
    return next((key for key in keys if receipt_code(key).replace("-", "") == wanted), None)
