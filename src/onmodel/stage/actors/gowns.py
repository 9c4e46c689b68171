"""Patterns of what hangs from the waist: skirt, dress, robe and coat, each a fitted top with a net below."""

from dataclasses import dataclass

import numpy as np

from onmodel.stage.actors.cloth import Cloth, Points
from onmodel.stage.actors.draped import Hang, Net, make_net
from onmodel.stage.actors.fitted import Covers, Cut, Sewn, cloth_surface, lapels, studs, top_field
from onmodel.stage.actors.tailor import FAR, Bench, Measure


@dataclass(frozen=True)
class Gown(Sewn):
    """A garment with a hanging part."""

    net: Net | None = None


def _under(top: float, bottom: float) -> Covers:
    """Field of what a hanging part hides for certain: from the waist to well above its hem."""
    safe = bottom + 0.16 * (top - bottom)

    def covers(at: Measure) -> Points:
        return np.where(at.sleeve > 0.02, -FAR, np.minimum(at.z - safe, top - at.z))

    return covers


def _belt(bench: Bench, height: float, half: float, ease: float, shade: float = 0.5) -> Cloth:
    at = bench.dummy.at
    band = np.where(at.sleeve > 0.02, -FAR, half - np.abs(at.z - height))
    return bench.sew(bench.dummy.surface(ease, 12), band, 0.006, 0.004, shade)


def _gown(bench: Bench, cut: Cut, surface: Points, hang: Hang, extra: list[Cloth]) -> Gown:
    field = top_field(bench.dummy.at, cut)
    opens = hang.span != (0.0, 360.0)  # the legs show between the tails
    below = _under(hang.top, bench.dummy.marks["crotch"] if opens else hang.bottom)

    def covers(at: Measure) -> Points:
        return np.maximum(top_field(at, cut), below(at))

    cloths = [bench.sew(surface, field, 0.005, 0.02), *extra]
    return Gown(cloths, covers, make_net(bench.dummy, hang, bench.dye))


def skirt(bench: Bench) -> Gown:
    """A skirt to the knee with a waistband."""
    u, m = bench.dummy.at.unit, bench.dummy.marks
    top = m["waist"] - 0.03 * u
    hang = Hang(top - 0.01, m["knee"] - 0.06 * u, 0.022 * u, 0.2, 0.014)
    below = _under(hang.top, hang.bottom)
    return Gown([_belt(bench, top, 0.02 * u, 0.027 * u, 0.75)], below, make_net(bench.dummy, hang, bench.dye))


def dress(bench: Bench) -> Gown:
    """A dress with a fitted bodice, short sleeves and a wide skirt below the knee."""
    u, m = bench.dummy.at.unit, bench.dummy.marks
    waist = m["waist"] - 0.005 * u
    cut = Cut(-0.035 * u, waist - 0.012, 0.16 * u)
    surface = cloth_surface(bench.dummy, 0.009, 0.010)
    hang = Hang(waist, 0.65 * m["knee"] + 0.35 * m["ankle"], 0.008 * u, 0.22, 0.02)
    return _gown(bench, cut, surface, hang, [_belt(bench, waist, 0.014 * u, 0.015 * u, 0.6)])


def robe(bench: Bench) -> Gown:
    """A long robe (a chapan): wide sleeves, crossed front with an edging, a sash."""
    dummy = bench.dummy
    u, m, at = dummy.at.unit, dummy.marks, dummy.at
    waist = m["waist"] - 0.03 * u
    cut = Cut(0.005 * u, waist - 0.02, m["wrist"] - 0.005, m["chest"] - 0.03 * u, 0.05 * u)
    wide = 0.012 + 0.028 * np.clip(at.arm / m["wrist"], 0, 1)
    surface = cloth_surface(dummy, 0.024, wide, 0.008)
    edge = np.abs(at.x) - np.maximum(0, _v(at, cut))
    edging = np.minimum.reduce([edge, 0.032 * u - edge, at.front + 0.03, at.z - cut.bottom, 0.03 * u - at.neck])
    neck = np.minimum.reduce([at.neck + 0.025 * u, 0.022 * u - at.neck, 0.02 - at.front])
    cuff = np.minimum(at.arm - (m["wrist"] - 0.04 * u), m["wrist"] - at.arm)
    trim = [bench.sew(surface + dummy.out * 0.004, f, 0.004, 0.004, 0.45) for f in (edging, neck, cuff)]
    hang = Hang(waist, m["ankle"] + 0.04 * u, 0.026 * u, 0.10, 0.016)
    return _gown(bench, cut, surface, hang, [*trim, _belt(bench, waist + 0.01, 0.04 * u, 0.034 * u, 0.4)])


def _v(at: Measure, cut: Cut) -> Points:
    assert cut.button is not None  # a robe crosses over at its button
    return cut.throat * np.clip((at.z - cut.button) / (at.marks["neck"] - cut.button), 0, 1.2)


def coat(bench: Bench) -> Gown:
    """An overcoat to below the knee: lapels, open tails, a belt."""
    dummy = bench.dummy
    u, m = dummy.at.unit, dummy.marks
    waist = m["waist"] - 0.03 * u
    cut = Cut(0.016 * u, waist - 0.02, m["wrist"] - 0.005, m["waist"] + 0.09 * u, 0.055 * u)
    surface = cloth_surface(dummy, 0.033, 0.008, 0.004)
    buttons = np.array([waist + 0.05, waist + 0.12]) * 1.0
    extra = [*lapels(bench, surface, cut, 0.10 * u), _belt(bench, waist + 0.01, 0.024 * u, 0.042 * u, 0.7)]
    for column in (-0.05 * u, 0.05 * u):
        extra += studs(bench, surface + dummy.out * 0.002, column, buttons, 0.011)
    hang = Hang(
        waist,
        0.55 * m["knee"] + 0.45 * m["ankle"],
        0.036 * u,
        0.24 if bench.flared else 0.09,
        0.010,
        span=(-3.0, 363.0),
        room=0.036,
    )
    return _gown(bench, cut, surface, hang, extra)
