import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.fountain.vocabulary import Angle, Framing, Pose
from onmodel.stage.anchors import head_of, yaw_to
from onmodel.stage.camera import box_in_frame, view_axes
from onmodel.stage.framing import RULES, Framed, FramingRequest, Thing, frame_camera
from onmodel.stage.line import establish
from onmodel.stage.mesh import ActorMesh
from onmodel.stage.spec import ActorLook, ActorSpec
from tests.stage.dummy import ROOM, figure

SINGLES = [f for f in RULES if f not in (Framing.OVER_THE_SHOULDER, Framing.INSERT)]
HEADS_WHOLE = [f for f in SINGLES if f is not Framing.ECU]


def person(x: float = 0.0, y: float = 0.0, height: float = 0.5, pose: Pose = Pose.STAND, name: str = "A") -> ActorMesh:
    return figure(ActorSpec(name, ActorLook(height=height), (x, y, 0), pose=pose, look_at=(x + 1.5, y - 3, 1.6)))


def head_box(actor: ActorMesh, framed: Framed) -> tuple[float, float, float, float]:
    return box_in_frame(head_of(actor).outline, framed.camera)


@pytest.mark.parametrize(
    ("framing", "low", "high"),
    [
        (Framing.CU, 0.55, 0.60), (Framing.MCU, 0.32, 0.34), (Framing.MS, 0.22, 0.25), (Framing.MLS, 0.15, 0.17),
    ],
)  # fmt: skip
def test_a_head_takes_the_share_that_its_framing_promises(framing: Framing, low: float, high: float) -> None:
    actor = person()
    _, y0, _, y1 = head_box(actor, frame_camera(FramingRequest(framing, subjects=(actor,), front=180)))
    assert low <= y1 - y0 <= high


def test_an_extreme_close_up_is_eyes_on_the_upper_third() -> None:
    actor = person()
    camera = frame_camera(FramingRequest(Framing.ECU, lens_mm=85, subjects=(actor,), front=180)).camera
    head = head_of(actor)
    _, top, _, bottom = box_in_frame([head.hairline, head.chin], camera)
    assert 0.85 <= bottom - top <= 0.95
    assert box_in_frame([head.eyes], camera)[1] == pytest.approx(1 / 3, abs=0.06)


def test_a_wide_shot_has_feet_and_headroom() -> None:
    actor = person()
    camera = frame_camera(FramingRequest(Framing.WS, subjects=(actor,), front=180)).camera
    _, top, _, bottom = box_in_frame(actor.body, camera)
    assert 0.65 <= bottom - top <= 0.80
    assert top > 0.05
    assert bottom < 0.97


def test_an_extreme_wide_shot_is_mostly_place() -> None:
    actor = person()
    camera = frame_camera(FramingRequest(Framing.EWS, subjects=(actor,), front=180)).camera
    _, top, _, bottom = box_in_frame(actor.body, camera)
    assert 0.15 <= bottom - top <= 0.25


@settings(max_examples=60, deadline=None)
@given(
    framing=st.sampled_from(HEADS_WHOLE), angle=st.sampled_from(list(Angle)), lens=st.sampled_from([25, 35, 50, 85]),
    pose=st.sampled_from([Pose.STAND, Pose.SIT, Pose.KNEEL]), x=st.floats(-2, 2), height=st.floats(0, 1),
    orbit=st.floats(-25, 25),
)  # fmt: skip
def test_no_head_is_cut_by_accident(
    *, framing: Framing, angle: Angle, lens: float, pose: Pose, x: float, height: float, orbit: float
) -> None:
    actor = person(x, 0, height, pose)
    room = (-30, -30, 30, 30, 30)
    request = FramingRequest(framing, angle, lens_mm=lens, subjects=(actor,), front=180, orbit=orbit, room=room)
    x0, y0, x1, y1 = head_box(actor, frame_camera(request))
    assert min(x0, y0) >= 0
    assert max(x1, y1) <= 1


@settings(max_examples=40, deadline=None)
@given(
    framing=st.sampled_from(HEADS_WHOLE), angle=st.sampled_from(list(Angle)), gap=st.floats(0.7, 3.0),
    pose=st.sampled_from([Pose.STAND, Pose.SIT]), height=st.floats(0, 1), count=st.integers(2, 4),
)  # fmt: skip
def test_everyone_is_held(*, framing: Framing, angle: Angle, gap: float, pose: Pose, height: float, count: int) -> None:
    actors = tuple(person(i * gap, 0, height if i else 0.5, pose if i else Pose.STAND) for i in range(count))
    framed = frame_camera(FramingRequest(framing, angle, subjects=actors, front=180))
    for actor in actors:
        x0, y0, x1, y1 = head_box(actor, framed)
        assert min(x0, y0) >= -0.001
        assert max(x1, y1) <= 1.001


def test_a_longer_lens_stands_farther_for_the_same_head() -> None:
    actor = person()
    near, far = (
        frame_camera(FramingRequest(Framing.MS, lens_mm=lens, subjects=(actor,), front=180)) for lens in (35, 70)
    )
    eyes = head_of(actor).eyes
    distance = [np.linalg.norm(np.subtract(f.camera.position, eyes)) for f in (near, far)]
    assert distance[1] == pytest.approx(2 * distance[0], rel=0.05)
    sizes = [(b := head_box(actor, f))[3] - b[1] for f in (near, far)]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.03)


def test_a_small_room_gets_a_shorter_lens_and_says_so() -> None:
    actor = person()
    request = FramingRequest(Framing.WS, lens_mm=50, subjects=(actor,), front=180, room=ROOM.camera_room)
    framed = frame_camera(request)
    assert framed.camera.lens_mm < 50
    assert "50 mm does not fit" in framed.notes[0]
    x, y, z = framed.camera.position
    assert -4 < x < 4
    assert -3.5 < y < 3.5
    assert 0 < z < 2.7
    _, top, _, bottom = box_in_frame(actor.body, framed.camera)
    assert 0.6 <= bottom - top <= 0.8


def test_a_cupboard_is_too_small_for_a_landscape_and_says_so() -> None:
    framed = frame_camera(FramingRequest(Framing.EWS, subjects=(person(),), front=180, room=(-1, -1, 1, 1, 2.2)))
    assert framed.notes[-1] == "the place is too small for a EWS: framed tighter"


def test_the_camera_never_stands_in_furniture() -> None:
    free = frame_camera(FramingRequest(Framing.MLS, subjects=(person(),), front=180)).camera.position
    box = (free[0] - 0.3, free[1] - 0.3, free[0] + 0.3, free[1] + 0.3)
    x, y, _ = frame_camera(
        FramingRequest(Framing.MLS, subjects=(person(),), front=180, obstacles=(box,))
    ).camera.position
    assert not (box[0] <= x <= box[2] and box[1] <= y <= box[3])


def test_who_looks_right_stands_left_of_the_middle() -> None:
    actor = person()
    framed = frame_camera(FramingRequest(Framing.MS, subjects=(actor,), front=180))
    looks_right = np.dot(actor.face_forward, view_axes(framed.camera)[0]) > 0
    x0, _, x1, _ = head_box(actor, framed)
    assert ((x0 + x1) / 2 < 0.5) == looks_right


@pytest.mark.parametrize("framing", [Framing.ECU, Framing.CU, Framing.MCU, Framing.MS])
def test_a_single_sees_three_quarters_of_the_face_from_its_side_of_the_line(framing: Framing) -> None:
    line = establish((0, 0), (1.5, -3), (-3, -3))
    actor = person()
    camera = frame_camera(FramingRequest(framing, subjects=(actor,), line=line)).camera
    assert line.distance(camera.position) > 0.1
    assert yaw_to(actor, np.array(camera.position)) <= 45


@pytest.mark.parametrize(("angle", "sign"), [(Angle.HIGH, 1), (Angle.LOW, -1)])
def test_high_and_low_look_down_and_up_about_thirty_degrees(angle: Angle, sign: int) -> None:
    camera = frame_camera(FramingRequest(Framing.MCU, angle, subjects=(person(),), front=180)).camera
    drop = np.degrees(np.arcsin(view_axes(camera)[2][2]))
    assert -sign * drop == pytest.approx(30, abs=12)


def test_top_looks_down_and_dutch_leans() -> None:
    top = frame_camera(FramingRequest(Framing.WS, Angle.TOP, subjects=(person(),), front=180)).camera
    assert view_axes(top)[2][2] < -0.9
    assert frame_camera(FramingRequest(Framing.MS, Angle.DUTCH, subjects=(person(),), front=180)).camera.roll == 12


def test_an_insert_fills_the_frame_with_the_thing() -> None:
    thing = Thing((0.4, 0.2, 0.8), 0.2)
    camera = frame_camera(FramingRequest(Framing.INSERT, lens_mm=50, thing=thing, front=180)).camera
    corners = np.array(thing.middle) + 0.1 * np.array([[0, 0, 1], [0, 0, -1], [1, 0, 0], [-1, 0, 0]])
    _, top, _, bottom = box_in_frame(corners, camera)
    assert 0.5 <= bottom - top <= 0.85
    assert camera.position[2] > 0.8


def test_a_place_without_people_is_framed_along_its_front() -> None:
    camera = frame_camera(FramingRequest(Framing.EWS, front=180, room=(-30, -30, 30, 30, 10))).camera
    assert camera.position[1] < 0
    assert view_axes(camera)[2][1] > 0.9


def test_high_tier_focuses_on_the_eyes() -> None:
    actor = person()
    camera = frame_camera(FramingRequest(Framing.CU, lens_mm=75, subjects=(actor,), front=180, tier="high")).camera
    depth = np.dot(head_of(actor).eyes - np.array(camera.position), view_axes(camera)[2])
    assert camera.focus_distance == pytest.approx(depth, abs=1e-3)
    assert camera.t_stop > 0
