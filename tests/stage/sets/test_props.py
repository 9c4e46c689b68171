import numpy as np
import pytest

from onmodel.fountain.lexicon import HAND_PROPS, PROPS
from onmodel.stage.sets.letters import lettering
from onmodel.stage.sets.prop_words import SYNONYMS
from onmodel.stage.sets.props import (
    GRIPS,
    SHAPES,
    canonical_prop,
    hand_props,
    held_parts,
    known_props,
    prop_parts,
    prop_size,
    showing,
    shown_parts,
)
from onmodel.stage.spec import PropSpec


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_prop_stands_on_the_ground_and_is_of_a_credible_size(name: str) -> None:
    parts = prop_parts(PropSpec(name))
    v = np.concatenate([p.vertices for p in parts])
    assert np.isfinite(v).all()
    assert -0.35 < v[:, 2].min() < 0.06
    assert 0.005 < max(prop_size(name)) < 12.5
    assert sum(len(p.faces) for p in parts) < 20_000
    assert all(p.colours.min() >= 0 and p.colours.max() <= 1 for p in parts)


def test_the_kit_is_large_and_what_is_held_fits_a_hand() -> None:
    assert len(known_props()) >= 40
    assert {"cup", "sword", "dombra", "lantern", "letter", "pistol", "purse", "key"} <= hand_props
    assert set(GRIPS) <= hand_props
    assert all(max(prop_size(n)) < 2.0 for n in hand_props)


def test_synonyms_lead_into_the_kit() -> None:
    assert set(SYNONYMS.values()) <= known_props()
    assert not set(SYNONYMS) & set(SHAPES)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("revolver", "pistol"), ("Knives", "knife"), ("two HORSES", "horse"), ("street lamps", "street lamp"),
        ("an old oak chest", "chest"), ("torch", "torch"), ("bag of gold", "purse"), ("sack of coins", "sack"),
        ("zeppelin", None), ("", None), ("!?", None),
    ],
)  # fmt: skip
def test_words_find_their_prop(word: str, name: str | None) -> None:
    assert canonical_prop(word) == name


def test_most_words_of_the_script_lexicon_are_in_the_kit() -> None:
    unknown = {w for w in PROPS if canonical_prop(w) is None}
    assert len(unknown) <= 0.2 * len(PROPS), sorted(unknown)
    assert not {"sword", "purse", "letter", "key", "gun", "coins"} & unknown
    assert HAND_PROPS


def test_an_unknown_word_is_a_block_with_its_word_on_it() -> None:
    parts = prop_parts(PropSpec("zeppelin", (1.0, 2.0, 0.0)))
    v = np.concatenate([p.vertices for p in parts])
    assert np.allclose((v.min(0) + v.max(0)) / 2, (1, 2, 0.3), atol=0.01)
    dark = sum(int((p.colours.max(1) < 0.05).sum()) for p in parts)
    assert dark > 200
    other = prop_parts(PropSpec("gizmo"))
    assert sum(len(p.vertices) for p in other) != sum(len(p.vertices) for p in parts)


@pytest.mark.parametrize("word", ["", "ж", "a" * 400, "Қобыз", "🐫"])
def test_odd_words_can_be_lettered(word: str) -> None:
    s = lettering(word, 0.5, 0.3)
    low, high = s.vertices.min(0), s.vertices.max(0)
    assert len(s.faces) > 0
    assert (high - low)[0] <= 0.501
    assert low[2] >= -1e-6
    assert high[2] <= 0.301


def test_a_prop_goes_where_its_spec_says() -> None:
    here = np.concatenate([p.vertices for p in prop_parts(PropSpec("table"))])
    there = np.concatenate(
        [p.vertices for p in prop_parts(PropSpec("table", (3, -2, 0.5), heading=90, scale=2.0), floor_z=0.1)]
    )
    assert np.allclose(np.ptp(there, axis=0), np.ptp(here, axis=0)[[1, 0, 2]] * 2, atol=1e-3)
    assert there[:, 2].min() == pytest.approx(0.6, abs=1e-3)


def test_a_colour_paints_the_largest_surface_only() -> None:
    red = prop_parts(PropSpec("car", colour="#ff0000"))
    plain = prop_parts(PropSpec("car"))
    changed = [p.name for p, q in zip(red, plain, strict=True) if not np.array_equal(p.colours, q.colours)]
    assert changed == ["prop:car/paint"]
    paint = next(p for p in red if p.name == "prop:car/paint").colours.mean(0)
    assert paint[0] > 5 * paint[1]


def test_a_held_thing_has_its_grip_in_the_hand() -> None:
    turn = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])  # z of the thing points along −y
    parts = held_parts("sword", (0.3, -0.2, 1.1), turn)
    v = np.concatenate([p.vertices for p in parts])
    hilt = v[np.abs(v[:, 1] + 0.2) < 0.07]
    assert len(hilt) > 10
    assert np.hypot(hilt[:, 0] - 0.3, hilt[:, 2] - 1.1).max() < 0.03
    assert np.ptp(v, axis=0).argmax() == 1
    assert v[:, 1].min() < -0.9


def test_a_horse_in_a_hand_is_a_toy_and_an_unknown_thing_a_small_block() -> None:
    for word, size in (("horse", 0.55), ("zeppelin", 0.13)):
        v = np.concatenate([p.vertices for p in held_parts(word, (0, 0, 1), np.eye(3))])
        assert np.ptp(v, axis=0).max() < size


@pytest.mark.parametrize("state", ["torn", "crumpled", "open", "broken", "burning"])
@pytest.mark.parametrize("word", ["letter", "spoon", "purse", "cup", "box", "map"])
def test_every_thing_can_be_in_every_state(word: str, state: str) -> None:
    parts = prop_parts(PropSpec(f"{state} {word}"))
    v = np.concatenate([p.vertices for p in parts])
    assert np.isfinite(v).all()
    assert v[:, 2].min() > -0.02
    lit = [p for p in parts if p.emission]
    assert bool(lit) == (state == "burning")


def test_what_is_broken_is_in_two_and_keeps_its_surface() -> None:
    whole, broken = (prop_parts(PropSpec(word)) for word in ("spoon", "broken spoon"))
    colours = {tuple(np.round(c, 2)) for p in whole for c in p.colours}
    assert all(tuple(np.round(c, 2)) in colours for p in broken for c in p.colours)
    assert prop_size("broken spoon")[0] > 1.5 * prop_size("spoon")[0]


def test_pebbles_are_inside_the_open_pouch() -> None:
    alone = np.concatenate([p.vertices for p in prop_parts(PropSpec("open pouch"))])
    full = prop_parts(PropSpec("three pebbles in an open pouch"))
    stones = next(p for p in full if p.name.endswith("matte")).vertices
    assert np.hypot(stones[:, 0], stones[:, 1]).max() < np.hypot(alone[:, 0], alone[:, 1]).max()
    assert 0.04 < stones[:, 2].min() < stones[:, 2].max() < 0.14


@pytest.mark.parametrize(
    ("word", "way"), [("torn paper", "face"), ("two coins", "palm"), ("knife", "grip"), ("key in letter", "palm")]
)
def test_a_thing_is_shown_as_its_kind_is(word: str, way: str) -> None:
    assert showing(word) == way
    v = np.concatenate([p.vertices for p in shown_parts(word, (0.3, -0.5, 1.2), np.eye(3))])
    assert np.abs(v.mean(0) - (0.3, -0.5, 1.2)).max() < 0.2
