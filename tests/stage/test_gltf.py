"""The stage as glTF, read back by another library: whole, in place, of the right size and colour."""

import io
import json
import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import trimesh

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.gltf import stage_glb
from onmodel.stage.mesh import MeshPart
from onmodel.stage.optics import Optics
from onmodel.stage.simplify import clustered, smooth_normals, within
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, PropSpec, SceneSpec, SetSpec

TURNED = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]], float)  # our axes to glTF's
EMMA = ActorSpec("EMMA", ActorLook(gender=0.0), position=(-0.6, 0.2, 0.0), heading=40.0)
BAI = ActorSpec("BAI", ActorLook(gender=1.0, age=0.9), position=(0.7, 0.0, 0.0), heading=-60.0, pose=Pose.WALK)
SCENE = SceneSpec(
    SetSpec("room"), CameraSpec((0.5, -3.0, 1.5), (0.0, 0.0, 1.2), 50.0, roll=8.0, t_stop=2.8), (EMMA, BAI),
    (PropSpec("stool", (1.5, 0.5, 0.0)),),
)  # fmt: skip


@pytest.fixture(scope="module")
def glb() -> bytes:
    return stage_glb(SCENE, {"EMMA": "id-of-emma"})


@pytest.fixture(scope="module")
def document(glb: bytes) -> dict[str, Any]:
    magic, version, total, length, kind = struct.unpack("<IIIII", glb[:20])
    assert (magic, version, total, kind) == (0x46546C67, 2, len(glb), 0x4E4F534A)
    assert (length % 4, len(glb) % 4) == (0, 0)
    read: dict[str, Any] = json.loads(glb[20 : 20 + length])
    return read


def _node(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(n for n in document["nodes"] if n["name"] == name)


def test_people_walls_and_camera_are_nodes_with_their_ids(document: dict[str, Any]) -> None:
    assert _node(document, "EMMA")["extras"] | {} == {
        "kind": "person", "id": "id-of-emma", "character": "EMMA", "heading": 40.0, "pose": "stand",
        "expression": "neutral",
    }  # fmt: skip
    kinds = [n.get("extras", {}).get("kind") for n in document["nodes"]]
    assert kinds.count("person") == 2
    assert kinds.count("wall") >= 4
    assert {"set", "prop", "camera"} <= set(kinds)
    assert _node(document, "camera")["extras"]["lens_mm"] == 50.0


def test_it_is_small_enough_and_every_buffer_is_inside(document: dict[str, Any], glb: bytes) -> None:
    assert len(glb) < 3_000_000
    size = document["buffers"][0]["byteLength"]
    assert all(v["byteOffset"] + v["byteLength"] <= size for v in document["bufferViews"])
    assert all(v["byteOffset"] % 4 == 0 for v in document["bufferViews"])


def test_another_library_finds_everybody_where_the_stage_has_them(glb: bytes) -> None:
    from onmodel.stage.actors.build import build_actor

    scene: Any = trimesh.load(io.BytesIO(glb), file_type="glb")
    for actor in SCENE.actors:
        built = np.concatenate([p.vertices for p in build_actor(actor).parts]) @ TURNED.T
        shown = np.concatenate([
            trimesh.transform_points(scene.geometry[mesh].vertices, scene.graph[node][0])
            for node in scene.graph.nodes_geometry
            if (mesh := scene.graph[node][1]).split("_")[0] == actor.name
        ])  # fmt: skip
        np.testing.assert_allclose(shown.min(axis=0), built.min(axis=0), atol=0.03)
        np.testing.assert_allclose(shown.max(axis=0), built.max(axis=0), atol=0.03)


def test_the_camera_looks_as_the_shot_s_does(document: dict[str, Any]) -> None:
    node = _node(document, "camera")
    pose = np.array(node["matrix"]).reshape(4, 4).T
    right, _up, ahead = Optics(SCENE.camera, 1600, 900).axes
    np.testing.assert_allclose(pose[:3, 3], SCENE.camera.position, atol=1e-6)
    np.testing.assert_allclose(pose[:3, :3] @ [0, 0, -1], ahead, atol=1e-6)
    np.testing.assert_allclose(pose[:3, :3] @ [1, 0, 0], right, atol=1e-6)
    assert float(np.linalg.det(pose[:3, :3])) == pytest.approx(1.0)
    lens = document["cameras"][node["camera"]]["perspective"]
    across = 2 * np.arctan(np.tan(lens["yfov"] / 2) * lens["aspectRatio"])
    assert float(np.degrees(across)) == pytest.approx(Optics(SCENE.camera, 1600, 900).fov)


def test_twelve_people_are_not_larger() -> None:
    crowd = tuple(replace(EMMA, name=f"P{i}", position=(0.4 * i - 2.4, 0.1, 0.0)) for i in range(12))
    assert len(stage_glb(replace(SCENE, actors=crowd), {})) < 3_000_000


def test_a_shot_without_people_is_a_whole_file() -> None:
    empty = stage_glb(replace(SCENE, actors=(), props=()), {})
    scene: Any = trimesh.load(io.BytesIO(empty), file_type="glb")
    assert len(scene.geometry) > 3


def _sheet(size: int) -> MeshPart:
    """A flat square of a metre with size² corners, red on one side and green on the other."""
    x, y = np.meshgrid(np.linspace(0, 1, size), np.linspace(0, 1, size))
    vertices = np.stack([x.ravel(), y.ravel(), np.zeros(size * size)], axis=1).astype(np.float32)
    first = (np.arange(size - 1)[:, None] * size + np.arange(size - 1)).ravel()
    faces = np.concatenate(
        [np.stack([first, first + 1, first + size], 1), np.stack([first + 1, first + size + 1, first + size], 1)]
    )
    colours = np.where(vertices[:, :1] < 0.5, [[1.0, 0, 0]], [[0, 1.0, 0]]).astype(np.float32)
    return MeshPart("sheet", vertices, faces.astype(np.int32), colours)


def test_a_simplified_sheet_covers_the_same_ground_in_the_same_colours() -> None:
    sheet = _sheet(60)
    (less,) = within([sheet], 500)
    assert len(less.vertices) <= 500
    a, b, c = (less.vertices[less.faces[:, i]].astype(float) for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    assert float(area) == pytest.approx(1.0, abs=0.12)
    left = less.vertices[:, 0] < 0.4
    np.testing.assert_allclose(less.colours[left], np.tile([1.0, 0, 0], (left.sum(), 1)), atol=1e-6)
    np.testing.assert_allclose(smooth_normals(less), np.tile([0, 0, 1.0], (len(less.vertices), 1)), atol=1e-5)


def test_what_falls_together_is_left_out_and_what_is_small_enough_stays() -> None:
    sheet = _sheet(12)
    assert len(clustered(sheet, 10.0).faces) == 0
    assert within([sheet], 10_000) == [sheet]
    empty = replace(sheet, faces=np.zeros((0, 3), np.int32))
    assert within([empty], 10) == []
