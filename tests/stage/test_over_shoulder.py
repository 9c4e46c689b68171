import pytest

from onmodel.fountain.vocabulary import Framing, Pose
from onmodel.stage.anchors import head_of, yaw_to
from onmodel.stage.camera import box_in_frame
from onmodel.stage.framing import FramingRequest
from onmodel.stage.line import establish
from onmodel.stage.over_shoulder import over_shoulder
from onmodel.stage.spec import ActorLook, ActorSpec
from tests.stage.dummy import figure

LINE = establish((-0.62, 0), (0.62, 0), (0, -4))


def pair(height: float = 0.5, pose: Pose = Pose.STAND) -> tuple:
    a = figure(ActorSpec("A", ActorLook(), (-0.62, 0, 0), 65, look_at=(0.62, 0, 1.6)))
    b = figure(ActorSpec("B", ActorLook(height=height), (0.62, 0, 0), -65, pose, look_at=(-0.62, 0, 1.6)))
    return a, b


@pytest.mark.parametrize(("height", "pose"), [(0.5, Pose.STAND), (0.0, Pose.STAND), (1.0, Pose.STAND), (0.5, Pose.SIT)])
@pytest.mark.parametrize("reverse", [False, True])
def test_the_face_is_clear_and_the_shoulder_is_cut_on_purpose(height: float, pose: Pose, reverse: bool) -> None:
    far, near = pair(height, pose)[:: -1 if reverse else 1]
    request = FramingRequest(Framing.OVER_THE_SHOULDER, subjects=(far,), shoulder=near, line=LINE, lens_mm=50)
    camera = over_shoulder(request).camera
    face, back = (box_in_frame(head_of(m).outline, camera) for m in (far, near))
    assert 0 <= face[0] < face[2] <= 1
    assert 0 <= face[1] < face[3] <= 1
    on_left = back[0] + back[2] < face[0] + face[2]
    assert on_left == (near.name == "A"), "A is on the left of every frame, B on the right"
    assert (back[2] < face[0]) if on_left else (back[0] > face[2])
    assert (back[0] < 0 < back[2]) if on_left else (back[0] < 1 < back[2])
    assert yaw_to(far, camera.position) < 50
    assert LINE.distance(camera.position) > 0.1


def test_no_room_behind_the_shoulder_is_no_frame() -> None:
    far, near = pair()
    cupboard = (-1.0, -0.3, 1.0, 0.3, 2.4)
    request = FramingRequest(
        Framing.OVER_THE_SHOULDER, subjects=(far,), shoulder=near, line=LINE, lens_mm=50, room=cupboard
    )
    assert over_shoulder(request) is None
