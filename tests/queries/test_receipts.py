"""The code on a receipt: short, the same each time, and nobody's to make up."""

from quizzes.models.people import JOIN_CODE_ALPHABET
from quizzes.queries.receipts import receipt_code


def test_a_code_is_two_times_four_letters_that_can_be_told_apart():
    codes = {receipt_code(pk) for pk in range(1, 500)}
    assert len(codes) == 499
    assert {len(code) for code in codes} == {9}
    assert {code[4] for code in codes} == {"-"}
    assert set("".join(codes)) - {"-"} <= set(JOIN_CODE_ALPHABET)


def test_it_is_always_the_same_and_another_with_another_secret(settings):
    code = receipt_code(7)
    assert receipt_code(7) == code
    settings.SECRET_KEY = "another"
    assert receipt_code(7) != code
