"""A stand-in figure and stand-in places: anchors without bodies, so that blocking is tested in milliseconds."""

import numpy as np

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.camera import as_vec3, direction, turned, unit
from onmodel.stage.mesh import ActorMesh, Place, Sky
from onmodel.stage.spec import ActorSpec

DROP = {Pose.SIT: 0.0, Pose.KNEEL: 0.42, Pose.CROUCH: 0.6, Pose.LIE: 0.75}
KEYPOINTS = np.array(  # x to the actor's left, y ahead, z up; of a figure 1.75 m tall, in COCO-18 order
    [
        [0, 0.12, 1.60], [0, 0, 1.44], [-0.18, 0, 1.44], [-0.22, 0.02, 1.14], [-0.24, 0.1, 0.9], [0.18, 0, 1.44],
        [0.22, 0.02, 1.14], [0.24, 0.1, 0.9], [-0.09, 0, 0.93], [-0.1, 0.02, 0.5], [-0.1, 0, 0.08], [0.09, 0, 0.93],
        [0.1, 0.02, 0.5], [0.1, 0, 0.08], [-0.031, 0.09, 1.635], [0.031, 0.09, 1.635], [-0.075, 0, 1.62],
        [0.075, 0, 1.62],
    ]
)  # fmt: skip
ROOM = Place(
    "room", (), (), Sky((1, 1, 1), (1, 1, 1), (1, 1, 1)), playable=(-3, -2.5, 3, 2.5),
    camera_room=(-4, -3.5, 4, 3.5, 2.7), seats=((-0.7, 0.8, 90.0, 0.45), (0.7, 0.8, -90.0, 0.45)),
    obstacles=((-0.45, 0.4, 0.45, 1.2),), front=180.0,
)  # fmt: skip
STEPPE = Place(
    "steppe", (), (), Sky((1, 1, 1), (1, 1, 1), (1, 1, 1)), playable=(-6, -6, 6, 6),
    camera_room=(-40, -40, 40, 40, 20.0), front=180.0,
)  # fmt: skip


def figure(spec: ActorSpec) -> ActorMesh:
    """Build a parametric figure: a head that turns up to 60° to `look_at`, on a straight body."""
    scale = 0.85 + 0.3 * spec.look.height
    seat = float(getattr(spec, "seat_height", 0.45))
    drop = 0.88 * scale - seat - 0.1 if spec.pose is Pose.SIT else DROP.get(spec.pose, 0.0) * scale
    ahead = direction(spec.heading)
    left = np.array([-ahead[1], ahead[0], 0.0])
    base = np.stack([left, ahead, [0, 0, 1]])
    ground = np.asarray(spec.position, dtype=float)

    def world(points: np.ndarray) -> np.ndarray:
        local = np.array(points, dtype=float) * scale
        local[:, 2] = np.maximum(local[:, 2] - drop, 0.03)
        return local @ base + ground

    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = np.array([[np.cos(a), np.sin(a)] for a in angles])
    ball = np.array(
        [[0.08 * r * x, 0.1 * r * y, 1.64 + 0.115 * h] for x, y in ring for h, r in ((-1, 0.3), (0, 1), (1, 0.3))]
    )
    keypoints, head = world(KEYPOINTS), world(ball)
    face = ahead
    neck = keypoints[1]
    if spec.look_at is not None:
        want = unit(np.subtract(spec.look_at, neck) * [1, 1, 0])
        turn = np.degrees(np.arctan2(ahead[0] * want[1] - ahead[1] * want[0], ahead @ want))
        turn = float(np.clip(turn, -60, 60))
        face = turned(ahead, turn)
        keypoints[[0, 14, 15, 16, 17]] = [turned(p - neck, turn) + neck for p in keypoints[[0, 14, 15, 16, 17]]]
        head = np.stack([turned(p - neck, turn) + neck for p in head])
    body = np.vstack(
        [keypoints, head, world(np.array([[-0.2, 0.1, 0], [0.2, 0.1, 0], [-0.28, 0, 1.2], [0.28, 0, 1.2]]))]
    )
    f32 = np.float32
    return ActorMesh(
        spec.name, (), keypoints.astype(f32), head.astype(f32), body.astype(f32), as_vec3(face), as_vec3(ahead)
    )
