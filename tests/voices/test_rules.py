"""Who sounds how, and where a line is heard."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onmodel.editorial.model import Item, Sound
from onmodel.editorial.speech import FEMALE, MALE
from onmodel.voices.rules import GAP, LEAD_IN, PREFIX, Line, Read, casting, laid


def _item(key: str, shot: str, length: int = 48) -> Item:
    return Item(key, key, "still", length, 24, length + 48, shot_id=shot)


def _read(shot: str, length: int) -> Read:
    return Read(Line(shot, "EMMA", "No.", "f1"), "0" * 64, "asset", length)


def test_everybody_has_a_voice_of_their_own_and_keeps_it() -> None:
    cast = casting({"ANNA": "female", "BEN": "male", "CARL": "male", "X": None})
    assert cast["ANNA"] in FEMALE
    assert {cast["BEN"], cast["CARL"]} <= set(MALE)
    assert len(set(cast.values())) == 4
    assert casting({"ANNA": "female", "BEN": "male", "CARL": "male", "X": None}) == cast


def test_more_people_than_voices_still_speak() -> None:
    assert len(casting({f"P{i}": "female" for i in range(9)})) == 9


def test_lines_begin_in_their_shots_one_after_the_other_and_long_ones_run_on() -> None:
    items = [_item("a", "1"), _item("t", ""), _item("b", "2")]
    music = Sound("m", "music", "music", "1" * 64, "x", 0, 100)
    old = Sound(f"{PREFIX}a-0", "old", "dialogue", "2" * 64, "x", 0, 9)
    made = laid(items, {"1": [_read("1", 20), _read("1", 90)], "2": [_read("2", 10)]}, [music, old])
    assert [(s.key, s.at) for s in made] == [
        ("m", 0), ("v-a-0", LEAD_IN), ("v-a-1", LEAD_IN + 20 + GAP), ("v-b-0", LEAD_IN + 20 + GAP + 90 + GAP),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 90), st.lists(st.integers(1, 200), max_size=4)), max_size=8))
def test_nobody_talks_over_another_or_behind_the_end(shots: list[tuple[int, list[int]]]) -> None:
    items = [_item(f"i{n}", f"s{n}", length) for n, (length, _) in enumerate(shots)]
    read = {f"s{n}": [_read(f"s{n}", each) for each in lines] for n, (_, lines) in enumerate(shots)}
    sounds = laid(items, read, ())
    for one, following in pairwise(sounds):
        assert one.at + one.length <= following.at
    assert all(sound.at < sum(length for length, _ in shots) for sound in sounds)
    assert len({sound.key for sound in sounds}) == len(sounds)
