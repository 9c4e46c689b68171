"""The videos port: one request makes one clip, from a still, from words, from the blocked scene behind the still."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.vocabulary import Move
from onmodel.stage.spec import SceneSpec, Tier

RATE = 24  # frames per second, where nobody asks for another


@dataclass(frozen=True)
class VideoRequest:
    """Everything a backend may use for one clip.

    `first_frame` (H, W, 3) uint8 sRGB is where it starts: the hero frame. `scene` is the blocked shot it was rendered
    from, where it was. `speed` 1 is the move as the trade has it, 2 twice as fast. `prompt` says the motion in words.
    """

    first_frame: NDArray[np.uint8]
    prompt: str = ""
    negative_prompt: str = ""
    move: Move = Move.STATIC
    speed: float = 1.0
    frames: int = 72
    rate: int = RATE
    seed: int = 0
    tier: Tier = "standard"
    scene: SceneSpec | None = None
    key: str = ""  # the same for a repeated attempt; providers that take an idempotency key are given it


@dataclass(frozen=True)
class VideoResult:
    """One clip: an encoded file of `media_type`, tagged Rec.709, `frames` long at `rate` per second.

    `heads`: who is where, name → (frames, 4) float32 x0, y0, x1, y1 pixels, NaN where hidden, for backends that know.
    `manifest`: backend, model and weight names, seed and versions, enough to make it again. `notes`: what was given up.
    """

    clip: bytes
    frames: int
    rate: int
    width: int
    height: int
    media_type: str = "video/mp4"
    heads: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class VideoCapabilities:
    """What this backend honours; what it does not is refused or reported, never dropped in silence."""

    seeds: bool = True
    scenes: bool = False  # moves a real camera through the blocked scene
    prompts: bool = False
    negative_prompts: bool = False
    moves: frozenset[Move] = frozenset(Move)
    longest: int = 240  # frames
    price: float = 0.0  # of one second, in the currency of the projects' budgets


class VideoBackend(Protocol):
    """Setup once, run many times."""

    name: str
    capabilities: VideoCapabilities

    def setup(self) -> None:
        """Load what is needed; raises NotConfigured with the command that brings what is missing."""

    def run(self, request: VideoRequest, progress: Callable[[float], None] | None = None) -> VideoResult:
        """Make the clip; `progress` is told 0–1 and may raise to stop it."""
