"""What an editor changed is told in the fewest words, whatever is left of our names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.editorial.compare import compare
from onmodel.editorial.edited import Edited, Seen
from onmodel.editorial.exports import Form, write
from onmodel.editorial.model import Item
from onmodel.editorial.reading import read
from tests.editorial.cutting import clip, cut_of

ITEMS = tuple(clip(number) for number in range(1, 7))
CUT = cut_of(*ITEMS)


def _seen(*items: Item, **given: object) -> Edited:
    made = tuple(Seen(i.name, i.start, i.length, i.key, i.shot_id, i.number) for i in items)
    return Edited("edited", CUT.rate, tuple(replace(s, **given) for s in made))  # type: ignore[arg-type]


def test_one_shot_that_was_moved_is_one_change() -> None:
    diff = compare(CUT, _seen(ITEMS[4], *ITEMS[:4], ITEMS[5]))
    assert [(c.what, c.name, c.before, c.after) for c in diff.changes] == [("moved", "1-5_T1", 5, 1)]


def test_trims_omissions_strangers_and_repeats_are_told_apart() -> None:
    stranger = Seen("drone shot", 0, 50)
    edited = _seen(replace(ITEMS[0], length=30), *ITEMS[1:5], ITEMS[1])
    diff = compare(CUT, replace(edited, seen=(*edited.seen, stranger)))
    assert [(c.what, c.name, c.before, c.after) for c in diff.changes] == [
        ("omitted", "1-6_T1", 40, None), ("trimmed", "1-1_T1", 40, 30), ("unknown", "drone shot", None, 50),
        ("repeated", "1-2_T1", None, 40),
    ]  # fmt: skip
    assert [placed.key for placed in diff.order] == ["k1", "k2", "k3", "k4", "k5"]


@pytest.mark.parametrize(
    "left",
    [
        {"key": "", "shot_id": ""},
        {"key": "", "name": "x"},
        {"key": "", "shot_id": "", "name": "renamed"},
        {"key": "", "shot_id": "", "number": "/"},
    ],
)
def test_a_clip_is_known_by_whatever_is_left(left: dict[str, str]) -> None:
    assert compare(CUT, _seen(*ITEMS, **left)).changes == ()


def test_a_name_with_a_suffix_and_other_capitals_is_the_same_name() -> None:
    seen = tuple(Seen(f"{item.name.upper()}.MOV", item.start, item.length) for item in ITEMS)
    assert compare(CUT, Edited("", CUT.rate, seen)).changes == ()


@given(st.permutations(range(6)), st.lists(st.integers(1, 40), min_size=6, max_size=6))
def test_any_new_order_and_lengths_arrive(order: list[int], lengths: list[int]) -> None:
    edited = [replace(ITEMS[i], length=length) for i, length in zip(order, lengths, strict=True)]
    for form in (Form.FCPXML, Form.EDL):
        diff = compare(CUT, read(write(cut_of(*edited), form), CUT.rate))
        assert [(p.key, p.length) for p in diff.order] == [(i.key, i.length) for i in edited]
        assert {c.name for c in diff.of("trimmed")} == {i.name for i in edited if i.length != 40}
        assert bool(diff.of("moved")) == (order != sorted(order))
