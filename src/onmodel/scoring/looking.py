"""What a vision backend tells of the frames that were kept: who is in them, and how the rest looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.appearance import Seen, find, measure
from onmodel.backends.vision.port import Embedding, Face, Picture, VisionBackend
from onmodel.metrics import identity
from onmodel.metrics.cohort import cohort
from onmodel.metrics.curves import curve
from onmodel.metrics.score import GOOD, PART_WEIGHTS, Score, overall, printed
from onmodel.scoring.model import Asked, CastScore

CAST_FRAMES = 6  # kept frames in which the cast is measured: the slow half
MASKED_FRAMES = 8  # and in which people are told from scenery
LEAST_LOOKS = 3  # first, middle and last: where nobody has a face there, faces are looked for no further
MEASURED = (*PART_WEIGHTS, "style")
LEAST_AREA = 0.02  # of the frame: a smaller figure has no look of its own
Told = Callable[[float], None]


class Remembered:
    """A vision backend that finds the faces and the people of each kept picture once."""

    def __init__(self, vision: VisionBackend) -> None:
        self.name, self.capabilities = vision.name, vision.capabilities
        self._vision = vision
        self._faces: dict[int, tuple[Picture, list[Face]]] = {}  # the picture is held, so that its id stays its own
        self._masks: dict[tuple[int, tuple[float, ...]], NDArray[np.bool_] | None] = {}
        self._vectors: dict[tuple[int, tuple[float, ...]], Embedding] = {}
        self._looks: dict[tuple[int, int], Embedding] = {}  # of pictures and masks that are held here

    def setup(self) -> None:
        """Load the backend's models."""
        self._vision.setup()

    def faces(self, picture: Picture) -> list[Face]:
        """As the port says."""
        if id(picture) not in self._faces:
            self._faces[id(picture)] = (picture, self._vision.faces(picture))
        return self._faces[id(picture)][1]

    def embed_face(self, picture: Picture, face: Face) -> Embedding:
        """As the port says."""
        if id(picture) not in self._faces:
            return self._vision.embed_face(picture, face)
        key = id(picture), face.box
        if key not in self._vectors:
            self._vectors[key] = self._vision.embed_face(picture, face)
        return self._vectors[key]

    def face_mesh(self, picture: Picture, face: Face) -> NDArray[np.float32] | None:
        """As the port says."""
        return self._vision.face_mesh(picture, face)

    def embed_look(self, picture: Picture, mask: NDArray[np.bool_] | None = None) -> Embedding:
        """As the port says."""
        if mask is None or not any(mask is known for known in self._masks.values()):
            return self._vision.embed_look(picture, mask)
        key = id(picture), id(mask)
        if key not in self._looks:
            self._looks[key] = self._vision.embed_look(picture, mask)
        return self._looks[key]

    def person_mask(self, picture: Picture, face: Face) -> NDArray[np.bool_] | None:
        """As the port says."""
        if id(picture) not in self._faces:
            return self._vision.person_mask(picture, face)
        key = id(picture), face.box
        if key not in self._masks:
            self._masks[key] = self._vision.person_mask(picture, face)
        return self._masks[key]


@dataclass(frozen=True)
class Looks:
    """Vectors of the kept frames: of their people and of what is not people. `whole`: nobody could be masked."""

    people: list[NDArray[np.float32]] = field(default_factory=list)
    scenery: list[NDArray[np.float32]] = field(default_factory=list)
    backbone: str = ""
    whole: bool = True
    hero_people: NDArray[np.float32] | None = None
    hero_scenery: NDArray[np.float32] | None = None
    faces: list[tuple[int, Face]] = field(default_factory=list)  # the largest of each frame
    likeness: list[tuple[int, float]] = field(default_factory=list)  # frame, how like the first face 0–100
    count: int = 0  # frames that were looked at


def look_at(vision: VisionBackend, kept: Sequence[tuple[int, Picture]], asked: Asked, told: Told) -> Looks:
    """Looks of people and scenery in the kept frames, and whether the face stays one person's."""
    chosen = _spread(kept, MASKED_FRAMES)
    anybody = any(vision.faces(picture) for _, picture in _spread(kept, LEAST_LOOKS))
    masks = []
    for at, (_, picture) in enumerate(chosen):
        masks.append(people_in(vision, picture) if anybody else None)
        told((at + 1) / len(chosen))
    whole = sum(mask is not None for mask in masks) < max(len(masks) * 0.6, 1)
    pairs = [_parted(vision, picture, mask, whole) for (_, picture), mask in zip(chosen, masks, strict=True)]
    hero = None if asked.hero is None else _parted(vision, asked.hero, people_in(vision, asked.hero), whole)
    people = [p.vector for p, _ in pairs if p.vector is not None]
    scenery = [s.vector for _, s in pairs if s.vector is not None]
    return Looks(
        people, scenery, pairs[0][1].backbone if pairs else "", whole,
        None if hero is None else hero[0].vector, None if hero is None else hero[1].vector,
        [(n, faces[0]) for n, p in chosen if anybody and (faces := vision.faces(p))],
        _likeness(vision, chosen) if anybody else [], len(chosen),
    )  # fmt: skip


def people_in(vision: VisionBackend, picture: Picture) -> NDArray[np.bool_] | None:
    """Where the people with a face are (H, W); None where there are none, or hardly any."""
    if not vision.capabilities.person_masks:
        return None
    masks = [mask for face in vision.faces(picture)[:3] if (mask := vision.person_mask(picture, face)) is not None]
    if not masks:
        return None
    union = np.logical_or.reduce(masks)
    return union if LEAST_AREA < float(union.mean()) < 1 - LEAST_AREA else None


def _parted(
    vision: VisionBackend, picture: Picture, mask: NDArray[np.bool_] | None, whole: bool
) -> tuple[Embedding, Embedding]:
    """Looks of a frame's people and of the rest; both of the whole frame where `whole`."""
    if whole or mask is None:
        everything = vision.embed_look(picture)
        missing = Embedding(None, everything.backbone, 0.0, "nobody is seen")
        return (everything if whole else missing), everything
    return vision.embed_look(picture, mask), vision.embed_look(picture, ~mask)


def _likeness(vision: VisionBackend, chosen: Sequence[tuple[int, Picture]]) -> list[tuple[int, float]]:
    """How like each frame's face is to the nearest of the first frame that has one: 0–100 by the face's curve."""
    first: list[NDArray[np.float32]] = []
    found: list[tuple[int, float]] = []
    for number, picture in chosen:
        seen = [e for f in vision.faces(picture)[:3] if (e := vision.embed_face(picture, f)).vector is not None]
        vectors = [e.vector for e in seen if e.vector is not None]
        if first and vectors:
            judged = [_alike(first, vector, seen[0].backbone) for vector in vectors]
            found += [(number, max(value for value in judged if value is not None))] if None not in judged else []
        first = first or vectors
    return found


def _alike(first: Sequence[NDArray[np.float32]], vector: NDArray[np.float32], backbone: str) -> float | None:
    strangers = cohort(backbone)
    try:
        judge = curve("face", backbone if strangers is None else strangers.named(backbone))
    except LookupError:
        return None
    apart = [float(identity.distances(vector, [one])[0]) for one in first]
    if strangers is not None:
        apart = [float(v) for v in strangers.among_drawn(vector, np.stack(first))]
    return judge.value(min(apart))


def cast_along(
    vision: VisionBackend, kept: Sequence[tuple[int, Picture]], asked: Asked, told: Told
) -> tuple[CastScore, ...]:
    """Every expected character along the clip: parts are means over the frames where they are seen.

    Beside face, hair and outfit, which the DNA tells, `style`: how they are painted, held against the hero frame. A
    frame without them counts 0 in the worst frame and is told; `Score.value` of a part that no frame tells is None. Who
    is placed there by the maker of the clip is there, found or not.
    """
    chosen = _spread(kept, CAST_FRAMES)
    expected = [(dna.name, dna) for dna in asked.cast]
    frames: list[tuple[int, Mapping[str, dict[str, Score]]]] = []
    looks = {} if asked.hero is None else _looks_in(vision, asked.hero, find(vision, asked.hero, expected)[0])
    for at, (number, picture) in enumerate(chosen):
        seen, _ = find(vision, picture, expected)
        there: dict[str, dict[str, Score]] = {name: {} for name, _ in expected if name in asked.placed}
        measured = {n: measure(vision, picture, dna, seen[n])[0] for n, dna in expected if n in seen}
        for name, look in _looks_in(vision, picture, seen).items():
            measured[name] = {**measured[name], "style": _style(look, looks.setdefault(name, look))}
        frames.append((number, there | measured))
        told((at + 1) / len(chosen))
    return tuple(_along(name, frames) for name, _ in expected)


def _looks_in(vision: VisionBackend, picture: Picture, seen: Mapping[str, Seen]) -> dict[str, Embedding]:
    """Palette and grain inside the outline of each person, where one is known."""
    masks = {name: found.mask for name, found in seen.items()} if vision.capabilities.looks else {}
    looks = {name: vision.embed_look(picture, mask) for name, mask in masks.items() if mask is not None}
    return {name: look for name, look in looks.items() if look.vector is not None}


def _style(look: Embedding, first: Embedding) -> Score:
    """How like somebody's look is to what it was, by the curve of whole looks."""
    assert look.vector is not None
    assert first.vector is not None
    alike = identity.likeness_of_looks(look.vector, [first.vector])
    try:
        return curve("whole", look.backbone).score(alike)
    except LookupError:
        return Score(None, alike, True, f"{look.backbone} was never calibrated", look.backbone, 0.0)


def _along(name: str, frames: Sequence[tuple[int, Mapping[str, dict[str, Score]]]]) -> CastScore:
    seen = [(number, parts[name]) for number, parts in frames if name in parts]
    parts = {part: _mean([p[part] for _, p in seen if part in p]) for part in MEASURED} if seen else {}
    values = {number: (overall(found[name]) if name in found else 0.0) for number, found in frames}
    judged = {number: value for number, value in values.items() if value is not None}
    worst = min(judged, key=lambda number: judged[number], default=None)
    return CastScore(name, parts, len(seen), len(frames), worst, _finding(name, len(seen), len(frames), parts))


def _mean(scores: Sequence[Score]) -> Score:
    told = [s for s in scores if s.value is not None]
    if not told:
        return scores[0] if scores else Score(None, None, unscorable_reason="it was never measured")
    raw = fmean(s.raw for s in told if s.raw is not None) if all(s.raw is not None for s in told) else None
    value = fmean(s.value for s in told if s.value is not None)
    detail: dict[str, float | str | None] = {"frames": float(len(told))}
    return replace(told[0], value=value, raw=raw, confidence=fmean(s.confidence for s in told), detail=detail)


def _finding(name: str, seen: int, looked: int, parts: Mapping[str, Score]) -> str:
    if not seen:
        return f"{name} is not seen"
    low = [f"{part} {printed(s.value)}" for part, s in parts.items() if s.value is not None and s.value < GOOD]
    told = any(parts[part].value is not None for part in PART_WEIGHTS if part in parts)
    hidden = [] if told else [f"{name} is too small or turned away to be measured"]
    missing = [f"missing in {looked - seen} of {looked} frames"] if seen < looked else []
    below = [f"below the bar: {', '.join(low)}"] if low else []
    return "; ".join([*missing, *below, *hidden])


def _spread(kept: Sequence[tuple[int, Picture]], most: int) -> list[tuple[int, Picture]]:
    """So many of them, evenly, the first and the last among them."""
    if len(kept) <= most:
        return list(kept)
    return [kept[int(at)] for at in np.linspace(0, len(kept) - 1, most).round()]
