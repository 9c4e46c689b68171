"""Rendering: the same bytes again, maps that agree with the picture, walls that part, faces that show."""

import hashlib
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from onmodel.stage.render import Settings, Stage, render_stage, set_variant
from onmodel.stage.spec import LightSpec, StageFrame
from tests.stage.doubles import camera, ellipsoid, field, person, room

SMALL = Settings("low", seed=3, size=(192, 108))
VASE = ellipsoid("vase", (0.7, -0.2, 1.2), (0.15, 0.15, 0.2), (0.1, 0.4, 0.4))


def two(night=False, **settings) -> StageFrame:
    stage = Stage(
        [person("ANNA", (-0.4, 0, 0)), person("BEN", (0.45, 0.4, 0), (0.05, 0.15, 0.4))], room(night), [[VASE]]
    )
    return render_stage(stage, camera(), LightSpec(), replace(SMALL, **settings))


@pytest.fixture(scope="module")
def frame() -> StageFrame:
    return two()


def digest(made: StageFrame) -> str:
    maps = made.maps
    arrays = (made.picture, maps.depth, maps.normals, maps.albedo, maps.ids, maps.openpose, *maps.keypoints.values())
    return hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in arrays)).hexdigest()


def test_the_same_spec_and_seed_give_the_same_bytes_and_another_seed_does_not(frame):
    assert digest(two()) == digest(frame)
    assert not np.array_equal(two(seed=4).picture, frame.picture)


@pytest.mark.parametrize("threads", [1, 3])
def test_another_process_with_other_threads_gives_the_same_bytes(frame, threads):
    code = (
        f"import drjit; drjit.set_thread_count({threads})\n"
        "from tests.stage.test_render import digest, two\nprint(digest(two()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == digest(frame)


def test_maps_agree_with_what_stands_where(frame):
    maps = frame.maps
    assert set(np.unique(maps.ids)) == {0, 1, 2, 1000}
    assert maps.depth.shape == maps.ids.shape == (108, 192)
    anna, ben = (np.median(maps.depth[maps.ids == i]) for i in (1, 2))
    assert 2.3 < anna < 2.7
    assert 2.7 < ben < 3.1
    assert np.allclose(np.linalg.norm(maps.normals[maps.depth > 0], axis=-1), 1, atol=1e-4)
    shirt = maps.albedo[maps.ids == 2]
    assert (np.abs(shirt - (0.05, 0.15, 0.4)).max(-1) < 0.02).mean() > 0.5
    assert maps.depth.min() > 0  # a closed room has no holes


def test_heads_and_keypoints_lie_on_their_actors(frame):
    for number, name in enumerate(("ANNA", "BEN"), 1):
        x0, y0, x1, y1 = (round(v) for v in frame.heads[name])
        assert (frame.maps.ids[y0:y1, x0:x1] == number).mean() > 0.6
        nose = frame.maps.keypoints[name][0]
        assert nose[2] == 1
        assert frame.maps.ids[int(nose[1]), int(nose[0])] == number
    assert frame.maps.openpose.any()


def test_faces_are_lit_by_day_and_seen_by_night_and_night_is_darker(frame):
    night = two(night=True)
    for made, least in ((frame, 60), (night, 35)):
        x0, y0, x1, y1 = (round(v) for v in made.heads["ANNA"])
        face = made.picture[(y0 + y1) // 2 : y1 - 3, x0 + 4 : x1 - 4]
        assert face.mean() > least
    assert night.picture.mean() < 0.75 * frame.picture.mean()


def test_the_denoised_picture_is_near_the_converged_one(frame):
    from onmodel.stage import render

    usual = render.QUALITY["low"]
    try:
        render.QUALITY["low"] = replace(usual, samples=64)
        clean = two(seed=9).picture.astype(float)
    finally:
        render.QUALITY["low"] = usual
    assert np.sqrt(((frame.picture - clean) ** 2).mean()) < 5.0


def test_a_wall_between_is_not_seen():
    stage = Stage([person()], room())
    outside = render_stage(stage, camera((0, -5.0, 1.4)), LightSpec(), SMALL)
    assert (outside.maps.ids == 1).any()
    assert "ANNA" in outside.heads


def test_one_who_stands_behind_another_is_reported():
    stage = Stage([person("NEAR", (0, -1.2, 0)), person("FAR", (0, 1.5, 0))], field())
    made = render_stage(stage, camera((0, -2.4, 1.55), (0, 0, 1.5)), LightSpec(), SMALL)
    assert "FAR" not in made.heads
    assert made.notes == ("The head of FAR is not in the picture",)
    assert not made.maps.keypoints["FAR"][:, 2].any()


def test_sun_and_sky_light_a_field():
    made = render_stage(Stage([person()], field()), camera((0, -4, 1.5)), LightSpec(), SMALL)
    sky, ground = made.picture[5].mean(0), made.picture[-5].mean(0)
    assert sky[2] > sky[0]
    assert ground[1] > ground[2]
    assert (made.maps.depth[0] == 0).all()


def test_an_empty_stage_is_a_sky():
    made = render_stage(Stage([], replace(field(), parts=(), lamps=())), camera(), LightSpec(), SMALL)
    assert not made.maps.ids.any()
    assert made.heads == {}
    assert made.picture.std() > 0


def test_a_lamp_in_the_picture_is_not_seen_but_lights():
    from onmodel.stage.mesh import Lamp

    dark = replace(room(), lamps=(Lamp("rectangle", (0, 2.5, 2.0), (0, 0, 1.4), 0.8, (9.0, 9.0, 9.0), "back"),))
    made = render_stage(Stage([person(at=(-0.9, 0, 0))], dark), camera(), LightSpec(), SMALL)
    assert made.picture.max() < 250
    assert made.picture.mean() > 10


def test_light_factors_change_the_light():
    stage = Stage([person()], room())
    low = render_stage(stage, camera(), LightSpec(key=0.2), SMALL)
    lifted = render_stage(stage, camera(), LightSpec(key=0.2, face_fill=1.0), SMALL)
    x0, y0, x1, y1 = (round(v) for v in low.heads["ANNA"])
    level = [m.picture[y0:y1, x0:x1].mean() / m.detail["exposure"] for m in (low, lifted)]
    assert level[1] > 1.3 * level[0]


def test_high_has_a_depth_of_field_and_maps_stay_sharp():
    stage = Stage([person(), person("BACK", (0.9, 2.3, 0))], room())
    soft, sharp = (
        render_stage(stage, camera(lens_mm=50, t_stop=t, focus_distance=2.5), LightSpec(), replace(SMALL, tier="high"))
        for t in (1.0, 0.0)
    )
    assert np.array_equal(soft.maps.ids, sharp.maps.ids)
    x0, y0, x1, y1 = (round(v) for v in sharp.heads["BACK"])
    window = (slice(max(y0 - 5, 0), y1 + 5), slice(x0 - 5, x1 + 5))
    contrast = [np.abs(np.diff(m.picture[window].astype(float), axis=1)).max() for m in (soft, sharp)]
    assert contrast[0] < 0.6 * contrast[1]


def test_progress_rises_to_one():
    told: list[float] = []
    render_stage(Stage([], field()), camera(), LightSpec(), replace(SMALL, size=(32, 18)), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_variant_that_can_kill_the_process_is_refused():
    with pytest.raises(ValueError, match="scalar_rgb"):
        set_variant("llvm_ad_rgb")
