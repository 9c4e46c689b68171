"""What two snapshots differ in."""

from hypothesis import given
from hypothesis import strategies as st

from onmodel.versions.rules import LONG_TEXT, Change, Picture, changes, picture_pairs, shown

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=4), part, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=4), JSON, max_size=4))
def test_a_state_does_not_differ_from_itself(snapshot: dict[str, object]) -> None:
    assert changes(snapshot, snapshot) == []


@given(JSON, JSON)
def test_different_states_have_a_change(one: object, other: object) -> None:
    assert bool(changes({"x": one}, {"x": other})) == (one != other)


def test_a_change_is_told_by_its_path() -> None:
    old = {"dna": {"hair": {"value": "#111111"}, "outfit": [{"kind": "coat"}]}, "gone": 1}
    new = {"dna": {"hair": {"value": "#8f3b1c"}, "outfit": [{"kind": "coat"}, {"kind": "hat"}]}}
    assert changes(old, new) == [
        Change("dna.hair.value", "#111111", "#8f3b1c"),
        Change("dna.outfit.1", None, {"kind": "hat"}),
        Change("gone", 1, None),
    ]


def test_a_changed_embedding_is_one_change_told_by_its_length() -> None:
    old, new = {"face": [0.0] * 512}, {"face": [0.5] * 512}
    assert changes(old, new) == [Change("face", "512 numbers", "512 numbers")]


def test_a_huge_text_is_cut() -> None:
    assert len(shown("x" * 1_000_000)) < LONG_TEXT + 40


def test_a_picture_that_stays_is_not_marked_when_another_before_it_goes() -> None:
    old = {"references": [{"asset_id": "a", "label": "front"}, {"asset_id": "b", "label": "side"}]}
    new = {"references": [{"asset_id": "b", "label": "side"}, {"asset_id": "c", "label": "back"}]}
    b = Picture("b", "side")
    assert picture_pairs(old, new) == [(b, b), (Picture("a", "front"), Picture("c", "back"))]
    assert picture_pairs({}, new) == [(None, b), (None, Picture("c", "back"))]
