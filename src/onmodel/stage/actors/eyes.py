"""Eyes that look somewhere: eyeballs with cornea, iris and pupil, and the lashes."""

from functools import lru_cache

import numpy as np

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import Body, vertex_normals
from onmodel.stage.actors.turns import about
from onmodel.stage.mesh import Floats, Ints, MeshPart

IRIS = 21.5  # degrees from the optical axis to the iris's edge, on MakeHuman's 17 mm eyeball (a 6.2 mm iris)
PUPIL = 8.5
SEGMENTS = 48
SCLERA = (0.54, 0.50, 0.47)  # linear_rec709: never paper white
# rings of the eyeball in degrees from the optical axis; doubled where the colour jumps
RINGS = (
    0.0,
    5.0,
    PUPIL - 0.3,
    PUPIL + 0.3,
    12.0,
    15.5,
    18.5,
    IRIS - 1.0,
    IRIS + 1.0,
    27.0,
    36.0,
    48.0,
    64.0,
    84.0,
    110.0,
    145.0,
    180.0,
)


@lru_cache(maxsize=1)
def _ball() -> tuple[Floats, Ints, Floats, Floats]:
    """A unit eyeball looking along −y: points, faces, ring angle and turn of each point (degrees)."""
    ring, turn = (g.ravel() for g in np.meshgrid(RINGS, np.arange(SEGMENTS) * 360.0 / SEGMENTS, indexing="ij"))
    t, p = np.radians(ring), np.radians(turn)
    bulge = 1 + 0.055 * np.clip(1 - (ring / (IRIS + 1.5)) ** 2, 0, 1)  # the cornea
    points = bulge[:, None] * np.stack([np.sin(t) * np.cos(p), -np.cos(t), np.sin(t) * np.sin(p)], axis=1)
    k = np.arange(SEGMENTS)
    faces = []
    for row in range(len(RINGS) - 1):
        a, b = row * SEGMENTS + k, row * SEGMENTS + (k + 1) % SEGMENTS
        c, d = a + SEGMENTS, b + SEGMENTS
        faces += [np.stack([a, b, d], axis=1), np.stack([a, d, c], axis=1)]
    return (
        points.astype(np.float32),
        np.concatenate(faces).astype(np.int32),
        ring.astype(np.float32),
        turn.astype(np.float32),
    )


def _colours(iris: Floats, ring: Floats, turn: Floats) -> Floats:
    """Pupil, fibres, dark limbus, and a sclera that reddens to the corners; linear_rec709 (N, 3)."""
    phase = np.radians(turn)
    fibres = 1 + 0.16 * np.sin(17 * phase) * np.cos(5 * phase) + 0.10 * np.sin(29 * phase + 1.0)
    share = np.clip((ring - PUPIL) / (IRIS - PUPIL), 0, 1)
    light = fibres * (1.25 - 0.25 * share) * np.where(share > 0.86, 0.38, 1.0)
    shown = np.clip((1.15 * iris + 0.010)[None] * light[:, None], 0, 0.45)
    white = np.asarray(SCLERA) * np.stack(
        [np.ones_like(ring), *(1 - 0.10 * np.clip((ring - 30) / 40, 0, 1),) * 2], axis=1
    )
    colour = np.where((ring > IRIS)[:, None], white, shown)
    return np.where((ring < PUPIL)[:, None], 0.004, colour).astype(np.float32)


def eye_parts(body: Body, gaze: tuple[float, float], colour: str) -> list[MeshPart]:
    """Both eyeballs turned by `gaze` (yaw to the actor's left, pitch up; degrees in the head's axes)."""
    a = anatomy()
    unit_points, faces, ring, turn = _ball()
    look = about((0, 0, 1), gaze[0]) @ about((1, 0, 0), -gaze[1])
    head = body.bones[a.bone("head")]
    parts = []
    for side in "lr":
        shell = body.rest[np.unique(body.faces[f"{side}-eye"])]
        centre = body.rest_joints[f"eye.{side.upper()}"]
        radius = float(np.median(np.linalg.norm(shell - centre, axis=1)))
        rest = centre + radius * unit_points @ look.T
        points = rest @ head[:3, :3].T + head[:3, 3]
        parts.append(
            MeshPart(
                name=f"{side}-eye",
                vertices=points.astype(np.float32),
                faces=faces,
                colours=_colours(hex_to_linear(colour).astype(np.float32), ring, turn),
                normals=vertex_normals(points.astype(np.float32), faces),
                roughness=0.07,
                specular=0.55,
            )
        )
    return parts
