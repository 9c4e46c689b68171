"""Where a person is in a picture: GrabCut, seeded with the figure that the face implies.

Proportions in faces: a figure is about three face widths across the shoulders and its head, hair included, reaches half
a face above the forehead (Loomis, "Figure Drawing for All It's Worth", 1943). GrabCut: Rother, Kolmogorov, Blake 2004.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.port import Face, Picture

EDGE = 256  # GrabCut works on the picture reduced to this: the outline needs no more, and the time is bounded
ROUNDS = 3


def mask(picture: Picture, face: Face) -> NDArray[np.bool_]:
    """The person's pixels (H, W). The face is always inside."""
    factor = min(1.0, EDGE / max(picture.shape[:2]))
    height, width = (max(8, round(n * factor)) for n in picture.shape[:2])
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    scales = (width / picture.shape[1], height / picture.shape[0])
    x0, y0, x1, y1 = (v * scales[i % 2] for i, v in enumerate(face.box))
    seeds = _seeds(width, height, (x0, y0, x1, y1))
    cv2.setRNGSeed(0)  # GrabCut clusters colours with OpenCV's global generator
    scenery, body = np.zeros((1, 65)), np.zeros((1, 65))
    cut, _, _ = cv2.grabCut(small, seeds.copy(), (0, 0, 1, 1), scenery, body, ROUNDS, cv2.GC_INIT_WITH_MASK)
    figure = ((cut == cv2.GC_FGD) | (cut == cv2.GC_PR_FGD)).astype(np.uint8)
    figure = cv2.morphologyEx(figure, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    parts = np.asarray(cv2.connectedComponents(figure)[1], np.int32)
    sure = np.unique(parts[(seeds == cv2.GC_FGD) & (figure > 0)])  # a dark collar may part head and trunk
    whole = cv2.resize(np.isin(parts, sure).astype(np.uint8), picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole > 0, dtype=np.bool_)


def _seeds(width: int, height: int, box: tuple[float, float, float, float]) -> NDArray[np.uint8]:
    """What GrabCut starts from: sure person, likely person, likely scenery, sure scenery."""
    x0, y0, x1, y1 = box
    fw, fh, cx = x1 - x0, y1 - y0, (x0 + x1) / 2
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    seeds = np.full((height, width), cv2.GC_BGD, np.uint8)
    beside = np.abs(columns - cx)
    reach = 1.35 + 1.05 * np.clip((rows - y1) / (1.2 * fh), 0, 1)  # beside a head is air, beside a trunk are arms
    seeds[(beside < reach * fw) & (rows > y0 - 0.9 * fh)] = cv2.GC_PR_BGD
    head = ((columns - cx) / (0.75 * fw)) ** 2 + ((rows - (y0 + 0.4 * fh)) / (0.85 * fh)) ** 2 < 1
    shoulders = np.clip((rows - (y1 + 0.05 * fh)) / (0.45 * fh), 0, 1) * 0.85 + 0.45
    torso = (rows > y1) & (beside < shoulders * fw) & (rows < y1 + 6.0 * fh)
    seeds[head | torso] = cv2.GC_PR_FGD
    core = (rows > y1 + 0.6 * fh) & (rows < y1 + 2.2 * fh) & (beside < 0.5 * fw)
    # Everybody has a skull: it ends above the detector's box, under whatever hair or hat there is.
    skull = ((columns - cx) / (0.42 * fw)) ** 2 + ((rows - (y0 + 0.39 * fh)) / (0.50 * fh)) ** 2 < 1
    seeds[skull | core] = cv2.GC_FGD
    return seeds
