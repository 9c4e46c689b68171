"""What goes over the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.live.protocol import AskState, Close, Edit, Malformed, Presence, Saved, Unsaved, decode, encode, read_uint


@given(st.binary(max_size=300), st.booleans())
def test_what_both_sides_say_is_read_as_it_was_written(body: bytes, answer: bool) -> None:
    for message in (AskState(body), Edit(body, answer=answer), Presence(body)):
        assert decode(encode(message)) == message


@given(st.binary(max_size=40))
def test_anything_else_is_malformed(data: bytes) -> None:
    try:
        message = decode(data)
    except Malformed:
        return
    if isinstance(message, AskState | Edit | Presence):
        assert decode(encode(message)) == message


def test_numbers_of_any_length_are_read() -> None:
    assert encode(Saved(300)) == bytes((100, 0xAC, 0x02))
    assert read_uint(encode(Saved(2**40)), 1)[0] == 2**40
    assert encode(Unsaved("қ"))[:2] == bytes((101, 2))
    with pytest.raises(Malformed):
        read_uint(b"\x80", 0)


def test_every_reason_to_hang_up_is_told_in_words() -> None:
    assert all(len(code.meaning.encode()) <= 120 for code in Close)
