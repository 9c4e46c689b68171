"""What a frame shows of a character: face, hair and outfit measured through the vision port against the DNA."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.port import Box, Embedding, Face, Picture, VisionBackend
from onmodel.color.palettes import dominant_colours
from onmodel.color.spaces import hex_to_linear, linear_to_oklab, linear_to_srgb_u8, srgb_u8_to_linear
from onmodel.dna.model import CharacterDNA
from onmodel.metrics import identity, matching, regions
from onmodel.metrics.curves import curve
from onmodel.metrics.palette import distance_from_expected, relight
from onmodel.metrics.score import Score

PALETTE = "oklab-palette-v1"
COVERED_BY = frozenset(("hat", "cap", "headscarf", "hood", "helmet"))
LEAST_OVERLAP = 0.5  # of a found face with the head box where the backend put it


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
    reject = curve("face", embeddings[0].backbone).knots[1][0] if embeddings else 1.0
    found = matching.assign(costs, reject)
    seen = {
        expected[i][0]: Seen(_head_of(faces[j]), vision.person_mask(picture, faces[j])) for i, j in found.pairs.items()
    }
    return seen, len(found.extra)


def _cost(dna: CharacterDNA, embedding: Embedding) -> float:
    vectors = _references(dna, embedding.backbone)
    if embedding.vector is None or not vectors:
        return float("nan")
    return float(identity.distances(embedding.vector, vectors).min())


def _references(dna: CharacterDNA, backbone: str) -> list[Any]:
    return [np.array(f.embedding, np.float32) for f in dna.faces if f.backbone == backbone]


def _head_of(face: Face) -> Box:
    """The whole head round a face box, hair included."""
    x0, y0, x1, y1 = face.box
    return (x0 - 0.25 * (x1 - x0), y0 - 0.5 * (y1 - y0), x1 + 0.25 * (x1 - x0), y1 + 0.1 * (y1 - y0))


def measure(
    vision: VisionBackend, picture: Picture, dna: CharacterDNA, seen: Seen
) -> tuple[dict[str, Score], dict[str, list[float]]]:
    """Scores of face, hair and outfit, and the vectors ("face", "look") that agreement between frames is told by."""
    face = _face_in(vision, picture, seen.head)
    vectors: dict[str, list[float]] = {}
    parts = {"face": _face_score(vision, picture, dna, face, seen)}
    if face is not None:
        embedding = vision.embed_face(picture, face)
        if embedding.vector is not None:
            vectors["face"] = [float(v) for v in embedding.vector]
    if seen.mask is None:
        nobody = Score(None, None, unscorable_reason="this backend gives no mask of the person", backbone=PALETTE)
        return {**parts, "hair": nobody, "outfit": nobody}, vectors
    skin = _skin_light(picture, face)
    parts["hair"] = _hair_score(picture, dna, seen, face, skin)
    parts["outfit"] = _outfit_score(picture, dna, seen, skin)
    look = vision.embed_look(picture, seen.mask) if vision.capabilities.looks else None
    if look is not None and look.vector is not None:
        vectors["look"] = [float(v) for v in look.vector]
    return parts, vectors


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


def _face_score(vision: VisionBackend, picture: Picture, dna: CharacterDNA, face: Face | None, seen: Seen) -> Score:
    if not seen.facing:
        return Score(None, None, False, "the face is turned away from the lens")
    if face is None:
        dark = regions.brightness(regions.crop(picture, seen.head, 0.0)[0]) < 0.06
        why = "the face is in the dark" if dark else "no face can be made out in the head"
        return Score(None, None, False, why)
    embedding = vision.embed_face(picture, face)
    if embedding.vector is None:
        return Score(None, None, False, embedding.unscorable_reason, embedding.backbone, 0.0)
    vectors = _references(dna, embedding.backbone)
    if not vectors:
        return Score(None, None, False, "the character has no reference with a face", embedding.backbone, 0.0)
    scored = identity.cross_score(
        embedding.vector, vectors, curve("face", embedding.backbone), quality=embedding.quality
    )
    copied = "yes" if identity.copies_reference(embedding.vector, vectors) else None
    return replace(scored, backbone=embedding.backbone, detail={**scored.detail, "copies_reference": copied})


def _skin_light(picture: Picture, face: Face | None) -> Any:
    """The face's skin as this frame's light shows it (3,) linear_rec709, or None without a face."""
    if face is None:
        return None
    x0, y0, x1, y1 = face.box
    width, height = x1 - x0, y1 - y0
    middle = (x0 + 0.25 * width, y0 + 0.3 * height, x1 - 0.25 * width, y0 + 0.7 * height)
    patch, _ = regions.crop(picture, middle, 0.0)
    return np.median(srgb_u8_to_linear(patch).reshape(-1, 3), axis=0) if patch.size else None


def _palette_score(part: str, found: regions.Region, expected: list[str], light: tuple[Any, str]) -> Score:
    if found.reason:
        return Score(None, None, False, found.reason, PALETTE)
    skin, known = light
    pixels = found.pixels
    if skin is not None:
        pixels = linear_to_srgb_u8(relight(srgb_u8_to_linear(pixels), skin, hex_to_linear(known)))
    swatches = dominant_colours(pixels, 4)
    colours = linear_to_oklab(srgb_u8_to_linear([s.srgb for s in swatches]))
    shares = np.array([s.share for s in swatches])
    wanted = linear_to_oklab(np.stack([hex_to_linear(c) for c in expected]))
    scored = curve(part, PALETTE).score(distance_from_expected(colours, shares, wanted))
    return replace(scored, confidence=1.0 if skin is not None else 0.6)


def _hair_score(picture: Picture, dna: CharacterDNA, seen: Seen, face: Face | None, skin: Any) -> Score:
    hats = {g.kind for g in dna.outfit} & set(COVERED_BY) or set(dna.accessories) & set(COVERED_BY)
    if hats:
        return Score(None, None, False, f"the hair is under a {sorted(hats)[0]}", PALETTE)
    if dna.hair_style.value == "bald" or seen.mask is None:
        return Score(None, None, False, "the character has no hair to compare", PALETTE)
    if dna.hair.value is None or dna.hair.source == "default":
        return Score(None, None, False, "the hair's colour was never told or seen", PALETTE)
    region = regions.hair(picture, seen.mask, seen.head, face.box if face else None)
    return _palette_score("hair", region, [dna.hair.value], (skin, dna.skin.value or "#c69076"))


def _outfit_score(picture: Picture, dna: CharacterDNA, seen: Seen, skin: Any) -> Score:
    colours = [g.colour for g in dna.outfit if g.kind not in COVERED_BY]
    if not colours or seen.mask is None:
        return Score(None, None, False, "the character's outfit was never told", PALETTE)
    region = regions.outfit(picture, seen.mask, seen.head)
    known = dna.skin.value or "#c69076"
    return _palette_score("outfit", region, [*colours, known], (skin, known))  # hands are part of the region
