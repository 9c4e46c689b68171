from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.fountain.model import Beat
from onmodel.fountain.vocabulary import Framing, Pose
from onmodel.stage.camera import direction, flat
from onmodel.stage.mesh import Place
from onmodel.stage.staging import APART, Staging, arrangement, first_pair, seen_people, stage_scene
from tests.stage.dummy import ROOM, STEPPE
from tests.stage.scripts import scene, shot, talk


def crowd(count: int, pose: Pose = Pose.STAND) -> tuple:
    names = [f"P{i}" for i in range(count)]
    beats = tuple(Beat(n, pose) for n in names)
    return (shot("1", Framing.WS, *names, beats=beats),)


def angle(staging: Staging, name: str, toward: np.ndarray) -> float:
    return float(np.degrees(np.arccos(np.clip(direction(staging.marks[name].heading) @ flat(toward), -1, 1))))


@pytest.mark.parametrize("place", [ROOM, STEPPE], ids=["room", "steppe"])
@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 12), sit=st.booleans())
def test_people_keep_apart_and_out_of_furniture(place: Place, count: int, sit: bool) -> None:
    staging = stage_scene(scene(crowd(count, Pose.SIT if sit else Pose.STAND)), place)
    spots = {n: np.array(m.position) for n, m in staging.marks.items()}
    assert len(spots) == count
    for a, b in combinations(spots.values(), 2):
        assert np.linalg.norm(a - b) >= APART - 1e-6
    for name, (x, y, _) in spots.items():
        if staging.marks[name].seat is None:
            assert place.playable[0] <= x <= place.playable[2]
            assert place.playable[1] <= y <= place.playable[3]
            assert not any(b[0] < x < b[2] and b[1] < y < b[3] for b in place.obstacles)


def test_two_talk_at_arms_length_opened_to_the_camera() -> None:
    staging = stage_scene(scene(talk()), STEPPE)
    a, b = (np.array(staging.marks[n].position) for n in ("ALDAR", "BAI"))
    assert 1.0 <= np.linalg.norm(a - b) <= 1.4
    camera = -direction(staging.front)
    for name, other in (("ALDAR", b - a), ("BAI", a - b)):
        assert angle(staging, name, other) == pytest.approx(27, abs=0.1)
        assert angle(staging, name, camera) == pytest.approx(63, abs=0.1)


def test_one_alone_stands_three_quarters_to_the_camera() -> None:
    staging = stage_scene(scene(crowd(1)), STEPPE)
    assert angle(staging, "P0", -direction(staging.front)) == pytest.approx(35, abs=0.1)
    assert staging.pair is None


def test_who_sits_takes_a_seat_as_it_stands_and_others_do_not() -> None:
    beats = (Beat("ALDAR", Pose.SIT), Beat("BAI", Pose.STAND))
    staging = stage_scene(scene((shot("1", Framing.TWO_SHOT, "ALDAR", "BAI", beats=beats),)), ROOM)
    mark = staging.marks["ALDAR"]
    assert (mark.position[0], mark.position[1], mark.heading, mark.seat) in ROOM.seats
    assert staging.marks["BAI"].seat is None


def test_the_pair_is_who_deals_with_each_other_first() -> None:
    shots = (
        shot("1", Framing.WS, "A", "B", "C"),
        shot("2", Framing.MS, "C", beats=(Beat("C", addressee="B"),)),
    )
    assert first_pair(scene(shots), ("A", "B", "C")) == ("C", "B")
    assert seen_people(scene(shots)) == ("C", "B", "A")


def test_the_line_keeps_its_normal_for_the_whole_scene() -> None:
    staging = stage_scene(scene(talk()), STEPPE)
    forth, back = staging.line("ALDAR", "BAI"), staging.line("BAI", "ALDAR")
    assert forth.normal == pytest.approx(back.normal)
    assert forth.normal @ -direction(staging.front) > 0.9


@pytest.mark.parametrize("count", range(14))
def test_an_arrangement_has_a_slot_for_each(count: int) -> None:
    slots = np.array(arrangement(count)).reshape(-1, 2)
    assert len(slots) == count
    for a, b in combinations(slots, 2):
        assert np.hypot(*(a - b)) >= APART


def test_a_place_without_a_free_inch_still_blocks() -> None:
    crammed = replace(STEPPE, playable=(-0.5, -0.5, 0.5, 0.5), obstacles=((-0.5, -0.5, 0.5, 0.5),))
    assert len(stage_scene(scene(talk()), crammed).marks) == 2


def test_a_scene_plays_at_the_door_that_it_names() -> None:
    place = replace(STEPPE, landmarks={"door": (9.0, 6.0, 1.0)})
    near, far = (stage_scene(scene(talk(), *props), place).centre for props in (("door",), ("window",)))
    assert np.hypot(near[0] - 9, near[1] - 6) < np.hypot(far[0] - 9, far[1] - 6) - 0.5
