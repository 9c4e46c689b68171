"""Props: things by their word, built at the origin, put where a PropSpec says or into a hand.

`SHAPES` is the kit, `SYNONYMS` the words that mean something in it. A word that means nothing here becomes a plain
block with the word lettered on it.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.mesh import MeshPart
from onmodel.stage.sets import animals, devices, fixtures, furniture, implements, nature, ornament, streetware, vessels
from onmodel.stage.sets import handheld as hand
from onmodel.stage.sets.forest import fallen_log
from onmodel.stage.sets.letters import labelled_block
from onmodel.stage.sets.office import coat_stand
from onmodel.stage.sets.prop_words import SYNONYMS
from onmodel.stage.sets.room import cushion, floor_lamp, picture, pot_plant
from onmodel.stage.sets.shell import mesh_parts
from onmodel.stage.sets.solids import Array, Solid, bounds
from onmodel.stage.sets.yurt import campfire, yurt
from onmodel.stage.spec import PropSpec

Shape = Callable[[], list[Solid]]
Vec3 = tuple[float, float, float]

STANDING: dict[str, Shape] = {
    "table": furniture.table, "low table": furniture.round_table, "chair": furniture.chair,
    "stool": furniture.stool, "bench": furniture.bench, "sofa": furniture.sofa, "bed": furniture.bed,
    "chest": furniture.chest, "bookshelf": furniture.shelf, "desk": furniture.desk,
    "cupboard": furniture.cupboard, "office chair": furniture.office_chair, "throne": fixtures.throne,
    "crate": vessels.crate, "barrel": vessels.barrel, "sack": vessels.sack, "cauldron": vessels.cauldron,
    "carpet": lambda: [ornament.carpet(2.0, 1.3)], "cushion": cushion, "plant": pot_plant,
    "lamp": lambda: floor_lamp(True), "table lamp": devices.table_lamp, "campfire": campfire, "stove": fixtures.stove,
    "fireplace": fixtures.fireplace, "mirror": fixtures.mirror, "door": fixtures.standing_door,
    "window": fixtures.standing_window, "clock": fixtures.clock, "piano": fixtures.piano,
    "curtain": fixtures.curtain, "ladder": fixtures.ladder, "coat": coat_stand,
    "computer": devices.computer, "typewriter": devices.typewriter, "telephone": devices.telephone,
    "gramophone": devices.gramophone,
    "horse": animals.horse, "sheep": animals.sheep, "dog": animals.dog, "camel": animals.camel,
    "donkey": lambda: [s.scaled(0.72) for s in animals.horse("#7d746a")],
    "cow": lambda: [s.scaled(1.05, 0.95, 0.85) for s in animals.horse("#8a6a4c")],
    "car": streetware.car, "cart": streetware.cart, "stall": streetware.stall, "well": streetware.well,
    "fence": streetware.fence, "sign": streetware.sign, "dustbin": streetware.dustbin,
    "street lamp": lambda: streetware.street_lamp(True), "traffic cone": streetware.cone_marker,
    "boat": fixtures.boat, "statue": fixtures.statue, "gravestone": fixtures.gravestone,
    "haystack": fixtures.haystack, "yurt": yurt, "tree": nature.tree, "fir": nature.conifer, "bush": nature.bush,
    "rock": lambda: [nature.rock()], "log": fallen_log,
}  # fmt: skip

HELD: dict[str, Shape] = {
    "cup": vessels.cup, "bowl": vessels.bowl, "bottle": vessels.bottle, "glass": vessels.glass, "jug": vessels.jug,
    "basket": vessels.basket, "bucket": vessels.bucket, "candle": devices.candle, "lantern": devices.lantern,
    "papers": devices.papers, "book": hand.book, "letter": hand.letter, "newspaper": hand.newspaper,
    "phone": hand.phone, "pistol": implements.pistol, "rifle": implements.rifle,
    "sword": implements.sword, "knife": implements.knife,
    "axe": implements.axe, "staff": implements.staff, "spear": implements.spear,
    "purse": hand.purse, "coins": hand.coins,
    "bag": hand.bag, "suitcase": hand.suitcase, "dombra": hand.dombra, "apple": hand.apple, "key": hand.key,
    "rope": hand.rope, "hat": hand.hat, "flower": hand.flower,
    "umbrella": implements.umbrella, "hammer": implements.hammer,
    "torch": implements.torch_light, "whip": implements.whip, "bread": hand.bread, "pebble": hand.pebble,
    "box": hand.box_small, "shovel": implements.shovel, "pen": implements.pen, "spoon": implements.spoon,
    "scroll": hand.scroll, "picture": lambda: [s.moved(z=0.05) for s in picture(0.4, 0.3, 2)],
}  # fmt: skip

# where a hand closes about a thing (metres in the thing's own frame); else at its middle
GRIPS: dict[str, Vec3] = {
    "shovel": (0, 0, 0.75), "spoon": (0, 0, 0.07), "pen": (0, 0, 0.05), "book": (0.05, 0, 0.06),
    "sword": (0, 0, 0.08), "knife": (0, 0, 0.06), "axe": (0, 0, 0.12),
    "hammer": (0, 0, 0.08), "pistol": (0, 0.01, 0.05),
    "rifle": (0, 0, 0.42), "staff": (0, 0, 1.05), "spear": (0, 0, 1.0), "whip": (0, 0, 0.06), "umbrella": (0, 0, 0.12),
    "bag": (0, 0, 0.35), "suitcase": (0, 0, 0.47), "basket": (0, 0, 0.46), "bucket": (0, 0.1, 0.32),
    "lantern": (0, 0, 0.34), "dombra": (0, 0, 0.62), "bottle": (0, 0, 0.1), "candle": (0, 0, 0.03),
    "cup": (0, 0, 0.045),
    "flower": (0, 0, 0.08), "torch": (0, 0, 0.07), "purse": (0, 0, 0.1), "jug": (0.12, 0, 0.2), "key": (0, 0, 0.085),
}  # fmt: skip

SHAPES: dict[str, Shape] = {**STANDING, **HELD}
hand_props: frozenset[str] = frozenset(HELD)


def known_props() -> frozenset[str]:
    """The names of everything in the kit."""
    return frozenset(SHAPES)


def canonical_prop(word: str) -> str | None:
    """The kit's name for a word or phrase ("the old REVOLVERS" → "pistol"); None where it has no such thing.

    >>> canonical_prop("revolver"), canonical_prop("an old oak chest"), canonical_prop("zeppelin")
    ('pistol', 'chest', None)
    """
    words = "".join(c if c.isalnum() else " " for c in word.lower()).split()
    head = words[: words.index("of")] if "of" in words else []
    return _lookup(" ".join(words[-3:])) or _last(head) or _last(words)  # a sack of coins is a sack


def _last(words: list[str]) -> str | None:
    """The last thing that a phrase names, two words before one."""
    spans = [words[end - size : end] for size in (2, 1) for end in range(len(words), size - 1, -1)]
    return next((found for span in spans if (found := _lookup(" ".join(span)))), None)


def _lookup(word: str) -> str | None:
    forms = [word, word.removesuffix("s"), word.removesuffix("es")]
    forms += [word.removesuffix("ies") + "y", word.removesuffix("ves") + "f", word.removesuffix("ves") + "fe"]
    for form in forms:
        if form in SHAPES:
            return form
        if form in SYNONYMS:
            return SYNONYMS[form]
    return None


@lru_cache(maxsize=128)
def _shape(name: str) -> tuple[Solid, ...]:
    """The solids of a kit name at the origin, or of a lettered block for any other word."""
    return tuple(SHAPES[name]() if name in SHAPES else labelled_block(name))


def prop_size(name: str) -> Vec3:
    """Width, depth and height in metres of a thing as it stands, by any word for it."""
    low, high = bounds(_shape(canonical_prop(name) or name))
    w, d, h = (float(v) for v in high - low)
    return w, d, h


def prop_parts(spec: PropSpec, *, floor_z: float = 0.0) -> tuple[MeshPart, ...]:
    """The mesh parts of a prop where its spec puts it, its foot `floor_z` above the spec's position.

    A colour replaces that of its largest surface. Parts are named `prop:<name>/<finish>`.
    """
    name = canonical_prop(spec.name) or spec.name
    solids = _tinted(_shape(name), spec.colour)
    x, y, z = spec.position
    placed = [s.scaled(spec.scale).turned(spec.heading).moved(x, y, z + floor_z) for s in solids]
    return mesh_parts(f"prop:{name}", placed)


def held_parts(name: str, hand_position: ArrayLike, hand_rotation: ArrayLike) -> tuple[MeshPart, ...]:
    """The mesh parts of a thing in a hand.

    hand_position (3,): the middle of the closed palm, metres. hand_rotation (3, 3): columns are the world directions of
    the thing's x (to its right), −(−y) depth and z (up along the grip, where the thumb points); the thing faces −y,
    which is away from the palm. A word that the kit does not have becomes a lettered block of 12 cm.
    """
    known = canonical_prop(name)
    solids = _shape(known) if known else [s.scaled(0.2) for s in _shape(name)]
    low, high = bounds(solids)
    grip = np.array(GRIPS[known]) if known in GRIPS else (low + high) / 2
    if known in STANDING:  # a thing too large for a hand is carried small enough to be seen with its bearer
        factor = min(1.0, 0.5 / float((high - low).max()))
        solids, grip = [s.scaled(factor) for s in solids], grip * factor
    m, p = np.asarray(hand_rotation, np.float64), np.asarray(hand_position, np.float64)
    placed = [_carried(s.moved(*(-grip)), m, p) for s in solids]
    return mesh_parts(f"held:{known or name}", placed)


def _carried(s: Solid, m: Array, p: Array) -> Solid:
    return Solid(
        (s.vertices @ m.T + p).astype(np.float32), s.faces, (s.normals @ m.T).astype(np.float32), s.colours, s.finish
    )


def _tinted(solids: tuple[Solid, ...], colour: str) -> tuple[Solid, ...]:
    """The largest surface in another colour, its pattern kept."""
    if not colour:
        return solids
    big = max(solids, key=lambda s: float(np.prod(np.ptp(s.vertices, axis=0) + 0.01)))
    old = big.colours.mean(0)
    same = [s for s in solids if s.finish == big.finish and np.allclose(s.colours.mean(0), old, atol=0.08)]
    gain = hex_to_linear(colour) / np.maximum(old, 1e-3)
    return tuple(s.painted(np.clip(s.colours * gain, 0, 1)) if any(s is t for t in same) else s for s in solids)
