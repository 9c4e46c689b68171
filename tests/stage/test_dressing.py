from dataclasses import replace

import numpy as np
import pytest

from onmodel.fountain.model import Beat
from onmodel.fountain.vocabulary import Framing, Pose
from onmodel.stage.camera import direction
from onmodel.stage.dressing import ALOFT, GAPS, Dressing, between, dress, kind, part_of, thing_of
from onmodel.stage.mesh import MeshPart
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import PropSpec
from onmodel.stage.staging import TALKING, stage_scene
from tests.stage.dummy import STEPPE
from tests.stage.scripts import scene, shot, talk


def dressed(*props: str, shots: tuple = ()) -> tuple[Dressing, np.ndarray, np.ndarray]:
    breakdown = scene(shots or talk(), *props)
    staging = stage_scene(breakdown, STEPPE, GAPS.get(between(breakdown, STEPPE) or "", TALKING))
    return dress(breakdown, staging, Solid(STEPPE)), np.array(staging.centre), direction(staging.front)


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("campfire", "fire"),
        ("low table", "table"),
        ("old horse", "large"),
        ("horses", "large"),
        ("pouch", "hand"),
        ("cauldron", "small"),
    ],
)
def test_the_last_word_says_what_a_prop_is(word: str, group: str) -> None:
    assert kind(word) == group


def test_a_table_stands_between_them_with_small_things_on_it() -> None:
    dressing, centre, _ = dressed("table", "cup", "letter")
    assert dressing.props["table"].position == pytest.approx((centre[0], centre[1], 0))
    assert dressing.props["cup"].position[2] == pytest.approx(0.75, abs=0.05)
    assert dressing.props["cup"].position != dressing.props["letter"].position


def test_a_fire_burns_in_front_and_large_things_stand_behind() -> None:
    dressing, centre, ahead = dressed("fire", "horse")
    assert (np.array(dressing.props["fire"].position) - centre) @ ahead < 0
    assert (np.array(dressing.props["horse"].position) - centre) @ ahead > 1.5


def test_what_is_held_is_not_left_on_the_ground_and_nothing_comes_twice() -> None:
    shots = (shot("1", Framing.MS, "A", beats=(Beat("A", Pose.HOLD, holds="Sword"),), props=("sword", "Coin", "coin")),)
    dressing, _, _ = dressed("sword", "coin", shots=shots)
    assert set(dressing.props) == {"coin"}


def test_a_thing_is_found_by_its_word_whatever_its_case() -> None:
    dressing, _, _ = dressed("Coin")
    assert dressing.find(" COIN ") is not None
    assert dressing.find("dragon") is None


def test_a_set_with_a_table_has_things_put_on_it() -> None:
    top = np.array([[-0.5, 0, 0.7], [0.5, 0, 0.7], [0.5, 1, 0.7], [-0.5, 1, 0.7]], dtype=np.float32)
    faces = np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32)
    place = replace(STEPPE, parts=(MeshPart("table/wood", top, faces, np.ones((4, 3), np.float32)),))
    breakdown = scene(talk(), "cup", "letter", "horse")
    dressing = dress(breakdown, stage_scene(breakdown, place), Solid(place))
    for word in ("cup", "letter"):
        x, y, z = dressing.props[word].position
        assert -0.5 < x < 0.5
        assert 0 < y < 1
        assert z == pytest.approx(0.7, abs=1e-4)
    assert dressing.props["cup"].position != dressing.props["letter"].position
    assert dressing.props["horse"].position[2] == 0


def test_a_set_has_its_own_doors_and_a_book_is_no_bookshelf() -> None:
    corner = np.zeros((3, 3), np.float32)
    shelf = MeshPart("bookshelf/wood", corner, np.array([[0, 1, 2]], np.int32), corner)
    place = replace(STEPPE, parts=(shelf,), landmarks={"door": (3.0, 4.0, 1.0)})
    assert part_of(place, "doorway").middle == (3.0, 4.0, 1.0)
    assert part_of(place, "shelf") is not None
    assert part_of(place, "book") is None


def test_a_thing_on_a_table_lies_with_its_face_up_and_is_seen_from_above() -> None:
    letter, cup = (thing_of(PropSpec(word, (0, 0, 0.7))) for word in ("letter", "cup"))
    assert letter.middle[2] < 0.72
    assert letter.pitch > cup.pitch
    assert thing_of(PropSpec("flying kite", (0, 3, ALOFT))).pitch < 0
