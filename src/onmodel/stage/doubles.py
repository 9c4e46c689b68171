"""From words and pictures to DNA with the face of a digital double fitted to the pictures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onmodel.dna.measure import Sight, measure
from onmodel.dna.model import CharacterDNA
from onmodel.stage.albedo import fit_likeness
from onmodel.stage.casting import cast
from onmodel.stage.likeness import View

Pictures = Sequence[tuple[str, NDArray[np.uint8]]]


class Eyes(Sight, Protocol):
    """A vision backend that says what it can do."""

    @property
    def capabilities(self) -> Any:
        """`face_mesh`: whether it gives landmarks."""


def measured_dna(name: str, description: str, pictures: Pictures, vision: Eyes) -> CharacterDNA:
    """DNA from pictures (name, srgb_u8 (H, W, 3)), words, or both; about a second. Raises what `dna.measure` raises."""
    dna = measure(name, description, pictures, vision)
    views = _views(vision, pictures, dna)
    return replace(dna, likeness=fit_likeness(cast(dna), views)) if views else dna


def _views(vision: Eyes, pictures: Pictures, dna: CharacterDNA) -> list[View]:
    quality = {face.picture: face.quality for face in dna.faces}
    views = []
    for filename, picture in pictures:
        faces = vision.faces(picture) if vision.capabilities.face_mesh else []
        mesh = vision.face_mesh(picture, faces[0]) if faces else None
        if mesh is not None:
            views.append(View(picture, mesh, max(quality.get(filename, 0.1), 0.1)))
    return views
