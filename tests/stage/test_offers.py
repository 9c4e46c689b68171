"""Offers of a shot: visibly different, and never at the cost of a head, a face or the line."""

from dataclasses import replace

import numpy as np
import pytest

from onmodel.fountain.model import Beat
from onmodel.fountain.vocabulary import Angle, Expression, Framing, TimeOfDay
from onmodel.stage.anchors import head_of, yaw_to
from onmodel.stage.blocking import Workshop, block_scene
from onmodel.stage.camera import box_in_frame
from onmodel.stage.offers import MOON, MORE, OFFERS, TURNED, offer
from onmodel.stage.spec import LightSpec, SceneSpec, SetSpec
from tests.stage.dummy import ROOM, STEPPE, figure
from tests.stage.scripts import scene, shot

OPEN = Workshop(figure, lambda _scene, _seed: SetSpec("steppe", interior=False), lambda _spec: STEPPE)
INSIDE = Workshop(figure, lambda _scene, _seed: SetSpec("room"), lambda _spec: ROOM)
NUMBERS = range(1, len(OFFERS) + 1)


def spec(framing: Framing, *people: str, shop: Workshop = OPEN, angle: Angle = Angle.EYE_LEVEL) -> SceneSpec:
    beats = tuple(Beat(n, expression=Expression.NEUTRAL) for n in people)
    made = shot("1", framing, *people, beats=beats)
    return block_scene(scene((replace(made, angle=angle),)), {}, workshop=shop)[0]


def boxes(one: SceneSpec) -> list[tuple[float, float, float, float]]:
    return [box_in_frame(head_of(figure(a)).outline, one.camera) for a in one.actors]


@pytest.mark.parametrize("shop", [OPEN, INSIDE], ids=["steppe", "room"])
@pytest.mark.parametrize(
    ("framing", "people"),
    [
        (Framing.CU, "A"),
        (Framing.MS, "A"),
        (Framing.WS, "AB"),
        (Framing.TWO_SHOT, "AB"),
        (Framing.OVER_THE_SHOULDER, "AB"),
    ],
)
def test_heads_that_were_whole_stay_whole_and_of_like_size(framing: Framing, people: str, shop: Workshop) -> None:
    before = spec(framing, *people, shop=shop)
    for number in NUMBERS:
        after, _ = offer(before, number, shop)
        for old, new in zip(boxes(before), boxes(after), strict=True):
            if min(old) >= 0 and max(old) <= 1:
                assert min(new) >= 0
                assert max(new) <= 1
                assert 0.6 < (new[3] - new[1]) / (old[3] - old[1]) < 1.6


def test_offers_differ_in_light_seed_and_most_in_where_the_camera_stands() -> None:
    before = spec(Framing.CU, "A")
    made = [offer(before, number, OPEN) for number in NUMBERS]
    assert len({one.light for one, _ in made}) == len(OFFERS)
    assert len({one.seed for one, _ in made} | {before.seed}) == len(OFFERS) + 1
    assert len({one.camera for one, _ in made}) >= 6
    assert len({one.camera.lens_mm for one, _ in made}) >= 4
    assert len({told for _, told in made}) == len(OFFERS)
    assert all(one.actors == before.actors and one.props == before.props for one, _ in made)


def test_what_is_told_is_what_was_done() -> None:
    before = spec(Framing.CU, "A")
    for number in NUMBERS:
        after, told = offer(before, number, OPEN)
        lens = f"{after.camera.lens_mm:g} mm instead of {before.camera.lens_mm:g} mm"
        assert (lens in told) == (after.camera.lens_mm != before.camera.lens_mm)
        rise = after.camera.position[2] - before.camera.position[2]
        assert ("cm lower" in told) == (rise <= -0.05 and "cm" in told)
        assert ("warmer" in told, "cooler" in told) == (0 < after.set.kelvin <= 4300, after.set.kelvin > 4300)


def test_who_speaks_to_whom_stays_on_their_side_of_the_line() -> None:
    before = spec(Framing.TWO_SHOT, "A", "B")
    heads = [head_of(figure(a)).eyes for a in before.actors]

    def side(one: SceneSpec) -> float:
        line, way = heads[1] - heads[0], np.asarray(one.camera.position) - heads[0]
        return float(np.sign(line[0] * way[1] - line[1] * way[0]))

    assert {side(offer(before, number, OPEN)[0]) for number in NUMBERS} == {side(before)}


@pytest.mark.parametrize("framing", [Framing.CU, Framing.MCU, Framing.MS])
def test_a_face_seen_near_is_never_turned_further_from_the_lens_than_it_can_be_known(framing: Framing) -> None:
    before = spec(framing, "A")
    for aside in (-30.0, 0.0, 30.0):
        turned_away = replace(before, actors=(replace(before.actors[0], heading=before.actors[0].heading + aside),))
        person = figure(turned_away.actors[0])
        known = yaw_to(person, np.asarray(before.camera.position))
        for number in NUMBERS:
            after, _ = offer(turned_away, number, OPEN)
            assert yaw_to(person, np.asarray(after.camera.position)) <= max(TURNED, known + MORE) + 1e-6


def test_a_camera_put_by_hand_stays_and_the_light_alone_changes() -> None:
    before = spec(Framing.MS, "A")
    after, told = offer(before, 2, OPEN, stay=True)
    assert after.camera == before.camera
    assert after.light != before.light
    assert "mm" not in told


def test_after_the_last_offer_they_begin_again_with_another_seed() -> None:
    before = spec(Framing.MS, "A")
    first, again = offer(before, 1, OPEN), offer(before, len(OFFERS) + 1, OPEN)
    assert again[0].light == first[0].light
    assert again[0].seed != first[0].seed
    assert "another seed" in again[1]
    assert offer(before, 3, OPEN) == offer(before, 3, OPEN)


def test_a_light_of_the_shot_s_own_is_built_upon_and_stops_move_only_where_there_are_any() -> None:
    lit = replace(spec(Framing.CU, "A"), light=LightSpec(key=2.0, face_fill=1.0))
    after, _ = offer(lit, 1, OPEN)
    assert after.light.key == pytest.approx(2.0 * OFFERS[0].light.key)
    assert after.light.face_fill == 1.0
    assert after.camera.t_stop == 0.0
    stopped = replace(lit, camera=replace(lit.camera, t_stop=2.8))
    assert offer(stopped, 2, OPEN)[0].camera.t_stop == 2.0


def test_by_night_outside_cool_is_cooler_than_the_moon() -> None:
    night = spec(Framing.MS, "A")
    night = replace(night, set=replace(night.set, time=TimeOfDay.NIGHT))
    assert offer(night, 2, OPEN)[0].set.kelvin == MOON


def test_a_place_without_people_is_offered_too() -> None:
    empty = spec(Framing.EWS)
    assert len({offer(empty, number, OPEN)[0].camera for number in NUMBERS}) >= 4
