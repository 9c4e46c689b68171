from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.kit import passwords
from onmodel.kit.tokens import digest, new_token


def test_a_password_is_known_by_its_hash_however_it_was_typed() -> None:
    composed, decomposed = "p\u00e1ssw\u00f6rd long", "pa\u0301sswo\u0308rd long"
    hashed = passwords.hash_password(composed)
    assert hashed.startswith("$argon2id$")
    assert passwords.matches(decomposed, hashed)
    assert not passwords.matches("password long", hashed)
    assert not passwords.matches("anything", None)


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=2000))
def test_any_text_can_be_a_password(text: str) -> None:
    hashed = passwords.hash_password(text)
    assert len(hashed) < 255
    assert passwords.matches(text, hashed)
    assert not passwords.matches(text + "x", hashed)


def test_the_same_password_has_another_hash_each_time() -> None:
    assert passwords.hash_password("correct horse") != passwords.hash_password("correct horse")


def test_tokens_are_long_and_of_one_kind() -> None:
    made = {new_token("omt_") for _ in range(1000)}
    assert len(made) == 1000
    assert {len(token) for token in made} == {47}
    assert digest("a\udcff") != digest("a")
