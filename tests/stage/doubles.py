"""A tiny stage for render tests: capsule people with heads, in a box room or under the sky, built in milliseconds."""

import numpy as np

from onmodel.stage.mesh import ActorMesh, Lamp, MeshPart, Place, Sky
from onmodel.stage.spec import CameraSpec

HEIGHT = 1.7
WHERE = {  # COCO-18 on a person of 1.7 m who faces -y; x is positive on their left
    "nose": (0, -0.11, 1.58), "neck": (0, 0, 1.42), "r-shoulder": (-0.18, 0, 1.4), "r-elbow": (-0.2, 0, 1.12),
    "r-wrist": (-0.2, 0, 0.86), "l-shoulder": (0.18, 0, 1.4), "l-elbow": (0.2, 0, 1.12), "l-wrist": (0.2, 0, 0.86),
    "r-hip": (-0.1, 0, 0.9), "r-knee": (-0.1, 0, 0.5), "r-ankle": (-0.1, 0, 0.08), "l-hip": (0.1, 0, 0.9),
    "l-knee": (0.1, 0, 0.5), "l-ankle": (0.1, 0, 0.08), "r-eye": (-0.035, -0.098, 1.62), "l-eye": (0.035, -0.098, 1.62),
    "r-ear": (-0.1, 0, 1.6), "l-ear": (0.1, 0, 1.6),
}  # fmt: skip


def ellipsoid(name, centre, radii, colour, **material):
    """A closed ellipsoid with smooth normals."""
    rows, columns = 14, 20
    u, v = np.meshgrid(np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns, endpoint=False), indexing="ij")
    unit = np.stack([np.sin(u) * np.cos(v), np.sin(u) * np.sin(v), np.cos(u)], -1).reshape(-1, 3)
    faces = []
    for i in range(rows - 1):
        for j in range(columns):
            a, b = i * columns + j, i * columns + (j + 1) % columns
            faces += [[a, a + columns, b], [b, a + columns, b + columns]]
    faces = np.array(faces)
    vertices = unit * radii + centre
    area = np.linalg.norm(
        np.cross(vertices[faces[:, 1]] - vertices[faces[:, 0]], vertices[faces[:, 2]] - vertices[faces[:, 0]]), axis=1
    )
    return part(name, vertices, faces[area > 1e-9], colour, **material)


def part(name, vertices, faces, colour, **material):
    vertices = np.asarray(vertices, np.float32)
    colours = np.broadcast_to(np.asarray(colour, np.float32), vertices.shape).copy()
    return MeshPart(name, vertices, np.asarray(faces, np.int32), colours, **material)


def quad(name, corners, colour, **material):
    return part(name, corners, [[0, 1, 2], [0, 2, 3]], colour, flat=True, **material)


def person(name="ANNA", at=(0.0, 0.0, 0.0), shirt=(0.5, 0.06, 0.05), skin=(0.5, 0.28, 0.2), turned=False):
    """A capsule person facing -y (or +y when `turned`)."""
    s = np.array([-1, -1, 1]) if turned else np.ones(3)
    body = ellipsoid("body", (0, 0, 1.1), (0.2, 0.13, 0.4), shirt)
    legs = [ellipsoid(f"leg{x}", (x, 0, 0.45), (0.09, 0.1, 0.46), (0.05, 0.06, 0.12)) for x in (-0.1, 0.1)]
    arms = [ellipsoid(f"arm{x}", (x, 0, 1.12), (0.06, 0.06, 0.32), shirt) for x in (-0.22, 0.22)]
    head = ellipsoid("head", (0, 0, 1.59), (0.1, 0.11, 0.13), skin)
    hair = ellipsoid("hair", (0, 0.03, 1.65), (0.105, 0.11, 0.1), (0.03, 0.02, 0.015))
    eyes = [ellipsoid(f"eye{x}", (x, -0.094, 1.62), (0.014, 0.012, 0.012), (0.02, 0.02, 0.03)) for x in (-0.035, 0.035)]
    mouth = ellipsoid("mouth", (0, -0.098, 1.535), (0.03, 0.012, 0.008), (0.35, 0.06, 0.06))
    parts = [
        MeshPart(**{**vars(p), "vertices": (p.vertices * s + at).astype(np.float32)})
        for p in [body, *legs, *arms, head, hair, *eyes, mouth]
    ]
    keypoints = (np.array(list(WHERE.values())) * s + at).astype(np.float32)
    forward = (0.0, 1.0, 0.0) if turned else (0.0, -1.0, 0.0)
    crown = np.concatenate([parts[5].vertices, parts[6].vertices])
    hull = np.concatenate([p.vertices[::5] for p in parts])
    return ActorMesh(name, tuple(parts), keypoints, crown, hull, forward, forward)


def room(night=False):
    """A box room of 6 × 6 × 2.8 m whose front wall (y = -3) can be cut away."""
    x, h = 3.0, 2.8
    floor = quad("floor", [(-x, -x, 0), (x, -x, 0), (x, x, 0), (-x, x, 0)], (0.25, 0.18, 0.12))
    ceiling = quad("ceiling", [(-x, -x, h), (-x, x, h), (x, x, h), (x, -x, h)], (0.6, 0.6, 0.58))
    back = quad("back", [(-x, x, 0), (x, x, 0), (x, x, h), (-x, x, h)], (0.35, 0.42, 0.36))
    left = quad("left", [(-x, -x, 0), (-x, x, 0), (-x, x, h), (-x, -x, h)], (0.45, 0.4, 0.35))
    right = quad("right", [(x, x, 0), (x, -x, 0), (x, -x, h), (x, x, h)], (0.45, 0.4, 0.35))
    front = quad("front", [(x, -x, 0), (-x, -x, 0), (-x, -x, h), (x, -x, h)], (0.4, 0.4, 0.4))
    g = 0.12 if night else 1.0
    cold = (0.6, 0.75, 1.0) if night else (1.0, 0.96, 0.9)
    key = Lamp("rectangle", (-2.4, -1.5, 2.4), (0, 0, 1.3), 1.2, tuple(9 * g * c for c in cold), "key")
    fill = Lamp("rectangle", (2.5, -2.0, 1.8), (0, 0, 1.2), 1.5, tuple(1.6 * g * c for c in cold), "fill")
    bulb = Lamp("sphere", (1.8, 2.2, 1.4), (0, 0, 1), 0.08, (14.0, 8.0, 3.5), "practical")
    sky = Sky((0.3 * g, 0.4 * g, 0.6 * g), (0.5 * g, 0.5 * g, 0.55 * g), (0.2 * g, 0.2 * g, 0.2 * g))
    return Place(
        "room", (floor, ceiling, back, left, right, front), (key, fill, bulb), sky,
        playable=(-2, -2, 2, 2), camera_room=(-2.8, -2.8, 2.8, 2.8, h), wall_cutaway=("front",), exposure=1.0,
    )  # fmt: skip


def field():
    """A plain under the sun."""
    ground = quad("ground", [(-40, -40, 0), (40, -40, 0), (40, 40, 0), (-40, 40, 0)], (0.22, 0.24, 0.1))
    sun = Lamp("sun", (-4, -6, 8), (0, 0, 0), 2.0, (2.2, 2.0, 1.7), "key")
    sky = Sky((0.25, 0.4, 0.75), (0.7, 0.75, 0.8), (0.2, 0.2, 0.15))
    return Place("field", (ground,), (sun,), sky, (-5, -5, 5, 5), (-30, -30, 30, 30, 10.0))


def camera(position=(0.0, -2.6, 1.45), target=(0.0, 0.0, 1.35), **lens):
    return CameraSpec(position, target, **lens)
