"""The embedded video backend, "stage move": a camera moves through the blocked scene, or before a still.

Where the request has the scene that its frame was rendered from, the move is made in three dimensions and the actors
live. Any other frame, a drawing, a photograph, another backend's picture, is moved before in layers.
"""

import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.errors import BackendError, NotConfigured, OutOfMemory
from onmodel.backends.videos.conform import check
from onmodel.backends.videos.port import VideoCapabilities, VideoRequest, VideoResult
from onmodel.backends.vision.port import VisionBackend
from onmodel.footage.write import encode
from onmodel.stage.moves import Order
from onmodel.stage.spec import SceneSpec

Picture = NDArray[np.uint8]
Progress = Callable[[float], None]
PACKAGES = ("onmodel", "mitsuba", "pyoidn", "numpy", "opencv-python-headless", "av")
ALIKE = 0.8  # correlation of the frame with the scene's own picture above which it is one
KEYS_SHARE = 0.35  # of the work: the keyframes
UNREAD = {"prompt": "the words were", "negative_prompt": "the negative prompt was"}


class StageVideos:
    """Makes clips without network, key or GPU. `vision` finds people in stills; without it stills have one layer."""

    name = "stage"
    capabilities = VideoCapabilities(seeds=True, scenes=True, longest=720)

    def __init__(self, vision: VisionBackend | None = None) -> None:
        self.vision = vision

    def setup(self) -> None:
        """Load the renderer; raises NotConfigured where it is not installed."""
        try:
            from onmodel.stage.render import set_variant  # noqa: PLC0415  # the renderer is 70 MiB that a server never draws with

            set_variant("scalar_rgb")
        except ImportError as missing:
            raise NotConfigured(
                "The stage cannot render here", why=str(missing), todo="Install it with `uv sync`"
            ) from missing

    def run(self, request: VideoRequest, progress: Progress | None = None) -> VideoResult:
        """Make the clip; raises Rejected for what no clip can be made of, OutOfMemory where it does not fit."""
        check(request, self.capabilities.longest)
        tell = progress or (lambda _: None)
        order = Order(request.move, request.speed, request.frames, request.rate, request.seed)
        try:
            if request.scene is not None:
                through = self._through(request, request.scene, order, tell)
                if through is not None:
                    return through
            return self._before(request, order, tell)
        except MemoryError as full:
            raise OutOfMemory("The clip does not fit into memory", todo="Choose a lower tier") from full

    def _through(self, request: VideoRequest, scene: SceneSpec, order: Order, tell: Progress) -> VideoResult | None:
        """In three dimensions; None where the frame is not the scene's own picture."""
        self.setup()
        from onmodel.stage.roll import Roll, Take  # noqa: PLC0415  # the renderer is 70 MiB that a server never draws with

        height, width = (n // 2 * 2 for n in request.first_frame.shape[:2])
        roll = Roll(replace(scene, tier=request.tier), Take(order, request.tier, (width, height)))
        if alike(roll.opening, request.first_frame) < ALIKE:
            return None
        heads = {a.name: np.full((request.frames, 4), np.nan, np.float32) for a in scene.actors}

        def pictures() -> Iterator[Picture]:
            for number, frame in enumerate(roll.frames(lambda share: tell(KEYS_SHARE * share))):
                for name, box in frame.heads.items():
                    heads[name][number] = box
                tell(KEYS_SHARE + (1 - KEYS_SHARE) * (number + 1) / request.frames)
                yield frame.picture

        clip = encode(pictures(), request.rate)
        told = {"made": "scene", "keyframes": list(roll.numbers), "room": roll.travel.share, "exposure": roll.exposure}
        notes = ("The camera moves through the blocked scene", *roll.travel.notes, *_unread(request))
        return replace(self._result(request, clip, told, notes), heads=heads)

    def _before(self, request: VideoRequest, order: Order, tell: Progress) -> VideoResult:
        """In layers before a still."""
        from onmodel.stage.parallax import STARTS_LATE, frames  # noqa: PLC0415 needs OpenCV, which `setup` may miss

        people = self._people(request.first_frame)

        def counted(pictures: Iterable[Picture]) -> Iterator[Picture]:
            for number, picture in enumerate(pictures, 1):
                tell(number / request.frames)
                yield picture

        clip = encode(counted(frames(request.first_frame, people, order)), request.rate)
        why = "The camera moves before the still, in layers"
        if request.scene is not None:
            why += ": the frame is not the stage's own picture of this shot"
        late = (STARTS_LATE,) if request.move.value == "pull-out" else ()
        return self._result(request, clip, {"made": "still", "people": len(people)}, (why, *late, *_unread(request)))

    def _people(self, picture: Picture) -> list[NDArray[np.bool_]]:
        """Masks of the people that vision finds; none where it cannot look."""
        if self.vision is None or not self.vision.capabilities.person_masks:
            return []
        try:
            faces = self.vision.faces(picture)
            masks = [self.vision.person_mask(picture, face) for face in faces]
        except BackendError:
            return []
        return [mask for mask in masks if mask is not None and mask.any()]

    def _result(self, request: VideoRequest, clip: bytes, told: dict[str, Any], notes: tuple[str, ...]) -> VideoResult:
        height, width = (n // 2 * 2 for n in request.first_frame.shape[:2])
        manifest = {
            "backend": self.name, "versions": {package: version(package) for package in PACKAGES},
            "machine": platform.machine(), "seed": request.seed, "tier": request.tier, "move": request.move.value,
            "speed": request.speed, "scene_sha256": hashlib.sha256(repr(request.scene).encode()).hexdigest(),
            "frame_sha256": hashlib.sha256(request.first_frame.tobytes()).hexdigest(), **told,
        }  # fmt: skip
        return VideoResult(clip, request.frames, request.rate, width, height, manifest=manifest, notes=notes)


def _unread(request: VideoRequest) -> tuple[str, ...]:
    return tuple(
        f"The stage moves what is there; {said} not read" for name, said in UNREAD.items() if getattr(request, name)
    )


def alike(own: Picture, given: Picture) -> float:
    """How well two pictures agree, −1…1: the correlation of what a glance sees of them."""
    small = [cv2.resize(p, (64, 36), interpolation=cv2.INTER_AREA).astype(np.float64).ravel() for p in (own, given)]
    a, b = (s - s.mean() for s in small)
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 1e-9 else float(np.allclose(small[0], small[1], atol=8))
