"""Patterns of tops: shirt, sweater, vest, jacket and the upper halves of coats, robes and dresses.

Every pattern takes a `Bench` (dummy, dye, what is visible) and gives a `Sewn`: cloths, and the field of what it covers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from onmodel.stage.actors.cloth import Cloth, Points
from onmodel.stage.actors.fabric import noise
from onmodel.stage.actors.tailor import FAR, Bench, Dummy, Measure

Covers = Callable[[Measure], Points]


@dataclass(frozen=True)
class Sewn:
    """A garment in the rest pose: its cloths, and `covers`, which gives its field for any measured points."""

    cloths: list[Cloth]
    covers: Covers


@dataclass(frozen=True)
class Cut:
    """The measures of a top in metres: `neck` over the neck's base, `bottom` a rest-pose height, `sleeve` down the arm
    (≤ 0: cut at the armhole), `button` the height where an open front closes (None: closed), `throat` its width at the
    neck and `skirt_gap` how far it opens again below.
    """

    neck: float
    bottom: float
    sleeve: float
    button: float | None = None
    throat: float = 0.06
    skirt_gap: float = 0.0


def bump(x: Points, centre: float, width: float) -> Points:
    """Gaussian window 0–1."""
    window: Points = np.exp(-(((x - centre) / width) ** 2))
    return window


def opening(at: Measure, cut: Cut) -> Points:
    """Half the width of an open front at each point's height: a V above the button, a slight cutaway below."""
    if cut.button is None:
        return np.full(len(at.x), -FAR)
    above = np.clip((at.z - cut.button) / (at.marks["neck"] - cut.button), -0.2, 1.2)
    below = np.clip((cut.button - at.z) / 0.35, 0, 1)
    width = np.where(above > 0, cut.throat * above, 0.002 + cut.skirt_gap * below)
    half: Points = width - 6 * np.maximum(-at.front, 0)
    return half


def top_field(at: Measure, cut: Cut) -> Points:
    """Field of a top with these measures."""
    arm = cut.sleeve - at.arm if cut.sleeve > 0 else np.where(at.sleeve > 0.02, (0.45 - at.sleeve) * 0.12, FAR)
    low = np.where(at.sleeve > 0.02, FAR, at.z - cut.bottom)
    field: Points = np.minimum.reduce([cut.neck - at.neck, arm, low, np.abs(at.x) - opening(at, cut)])
    return field


def folds(dummy: Dummy, seed: int) -> Points:
    """Displacement (N,) in metres of what cloth does: rings at elbow and knee, a break over the shoe, a soft waist."""
    at, m = dummy.at, dummy.marks
    around = noise(dummy.points, 0.16, seed)
    arm = np.where(at.sleeve > 0.5, at.arm, -FAR)
    elbow = bump(arm, m["elbow"], 0.09) * np.sin(arm * 150 + 4 * around)
    cuff = bump(arm, m["wrist"] - 0.08, 0.06) * np.sin(arm * 190 + 5 * around)
    leg = np.where(at.sleeve > 0.5, FAR, at.z)
    knee = bump(leg, m["knee"], 0.09) * np.sin(at.z * 120 + 4 * around)
    hem_break = bump(leg, m["ankle"] + 0.09, 0.08) * np.sin(at.z * 130 + 5 * around)
    waist = bump(leg, m["waist"], 0.12) * noise(dummy.points * [1.6, 1.6, 0.5], 0.11, seed + 1)
    armpit = bump(leg, m["shoulder"] - 0.12, 0.07) * noise(dummy.points * [1, 1, 1.8], 0.1, seed + 2)
    return 0.004 * elbow + 0.003 * cuff + 0.004 * knee + 0.005 * hem_break + 0.003 * (waist + armpit) + 0.002 * around


def cloth_surface(dummy: Dummy, ease: float, sleeve: Points | float, blouse: float = 0.0, seed: int = 1) -> Points:
    """Folded cloth `ease` off the trunk, `sleeve` more on the arms, `blouse` more at the waist; metres for an adult."""
    e = ease + sleeve * dummy.at.sleeve + blouse * bump(dummy.at.z, dummy.marks["waist"] + 0.09, 0.08)
    return dummy.surface(e * dummy.at.unit, 12) + dummy.out * folds(dummy, seed)[:, None]


def turned_collar(bench: Bench, lift: float, height: float, fall: float, spread: float) -> list[Cloth]:
    """A turned-down collar: a stand of `height` metres round the neck, and a fall with two points in front."""
    at, dummy = bench.dummy.at, bench.dummy
    up = dummy.surface(lift, 4)
    stand = np.minimum.reduce([at.neck + 0.012, height - at.neck, np.abs(at.x) - 0.002 - 9 * np.minimum(at.front, 0)])
    depth = np.clip((height - at.neck) / (height + fall), 0, 1.5)
    over = dummy.surface(lift + 0.004 + 0.012 * depth, 4)
    gap = 0.004 + spread * depth
    points = fall * (0.55 + 0.75 * bump(np.abs(at.x), 0.055, 0.03) * (at.front > 0))
    turned = np.minimum.reduce([
        at.neck + points, height - at.neck, np.abs(at.x) - gap + 9 * np.maximum(-at.front, 0),
    ])  # fmt: skip
    return [bench.sew(up, stand, 0.003, 0.01, 0.9), bench.sew(over, turned, 0.003, 0.012)]


def cuffs(bench: Bench, ease: float, length: float) -> Cloth:
    """A band round each wrist."""
    at, wrist = bench.dummy.at, bench.dummy.marks["wrist"]
    field = np.minimum(at.arm - (wrist - length), wrist - 0.004 - at.arm)
    return bench.sew(bench.dummy.surface(ease, 6), field, 0.004, 0.02, 0.95)


def front_strip(bench: Bench, surface: Points, field: Points, half: float, lift: float = 0.003) -> Cloth:
    """A raised strip down the middle of the front."""
    dummy = bench.dummy
    strip = np.minimum.reduce([half - np.abs(dummy.at.x), field, dummy.at.front])
    return bench.sew(surface + dummy.out * lift, strip, 0.003, 0.002, 0.97)


def studs(bench: Bench, surface: Points, column: float, heights: Points, radius: float = 0.0055) -> list[Cloth]:
    """Buttons at x = `column` (metres) and the given rest-pose heights."""
    dye = np.clip(bench.dye * 0.35, 0.01, 1)
    return [bench.stud(surface, (column, float(z)), radius, dye) for z in heights]


def shirt(bench: Bench) -> Sewn:
    """A buttoned shirt with a turned-down collar and cuffs, tucked in."""
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    cut = Cut(0.012 * u, m["hip"] - 0.02, m["wrist"] - 0.015)
    surface = cloth_surface(dummy, 0.008, 0.003, 0.006)
    field = top_field(dummy.at, cut)
    cloths = [
        bench.sew(surface, field),
        front_strip(bench, surface, field, 0.017 * u),
        cuffs(bench, 0.0115 * u, 0.06 * u),
    ]
    cloths += turned_collar(bench, 0.008 * u, 0.036 * u, 0.045 * u, 0.045 * u)
    cloths += studs(bench, surface + dummy.out * 0.003, 0.0, np.arange(m["waist"], m["neck"] - 0.07, 0.085 * u))
    return Sewn(cloths, lambda at: top_field(at, cut))


def sweater(bench: Bench) -> Sewn:
    """A knitted pullover: round ribbed neck, ribbed cuffs and hem."""
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    cut = Cut(0.018 * u, m["crotch"] + 0.05 * u, m["wrist"] - 0.01)
    surface = cloth_surface(dummy, 0.015, 0.008, 0.012, 3)
    field, at = top_field(dummy.at, cut), dummy.at
    ring = np.minimum(at.neck + 0.008 * u, 0.032 * u - at.neck)
    ribs = [bench.sew(dummy.surface(0.015 * u, 4), ring, 0.006, 0.02, 0.85), cuffs(bench, 0.017 * u, 0.055 * u)]
    band = np.minimum(field, cut.bottom + 0.05 * u - at.z)
    ribs.append(bench.sew(surface + dummy.out * 0.002, band, 0.006, 0.03, 0.85))
    return Sewn([bench.sew(surface, field, 0.006, 0.03), *ribs], lambda at: top_field(at, cut))


def vest(bench: Bench) -> Sewn:
    """A waistcoat: sleeveless, V-necked, buttoned."""
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    cut = Cut(-0.034 * u, m["hip"] + 0.03 * u, 0.0, m["chest"] - 0.01, 0.09 * u, 0.03 * u)
    low = 0.008 * np.clip((m["waist"] + 0.02 - dummy.at.z) / 0.04, 0, 1)  # room for a waistband
    surface = cloth_surface(dummy, 0.017, 0.0, 0.004) + dummy.out * low[:, None]
    field = top_field(dummy.at, cut)
    cloths = [bench.sew(surface, field, 0.005, 0.015)]
    cloths += studs(bench, surface, 0.012 * u, np.linspace(m["hip"] + 0.09 * u, m["chest"] - 0.03 * u, 5))
    return Sewn(cloths, lambda at: top_field(at, cut))


def lapels(bench: Bench, surface: Points, cut: Cut, width: float) -> list[Cloth]:
    """Lapels folded back along an open front, notched under a collar that goes round the neck; `width` in metres."""
    at, dummy = bench.dummy.at, bench.dummy
    assert cut.button is not None  # a front without a button has no lapels
    rise = np.clip((at.z - cut.button) / (dummy.marks["neck"] - cut.button), 0, 1.3)
    edge = np.abs(at.x) - opening(at, cut)
    wide = width * np.clip(rise / 0.72, 0, 1) ** 0.8
    lapel = np.minimum.reduce([
        edge, wide - edge, (0.74 + 1.2 * np.clip(np.abs(at.x) - cut.throat, 0, 1) - rise) * 0.3, at.front,
        cut.neck + 0.02 - at.neck,
    ])  # fmt: skip
    low = -width * 0.62
    neck = np.minimum.reduce([
        at.neck - low, cut.neck + 0.02 - at.neck, edge, (rise - 0.76) * 0.3 + 5 * np.maximum(-at.front, 0),
    ])  # fmt: skip
    raised = surface + dummy.out * 0.006
    stand = dummy.out * (0.008 + 0.006 * np.clip(at.neck / 0.03, 0, 1))[:, None]
    return [bench.sew(raised, lapel, 0.005, 0.02, 0.9), bench.sew(surface + stand, neck, 0.005, 0.02, 0.88)]


def jacket(bench: Bench) -> Sewn:
    """A suit jacket: lapels, two buttons, hip pockets, open over the shirt."""
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    cut = Cut(0.012 * u, m["crotch"] - 0.015 * u, m["wrist"] - 0.03 * u, m["waist"] - 0.01, 0.062 * u, 0.05 * u)
    pad = 0.008 * bump(dummy.at.z, m["shoulder"] + 0.02, 0.05) * bump(np.abs(dummy.at.x), 0.17 * u, 0.06)
    skirted = 0.045 * bench.flared * np.clip((m["waist"] - dummy.at.z) / 0.16, 0, 1) * (dummy.at.sleeve < 0.02)
    surface = cloth_surface(dummy, 0.026, 0.002, 0.004) + dummy.out * (pad + skirted)[:, None]
    field = top_field(dummy.at, cut)
    cloths = [bench.sew(surface, field, 0.005, 0.03), *lapels(bench, surface, cut, 0.085 * u)]
    pocket_z = m["hip"] + 0.025 * u
    flap = np.minimum.reduce([
        0.055 * u - np.abs(np.abs(dummy.at.x) - 0.105 * u), 0.022 * u - np.abs(dummy.at.z - pocket_z),
        dummy.at.front + 0.05,
        np.where(dummy.at.sleeve > 0.02, -FAR, FAR),
    ])  # fmt: skip
    cloths.append(bench.sew(surface + dummy.out * 0.006, flap, 0.005, 0.004, 0.9))
    cloths += studs(
        bench, surface + dummy.out * 0.002, 0.012 * u, np.array([m["waist"] - 0.02, m["waist"] - 0.12 * u]), 0.009
    )
    return Sewn(cloths, lambda at: top_field(at, cut))
