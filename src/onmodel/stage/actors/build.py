"""From an actor's spec to meshes in the world: body, face, hair, clothes, what they wear and hold."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import ConvexHull

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors import accessories
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body, make_body, shape
from onmodel.stage.actors.brows import brow_part, lash_parts
from onmodel.stage.actors.expression import actions
from onmodel.stage.actors.eyes import eye_parts
from onmodel.stage.actors.face import mouth_parts
from onmodel.stage.actors.figure import AHEAD
from onmodel.stage.actors.hair import hair_parts
from onmodel.stage.actors.moment import STILL, Moment
from onmodel.stage.actors.pose import strike
from onmodel.stage.actors.skin import skin_part
from onmodel.stage.actors.turns import frame, unit
from onmodel.stage.actors.wardrobe import garment_parts
from onmodel.stage.mesh import ActorMesh, Floats, MeshPart
from onmodel.stage.sets.props import held_parts, showing, shown_parts
from onmodel.stage.spec import ActorSpec

PALM_SKIN = 0.017  # metres from the bones of the hand to the skin of the palm
THICKEST_SOLE = 0.05  # metres: what reaches deeper below the ground is a hem, not a shoe
COCO_18 = (
    "nose", "neck", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow", "left_wrist",
    "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle", "right_eye", "left_eye",
    "right_ear", "left_ear",
)  # fmt: skip


@lru_cache(maxsize=24)  # what was built to be blocked is built to be rendered: a scene's worth, about 10 MB each
def build_actor(spec: ActorSpec) -> ActorMesh:
    """The actor as meshes, with the anchors that cameras and scores need: 0.7 s for a new look, 0.1 s in its next pose.

    The arrays are shared by all who ask for the same spec: never change them in place. Raises KeyError for an unknown
    shape change of the face, ValueError for a fitted face of another bake.
    """
    return act(spec, STILL)


def act(spec: ActorSpec, moment: Moment) -> ActorMesh:
    """The actor of a spec at a moment of the shot; nothing is kept. Parts and their triangles are those of the spec's
    own mesh, moved. Raises as `build_actor` does."""
    body, gaze = build_body(spec, moment)
    crown, worn, hidden = _wardrobe(body, spec)
    face = (*eye_parts(body, gaze, spec.look.eyes), *mouth_parts(body), brow_part(body), *lash_parts(body))
    parts = (skin_part(body, hidden), *face, *crown, *worn)
    lift = _shod(spec) if moment.stride else _soles(parts, spec.position[2])
    points = np.concatenate([p.vertices for p in parts])
    head = np.concatenate([_head_skin(body), *(p.vertices for p in crown)])
    return ActorMesh(
        name=spec.name,
        parts=tuple(replace(p, vertices=p.vertices + lift) for p in parts),
        keypoints=keypoints(body) + lift,
        head=hull(head) + lift,
        body=hull(points) + lift,
        face_forward=_ahead(body, "head"),
        chest_forward=_ahead(body, "spine01"),
    )


def eyes_of(spec: ActorSpec) -> Floats:
    """Where an actor's eyes are (3,), the soles of the shoes left out: a tenth of the cost of dressing the actor."""
    points = keypoints(build_body(spec)[0])
    eyes: Floats = (points[COCO_18.index("right_eye")] + points[COCO_18.index("left_eye")]) / 2
    return eyes


def _wardrobe(body: Body, spec: ActorSpec) -> tuple[tuple[MeshPart, ...], tuple[MeshPart, ...], NDArray[np.bool_]]:
    """Hair and what is on the head, clothes and held things, and which body vertices (V,) they cover."""
    dressed = garment_parts(body, spec.look)
    held = _held(body, spec) if spec.holds else ()
    crown = (*hair_parts(body, spec.look), *accessories.accessory_parts(body, spec.look))
    return crown, (*dressed.parts, *held), dressed.hidden


def _held(body: Body, spec: ActorSpec) -> tuple[MeshPart, ...]:
    """What the actor holds, in the grip of the pose or shown to the lens."""
    thing = spec.holds or ""
    if not spec.shows or showing(thing) == "grip":
        return held_parts(thing, *_grip(body, Pose.STAND if spec.shows else spec.pose))
    facing = body.bones[anatomy().bone("spine01")][:3, :3] @ AHEAD * (1, 1, 0)
    wrist, knuckle = body.joints["wrist.R"], body.joints["finger3-1.R"]
    skin = unit(np.cross(body.joints["finger2-1.R"] - body.joints["finger5-1.R"], knuckle - wrist))
    palm = wrist + 0.8 * (knuckle - wrist) + PALM_SKIN * skin
    if showing(thing) == "face":
        return shown_parts(thing, palm, _upright(np.cross(skin, np.cross((0, 0, 1), skin)), -skin))
    return shown_parts(thing, palm, _upright((0, 0, 1), -facing))


def _grip(body: Body, pose: Pose) -> tuple[Floats, Floats]:
    """Where a held thing is (3,) and how it stands (3, 3; columns are its right, its back, its up).

    In the right hand it stands along the thumb and faces where the fingers point; between both hands, upright.
    """
    palms = {side: _palm(body, side) for side in "LR"}
    if pose is Pose.HOLD:
        facing = body.bones[anatomy().bone("spine01")][:3, :3] @ AHEAD * (1, 1, 0)
        return np.asarray((palms["L"] + palms["R"]) / 2, np.float32), _upright((0, 0, 1), -facing)
    fingers = body.joints["finger3-1.R"] - body.joints["wrist.R"]
    thumbward = body.joints["finger2-1.R"] - body.joints["finger5-1.R"]
    return palms["R"], _upright(thumbward, -fingers)


def _upright(up: ArrayLike, back: ArrayLike) -> Floats:
    """Axes (3, 3) of a thing as columns right, back, up."""
    z, y, _ = frame(up, back).T
    return np.stack([np.cross(y, z), y, z], axis=1).astype(np.float32)


def _palm(body: Body, side: str) -> Floats:
    """The middle of the closed hand (3,): what the finger tips, the knuckles and the wrist surround."""
    names = ("wrist", "finger2-1", "finger5-1", "finger2-3", "finger5-3")
    return np.asarray(np.mean([body.joints[f"{b}.{side}"] for b in names], axis=0), np.float32)


def _soles(parts: tuple[MeshPart, ...], ground: float) -> Floats:
    """How far shoes lift their wearer (3,): their soles reach below the bare feet."""
    lowest = min(float(p.vertices[:, 2].min()) for p in parts)
    return np.array((0, 0, np.clip(ground - lowest, 0, THICKEST_SOLE)), np.float32)


def _shod(spec: ActorSpec) -> Floats:
    """How far shoes lift who stands as they were blocked (3,): who walks on is lifted as far in every moment."""
    lift: Floats = build_actor(spec).keypoints[1] - keypoints(build_body(spec)[0])[1]
    return lift


def _head_skin(body: Body) -> Floats:
    on = (body.regions["head"][:SKIN_END] > 0.5) & (body.regions["inside_mouth"][:SKIN_END] < 0.5)
    return body.vertices[:SKIN_END][on]


def _ahead(body: Body, bone: str) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in body.bones[anatomy().bone(bone)][:3, :3] @ AHEAD)
    return x, y, z


def build_body(spec: ActorSpec, moment: Moment = STILL) -> tuple[Body, tuple[float, float]]:
    """The actor's bare body in pose and place, and its gaze (eye yaw and pitch, degrees)."""
    transforms, gaze = strike(shape(spec.look), spec, moment)
    face = actions(spec.expression, gaze[1])
    for name, change in moment.actions:
        face[name] = face.get(name, 0.0) + change
    return make_body(spec.look, shape(spec.look, face), transforms), gaze


def keypoints(body: Body) -> Floats:
    """(18, 3) OpenPose keypoints in COCO-18 order; the neck is midway between the shoulders (OpenPose's definition)."""
    found = {name: w @ body.vertices[i] for name, (i, w) in anatomy().keypoints.items()}
    found["neck"] = (found["left_shoulder"] + found["right_shoulder"]) / 2
    return np.stack([found[name] for name in COCO_18]).astype(np.float32)


def hull(points: Floats) -> Floats:
    """The points (K, 3) of a cloud that are on its convex hull."""
    outside: Floats = points[ConvexHull(points, qhull_options="QJ").vertices]
    return outside.astype(np.float32)
