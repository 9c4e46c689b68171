"""Bake which face vertex lies under each of the 468 face-mesh landmarks: `src/onmodel/stage/data/landmarks.npz`.

Renders the neutral head from the front, runs the face mesh on it and takes, for each landmark, the front-most of the
vertices next to it. How far the landmarks then lie from those vertices is measured on portraits of invented people
whose true shape is known (`portraits.py`), and kept as offsets: their median over people. Run after `bake_actors.py`,
from the repository root, with the product's own environment:

    python tools/bake_landmarks.py [OUT.npz] [CHECK.png]
"""

import sys
import tempfile
from pathlib import Path

import mitsuba as mi
import numpy as np
from PIL import Image, ImageDraw

mi.set_variant("scalar_rgb")

from portraits import PEOPLE, Studio, sit  # noqa: E402

from onmodel.backends.vision.embedded import EmbeddedVision  # noqa: E402  # Mitsuba wants its variant first
from onmodel.stage.actors.anatomy import anatomy  # noqa: E402
from onmodel.stage.actors.body import shape, vertex_normals  # noqa: E402
from onmodel.stage.likeness import AXES, align  # noqa: E402
from onmodel.stage.spec import ActorLook  # noqa: E402

OUT = Path(__file__).parents[1] / "src" / "onmodel" / "stage" / "data" / "landmarks.npz"
SIZE, FOV, DISTANCE = 640, 14.0, 1.6
LOOK = ActorLook(gender=0.5, age=0.62)
CACHE, PORTRAITS = Path(__file__).parents[1] / "out" / "calibration", 8  # the people that calibration fits on


def render(vertices: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """The neutral head with dark brows and lips, so that the mesh finds them: (SIZE, SIZE, 3) uint8 sRGB."""
    a = anatomy()
    colours = np.tile(np.array([[0.60, 0.38, 0.28]]), (len(vertices), 1))
    colours += a.regions["lips"][:, None] * (np.array([0.35, 0.10, 0.09]) - colours)
    scene = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 3},
        "sensor": {
            "type": "perspective", "fov": FOV,
            "to_world": mi.ScalarTransform4f().look_at(
                origin=(centre - [0, DISTANCE, 0]).tolist(), target=centre.tolist(), up=[0, 0, 1]
            ),
            "film": {"type": "hdrfilm", "width": SIZE, "height": SIZE, "rfilter": {"type": "box"}},
            "sampler": {"type": "independent", "sample_count": 48},
        },
        "sky": {"type": "constant", "radiance": 0.7},
        "key": {
            "type": "rectangle", "emitter": {"type": "area", "radiance": {"type": "rgb", "value": 6.0}},
            "to_world": mi.ScalarTransform4f().look_at(
                origin=np.add(centre, [-0.8, -2, 0.9]).tolist(), target=centre.tolist(), up=[0, 0, 1]
            ).scale(0.5),
        },
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for group, colour in (("body", colours), ("l-eye", None), ("r-eye", None)):
            path = Path(folder) / f"{group}.ply"
            write_ply(path, vertices, a.faces[group], colour if colour is not None else eye_colours(vertices, group))
            bsdf = {"type": "diffuse", "reflectance": {"type": "mesh_attribute", "name": "vertex_color"}}
            scene[group.replace("-", "_")] = {
                "type": "ply",
                "filename": str(path),
                "bsdf": {"type": "twosided", "b": bsdf},
            }
        pixels = np.array(mi.render(mi.load_dict(scene)))[..., :3].clip(0, 1)
    return (np.where(pixels <= 0.0031308, 12.92 * pixels, 1.055 * pixels ** (1 / 2.4) - 0.055) * 255).astype(np.uint8)


def eye_colours(vertices: np.ndarray, group: str) -> np.ndarray:
    """White eyes with a dark disc in front."""
    used = np.unique(anatomy().faces[group])
    centre = vertices[used].mean(0)
    across = np.hypot(vertices[:, 0] - centre[0], vertices[:, 2] - centre[2])
    return np.where((across < 0.006)[:, None], 0.03, 0.75) * np.ones((len(vertices), 3))


def write_ply(path: Path, vertices: np.ndarray, faces: np.ndarray, colours: np.ndarray) -> None:
    """Binary PLY with float colours, which Mitsuba reads as `vertex_color`."""
    names = ("x", "y", "z", "nx", "ny", "nz", "r", "g", "b")
    head = "".join(f"property float {n}\n" for n in names)
    rows = np.zeros(len(faces), dtype=[("n", "u1"), ("i", "<i4", 3)])
    rows["n"], rows["i"] = 3, faces
    with path.open("wb") as file:
        file.write(
            f"ply\nformat binary_little_endian 1.0\nelement vertex {len(vertices)}\n{head}"
            f"element face {len(faces)}\nproperty list uchar int vertex_indices\nend_header\n".encode()
        )
        file.write(np.hstack([vertices, vertex_normals(vertices, faces), colours]).astype("<f4").tobytes())
        file.write(rows.tobytes())


def project(vertices: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Pixel x, y and depth of vertices for `render`'s camera: (V, 3)."""
    p = vertices - (centre - [0, DISTANCE, 0])
    k = SIZE / 2 / np.tan(np.deg2rad(FOV) / 2)
    return np.stack([SIZE / 2 + k * p[:, 0] / p[:, 1], SIZE / 2 - k * p[:, 2] / p[:, 1], p[:, 1]], 1)


def offsets(vision: EmbeddedVision, under: np.ndarray) -> np.ndarray:
    """How far landmarks lie from their vertices, in metres of actor space: the median over portraits, (468, 3)."""
    studio, found = Studio(CACHE), []
    for name in list(PEOPLE)[:PORTRAITS]:
        look, pictures = sit(name, vision, studio)
        mesh = vision.face_mesh(pictures[0], vision.faces(pictures[0])[0])
        assert mesh is not None, f"no face mesh on {name}"
        points, marks = shape(look).vertices[under].astype(float), mesh.astype(float) * (1, -1, -1)
        pose = align(points, marks)
        found.append((marks - pose(points)) / pose.scale @ pose.rotation @ AXES)
    return np.median(found, axis=0).astype(np.float32)


def main() -> None:
    """Find and write the correspondence; print how far the vertices lie from their landmarks."""
    a = anatomy()
    vertices = shape(LOOK).vertices.astype(float)
    eyes = np.unique(np.concatenate([a.faces["l-eye"], a.faces["r-eye"]]))
    centre = vertices[eyes].mean(0) - [0, 0, 0.03]
    picture = render(vertices, centre)
    vision = EmbeddedVision()
    vision.setup()
    mesh = vision.face_mesh(picture, vision.faces(picture)[0])
    assert mesh is not None, "no face mesh on the neutral head"
    pixels = project(vertices, centre)
    normals = vertex_normals(shape(LOOK).vertices, a.faces["body"])
    skin = np.unique(a.faces["body"])
    front = skin[
        (normals[skin, 1] < -0.1) & (a.regions["inside_mouth"][skin] < 0.5) & (a.regions["eye_sockets"][skin] < 0.5)
    ]
    found = []
    for mark in mesh:
        near = front[np.argsort(((pixels[front, :2] - mark[:2]) ** 2).sum(1))[:4]]
        found.append(int(near[np.argmin(pixels[near, 2])]))
    millimetres = 2000 * np.tan(np.deg2rad(FOV) / 2) * DISTANCE / SIZE
    gap = np.linalg.norm(pixels[found, :2] - mesh[:, :2], axis=1) * millimetres
    print(f"468 landmarks, their vertices lie {np.median(gap):.1f} mm away (median), {gap.max():.1f} mm at worst")
    vertices_under = np.array(found, np.int32)
    away = offsets(vision, vertices_under)
    np.savez_compressed(sys.argv[1] if len(sys.argv) > 1 else OUT, vertices=vertices_under, offsets=away)
    if len(sys.argv) > 2:
        check = Image.fromarray(picture)
        for x, y in pixels[found, :2]:
            ImageDraw.Draw(check).ellipse((x - 1, y - 1, x + 1, y + 1), fill="lime")
        check.save(sys.argv[2])


if __name__ == "__main__":
    main()
