"""Craft of a picture from what can be measured: sharpness, exposure, contrast, noise, colour, framing. Each 0–1.

These are not VBench's aesthetic_quality (CLIP with the LAION head) nor MUSIQ: they are named `craft-v1` and say what
they are. Limits are a cinematographer's rules of thumb, stated here, not fitted to people's taste.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.port import Face
from onmodel.color.palettes import dominant_colours, palette_distance

Picture = NDArray[np.uint8]
BACKBONE = "craft-v1"
EDGE = 960
CRISP, SOFT = 0.45, 0.85  # of an edge's steepness is left when it is blurred: much was lost, hardly anything was
LEAST_STEP = 0.002  # of the full range: a picture without a single edge
CLIPPED = 0.15  # of the pixels white or black without detail: nothing left
FLAT, FULL = 0.12, 0.45  # spread of luma between the 5th and 95th part in a hundred
NOISY = 0.03  # standard deviation of noise, of the full range
PALETTE_NEAR, PALETTE_FAR = 3.0, 25.0  # mean CIEDE2000: the same scene, another scene
THIRD, REACH = 1 / 3, 0.3  # eyes lie a third from the top, within this share of the height
BLOCKS = (1.7, 2.6)  # ffmpeg's blockdetect: not seen, seen by everybody
MARGIN = 0.01  # of the frame: a face nearer to the edge is cut


def craft(pictures: Sequence[Picture], hero: Picture | None, faces: Sequence[tuple[Picture, Face]]) -> dict[str, float]:
    """Every part that can be told, 0–1: means over pictures; `palette` against the hero frame."""
    if not pictures:
        return {}
    each = [of_picture(picture) for picture in pictures]
    parts = {name: fmean(one[name] for one in each) for name in each[0]}
    if hero is not None:
        parts["palette"] = palette_match(hero, pictures[len(pictures) // 2])
    if faces:
        parts["framing"] = fmean(framing(picture.shape[:2], face) for picture, face in faces)
    return parts


def of_picture(picture: Picture) -> dict[str, float]:
    """Sharpness, exposure, contrast and cleanness of a picture (H, W, 3) uint8 sRGB, each 0–1."""
    scale = min(1.0, EDGE / max(picture.shape[:2]))
    size = (max(round(picture.shape[1] * scale), 8), max(round(picture.shape[0] * scale), 8))
    luma = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    light = np.asarray(luma, np.float32) / np.float32(255)
    return {
        "sharpness": sharpness(light), "exposure": exposure(light), "contrast": contrast(light),
        "cleanness": 1.0 - ramp(noise(light), 0.002, NOISY),
    }  # fmt: skip


def sharpness(light: NDArray[np.float32]) -> float:
    """0–1 by how much the strongest edges of a picture (H, W) 0–1 lose when it is blurred; a plain one has none: 0.

    What is sharp loses most of its steepness, what is blurred already loses nothing (Crété-Roffet et al. 2007, "The
    Blur Effect"). Only the strongest twentieth counts: a background out of focus is no fault.
    """
    steps, blurred = _steps(light), _steps(np.asarray(cv2.GaussianBlur(light, (0, 0), 2.0), np.float32))
    count = max(len(steps) // 20, 1)
    strongest = np.argpartition(steps, len(steps) - count)[-count:]
    most = float(steps[strongest].mean())
    return 0.0 if most < LEAST_STEP else 1.0 - ramp(float(blurred[strongest].mean()) / most, CRISP, SOFT)


def _steps(light: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.hypot(cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)).ravel() / 8)


def exposure(light: NDArray[np.float32]) -> float:
    """0–1: how little is lost in black and white, and whether the middle is neither."""
    lost = float(((light < 6 / 255) | (light > 250 / 255)).mean())
    middle = float(np.median(light))
    return (1.0 - ramp(lost, 0.01, CLIPPED)) * ramp(middle, 0.02, 0.12) * (1.0 - ramp(middle, 0.80, 0.97))


def contrast(light: NDArray[np.float32]) -> float:
    """0–1 by the spread between deep and bright parts."""
    low, high = np.quantile(light, (0.05, 0.95))
    return ramp(float(high - low), FLAT, FULL)


def noise(light: NDArray[np.float32]) -> float:
    """Standard deviation of noise (Immerkær 1996), in the flatter half, so that texture is no grain."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    residue = np.abs(cv2.filter2D(light, cv2.CV_32F, kernel))[1:-1, 1:-1]
    steps = cv2.blur(np.hypot(cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)), (7, 7))[
        1:-1, 1:-1
    ]
    if not residue.size:
        return 0.0
    flat = residue[steps <= np.median(steps)]
    return float(flat.mean() * np.sqrt(np.pi / 2) / 6)


def palette_match(hero: Picture, picture: Picture) -> float:
    """0–1: how near the colours of a frame are to the hero frame's (earth mover's distance, CIEDE2000)."""
    apart = palette_distance(dominant_colours(_few(hero)), dominant_colours(_few(picture)))
    return 1.0 - ramp(apart, PALETTE_NEAR, PALETTE_FAR)


def framing(shape: tuple[int, int], face: Face) -> float:
    """0–1: is the head inside the frame, and are the eyes near the upper third."""
    height, width = shape
    x0, y0, x1, y1 = face.box
    inside = x0 > MARGIN * width and x1 < (1 - MARGIN) * width and y1 < (1 - MARGIN) * height and y0 > -0.02 * height
    eyes = (y0 + 0.4 * (y1 - y0)) / height
    return (0.5 if inside else 0.0) + 0.5 * (1.0 - ramp(abs(eyes - THIRD), 0.06, REACH))


def compression(blocks: float) -> float:
    """0–1 by how little the squares of a codec stand out (ffmpeg's blockdetect: 1 is none)."""
    return 1.0 - ramp(blocks, *BLOCKS)


def imaging(parts: Mapping[str, float]) -> float | None:
    """An imaging quality 0–100 of what distorts a picture, as MUSIQ is asked for: blur, noise, wrong exposure."""
    told = [parts[name] for name in ("sharpness", "exposure", "cleanness", "compression") if name in parts]
    return 100 * float(np.prod(told)) ** (1 / len(told)) if told else None


def ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, straight between.

    >>> ramp(0.5, 0.0, 1.0), ramp(-1.0, 0.0, 1.0), ramp(2.0, 0.0, 1.0)
    (0.5, 0.0, 1.0)
    """
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _few(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, (96, 54), interpolation=cv2.INTER_AREA), np.uint8)
