"""A blocked shot as binary glTF 2.0, for a view in which people and camera are moved by hand.

The node `stage` turns our axes (z up, metres) into glTF's (y up): below it a person is at their position with their
heading about z, exactly as SceneSpec says. Colours are the vertices', linear_rec709 as glTF has them.
Specification: Khronos Group, glTF 2.0 (ISO/IEC 12113:2022).
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import atan, cos, radians, sin, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.blocking import Workshop, stock
from onmodel.stage.camera import ASPECT, GATE_HEIGHT
from onmodel.stage.mesh import MeshPart
from onmodel.stage.optics import Optics
from onmodel.stage.sets.props import prop_parts
from onmodel.stage.simplify import smooth_normals, within
from onmodel.stage.spec import ActorSpec, CameraSpec, SceneSpec, SetSpec

PEOPLE, LEAST, SET, PROPS = 28_000, 1_200, 32_000, 5_000  # vertices: all people, each at least, the set, the props
MOST_OF_ONE = 9_000
Y_UP = [-sqrt(0.5), 0.0, 0.0, sqrt(0.5)]  # quaternion x, y, z, w: −90° about x
FLOAT, USHORT, UINT = 5126, 5123, 5125
ARRAY, ELEMENTS = 34962, 34963
MAGIC, JSON_CHUNK, BIN_CHUNK = 0x46546C67, 0x4E4F534A, 0x004E4942


def stage_glb(spec: SceneSpec, ids: Mapping[str, str], workshop: Workshop | None = None) -> bytes:
    """Return the blocked shot as GLB: set, walls, props, one node for each person named after them, the camera.

    `ids`: name → what `extras.id` of the person's node says. Under 3 MB however many people.
    """
    shop, glb = workshop or stock(), Glb()
    share = min(MOST_OF_ONE, max(LEAST, PEOPLE // max(1, len(spec.actors))))
    nodes = [*_set_nodes(glb, spec.set), *_prop_nodes(glb, spec)]
    nodes += [_person(glb, actor, shop, ids.get(actor.name, ""), share) for actor in spec.actors]
    nodes.append(glb.camera(spec.camera))
    glb.finish(nodes)
    return glb.data()


def _set_nodes(glb: "Glb", spec: SetSpec) -> list[int]:
    """One node for what always stands, and one for each wall that a camera may look through from outside."""
    still, walls = _set_parts(spec)
    nodes = [glb.node("set", glb.mesh("set", still), {"kind": "set", "id": spec.name})]
    return nodes + [glb.node(name, glb.mesh(name, parts), {"kind": "wall"}) for name, parts in walls.items()]


@lru_cache(maxsize=4)
def _set_parts(spec: SetSpec) -> tuple[list[MeshPart], dict[str, list[MeshPart]]]:
    """A set's parts, simplified: those that stay, and those of its walls by name. Shared: never change them."""
    place = stock().build_place(spec)
    parts = within(place.parts, SET, finest=0.012)
    walls: dict[str, list[MeshPart]] = {}
    for part in parts:
        if part.name in place.wall_cutaway:
            walls.setdefault(part.name.split("/")[0], []).append(part)
    return [p for p in parts if p.name not in place.wall_cutaway], walls


def _prop_nodes(glb: "Glb", spec: SceneSpec) -> list[int]:
    share = PROPS // max(1, len(spec.props))
    made = [(prop, within(prop_parts(prop), share)) for prop in spec.props]
    return [glb.node(prop.name, glb.mesh(prop.name, parts), {"kind": "prop", "id": prop.name}) for prop, parts in made]


def _person(glb: "Glb", actor: ActorSpec, shop: Workshop, identity: str, share: int) -> int:
    """A person's node, where and as they stand; the mesh below it stands at the origin and looks along −y."""
    angle = -radians(actor.heading)
    turn = np.array([[cos(angle), -sin(angle), 0], [sin(angle), cos(angle), 0], [0, 0, 1]])
    parts = within(shop.build_actor(actor).parts, share)
    local = [
        replace(p, vertices=((p.vertices - np.asarray(actor.position)) @ turn.T).astype(np.float32)) for p in parts
    ]
    extras = {"kind": "person", "id": identity, "character": actor.name, "heading": actor.heading}
    extras |= {"pose": actor.pose.value, "expression": actor.expression.value}
    node = glb.node(actor.name, glb.mesh(actor.name, local), extras)
    half = radians(actor.heading) / 2
    glb.nodes[node] |= {"translation": list(actor.position), "rotation": [0.0, 0.0, sin(half), cos(half)]}
    return node


@dataclass
class Glb:
    """A glTF document in the making; each method returns the index of what it added."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    meshes: list[dict[str, Any]] = field(default_factory=list)
    materials: list[dict[str, Any]] = field(default_factory=list)
    cameras: list[dict[str, Any]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    buffer: bytearray = field(default_factory=bytearray)
    scene: list[int] = field(default_factory=list)

    def node(self, name: str, mesh: int | None, extras: dict[str, Any]) -> int:
        """A node that shows a mesh."""
        shows = {} if mesh is None else {"mesh": mesh}
        return _add(self.nodes, {"name": name, **shows, "extras": extras})

    def camera(self, spec: CameraSpec) -> int:
        """A node with the shot's camera. glTF's camera looks along its −z, with y up."""
        fov = 2 * atan(GATE_HEIGHT / 2 / spec.lens_mm)
        perspective = {"yfov": fov, "aspectRatio": ASPECT, "znear": 0.05, "zfar": 200.0}
        index = _add(self.cameras, {"name": "camera", "type": "perspective", "perspective": perspective})
        right, up, ahead = Optics(spec, 1600, 900).axes
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = np.stack([right, up, -ahead], axis=1), spec.position
        extras = {"kind": "camera", "lens_mm": spec.lens_mm, "t_stop": spec.t_stop, "target": list(spec.target)}
        node = self.node("camera", None, extras)
        self.nodes[node] |= {"camera": index, "matrix": [float(v) for v in pose.T.ravel()]}
        return node

    def mesh(self, name: str, parts: Sequence[MeshPart]) -> int | None:
        """A mesh with one primitive for each material; None of parts without triangles."""
        groups: dict[tuple[Any, ...], list[MeshPart]] = {}
        for part in parts:
            key = (round(part.roughness, 1), round(part.metallic), part.emission, part.flat)
            groups.setdefault(key, []).append(part)
        primitives = [self._primitive(key, group) for key, group in groups.items()]
        return _add(self.meshes, {"name": name, "primitives": primitives}) if primitives else None

    def _primitive(self, key: tuple[Any, ...], parts: Sequence[MeshPart]) -> dict[str, Any]:
        """Parts of one material. Faceted ones have no normals: a viewer then shades them flat, as glTF demands."""
        starts = np.cumsum([0] + [len(p.vertices) for p in parts])
        corners = np.concatenate([p.faces + start for p, start in zip(parts, starts, strict=False)]).ravel()
        colours = np.concatenate([p.colours for p in parts]).clip(0, 1)
        opaque = np.concatenate([np.rint(colours * 65535), np.full((len(colours), 1), 65535)], axis=1)
        attributes = {
            "POSITION": self._vectors(np.concatenate([p.vertices for p in parts]), bounds=True),
            "COLOR_0": self._accessor(opaque.astype("<u2"), USHORT, "VEC4", ARRAY, normalized=True),
        }
        if not key[3]:
            attributes["NORMAL"] = self._vectors(np.concatenate([smooth_normals(p) for p in parts]))
        wide = len(colours) > 65535
        indices = self._accessor(corners.astype("<u4" if wide else "<u2"), UINT if wide else USHORT, "SCALAR", ELEMENTS)
        return {"attributes": attributes, "indices": indices, "material": self._material(key), "mode": 4}

    def _material(self, key: tuple[Any, ...]) -> int:
        roughness, metallic, emission, _ = key
        surface = {"baseColorFactor": [1, 1, 1, 1], "roughnessFactor": roughness, "metallicFactor": metallic}
        material: dict[str, Any] = {"pbrMetallicRoughness": surface, "doubleSided": True}
        if emission:
            brightest = max(*emission, 1.0)
            material["emissiveFactor"] = [float(v) / brightest for v in emission]
        if material in self.materials:
            return self.materials.index(material)
        return _add(self.materials, material)

    def _vectors(self, values: NDArray[Any], *, bounds: bool = False) -> int:
        values = values.astype("<f4")
        limits = {"min": values.min(axis=0).tolist(), "max": values.max(axis=0).tolist()} if bounds else {}
        return self._accessor(values, FLOAT, "VEC3", ARRAY, **limits)

    def _accessor(self, values: NDArray[Any], component: int, kind: str, target: int, **more: Any) -> int:
        self.buffer += b"\0" * (-len(self.buffer) % 4)
        data = values.tobytes()
        view = {"buffer": 0, "byteOffset": len(self.buffer), "byteLength": len(data), "target": target}
        self.buffer += data
        read = {"bufferView": _add(self.views, view), "componentType": component, "count": len(values), "type": kind}
        return _add(self.accessors, read | more)

    def finish(self, nodes: list[int]) -> None:
        """Put the nodes on the stage, in glTF's axes."""
        self.scene = [_add(self.nodes, {"name": "stage", "rotation": Y_UP, "children": nodes})]

    def data(self) -> bytes:
        """The document as one file: a header, the JSON, the buffer; chunks end on four bytes."""
        self.buffer += b"\0" * (-len(self.buffer) % 4)
        document = {
            "asset": {"version": "2.0", "generator": "onmodel"}, "scene": 0, "scenes": [{"nodes": self.scene}],
            "nodes": self.nodes, "meshes": self.meshes, "materials": self.materials, "cameras": self.cameras,
            "accessors": self.accessors, "bufferViews": self.views, "buffers": [{"byteLength": len(self.buffer)}],
        }  # fmt: skip
        text = json.dumps({k: v for k, v in document.items() if v != []}, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self.buffer)
        head = struct.pack("<III", MAGIC, 2, total) + struct.pack("<II", len(text), JSON_CHUNK)
        return head + text + struct.pack("<II", len(self.buffer), BIN_CHUNK) + bytes(self.buffer)


def _add(items: list[dict[str, Any]], item: dict[str, Any]) -> int:
    items.append(item)
    return len(items) - 1
