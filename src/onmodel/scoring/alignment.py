"""Did the clip do what was ordered? Rules that can be checked without a language model, each named and 0–1.

This is not VBench's overall_consistency (ViCLIP): it knows the camera move, stillness or motion, who is in it and on
model, and the time of day; of the rest of a prompt it knows nothing and says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from onmodel.fountain.camera_words import read_camera
from onmodel.fountain.vocabulary import Move, TimeOfDay
from onmodel.metrics.score import overall
from onmodel.scoring.craft import ramp
from onmodel.scoring.model import Asked, CastScore
from onmodel.scoring.motion import STILL_WIDTH, STILL_ZOOM, CameraMove
from onmodel.scoring.watch import Watched

BACKBONE = "order-rules-v1"
FULL_SHIFT, FULL_ZOOM = 0.06, 0.04  # of a whole clip, for a move that nobody overlooks
_STILL = re.compile(r"\b(static|locked[- ]off|tripod|still camera|camera (is|stays|holds) still)\b", re.I)
_MOVES = re.compile(
    r"\b(walk|run|ride|dance|turn|jump|fall|throw|wave|fight|gallop|fly|spin|drive|swim|climb|rush|chase)"
    r"(s|ing|ning|ming|ping)?\b|\bmov(es?|ing)\b",
    re.I,
)
_TIMES: dict[TimeOfDay, re.Pattern[str]] = {
    TimeOfDay.NIGHT: re.compile(r"\b(night|midnight|moonlit|moonlight)\b", re.I),
    TimeOfDay.DUSK: re.compile(r"\b(dusk|sunset|twilight|golden hour)\b", re.I),
    TimeOfDay.DAWN: re.compile(r"\b(dawn|sunrise)\b", re.I),
    TimeOfDay.DAY: re.compile(r"\b(day|noon|midday|afternoon|morning|sunny|daylight)\b", re.I),
}


@dataclass(frozen=True)
class Order:
    """What was ordered, from fields where they are filled, from the prompt's words otherwise."""

    move: Move | None
    moving: bool | None  # whether anything is to move; None where nobody said
    time_of_day: TimeOfDay | None


def ordered(asked: Asked) -> Order:
    """Read an order.

    >>> ordered(Asked(prompt="Night. Slow push-in on EMMA as she turns")).move
    <Move.PUSH_IN: 'push-in'>
    """
    words = asked.prompt
    move = asked.move or read_camera(words).move or _named(words)
    still = asked.static is True or move is Move.STATIC or bool(_STILL.search(words))
    if still and move is None:
        move = Move.STATIC
    acts = bool(_MOVES.search(words))
    camera = move not in {None, Move.STATIC}
    moving = True if asked.static is False or acts or camera else (False if still else None)
    time = asked.time_of_day or next((t for t, pattern in _TIMES.items() if pattern.search(words)), None)
    return Order(move, moving, time)


def _named(words: str) -> Move | None:
    plain = re.sub(r"[\s-]+", " ", words.lower())
    names = {move: move.value.replace("-", " ") for move in Move if move is not Move.STATIC}
    return next((move for move, name in names.items() if re.search(rf"\b{name}\b", plain)), None)


def alignment(order: Order, camera: CameraMove, seen: Watched, cast: Sequence[CastScore]) -> dict[str, float]:
    """Every part that was ordered and can be checked, 0–1: camera, action, light, cast seen, cast on model."""
    parts: dict[str, float] = {}
    if order.move is not None and seen.steps:
        parts["camera"] = moved_as(order.move, camera)
    if order.moving is not None and seen.differences:
        moves = ramp(float(np.median(seen.differences)), 0.3, 1.5)
        parts["action"] = moves if order.moving else 1.0
    if order.time_of_day is not None:
        parts["light"] = light_as(order.time_of_day, seen.luma)
    if cast:
        parts["cast seen"] = fmean(c.seen / max(c.looked, 1) for c in cast)
    told = [value for c in cast if (value := overall(c.parts)) is not None]
    if told:
        parts["cast on model"] = fmean(told) / 100
    return parts


def moved_as(move: Move, camera: CameraMove) -> float:
    """0–1: how far the camera did what was ordered."""
    aside, up, nearer = ramp(abs(camera.x), 0, FULL_SHIFT), ramp(abs(camera.y), 0, FULL_SHIFT), camera.zoom
    if move is Move.STATIC:
        drift = max(abs(camera.x), abs(camera.y)) / FULL_SHIFT, abs(camera.zoom) / FULL_ZOOM
        return 1.0 - ramp(max(drift), STILL_WIDTH / FULL_SHIFT, 1.0)
    told = {
        Move.PUSH_IN: ramp(nearer, STILL_ZOOM / 2, FULL_ZOOM),
        Move.PULL_OUT: ramp(-nearer, STILL_ZOOM / 2, FULL_ZOOM),
        Move.PAN: aside,
        Move.TILT: up,
        Move.CRANE: max(up, ramp(abs(nearer), 0, FULL_ZOOM)),
        Move.DOLLY: max(aside, ramp(abs(nearer), 0, FULL_ZOOM)),
        Move.HANDHELD: ramp(camera.shake, 0.0002, 0.001),
    }
    return told[move]


def light_as(time: TimeOfDay, luma: Sequence[float]) -> float:
    """0–1: is it dark at night and bright by day? Dusk and dawn lie between and are hardly ever wrong."""
    mean = fmean(luma) if luma else 0.0
    dark = 1.0 - ramp(mean, 85, 150)
    if time is TimeOfDay.NIGHT:
        return dark
    return ramp(mean, 25, 70) if time is TimeOfDay.DAY else max(1.0 - ramp(mean, 150, 200), 0.0)
