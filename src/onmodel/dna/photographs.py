"""Photographs judged before a character is made of them: what is wrong with each, why, and what to do. Pure.

What stops a picture here stops it in `dna.measure` too; the rest is advice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.dna.measure import POOR, Sight
from onmodel.dna.references import (
    BYSTANDER,
    SAME_PERSON,
    FaceTooSmall,
    NoFaceFound,
    NotTheSamePerson,
    SeveralFaces,
    check_same_person,
    choose_face,
)
from onmodel.errors import Invalid
from onmodel.kit.pictures import check_header, decode

Pixels = NDArray[np.uint8]
FindingKind = Literal[
    "unreadable", "no_face", "several_people", "face_too_small", "unclear", "someone_else", "duplicate", "poor",
    "blurred", "dark", "bright", "bystander", "animated",
]  # fmt: skip
GOOD_WIDTH = 120.0  # pixels of a face from which nothing is lost (backends.vision.quality)
BLURRED, DARK, BRIGHT = 0.25, 50 / 255, 230 / 255
SAME_PICTURE = 3.0  # of 255, mean difference of two thumbnails: below it they are one picture, saved twice
_KINDS: dict[type[Invalid], FindingKind] = {
    NoFaceFound: "no_face", SeveralFaces: "several_people", FaceTooSmall: "face_too_small",
}  # fmt: skip
_BETTER = "Use another picture, with the face from the front or half turned, in even light"


@dataclass(frozen=True)
class Finding:
    """Something wrong with a picture. `stops`: no character can be defined from it."""

    kind: FindingKind
    stops: bool
    what: str
    why: str = ""
    todo: str = ""


@dataclass(frozen=True)
class Photograph:
    """A picture as it was judged. `face` is its box in 0–1 of the picture, x0, y0, x1, y1; `face_pixels` its width.

    `sharpness` 0–1, `light` 0–1 (median of the face, 0 black), `quality` 0–1 for identity; None where no face is.
    `same_as`: the place of the earlier picture that this one repeats.
    """

    name: str
    width: int = 0
    height: int = 0
    faces: int = 0
    face: tuple[float, float, float, float] | None = None
    face_pixels: int | None = None
    sharpness: float | None = None
    light: float | None = None
    quality: float | None = None
    same_as: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Literal["good", "usable", "bad"]:
        """In one word."""
        if any(f.stops for f in self.findings):
            return "bad"
        return "usable" if self.findings else "good"


@dataclass(frozen=True)
class _Seen:
    photograph: Photograph
    small: NDArray[np.float32] | None = None
    vector: NDArray[np.float32] | None = None
    backbone: str = ""


def look_over(given: Sequence[tuple[str, bytes]], vision: Sight) -> list[Photograph]:
    """Judge pictures (name, undecoded bytes), one by one and against each other, in the order given."""
    seen = [_look_at(name, data, vision) for name, data in given]
    strangers = _strangers(seen)
    judged = []
    for at, one in enumerate(seen):
        twin = _twin(seen[:at], one)
        more = [_is_twin(seen[twin].photograph.name)] if twin is not None else []
        more += [strangers[at]] if at in strangers and twin is None else []
        judged.append(replace(one.photograph, same_as=twin, findings=(*more, *one.photograph.findings)))
    return judged


def _look_at(name: str, data: bytes, vision: Sight) -> _Seen:
    try:
        info, pixels = check_header(data, name), decode(data, name)
    except Invalid as error:
        return _Seen(Photograph(name, findings=(_stop("unreadable", error),)))
    notes = [Finding("animated", False, warning) for warning in info.warnings]
    small = cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (24, 24), interpolation=cv2.INTER_AREA)
    faces = vision.faces(pixels)
    bare = Photograph(name, info.width, info.height, len(faces))
    try:
        face = choose_face(name, faces)
    except Invalid as error:
        kind = _KINDS.get(type(error), "unclear")
        return _Seen(replace(bare, findings=(_stop(kind, error), *notes)), small.astype(np.float32))
    embedding = vision.embed_face(pixels, face)
    photograph = _judged(bare, pixels, face, embedding)
    photograph = replace(photograph, findings=(*photograph.findings, *_bystanders(faces, face), *notes))
    return _Seen(photograph, small.astype(np.float32), embedding.vector, embedding.backbone)


def _judged(bare: Photograph, pixels: Pixels, face: Any, embedding: Any) -> Photograph:
    x0, y0, x1, y1 = face.box
    height, width = pixels.shape[:2]
    sharpness, light = face_clarity(pixels, face.box)
    box = (_share(x0, width), _share(y0, height), _share(x1, width), _share(y1, height))
    findings: list[Finding] = []
    if embedding.unscorable_reason is not None:
        findings.append(Finding("unclear", True, "The face cannot be told", embedding.unscorable_reason, _BETTER))
    findings += _advice(face.width, sharpness, light)
    if not findings and embedding.quality < POOR:
        findings.append(Finding("poor", False, "The face can only just be used", "", _BETTER))
    return replace(
        bare, face=box, face_pixels=round(face.width),
        sharpness=round(sharpness, 3), light=round(light, 3), quality=round(float(embedding.quality), 3),
        findings=tuple(findings),
    )  # fmt: skip


def _share(value: float, edge: int) -> float:
    return round(float(np.clip(value / edge, 0, 1)), 4)


def _advice(face_width: float, sharpness: float, light: float) -> list[Finding]:
    """What would be better in a picture that is taken."""
    found = []
    if face_width < GOOD_WIDTH:
        why = f"It is {face_width:.0f} pixels wide; from {GOOD_WIDTH:.0f} on nothing is lost"
        found.append(Finding("face_too_small", False, "The face is small", why, "Use a closer or larger picture"))
    if sharpness < BLURRED:
        why = "Its fine detail is missing: the camera moved, or focused on something else"
        found.append(Finding("blurred", False, "The face is not sharp", why, "Use a sharper picture"))
    if light < DARK:
        found.append(Finding("dark", False, "The face is dark", "Skin and hair cannot be told", "Use more light"))
    if light > BRIGHT:
        why = "Its light parts are white"
        found.append(Finding("bright", False, "The face is overexposed", why, "Use a picture with softer light"))
    return found


def face_clarity(pixels: Pixels, box: Sequence[float]) -> tuple[float, float]:
    """Sharpness 0–1 and light 0–1 of a face: srgb_u8 (H, W, 3), box x0, y0, x1, y1 in pixels.

    Sharpness is the Laplacian's spread relative to the contrast in the inner face at 150 pixels, so that darkness alone
    lowers nothing (Pech-Pacheco et al. 2000, normalised as in `backends.vision.quality`).
    """
    height, width = pixels.shape[:2]
    x0, y0 = (int(np.clip(v, 0, edge - 1)) for v, edge in zip(box[:2], (width, height), strict=True))
    x1, y1 = (int(np.clip(v, low + 1, edge)) for v, low, edge in zip(box[2:], (x0, y0), (width, height), strict=True))
    gray = cv2.cvtColor(pixels[y0:y1, x0:x1], cv2.COLOR_RGB2GRAY).astype(np.float32)  # in bytes, rounding is detail
    how = cv2.INTER_AREA if min(gray.shape) >= 150 else cv2.INTER_CUBIC
    inner = cv2.resize(gray, (150, 150), interpolation=how)[30:120, 30:120]
    detail = float(cv2.Laplacian(inner, cv2.CV_32F).std()) / max(float(inner.std()), 1.0)
    return float(np.clip((detail - 0.03) / 0.19, 0.0, 1.0)), float(np.median(inner)) / 255


def _bystanders(faces: Sequence[Any], face: Any) -> list[Finding]:
    if len(faces) < 2:
        return []
    why = f"{len(faces)} faces are in it; the others are less than {BYSTANDER:.0%} as wide and are not taken"
    return [Finding("bystander", False, "More than one person is in the picture", why, "Crop it to the character")]


def _twin(before: Sequence[_Seen], one: _Seen) -> int | None:
    for at, other in enumerate(before):
        if one.small is not None and other.small is not None:
            a, b = one.photograph, other.photograph
            shape = abs(a.width * b.height - b.width * a.height) <= 0.02 * a.width * b.height
            alike = shape and float(np.abs(one.small - other.small).mean()) < SAME_PICTURE
            if alike and _may_be_one(one.vector, other.vector):
                return at
    return None


def _may_be_one(one: NDArray[np.float32] | None, other: NDArray[np.float32] | None) -> bool:
    """Not two people before one wall."""
    return one is None or other is None or float(np.linalg.norm(one - other)) < SAME_PERSON


def _is_twin(name: str) -> Finding:
    why = f"It shows the same as {name}, if in another size or quality"
    return Finding("duplicate", True, "The picture is there already", why, "Remove it: another view tells more")


def _strangers(seen: Sequence[_Seen]) -> dict[int, Finding]:
    """Pictures that show somebody else than most others, the furthest first."""
    known = {at: s for at, s in enumerate(seen) if s.vector is not None and s.photograph.verdict != "bad"}
    found: dict[int, Finding] = {}
    while True:
        same = [(str(at), s.vector) for at, s in known.items() if s.vector is not None]
        try:
            check_same_person(same)
        except NotTheSamePerson as error:
            odd, other = (int(at) for at in error.members["pictures"])
            del known[odd]
            what = f"This is not the person of {seen[other].photograph.name}"
            todo = "Remove one of the two, or make a character of its own from it"
            found[odd] = Finding("someone_else", True, what, error.why, todo)
        else:
            return found


def _stop(kind: FindingKind, error: Invalid) -> Finding:
    return Finding(kind, True, error.what, error.why, error.todo)
