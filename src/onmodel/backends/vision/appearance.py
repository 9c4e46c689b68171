"""What a frame shows of a character: face, hair and outfit measured through the vision port against the DNA."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.port import Box, Embedding, Face, Picture, VisionBackend
from onmodel.color.palettes import dominant_colours
from onmodel.color.spaces import hex_to_linear, linear_to_oklab, oklab_to_linear, srgb_u8_to_linear
from onmodel.dna.model import CharacterDNA, GarmentKind
from onmodel.metrics import identity, matching, palette, regions
from onmodel.metrics.cohort import Cohort, cohort
from onmodel.metrics.curves import curve
from onmodel.metrics.score import NO_REFERENCE, Score

PALETTE = "oklab-palette-v3"
COVERED_BY = frozenset(("hat", "cap", "headscarf", "hood", "helmet"))
LEAST_OVERLAP = 0.5  # of a found face with the head box where the backend put it
HAIR_LUMINANCE = 0.25  # the camera has exposed the frame already, and black hair on dark skin looks like brown on fair
UPPER: tuple[GarmentKind, ...] = (  # outermost first
    "coat", "robe", "jacket", "vest", "armour", "apron", "dress", "sweater", "shirt", "scarf", "tie",
)  # fmt: skip
LOWER: tuple[GarmentKind, ...] = ("coat", "robe", "dress", "skirt", "trousers", "shorts")
FOREHEAD, CHIN, OUTER_EYES = 10, 152, [33, 263]  # vertices of the face mesh

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """A character in a frame as its backend knew it: head box, mask (H, W), and whether the face is to the lens."""

    head: Box
    mask: NDArray[np.bool_] | None = None
    facing: bool = True


def find(
    vision: VisionBackend, picture: Picture, expected: Sequence[tuple[str, CharacterDNA]]
) -> tuple[dict[str, Seen], int]:
    """Assign the faces found in a picture to the expected characters by their likeness to the references.

    Returns where each found character is, and how many people nobody asked for are there.
    """
    faces = vision.faces(picture)
    embeddings = [vision.embed_face(picture, face) for face in faces]
    costs = np.array([[_cost(dna, e) for e in embeddings] for _, dna in expected]).reshape(len(expected), len(faces))
    judged = _judged_as(embeddings[0].backbone, cohort(embeddings[0].backbone)) if embeddings else ""
    reject = curve("face", judged).knots[1][0] if embeddings else 1.0
    found = matching.assign(costs, reject)
    seen = {expected[i][0]: seen_by_face(vision, picture, faces[j]) for i, j in found.pairs.items()}
    return seen, len(found.extra)


def seen_by_face(vision: VisionBackend, picture: Picture, face: Face) -> Seen:
    """Where somebody must be whose face was found, for pictures of backends that do not know their people."""
    return Seen(_head_of(face), vision.person_mask(picture, face))


def _cost(dna: CharacterDNA, embedding: Embedding) -> float:
    vectors = _references(dna, embedding.backbone)
    if embedding.vector is None or not vectors:
        return float("nan")
    return identity.unlikeness(embedding.vector, vectors, cohort(embedding.backbone))


def _judged_as(backbone: str, strangers: Cohort | None) -> str:
    """The name that the face scores of a backbone bear."""
    return backbone if strangers is None else strangers.named(backbone)


def _references(dna: CharacterDNA, backbone: str) -> list[Any]:
    return [np.array(f.embedding, np.float32) for f in dna.faces if f.backbone == backbone]


def _head_of(face: Face) -> Box:
    """The whole head round a face box, hair included."""
    x0, y0, x1, y1 = face.box
    return (x0 - 0.25 * (x1 - x0), y0 - 0.5 * (y1 - y0), x1 + 0.25 * (x1 - x0), y1 + 0.1 * (y1 - y0))


@dataclass(frozen=True)
class Swatches:
    """The colours (K, 3) linear_rec709 of a region with their shares (K,), and how many pixels it has."""

    colours: Floats
    shares: Floats
    pixels: int


@dataclass(frozen=True)
class Sighting:
    """What a frame shows of somebody, whoever they are: nothing here depends on who was expected.

    `skin`: the face in this frame's light (3,) linear_rec709, the grey card for hair and clothes; None without a face.
    """

    face: Embedding
    skin: Floats | None = None
    hair: Floats | None = None  # (3,) linear_rec709
    outfit: Mapping[str, Swatches] = field(default_factory=dict)  # "upper", "lower"
    look: NDArray[np.float32] | None = None
    look_backbone: str = ""
    masked: bool = False


@dataclass(frozen=True)
class Raw:
    """A part in its backbone's own unit, or the reason why it cannot be told."""

    value: float | None
    backbone: str
    reason: str = ""
    confidence: float = 0.0
    detail: Mapping[str, float | str | None] = field(default_factory=dict)


def measure(
    vision: VisionBackend, picture: Picture, dna: CharacterDNA, seen: Seen
) -> tuple[dict[str, Score], dict[str, list[float]]]:
    """Scores of face, hair and outfit, and the vectors ("face", "look") that agreement between frames is told by."""
    sighting = observe(vision, picture, seen)
    kept = {"face": sighting.face.vector, "look": sighting.look}
    vectors = {name: [float(v) for v in vector] for name, vector in kept.items() if vector is not None}
    raws = raw_parts(sighting, dna, cohort(sighting.face.backbone))
    return {part: _score(part, raw) for part, raw in raws.items()}, vectors


def observe(vision: VisionBackend, picture: Picture, seen: Seen) -> Sighting:
    """Everything that is measured of one person in a frame (H, W, 3) uint8 sRGB; the slow half of `measure`."""
    face = _face_in(vision, picture, seen.head)
    identified = _identified(vision, picture, face, seen)
    if seen.mask is None:
        return Sighting(identified)
    look = vision.embed_look(picture, seen.mask) if vision.capabilities.looks else None
    vector, backbone = (look.vector, look.backbone) if look is not None else (None, "")
    marks = regions.from_head(seen.head) if face is None else _landmarks(vision, picture, face)
    skin = None if face is None else _skin_light(picture, face)
    outfit = {}
    for zone, where in (("upper", regions.upper(seen.mask, marks)), ("lower", regions.lower(seen.mask, marks))):
        pixels = picture[where]
        if len(pixels) >= regions.LEAST_PIXELS:
            outfit[zone] = _swatches(pixels, skin)
    hair = None if skin is None else _hair(picture[regions.hair(seen.mask, seen.head, marks)], skin)
    return Sighting(identified, skin, hair, outfit, vector, backbone, masked=True)


def raw_parts(sighting: Sighting, dna: CharacterDNA, strangers: Cohort | None = None) -> dict[str, Raw]:
    """Face, hair and outfit of a sighting against a character's DNA; the quick and pure half of `measure`.

    `strangers`: by whom face distances are normalised; None leaves them as the recogniser gives them.
    """
    face = _raw_face(sighting, dna, strangers)
    if not sighting.masked:
        nobody = Raw(None, PALETTE, "this backend gives no mask of the person")
        return {"face": face, "hair": nobody, "outfit": nobody}
    return {"face": face, "hair": _raw_hair(sighting, dna), "outfit": _raw_outfit(sighting, dna)}


def _score(part: str, raw: Raw) -> Score:
    if raw.value is None:
        return Score(None, None, False, raw.reason, raw.backbone, 0.0)
    scored = curve(part, raw.backbone).score(raw.value, confidence=raw.confidence)
    return replace(scored, backbone=raw.backbone, detail=dict(raw.detail))


def _face_in(vision: VisionBackend, picture: Picture, head: Box) -> Face | None:
    """The face inside a head box, in the picture's pixels."""
    patch, (x, y) = regions.crop(picture, head, 0.3)
    if min(patch.shape[:2]) < 16:
        return None
    found = vision.faces(patch)
    local = (head[0] - x, head[1] - y, head[2] - x, head[3] - y)
    good = [f for f in found if matching.overlap(f.box, local) >= LEAST_OVERLAP]
    if not good:
        return None
    face = max(good, key=lambda f: f.width)
    box = (face.box[0] + x, face.box[1] + y, face.box[2] + x, face.box[3] + y)
    marks = None if face.landmarks is None else face.landmarks + np.array([x, y], np.float32)
    return replace(face, box=box, landmarks=marks)


def _identified(vision: VisionBackend, picture: Picture, face: Face | None, seen: Seen) -> Embedding:
    if not seen.facing:
        return Embedding(None, "", 0.0, "the face is turned away from the lens")
    if face is None:
        dark = regions.brightness(regions.crop(picture, seen.head, 0.0)[0]) < 0.06
        return Embedding(None, "", 0.0, "the face is in the dark" if dark else "no face can be made out in the head")
    return vision.embed_face(picture, face)


def _landmarks(vision: VisionBackend, picture: Picture, face: Face) -> regions.Landmarks:
    """By the face mesh, or by the box where this backend has none."""
    mesh = vision.face_mesh(picture, face) if vision.capabilities.face_mesh else None
    if mesh is None:
        x0, y0, x1, y1 = face.box
        return regions.Landmarks(y0, y0 + 0.4 * (y1 - y0), y1, x0, x1)
    rows, columns = mesh[:, 1], mesh[:, 0]
    return regions.Landmarks(
        float(rows[FOREHEAD]), float(rows[OUTER_EYES].mean()), float(rows[CHIN]),
        float(columns.min()), float(columns.max()),
    )  # fmt: skip


def _skin_light(picture: Picture, face: Face) -> Floats | None:
    """The face's skin as this frame's light shows it."""
    x0, y0, x1, y1 = face.box
    width, height = x1 - x0, y1 - y0
    middle = (x0 + 0.25 * width, y0 + 0.3 * height, x1 - 0.25 * width, y0 + 0.7 * height)
    patch, _ = regions.crop(picture, middle, 0.0)
    return np.median(srgb_u8_to_linear(patch).reshape(-1, 3), axis=0) if patch.size else None


def _hair(pixels: Picture, skin: Floats) -> Floats | None:
    """The colour of the strands, or None where too little hair is in the frame."""
    lab = linear_to_oklab(srgb_u8_to_linear(pixels))
    if len(lab) < regions.LEAST_PIXELS:
        return None
    strands = lab[palette.unlike(lab, linear_to_oklab(skin))]
    return np.asarray(oklab_to_linear(palette.middle(strands)))


def _swatches(pixels: Picture, skin: Floats | None) -> Swatches:
    lab = linear_to_oklab(srgb_u8_to_linear(pixels))
    cloth = pixels if skin is None else pixels[palette.unlike(lab, linear_to_oklab(skin))]
    found = dominant_colours(cloth, 4)
    return Swatches(srgb_u8_to_linear([s.srgb for s in found]), np.array([s.share for s in found]), len(cloth))


def _raw_face(sighting: Sighting, dna: CharacterDNA, strangers: Cohort | None) -> Raw:
    face, judged = sighting.face, _judged_as(sighting.face.backbone, strangers)
    if dna.faces and face.vector is None:
        return Raw(None, judged, face.unscorable_reason or "no face can be made out in the head")
    vectors = _references(dna, face.backbone)
    if not vectors or face.vector is None:
        return Raw(None, judged, NO_REFERENCE)
    found = identity.distances(face.vector, vectors)
    detail = {
        "distance": float(found.min()),  # in the recogniser's own unit, to the nearest reference
        "mean": float(found.mean()),
        "references": float(len(found)),
        "copies_reference": "yes" if identity.copies_reference(face.vector, vectors) else None,
    }
    value = identity.unlikeness(face.vector, vectors, strangers)
    return Raw(value, judged, confidence=face.quality, detail=detail)


def _known_skin(dna: CharacterDNA) -> Floats:
    return np.asarray(hex_to_linear(dna.skin.value or "#c69076"))


def _raw_hair(sighting: Sighting, dna: CharacterDNA) -> Raw:
    hats = {g.kind for g in dna.outfit} & COVERED_BY or set(dna.accessories) & COVERED_BY
    if hats:
        return Raw(None, PALETTE, f"the hair is under a {sorted(hats)[0]}")
    if dna.hair_style.value == "bald":
        return Raw(None, PALETTE, "the character has no hair to compare")
    if dna.hair.value is None or dna.hair.source == "default":
        return Raw(None, PALETTE, "the hair's colour was never told or seen")
    if sighting.skin is None:
        return Raw(None, PALETTE, "without the face the light on the hair cannot be told")
    if sighting.hair is None:
        return Raw(None, PALETTE, "too little of the hair is in the frame")
    lit = palette.relight(sighting.hair[None], sighting.skin, _known_skin(dna), HAIR_LUMINANCE)
    expected = linear_to_oklab(hex_to_linear(dna.hair.value)[None])
    distance = palette.distance_from_expected(linear_to_oklab(lit), np.ones(1), expected)
    return Raw(distance, PALETTE, confidence=1.0)


def _raw_outfit(sighting: Sighting, dna: CharacterDNA) -> Raw:
    if not any(_expected(dna, zone) for zone in ("upper", "lower")):
        return Raw(None, PALETTE, "the character's outfit was never told")
    if sighting.skin is None:
        return Raw(None, PALETTE, "without the face the light on the clothes cannot be told")
    total = weight = 0.0
    for zone, seen in sighting.outfit.items():
        expected = _expected(dna, zone)
        if expected:
            lit = palette.relight(seen.colours, sighting.skin, _known_skin(dna))
            wanted = linear_to_oklab(np.stack([hex_to_linear(colour) for colour in expected]))
            total += seen.pixels * palette.distance_from_expected(linear_to_oklab(lit), seen.shares, wanted)
            weight += seen.pixels
    if not weight:
        return Raw(None, PALETTE, "too little of the outfit is in the frame")
    return Raw(total / weight, PALETTE, confidence=1.0)


def _expected(dna: CharacterDNA, zone: str) -> list[str]:
    """The colours of what is worn in a zone, the outermost garment first."""
    order = UPPER if zone == "upper" else LOWER
    worn = {g.kind: g.colour for g in reversed(dna.outfit)}
    return [worn[kind] for kind in order if kind in worn]
