"""Props: things by their word or phrase, built at the origin, put where a PropSpec says or into a hand.

`SHAPES` is the kit, `SYNONYMS` the words that mean something in it; "three pebbles in an open pouch" is a phrase of
it (`phrases`, `assembly`). A word that means nothing here becomes a plain block with the word lettered on it.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from onmodel.color.spaces import hex_to_linear
from onmodel.fountain.wordlist import wordlist
from onmodel.stage.mesh import MeshPart
from onmodel.stage.sets import animals, devices, fixtures, furniture, implements, nature, ornament, streetware, vessels
from onmodel.stage.sets import handheld as hand
from onmodel.stage.sets import papers as sheets
from onmodel.stage.sets import trinkets as small
from onmodel.stage.sets.assembly import Kit, Shape
from onmodel.stage.sets.forest import fallen_log
from onmodel.stage.sets.letters import labelled_block
from onmodel.stage.sets.office import coat_stand
from onmodel.stage.sets.phrases import Named, State, read
from onmodel.stage.sets.prop_words import SYNONYMS
from onmodel.stage.sets.room import cushion, floor_lamp, picture, pot_plant
from onmodel.stage.sets.shell import mesh_parts
from onmodel.stage.sets.solids import Array, Solid, bounds
from onmodel.stage.sets.yurt import campfire, yurt
from onmodel.stage.spec import PropSpec

Vec3 = tuple[float, float, float]

STANDING: dict[str, Shape] = {
    "table": furniture.table, "low table": furniture.round_table, "chair": furniture.chair,
    "stool": furniture.stool, "bench": furniture.bench, "sofa": furniture.sofa, "bed": furniture.bed,
    "chest": furniture.chest, "bookshelf": furniture.shelf, "desk": furniture.desk,
    "cupboard": furniture.cupboard, "office chair": furniture.office_chair, "throne": fixtures.throne,
    "crate": vessels.crate, "barrel": vessels.barrel, "sack": vessels.sack, "cauldron": vessels.cauldron,
    "carpet": lambda: [ornament.carpet(2.0, 1.3)], "cushion": cushion, "plant": pot_plant,
    "lamp": lambda: floor_lamp(True), "table lamp": devices.table_lamp, "campfire": campfire, "stove": fixtures.stove,
    "fireplace": fixtures.fireplace, "mirror": fixtures.mirror, "door": fixtures.house_door,
    "window": fixtures.house_window, "clock": fixtures.clock, "piano": fixtures.piano,
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
    "haystack": fixtures.haystack, "yurt": yurt, "house": fixtures.house,
    "tree": nature.tree, "fir": nature.conifer, "bush": nature.bush,
    "rock": lambda: [nature.rock()], "log": fallen_log,
}  # fmt: skip

HELD: dict[str, Shape] = {
    "cup": vessels.cup, "bowl": vessels.bowl, "bottle": vessels.bottle, "glass": vessels.glass, "jug": vessels.jug,
    "basket": vessels.basket, "bucket": vessels.bucket, "candle": devices.candle, "lantern": devices.lantern,
    "papers": devices.papers, "book": hand.book, "letter": sheets.letter, "newspaper": sheets.newspaper,
    "paper": sheets.paper, "envelope": sheets.envelope, "photograph": sheets.photograph, "map": sheets.map_sheet,
    "card": sheets.card, "ring": small.ring, "necklace": small.necklace, "watch": small.watch, "coin": small.coin,
    "crown": small.crown, "wallet": small.wallet, "radio": small.radio, "kite": small.kite, "ball": small.ball,
    "egg": small.egg, "cigarette": small.cigarette, "guitar": small.guitar,
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

# things that look another way in a state; any other thing breaks and burns as `states` has it
STATES: dict[tuple[str, State], Shape] = {
    ("paper", "torn"): sheets.torn, ("letter", "torn"): sheets.torn, ("papers", "torn"): sheets.torn,
    ("photograph", "torn"): sheets.torn, ("map", "torn"): sheets.torn,
    ("paper", "crumpled"): sheets.crumpled, ("letter", "crumpled"): sheets.crumpled,
    ("purse", "open"): hand.open_purse, ("box", "open"): hand.open_box,
    ("bag", "open"): lambda: [s.scaled(2.2) for s in hand.open_purse("#6b4a2c")],
    ("book", "open"): sheets.open_book,
}  # fmt: skip
LYING = wordlist(
    """letter paper envelope photograph map card newspaper book phone key knife sword pistol rifle axe hammer pen spoon
    shovel whip staff spear umbrella torch watch ring wallet dombra guitar flower scroll cigarette kite
    ladder"""
)
FLAT = wordlist("letter paper envelope photograph map card newspaper phone picture book")  # shown by its face
PALM = wordlist(
    """apple coin coins ring necklace watch pebble purse box bread bowl egg ball key wallet rope crown hat papers
    cigarette"""
)  # lies on the open hand when it is shown
PALM_BED = 0.036  # metres: radius of what lies on a hand
Showing = Literal["palm", "face", "grip"]

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
KIT = Kit(SHAPES, STATES, LYING)
hand_props: frozenset[str] = frozenset(HELD)


def known_props() -> frozenset[str]:
    """The names of everything in the kit."""
    return frozenset(SHAPES)


def canonical_prop(word: str) -> str | None:
    """The kit's name for what a phrase is about ("the old REVOLVERS" → "pistol"); None where it has no such thing.

    >>> canonical_prop("revolver"), canonical_prop("an old oak chest"), canonical_prop("zeppelin")
    ('pistol', 'chest', None)
    """
    found = things_in(word)
    return found[0].name if found else None


def _lookup(word: str) -> str | None:
    forms = [word, word.removesuffix("s"), word.removesuffix("es")]
    forms += [word.removesuffix("ies") + "y", word.removesuffix("ves") + "f", word.removesuffix("ves") + "fe"]
    for form in forms:
        if form in SHAPES:
            return form
        if form in SYNONYMS:
            return SYNONYMS[form]
    return None


def things_in(text: str) -> tuple[Named, ...]:
    """What a phrase or sentence is about: the kit's things with their state, number and contents."""
    return read(text, _lookup)


def showing(phrase: str) -> Showing:
    """How a thing is shown to the lens in a hand: on the open palm, by its face, or gripped."""
    things = things_in(phrase)
    if len(things) > 1 or any(t.holding or t.count > 1 or t.state == "crumpled" or t.name in PALM for t in things):
        return "palm"
    return "face" if any(t.name in FLAT for t in things) else "grip"


@lru_cache(maxsize=128)
def _shape(phrase: str, held: bool = False) -> tuple[Solid, ...]:
    """The solids of a phrase at the origin, as they are held or put down; a lettered block for an unknown word."""
    things = things_in(phrase)
    return tuple(KIT.row(things, held=held) if things else labelled_block(phrase))


def prop_size(name: str) -> Vec3:
    """Width, depth and height in metres of a thing as it stands or lies, by any words for it."""
    low, high = bounds(_shape(name))
    w, d, h = (float(v) for v in high - low)
    return w, d, h


def prop_parts(spec: PropSpec, *, floor_z: float = 0.0) -> tuple[MeshPart, ...]:
    """The mesh parts of a prop where its spec puts it, its foot `floor_z` above the spec's position.

    A colour replaces that of its largest surface. Parts are named `prop:<name>/<finish>`.
    """
    solids = _tinted(_shape(spec.name), spec.colour)
    x, y, z = spec.position
    placed = [s.scaled(spec.scale).turned(spec.heading).moved(x, y, z + floor_z) for s in solids]
    return mesh_parts(f"prop:{canonical_prop(spec.name) or spec.name}", placed)


def held_parts(name: str, hand_position: ArrayLike, hand_rotation: ArrayLike) -> tuple[MeshPart, ...]:
    """The mesh parts of a thing in a hand.

    hand_position (3,): the middle of the closed palm, metres. hand_rotation (3, 3): columns are the world directions of
    the thing's x (to its right), −(−y) depth and z (up along the grip, where the thumb points); the thing faces −y,
    which is away from the palm. A word that the kit does not have becomes a lettered block of 12 cm.
    """
    known = canonical_prop(name)
    solids = _shape(name, held=True) if known else tuple(s.scaled(0.2) for s in _shape(name))
    low, high = bounds(solids)
    plain = known in GRIPS and not any(t.holding or t.count > 1 for t in things_in(name))
    grip = np.array(GRIPS[known]) if plain and known else (low + high) / 2
    if known in STANDING:  # a thing too large for a hand is carried small enough to be seen with its bearer
        factor = min(1.0, 0.5 / float((high - low).max()))
        solids, grip = tuple(s.scaled(factor) for s in solids), grip * factor
    m, p = np.asarray(hand_rotation, np.float64), np.asarray(hand_position, np.float64)
    placed = [_carried(s.moved(*(-grip)), m, p) for s in solids]
    return mesh_parts(f"held:{known or name}", placed)


def shown_parts(name: str, palm: ArrayLike, rotation: ArrayLike) -> tuple[MeshPart, ...]:
    """The mesh parts of a thing shown to the lens: its foot on the open palm, or its face before it (see `showing`).

    palm (3,): the middle of the palm's skin, metres · rotation (3, 3): columns are the thing's right, back and up.
    """
    way = showing(name)
    things = things_in(name)
    heap = way == "palm" and sum(t.count for t in things) > 1
    solids = KIT.spread(things, PALM_BED) if heap else list(_shape(name, held=way != "palm"))
    low, high = bounds(solids)
    foot = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2] - 0.004])
    if way == "face":
        foot = np.array([(low[0] + high[0]) / 2, high[1] + 0.018, low[2] + min(0.05, 0.3 * (high[2] - low[2]))])
    m, p = np.asarray(rotation, np.float64), np.asarray(palm, np.float64)
    return mesh_parts(f"held:{canonical_prop(name) or name}", [_carried(s.moved(*(-foot)), m, p) for s in solids])


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
