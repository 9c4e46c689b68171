import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.fountain.wordlist import wordlist
from onmodel.stage.sets.phrases import phrase_of
from onmodel.stage.sets.props import SHAPES, things_in

WORDS = st.sampled_from(
    [*sorted(wordlist("the a three few in on of with and : , . open torn broken his hand old")), *SHAPES]
)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "the open pouch in his hand: three pebbles and a broken spoon.",
            "three pebbles and broken spoon in open pouch",
        ),
        ("the pebbles in the pouch", "four pebbles in pouch"),
        ("a torn paper", "torn paper"),
        ("a photograph on the table", "photograph"),
        ("the photograph. A man in a black coat stands before a bar.", "photograph"),
        ("a sack of coins", "coins in sack"),
        ("two coins and a ring", "two coins and ring"),
        ("a gold watch", "watch"),
        ("a cup of tea", "cup"),
        ("a gun in the drawer", "gun"),
        ("a zeppelin", ""),
        ("", ""),
    ],
)
def test_words_name_things_their_state_number_and_contents(text: str, phrase: str) -> None:
    assert phrase_of(things_in(text)) == phrase


@given(st.lists(WORDS, max_size=9))
def test_a_phrase_is_read_back_as_what_it_was_made_of(words: list[str]) -> None:
    things = things_in(" ".join(words))
    assert things_in(phrase_of(things)) == things


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(t.name in SHAPES for t in things_in(text))
