"""What is worn on face and ears: glasses, sunglasses, eyepatch, earrings. What is worn on clothes is in `wardrobe`."""

from collections.abc import Callable

import numpy as np

from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import Body, shape
from onmodel.stage.actors.cloth import Points
from onmodel.stage.actors.locks import Tuft, merge, tubes
from onmodel.stage.actors.skull import Skull, skull
from onmodel.stage.actors.wardrobe import PINNED
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ActorLook

BLACK, STEEL, GOLD = np.array([0.012, 0.012, 0.014]), np.array([0.25, 0.26, 0.28]), np.array([0.6, 0.42, 0.12])


def _eyes(look: ActorLook) -> Points:
    """Front of the left and right eyeballs in the rest pose (2, 3)."""
    vertices = shape(look).vertices.astype(float)
    balls = [vertices[np.unique(anatomy().faces[f"{side}-eye"])] for side in "lr"]
    return np.stack([[*ball.mean(0)[[0]], ball[:, 1].min(), ball[:, 2].mean()] for ball in balls])


def wire(paths: list[Points], radius: float, colour: Points) -> Tuft:
    """Round wires along polylines in one colour."""
    return merge([tubes(p[None], np.full((1, len(p)), radius), np.tile(colour, (1, len(p), 1)), 6) for p in paths])


def _rims(head: Skull, look: ActorLook, tall: float) -> tuple[list[Points], Points]:
    """Paths of a frame (rims, bridge, temples) and the lens outlines (2, 24, 3)."""
    eyes, s = _eyes(look), head.size
    turn = np.linspace(0, 2 * np.pi, 24)
    front = float(eyes[:, 1].min()) - 0.016 * s
    outline, paths = [], []
    for eye, side in zip(eyes, (1.0, -1.0), strict=True):
        wrap = 0.10 * np.abs(np.cos(turn)) * (np.cos(turn) * side > 0)
        x = eye[0] + side * 0.002 * s + 0.0265 * s * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.8
        ring = np.stack([x, front + 0.03 * s * wrap, eye[2] - 0.002 * s + tall * s * np.sin(turn)], 1)
        outline.append(ring)
        hinge = np.array([eye[0] + side * 0.029 * s, front + 0.004 * s, eye[2] + 0.008 * s])
        ear = np.array([side * (abs(head.ear[0]) - 0.006 * s), head.ear[1] - 0.004 * s, head.ear_top - 0.012 * s])
        wide = np.array([side * max(abs(hinge[0]) + 0.006 * s, abs(ear[0]) - 0.003 * s), front + 0.022 * s, hinge[2]])
        paths += [ring, np.stack([hinge, wide, 0.5 * (wide + ear), ear, ear + np.array([0, 0.012, -0.018]) * s])]
    t = np.linspace(-1, 1, 7)[:, None]
    inner = np.array([abs(eyes[0, 0]) - 0.025 * s, 0, 0])
    paths.append(
        np.array([0, front, eyes[:, 2].mean() + 0.004 * s]) + t * inner + (1 - t**2) * [0, -0.003 * s, 0.004 * s]
    )
    return paths, np.stack(outline)


def _glasses(head: Skull, look: ActorLook) -> Tuft:
    return wire(_rims(head, look, 0.020)[0], 0.0014 * head.size, BLACK * 1.5)


def _sunglasses(head: Skull, look: ActorLook) -> Tuft:
    paths, lenses = _rims(head, look, 0.0225)
    discs = [_disc(ring) for ring in lenses]
    return merge([wire(paths, 0.0018 * head.size, BLACK), *discs])


def _disc(ring: Points) -> Tuft:
    count = len(ring)
    k = np.arange(count)
    faces = np.stack([(k + 1) % count, k, np.full(count, count)], 1)
    points = np.concatenate([ring, [ring.mean(0) - [0, 0.002, 0]]])
    return Tuft(points, faces, np.tile(BLACK, (count + 1, 1)))


def _eyepatch(head: Skull, look: ActorLook) -> Tuft:
    eye, s = _eyes(look)[1], head.size
    turn = np.linspace(0, 2 * np.pi, 20)[:-1]
    ring = np.stack(
        [eye[0] + 0.025 * s * np.cos(turn), np.full(19, eye[1] - 0.004 * s), eye[2] + 0.021 * s * np.sin(turn)], 1
    )
    ring[:, 1] += 0.14 * np.abs(ring[:, 0] - eye[0]) * (ring[:, 0] < eye[0])
    patch = _disc(ring)
    patch.points[-1] -= [0, 0.008 * s, 0]
    azimuth = np.linspace(-180, 180, 60)
    height = eye[2] + 0.022 * s + 0.028 * s * np.sin(np.radians(azimuth + 20))
    strap = head.at(head.towards(azimuth, height), 0.004 * s)
    return merge([patch, wire([strap], 0.0025 * s, BLACK)])


def _earrings(head: Skull, look: ActorLook) -> Tuft:
    turn, s = np.linspace(0, 2 * np.pi, 16), head.size
    rings = []
    for side in (1.0, -1.0):
        lobe = np.array([side * (abs(head.ear[0]) + 0.001), head.ear[1] - 0.010 * s, head.ear_low - 0.006 * s])
        rings.append(lobe + np.stack([0 * turn, np.sin(turn), np.cos(turn)], 1) * 0.011 * s)
    return wire(rings, 0.0018 * s, GOLD)


WORN: dict[str, tuple[tuple[str, ...], Callable[[Skull, ActorLook], Tuft]]] = {  # first match wins
    "sunglasses": (("sunglasses", "shades", "dark glasses"), _sunglasses),
    "glasses": (("glasses", "spectacles"), _glasses),
    "eyepatch": (("eyepatch", "eye patch"), _eyepatch),
    "earrings": (("earring",), _earrings),
}


def recognised(words: str) -> str | None:
    """The kind of an accessory that words name ("round gold spectacles" → "glasses"), or None for unknown ones."""
    said = words.lower()
    table = {**WORN, **PINNED}
    return next((kind for kind, (names, _) in table.items() if any(name in said for name in names)), None)


def notes(look: ActorLook) -> tuple[str, ...]:
    """A sentence for each accessory of a look that the wardrobe does not have."""
    return tuple(f"no accessory {said!r} in the wardrobe" for said in look.accessories if recognised(said) is None)


def accessory_parts(body: Body, look: ActorLook) -> tuple[MeshPart, ...]:
    """Accessories on an actor's face and ears, in the world; unknown words are left out (see `notes`)."""
    carry, parts = body.bones[anatomy().bone("head")].astype(float), []
    for kind in dict.fromkeys(recognised(said) for said in look.accessories):
        if kind not in WORN:
            continue
        tuft = WORN[kind][1](skull(look), look)
        points = tuft.points @ carry[:3, :3].T + carry[:3, 3]
        parts.append(
            MeshPart(
                kind,
                points.astype(np.float32),
                tuft.faces.astype(np.int32),
                tuft.colours.astype(np.float32),
                roughness=0.2,
                specular=0.6,
            )
        )
    return tuple(parts)
