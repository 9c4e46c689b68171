"""Walls between lens and actors go out of sight; all others stay."""

from dataclasses import replace

import pytest

from onmodel.stage.cutaway import cut
from onmodel.stage.optics import NEAR, Optics
from onmodel.stage.spec import CameraSpec
from tests.stage.doubles import camera, person, room


def kept(spec: CameraSpec, *actors):
    parts, near = cut(room(), [a.body for a in actors], Optics(spec, 160, 90))
    return {p.name for p in parts}, near


def test_inside_the_room_nothing_is_cut():
    names, near = kept(camera(), person())
    assert "front" in names
    assert near == NEAR


def test_a_wall_before_the_lens_is_passed_by_the_near_plane_and_still_holds_the_light():
    names, near = kept(camera((0, -4.5, 1.5)), person())
    assert "front" in names
    assert 1.5 < near < 1.7


def test_a_wall_that_reaches_behind_the_actors_is_left_out():
    names, _ = kept(camera((5.5, -3.35, 1.5), (0.0, -2.6, 1.3), lens_mm=25), person(at=(0.0, -2.6, 0.0)))
    assert "front" not in names
    assert {"back", "left", "right", "floor"} <= names


def test_the_wall_beside_and_behind_an_actor_is_their_background():
    place = replace(room(), wall_cutaway=("front", "right"))
    spec, actor = camera((-2, -2, 1.5), (2.3, 1.5, 1.4)), person(at=(2.2, 1.5, 0.0))
    parts, near = cut(place, [actor.body], Optics(spec, 160, 90))
    assert "right" in {p.name for p in parts}
    assert near == NEAR


def test_a_wall_that_may_not_be_cut_stays_whatever_it_hides():
    names, near = kept(camera((4.5, 0, 1.5)), person())
    assert "right" in names
    assert near == NEAR


@pytest.mark.parametrize("actors", [[], [person(at=(0, -9, 0))]])
def test_without_an_actor_in_the_picture_nothing_is_cut(actors):
    names, near = kept(camera((0, -4.5, 1.5)), *actors)
    assert "front" in names
    assert near == NEAR
