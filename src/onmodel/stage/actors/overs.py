"""Patterns worn over a top: tie, scarf, apron, armour; and belts and badges pinned on them."""

import numpy as np

from onmodel.stage.actors.cloth import Points
from onmodel.stage.actors.draped import Hang, make_net
from onmodel.stage.actors.fabric import noise
from onmodel.stage.actors.fitted import Cut, Sewn, bump, cloth_surface, top_field
from onmodel.stage.actors.gowns import Gown
from onmodel.stage.actors.tailor import FAR, Bench, Measure


def nothing(at: Measure) -> Points:
    """The field of a garment that hides nothing."""
    return np.full(len(at.x), -FAR)


def tie(bench: Bench) -> Sewn:
    """A necktie: a knot under the collar and a blade down to the belt."""
    u, m, at = bench.dummy.at.unit, bench.dummy.marks, bench.dummy.at
    surface = cloth_surface(bench.dummy, 0.0135, 0.0, 0.008)
    top, tip = m["neck"] - 0.055 * u, m["waist"] - 0.04 * u
    down = np.clip((top - at.z) / (top - tip), -1, 1.5)
    blade = np.where(down < 0.93, 0.014 + 0.026 * down, 0.04 * (1.06 - down) / 0.13) * u
    field = np.minimum.reduce([blade - np.abs(at.x), top + 0.005 - at.z, at.front])
    knot = np.minimum.reduce([
        (0.016 + 0.25 * (at.z - top + 0.012)) * 1.0 - np.abs(at.x), at.z - top + 0.006, top + 0.03 * u - at.z, at.front,
    ])  # fmt: skip
    raised = surface + bench.dummy.out * 0.009
    return Sewn([bench.sew(surface, field, 0.003, 0.003), bench.sew(raised, knot, 0.006, 0.004, 0.9)], nothing)


def scarf(bench: Bench) -> Sewn:
    """A scarf wound round the neck with one end hanging down the chest."""
    dummy = bench.dummy
    u, m, at = dummy.at.unit, dummy.marks, dummy.at
    angle = np.arctan2(at.x, at.front)
    wave = np.sin(at.neck / u * 150 + 2.2 * np.sin(angle)) + 0.6 * noise(dummy.points, 0.07, 6)
    ring = np.minimum(at.neck + (0.022 + 0.012 * (at.front > 0)) * u, 0.058 * u - at.neck)
    swell = bench.below * 0.6 + 0.016 + 0.018 * bump(at.neck, 0.012 * u, 0.03 * u) + 0.005 * wave
    cloths = [bench.sew(dummy.surface(swell * u, 5), ring, 0.01, 0.02)]
    lift = bench.below + 0.010 + 0.002 * np.sin(at.x / u * 190)
    hang = dummy.surface(lift * u, 14)
    end = np.minimum.reduce([
        0.042 * u - np.abs(at.x - 0.045 * u), m["neck"] - 0.02 - at.z, at.z - m["waist"] - 0.02 * u, at.front,
    ])  # fmt: skip
    cloths.append(bench.sew(hang, end, 0.008, 0.01, 0.93))
    return Sewn(cloths, lambda a: np.minimum(a.neck + 0.01 * u, 0.045 * u - a.neck))


def apron(bench: Bench) -> Gown:
    """An apron: a bib on the chest, a skirt before the thighs, strings."""
    dummy = bench.dummy
    u, m, at = dummy.at.unit, dummy.marks, dummy.at
    surface = cloth_surface(dummy, bench.below + 0.008, 0.0, 0.008)
    body = np.where(at.sleeve > 0.02, -FAR, at.front + 0.03)
    bib = np.minimum.reduce([0.115 * u - np.abs(at.x), m["chest"] + 0.05 * u - at.z, at.z - m["waist"] + 0.05, body])
    strap = np.minimum.reduce([
        0.011 * u - np.abs(np.abs(at.x) - 0.085 * u), at.z - m["chest"] - 0.03 * u,
        np.where(at.sleeve > 0.4, -FAR, FAR),
    ])  # fmt: skip
    string = np.where(at.sleeve > 0.02, -FAR, 0.010 * u - np.abs(at.z - m["waist"]))
    cloths = [bench.sew(surface + dummy.out * 0.002 * k, f, 0.004, 0.006) for k, f in enumerate((bib, strap, string))]
    hang = Hang(m["waist"], m["knee"] + 0.04 * u, (bench.below + 0.012) * u, 0.05, 0.006, (-58.0, 58.0), 0.034)
    return Gown(cloths, nothing, make_net(dummy, hang, bench.dye))


def armour(bench: Bench) -> Sewn:
    """A breastplate with a gorget, pauldrons, bracers and a plated skirt."""
    dummy = bench.dummy
    u, m, at = dummy.at.unit, dummy.marks, dummy.at
    cut = Cut(0.006 * u, m["waist"] - 0.03, 0.0)
    surface = dummy.surface(0.03 * u, 30)
    ridge = dummy.out * (0.012 * bump(at.x, 0, 0.04) * (at.front > 0))[:, None]
    plates = [bench.sew(surface + ridge, top_field(at, cut), 0.008, 0.02)]
    gorget = np.minimum(at.neck + 0.02 * u, 0.03 * u - at.neck)
    plates.append(bench.sew(dummy.surface(0.024 * u, 10), gorget, 0.008, 0.02, 0.8))
    for k, (start, end) in enumerate(((0.0, 0.06), (0.05, 0.1), (0.09, 0.14))):
        lame = np.minimum.reduce([at.arm - start * u, end * u - at.arm, (at.sleeve - 0.3) * 0.2])
        plates.append(bench.sew(dummy.surface((0.045 - 0.006 * k) * u, 16), lame, 0.008, 0.006, 0.92))
    bracer = np.minimum(at.arm - (m["elbow"] + 0.05 * u), m["wrist"] - 0.04 * u - at.arm)
    plates.append(bench.sew(dummy.surface(0.018 * u, 16), bracer, 0.006, 0.01, 0.85))
    for k in range(3):
        low = m["waist"] - (0.08 + 0.05 * k) * u
        fauld = np.where(at.sleeve > 0.02, -FAR, np.minimum(at.z - low, low + 0.075 * u - at.z))
        plates.append(bench.sew(dummy.surface((0.034 + 0.006 * k) * u, 24), fauld, 0.008, 0.006, 0.9))
    return Sewn(plates, lambda a: top_field(a, cut))


def belt(bench: Bench) -> Sewn:
    """A leather belt with a buckle over the waistband."""
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    height = m["waist"] - 0.055 * u
    surface = dummy.surface(0.026 * u, 14)
    band = np.where(dummy.at.sleeve > 0.02, -FAR, 0.019 * u - np.abs(dummy.at.z - height))
    buckle = np.minimum.reduce(
        [0.026 * u - np.abs(dummy.at.x), 0.023 * u - np.abs(dummy.at.z - height), dummy.at.front]
    )
    plate = Bench(dummy, np.array([0.5, 0.42, 0.2]), bench.visible)
    return Sewn(
        [bench.sew(surface, band, 0.005, 0.003), plate.sew(surface + dummy.out * 0.005, buckle, 0.005, 0.003)], nothing
    )


def necklace(bench: Bench) -> Sewn:
    """A string of beads on the collar bones with a pendant."""
    u, dummy = bench.dummy.at.unit, bench.dummy
    at = dummy.at
    line = at.neck + (0.024 + 0.05 * np.clip(at.front / 0.1, 0, 1)) * u
    surface = dummy.surface((bench.below + 0.006) * u, 6)
    beads = 0.0095 * u - np.abs(line)
    where = np.argmin(np.abs(line) + 5 * np.abs(at.x) + 10 * (at.front < 0))
    pendant = bench.stud(surface, (0.0, float(at.z[where]) - 0.008), 0.012 * u, np.array([0.6, 0.42, 0.12]))
    return Sewn([bench.sew(surface, beads, 0.005, 0.002), pendant], nothing)


def badge(bench: Bench) -> Sewn:
    """A badge on the left of the chest."""
    u, dummy = bench.dummy.at.unit, bench.dummy
    surface = dummy.surface((bench.below + 0.004) * u, 10)
    place = (0.095 * u, dummy.marks["chest"] + 0.035 * u)
    return Sewn(
        [bench.stud(surface, place, r * u, bench.dye * tone) for r, tone in ((0.022, 0.7), (0.014, 1.0))], nothing
    )


def bag(bench: Bench) -> Sewn:
    """A satchel on the right hip with its strap across the chest."""
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    at = dummy.at
    surface = dummy.surface((bench.below + 0.008) * u, 24)
    hip = m["hip"] - 0.02 * u
    slope = (m["neck"] - 0.03 * u - hip) / (0.24 * u)
    across = (at.z - hip - slope * (at.x + 0.17 * u)) / np.hypot(1, slope)
    strap = np.minimum.reduce([0.016 * u - np.abs(across), np.where(at.sleeve > 0.02, -FAR, FAR), at.z - hip + 0.02])
    pouch = np.minimum.reduce([
        0.09 * u - np.abs(at.z - hip + 0.05 * u), 0.11 * u - np.abs(at.front - 0.02), -at.x - 0.06 * u,
        np.where(at.sleeve > 0.02, -FAR, FAR),
    ])  # fmt: skip
    flap = np.minimum(pouch - 0.002, at.z - hip + 0.05 * u)
    return Sewn([
        bench.sew(surface, strap, 0.005, 0.003), bench.sew(surface + dummy.out * 0.04, pouch, 0.05, 0.003),
        bench.sew(surface + dummy.out * 0.046, flap, 0.006, 0.003, 0.8),
    ], nothing)  # fmt: skip
