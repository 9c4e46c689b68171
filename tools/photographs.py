"""A person's photographs, as `calibrate.py photos` takes them: the first one defines, the others are measured."""

import sys
from pathlib import Path

from onmodel.backends.vision.appearance import Sighting, observe, seen_by_face
from onmodel.backends.vision.port import VisionBackend
from onmodel.dna.measure import measure
from onmodel.dna.model import CharacterDNA
from onmodel.errors import OnmodelError
from onmodel.kit.pictures import decode


def person(vision: VisionBackend, folder: Path) -> tuple[CharacterDNA, list[Sighting]] | None:
    """Return the DNA from the first photograph of a folder that can be used, and sightings in the others.

    None where no photograph can be used. Whatever is left out is told on stderr.
    """
    dna, seen = None, []
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        name = f"{folder.name}/{path.name}"
        try:
            picture = decode(path.read_bytes(), name)
            if dna is None:
                dna = measure(folder.name, "", [(name, picture)], vision)
                continue
        except OnmodelError as problem:
            print(f"left out: {problem}", file=sys.stderr)
            continue
        faces = vision.faces(picture)
        if faces:
            seen.append(observe(vision, picture, seen_by_face(vision, picture, faces[0])))
        else:
            print(f"left out: no face in {name}", file=sys.stderr)
    if dna is None:
        print(f"left out: {folder.name} has no photograph that can be used", file=sys.stderr)
        return None
    return dna, seen
