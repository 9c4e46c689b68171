"""Looks: one frame as a photograph, in clay, pencil, ink, wash or as a noir print.

Lines come from the control maps, tones from light and albedo. Each look keeps the faces readable, since a panel whose
people cannot be told apart is of no use to anyone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import LUMINANCE, linear_to_srgb, srgb_to_linear
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ControlMaps, LookName
from onmodel.stage.strokes import Lines, blurred, clouds, crisp, drawn, hatching, lines_of, paper, pen, ramp
from onmodel.stage.transfer import shoulder, to_picture

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Picture = NDArray[np.uint8]
PAPER = np.array([0.955, 0.945, 0.92])  # encoded sRGB of drawing paper
GRAPHITE = np.array([0.16, 0.16, 0.18])
INK = np.array([0.055, 0.05, 0.06])
SEPIA = np.array([0.23, 0.17, 0.14])
CLAY = np.array([1.0, 0.93, 0.85])


@dataclass(frozen=True)
class Plate:
    """What a look works from: scene light × exposure (H, W, 3) linear_rec709, the maps, masks (H, W) of the faces that
    must stay readable, and a seed for hand and paper."""

    light: Floats
    maps: ControlMaps
    faces: Sequence[Mask] = ()
    seed: int = 0

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.light.shape[0], self.light.shape[1]

    @property
    def scale(self) -> float:
        """Size of a stroke against the one of a standard frame."""
        return float(self.light.shape[0] / 540)

    @cached_property
    def encoded(self) -> Floats:
        """(H, W, 3) the photograph in encoded sRGB 0–1."""
        return np.asarray(linear_to_srgb(shoulder(np.nan_to_num(self.light))), np.float32)

    @cached_property
    def tone(self) -> Floats:
        """(H, W) how light a draughtsman sees each place, 0–1: the light on it, its own local value and what of both
        reaches the eye, stretched so that the frame's own range fills the paper's."""
        luminance = np.maximum(self.light, 0) @ LUMINANCE
        share = blurred((luminance / np.maximum(self.maps.albedo @ LUMINANCE, 0.06)), 1.2 * self.scale)
        lit = linear_to_srgb(np.clip(share * 0.4, 0, 1))
        seen = linear_to_srgb(np.clip(luminance, 0, 1))
        local = linear_to_srgb(blurred(self.maps.albedo @ LUMINANCE, 0.6 * self.scale).clip(0, 1))
        mixed = np.where(self.maps.depth > 0, 0.4 * lit + 0.25 * seen + 0.35 * local, seen)
        low, high = np.percentile(mixed, (2, 97))
        return np.asarray(np.clip((mixed - low) / max(float(high - low), 0.15), 0, 1), np.float32)

    @cached_property
    def face(self) -> Floats:
        """(H, W) 1 in faces, fading to 0 around them."""
        mask = np.zeros(self.shape, np.float32)
        for one in self.faces:
            mask = np.maximum(mask, blurred(one.astype(np.float32), max(one.any(0).sum() / 10, 1)))
        return mask

    def dodged(self, tone: Floats, wanted: float) -> Floats:
        """The tone with each head whose face is darker than `wanted` (its median) lightened as a printer dodges it."""
        out = tone
        for one in self.faces:
            middle = float(np.clip(np.median(tone[one]), 0.02, 0.98)) if one.any() else 1.0
            if middle < wanted:
                broad = int(one.any(0).sum())
                grown = cv2.dilate(one.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=max(broad // 2, 1))
                head = blurred((grown > 0) & (self.maps.ids == np.median(self.maps.ids[one])), max(broad / 8, 1))
                lifted = np.power(np.clip(tone, 0, 1), np.log(wanted) / np.log(middle))
                out = out + head * (lifted - out)
        return np.asarray(out, np.float32)

    @cached_property
    def lines(self) -> Lines:
        """Where to draw."""
        return lines_of(self.maps, self.scale)


def as_clay(part: MeshPart) -> MeshPart:
    """A part in modelling clay: albedo about 0.5, a little of the real one in it, so that eyes are still seen."""
    level = 0.24 + 0.36 * np.sqrt(np.clip(part.colours @ LUMINANCE, 0, 1))
    colours = (level[:, None] * CLAY).astype(np.float32)
    return replace(part, colours=colours, roughness=0.75, specular=0.15, metallic=0.0)


def draw(look: LookName, plate: Plate) -> Picture:
    """The frame (H, W, 3) srgb_u8 in a look."""
    if look in ("full", "clay"):  # clay was put on before the light was traced
        return to_picture(plate.light)
    return np.asarray(np.rint(np.clip(HANDS[look](plate), 0, 1) * 255), np.uint8)


def pencil(plate: Plate) -> Floats:
    """Graphite on grained paper: hatching in up to four directions as the tone falls, contours pressed harder."""
    tooth = paper(plate.shape, plate.scale, plate.seed)
    dark = 1 - ramp(plate.dodged(plate.tone, 0.62), 0.0, 0.92) ** 0.8
    lead = np.zeros(plate.shape, np.float32)
    for n, (angle, start, strength) in enumerate(
        ((38, 0.0, 0.42), (44, 0.3, 0.4), (-32, 0.52, 0.42), (82, 0.74, 0.55))
    ):
        cover = np.clip((dark - start) / (1 - start), 0, 1)
        strokes = hatching(plate.shape, angle, plate.scale, plate.seed + 10 + n)
        lead = 1 - (1 - lead) * (1 - strength * ramp(cover * 1.15 - strokes, -0.12, 0.2) * np.sqrt(cover))
    contour = drawn(plate.lines.contour, 1.9 * plate.scale, plate.seed + 20, 0.9 * plate.scale)
    inner = drawn(plate.lines.inner, 1.0 * plate.scale, plate.seed + 30, 0.6 * plate.scale)
    lead = 1 - (1 - lead) * (1 - 0.9 * contour) * (1 - 0.85 * inner)
    lead *= 0.62 + 0.38 * ramp(tooth + 0.9 * lead, 0.25, 0.95)
    return _mix(_sheet(tooth), GRAPHITE, lead)


def ink(plate: Plate) -> Floats:
    """Brush and pen: solid blacks in the shadows, feathered by pen strokes, clean contours, white paper."""
    smooth = cv2.bilateralFilter(plate.dodged(plate.tone, 0.66), 7, 0.12, 4 * plate.scale)
    black = np.clip(np.percentile(smooth, 24), 0.12, 0.34) * (1 - 0.35 * plate.face)
    solid = crisp(smooth < black, plate.scale)
    share = np.clip((black + 0.2 - smooth) / 0.2, 0, 1) * (1 - 0.6 * plate.face)
    feather = crisp(0.75 * share > pen(plate.shape, -52, 6.5 * plate.scale, plate.seed + 1), plate.scale)
    contour = drawn(plate.lines.contour, 2.3 * plate.scale, plate.seed + 2, 0.4 * plate.scale)
    inner = drawn(plate.lines.inner, 1.3 * plate.scale, plate.seed + 3, 0.3 * plate.scale)
    line = ramp(np.maximum(contour, inner), 0.25, 0.6)
    held = 0.9 * blurred(plate.lines.contour, 0.7 * plate.scale)
    deep = ramp(blurred(solid, 3 * plate.scale), 0.85, 1.0)
    lead = np.maximum(np.maximum(solid, feather), line) * (1 - held * deep)  # white keeps black apart from black
    return _mix(np.broadcast_to(PAPER + 0.03, (*plate.shape, 3)), INK, lead)


def wash(plate: Plate) -> Floats:
    """Watercolour over a sepia drawing: pools of colour, pigment gathered at their edges and in the paper's valleys."""
    tooth = paper(plate.shape, plate.scale, plate.seed)
    picture = np.asarray(np.rint(plate.encoded * 255), np.uint8)
    pools = cv2.edgePreservingFilter(picture, flags=cv2.RECURS_FILTER, sigma_s=28 * plate.scale, sigma_r=0.32)
    colour = srgb_to_linear(pools / 255.0)
    level = float(np.clip(0.42 / max(float(np.percentile(colour @ LUMINANCE, 70)), 0.02), 0.8, 3.0))
    density = -np.log(np.clip(1 - np.exp(-2.2 * colour * level), 0.02, 0.985))  # Beer and Lambert: pigment over white
    edges = blurred(np.maximum(plate.lines.contour, 0.6 * plate.lines.inner), 2.2 * plate.scale)
    bloom = 0.72 + 0.5 * clouds(plate.shape, 90 * plate.scale, plate.seed + 4)
    grain = 0.93 + 0.14 * (1 - tooth)
    density = density * (bloom * grain * (1 + 0.7 * edges))[..., None]
    painted = linear_to_srgb(np.exp(-density)) * _sheet(tooth)
    line = 0.75 * drawn(plate.lines.contour, 1.2 * plate.scale, plate.seed + 5, 1.0 * plate.scale)
    line = np.maximum(line, 0.7 * drawn(plate.lines.inner, 0.9 * plate.scale, plate.seed + 6, 0.7 * plate.scale))
    return _mix(painted, SEPIA, line)


def noir(plate: Plate) -> Floats:
    """A hard black-and-white print: red-filtered, so that skin is light, deep blacks, glowing lamps, silver grain."""
    seen = np.maximum(plate.light, 0) @ np.array([0.55, 0.35, 0.10])
    glow = blurred(np.minimum(np.maximum(seen - 0.75, 0), 4).astype(np.float32), 9 * plate.scale)
    grey = np.asarray(linear_to_srgb(shoulder(seen + 0.35 * glow)), np.float32)
    low, high = np.percentile(grey, (22, 98.5))
    low, high = min(float(low), 0.25) * 0.8, max(float(high), 0.35)
    grey = plate.dodged(grey, low + 0.45 * (high - low))
    level = np.clip((grey - low) / (high - low), 0, 1)
    curve = 0.35 * level + 0.65 * level * level * (3 - 2 * level)
    noise = np.random.default_rng(plate.seed).standard_normal(plate.shape).astype(np.float32)
    grain = blurred(noise, 0.7 * plate.scale) * 0.035
    silver = np.clip(0.012 + 0.97 * curve + grain * (0.25 + curve * (1 - curve) * 3), 0, 1)
    return np.asarray(silver[..., None] * np.array([1.0, 0.992, 0.972]), np.float32)


HANDS: dict[LookName, Callable[[Plate], Floats]] = {"pencil": pencil, "ink": ink, "wash": wash, "noir": noir}


def _sheet(tooth: Floats) -> Floats:
    """(H, W, 3) blank paper in encoded sRGB."""
    return np.asarray(PAPER * (0.985 + 0.03 * (tooth[..., None] - 0.5)), np.float32)


def _mix(below: NDArray[np.floating], above: NDArray[np.floating], cover: Floats) -> Floats:
    return np.asarray(below * (1 - cover[..., None]) + above * cover[..., None], np.float32)
