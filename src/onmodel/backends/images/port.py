"""The images port: one request makes one picture, from prompts, from references, from a blocked scene, or all three."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.spec import ControlMaps, LookName, SceneSpec, Tier


@dataclass(frozen=True)
class CharacterRequest:
    """A character who is to be seen: words, reference pictures (encoded bytes), adapters (LoRA names) in that order."""

    name: str
    prompt: str
    references: tuple[bytes, ...] = ()
    adapters: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageRequest:
    """Everything a backend may use for one picture. `scene` is the blocked shot: the stage renders it as it is,
    others take its control maps."""

    prompt: str
    negative_prompt: str = ""
    characters: tuple[CharacterRequest, ...] = ()
    scene: SceneSpec | None = None
    look: LookName = "full"
    seed: int = 0
    width: int = 960
    height: int = 540
    tier: Tier = "standard"
    key: str = ""  # the same for a repeated attempt; providers that take an idempotency key are given it


@dataclass(frozen=True)
class ImageResult:
    """One picture (H, W, 3) uint8 sRGB with what is known about it.

    `masks`: character → (H, W) bool where the backend knows who is where; `heads`: character → x0, y0, x1, y1 pixels.
    `manifest`: backend, model and weight names, seed and versions, enough to make it again. `plate`: the picture before
    a style was laid over it, where one was.
    """

    picture: NDArray[np.uint8]
    maps: ControlMaps | None = None
    masks: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    heads: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    plate: NDArray[np.uint8] | None = None


@dataclass(frozen=True)
class ImageCapabilities:
    """What this backend honours; what it does not is refused or reported, never dropped in silence."""

    seeds: bool = True
    scenes: bool = False
    references: bool = False
    negative_prompts: bool = False
    control_maps: bool = False
    tiers: tuple[Tier, ...] = ("low", "standard", "high")
    price: float = 0.0  # of one picture, in the currency of the projects' budgets


class ImageBackend(Protocol):
    """Setup once, run many times."""

    name: str
    capabilities: ImageCapabilities

    def setup(self) -> None:
        """Load what is needed; raises NotConfigured with the command that brings what is missing."""

    def run(self, request: ImageRequest, progress: Callable[[float], None] | None = None) -> ImageResult:
        """Make the picture; `progress` is told 0–1."""
