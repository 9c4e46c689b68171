"""Finding faces: CenterFace, then closer looks where it sees nothing, then dlib's HOG. Every weak find is traced.

CenterFace (Xu et al. 2019, "CenterFace: Joint Face Detection and Alignment Using Face as Point") gives a heat map at
a quarter of the size, with box size, offset and five landmarks per cell; the decoding here follows that paper.
"""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision import models
from onmodel.backends.vision.mesh import (
    CHIN,
    EYE_LEFT,
    EYE_RIGHT,
    FOREHEAD,
    INNER_LEFT,
    INNER_RIGHT,
    MOUTH_LEFT,
    MOUTH_RIGHT,
    NOSE_TIP,
    trace,
)
from onmodel.backends.vision.port import Face, Picture

SURE = 0.6  # CenterFace's own score: taken as it is from here
WEAK = 0.25  # and from here only if the mesh finds a face in it
# Pixels that CenterFace is shown: its time grows with them (0.1 s a quarter megapixel on one core).
PLAIN_AREA, ZOOM_AREA, PADDED_AREA, HOG_EDGE = 960 * 540, 1440 * 810, 480 * 480, 1200


def find(picture: Picture) -> list[Face]:
    """Every face, largest first; the first look of the chain that sees any decides."""
    for name, look in _CHAIN:
        seen = [replace(face, found_by=name) for face in look(picture)]
        faces = [traced for face in seen if (traced := _confirmed(picture, face)) is not None]
        if faces:
            return sorted(faces, key=lambda f: (-_area(f), f.box))
    return []


def _area(face: Face) -> float:
    x0, y0, x1, y1 = face.box
    return (x1 - x0) * (y1 - y0)


def _confirmed(picture: Picture, face: Face) -> Face | None:
    """The face, with the mesh's landmarks where it has none; None where only a weak detector sees it."""
    if face.confidence >= SURE and face.landmarks is not None:
        return face
    mesh = trace(picture, face)
    if not mesh.found:
        return None
    if face.landmarks is not None:
        return face
    points = mesh.points[:, :2]
    eyes = [(points[EYE_LEFT] + points[INNER_LEFT]) / 2, (points[EYE_RIGHT] + points[INNER_RIGHT]) / 2]
    five = np.stack([*eyes, points[NOSE_TIP], points[MOUTH_LEFT], points[MOUTH_RIGHT]]).astype(np.float32)
    top, bottom = float(points[FOREHEAD, 1]), float(points[CHIN, 1])
    x0, y0, x1, y1 = face.box  # HOG's square ends at the brows: the mesh knows the forehead
    return replace(face, landmarks=five, box=_inside(picture, (x0, min(y0, top), x1, max(y1, bottom))))


def _inside(picture: Picture, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = box
    return max(0.0, x0), max(0.0, y0), min(float(width), x1), min(float(height), y1)


def _plain(picture: Picture) -> list[Face]:
    """The picture as it is; where a face fills it the network sees two halves, so that picture is stepped back from."""
    height, width = picture.shape[:2]
    faces = _centerface(picture, _factor(picture, PLAIN_AREA, 320 / max(height, width)))
    fills = any(face.width > 0.45 * width or face.box[3] - face.box[1] > 0.6 * height for face in faces)
    return (_padded(picture) or faces) if fills else faces


def _zoomed(picture: Picture) -> list[Face]:
    """Small faces: the same picture enlarged twice, or less reduced."""
    return _centerface(picture, _factor(picture, ZOOM_AREA, 2.0)) if max(picture.shape[:2]) > 64 else []


def _padded(picture: Picture) -> list[Face]:
    """Faces that fill the frame or are cut by it: seen again with a border round them, and small."""
    pad = max(picture.shape[:2]) // 2
    wide = np.pad(picture, ((pad, pad), (pad, pad), (0, 0)), constant_values=119)
    faces = _centerface(wide, _factor(wide, PADDED_AREA, 1.0))
    return [moved for f in faces if (moved := _moved(picture, f, pad)) is not None]


def _moved(picture: Picture, face: Face, pad: int) -> Face | None:
    x0, y0, x1, y1 = (v - pad for v in face.box)
    box = _inside(picture, (x0, y0, x1, y1))
    if face.landmarks is None or (box[2] - box[0]) * (box[3] - box[1]) < 0.4 * (x1 - x0) * (y1 - y0):
        return None
    return replace(face, box=box, landmarks=face.landmarks - pad)


def _factor(picture: Picture, area: int, most: float) -> float:
    """How much to scale a picture so that it has `area` pixels; enlarged by no more than `most`."""
    return float(min(max(most, 1.0), np.sqrt(area / (picture.shape[0] * picture.shape[1]))))


def _centerface(picture: Picture, factor: float) -> list[Face]:
    height, width = (max(1, round(n * factor)) for n in picture.shape[:2])
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(picture, (width, height), interpolation=way)
    canvas = np.zeros((-(-height // 32) * 32, -(-width // 32) * 32, 3), np.uint8)
    canvas[:height, :width] = sized
    with models.LOCK:
        net = models.centerface()
        net.setInput(cv2.dnn.blobFromImage(canvas))
        maps = [np.array(m[0]) for m in net.forward(["537", "538", "539", "540"])]
    return [
        Face(_inside(picture, (x0, y0, x1, y1)), score, landmarks)
        for (x0, y0, x1, y1), score, landmarks in _decode(maps, factor)
    ]


def _decode(
    maps: list[NDArray[np.float32]], factor: float
) -> list[tuple[tuple[float, float, float, float], float, NDArray[np.float32]]]:
    """Boxes, scores and landmarks in the picture's pixels from the network's four maps, overlaps removed."""
    heat, size, offset, points = maps
    rows, columns = np.nonzero(heat[0] > WEAK)
    if rows.size == 0:
        return []
    height, width = np.exp(size[:, rows, columns]) * 4
    down, across = offset[:, rows, columns]
    x0, y0 = (columns + across + 0.5) * 4 - width / 2, (rows + down + 0.5) * 4 - height / 2
    scores = heat[0, rows, columns]
    boxes = np.stack([x0, y0, width, height], 1)
    kept = np.asarray(cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), WEAK, 0.3)).ravel()
    found = []
    for k in kept:
        pairs = points[:, rows[k], columns[k]].reshape(5, 2)  # y, x in parts of the box
        five = np.stack([pairs[:, 1] * width[k] + x0[k], pairs[:, 0] * height[k] + y0[k]], 1) / factor
        corners = np.array([x0[k], y0[k], x0[k] + width[k], y0[k] + height[k]]) / factor
        x_low, y_low, x_high, y_high = (float(c) for c in corners)
        found.append(((x_low, y_low, x_high, y_high), float(scores[k]), five.astype(np.float32)))
    return found


def _hog(picture: Picture) -> list[Face]:
    """dlib's detector, up to twice enlarged: it finds flat, evenly lit faces that CenterFace may miss."""
    factor = min(2.0, HOG_EDGE / max(picture.shape[:2]))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way)
    with models.LOCK:
        boxes, scores, _ = models.hog().run(np.ascontiguousarray(sized), 0, 0.0)
    return [
        Face(
            _inside(picture, (b.left() / factor, b.top() / factor, b.right() / factor, b.bottom() / factor)),
            float(np.clip(score / 2, 0.05, 0.95)),
        )
        for b, score in zip(boxes, scores, strict=True)
    ]


_CHAIN: tuple[tuple[str, Callable[[Picture], list[Face]]], ...] = (
    ("centerface", _plain),
    ("centerface padded", _padded),
    ("centerface zoomed", _zoomed),
    ("dlib hog", _hog),
)
