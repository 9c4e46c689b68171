"""What the stage is built of: meshes with vertex colours, lamps, and the anchors that a camera frames by."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class MeshPart:
    """One material's worth of triangles in world space.

    vertices (N, 3) metres · faces (M, 3) indices, counter-clockwise from outside · colours (N, 3) linear_rec709 ·
    normals (N, 3) or None for area-weighted smooth ones (`flat` True: none, faceted).
    """

    name: str
    vertices: Floats
    faces: Ints
    colours: Floats
    normals: Floats | None = None
    flat: bool = False
    roughness: float = 0.6
    specular: float = 0.3
    metallic: float = 0.0
    emission: tuple[float, float, float] | None = None  # radiance, linear_rec709: the part is a lamp


@dataclass(frozen=True)
class ActorMesh:
    """An actor built, posed, dressed and placed in the world.

    keypoints (18, 3): OpenPose COCO-18 order (nose, neck, r-shoulder, r-elbow, r-wrist, l-shoulder, l-elbow, l-wrist,
    r-hip, r-knee, r-ankle, l-hip, l-knee, l-ankle, r-eye, l-eye, r-ear, l-ear). head (K, 3): points on the outside of
    head, hair and hat. body (L, 3): a sparse hull of the whole figure, clothes and held things included.
    """

    name: str
    parts: tuple[MeshPart, ...]
    keypoints: Floats
    head: Floats
    body: Floats
    face_forward: tuple[float, float, float]  # unit vector out of the face
    chest_forward: tuple[float, float, float]


@dataclass(frozen=True)
class Lamp:
    """A light of a set. `rectangle` and `disk` face `target`; `sphere` is a bulb; radiance is linear_rec709."""

    kind: Literal["rectangle", "disk", "sphere", "sun"]
    position: tuple[float, float, float]
    target: tuple[float, float, float]
    size: float  # metres: edge or radius; for "sun" the softness in degrees
    radiance: tuple[float, float, float]  # for "sun": irradiance on a surface facing it
    role: Literal["key", "fill", "back", "practical"] = "key"


@dataclass(frozen=True)
class Sky:
    """What is behind everything: a vertical gradient that also lights the scene. Radiances, linear_rec709."""

    zenith: tuple[float, float, float]
    horizon: tuple[float, float, float]
    ground: tuple[float, float, float]


@dataclass(frozen=True)
class Place:
    """A built set. Actors play inside `playable` (x0, y0, x1, y1 on the ground); the camera must stay in `camera_room`.

    seats: positions and headings where a body can sit, with the seat's height · obstacles: ground rectangles.
    `wall_cutaway` names the parts that a camera outside them may hide (a wall between lens and actors).
    `landmarks`: what the set has of doors and windows that a story may name: prop kit's name → x, y, z of its middle.
    `front` is the heading (degrees) from which the set looks best: the camera of an establishing shot looks along it.
    """

    name: str
    parts: tuple[MeshPart, ...]
    lamps: tuple[Lamp, ...]
    sky: Sky
    playable: tuple[float, float, float, float]
    camera_room: tuple[float, float, float, float, float]  # x0, y0, x1, y1, ceiling height
    seats: tuple[tuple[float, float, float, float], ...] = ()  # x, y, heading, seat height
    obstacles: tuple[tuple[float, float, float, float], ...] = ()
    wall_cutaway: tuple[str, ...] = ()
    landmarks: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    front: float = 0.0
    exposure: float = 1.0  # multiplies the picture before the transfer function
    labels: dict[str, str] = field(default_factory=dict)  # part name → word to letter on it (unknown props)
    shot_key: tuple[float, float, float] = (1.0, 0.95, 0.9)  # irradiance a shot's own key should put on a face
    shot_rim: tuple[float, float, float] = (0.8, 0.8, 0.85)  # and its rim on hair and shoulders
    shot_fill: float = 0.35  # fill : key
