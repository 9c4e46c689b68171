"""VBench's own backbones, where their ONNX exports are installed and onnxruntime is: features of every frame.

Transforms are VBench's (vbench/utils.py @45e79ec): DINO sees the whole frame with its shorter side at 224, bilinear;
CLIP sees 224 × 224, bicubic and cropped from the middle. An export that cannot take a frame's shape is not used.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.footage.read import Footage
from onmodel.metrics.vbench_frames import consistency
from onmodel.scoring.dimensions import told
from onmodel.scoring.model import Dimension
from onmodel.scoring.motion import THREADS

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]
EDGE = 224
IMAGENET = (np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225]))
OPENAI = (np.array([0.48145466, 0.4578275, 0.40821073]), np.array([0.26862954, 0.26130258, 0.27577711]))
NAMES = {"subject_consistency": "DINO ViT-B/16", "background_consistency": "CLIP ViT-B/32"}


def measured(
    source: Path | bytes, files: Mapping[str, Path], embedded: Mapping[str, Dimension]
) -> dict[str, Dimension]:
    """The embedded dimensions with those replaced whose official export is installed; what fails stays and says why."""
    found = dict(embedded)
    for name, path in files.items():
        if name in NAMES:
            try:
                pictures = (shown.picture for shown in Footage(source))
                raw = consistency(features(path, pictures, TRANSFORMS[name]))
                found[name] = told(name, raw, f"{NAMES[name]} ({path.name})", official=raw.value is not None)
            except Exception as error:  # an export is a stranger's: whatever it raises, the embedded value stands
                detail = {**embedded[name].detail, "official": f"{path.name} failed: {str(error)[:160]}"}
                found[name] = Dimension(**{**vars(embedded[name]), "detail": detail})
    return found


def features(path: Path, pictures: Iterable[Picture], transform: Callable[[Picture], NDArray[np.float32]]) -> Floats:
    """Features (T, D) of pictures by an export; the first token where it answers tokens. Raises ImportError."""
    import onnxruntime  # noqa: PLC0415 not everybody has it, and it takes a second to import

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS  # sums in another order are other sums
    session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    outputs = [output.name for output in session.get_outputs()]
    wanted = next((name for name in ("image_embeds", "last_hidden_state") if name in outputs), outputs[0])
    entry = session.get_inputs()[0].name
    rows = [np.asarray(session.run([wanted], {entry: transform(picture)})[0]) for picture in pictures]
    return np.stack([(row[0, 0] if row.ndim == 3 else row[0]).ravel() for row in rows]).astype(np.float64)


def for_dino(picture: Picture) -> NDArray[np.float32]:
    """(1, 3, h, w): the whole frame, shorter side 224, ImageNet's mean and spread."""
    scale = EDGE / min(picture.shape[:2])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return _planes(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), IMAGENET)


def for_clip(picture: Picture) -> NDArray[np.float32]:
    """(1, 3, 224, 224): bicubic, cropped from the middle, CLIP's mean and spread."""
    scale = EDGE / min(picture.shape[:2])
    size = (max(round(picture.shape[1] * scale), EDGE), max(round(picture.shape[0] * scale), EDGE))
    whole = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)
    x, y = (size[0] - EDGE) // 2, (size[1] - EDGE) // 2
    return _planes(whole[y : y + EDGE, x : x + EDGE], OPENAI)


def _planes(picture: Any, scale: tuple[Floats, Floats]) -> NDArray[np.float32]:
    mean, spread = scale
    scaled = (picture.astype(np.float32) / 255 - mean) / spread
    return np.asarray(scaled.transpose(2, 0, 1)[None], np.float32)


TRANSFORMS: Mapping[str, Callable[[Picture], NDArray[np.float32]]] = {
    "subject_consistency": for_dino, "background_consistency": for_clip,
}  # fmt: skip
