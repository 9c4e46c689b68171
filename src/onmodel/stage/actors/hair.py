"""Scalp hair of a posed actor: the hairdo of its look, carried by the head; what hangs falls over the clothes."""

import numpy as np

from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.beard import beard_parts
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.cloth import Points
from onmodel.stage.actors.fabric import linear
from onmodel.stage.actors.hairstyles import STYLES, Hair, hairdo
from onmodel.stage.actors.hanging import Fall, facing, fall
from onmodel.stage.actors.headwear import headwear_parts, under_hat
from onmodel.stage.actors.locks import Tuft, merge, plait, ribbons, strands_colour, tubes
from onmodel.stage.actors.skull import Skull, skull, unit
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ActorLook


def hair_parts(body: Body, look: ActorLook) -> tuple[MeshPart, ...]:
    """Everything that makes the outline of a head, in the world: scalp hair, beard, and the hat on them."""
    grown = beard_parts(body, look)
    if look.hair_style == "bald":
        return (*grown, *headwear_parts(body, look))
    head, hair, carry = skull(look), hairdo(look), body.bones[anatomy().bone("head")].astype(float)
    tufts = [Tuft(moved(carry, hair.tuft.points), hair.tuft.faces, hair.tuft.colours)]
    if len(hair.strands):
        tufts.append(_falling(body, head, hair, carry))
    if look.hair_style == "ponytail":
        tufts += _ponytail(body, head, hair, carry)
    elif look.hair_style == "bun":
        tufts += _bun(head, hair, carry, linear(look.hair))
    elif look.hair_style == "braids":
        tufts += _braids(body, head, carry, linear(look.hair))
    return (*_trimmed(look, merge(tufts), carry), *grown, *headwear_parts(body, look))


def _trimmed(look: ActorLook, tuft: Tuft, carry: Points) -> tuple[MeshPart, ...]:
    """The hair without what the hat covers."""
    rest = (tuft.points - carry[:3, 3]) @ carry[:3, :3]
    faces = tuft.faces[~under_hat(look, rest)[tuft.faces].any(1)]
    used, local = np.unique(faces, return_inverse=True)
    return (part("hair", Tuft(tuft.points[used], local.reshape(-1, 3), tuft.colours[used])),) if len(used) else ()


def part(name: str, tuft: Tuft) -> MeshPart:
    """Hair as a mesh part with the sheen of hair."""
    return MeshPart(
        name,
        tuft.points.astype(np.float32),
        tuft.faces.astype(np.int32),
        tuft.colours.astype(np.float32),
        roughness=0.48,
        specular=0.35,
    )


def moved(carry: Points, points: Points) -> Points:
    """Rest-pose points (…, 3) carried by a bone's 4 × 4 transform."""
    out: Points = points @ carry[:3, :3].T + carry[:3, 3]
    return out


def _falling(body: Body, head: Skull, hair: Hair, carry: Points) -> Tuft:
    style = STYLES[body.look.hair_style]
    on_head = moved(carry, hair.strands)
    rng = np.random.default_rng(7)
    count, back = len(on_head), carry[:3, :3] @ np.array([0.0, 1.0, 0.0])
    lengths = style.hang * head.size * rng.uniform(0.82, 1.08, count)
    heading = on_head[:, -1] - on_head[:, -2]
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    aside = (on_head[:, -1] - moved(carry, head.centre)) @ carry[:3, 0] / (0.08 * head.size)
    drift = np.where(style.hang > 0.2, 0.6 * back - 0.4 * aside[:, None] * carry[:3, 0], 0.1 * back)
    hung = fall(body, on_head[:, -1], heading, Fall(lengths, 13, 0.4, drift))
    paths = np.concatenate([on_head, hung], 1)
    centre = moved(carry, head.centre)
    out = paths - centre
    out[:, 9:, 2] = 0  # below the head, hair faces away from the spine
    out /= np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-9)
    out[:, 9:] = facing(body, paths[:, 9:], out[:, 9:])
    taper = np.interp(np.linspace(0, 1, 22), [0, 0.15, 0.6, 0.9, 1], [0.4, 0.9, 1.1, 0.8, 0.25])
    return ribbons(paths, out, hair.widths * taper, 0.2, hair.colours)


def _ponytail(body: Body, head: Skull, hair: Hair, carry: Points) -> list[Tuft]:
    assert hair.tie is not None  # the style's chart ends in a tie
    rng, dye = np.random.default_rng(5), linear(body.look.hair)
    tie = moved(carry, hair.tie)
    away = carry[:3, :3] @ unit(np.array(180.0), np.array(8.0))
    count = 46
    turn, ring = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.uniform(0, 1, count))
    side, up = carry[:3, 0], np.cross(carry[:3, 0], away)
    spread = (side[None] * np.cos(turn)[:, None] + up[None] * np.sin(turn)[:, None]) * ring[:, None]
    starts = tie + away * 0.004 + spread * 0.011 * head.size
    lengths = STYLES["ponytail"].hang * head.size * rng.uniform(0.8, 1.1, count)
    down = fall(body, starts + away * 0.02, away + 0.5 * spread, Fall(lengths, 15, 0.72))
    down += spread[:, None] * (0.012 * np.sin(np.linspace(0, np.pi, 15)))[:, None] * head.size
    paths = np.concatenate([starts[:, None], (starts + away * 0.02)[:, None], down], 1)
    out = np.broadcast_to((0.6 * away + spread)[:, None], paths.shape)
    out = out / np.linalg.norm(out, axis=2, keepdims=True)
    width = 0.016 * head.size * np.interp(np.linspace(0, 1, 17), [0, 0.2, 0.7, 1], [0.6, 1.1, 1, 0.15])
    band_turn = np.linspace(0, 2 * np.pi, 17)
    band = (
        tie + away * 0.012 + (side * np.cos(band_turn)[:, None] + up * np.sin(band_turn)[:, None]) * 0.017 * head.size
    )
    tied = tubes(band[None], np.full((1, 17), 0.005 * head.size), np.full((1, 17, 3), 0.02), 6)
    return [ribbons(paths, out, np.tile(width, (count, 1)), 0.35, strands_colour(dye, count, 17, rng)), tied]


def _bun(head: Skull, hair: Hair, carry: Points, dye: Points) -> list[Tuft]:
    assert hair.tie is not None  # the style's chart ends in a tie
    rng, count, length = np.random.default_rng(6), 18, 26
    away = hair.tie - head.centre
    away /= np.linalg.norm(away)
    side = np.array([1.0, 0, 0])
    up = np.cross(side, away)
    t = np.linspace(0, 1, length)[None]
    turn = 2 * np.pi * (0.85 * t + np.arange(count)[:, None] / count)
    polar = np.pi * (0.0 + 0.7 * t**0.8) + rng.normal(0, 0.03, (count, 1))
    r = 0.042 * head.size * rng.uniform(0.95, 1.04, (count, 1))
    flat = (side * np.cos(turn)[..., None] + up * np.sin(turn)[..., None]) * np.sin(polar)[..., None]
    normal = flat + away * (0.75 * np.cos(polar))[..., None]
    paths = moved(carry, hair.tie + away * 0.018 * head.size + normal * r[..., None])
    out = normal @ carry[:3, :3].T
    out /= np.linalg.norm(out, axis=2, keepdims=True)
    width = 0.02 * head.size * np.interp(t, [0, 0.15, 0.85, 1], [0.4, 0.9, 1, 0.7]) * np.ones((count, 1))
    return [ribbons(paths, out, width, 0.5, strands_colour(dye, count, length, rng))]


def _braids(body: Body, head: Skull, carry: Points, dye: Points) -> list[Tuft]:
    rng, tufts = np.random.default_rng(8), []
    for side in (1.0, -1.0):
        azimuth = np.array([side * 132.0])
        start = moved(carry, head.at(head.towards(azimuth, np.array([head.ear_low])), 0.012 * head.size))
        front = carry[:3, :3] @ np.array([side * 0.12, -0.32, 0.0])
        way = carry[:3, :3] @ np.array([[side * 0.6, -0.1, -0.7]]).T
        length = Fall(np.array([0.4 * head.size]), 16, 0.5, front[None])
        path = np.concatenate([start, fall(body, start, way.T, length)[0]])
        out = path - moved(carry, head.centre)
        out[:, 2] = 0
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        tufts.append(plait(path, out, 0.016 * head.size, dye, rng))
        ring = np.linspace(0, 1, 5)[:, None] * (path[-1] - path[-2]) * 0.5 + path[-2]
        tufts.append(tubes(ring[None], np.full((1, 5), 0.007 * head.size), np.full((1, 5, 3), [0.25, 0.02, 0.02]), 6))
    return tufts
