"""From a description and reference pictures to a character's DNA: the whole way, with whatever model sees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onmodel.dna.agreement import agree
from onmodel.dna.frame import Reference
from onmodel.dna.model import CharacterDNA, FaceReference
from onmodel.dna.pixels import traits_from_pixels
from onmodel.dna.references import check_same_person, check_usable, choose_face
from onmodel.dna.words import traits_from_words
from onmodel.errors import Invalid

Pixels = NDArray[np.uint8]
POOR = 0.35  # quality under which a reference is kept with a warning


class NothingToGoOn(Invalid):
    """A character has neither a description nor a picture."""


class Sight(Protocol):
    """What measuring asks of a vision backend (the vision port is one)."""

    def faces(self, picture: Pixels) -> list[Any]:
        """Every face found, with `box`, `width` and `confidence`."""

    def embed_face(self, picture: Pixels, face: Any) -> Any:
        """`vector`, `backbone`, `quality` and `unscorable_reason`."""

    def face_mesh(self, picture: Pixels, face: Any) -> NDArray[np.float32] | None:
        """468 landmarks (468, 3) in pixels, or None."""

    def person_mask(self, picture: Pixels, face: Any) -> NDArray[np.bool_] | None:
        """The person's pixels (H, W), or None."""

    def embed_look(self, picture: Pixels, mask: NDArray[np.bool_] | None = None) -> Any:
        """The general look: `vector` and `backbone`."""


@dataclass(frozen=True)
class _Seen:
    """One reference as the model saw it."""

    picture: str
    pixels: Pixels
    face: Any
    embedding: Any
    figure: NDArray[np.bool_] | None
    mesh: NDArray[np.float32] | None


def measure(name: str, description: str, pictures: Sequence[tuple[str, Pixels]], vision: Sight) -> CharacterDNA:
    """The DNA of a character from words, pictures (name, srgb_u8) or both.

    Raises NothingToGoOn, or one of the errors of `dna.references`, which name the picture.
    """
    if not pictures and not description.strip():
        raise NothingToGoOn(
            f"There is nothing to know {name} by",
            why="The character has neither a description nor a picture",
            todo="Give a description such as 'detective, 30s, red hair', or one to three pictures",
        )
    seen = [_look_at(picture, pixels, vision) for picture, pixels in pictures]
    check_same_person([(s.picture, s.embedding.vector) for s in seen])
    traced = [Reference(s.picture, s.pixels, s.mesh, s.figure, s.embedding.quality) for s in seen if s.mesh is not None]
    dna = agree(name, description.strip(), traits_from_words(description), traits_from_pixels(traced))
    look, look_backbone = _look(seen, vision)
    return replace(
        dna,
        faces=tuple(_face(s) for s in seen),
        look=look,
        look_backbone=look_backbone,
        warnings=(*dna.warnings, *_warnings(seen)),
    )


def _look_at(picture: str, pixels: Pixels, vision: Sight) -> _Seen:
    face = choose_face(picture, vision.faces(pixels))
    embedding = vision.embed_face(pixels, face)
    check_usable(picture, embedding.unscorable_reason)
    return _Seen(
        picture, pixels, face, embedding, vision.person_mask(pixels, face), vision.face_mesh(pixels, face)
    )  # fmt: skip


def _face(seen: _Seen) -> FaceReference:
    vector = tuple(round(float(v), 6) for v in seen.embedding.vector)
    return FaceReference(seen.picture, vector, seen.embedding.backbone, round(seen.embedding.quality, 3), seen.face.box)


def _look(seen: Sequence[_Seen], vision: Sight) -> tuple[tuple[float, ...], str]:
    """The look of the reference that shows most of the person."""
    if not seen:
        return (), ""
    widest = max(seen, key=lambda s: (0.0 if s.figure is None else float(s.figure.sum()), s.picture))
    look = vision.embed_look(widest.pixels, widest.figure)
    if look.vector is None:
        return (), ""
    return tuple(round(float(v), 6) for v in look.vector), look.backbone


def _warnings(seen: Sequence[_Seen]) -> tuple[str, ...]:
    """What a person should know of the references although they are taken."""
    said = [
        f"{s.picture}: the face can only just be used (quality {s.embedding.quality:.2f}), a sharper one is better"
        for s in seen
        if s.embedding.quality < POOR
    ]
    for i, one in enumerate(seen):
        twins = [s.picture for s in seen[:i] if np.array_equal(s.embedding.vector, one.embedding.vector)]
        said += [f"{one.picture} is the same picture as {twins[0]}"] if twins else []
    return tuple(said)
