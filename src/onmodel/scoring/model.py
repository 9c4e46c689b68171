"""What is asked of a clip and what is told of it, as frozen values."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onmodel.dna.model import CharacterDNA
from onmodel.fountain.vocabulary import Move, TimeOfDay
from onmodel.metrics.score import Score

TAKE_WEIGHTS = {"temporal": 0.4, "aesthetic": 0.3, "alignment": 0.3}  # design §7: the take score, not VBench's Total


@dataclass(frozen=True)
class Asked:
    """What a clip is held against: words, the still it started from (H, W, 3) uint8 sRGB, who is to be in it."""

    prompt: str = ""
    hero: NDArray[np.uint8] | None = None
    cast: tuple[CharacterDNA, ...] = ()
    static: bool | None = None  # whether the camera was ordered to stand still; None where nobody said
    move: Move | None = None  # the camera move that was ordered; None: the prompt's words, if it has any
    time_of_day: TimeOfDay | None = None  # the light that was ordered; None: the prompt's words, if it has any
    placed: frozenset[str] = frozenset()  # who is in the picture as its maker knows, too small to be found or not


@dataclass(frozen=True)
class Dimension:
    """One of VBench's dimensions: `raw` in its own unit, `normalised` by its constants and not clamped.

    Both are None where it cannot be told, with the reason. `official`: measured with VBench's own backbone.
    """

    name: str
    raw: float | None
    normalised: float | None
    backbone: str
    official: bool = False
    reason: str = ""
    detail: dict[str, float | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class CastScore:
    """A character along a clip, 0–100 calibrated: parts by name (face, outfit, hair, style), the worst frame.

    `style` is how they are painted, by palette and grain inside their outline, held against the hero frame, or else
    against the first frame that shows them; it counts in no mean, since a move of the light changes it too.
    """

    character: str
    parts: dict[str, Score]
    seen: int  # of `looked` frames
    looked: int
    worst_frame: int | None = None
    finding: str = ""


@dataclass(frozen=True)
class ClipFacts:
    """What the file is, before anything is measured."""

    frames: int
    rate: float
    width: int
    height: int
    seconds: float
    codec: str
    notes: tuple[str, ...] = ()  # variable rate, alpha, HDR, rotated, cut off: what was done about it


@dataclass(frozen=True)
class ClipReport:
    """Everything told of a clip. `take_score` 0–100 is what takes are ranked by, with its three parts 0–100."""

    facts: ClipFacts
    dimensions: tuple[Dimension, ...]
    cast: tuple[CastScore, ...] = ()
    picture: dict[str, float | None] = field(default_factory=dict)  # blur, spatial and temporal information, VMAF
    take_score: float | None = None
    parts: dict[str, float | None] = field(default_factory=dict)  # temporal, aesthetic, alignment
    findings: tuple[str, ...] = ()  # in plain words: frozen, black, shakes, changes who is in it
