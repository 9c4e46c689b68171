import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.characters.rules import (
    BadCharacterName,
    Reference,
    TooManyReferences,
    checked_name,
    checked_references,
    fingerprint,
    same_name,
)  # fmt: skip


def test_blanks_are_tidied() -> None:
    assert checked_name("  Aldar \n Kose ") == "Aldar Kose"


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "nul\x00byte", "bell\x07"])
def test_names_that_cannot_be_used_are_refused(name: str) -> None:
    with pytest.raises(BadCharacterName):
        checked_name(name)


def test_a_fourth_picture_is_refused_and_three_are_taken() -> None:
    three = [Reference(f"{i}.jpg", b"") for i in range(3)]
    assert len(checked_references(three)) == 3
    with pytest.raises(TooManyReferences, match="4 reference pictures"):
        checked_references([*three, Reference("4.jpg", b"")])


@pytest.mark.parametrize(("one", "other"), [("ALDAR KOSE", "Aldar-Kose"), ("Saule", " SAULE "), ("Төле би", "ТӨЛЕ БИ")])
def test_spelling_does_not_part_a_name(one: str, other: str) -> None:
    assert same_name(one, other)


def test_different_people_stay_different() -> None:
    assert not same_name("EMMA", "EMMA'S MOTHER")


@given(st.text(), st.text())
def test_same_name_is_symmetric(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)


def test_the_fingerprint_follows_words_names_and_bytes() -> None:
    base = fingerprint("tall", [Reference("a.jpg", b"1"), Reference("b.jpg", b"2")])
    assert base == fingerprint("tall", [Reference("a.jpg", b"1"), Reference("b.jpg", b"2")])
    others = [
        fingerprint("short", [Reference("a.jpg", b"1"), Reference("b.jpg", b"2")]),
        fingerprint("tall", [Reference("a.jpg", b"1"), Reference("b.jpg", b"3")]),
        fingerprint("tall", [Reference("b.jpg", b"2"), Reference("a.jpg", b"1")]),
        fingerprint("tall", [Reference("a.jpg", b"1")]),
    ]
    assert base not in others
