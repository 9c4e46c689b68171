"""Dresses an actor: the look's outfit in layers, cut once per look, carried into each pose.

Outer garments are cut first; what they cover is left out of the inner ones and of the skin, so nothing pokes through.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.dna.model import Garment
from onmodel.stage.actors import fitted, gowns, lower, overs
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body, shape
from onmodel.stage.actors.cloth import Cloth, join, skin
from onmodel.stage.actors.draped import Net, drape, net_mesh
from onmodel.stage.actors.fabric import Material, dyed, linear, material_of
from onmodel.stage.actors.fitted import Sewn
from onmodel.stage.actors.headwear import on_head
from onmodel.stage.actors.tailor import FAR, Bench, Dummy, measure
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ActorLook

PATTERNS: dict[str, Callable[[Bench], Sewn]] = {  # outermost first
    "bag": overs.bag,
    "badge": overs.badge,
    "scarf": overs.scarf,
    "armour": overs.armour,
    "apron": overs.apron,
    "coat": gowns.coat,
    "robe": gowns.robe,
    "jacket": fitted.jacket,
    "belt": overs.belt,
    "necklace": overs.necklace,
    "vest": fitted.vest,
    "tie": overs.tie,
    "skirt": gowns.skirt,
    "sweater": fitted.sweater,
    "dress": gowns.dress,
    "boots": lower.boots,
    "trousers": lower.trousers,
    "shorts": lower.shorts,
    "shirt": fitted.shirt,
    "shoes": lower.shoes,
}
PINNED = {  # accessories that are worn on the clothes: words that name them, and what they are when nothing is said
    "bag": (("bag", "satchel", "purse", "backpack"), Garment("scarf", "#5a3a22", "brown", "leather")),
    "badge": (("badge", "medal", "star"), Garment("scarf", "#c8a24a", "gold", "metal")),
    "belt": (("belt",), Garment("scarf", "#2a1a10", "brown", "leather")),
    "necklace": (("necklace", "beads", "pendant", "chain"), Garment("scarf", "#b89a5a", "gold", "metal")),
}
LEGS = {"trousers", "shorts", "skirt", "dress", "robe"}
CHEST = {"shirt", "sweater", "dress", "robe"}
FEET = {"shoes", "boots"}
MISSING = (
    (CHEST, Garment("shirt", "#d9d4c6", "off-white")),
    (LEGS, Garment("trousers", "#3c4250", "slate")),
    (FEET, Garment("shoes", "#2c211a", "dark brown", "leather")),
)
STAND = {
    "coat": 0.048,
    "robe": 0.034,
    "jacket": 0.036,
    "armour": 0.036,
    "vest": 0.022,
    "sweater": 0.022,
    "shirt": 0.012,
}
OVERLAP = 0.018  # metres that an inner garment, or skin, reaches below the edge of the outer one


@dataclass(frozen=True)
class Dressed:
    """Clothes in the world, and which vertices of the body (V,) they hide."""

    parts: tuple[MeshPart, ...]
    hidden: NDArray[np.bool_]


@dataclass(frozen=True)
class _Piece:
    name: str
    material: Material
    cloth: Cloth
    net: Net | None


WIDE_SLEEVES = {"robe": 0.2, "coat": 0.1}  # metres up from the wrist that can be looked into


def completed(outfit: tuple[Garment, ...]) -> tuple[Garment, ...]:
    """The outfit with shirt, trousers and shoes where it leaves chest, legs or feet bare."""
    kinds = {g.kind for g in outfit}
    return (*outfit, *(garment for covering, garment in MISSING if not kinds & covering))


def garment_parts(body: Body, look: ActorLook) -> Dressed:
    """Dress a posed body."""
    pieces, hidden = _sewn(look)
    parts = []
    for piece in pieces:
        parts.append(_part(piece, piece.name, skin(piece.cloth.points, piece.cloth.weights, body.bones.astype(float)),
                           piece.cloth.faces, piece.cloth.colours))  # fmt: skip
        if piece.net is not None:
            mesh = net_mesh(piece.net, drape(piece.net, body))
            parts.append(_part(piece, f"{piece.name} skirt", mesh.points, mesh.faces, mesh.colours))
    return Dressed(tuple(parts), np.pad(hidden, (0, len(body.vertices) - SKIN_END)))


def _part(piece: _Piece, name: str, points: np.ndarray, faces: np.ndarray, colours: np.ndarray) -> MeshPart:
    return MeshPart(
        name,
        points.astype(np.float32),
        faces.astype(np.int32),
        colours.astype(np.float32),
        roughness=piece.material.roughness,
        specular=piece.material.specular,
        metallic=piece.material.metallic,
    )


def _below(kind: str, outfit: dict[str, Garment]) -> float:
    """How far what is worn under a garment stands off the body, in metres."""
    order = list(PATTERNS)
    return max((STAND.get(k, 0.0) for k in outfit if k in order and order.index(k) > order.index(kind)), default=0.0)


def _flared(kind: str, outfit: dict[str, Garment]) -> bool:
    order = list(PATTERNS)
    return any(k in outfit and order.index(k) > order.index(kind) for k in ("skirt", "dress"))


def _pressed(net: Net | None, dummy: Dummy, outer: list[Sewn]) -> Net | None:
    """A net without what the outer garments cover."""
    if net is None or not outer:
        return net
    at = measure(net.points.reshape(-1, 3), net.weights, dummy.bones)
    return replace(net, under=np.max([s.covers(at) for s in outer], axis=0) > 0.09)  # the net sinks when it hangs


@lru_cache(maxsize=64)
def _sewn(look: ActorLook) -> tuple[tuple[_Piece, ...], NDArray[np.bool_]]:
    """The outfit of a look in the rest pose, outermost first, and the skin it hides (SKIN_END,)."""
    dummy = Dummy(look)
    visible, hidden, pieces = np.full(len(dummy.points), FAR), np.zeros(SKIN_END, bool), []
    outer: list[Sewn] = []
    outfit: dict[str, Garment] = {g.kind: g for g in completed(look.outfit) if not on_head(g)}
    outfit |= {
        name: like
        for name, (words, like) in PINNED.items()
        if any(word in said.lower() for said in look.accessories for word in words)
    }
    for kind, pattern in PATTERNS.items():
        if kind not in outfit:
            continue
        garment = outfit[kind]
        material = material_of(garment.material)
        sewn = pattern(
            Bench(dummy, linear(garment.colour) * material.tone, visible, _below(kind, outfit), _flared(kind, outfit))
        )
        cloth = join(sewn.cloths)
        cloth = Cloth(
            cloth.points, cloth.faces, cloth.weights, dyed(cloth.points, cloth.colours, material.weave), cloth.rim
        )
        pieces.append(_Piece(kind, material, cloth, _pressed(getattr(sewn, "net", None), dummy, outer)))
        outer.append(sewn)
        visible = np.minimum(visible, OVERLAP - sewn.covers(dummy.at))
        hidden |= (sewn.covers(dummy.skin_at) > OVERLAP) & ~_up_the_sleeve(look, WIDE_SLEEVES.get(kind, 0.0))
    return tuple(pieces), hidden


def _up_the_sleeve(look: ActorLook, reach: float) -> NDArray[np.bool_]:
    """The skin (SKIN_END,) of the forearms within `reach` metres of the wrists: a wide cuff shows it."""
    rest, a = shape(look), anatomy()
    wrists = np.stack([rest.heads[a.bone(f"wrist.{side}")] for side in "LR"])
    away = np.linalg.norm(rest.vertices[:SKIN_END, None] - wrists[None], axis=2).min(axis=1)
    return np.asarray(away < reach)
