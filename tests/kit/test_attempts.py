import pytest

from onmodel.kit.attempts import Attempts, TooManyAttempts


def test_an_attempt_counts_under_all_of_its_keys_or_none() -> None:
    attempts = Attempts()
    narrow, wide = ("2/minute", "a", "anna"), ("3/minute", "b", "1.1.1.1")
    attempts.take(narrow, wide)
    attempts.take(narrow, wide)
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            attempts.take(narrow, wide)
    attempts.take(wide)  # the refused ones were not counted
    with pytest.raises(TooManyAttempts) as caught:
        attempts.take(wide)
    assert 1 <= caught.value.members["retry_after"] <= 61
    attempts.forget(narrow)
    attempts.take(narrow)


def test_keys_are_apart() -> None:
    attempts = Attempts()
    for whose in ("anna", "ben", "anna/ben", ""):
        attempts.take(("1/hour", "login", whose))
    attempts.take(("1/hour", "link", "anna"))
    with pytest.raises(TooManyAttempts):
        attempts.take(("1/hour", "login", ""))
